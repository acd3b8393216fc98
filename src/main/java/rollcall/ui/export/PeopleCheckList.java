package rollcall.ui.export;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import rollcall.presence.Person;
import rollcall.ui.controls.DisplayConverter;
import rollcall.ui.text.Messages;

/// Check list of everyone with recorded history. Thread: FX.
final class PeopleCheckList extends VBox {
  private final ExportFormModel export;
  private List<Choice> all = List.of();
  private final ListView<Choice> list = styled(new ListView<>(), "plain-list");
  private final TextField search = new TextField();

  PeopleCheckList(ExportFormModel export) {
    this.export = export;
    getStyleClass().add("choices");
    search.setId("who-search");
    search.setPromptText(Messages.of("export.who.search"));
    search.setAccessibleText(Messages.of("export.who.search"));
    search.textProperty().subscribe(_ -> filter());
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::onSearchKey);
    HBox.setHgrow(search, Priority.ALWAYS);
    Button selectAll =
        button(
            "export.who.select_all",
            "who-every",
            () -> list.getItems().forEach(choice -> choice.on().set(true)));
    selectAll.setMinWidth(USE_PREF_SIZE);
    HBox head = styled(new HBox(search, selectAll), "actions");
    list.setId("who-list");
    list.setAccessibleText(Messages.of("export.who.list"));
    list.setPrefHeight(150);
    list.setMinHeight(110);
    list.setCellFactory(
        CheckBoxListCell.forListView(
            Choice::on, new DisplayConverter<>(choice -> choice.person().name())));
    list.setOnKeyPressed(key -> {
      Choice choice = list.getSelectionModel().getSelectedItem();
      if (key.getCode() == KeyCode.SPACE && choice != null) {
        choice.on().set(!choice.on().get());
        key.consume();
      }
    });
    getChildren().addAll(head, list);
  }

  /// Enter selects the first match, and does not export without it.
  private void onSearchKey(KeyEvent key) {
    if (key.getCode() == KeyCode.ENTER && !search.getText().isBlank()) {
      if (!list.getItems().isEmpty()) {
        list.getItems().getFirst().on().set(true);
        search.clear();
      }
      key.consume();
    }
  }

  /// Lists the people with their current names.
  void show() {
    all = export.candidates().stream().map(this::choice).toList();
    filter();
  }

  private void filter() {
    Predicate<Person> matches = export.matching(search.getText());
    list.getItems().setAll(all.stream().filter(choice -> matches.test(choice.person())).toList());
  }

  private Choice choice(Person person) {
    BooleanProperty on = new SimpleBooleanProperty(export.chosen.contains(person.id()));
    on.subscribe(chosen -> {
      if (chosen) {
        export.chosen.add(person.id());
      } else {
        export.chosen.remove(person.id());
      }
    });
    return new Choice(person, on);
  }

  private record Choice(Person person, BooleanProperty on) {}
}
