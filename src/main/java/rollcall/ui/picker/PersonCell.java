package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.collections.ObservableSet;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.ui.text.Messages;

/// List cell of a person with a check box. Thread: FX.
final class PersonCell extends ListCell<Person> {
  /// The share of a row that the longest name leaves to the details.
  private static final double DETAILS = 0.35;

  private final PickerModel picker;
  private final CheckBox checkBox = new CheckBox();
  private final Label details = styled(new Label(), "muted");
  private final HBox box;
  private final InvalidationListener onSelection = _ -> updateCheckBox();

  PersonCell(PickerModel picker) {
    this.picker = picker;
    ObservableSet<UserId> chosen = picker.chosen();
    chosen.addListener(new WeakInvalidationListener(onSelection));
    // The list keeps the focus and Space toggles; a click on the box or the name toggles, too.
    checkBox.setFocusTraversable(false);
    checkBox.setMnemonicParsing(false);
    // As wide as the list: long texts are cut.
    setPrefWidth(0);
    checkBox.setOnAction(_ -> picker.toggle(getItem()));
    box = styled(new HBox(checkBox, spacer(), details), "person");
  }

  @Override
  protected void layoutChildren() {
    double most = Math.rint(getWidth() * (1 - DETAILS));
    checkBox.setMaxWidth(most);
    checkBox.setMinWidth(Math.min(Math.ceil(checkBox.prefWidth(-1)), most));
    super.layoutChildren();
  }

  @Override
  protected void updateItem(Person person, boolean empty) {
    super.updateItem(person, empty);
    if (empty || person == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    checkBox.setText(person.name());
    checkBox.setDisable(picker.isBlocked(person));
    details.setText(picker.isBlocked(person) ? Messages.of("people.blocked") : details(person));
    updateCheckBox();
    setGraphic(box);
  }

  private void updateCheckBox() {
    Person person = getItem();
    if (person != null) {
      checkBox.setSelected(picker.chosen().contains(person.id()));
      String suffix = checkBox.isSelected() ? ", " + Messages.of("people.watching") : "";
      setAccessibleText(person.name() + ", " + details.getText() + suffix);
    }
  }

  /// Details that distinguish people with the same name, such as "@kai.b · Design · Oslo".
  private String details(Person person) {
    String city =
        person
            .clock()
            .map(zone -> zone.getId().replaceFirst(".*/", "").replace('_', ' '))
            .orElse("");
    String account =
        person.deactivated()
            ? Messages.of("people.deactivated")
            : person.bot() ? Messages.of("people.bot") : "";
    return Stream.concat(
            picker.distinction(person).stream(), Stream.of(account, person.title(), city))
        .filter(Predicate.not(String::isBlank))
        .collect(Collectors.joining(" · "));
  }
}
