package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.consumeIf;
import static rollcall.ui.controls.Controls.handled;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.textCell;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.ui.controls.Controls;
import rollcall.ui.text.Messages;

/// Editor of the user's own groups, shown instead of the list of people: makes, renames, orders and
/// removes them, and assigns the people who are selected in the watch list. Thread: FX.
final class GroupEditorPane extends VBox {
  private final PickerModel picker;
  private final Runnable onClose;
  private final ListView<PersonGroup> list = new ListView<>();
  private final TextField name = new TextField();
  private final Button add = button("groups.add", "groups-add", this::add);
  private final Button rename = button("groups.rename", "groups-rename", this::rename);
  private final Button up = button("groups.up", "groups-up", () -> shift(-1));
  private final Button down = button("groups.down", "groups-down", () -> shift(1));
  private final Button remove = button("groups.remove", "groups-remove", this::remove);
  private final Button assign;
  private final Label reason = wrappedLabel("", "muted");
  private final ObservableList<Person> people;

  /// @param people the people who are selected in the watch list
  /// @param assign moves them into this group
  /// @param onClose called when the user goes back to the people
  GroupEditorPane(
      PickerModel picker,
      ObservableList<Person> people,
      Consumer<String> assign,
      Runnable onClose) {
    this.picker = picker;
    this.people = people;
    this.onClose = onClose;
    this.assign =
        button(
            "groups.assign",
            "groups-assign",
            () -> {
              PersonGroup group = selected();
              if (group != null) {
                assign.accept(group.name());
              }
            });
    setId("groups-pane");
    getStyleClass().add("picker-people");
    Label title = styled(new Label(Messages.of("groups.title")), "heading");
    Button back = button("follow.back", "groups-back", onClose);
    HBox head = styled(new HBox(title, spacer(), back), "picker-head");
    list.setId("groups-list");
    list.setAccessibleText(Messages.of("groups.title"));
    list.setCellFactory(
        _ -> textCell(group -> Messages.of("groups.size", group.name(), group.members().size())));
    Label empty = new Label(Messages.of("groups.empty"));
    empty.setWrapText(true);
    list.setPlaceholder(empty);
    list.setMinHeight(80);
    VBox.setVgrow(list, Priority.ALWAYS);
    name.setId("groups-name");
    name.setPromptText(Messages.of("people.group.prompt"));
    name.setAccessibleText(Messages.of("people.group.prompt"));
    FlowPane buttons = new FlowPane(8, 8, add, rename, this.assign, up, down, remove);
    reason.setId("groups-reason");
    getChildren().setAll(head, list, name, buttons, reason);
    list.getSelectionModel().selectedItemProperty().subscribe(this::onSelected);
    name.textProperty().subscribe(_ -> enable());
  }

  Subscription follow() {
    Subscription groups =
        Bindings.createObjectBinding(() -> picker.groups().getValue().mine(), picker.groups())
            .subscribe(this::show);
    return groups.and(people.subscribe(this::enable));
  }

  private void show(List<PersonGroup> groups) {
    int index = list.getSelectionModel().getSelectedIndex();
    list.getItems().setAll(groups);
    list.getSelectionModel().select(Math.min(index, groups.size() - 1));
    enable();
  }

  /// Handles the keys of the editor.
  void onKey(KeyEvent event) {
    boolean used =
        switch (event.getCode()) {
          case ESCAPE -> handled(onClose);
          case ENTER -> name.isFocused() && handled(add::fire);
          case DELETE -> list.isFocused() && handled(remove::fire);
          case UP -> event.isAltDown() && handled(up::fire);
          case DOWN -> event.isAltDown() && handled(down::fire);
          default -> false;
        };
    consumeIf(used, event);
  }

  @Override
  public void requestFocus() {
    name.requestFocus();
  }

  private void onSelected(@Nullable PersonGroup group) {
    if (group != null) {
      name.setText(group.name());
    }
    enable();
  }

  private void enable() {
    String typed = name.getText().strip();
    boolean isNew = PersonGroup.isName(typed) && !groups().has(typed);
    PersonGroup group = selected();
    int index = list.getSelectionModel().getSelectedIndex();
    add.setDisable(!isNew);
    rename.setDisable(!isNew || group == null);
    up.setDisable(group == null || index == 0);
    down.setDisable(group == null || index == list.getItems().size() - 1);
    remove.setDisable(group == null);
    assign.setDisable(group == null || people.isEmpty());
    reason.setText(reason(typed, group).map(Messages::of).orElse(""));
  }

  /// The message key of the reason why buttons are disabled, unless it is evident.
  private Optional<String> reason(String typed, @Nullable PersonGroup group) {
    boolean isTaken = groups().has(typed) && (group == null || !group.name().equals(typed));
    if (isTaken) {
      return Optional.of("groups.reason.taken");
    }
    if (group == null) {
      return list.getItems().isEmpty() ? Optional.empty() : Optional.of("groups.reason.group");
    }
    return people.isEmpty() ? Optional.of("groups.reason.people") : Optional.empty();
  }

  private GroupingSettings groups() {
    return picker.groups().getValue();
  }

  private @Nullable PersonGroup selected() {
    return list.getSelectionModel().getSelectedItem();
  }

  private void add() {
    picker.groups(groups().adding(name.getText().strip()));
    list.getSelectionModel().selectLast();
  }

  private void rename() {
    PersonGroup group = selected();
    if (group != null) {
      picker.groups(groups().renaming(group.name(), name.getText().strip()));
    }
  }

  private void shift(int places) {
    PersonGroup group = selected();
    if (group != null) {
      int index = list.getSelectionModel().getSelectedIndex();
      picker.groups(groups().shifting(group.name(), places));
      list.getSelectionModel().select(Math.clamp(index + places, 0, list.getItems().size() - 1));
    }
  }

  private void remove() {
    PersonGroup group = selected();
    if (group != null) {
      picker.groups(groups().removing(group.name()));
    }
  }

  private static Button button(String key, String id, Runnable action) {
    Button button = Controls.button(key, id, action);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }
}
