package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.settings.PersonGroup;
import rollcall.ui.text.Messages;

/// Group and pause of the people who are selected in the watch list. Thread: FX.
final class SelectedPeopleActions extends VBox {
  private static final double GAP = 8;

  private final PickerModel picker;
  private final MultipleSelectionModel<Person> selection;
  private final Runnable onChanged;
  private final ComboBox<String> group = new ComboBox<>();
  private final Button pause = new Button();
  private final Label count = wrappedLabel("", "muted");
  private boolean showing;

  /// @param editGroups shows the editor of the groups
  /// @param onChanged called after people were moved into a group
  SelectedPeopleActions(
      PickerModel picker,
      MultipleSelectionModel<Person> selection,
      Runnable editGroups,
      Runnable onChanged) {
    super(GAP);
    this.picker = picker;
    this.selection = selection;
    this.onChanged = onChanged;
    Label label = new Label(Messages.of("people.group"));
    label.setMinWidth(USE_PREF_SIZE);
    label.setLabelFor(group);
    group.setId("group");
    group.setEditable(true);
    group.setPromptText(Messages.of("people.group.prompt"));
    group.setAccessibleText(Messages.of("people.group.help"));
    group.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(group, Priority.ALWAYS);
    group.valueProperty().subscribe(this::onGroup);
    group.disableProperty().bind(selection.selectedItemProperty().isNull());
    Button edit = button("groups.edit", "groups-edit", editGroups);
    edit.setMinWidth(USE_PREF_SIZE);
    pause.setId("pause");
    pause.setMinWidth(USE_PREF_SIZE);
    pause.setOnAction(_ -> togglePause());
    count.setId("selected-count");
    HBox row = styled(new HBox(label, group), "picker-foot");
    HBox buttons = styled(new HBox(edit, pause), "picker-foot");
    getChildren().addAll(count, row, buttons);
  }

  /// Subscribes to the model and to the selection.
  Subscription follow() {
    return Subscription.combine(
        picker.people().subscribe(() -> show(selection.getSelectedItem())),
        picker.groups().subscribe(this::showGroup),
        selection.selectedItemProperty().subscribe(this::show),
        selection.getSelectedItems().subscribe(this::showCount));
  }

  /// Moves the selected people into this group.
  void assign(String name) {
    picker.group(selected(), name);
    onChanged.run();
  }

  /// Takes the typed group, if its field has the focus.
  ///
  /// @return whether it has
  boolean commitGroup() {
    if (group.isFocused()) {
      group.commitValue();
    }
    return group.isFocused();
  }

  private void onGroup(@Nullable String name) {
    if (!showing && name != null && !selected().isEmpty()) {
      assign(name.equals(Messages.of("group.none")) ? "" : name);
    }
  }

  private void togglePause() {
    Person first = selection.getSelectedItem();
    if (first != null) {
      picker.pause(selected(), !picker.isPaused(first));
    }
  }

  /// Says for which people the controls are, or why they are disabled.
  private void showCount() {
    int selectedCount = selection.getSelectedItems().size();
    count.setText(
        selectedCount == 0
            ? Messages.of("people.selected.none")
            : Messages.of("people.selected", selectedCount));
  }

  private void show(@Nullable Person person) {
    showGroup();
    showCount();
    pause.setDisable(person == null);
    pause.setText(
        Messages.of(person != null && picker.isPaused(person) ? "people.resume" : "people.pause"));
  }

  /// Shows the group of the selected people, if they have one in common.
  private void showGroup() {
    showing = true;
    List<String> names = picker.groups().getValue().mine().stream().map(PersonGroup::name).toList();
    group
        .getItems()
        .setAll(Stream.concat(Stream.of(Messages.of("group.none")), names.stream()).toList());
    List<Optional<String>> common =
        selected().stream()
            .map(person -> picker.groups().getValue().groupOf(person.id().value()))
            .distinct()
            .toList();
    group.setValue(common.size() == 1 ? common.getFirst().orElse(null) : null);
    showing = false;
  }

  private List<Person> selected() {
    return List.copyOf(selection.getSelectedItems());
  }
}
