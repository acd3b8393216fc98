package rollcall.ui.settings;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.ui.Commands;
import rollcall.ui.PresenceModel;
import rollcall.ui.SearchText;
import rollcall.ui.Words;

/// Who was erased and is not to be recorded again, and how to take that back. Takes no room while
/// there is nobody. FX lane.
final class BlockedPane extends VBox {
  private final PresenceModel model;
  private final Commands commands;
  private final GridPane people = new GridPane();

  BlockedPane(PresenceModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
    people.setId("blocked");
    people.getStyleClass().add("form");
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            Page.text("settings.privacy.blocked", "heading"),
            people,
            Page.text("settings.privacy.blocked.help", "muted"));
  }

  Subscription follow() {
    return Subscription.combine(
        model.blocked().subscribe(_ -> show()), model.directory().subscribe(_ -> show()));
  }

  private void show() {
    List<Person> blocked =
        model.blocked().get().stream()
            .map(model::person)
            .sorted(
                Comparator.comparing((Person person) -> SearchText.folded(person.name()))
                    .thenComparing(Person::id))
            .toList();
    people.getChildren().clear();
    for (int row = 0; row < blocked.size(); row++) {
      Person person = blocked.get(row);
      people.addRow(row, new Label(person.name()), allow(person.id(), person.name()));
    }
    Page.shown(this, !blocked.isEmpty());
  }

  private Button allow(UserId person, String name) {
    Button allow = new Button(Words.of("settings.privacy.allow"));
    allow.setId("allow-" + person);
    allow.setAccessibleText(Words.of("settings.privacy.allow.whom", name));
    allow.setOnAction(_ -> commands.unblock(person));
    return allow;
  }
}
