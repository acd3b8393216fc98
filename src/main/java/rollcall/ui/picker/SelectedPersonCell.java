package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.styled;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import rollcall.presence.Person;
import rollcall.ui.text.Messages;
import rollcall.ui.text.RecordingPolicyText;

/// List cell of a selected person with a remove button. Thread: FX.
final class SelectedPersonCell extends ListCell<Person> {
  private final PickerModel picker;
  private final Label name = new Label();
  private final Label group = styled(new Label(), "muted");
  private final Button remove = new Button(null, new FontIcon(Feather.X));
  private final Tooltip help = new Tooltip();
  private final HBox box = styled(new HBox(name, group, remove), "person");

  SelectedPersonCell(PickerModel picker) {
    this.picker = picker;
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    // As wide as the list: long details are cut, and the button stays visible.
    setPrefWidth(0);
    name.setMinWidth(80);
    group.setMinWidth(0);
    remove.setMinWidth(USE_PREF_SIZE);
    remove.getStyleClass().addAll("flat", "small-icon");
    remove.setFocusTraversable(false);
    remove.setTooltip(help);
    remove.setOnAction(_ -> picker.toggle(getItem()));
  }

  @Override
  protected void updateItem(Person person, boolean empty) {
    super.updateItem(person, empty);
    if (empty || person == null) {
      setGraphic(null);
      return;
    }
    String distinction = String.join(" · ", picker.distinction(person));
    name.setText(distinction.isEmpty() ? person.name() : person.name() + " (" + distinction + ")");
    String id = person.id().value();
    group.setText(
        Stream.of(
                picker.groups().getValue().groupOf(id).orElse(""),
                RecordingPolicyText.own(picker.settings(), id))
            .filter(Predicate.not(String::isEmpty))
            .collect(Collectors.joining(" · ")));
    help.setText(Messages.of("people.remove", person.name()));
    remove.setAccessibleText(help.getText());
    setGraphic(box);
  }
}
