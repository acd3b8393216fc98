package rollcall.ui.presence;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedActions;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.timeline.RecentRange;
import rollcall.ui.timeline.RowDensity;
import rollcall.ui.timeline.SampleTimelines;

/// Screenshots of the Presence screen for visual review: `target/screens/presence-*.png`.
@Tag("screens")
@ExtendWith(FxExtension.class)
class PresenceScreensTest {
  private Stage stage;

  @Start
  void start(Stage stage) {
    Fx.screen(1600, 1000);
    this.stage = stage;
  }

  @Test
  void everyWindowLength() {
    for (boolean dark : new boolean[] {false, true}) {
      String theme = dark ? "dark" : "light";
      take(dark, 1280, 520, "today-" + theme, _ -> {});
      take(dark, 1280, 700, "groups-" + theme, PresenceScreensTest::group);
      take(dark, 640, 520, "stacked-" + theme, PresenceScreensTest::group);
      take(
          dark,
          1280,
          520,
          "week-" + theme,
          screen -> screen.timeline().show(RecentRange.LAST_7_DAYS));
      take(
          dark,
          1280,
          760,
          "month-" + theme,
          screen -> screen.timeline().show(RecentRange.LAST_30_DAYS));
      take(
          dark,
          860,
          420,
          "narrow-" + theme,
          screen -> screen.timeline().show(RecentRange.LAST_24_HOURS));
      take(dark, 1280, 420, "selected-" + theme, PresenceScreensTest::selectSome);
    }
  }

  @Test
  void interactions() {
    take(false, 1280, 520, "range-light", PresenceScreensTest::chooseRange);
    take(true, 1280, 520, "range-dark", PresenceScreensTest::chooseRange);
    take(false, 1280, 520, "aligned-light", screen -> screen.timeline().alignClocks().set(true));
    take(false, 1280, 520, "intervals-light", screen -> screen.asTable().set(true));
    take(false, 1280, 420, "polled-light", PresenceScreensTest::poll);
  }

  @Test
  void emptyStates() {
    take(false, 1280, 420, "empty-light", screen -> screen.query().set("nobody"));
    take(false, 1280, 420, "hour-light", screen -> screen.timeline().zoom(1 / 24.0));
  }

  private static void selectSome(PresenceScreenModel screen) {
    TimelineModel model = screen.timeline();
    model.density().set(RowDensity.COMFORTABLE);
    screen.move(1);
    model.selection().moveInterval(TimeDirection.EARLIER);
    model.selection().moveGap(TimeDirection.EARLIER);
    model.pan(-0.1);
  }

  private static void chooseRange(PresenceScreenModel screen) {
    screen.move(2);
    screen
        .range()
        .choose(SampleTimelines.NOW.minusSeconds(18_000), SampleTimelines.NOW.minusSeconds(7_200));
  }

  /// The people of the sample as polling every four minutes would record them.
  private static void poll(PresenceScreenModel screen) {
    List<PresenceTimeline> polled =
        screen.shown().stream()
            .map(row -> {
              var lane = new PresenceTimeline(row.id());
              for (int i = 0; i < row.timeline().size(); i++) {
                Instant at = Instant.ofEpochSecond(row.timeline().startSecond(i));
                lane.add(
                    new Sighting(
                        row.id(),
                        row.timeline().presence(i),
                        at.minusSeconds(240),
                        at,
                        Source.POLL,
                        row.timeline().cause(i)));
              }
              return lane;
            })
            .toList();
    screen.presence().onHistory(polled);
    screen.timeline().zoomTo(SampleTimelines.NOW.minusSeconds(7_200), SampleTimelines.NOW);
  }

  private static void group(PresenceScreenModel screen) {
    screen.grouping().set(SampleModels.byLetter(screen.presence(), "A", "K", "M"));
    screen.setCollapsed("K", true);
    screen.move(3);
  }

  private void take(
      boolean dark, int width, int height, String name, Consumer<PresenceScreenModel> change) {
    Fx.run(() -> {
      AppTheme.apply(dark);
      var screen = new PresenceScreenModel(SampleModels.presence(24));
      screen.follow();
      change.accept(screen);
      var view = SampleModels.view(screen, new RecordedCommands(), new RecordedActions());
      view.follow();
      stage.setScene(new Scene(view, width, height));
      stage.setX(0);
      stage.setY(0);
      stage.sizeToScene();
      stage.show();
      stage.getScene().getRoot().requestFocus();
    });
    Fx.run(() ->
        Fx.save(Fx.picture(stage.getScene()), Path.of("target/screens/presence-" + name + ".png")));
  }
}
