package rollcall.ui.table;

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

/// The state of a person: shape and word, and whether they want no notifications now. FX lane.
final class StateCell extends TableCell<PersonRow, PersonState> {
  /// The mark, and what is around it and the word.
  private static final double ICON_AND_PADDING = 52;

  private final PresenceModel model;
  private final SVGPath icon = StateIcon.UNKNOWN.node();
  // The table makes and drops cells as it likes: the clock must not keep them.
  private final InvalidationListener onTick = _ -> show();

  StateCell(PresenceModel model) {
    this.model = model;
    model.now().addListener(new WeakInvalidationListener(onTick));
  }

  /// How wide a column must be for every word that can stand in it.
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
        row.state().presence().isObserved()
            && row.overlays().isDndAt(model.now().get()).isPresent();
    setText(dnd ? Messages.of("table.dnd", state) : state);
  }
}
