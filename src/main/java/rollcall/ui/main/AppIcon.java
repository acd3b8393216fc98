package rollcall.ui.main;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/// Icon of the windows, in the sizes of title bars and task bars. Thread: FX.
final class AppIcon {
  private AppIcon() {}

  /// Adds the icon to a window after its first frame, which reading the pictures would delay.
  static void addAfterFirstFrame(Stage stage, Scene scene, Executor fxExecutor) {
    scene.addPostLayoutPulseListener(
        new Runnable() {
          @Override
          public void run() {
            scene.removePostLayoutPulseListener(this);
            fxExecutor.execute(() -> stage.getIcons().setAll(all()));
          }
        });
  }

  /// All sizes.
  static List<Image> all() {
    return IntStream.of(16, 24, 32, 48, 64, 128).mapToObj(AppIcon::of).toList();
  }

  private static Image of(int size) {
    URL file = AppIcon.class.getResource("/rollcall/ui/icons/rollcall-" + size + ".png");
    return new Image(Objects.requireNonNull(file).toExternalForm());
  }
}
