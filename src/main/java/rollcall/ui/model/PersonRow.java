package rollcall.ui.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Overlays;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.UserId;

/// A watched person's place on the screen: it stays while what it shows changes. FX lane.
public final class PersonRow {
  private final UserId id;
  private final ReadOnlyObjectWrapper<PersonState> shown;
  private PresenceTimeline lane;
  private Overlays overlays;

  PersonRow(
      Person person,
      PresenceSnapshot board,
      PresenceTimeline lane,
      Overlays overlays,
      @Nullable Cause rest) {
    id = person.id();
    this.lane = lane;
    this.overlays = overlays;
    shown = new ReadOnlyObjectWrapper<>(PersonState.of(person, board, lane.revision(), rest));
  }

  public UserId id() {
    return id;
  }

  /// The person's past, as far as it is loaded, and what was seen since.
  public PresenceTimeline lane() {
    return lane;
  }

  /// What lies over the person's presence, as far as it is wished for.
  public Overlays overlays() {
    return overlays;
  }

  public PersonState now() {
    return shown.get();
  }

  /// Changes with every change of the person or the lane; not with the passing of time.
  public ReadOnlyObjectProperty<PersonState> nowProperty() {
    return shown.getReadOnlyProperty();
  }

  void show(
      Person person,
      PresenceSnapshot board,
      PresenceTimeline newest,
      Overlays newestOverlays,
      @Nullable Cause rest) {
    lane = newest;
    overlays = newestOverlays;
    shown.set(PersonState.of(person, board, newest.revision(), rest));
  }
}
