package rollcall.ui.timecards;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.settings.Settings;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedActions;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.PagePrinter;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.watch.WatchStatus;

/// Screenshots of the Timecards screen for visual review: `target/screens/timecards-*.png`.
@Tag("screens")
@ExtendWith(FxExtension.class)
class TimecardScreensTest {
  private final SampleMonth sample = new SampleMonth();
  private final AtomicBoolean one = new AtomicBoolean();
  private Stage stage;

  @Start
  void start(Stage stage) {
    Fx.screen(1600, 1000);
    this.stage = stage;
  }

  @Test
  void everyPeriod() {
    for (boolean dark : new boolean[] {false, true}) {
      String theme = dark ? "dark" : "light";
      take(dark, 1280, 720, "week-" + theme, this::prove);
      take(dark, 860, 480, "week-narrow-" + theme, this::prove);
      take(dark, 860, 480, "week-narrow-closed-" + theme, _ -> {});
      take(dark, 1280, 720, "month-" + theme, model -> model.period().set(RangeLength.MONTH));
      take(
          dark,
          1280,
          720,
          "calendar-" + theme,
          model -> {
            model.period().set(RangeLength.MONTH);
            one.set(true);
          });
      take(
          dark,
          1280,
          720,
          "day-" + theme,
          model -> {
            model.period().set(RangeLength.DAY);
            model.showDay(LocalDate.of(2026, 11, 17));
          });
    }
  }

  @Test
  void wholeWindow() {
    for (boolean dark : new boolean[] {false, true}) {
      for (int[] size : new int[][] {{1280, 800}, {860, 560}}) {
        window(dark, size[0], size[1]);
      }
    }
  }

  private void window(boolean dark, int width, int height) {
    Fx.run(() -> {
      AppTheme.apply(dark);
      PresenceModel presence = sample.model(Settings.DEFAULT);
      presence.setStatus(
          new WatchStatus.Live(17, SampleMonth.NOW.minusSeconds(12), SampleMonth.NOW));
      new MainWindow(
          stage,
          presence,
          sample.commands,
          new FakeDesktop(),
          new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
          new Workspaces(presence));
      stage.setX(0);
      stage.setY(0);
      stage.setWidth(width);
      stage.setHeight(height);
      stage.show();
      Fx.find(stage.getScene().getRoot(), "screen-timecards", ToggleButton.class).fire();
      Fx.find(stage.getScene().getRoot(), "timecard-earlier", Button.class).fire();
      TimecardGrid grid = Fx.find(stage.getScene().getRoot(), "timecard-grid", TimecardGrid.class);
      grid.select(new CellId(sample.id("Hannah"), LocalDate.of(2026, 11, 17)));
      grid.fireEvent(
          new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    });
    Fx.run(() -> stage.getScene().getRoot().layout());
    String name = (dark ? "dark-" : "light-") + width;
    Fx.run(() ->
        Fx.save(
            Fx.picture(stage.getScene()),
            Path.of("target/screens/timecards-window-" + name + ".png")));
  }

  @Test
  void printedPages() {
    take(true, 1280, 720, "print-week", this::prove);
    take(
        false,
        1280,
        720,
        "print-month",
        model -> {
          model.period().set(RangeLength.MONTH);
          model.prove(sample.id("Anil"), LocalDate.of(2026, 11, 9));
        });
  }

  private void prove(TimecardsModel model) {
    model.prove(sample.id("Hannah"), LocalDate.of(2026, 11, 17));
  }

  /// Paints the page as a printer would, on A4 with usual margins.
  private static PagePrinter.Outcome print(Region page, String name) {
    double width = 595 - 108;
    double height = 842 - 108;
    // In this scene from the start: styles of a node that moves to another scene are applied to its
    // children first, which do not find its colors then.
    Pane paper = new Pane(page);
    paper.setPrefSize(width, height);
    Scene scene = new Scene(paper, width, height);
    PagePrinter.fit(page, width, height);
    Fx.save(Fx.picture(scene), Path.of("target/screens/timecards-page-" + name + ".png"));
    return PagePrinter.Outcome.NO_PRINTER;
  }

  private void take(
      boolean dark, int width, int height, String name, Consumer<TimecardsModel> change) {
    Fx.run(() -> {
      AppTheme.apply(dark);
      PresenceModel presence = sample.model(Settings.DEFAULT);
      TimecardsModel model =
          new TimecardsModel(
              presence,
              sample.commands,
              new SimpleObjectProperty<>(SampleMonth.ungrouped(presence)),
              Locale.GERMANY);
      TimecardsView view =
          new TimecardsView(
              model,
              presence,
              sample.commands,
              new FakeDesktop(),
              page -> print(page, name),
              new RecordedActions(),
              (_, _, _) -> {});
      view.follow();
      stage.setScene(new Scene(view, width, height));
      stage.setX(0);
      stage.setY(0);
      stage.sizeToScene();
      stage.show();
      change.accept(model);
      if (one.getAndSet(false)) {
        view.showOnly(sample.id("Hannah"));
        prove(model);
      }
    });
    Fx.run(() -> {
      stage.getScene().getRoot().applyCss();
      stage.getScene().getRoot().layout();
      if (name.startsWith("print") && stage.getScene().lookup("#proof-print") instanceof Button b) {
        b.fire();
      }
    });
    Fx.run(() ->
        Fx.save(
            Fx.picture(stage.getScene()), Path.of("target/screens/timecards-" + name + ".png")));
  }
}
