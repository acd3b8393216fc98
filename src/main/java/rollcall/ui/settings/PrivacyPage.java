package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.checkBox;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.NameNormalizer;
import rollcall.presence.Person;
import rollcall.settings.Settings;
import rollcall.ui.controls.PresenceMeaning;
import rollcall.ui.controls.PrivacyChecklistCard;
import rollcall.ui.controls.PrivacyNoticePane;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.SearchNormalizer;

/// Privacy page: erasure of recorded data. Thread: FX.
final class PrivacyPage extends SettingsPage {
  private final ComboBox<Person> who = comboBox("erase-who", List.of(), Person::name);
  private final Button erasePerson =
      button("settings.privacy.erase", "erase-one", () -> confirmErasePerson(who.getValue()));
  private final Button eraseAll =
      button("settings.privacy.all", "erase-all", this::confirmEraseAll);
  private final Label title = label("settings.privacy.one", "heading");
  private final Label warning = label("settings.privacy.one", "notice-body");
  private final Label typePrompt = label("settings.privacy.one", "muted");
  private final TextField name = new TextField();
  private final CheckBox block = checkBox("settings.privacy.block", "erase-block");
  private final Button yes = button("settings.privacy.confirm", "erase-yes", this::erase);
  private final Label result = new Label();
  private final Label readOnlyNote = readOnlyNote("settings.privacy.read_only");
  private final Label namesNote = label("settings.privacy.names.erase", "muted");
  private final CheckBox hideNames =
      checkBox("settings.privacy.names.start", "hide-names-on-start");
  private final VBox erasures;
  private final BlockedPeoplePane blocked;
  private final PrivacyChecklistCard card;
  private final PrivacyNoticePane notice;
  private final VBox confirmation;
  private Supplier<CompletionStage<CommandResult<Long>>> pendingErase;

  /// @param change opens the settings of recording hours and retention
  PrivacyPage(PresenceModel model, Commands commands, HostDesktop desktop, Runnable change) {
    super("settings.privacy", model, commands);
    blocked = new BlockedPeoplePane(model, commands);
    card = new PrivacyChecklistCard(model, commands, desktop, change);
    notice = new PrivacyNoticePane(model, commands, desktop);
    pendingErase = commands::eraseAll;
    who.setAccessibleText(Messages.of("settings.privacy.one"));
    who.setPrefWidth(260);
    erasePerson.disableProperty().bind(who.valueProperty().isNull());
    result.setId("erase-result");
    result.setWrapText(true);
    confirmation = confirm();
    HBox person = styled(new HBox(who, erasePerson), "actions");
    erasures =
        new VBox(
            label("settings.privacy.one", "heading"),
            person,
            namesNote,
            label("settings.privacy.everyone", "heading"),
            eraseAll,
            confirmation);
    erasures.getStyleClass().add("choices");
    hideNames.setOnAction(_ -> {
      Settings settings = model.settings().get();
      commands.apply(
          settings.withPrivacy(settings.privacy().withHideNames(hideNames.isSelected())));
    });
    model
        .namesHidden()
        .subscribe(hidden -> {
          person.setDisable(hidden);
          // It names the person.
          if (hidden && block.isVisible()) {
            setShown(confirmation, false);
          }
        });
    namesNote.visibleProperty().bind(model.namesHidden());
    namesNote.managedProperty().bind(model.namesHidden());
    VBox names =
        new VBox(
            label("settings.privacy.names", "heading"),
            hideNames,
            label("settings.privacy.names.help", "muted"));
    names.getStyleClass().add("choices");
    getChildren()
        .addAll(
            PresenceMeaning.link(), card, notice, names, readOnlyNote, erasures, result, blocked);
    setShown(confirmation, false);
    setShown(result, false);
  }

  @Override
  Subscription follow() {
    return Subscription.combine(
        model.revision().subscribe(_ -> show()),
        model.readOnly().subscribe(this::setReadOnly),
        model
            .settings()
            .map(settings -> settings.privacy().hideNames())
            .subscribe(hideNames::setSelected),
        card.follow(),
        notice.follow(),
        blocked.follow());
  }

  private void setReadOnly(boolean on) {
    showReadOnly(readOnlyNote, "settings.privacy.read_only", on);
    erasures.setDisable(on);
    blocked.setDisable(on);
  }

  private void show() {
    List<Person> recorded =
        model.recordedPeople().stream().sorted(SearchNormalizer.byName()).toList();
    if (!recorded.equals(who.getItems())) {
      Person chosen = who.getValue();
      who.getItems().setAll(recorded);
      who.setValue(recorded.contains(chosen) ? chosen : null);
    }
    eraseAll.setDisable(recorded.isEmpty());
  }

  private VBox confirm() {
    name.setId("erase-name");
    name.setMaxWidth(260);
    name.setOnAction(_ -> yes.fire());
    yes.getStyleClass().add("danger");
    Button no = button("button.cancel", "erase-no", () -> setShown(confirmation, false));
    HBox buttons = styled(new HBox(no, yes), "actions");
    return styled(
        new VBox(title, warning, block, typePrompt, name, buttons), "card", "notice-warning");
  }

  private void confirmErasePerson(@Nullable Person person) {
    if (person != null) {
      confirmErase(
          Messages.of("settings.privacy.title", person.name()),
          Messages.of("settings.privacy.warning", person.name()),
          NameNormalizer.normalize(person.name()).isEmpty() ? person.id().value() : person.name());
      setShown(block, true);
      pendingErase = () -> commands.erase(person.id(), block.isSelected());
    }
  }

  private void confirmEraseAll() {
    String workspace = model.signInState().get().name();
    confirmErase(
        Messages.of("settings.privacy.all.title", workspace),
        Messages.of("settings.privacy.all.warning", workspace),
        workspace);
    setShown(block, false);
    pendingErase = commands::eraseAll;
  }

  private void confirmErase(String question, String warningText, String confirmName) {
    title.setText(question);
    warning.setText(warningText);
    typePrompt.setText(Messages.of("settings.privacy.type", confirmName));
    name.clear();
    block.setSelected(false);
    String expected = NameNormalizer.normalize(confirmName);
    yes.disableProperty()
        .bind(name.textProperty().map(typed -> !NameNormalizer.normalize(typed).equals(expected)));
    setShown(result, false);
    setShown(confirmation, true);
    name.requestFocus();
  }

  private void erase() {
    setShown(confirmation, false);
    pendingErase.get().whenCompleteAsync(this::onErased, commands.fxExecutor());
  }

  private void onErased(@Nullable CommandResult<Long> answer, @Nullable Throwable failure) {
    result.setText(
        switch (answer) {
          case null -> String.valueOf(failure);
          case CommandResult.Done(Long sightings) ->
              Messages.of("settings.privacy.done", sightings);
          case CommandResult.Failed(String sentence) -> sentence;
        });
    setShown(result, true);
  }
}
