package rollcall.screens;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.settings.Appearance;
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
    Appearance contrast = Appearance.DEFAULT.withHighContrast(true);
    Appearance large = Appearance.DEFAULT.withTextPercent(Appearance.LARGEST_TEXT);
    return Stream.of(false, true)
        .flatMap(dark ->
            Stream.of(
                new Shot(dark, Appearance.DEFAULT, 1280, 800),
                new Shot(dark, Appearance.DEFAULT, 860, 560),
                new Shot(dark, contrast, 1280, 800),
                new Shot(dark, large, 860, 560)))
        .flatMap(shot -> SampleScreen.all().map(screen -> picture(shot, screen)));
  }

  private static DynamicTest picture(Shot shot, SampleScreen screen) {
    return DynamicTest.dynamicTest(
        screen.name() + " " + shot,
        () -> {
          WindowFixture fixture =
              Fx.get(
                  () -> new WindowFixture(shot.dark(), shot.look(), shot.width(), shot.height()));
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
  private record Shot(boolean dark, Appearance look, int width, int height) {
    @Override
    public String toString() {
      return (dark ? "dark-" : "light-")
          + (look.highContrast() ? "contrast-" : "")
          + (look.textPercent() == 100 ? "" : look.textPercent() + "-")
          + width
          + "x"
          + height;
    }
  }
}
