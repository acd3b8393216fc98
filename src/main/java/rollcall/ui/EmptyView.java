package rollcall.ui;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// What stands in place of table and timeline while nobody is watched. FX lane.
final class EmptyView extends VBox {
  private final Subscription following;

  EmptyView(PresenceModel model, Runnable choose) {
    setId("empty");
    getStyleClass().add("empty");
    Label title = new Label();
    title.getStyleClass().add("title-3");
    title.setWrapText(true);
    Label body = new Label(Words.of("empty.body"));
    body.getStyleClass().add("muted");
    body.setWrapText(true);
    Button button = new Button(Words.of("empty.choose"));
    button.setId("empty-choose");
    button.getStyleClass().add("accent");
    button.setOnAction(_ -> choose.run());
    getChildren().setAll(title, body, button);
    following =
        model
            .onlyRead()
            .subscribe(button::setDisable)
            .and(
                model
                    .account()
                    .subscribe(account ->
                        title.setText(
                            account.name().isEmpty()
                                ? Words.of("empty.title.plain")
                                : Words.of("empty.title", account.name()))));
  }

  /// Follows nobody any more.
  void dispose() {
    following.unsubscribe();
  }
}
