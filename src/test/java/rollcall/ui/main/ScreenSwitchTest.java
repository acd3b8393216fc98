package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.settings.Appearance;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.text.Messages;

@ExtendWith(FxExtension.class)
class ScreenSwitchTest {
  @AfterEach
  void english() {
    Fx.run(() -> {
      Messages.use(Locale.ENGLISH);
      AppTheme.apply(false);
    });
  }

  @Test
  void bothLabelsFitInEachLanguageAndHaveOneWidth() {
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      for (int percent : new int[] {90, 100, 150}) {
        Fx.run(() -> assertFits(language, percent));
      }
    }
  }

  private static void assertFits(Locale language, int percent) {
    Messages.use(language);
    AppTheme.apply(false, Appearance.DEFAULT.withTextPercent(percent));
    ScreenSwitch bar = new ScreenSwitch();
    HBox root = new HBox(bar);
    new Scene(root, 800, 60);
    for (ScreenSwitch.Screen screen : ScreenSwitch.Screen.values()) {
      bar.screen().set(screen);
      root.applyCss();
      root.layout();
      List<ToggleButton> buttons =
          bar.getChildren().stream().map(ToggleButton.class::cast).toList();
      for (ToggleButton button : buttons) {
        assertEquals(
            button.getText(), ((Text) button.lookup(".text")).getText(), language + " " + percent);
      }
      assertEquals(
          1, Stream.of(buttons.get(0).getWidth(), buttons.get(1).getWidth()).distinct().count());
    }
  }
}
