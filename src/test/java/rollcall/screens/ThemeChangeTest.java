package rollcall.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.collections.ListChangeListener;
import javafx.css.CssParser;
import javafx.css.CssParser.ParseError;
import javafx.util.Subscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.settings.Appearance;
import rollcall.settings.Theme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.controls.AppTheme;

/// Change of the theme while a screen is open: all styles find their colors.
@ExtendWith(FxExtension.class)
class ThemeChangeTest {
  private static final Set<String> SCREENS =
      Set.of("main", "timecards", "export", "settings-general");

  @AfterAll
  static void light() {
    Fx.run(() -> AppTheme.apply(false));
  }

  @TestFactory
  Stream<DynamicTest> noStyleSheetReportsAWarning() {
    Fx.run(() -> Fx.screen(1920, 1200));
    return SampleScreen.all()
        .filter(screen -> SCREENS.contains(screen.name()))
        .map(screen -> DynamicTest.dynamicTest(screen.name(), () -> assertNoWarning(screen)));
  }

  private static void assertNoWarning(SampleScreen screen) {
    Set<String> warnings = new TreeSet<>();
    ListChangeListener<ParseError> listener =
        change -> {
          while (change.next()) {
            change.getAddedSubList().forEach(each -> warnings.add(each.getMessage()));
          }
        };
    Fx.run(() -> CssParser.errorsProperty().addListener(listener));
    WindowFixture fixture = Fx.get(() -> new WindowFixture(false, Appearance.DEFAULT, 1280, 800));
    Subscription look = Fx.get(() -> AppTheme.bindTo(fixture.model.settings()));
    try {
      fixture.awaitPulse();
      screen.setUp().accept(fixture);
      fixture.awaitPulse();
      Appearance dark = Appearance.DEFAULT.withTheme(Theme.DARK);
      for (Appearance next :
          List.of(
              dark,
              dark.withHighContrast(true),
              Appearance.DEFAULT.withTheme(Theme.LIGHT).withHighContrast(true),
              dark.withTextPercent(150),
              Appearance.DEFAULT.withTheme(Theme.LIGHT))) {
        fixture.feed.onSettings(fixture.model.settings().get().withAppearance(next));
        fixture.awaitPulse();
        fixture.awaitPulse();
        Fx.run(fixture::picture);
      }
      assertEquals(Set.of(), warnings);
    } finally {
      Fx.run(() -> {
        CssParser.errorsProperty().removeListener(listener);
        look.unsubscribe();
        fixture.window.dispose();
      });
    }
  }
}
