package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Totals for the screen, compared with the CSV export of the same range over random people, days,
/// zones and rules.
class TotalsByDayTest {
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted().toList();

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void totalsEqualTheExportToTheSecond(int seed) throws IOException {
    Sample sample = new Sample(new Random(seed));
    StringWriter csv = new StringWriter();
    sample.export().write(sample, sample.now, csv);
    Map<String, String> screen = new TreeMap<>();
    for (Person person : sample.people) {
      TotalsByDay totals =
          TotalsByDay.of(
              person, sample, sample.rules, new DayRange(sample.from, sample.to), sample.now);
      totals
          .days()
          .forEach((date, day) ->
              screen.put(
                  date + " " + person.id().value(),
                  "%s %d %d %d %d %s"
                      .formatted(
                          totals.zone(),
                          day.active(),
                          day.away(),
                          day.unknown(),
                          day.watched(),
                          day.status().word())));
    }
    assertEquals(rows(csv.toString()), screen);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void dayRecordHasTheTotalsAndTheSpansOfTheDay(int seed) throws IOException {
    Sample sample = new Sample(new Random(seed));
    Person person = sample.people.getFirst();
    TotalsByDay totals =
        TotalsByDay.of(
            person, sample, sample.rules, new DayRange(sample.from, sample.to), sample.now);
    for (LocalDate day = sample.from; !day.isAfter(sample.to); day = day.plusDays(1)) {
      DaySpans one = DaySpans.of(person, sample, sample.rules, day, sample.now);
      assertEquals(totals.days().get(day), one.card().map(Timecard::totals).orElse(null));
      for (Span span : one.spans()) {
        assertEquals(List.of(span), span.clip(one.start(), one.end()).stream().toList());
      }
      long seconds =
          one.spans().stream()
              .mapToLong(span -> span.end().getEpochSecond() - span.start().getEpochSecond())
              .sum();
      assertEquals(one.card().map(card -> (long) card.totals().watched()).orElse(0L), seconds);
    }
  }

  /// The columns of each row that [#totalsEqualTheExportToTheSecond] compares, by date and person.
  private static Map<String, String> rows(String csv) {
    List<String> lines = csv.lines().toList();
    List<String> header = List.of(lines.getFirst().split(","));
    Map<String, String> rows = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        row.put(header.get(i), cells[i]);
      }
      rows.put(
          row.get("date") + " " + row.get("user_id"),
          "%s %s %s %s %s %s"
              .formatted(
                  row.get("time_zone"),
                  row.get("active_s"),
                  row.get("away_s"),
                  row.get("unknown_s"),
                  row.get("watched_s"),
                  row.get("status")));
    }
    return rows;
  }

  /// Random presence of some people.
  private static final class Sample implements SpanSource {
    final List<Person> people = new ArrayList<>();
    final Map<UserId, List<Span>> spans = new HashMap<>();
    final AccountingRules rules;
    final LocalDate from;
    final LocalDate to;
    final Instant now;

    Sample(Random random) {
      ZoneId zone = zone(random);
      from = LocalDate.of(2013, 2, 1).plusDays(random.nextInt(30 * 365));
      to = from.plusDays(random.nextInt(9));
      AccountingRules usual =
          AccountingRules.in(zone)
              .withDayStart(
                  random.nextInt(3) == 0 ? LocalTime.of(random.nextInt(6), 30) : LocalTime.MIDNIGHT)
              .withBreakOver(Duration.ofSeconds(random.nextInt(900)))
              .withBridgeUpTo(Duration.ofSeconds(random.nextBoolean() ? 90 : 0));
      rules = random.nextBoolean() ? usual.withOwnZones() : usual;
      now = rules.start(to).plusSeconds(random.nextInt(200_000)).plusMillis(random.nextInt(1000));
      for (int i = 0; i < 4; i++) {
        UserId id = new UserId(String.format(Locale.ROOT, "U%08d", i));
        people.add(new Person(id, "Person", "", "", i == 0 ? null : zone(random), false, false));
        spans.put(id, SpanDerivation.of(sightings(id, random), now, now));
      }
    }

    TimecardExport export() {
      return new TimecardExport(
          new Workspace("T1", "Acme"),
          people,
          ExportSpec.of(
              ExportKind.TIMECARDS, Set.of(), new DayRange(from, to), rules, CsvDialect.DATA));
    }

    @Override
    public List<Span> spans(UserId user, Instant begin, Instant end) {
      return spans.get(user).stream().flatMap(span -> span.clip(begin, end).stream()).toList();
    }

    private List<Sighting> sightings(UserId id, Random random) {
      List<Sighting> sightings = new ArrayList<>();
      Instant at = rules.start(from).minusSeconds(random.nextInt(90_000));
      while (at.isBefore(now)) {
        Presence presence = Presence.values()[random.nextInt(4)];
        sightings.add(Sighting.of(id, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
        at = at.plusMillis(1 + random.nextInt(random.nextInt(3) == 0 ? 5_000 : 9_000_000));
      }
      return sightings;
    }

    private static ZoneId zone(Random random) {
      return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }
  }
}
