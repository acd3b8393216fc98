package rollcall.ui.timecards;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import rollcall.settings.Settings;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.PresenceModel;

/// Screenshots of the Timecards screen for visual review: `target/screens/timecards-*.png`.
@Tag("screens")
@ExtendWith(ApplicationExtension.class)
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
      take(dark, 1280, 720, "month-" + theme, model -> model.period().set(Period.MONTH));
      take(
          dark,
          1280,
          720,
          "calendar-" + theme,
          model -> {
            model.period().set(Period.MONTH);
            one.set(true);
          });
      take(
          dark,
          1280,
          720,
          "day-" + theme,
          model -> {
            model.period().set(Period.DAY);
            model.showDay(LocalDate.of(2026, 11, 17));
          });
    }
  }

  private void prove(TimecardsModel model) {
    model.prove(sample.id("Hannah"), LocalDate.of(2026, 11, 17));
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
              Runnable::run,
              new SimpleObjectProperty<>(SampleMonth.ungrouped(presence)),
              Locale.GERMANY);
      TimecardsView view =
          new TimecardsView(
              model, presence, sample.commands, new FakeDesktop(), Runnable::run, (_, _, _) -> {});
      view.follow();
      stage.setScene(new Scene(view, width, height));
      stage.setX(0);
      stage.setY(0);
      stage.sizeToScene();
      stage.show();
      change.accept(model);
      if (one.getAndSet(false)) {
        view.openCalendar(sample.id("Hannah"));
        prove(model);
      }
    });
    Fx.run(() -> {
      stage.getScene().getRoot().applyCss();
      stage.getScene().getRoot().layout();
    });
    Fx.run(() ->
        Fx.save(
            Fx.picture(stage.getScene()), Path.of("target/screens/timecards-" + name + ".png")));
  }
}
