package rollcall.screens;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

/// Screenshots of every screen for visual review: `target/screens/*.png`.
@Tag("screens")
@ExtendWith(FxExtension.class)
class ScreensTest {
  private static final Path FOLDER = Path.of("target/screens");

  @TestFactory
  Stream<DynamicTest> everyScreen() {
    Fx.run(() -> Fx.screen(1920, 1200));
    return Stream.of(false, true)
        .flatMap(dark ->
            Stream.of(new int[] {1280, 800}, new int[] {860, 560})
                .map(size -> new Shot(dark, size[0], size[1])))
        .flatMap(shot -> SampleScreen.all().map(screen -> picture(shot, screen)));
  }

  private static DynamicTest picture(Shot shot, SampleScreen screen) {
    return DynamicTest.dynamicTest(
        screen.name() + " " + shot,
        () -> {
          WindowFixture fixture =
              Fx.get(() -> new WindowFixture(shot.dark(), shot.width(), shot.height()));
          fixture.awaitPulse();
          screen.setUp().accept(fixture);
          fixture.awaitPulse();
          Fx.run(() -> {
            Fx.save(fixture.picture(), FOLDER.resolve(screen.name() + "-" + shot + ".png"));
            fixture.window.dispose();
          });
        });
  }

  /// Parameters of a screenshot.
  private record Shot(boolean dark, int width, int height) {
    @Override
    public String toString() {
      return (dark ? "dark" : "light") + "-" + width + "x" + height;
    }
  }
}
