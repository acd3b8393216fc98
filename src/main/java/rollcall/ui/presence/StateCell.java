package rollcall.ui.presence;

import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.control.TableCell;
import javafx.scene.shape.SVGPath;
import javafx.scene.text.Text;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PersonState;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;

/// Table cell with the state: icon, name and Do Not Disturb. Thread: FX.
final class StateCell extends TableCell<PersonRow, PersonState> {
  /// The width of the icon and the padding.
  private static final double ICON_AND_PADDING = 52;

  private final PresenceModel model;
  private final SVGPath icon = StateIcon.UNKNOWN.node();
  // Weakly referenced by the clock: the table creates and discards cells at any time.
  private final InvalidationListener onTick = _ -> show();

  StateCell(PresenceModel model) {
    this.model = model;
    model.now().addListener(new WeakInvalidationListener(onTick));
  }

  /// The column width that fits every state.
  static double widestWidth() {
    return ICON_AND_PADDING
        + Stream.concat(
                Stream.of("unknown", "not_watched", "hours_closed", "watch_paused")
                    .map(state -> Messages.of("presence." + state)),
                Stream.of("active", "away")
                    .map(state -> Messages.of("table.dnd", Messages.of("presence." + state))))
            .mapToDouble(word -> new Text(word).getLayoutBounds().getWidth())
            .max()
            .orElse(0);
  }

  @Override
  protected void updateItem(PersonState item, boolean empty) {
    super.updateItem(item, empty);
    show();
  }

  private void show() {
    PersonRow row = isEmpty() || getTableRow() == null ? null : getTableRow().getItem();
    if (row == null) {
      setText(null);
      setGraphic(null);
      return;
    }
    row.state().icon().show(icon);
    setGraphic(icon);
    String state = row.state().label();
    boolean dnd =
        row.state().presence().isObserved() && row.overlays().dndAt(model.now().get()).isPresent();
    setText(dnd ? Messages.of("table.dnd", state) : state);
  }
}
