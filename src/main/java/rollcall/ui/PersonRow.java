package rollcall.ui;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.Lane;
import rollcall.presence.Person;
import rollcall.presence.UserId;

/// A watched person's place on the screen: it stays while what it shows changes. FX lane.
public final class PersonRow {
  private final UserId id;
  private final ReadOnlyObjectWrapper<PersonNow> shown;
  private Lane lane;

  PersonRow(Person person, Board board, Lane lane, @Nullable Cause rest) {
    id = person.id();
    this.lane = lane;
    shown = new ReadOnlyObjectWrapper<>(PersonNow.of(person, board, lane.revision(), rest));
  }

  public UserId id() {
    return id;
  }

  /// The person's past, as far as it is loaded, and what was seen since.
  public Lane lane() {
    return lane;
  }

  public PersonNow now() {
    return shown.get();
  }

  /// Changes with every change of the person or the lane; not with the passing of time.
  public ReadOnlyObjectProperty<PersonNow> nowProperty() {
    return shown.getReadOnlyProperty();
  }

  void show(Person person, Board board, Lane newest, @Nullable Cause rest) {
    lane = newest;
    shown.set(PersonNow.of(person, board, newest.revision(), rest));
  }
}
