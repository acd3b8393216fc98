package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.UserId;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.SearchNormalizer;

/// Block list: erased people who are never recorded again, with a button to unblock each. Not in
/// the layout while it is empty. Thread: FX.
final class BlockedPeoplePane extends VBox {
  private final PresenceModel model;
  private final Commands commands;
  private final GridPane people = styled(new GridPane(), "form");
  private List<Row> rows = List.of();

  BlockedPeoplePane(PresenceModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
    people.setId("blocked");
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            label("settings.privacy.blocked", "heading"),
            people,
            label("settings.privacy.blocked.help", "muted"));
  }

  Subscription follow() {
    return Subscription.combine(
        model.blocked().subscribe(_ -> show()),
        model.userList().subscribe(_ -> show()),
        model.namesHidden().subscribe(_ -> show()));
  }

  private void show() {
    List<Row> blocked =
        model.blocked().get().stream()
            .map(user -> new Row(user, model.person(user).name()))
            .sorted(
                Comparator.comparing((Row row) -> SearchNormalizer.fold(row.name()))
                    .thenComparing(Row::user))
            .toList();
    setShown(this, !blocked.isEmpty());
    if (!blocked.equals(rows)) {
      // Replaced only on change: otherwise a focused button would lose the focus with each update
      // of the user list.
      rows = blocked;
      people.getChildren().clear();
      for (Row row : rows) {
        people.addRow(people.getRowCount(), new Label(row.name()), allow(row));
      }
    }
  }

  private Button allow(Row row) {
    Button allow =
        button("settings.privacy.allow", "allow-" + row.user(), () -> commands.unblock(row.user()));
    allow.setAccessibleText(Messages.of("settings.privacy.allow.person", row.name()));
    return allow;
  }

  private record Row(UserId user, String name) {}
}
