package rollcall.testkit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;

/// Builder of one person's sightings, with local times.
public final class EventScript {
  private final UserId user;
  private final ZoneId zone;
  private final List<Sighting> sightings = new ArrayList<>();

  private EventScript(UserId user, ZoneId zone) {
    this.user = user;
    this.zone = zone;
  }

  public static EventScript of(String user, String zone) {
    return new EventScript(new UserId(user), ZoneId.of(zone));
  }

  public EventScript active(String at) {
    return seen(Presence.ACTIVE, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  public EventScript away(String at) {
    return seen(Presence.AWAY, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  public EventScript unknown(String at) {
    return seen(Presence.UNKNOWN, at, Source.NONE, Cause.DISCONNECTED);
  }

  public EventScript notWatched(String at) {
    return seen(Presence.NOT_WATCHED, at, Source.NONE, Cause.WATCH_STOPPED);
  }

  public EventScript seen(Presence presence, String at, Source source, Cause cause) {
    sightings.add(Sighting.of(user, presence, at(at), source, cause));
    return this;
  }

  public List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  /// Returns the spans; all time until `now` counts as confirmed.
  public List<Span> spansUntil(String now) {
    return SpanDerivation.of(sightings, at(now), at(now));
  }

  /// Parses a local time such as `2026-09-17T09:02:11`, or an instant when it ends in `Z`.
  public Instant at(String time) {
    return time.endsWith("Z")
        ? Instant.parse(time)
        : LocalDateTime.parse(time).atZone(zone).toInstant();
  }
}
