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

/// How one person of the list stands at this moment. Immutable; every change makes a new one.
///
/// @param presence active, away or unknown; not watched while recording is paused, or outside the
///   recording hours; somebody never seen is unknown
/// @param since from when on, or null for somebody never seen
/// @param past the revision of the person's lane
/// @param rest why the person is not watched: [Cause#WATCH_PAUSED] or [Cause#HOURS_CLOSED]; null
///   while watched
public record PersonState(
    Person person,
    Presence presence,
    @Nullable Instant since,
    int timelineRevision,
    @Nullable Cause pauseCause) {
  /// Somebody who is watched.
  public PersonState(
      Person person, Presence presence, @Nullable Instant since, int timelineRevision) {
    this(person, presence, since, timelineRevision, null);
  }

  /// As the board has it.
  ///
  /// @param rest why nobody who is on the list would be watched now, or null
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

  /// The state in a word or two.
  public String label() {
    return Messages.of("presence." + (pauseCause == null ? presence.word() : pauseCause.word()));
  }

  /// The shape of the state.
  public StateIcon icon() {
    return pauseCause == null
        ? StateIcon.of(presence)
        : pauseCause == Cause.HOURS_CLOSED ? StateIcon.OUTSIDE_HOURS : StateIcon.PAUSED;
  }

  /// How long it has been so; empty for somebody never seen. Never negative.
  public Optional<Duration> duration(Instant now) {
    return Optional.ofNullable(since)
        .map(start -> start.isAfter(now) ? Duration.ZERO : Duration.between(start, now));
  }
}
