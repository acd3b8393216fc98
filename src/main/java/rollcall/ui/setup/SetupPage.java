package rollcall.ui.setup;

import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;

/// Page of the set-up assistant: title, text and controls. Thread: FX.
abstract class SetupPage extends VBox {
  /// @param step the step that the page shows
  SetupPage(SetupStep step) {
    setId("setup-" + step.key());
    getStyleClass().add("setup-page");
  }

  /// Subscribes to the model.
  Subscription follow() {
    return Subscription.EMPTY;
  }

  /// Buttons below the page, the default button first.
  abstract List<Button> buttons();

  /// Control that has the focus first.
  Node first() {
    return buttons().getFirst();
  }

  /// Part below the buttons, or null.
  @Nullable Node details() {
    return null;
  }

  /// Notice about this step, or null.
  @Nullable Notice notice() {
    return null;
  }

  /// The default button of a page.
  static Button primary(String key, String id) {
    Button button = styled(new Button(Messages.of(key)), "accent");
    button.setId(id);
    button.setDefaultButton(true);
    return button;
  }
}
