package rollcall.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import rollcall.history.History;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Recording of random sightings and events of three people.
public final class RandomRecording {
  /// Usual start of the first session.
  public static final Instant START = Instant.parse("2026-03-17T07:00:00.123Z");

  private static final List<UserId> PEOPLE =
      List.of(new UserId("U1"), new UserId("U2"), new UserId("W3"));

  private RandomRecording() {}

  /// Records a few weeks of random days, with orderly and other ends.
  public static Instant record(Path file, Random random, Instant from, boolean begin)
      throws IOException {
    Instant at = from;
    for (int session = 0; session < 4; session++) {
      try (History history = History.open(file, at)) {
        if (begin && session == 0) {
          history.setWorkspace(new Workspace("T1", "acme"));
          history.savePeople(
              List.of(
                  new Person(PEOPLE.get(0), "Ada", "", "", ZoneId.of("Asia/Tokyo"), false, false),
                  new Person(PEOPLE.get(1), "=Kai 日本", "", "", null, true, true)));
        }
        for (int batch = 0; batch < 12; batch++) {
          List<Sighting> sightings = new ArrayList<>();
          List<AuditEvent> events = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            at = at.plusMillis(1 + random.nextInt(40_000_000));
            UserId user = PEOPLE.get(random.nextInt(PEOPLE.size()));
            sightings.addAll(some(random, user, at));
            if (random.nextInt(5) == 0) {
              events.add(event(random, user, at));
            }
          }
          history.append(sightings);
          history.appendEvents(events);
          if (random.nextBoolean()) {
            history.heartbeat(at);
          }
        }
        if (random.nextBoolean()) {
          at = at.plusSeconds(random.nextInt(9000));
          history.close(at);
        }
      }
      at = at.plusSeconds(random.nextInt(400_000));
    }
    return at;
  }

  private static List<Sighting> some(Random random, UserId user, Instant at) {
    List<Sighting> batch = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Presence presence = Presence.values()[random.nextInt(4)];
      boolean polled = random.nextBoolean();
      batch.add(
          new Sighting(
              user,
              presence,
              polled ? at.minusSeconds(random.nextInt(90)) : at,
              at,
              polled ? Source.POLL : Source.RTM,
              Cause.values()[random.nextInt(18)]));
    }
    return batch;
  }

  private static AuditEvent event(Random random, UserId user, Instant at) {
    return switch (random.nextInt(4)) {
      case 0 ->
          new SlackStatus.StatusText(user, "“Lunch”, 1;2\t\\N", at, Source.RTM).toAuditEvent();
      case 1 -> new SlackStatus.Huddle(user, random.nextBoolean(), at, Source.POLL).toAuditEvent();
      case 2 ->
          new SlackStatus.Dnd(user, at, at.plusSeconds(random.nextInt(90_000)), at, Source.RTM)
              .toAuditEvent();
      default -> AuditEvent.of(EventType.DISCONNECTED, at, Source.RTM, "network");
    };
  }
}
