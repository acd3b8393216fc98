package rollcall.ui.main;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Placeholder for table and timeline while the watch list is empty. Thread: FX.
final class EmptyView extends VBox {
  private final Subscription subscription;

  EmptyView(PresenceModel model, Runnable choose) {
    setId("empty");
    getStyleClass().add("empty");
    Label title = new Label();
    title.getStyleClass().add("title-3");
    title.setWrapText(true);
    Label body = new Label(Messages.of("empty.body"));
    body.getStyleClass().add("muted");
    body.setWrapText(true);
    Button button = new Button(Messages.of("empty.choose"));
    button.setId("empty-choose");
    button.getStyleClass().add("accent");
    button.setOnAction(_ -> choose.run());
    getChildren().setAll(title, body, button);
    subscription =
        model
            .readOnly()
            .subscribe(button::setDisable)
            .and(
                model
                    .signInState()
                    .subscribe(account ->
                        title.setText(
                            account.name().isEmpty()
                                ? Messages.of("empty.title.plain")
                                : Messages.of("empty.title", account.name()))));
  }

  /// Unsubscribes from the model.
  void dispose() {
    subscription.unsubscribe();
  }
}
