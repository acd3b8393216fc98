package rollcall.ui.model;

import java.time.Duration;
import java.time.Instant;
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
/// @param since the start of the state, or null if never seen
/// @param timelineRevision the revision of the person's timeline
/// @param pauseCause the reason for not watching: [Cause#WATCH_PAUSED] or [Cause#HOURS_CLOSED];
///   null while watched
public record PersonState(
    Person person,
    Presence presence,
    @Nullable Instant since,
    int timelineRevision,
    @Nullable Cause pauseCause) {
  /// The state of a watched person.
  public PersonState(
      Person person, Presence presence, @Nullable Instant since, int timelineRevision) {
    this(person, presence, since, timelineRevision, null);
  }

  /// The state according to the snapshot.
  ///
  /// @param pauseCause the reason why people without presence in the snapshot are not watched, or
  ///   null
  static PersonState of(
      Person person, PresenceSnapshot snapshot, int timelineRevision, @Nullable Cause pauseCause) {
    Optional<CurrentPresence> current = snapshot.of(person.id());
    Instant since = current.map(CurrentPresence::since).orElse(null);
    boolean watched = current.filter(one -> one.presence() != Presence.NOT_WATCHED).isPresent();
    return watched
        ? new PersonState(person, current.get().presence(), since, timelineRevision)
        : pauseCause == null
            ? new PersonState(person, Presence.UNKNOWN, null, timelineRevision)
            : new PersonState(person, Presence.NOT_WATCHED, since, timelineRevision, pauseCause);
  }

  /// The name of the state.
  public String label() {
    return Messages.of("presence." + (pauseCause == null ? presence.word() : pauseCause.word()));
  }

  /// The icon of the state.
  public StateIcon icon() {
    return pauseCause == null
        ? StateIcon.of(presence)
        : pauseCause == Cause.HOURS_CLOSED ? StateIcon.OUTSIDE_HOURS : StateIcon.PAUSED;
  }

  /// The duration of the state so far; empty if never seen. Never negative.
  public Optional<Duration> duration(Instant now) {
    return Optional.ofNullable(since)
        .map(start -> start.isAfter(now) ? Duration.ZERO : Duration.between(start, now));
  }
}
