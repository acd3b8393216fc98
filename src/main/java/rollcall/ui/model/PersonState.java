package rollcall.ui.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;

/// Current state of a person on the list. Immutable.
///
/// @param presence active, away or unknown; not watched while recording is paused or outside the
///   recording hours; unknown if never seen
/// @param start the start of the state according to the record, or null if never seen
/// @param timelineRevision the revision of the person's timeline
/// @param pauseCause the reason for not watching: [Cause#WATCH_PAUSED] or [Cause#HOURS_CLOSED];
///   null while watched
public record PersonState(
    Person person,
    Presence presence,
    @Nullable StateStart start,
    int timelineRevision,
    @Nullable Cause pauseCause) {
  /// The state of a watched person.
  public PersonState(
      Person person, Presence presence, @Nullable StateStart start, int timelineRevision) {
    this(person, presence, start, timelineRevision, null);
  }

  /// The state according to the snapshot, with its start according to the timeline.
  ///
  /// @param recorded the start of the last state of the timeline, or null
  /// @param pauseCause the reason why people without presence in the snapshot are not watched, or
  ///   null
  static PersonState of(
      Person person,
      PresenceSnapshot snapshot,
      @Nullable StateStart recorded,
      int timelineRevision,
      @Nullable Cause pauseCause) {
    Optional<CurrentPresence> current = snapshot.of(person.id());
    StateStart since = current.map(one -> start(one, recorded)).orElse(null);
    boolean watched = current.filter(one -> one.presence() != Presence.NOT_WATCHED).isPresent();
    return watched
        ? new PersonState(person, current.get().presence(), since, timelineRevision)
        : pauseCause == null
            ? new PersonState(person, Presence.UNKNOWN, null, timelineRevision)
            : new PersonState(person, Presence.NOT_WATCHED, since, timelineRevision, pauseCause);
  }

  private static StateStart start(CurrentPresence current, @Nullable StateStart recorded) {
    return recorded != null && recorded.presence() == current.presence()
        ? recorded.refined(current.since())
        : StateStart.at(current.presence(), current.since());
  }

  /// The name of the state.
  public String label() {
    return Messages.of("presence." + (pauseCause == null ? presence.word() : pauseCause.word()));
  }

  public StateIcon icon() {
    return pauseCause == null
        ? StateIcon.of(presence)
        : pauseCause == Cause.HOURS_CLOSED ? StateIcon.OUTSIDE_HOURS : StateIcon.PAUSED;
  }

  /// The start of the state, or null if never seen.
  public @Nullable Instant since() {
    return start == null ? null : start.at();
  }

  /// The start of the time in this state without gaps in the record, or null if never seen.
  public @Nullable Instant seenSince() {
    return start == null ? null : start.seenSince();
  }

  /// The text of the column "For": the duration so far, a lower limit when the record of the state
  /// has gaps; empty if never seen. Never negative.
  public Optional<String> durationText(Instant now) {
    return Optional.ofNullable(start).map(known -> known.duration(now));
  }

  /// The state and its start in words: "Away · since Fri 15:48 · not recorded Fri 17:02–08:10",
  /// "Unknown · was active until 14:20".
  public String sentence(Instant now, ZoneId zone) {
    return start == null ? label() : label() + " · " + start.sentence(now, zone);
  }
}
