package rollcall.ui.main;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import rollcall.ui.controls.HoverTooltip;
import rollcall.ui.text.Messages;

/// Switch between the screens of the window. Thread: FX.
final class ScreenSwitch extends HBox {
  private final ObjectProperty<Screen> screen = new SimpleObjectProperty<>(Screen.PRESENCE);

  ScreenSwitch() {
    setId("screens");
    getStyleClass().add("segmented");
    setMaxHeight(USE_PREF_SIZE);
    for (Screen one : Screen.values()) {
      ToggleButton button = new ToggleButton(Messages.of("toolbar.screen." + one.word));
      button.setId("screen-" + one.word);
      button.getStyleClass().setAll("segment", "screen-segment");
      button.setMinWidth(USE_PREF_SIZE);
      HoverTooltip.add(button, Messages.of("toolbar.screen." + one.word + ".help"));
      button.setOnAction(_ -> {
        screen.set(one);
        button.setSelected(true);
      });
      screen.subscribe(shown -> button.setSelected(shown == one));
      getChildren().add(button);
    }
  }

  /// The shown screen.
  ObjectProperty<Screen> screen() {
    return screen;
  }

  /// Screen of the window.
  enum Screen {
    PRESENCE("presence"),
    TIMECARDS("timecards");

    private final String word;

    Screen(String word) {
      this.word = word;
    }
  }
}
