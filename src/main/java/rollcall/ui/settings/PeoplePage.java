package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.checkBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.Person;
import rollcall.presence.SlackStatusKind;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.RecordingPolicyText;
import rollcall.ui.text.SearchNormalizer;

/// People page: the watch list, the settings of single people, and the recorded Slack statuses.
/// Thread: FX.
final class PeoplePage extends SettingsPage {
  private final Map<SlackStatusKind, CheckBox> slackStatuses = new EnumMap<>(SlackStatusKind.class);
  private final Label count = new Label();
  private final ListView<PersonRow> people = styled(new ListView<>(), "plain-list");
  private final PersonSettingsPane person;
  private final VBox unread;
  private final Label readOnlyNote = readOnlyNote("settings.read_only");
  private final Button button;

  /// @param choose opens the picker
  /// @param export opens the dialog that saves everything about a person
  PeoplePage(PresenceModel model, Commands commands, Runnable choose, Consumer<Person> export) {
    super("settings.people", model, commands);
    button = button("settings.people.choose", "settings-choose", choose);
    person = new PersonSettingsPane(model, commands, export);
    unread = unread(commands);
    people.setId("settings-people");
    people.setAccessibleText(Messages.of("settings.people.list"));
    people.setCellFactory(_ -> new PersonCell(model));
    people.setMinHeight(150);
    people.getSelectionModel().selectedItemProperty().subscribe(row -> person.show(row));
    VBox.setVgrow(people, Priority.ALWAYS);
    VBox.setVgrow(this, Priority.ALWAYS);
    getChildren()
        .addAll(readOnlyNote, unread, count, button, people, person, slackStatuses(commands));
  }

  /// The way out when the settings of single people cannot be read.
  private VBox unread(Commands commands) {
    Button use =
        button(
            "settings.person.unread.use",
            "person-unread-use",
            () -> commands.apply(model.settings().get().withoutPeople()));
    return styled(
        new VBox(label("settings.person.unread", "notice-body"), use), "card", "notice-warning");
  }

  private VBox slackStatuses(Commands commands) {
    VBox box = styled(new VBox(label("settings.slack_statuses", "heading")), "choices");
    for (SlackStatusKind kind : SlackStatusKind.values()) {
      CheckBox choice =
          checkBox("settings.slack_statuses." + kind.word(), "slack-status-" + kind.word());
      choice.setOnAction(_ -> {
        Set<SlackStatusKind> wanted = new HashSet<>(model.settings().get().slackStatuses());
        if (!wanted.remove(kind)) {
          wanted.add(kind);
        }
        commands.apply(model.settings().get().withSlackStatuses(wanted));
      });
      slackStatuses.put(kind, choice);
      box.getChildren().add(choice);
    }
    box.getChildren().add(label("settings.slack_statuses.note", "muted"));
    box.setMinHeight(USE_PREF_SIZE);
    return box;
  }

  @Override
  Subscription follow() {
    return Subscription.combine(
        model.revision().subscribe(_ -> show()),
        model.readOnly().subscribe(this::setReadOnly),
        model.settings().subscribe(this::showSettings),
        model.namesHidden().subscribe((_, _) -> showSettings(model.settings().get())),
        model
            .settings()
            .map(Settings::slackStatuses)
            .subscribe(kinds ->
                slackStatuses.forEach((kind, choice) -> choice.setSelected(kinds.contains(kind)))));
  }

  private void setReadOnly(boolean on) {
    showReadOnly(readOnlyNote, "settings.read_only", on);
    button.setDisable(on);
    person.setDisable(on);
    slackStatuses.values().forEach(choice -> choice.setDisable(on));
  }

  private void showSettings(Settings settings) {
    setShown(unread, !settings.pausesKnown() || !settings.ownKeepKnown());
    people.refresh();
    person.show();
  }

  private void show() {
    List<PersonRow> next =
        model.rows().stream()
            .sorted(Comparator.comparing(row -> row.state().person(), SearchNormalizer.byName()))
            .toList();
    if (!next.equals(people.getItems())) {
      people.getItems().setAll(next);
    }
    count.setText(Messages.of("settings.people.watched", next.size()));
  }

  /// List cell of a person, with the settings that differ from the general ones.
  private static final class PersonCell extends ListCell<PersonRow> {
    private final PresenceModel model;
    private final Label name = new Label();
    private final Label own = styled(new Label(), "muted");
    private final HBox box;

    PersonCell(PresenceModel model) {
      this.model = model;
      // As wide as the list: long texts are cut.
      setPrefWidth(0);
      box = styled(new HBox(name, spacer(), own), "person");
    }

    @Override
    protected void updateItem(PersonRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      name.setText(row.state().person().name());
      own.setText(RecordingPolicyText.own(model.settings().get(), row.id().value()));
      setAccessibleText(name.getText() + ", " + own.getText());
      setGraphic(box);
    }
  }
}
