package rollcall.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.Cause;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.watch.WatchListener;

/// In-memory record: a listener that stores sightings and heartbeats, and continues from them when
/// it is opened again.
public final class InMemoryRecord implements WatchListener {
  private final List<Sighting> sightings = new ArrayList<>();
  private Instant knownUntil = Instant.MIN;

  /// Simulates a crash of the process: all users are unknown from the last confirmed instant, which
  /// is a heartbeat or a pushed event.
  public void crash() {
    sightings.addAll(
        PresenceSnapshot.EMPTY.with(sightings).markUnknown(knownUntil, Cause.APP_CRASHED));
  }

  /// Returns the sightings of a user.
  public List<Sighting> of(UserId user) {
    return sightings.stream().filter(seen -> seen.user().equals(user)).toList();
  }

  /// Returns the spans of a user until now.
  public List<Span> spans(UserId user, Instant now) {
    return SpanDerivation.of(of(user), now, now);
  }

  @Override
  public PresenceSnapshot onWorkspace(Workspace workspace) {
    return PresenceSnapshot.EMPTY.with(sightings);
  }

  @Override
  public void onSightings(List<Sighting> seen) {
    sightings.addAll(seen);
    seen.stream()
        .filter(one -> one.source() == Source.RTM)
        .map(Sighting::at)
        .filter(knownUntil::isBefore)
        .forEach(at -> knownUntil = at);
  }

  @Override
  public void onConfirmed(Instant until) {
    knownUntil = until.isAfter(knownUntil) ? until : knownUntil;
  }
}
