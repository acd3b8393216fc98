package rollcall.ui.presence;

import java.time.Instant;
import java.util.function.BiFunction;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.control.TableCell;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PersonState;
import rollcall.ui.model.PresenceModel;

/// Table cell whose text depends on the person and the current time. Thread: FX.
final class RelativeTimeCell extends TableCell<PersonRow, PersonState> {
  private final PresenceModel model;
  private final BiFunction<PersonRow, Instant, String> text;
  // Weakly referenced by the clock: the table creates and discards cells at any time.
  private final InvalidationListener onTick = _ -> show();

  RelativeTimeCell(PresenceModel model, BiFunction<PersonRow, Instant, String> text) {
    this.model = model;
    this.text = text;
    model.now().addListener(new WeakInvalidationListener(onTick));
  }

  @Override
  protected void updateItem(PersonState item, boolean empty) {
    super.updateItem(item, empty);
    show();
  }

  private void show() {
    PersonRow row = isEmpty() || getTableRow() == null ? null : getTableRow().getItem();
    setText(row == null ? null : text.apply(row, model.now().get()));
  }
}
