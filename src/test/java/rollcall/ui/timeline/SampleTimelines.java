package rollcall.ui.timeline;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Realistic sample timelines, the same for the same seed: office hours in five zones, lunch, short
/// pauses, a night worker, a new member, a person without activity, an outage, a sleeping laptop,
/// and an active interval of one second.
public final class SampleTimelines {
  public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  public static final Instant NOW = Instant.parse("2026-09-17T15:07:12Z");
  private static final int DAYS = 30;
  private static final List<String> NAMES =
      List.of(
          "Grace Hopper",
          "Kai Müller",
          "Ada Lovelace",
          "Linus Pauling",
          "Katherine Johnson",
          "Alan Turing",
          "Radia Perlman",
          "Edsger Dijkstra",
          "Barbara Liskov",
          "=SUM(A1:A9)",
          "Margaret Hamilton-Featherstonehaugh",
          "Dennis Ritchie",
          "Hedy Lamarr",
          "Tim Lee",
          "Frances Allen",
          "Ken Thompson",
          "Annie Easley",
          "Donald Knuth",
          "Mary Jackson",
          "Vint Cerf",
          "Karen Spärck Jones",
          "山田 太郎",
          "Evelyn Boyd",
          "John Backus");
  private static final List<ZoneId> ZONES =
      List.of(
          BERLIN,
          BERLIN,
          BERLIN,
          ZoneId.of("Europe/London"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Asia/Tokyo"));

  private SampleTimelines() {}

  /// Rows for this many people; numbered names after the named ones.
  public static List<TimelineRow> rows(int people) {
    return IntStream.range(0, people).mapToObj(SampleTimelines::row).toList();
  }

  private static TimelineRow row(int number) {
    var id = new UserId(String.format(Locale.ROOT, "U%08d", number));
    String name = number < NAMES.size() ? NAMES.get(number) : "Person " + number;
    ZoneId zone = ZONES.get(number % ZONES.size());
    var person = new Person(id, name, name, "", zone, false, false);
    return new TimelineRow(
        person,
        PresenceTimeline.ofSightings(id, sightings(id, number, zone)),
        SlackStatusTimeline.NONE);
  }

  private static List<Sighting> sightings(UserId id, int number, ZoneId zone) {
    var random = new Random(42L + number);
    LocalDate today = NOW.atZone(zone).toLocalDate();
    int watchedFor = number == 13 ? 4 : DAYS;
    List<Sighting> all = new ArrayList<>();
    LocalDate first = today.minusDays(watchedFor);
    all.add(
        new Sighting(
            id,
            Presence.AWAY,
            first.atStartOfDay(zone).toInstant(),
            first.atStartOfDay(zone).toInstant(),
            Source.RTM,
            Cause.WATCH_STARTED));
    for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
      boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
      if (number != 8 && (!weekend || random.nextInt(8) == 0)) {
        work(all, id, day, zone, number == 11 ? 21 : 8, random);
      }
    }
    if (number == 0) {
      // An active interval of one second in the night.
      Instant blip = today.atTime(3, 12, 5).atZone(zone).toInstant();
      all.add(seen(id, Presence.ACTIVE, blip, Cause.PRESENCE_CHANGE));
      all.add(seen(id, Presence.AWAY, blip.plusSeconds(1), Cause.PRESENCE_CHANGE));
    }
    all.removeIf(sighting -> !sighting.at().isBefore(NOW));
    all.sort(Comparator.comparing(Sighting::at));
    LocalDate berlin = NOW.atZone(BERLIN).toLocalDate();
    addUnknown(all, id, berlin, LocalTime.of(14, 20), Duration.ofSeconds(390), Cause.DISCONNECTED);
    addUnknown(
        all,
        id,
        berlin.minusDays(2),
        LocalTime.of(19, 5),
        Duration.ofHours(12),
        Cause.COMPUTER_SLEPT);
    addUnknown(
        all, id, berlin.minusDays(9), LocalTime.of(10, 0), Duration.ofHours(5), Cause.APP_CRASHED);
    if (number == 3) {
      all.removeIf(sighting -> sighting.at().isAfter(NOW.minusSeconds(2 * 3600)));
      all.add(Sighting.unknown(id, NOW.minusSeconds(2 * 3600), Cause.TOKEN_INVALID));
    }
    return all;
  }

  private static void work(
      List<Sighting> all, UserId id, LocalDate day, ZoneId zone, int hour, Random random) {
    Instant at = day.atTime(hour, random.nextInt(60), random.nextInt(60)).atZone(zone).toInstant();
    Instant end = at.plusSeconds(8 * 3600 + random.nextInt(5400));
    while (at.isBefore(end)) {
      all.add(seen(id, Presence.ACTIVE, at, Cause.PRESENCE_CHANGE));
      at = at.plusSeconds(600 + random.nextInt(6000));
      all.add(seen(id, Presence.AWAY, at, Cause.PRESENCE_CHANGE));
      at = at.plusSeconds(random.nextInt(5) == 0 ? 2700 : 60 + random.nextInt(900));
    }
  }

  /// Adds unknown time, followed by a snapshot from Slack.
  private static void addUnknown(
      List<Sighting> all, UserId id, LocalDate day, LocalTime time, Duration length, Cause cause) {
    Instant from = day.atTime(time).atZone(BERLIN).toInstant();
    Instant to = from.plus(length);
    if (all.isEmpty() || all.getFirst().at().isAfter(from)) {
      return;
    }
    Presence after =
        all.stream()
            .filter(sighting -> !sighting.at().isAfter(to))
            .reduce((_, last) -> last)
            .map(Sighting::presence)
            .orElse(Presence.AWAY);
    all.removeIf(sighting -> !sighting.at().isBefore(from) && !sighting.at().isAfter(to));
    all.add(Sighting.unknown(id, from, cause));
    all.add(seen(id, after, to, Cause.RECONNECTED));
    all.sort(Comparator.comparing(Sighting::at));
  }

  private static Sighting seen(UserId id, Presence presence, Instant at, Cause cause) {
    return Sighting.of(id, presence, at, Source.RTM, cause);
  }
}
