package rollcall.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.Happening;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.Spans;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.watch.Audience;
import rollcall.watch.Following;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// An audience that writes down the sightings and the heartbeats, and goes on where it stopped when
/// it is opened again.
public final class PaperRecord implements Audience {
  private final List<Sighting> sightings = new ArrayList<>();
  private Instant knownUntil = Instant.MIN;

  /// Ends as a history does whose process died: everyone is unknown from the last instant that is
  /// known, which is a heartbeat or something that Slack said by itself.
  public void crash() {
    sightings.addAll(Board.EMPTY.with(sightings).darkFrom(knownUntil, Cause.APP_CRASHED));
  }

  /// What was seen of this person.
  public List<Sighting> of(UserId user) {
    return sightings.stream().filter(seen -> seen.user().equals(user)).toList();
  }

  /// How this person's time went until now.
  public List<Span> spans(UserId user, Instant now) {
    return Spans.of(of(user), now, now);
  }

  @Override
  public Board opened(Workspace workspace) {
    return Board.EMPTY.with(sightings);
  }

  @Override
  public boolean refuses(UserId user) {
    return false;
  }

  @Override
  public void seen(List<Sighting> seen) {
    sightings.addAll(seen);
    seen.stream()
        .filter(one -> one.source() == Source.RTM)
        .map(Sighting::at)
        .filter(knownUntil::isBefore)
        .forEach(at -> knownUntil = at);
  }

  @Override
  public void happened(Happening happening) {}

  @Override
  public void confirmed(Instant until) {
    knownUntil = until.isAfter(knownUntil) ? until : knownUntil;
  }

  @Override
  public void status(WatchStatus status) {}

  @Override
  public void following(Following following) {}

  @Override
  public void dndUnseen(Problem.MissingScope why) {}

  @Override
  public void manualChange(Presence presence) {}
}
