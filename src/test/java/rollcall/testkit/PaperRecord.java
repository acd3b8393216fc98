package rollcall.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.AuditEvent;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Span;
import rollcall.presence.Spans;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.watch.Audience;
import rollcall.watch.Following;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// An audience that writes down the sightings and nothing else, and goes on where it stopped when
/// it is opened again.
public final class PaperRecord implements Audience {
  private final List<Sighting> sightings = new ArrayList<>();

  /// What was seen of this person.
  public List<Sighting> of(UserId user) {
    return sightings.stream().filter(seen -> seen.user().equals(user)).toList();
  }

  /// How this person's time went until now.
  public List<Span> spans(UserId user, Instant now) {
    return Spans.of(of(user), now, now);
  }

  @Override
  public PresenceSnapshot opened(Workspace workspace) {
    return PresenceSnapshot.EMPTY.with(sightings);
  }

  @Override
  public boolean refuses(UserId user) {
    return false;
  }

  @Override
  public void seen(List<Sighting> seen) {
    sightings.addAll(seen);
  }

  @Override
  public void happened(AuditEvent happening) {}

  @Override
  public void confirmed(Instant until) {}

  @Override
  public void status(WatchStatus status) {}

  @Override
  public void following(Following following) {}

  @Override
  public void dndUnseen(Problem.MissingScope why) {}

  @Override
  public void manualChange(Presence presence) {}
}
