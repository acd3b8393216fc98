package rollcall.ui.roster;

import javafx.scene.control.TableCell;
import javafx.scene.shape.SVGPath;
import rollcall.ui.Mark;
import rollcall.ui.PersonNow;
import rollcall.ui.PersonRow;

/// The state of a person: shape and word. FX lane.
final class StateCell extends TableCell<PersonRow, PersonNow> {
  private final SVGPath mark = Mark.UNKNOWN.node();

  @Override
  protected void updateItem(PersonNow item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setText(null);
      setGraphic(null);
      return;
    }
    item.mark().show(mark);
    setGraphic(mark);
    setText(item.word());
  }
}
