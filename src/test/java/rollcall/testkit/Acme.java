package rollcall.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Sample people with a day of presence, the same in every run, for screenshots and UI tests.
public final class Acme {
  /// A Thursday afternoon.
  public static final Instant NOW = Instant.parse("2026-09-17T15:07:12Z");

  /// Time zone of the computer.
  public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final List<String> NAMES =
      List.of(
          "Grace Hopper|Platform|America/New_York", "Kai Müller|Platform|Europe/Berlin",
          "Ada Lovelace|Research|Europe/London", "Linus Pauling|Support|Europe/Oslo",
          "Zoë Ångström|Design|Europe/Stockholm", "Łukasz Nowak|Platform|Europe/Warsaw",
          "Mei Tanaka|Support|Asia/Tokyo", "Omar Haddad|Sales|Africa/Cairo",
          "Priya Raman|Research|Asia/Kolkata", "Noah Berg|Design|Europe/Oslo",
          "Sofía Álvarez|Sales|Europe/Madrid", "Jean-Baptiste Moreau|Finance|Europe/Paris",
          "Ines Costa|Support|Europe/Lisbon", "Tom O'Neill|Platform|Europe/Dublin",
          "Ruth Adeyemi|Finance|Africa/Lagos", "Ivan Petrov|Platform|Europe/Sofia",
          "Hannah Schmidt|Design|Europe/Berlin", "Lucas Pereira|Sales|America/Sao_Paulo",
          "Maya Cohen|Research|Asia/Jerusalem", "Wei Zhang|Platform|Asia/Shanghai",
          "Emma Virtanen|Support|Europe/Helsinki", "Diego Fuentes|Sales|America/Santiago",
          "Aisha Khan|Finance|Asia/Karachi", "Björn Þórsson|Design|Atlantic/Reykjavik");

  private Acme() {}

  /// Returns the watched people.
  public static List<Person> people() {
    return IntStream.range(0, NAMES.size()).mapToObj(Acme::person).toList();
  }

  /// Returns a list of users: the watched people first.
  public static List<Person> company(int size) {
    List<Person> all = new ArrayList<>(people());
    Random random = new Random(7);
    while (all.size() < size) {
      String[] first = NAMES.get(random.nextInt(NAMES.size())).split("\\|");
      String[] last = NAMES.get(random.nextInt(NAMES.size())).split("\\|");
      String name =
          "%s %c. %s"
              .formatted(
                  first[0].split(" ")[0],
                  'A' + random.nextInt(26),
                  last[0].substring(last[0].indexOf(' ') + 1));
      boolean bot = random.nextInt(50) == 0;
      all.add(
          new Person(
              id(all.size()),
              bot ? "Deploy bot" : name,
              name,
              last[1],
              ZoneId.of(first[2]),
              bot,
              random.nextInt(40) == 0));
    }
    return all;
  }

  /// Returns all sightings of the day until now, with an outage that ended at 14:26.
  public static List<Sighting> sightings() {
    Random random = new Random(11);
    return people().stream().flatMap(person -> day(person, random).stream()).toList();
  }

  /// Returns the presence snapshot of these sightings.
  public static PresenceSnapshot snapshot() {
    return PresenceSnapshot.EMPTY.with(sightings());
  }

  /// Returns the sightings as timelines.
  public static List<PresenceTimeline> timelines() {
    List<Sighting> all = sightings();
    return people().stream()
        .map(person ->
            PresenceTimeline.ofSightings(
                person.id(), all.stream().filter(seen -> seen.user().equals(person.id())).toList()))
        .toList();
  }

  private static List<Sighting> day(Person person, Random random) {
    List<Sighting> day = new ArrayList<>();
    LocalDate today = LocalDate.ofInstant(NOW, BERLIN);
    Instant begin = today.minusDays(1).atTime(9, 12).atZone(BERLIN).toInstant();
    Instant lost = today.atTime(14, 20).atZone(BERLIN).toInstant();
    Instant back = lost.plus(Duration.ofMinutes(6 + 20L * random.nextInt(2)));
    add(day, person, Presence.AWAY, begin, Cause.SNAPSHOT);
    for (LocalDate date = today.minusDays(1); !date.isAfter(today); date = date.plusDays(1)) {
      ZoneId clock = person.clock().orElse(BERLIN);
      Instant at = date.atTime(LocalTime.of(8, 0)).atZone(clock).toInstant();
      Instant end = date.atTime(LocalTime.of(17, 30)).atZone(clock).toInstant();
      at = at.plus(Duration.ofMinutes(random.nextInt(100)));
      while (at.isBefore(end)) {
        add(day, person, Presence.ACTIVE, at, Cause.PRESENCE_CHANGE);
        at = at.plus(Duration.ofSeconds(1200 + random.nextInt(6000)));
        add(day, person, Presence.AWAY, at, Cause.PRESENCE_CHANGE);
        at = at.plus(Duration.ofSeconds(300 + random.nextInt(2400)));
      }
    }
    day.removeIf(seen -> seen.at().isAfter(NOW) || seen.at().isBefore(begin));
    Presence before =
        day.stream()
            .filter(seen -> seen.at().isBefore(lost))
            .reduce((_, b) -> b)
            .map(Sighting::presence)
            .orElse(Presence.AWAY);
    boolean stillDark = random.nextInt(8) == 0;
    day.removeIf(seen -> seen.at().isAfter(lost) && (stillDark || seen.at().isBefore(back)));
    day.add(Sighting.unknown(person.id(), lost, Cause.DISCONNECTED));
    if (!stillDark) {
      add(day, person, before, back, Cause.RECONNECTED);
    }
    day.sort(java.util.Comparator.comparing(Sighting::at));
    return day;
  }

  private static void add(
      List<Sighting> day, Person person, Presence presence, Instant at, Cause cause) {
    day.add(Sighting.of(person.id(), presence, at, Source.RTM, cause));
  }

  private static Person person(int i) {
    String[] parts = NAMES.get(i).split("\\|");
    return new Person(id(i), parts[0], parts[0], parts[1], ZoneId.of(parts[2]), false, false);
  }

  private static UserId id(int i) {
    return new UserId(String.format(Locale.ROOT, "U%08d", i));
  }
}
