package rollcall.ui.setup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// One day of invented people, for the picture of the assistant. Pure.
final class ExamplePeople {
  /// Midnight of the invented day.
  static final Instant DAY = Instant.parse("2026-01-13T00:00:00Z");

  private static final int FIRST_MINUTE = 13 * 60 + 40;
  private static final int LAST_MINUTE = 18 * 60;

  /// Start and end of the minutes in which Rollcall saw nothing.
  private static final List<Integer> OUTAGE = List.of(11 * 60 + 5, 11 * 60 + 35);

  private static final List<Example> ALL =
      List.of(
          new Example("Grace Hopper", List.of(512, 628, 641, 745, 790, 842, 851, 968, 1002, 1080)),
          new Example("Kai Müller", List.of(545, 610, 655, 722, 775, 868, 884, 905, 930, 1035)),
          new Example("Priya Raman", List.of(482, 560, 578, 700, 731, 836, 872, 960)),
          new Example("Tomás Silva", List.of(590, 735, 828, 853, 866, 1010, 1031, 1075)),
          new Example("Mei Tanaka", List.of(430, 520, 540, 655, 720, 828)),
          new Example("Zoë Ångström", List.of(565, 690, 762, 833, 845, 890, 915, 1044)));

  private ExamplePeople() {}

  /// Invented person.
  ///
  /// @param minutes minutes of the day at which the person becomes active and away in turn
  private record Example(String name, List<Integer> minutes) {}

  /// Names, one for each timeline.
  static List<String> names() {
    return ALL.stream().map(Example::name).toList();
  }

  /// The time of the picture after this many seconds of watching: a minute each second, over and
  /// over.
  static Instant time(long seconds) {
    long minute = FIRST_MINUTE + Math.floorMod(seconds, (long) LAST_MINUTE - FIRST_MINUTE);
    return DAY.plus(Duration.ofMinutes(minute));
  }

  /// The timelines from midnight until this time.
  static List<PresenceTimeline> until(Instant now) {
    List<PresenceTimeline> all = new ArrayList<>();
    for (Example person : ALL) {
      UserId user = new UserId("U" + all.size());
      all.add(
          PresenceTimeline.ofSightings(
              user,
              sightings(person, user).stream().filter(seen -> !seen.at().isAfter(now)).toList()));
    }
    return all;
  }

  private static List<Sighting> sightings(Example person, UserId user) {
    List<Sighting> all = new ArrayList<>();
    all.add(seen(user, 0, Presence.AWAY));
    Presence state = Presence.AWAY;
    boolean inOutage = false;
    for (int minute : person.minutes()) {
      if (!inOutage && minute > OUTAGE.getFirst()) {
        inOutage = true;
        all.add(seen(user, OUTAGE.getFirst(), Presence.UNKNOWN));
        all.add(seen(user, OUTAGE.getLast(), state));
      }
      state = state == Presence.ACTIVE ? Presence.AWAY : Presence.ACTIVE;
      all.add(seen(user, minute, state));
    }
    return all;
  }

  private static Sighting seen(UserId user, int minute, Presence presence) {
    return Sighting.of(
        user,
        presence,
        DAY.plus(Duration.ofMinutes(minute)),
        Source.DEMO,
        presence == Presence.UNKNOWN ? Cause.DISCONNECTED : Cause.PRESENCE_CHANGE);
  }
}
