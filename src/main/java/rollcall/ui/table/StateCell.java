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
  private static final double FRAME = 52;

  private final PresenceModel model;
  private final SVGPath mark = StateIcon.UNKNOWN.node();
  // The table makes and drops cells as it likes: the clock must not keep them.
  private final InvalidationListener onTick = _ -> show();

  StateCell(PresenceModel model) {
    this.model = model;
    model.now().addListener(new WeakInvalidationListener(onTick));
  }

  /// How wide a column must be for every word that can stand in it.
  static double widest() {
    return FRAME
        + Stream.concat(
                Stream.of("unknown", "not_watched", "hours_closed", "watch_paused")
                    .map(state -> Messages.of("presence." + state)),
                Stream.of("active", "away")
                    .map(state -> Messages.of("roster.quiet", Messages.of("presence." + state))))
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
    row.now().mark().show(mark);
    setGraphic(mark);
    String state = row.now().word();
    boolean quiet =
        row.now().presence().isObserved() && row.overlays().dndAt(model.now().get()).isPresent();
    setText(quiet ? Messages.of("roster.quiet", state) : state);
  }
}
