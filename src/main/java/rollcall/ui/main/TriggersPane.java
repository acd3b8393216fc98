package rollcall.ui.main;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Trigger;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.ui.text.TriggerText;

/// Dialog content: the alerts and messages that wait until a person is active, and those that have
/// ended. Thread: FX.
final class TriggersPane extends BorderPane {
  private final PresenceModel model;
  private final Commands commands;
  private final ListView<Trigger> list = new ListView<>();

  TriggersPane(PresenceModel model, Commands commands, Runnable close) {
    this.model = model;
    this.commands = commands;
    setId("triggers");
    getStyleClass().add("dialog");
    Label note = wrapped("trigger.list.note");
    Label empty = wrapped("trigger.list.empty");
    empty.getStyleClass().add("muted");
    list.setId("triggers-list");
    list.setAccessibleText(Messages.of("trigger.list.title"));
    list.setCellFactory(_ -> new TriggerCell());
    list.setPlaceholder(empty);
    VBox.setVgrow(list, Priority.ALWAYS);
    VBox page = new VBox(note, list);
    page.getStyleClass().add("page");
    setCenter(page);
    Button closing = new Button(Messages.of("button.close"));
    closing.setDefaultButton(true);
    closing.setOnAction(_ -> close.run());
    HBox buttons = new HBox(closing);
    buttons.getStyleClass().add("dialog-buttons");
    setBottom(buttons);
  }

  private static Label wrapped(String key) {
    Label label = new Label(Messages.of(key));
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  /// Subscribes to the triggers.
  Subscription follow() {
    list.requestFocus();
    return model.triggers().subscribe(triggers -> list.getItems().setAll(triggers.all()));
  }

  /// A trigger with the button that removes it.
  private final class TriggerCell extends ListCell<Trigger> {
    private final SVGPath icon = StateIcon.ALERT.node();
    private final Label person = new Label();
    private final Label text = new Label();
    private final Label state = new Label();
    private final Button remove = new Button();
    private final HBox content;

    private TriggerCell() {
      person.getStyleClass().add("heading");
      text.setMinWidth(0);
      state.getStyleClass().add("muted");
      state.setWrapText(true);
      remove.setMinWidth(USE_PREF_SIZE);
      VBox texts = new VBox(2, person, text, state);
      texts.setMinWidth(0);
      HBox.setHgrow(texts, Priority.ALWAYS);
      content = new HBox(10, icon, texts, remove);
      content.setAlignment(Pos.CENTER_LEFT);
      // The cell is as wide as the list, so that its texts wrap.
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Trigger one, boolean empty) {
      super.updateItem(one, empty);
      setGraphic(one == null ? null : content);
      if (one != null) {
        show(one);
      }
    }

    private void show(Trigger one) {
      String name = model.person(one.user()).name();
      TriggerText words = new TriggerText(model.now().get(), model.zone().get());
      (one.isMessage() ? StateIcon.MESSAGE : StateIcon.ALERT).show(icon);
      person.setText(name);
      String message = one.text();
      text.setText(
          message == null ? Messages.of("trigger.list.alert") : message.replaceAll("\\s+", " "));
      state.setText(words.state(one));
      remove.setText(Messages.of(one.hasEnded() ? "trigger.remove" : "trigger.cancel"));
      remove.setAccessibleText(remove.getText() + ": " + name);
      remove.setDisable(one.state() == Trigger.State.SENDING);
      remove.setOnAction(_ -> commands.removeTrigger(one.id()));
      setAccessibleText(String.join(", ", name, text.getText(), state.getText()));
    }
  }
}
