package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import javafx.util.Subscription;
import rollcall.settings.OneTimeTrigger;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;

/// Dialog content: the alerts and messages that wait until a person is active, and those that have
/// ended. Thread: FX.
final class TriggersPane extends BorderPane {
  private final PresenceModel model;
  private final Commands commands;
  private final VBox list = new VBox(12);
  private final Label empty = label("trigger.list.empty", "muted");

  TriggersPane(PresenceModel model, Commands commands, Runnable close) {
    this.model = model;
    this.commands = commands;
    setId("triggers");
    getStyleClass().add("dialog");
    Label note = label("trigger.list.note");
    list.setId("triggers-list");
    VBox page = styled(new VBox(note, list), "page");
    // Not a list view: its rows would not be as high as their wrapped texts.
    ScrollPane scroll = new ScrollPane(page);
    scroll.setFitToWidth(true);
    setCenter(scroll);
    Button closing = button("button.close", close);
    closing.setDefaultButton(true);
    HBox buttons = styled(new HBox(closing), "dialog-buttons");
    setBottom(buttons);
  }

  /// Subscribes to the triggers.
  Subscription follow() {
    return Subscription.combine(
        model.triggers().subscribe(_ -> show()), model.namesHidden().subscribe((_, _) -> show()));
  }

  private void show() {
    List<OneTimeTrigger> triggers = model.triggers().get().all();
    list.getChildren()
        .setAll(triggers.isEmpty() ? List.of(empty) : triggers.stream().map(this::row).toList());
  }

  private Node row(OneTimeTrigger one) {
    String name = model.person(one.user()).name();
    Label person = styled(new Label(name), "heading");
    String message = one.text();
    Label text =
        wrappedLabel(
            message == null ? Messages.of("trigger.list.alert") : message.replaceAll("\\s+", " "));
    Label state = wrappedLabel(model.triggerText().state(one), "muted");
    VBox texts = new VBox(2, person, text, state);
    texts.setMinWidth(0);
    HBox.setHgrow(texts, Priority.ALWAYS);
    SVGPath icon = (one.isMessage() ? StateIcon.MESSAGE : StateIcon.ALERT).node();
    HBox row = new HBox(10, icon, texts, remove(one, name));
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Button remove(OneTimeTrigger one, String name) {
    Button remove =
        button(
            one.hasEnded() ? "trigger.remove" : "trigger.cancel",
            () -> commands.removeTrigger(one.id()));
    remove.setMinWidth(USE_PREF_SIZE);
    remove.setAccessibleText(remove.getText() + ": " + name);
    remove.setDisable(one.state() == OneTimeTrigger.State.SENDING);
    return remove;
  }
}
