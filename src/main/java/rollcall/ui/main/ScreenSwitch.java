package rollcall.ui.main;

import static rollcall.ui.controls.Controls.segment;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import rollcall.ui.controls.LazyTooltip;
import rollcall.ui.text.Messages;

/// Switch between the screens of the window. Thread: FX.
final class ScreenSwitch extends HBox {
  // Beside the label: the padding and the border of a segment.
  private static final double PADDING = 26;

  private final List<ToggleButton> buttons = new ArrayList<>();
  private final ObjectProperty<Screen> screen = new SimpleObjectProperty<>(Screen.PRESENCE);

  ScreenSwitch() {
    setId("screens");
    getStyleClass().add("segmented");
    setMaxHeight(USE_PREF_SIZE);
    for (Screen one : Screen.values()) {
      String word = Messages.word(one);
      ToggleButton button = segment("toolbar.screen." + word, "screen-" + word);
      LazyTooltip.add(button, Messages.of("toolbar.screen." + word + ".help"));
      button.setOnAction(_ -> {
        screen.set(one);
        button.setSelected(true);
      });
      screen.subscribe(shown -> button.setSelected(shown == one));
      button.fontProperty().subscribe(_ -> fit());
      buttons.add(button);
    }
    getChildren().setAll(buttons);
  }

  /// Gives both buttons one width, in which the label also fits when it is bold: so none moves when
  /// the other one is selected.
  private void fit() {
    Text measure = new Text();
    double width = 0;
    for (ToggleButton button : buttons) {
      Font font = button.getFont();
      measure.setFont(Font.font(font.getFamily(), FontWeight.BOLD, font.getSize()));
      measure.setText(button.getText());
      double label = Math.ceil(measure.getLayoutBounds().getWidth());
      width = Math.max(width, Math.max(8 * font.getSize(), label + PADDING));
    }
    for (ToggleButton button : buttons) {
      button.setPrefWidth(width);
    }
  }

  /// The shown screen.
  ObjectProperty<Screen> screen() {
    return screen;
  }

  /// Screen of the window.
  enum Screen {
    PRESENCE,
    TIMECARDS
  }
}
