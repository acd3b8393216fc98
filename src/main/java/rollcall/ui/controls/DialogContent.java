package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Dialog content: a title, a sentence, more content, and buttons. The first button is the default
/// one and has the focus. Thread: FX.
public final class DialogContent extends BorderPane {
  private final Button first;

  /// @param content shown below the sentence, or an empty region
  public DialogContent(
      String title, String sentence, Node content, Button first, Button... others) {
    this.first = first;
    getStyleClass().addAll("dialog", "message");
    Label heading = wrappedLabel(title, "title-3");
    VBox texts = new VBox(10, heading, wrappedLabel(sentence, "message-body"), content);
    VBox.setVgrow(content, Priority.ALWAYS);
    texts.getStyleClass().add("page");
    setCenter(texts);
    first.setDefaultButton(true);
    HBox buttons = styled(new HBox(spacer()), "dialog-buttons");
    buttons.getChildren().addAll(others);
    buttons.getChildren().add(first);
    buttons.getChildren().forEach(button -> ((Region) button).setMinWidth(USE_PREF_SIZE));
    setBottom(buttons);
    setAccessibleText(title + ". " + sentence);
  }

  /// Focuses the first button. Subscribes to nothing.
  public Subscription follow() {
    first.requestFocus();
    return Subscription.EMPTY;
  }

  /// The height that all of the text needs. Before it is shown.
  double fittingHeight(double width) {
    Scene scene = new Scene(this);
    applyCss();
    double height = Math.ceil(prefHeight(width));
    // The root of another scene from now on.
    scene.setRoot(new Region());
    return height;
  }
}
