package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Days on which clocks are set, in the time zones with the most unusual changes: the exported
/// files are compared with manually checked files (`src/test/resources/rollcall/timecard`).
///
/// `-Drollcall.golden=write` rewrites them.
class ZonesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/rollcall/timecard/zones");
  private static final boolean WRITE = "write".equals(System.getProperty("rollcall.golden"));
  private static final Workspace ACME = new Workspace("T024BE7LD", "acme");
  private static final Person GRACE =
      new Person(new UserId("U0A1B2C3D"), "Grace Hopper", "", "", null, false, false);

  /// Zone, the day of the change, and how long it lasts.
  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("Europe/Berlin", "2026-03-29", "PT23H"),
        Arguments.of("Europe/Berlin", "2026-10-25", "PT25H"),
        Arguments.of("Australia/Lord_Howe", "2026-04-05", "PT24H30M"),
        Arguments.of("Australia/Lord_Howe", "2026-10-04", "PT23H30M"),
        // It leaves and enters summer time for Ramadan.
        Arguments.of("Africa/Casablanca", "2026-02-15", "PT25H"),
        Arguments.of("Africa/Casablanca", "2026-03-22", "PT23H"),
        // The first to have a new year; and the day it never had, to be the first.
        Arguments.of("Pacific/Kiritimati", "2026-01-01", "PT24H"),
        Arguments.of("Pacific/Kiritimati", "1995-01-01", "PT24H"),
        // Midnight is skipped: the day begins at one.
        Arguments.of("America/Sao_Paulo", "2018-11-04", "PT23H"),
        // The hour before midnight comes twice.
        Arguments.of("America/Sao_Paulo", "2018-02-17", "PT25H"),
        Arguments.of("Asia/Beirut", "2026-03-29", "PT23H"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void filesAroundAClockChangeMatchTheExpectedFiles(String zone, String day, String length)
      throws IOException {
    ThreeDays days = new ThreeDays(ZoneId.of(zone), LocalDate.parse(day));
    assertEquals(Duration.parse(length), days.lengthOfTheDay());
    TimecardExport export =
        new TimecardExport(
            ACME,
            List.of(GRACE),
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(days.day().minusDays(2), days.day().plusDays(1)),
                AccountingRules.in(days.zone()),
                CsvDialect.DATA));
    Path directory = GOLDEN.resolve(zone.replace('/', '-') + "-" + day);
    compare(directory, "timecards", out -> export.write(days::spans, days.now(), out));
    compare(directory, "weekly", out -> export.writeWeekly(days::spans, days.now(), out));
    compare(directory, "intervals", out -> export.writeIntervals(days::spans, out));
    compare(directory, "events", out -> export.writeEvents(days, days.now(), out));
    assertEquals(
        PerSecondOracle.timecards(
            GRACE,
            SpanDerivation.bridged(days.spans(), export.spec().rules().bridgeUpTo()),
            export.spec().rules(),
            export.spec().days().first(),
            export.spec().days().last(),
            days.now()),
        TimecardCalculator.of(
            GRACE,
            days.spans(),
            export.spec().rules(),
            export.spec().days().first(),
            export.spec().days().last(),
            days.now()));
  }

  private static void compare(Path directory, String kind, Writing writing) throws IOException {
    StringWriter out = new StringWriter();
    writing.into(out);
    Path golden = directory.resolve(kind + ".csv");
    if (WRITE) {
      Files.createDirectories(directory);
      Files.writeString(golden, out.toString());
    }
    assertEquals(Files.readString(golden), out.toString(), golden.toString());
  }

  private interface Writing {
    ExportSummary into(Writer out) throws IOException;
  }

  /// Three days around the change: active across midnights and across the change itself, a bridged
  /// gap, an outage, a pause, a lunch.
  private record ThreeDays(ZoneId zone, LocalDate day) implements EventSource {
    Duration lengthOfTheDay() {
      return Duration.between(at(day), at(day.plusDays(1)));
    }

    /// The clock change on that day or in the night before, if there is one; else noon.
    Instant change() {
      var before = zone.getRules().previousTransition(at(day.plusDays(1)).plusSeconds(1));
      return before == null || before.getInstant().isBefore(at(day).minusSeconds(1))
          ? at(day).plusSeconds(12 * 3600)
          : before.getInstant();
    }

    Instant now() {
      return at(day.plusDays(2)).plusSeconds(5 * 3600);
    }

    List<Sighting> sightings() {
      Instant eve = at(day).minus(Duration.ofHours(16));
      return List.of(
              Sighting.unknown(GRACE.id(), eve, Cause.WATCH_STARTED),
              seen(Presence.AWAY, eve.plusMillis(1_200), Cause.SNAPSHOT),
              seen(Presence.ACTIVE, eve.plusSeconds(3600), Cause.PRESENCE_CHANGE),
              seen(Presence.AWAY, eve.plusSeconds(4 * 3600), Cause.PRESENCE_CHANGE),
              seen(Presence.ACTIVE, eve.plusSeconds(4 * 3600 + 2700), Cause.PRESENCE_CHANGE),
              Sighting.unknown(GRACE.id(), eve.plusSeconds(25_000), Cause.DISCONNECTED),
              seen(Presence.ACTIVE, eve.plusSeconds(25_060), Cause.RECONNECTED),
              seen(Presence.AWAY, eve.plusSeconds(30_000), Cause.PRESENCE_CHANGE),
              seen(Presence.ACTIVE, at(day).minusSeconds(900), Cause.PRESENCE_CHANGE),
              seen(Presence.AWAY, at(day).plusSeconds(600), Cause.PRESENCE_CHANGE),
              seen(Presence.ACTIVE, change().minusSeconds(1200), Cause.PRESENCE_CHANGE),
              seen(Presence.AWAY, change().plusSeconds(1500), Cause.PRESENCE_CHANGE),
              seen(Presence.ACTIVE, change().plusSeconds(1740), Cause.PRESENCE_CHANGE),
              seen(Presence.AWAY, change().plusSeconds(6000), Cause.PRESENCE_CHANGE),
              Sighting.unknown(GRACE.id(), change().plusSeconds(3 * 3600), Cause.COMPUTER_SLEPT),
              polled(Presence.AWAY, change().plusSeconds(4 * 3600)),
              polled(Presence.ACTIVE, change().plusSeconds(5 * 3600)),
              Sighting.notWatched(
                  GRACE.id(), at(day.plusDays(1)).plusSeconds(9000), Cause.WATCH_STOPPED))
          .stream()
          .sorted(java.util.Comparator.comparing(Sighting::at))
          .toList();
    }

    List<Span> spans() {
      return SpanDerivation.of(sightings(), now(), now());
    }

    @Override
    public List<Span> spans(UserId user, Instant from, Instant to) {
      return spans().stream().flatMap(span -> span.clip(from, to).stream()).toList();
    }

    @Override
    public List<Sighting> sightings(UserId user, Instant from, Instant to) {
      List<Sighting> before =
          sightings().stream().filter(seen -> seen.at().isBefore(from)).toList();
      return Stream.concat(
              before.isEmpty() ? Stream.of() : Stream.of(before.getLast()),
              sightings().stream()
                  .filter(seen -> !seen.at().isBefore(from) && seen.at().isBefore(to)))
          .toList();
    }

    @Override
    public List<AuditEvent> events(Instant from, Instant to) {
      Instant eve = at(day).minus(Duration.ofHours(16));
      return Map.of(
              EventType.APP_STARTED, eve.minusSeconds(2),
              EventType.CONNECTED, eve.minusSeconds(1),
              EventType.SLEEP, change().plusSeconds(3 * 3600))
          .entrySet()
          .stream()
          .map(entry ->
              AuditEvent.of(
                  entry.getKey(),
                  Objects.requireNonNull(entry.getValue()),
                  entry.getKey() == EventType.CONNECTED ? Source.RTM : Source.NONE,
                  ""))
          .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
          .sorted(java.util.Comparator.comparing(AuditEvent::at))
          .toList();
    }

    private Instant at(LocalDate date) {
      return date.atStartOfDay(zone).toInstant();
    }

    private static Sighting seen(Presence presence, Instant at, Cause cause) {
      return Sighting.of(GRACE.id(), presence, at, Source.RTM, cause);
    }

    private static Sighting polled(Presence presence, Instant at) {
      return new Sighting(
          GRACE.id(), presence, at.minusSeconds(120), at, Source.POLL, Cause.PRESENCE_CHECK);
    }
  }
}
