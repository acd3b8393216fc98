package rollcall.ui.presence;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.Fx;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.timeline.Density;
import rollcall.ui.timeline.Preset;
import rollcall.ui.timeline.SampleTimelines;

/// Screenshots of the timeline for visual review: `target/screens/timeline-*.png`.
@Tag("screens")
@ExtendWith(ApplicationExtension.class)
class TimelineScreensTest {
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
      take(dark, 1280, 520, "week-" + theme, model -> model.show(Preset.LAST_7_DAYS));
      take(dark, 1280, 760, "month-" + theme, model -> model.show(Preset.LAST_30_DAYS));
      take(dark, 860, 420, "narrow-" + theme, model -> model.show(Preset.LAST_24_HOURS));
      take(dark, 1280, 420, "selected-" + theme, TimelineScreensTest::selectSome);
    }
  }

  @Test
  void emptyStates() {
    take(false, 1280, 420, "empty-light", model -> model.rows().clear());
    take(false, 1280, 420, "hour-light", model -> model.zoom(1 / 24.0));
  }

  private static void selectSome(TimelineModel model) {
    model.density().set(Density.COMFORTABLE);
    model.selection().moveLane(1);
    model.selection().moveInterval(false);
    model.selection().moveGap(false);
    model.pan(-0.1);
  }

  private void take(
      boolean dark, int width, int height, String name, Consumer<TimelineModel> change) {
    Fx.run(() -> {
      AppTheme.apply(dark);
      var model = new TimelineModel(SampleTimelines.NOW, SampleTimelines.BERLIN, Preset.TODAY);
      model.rows().setAll(SampleTimelines.rows(24));
      change.accept(model);
      stage.setScene(new Scene(new TimelineView(model, () -> {}), width, height));
      stage.setX(0);
      stage.setY(0);
      stage.sizeToScene();
      stage.show();
      stage.getScene().lookup("#timeline-lanes").requestFocus();
    });
    Fx.run(() ->
        Fx.save(Fx.picture(stage.getScene()), Path.of("target/screens/timeline-" + name + ".png")));
  }
}
