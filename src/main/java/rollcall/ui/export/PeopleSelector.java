package rollcall.ui.export;

import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.export.ExportForm.choice;
import static rollcall.ui.export.ExportForm.set;

import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.UserId;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Selector of people to export: all, the selected one, an own group, a followed channel or user
/// group, or individuals. Thread: FX.
final class PeopleSelector extends VBox {
  private final PresenceModel model;
  private final ExportFormModel export;
  private final ToggleGroup toggles = new ToggleGroup();
  private final ComboBox<GroupChoice> groups;
  private final PeopleCheckList people;
  private final RadioButton one;

  PeopleSelector(PresenceModel model, ExportFormModel export) {
    this.model = model;
    this.export = export;
    people = new PeopleCheckList(export);
    groups =
        comboBox(
            "who-groups",
            export.groups(),
            one -> Messages.of("export.who.group.size", one.title(), one.people().size()));
    groups.setAccessibleText(Messages.of("export.who.group"));
    groups.setMaxWidth(Double.MAX_VALUE);
    groups.valueProperty().bindBidirectional(export.group);
    if (groups.getValue() == null) {
      groups.getSelectionModel().selectFirst();
    }
    RadioButton all = radio(ExportFormModel.Who.WATCHED, "all", model.rows().size());
    one = radio(ExportFormModel.Who.SELECTED, "selected.none");
    one.setId("who-selected");
    getStyleClass().add("choices");
    getChildren().addAll(all, one);
    if (!export.groups().isEmpty()) {
      // Added only if needed: a hidden radio button would still be reachable with the arrow keys.
      getChildren().addAll(radio(ExportFormModel.Who.GROUP, "group"), groups);
    }
    getChildren().addAll(radio(ExportFormModel.Who.CHOSEN, "chosen"), people);
  }

  Subscription follow() {
    return Subscription.combine(
        model.namesHidden().subscribe(_ -> showNames()),
        export.who.subscribe(who -> {
          setShown(groups, who == ExportFormModel.Who.GROUP);
          setShown(people, who == ExportFormModel.Who.CHOSEN);
        }));
  }

  private void showNames() {
    Optional<String> name = selectedName();
    one.setDisable(name.isEmpty());
    name.ifPresent(shown -> one.setText(Messages.of("export.who.selected", shown)));
    people.show();
  }

  private RadioButton radio(ExportFormModel.Who who, String key, Object... gaps) {
    RadioButton radio = choice(toggles, "who-" + key, Messages.of("export.who." + key, gaps));
    radio.setSelected(export.who.get() == who);
    radio.selectedProperty().subscribe(on -> set(on, export.who, who));
    return radio;
  }

  private Optional<String> selectedName() {
    UserId selected = model.selection().get();
    return model.rows().stream()
        .filter(row -> row.id().equals(selected))
        .map(PersonRow::state)
        .map(now -> now.person().name())
        .findFirst();
  }
}
