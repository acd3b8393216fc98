package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.history.SharedHistory;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.testkit.PostgresServer;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.Timecard;
import rollcall.timecard.TotalsByDay;

/// Random records on a server whose recorders are live, poll, or are gone: the seconds of each
/// state are the same in both exports, the timecards of a window, their proof, and its timelines.
class SharedTotalsTest {
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted().toList();

  @AutoClose private static PostgresServer server;

  private final List<Recorder> recorders = new ArrayList<>();
  private final Map<UserId, Watched> people = new TreeMap<>();
  private final List<Connection> connections = new ArrayList<>();

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void exportsAndScreenCountTheSameSeconds(int seed) throws Exception {
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    LocalDate first = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(360));
    DayRange days = new DayRange(first, first.plusDays(2));
    AccountingRules rules =
        AccountingRules.in(zone).withBridgeUpTo(Duration.ofSeconds(random.nextBoolean() ? 90 : 0));
    Instant now = rules.start(days.last()).plusSeconds(3_600 + random.nextInt(70_000));
    record(random, rules.start(first), now);
    try (SharedHistory history = SharedHistory.openReadOnly(server.address("owner"), null)) {
      Map<String, TimelineTotals> expected = screen(history, rules, days, now);
      TimecardReader query = new TimecardReader(history, now);
      assertEquals(expected, timecards(query, rules, days));
      assertEquals(expected, proofs(query, rules, days));
      assertEquals(expected, csv(history, ExportKind.TIMECARDS, rules, days, now), "timecards.csv");
      assertEquals(expected, csv(history, ExportKind.INTERVALS, rules, days, now), "intervals.csv");
    } finally {
      for (Connection one : connections) {
        one.close();
      }
    }
  }

  /// Recorder of the record.
  ///
  /// @param running whether it is connected, so that it will confirm more
  private record Recorder(Instant known, boolean running) {}

  /// Person of the record.
  private record Watched(Recorder recorder, List<Sighting> sightings) {
    boolean isObserved() {
      return sightings.getLast().presence().isObserved();
    }
  }

  private void record(Random random, Instant from, Instant now) throws IOException, SQLException {
    server.useNewRecord();
    server.sql(
        "create table rollcall.sighting_all partition of rollcall.sighting default",
        "insert into rollcall.origin values ('recorders', true)",
        "insert into rollcall.workspace values ('T1', 'acme')");
    for (int i = 1; i <= 1 + random.nextInt(4); i++) {
      boolean live = random.nextInt(3) == 0;
      // Confirmations within seconds count as one.
      int age = live ? random.nextInt(9_000) : 200_000 * i + random.nextInt(60_000);
      Recorder one = new Recorder(now.minusMillis(age), live || random.nextBoolean());
      recorders.add(one);
      server.sql(
          ("insert into rollcall.recorder (n, id, name, capacity, running, known_until) values (%1$d,"
                  + " '00000000-0000-0000-0000-00000000000%1$d', 'berlin-%1$d', 9, true, %2$d)")
              .formatted(i, one.known().toEpochMilli()));
      if (one.running()) {
        connections.add(server.connectRecorder(i));
      }
    }
    for (int i = 1; i <= 6; i++) {
      int recorder = random.nextInt(recorders.size());
      UserId user = new UserId("U" + i);
      Watched person = new Watched(recorders.get(recorder), new ArrayList<>());
      people.put(user, person);
      List<String> rows = new ArrayList<>();
      rows.add("insert into rollcall.lease values ('U%d', 1, %d, 0)".formatted(i, recorder + 1));
      rows.add(
          "insert into rollcall.person values (%1$d, 'U%1$d', '', '', '', null, false, false)"
              .formatted(i));
      // Polls later than the oldest one may have found changes.
      Instant end = person.recorder().known().plusSeconds(60);
      int state = random.nextInt(4);
      Instant at = from.minusSeconds(random.nextInt(90_000));
      while (at.isBefore(end.isBefore(now) ? end : now)) {
        state = (state + 1 + random.nextInt(3)) % 4;
        Presence presence = Presence.values()[state];
        person.sightings().add(Sighting.of(user, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
        rows.add(
            "insert into rollcall.sighting values (%d, %d, %d)"
                .formatted(i, at.toEpochMilli() * 16, state));
        at = at.plusMillis(1 + random.nextInt(random.nextInt(3) == 0 ? 150_000 : 20_000_000));
      }
      server.sql(rows.toArray(String[]::new));
    }
  }

  /// The totals of the timelines in the window, as far as the time is available: people of a
  /// recorder that is gone are unknown since its last confirmation.
  private Map<String, TimelineTotals> screen(
      SharedHistory history, AccountingRules rules, DayRange days, Instant now) throws IOException {
    boolean recording =
        recorders.stream().anyMatch(Recorder::running)
            && people.values().stream().anyMatch(Watched::isObserved);
    Instant available = recording ? history.lastKnown().orElseThrow() : now;
    Map<String, TimelineTotals> totals = new TreeMap<>();
    people.forEach((user, one) -> {
      List<Sighting> shown = new ArrayList<>(one.sightings());
      Instant since = shown.getLast().at();
      Instant known = since.isAfter(one.recorder().known()) ? since : one.recorder().known();
      boolean pending = one.isObserved() && one.recorder().running();
      Instant end = pending && known.isBefore(available) ? known : available;
      if (one.isObserved() && !pending) {
        shown.add(Sighting.unknown(user, known, Cause.APP_NOT_RUNNING));
      }
      shown.removeIf(seen -> !seen.at().isBefore(end));
      PresenceTimeline timeline = PresenceTimeline.ofSightings(user, shown);
      for (int i = 0; i < days.count(); i++) {
        Instant next = rules.start(days.day(i).plusDays(1));
        add(
            totals,
            user + " " + days.day(i),
            timeline.totals(
                rules.start(days.day(i)), next.isBefore(end) ? next : end, rules.bridgeUpTo()));
      }
    });
    return totals;
  }

  private Map<String, TimelineTotals> timecards(
      TimecardReader query, AccountingRules rules, DayRange days) throws IOException {
    Map<String, TimelineTotals> totals = new TreeMap<>();
    for (Map.Entry<UserId, TotalsByDay> one :
        query.totals(people.keySet(), rules, days).entrySet()) {
      one.getValue()
          .days()
          .forEach((day, card) ->
              add(
                  totals,
                  one.getKey() + " " + day,
                  new TimelineTotals(card.active(), card.away(), card.unknown())));
    }
    return totals;
  }

  private Map<String, TimelineTotals> proofs(
      TimecardReader query, AccountingRules rules, DayRange days) throws IOException {
    Map<String, TimelineTotals> totals = new TreeMap<>();
    for (UserId user : people.keySet()) {
      for (int i = 0; i < days.count(); i++) {
        LocalDate day = days.day(i);
        query
            .day(user, rules, day)
            .card()
            .map(Timecard::totals)
            .ifPresent(card ->
                add(
                    totals,
                    user + " " + day,
                    new TimelineTotals(card.active(), card.away(), card.unknown())));
      }
    }
    return totals;
  }

  private static Map<String, TimelineTotals> csv(
      SharedHistory history, ExportKind kind, AccountingRules rules, DayRange days, Instant now)
      throws IOException {
    ExportSpec spec = ExportSpec.of(kind, Set.of(), days, rules, CsvDialect.DATA);
    StringWriter out = new StringWriter();
    var _ = new ExportJob(spec, Path.of("")).show(history, now, out);
    List<String> lines = out.toString().lines().toList();
    List<String> header = List.of(lines.getFirst().split(",", -1));
    Map<String, TimelineTotals> totals = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = List.of(line.split(",", -1));
      add(
          totals,
          cells.get(header.indexOf("user_id")) + " " + cells.get(header.indexOf("date")),
          kind == ExportKind.TIMECARDS
              ? new TimelineTotals(
                  seconds(cells, header, "active_s"),
                  seconds(cells, header, "away_s"),
                  seconds(cells, header, "unknown_s"))
              : interval(cells.get(header.indexOf("state")), seconds(cells, header, "duration_s")));
    }
    return totals;
  }

  private static long seconds(List<String> cells, List<String> header, String column) {
    return Long.parseLong(cells.get(header.indexOf(column)));
  }

  private static TimelineTotals interval(String state, long seconds) {
    return new TimelineTotals(
        state.equals("active") ? seconds : 0,
        state.equals("away") ? seconds : 0,
        state.equals("unknown") ? seconds : 0);
  }

  private static void add(Map<String, TimelineTotals> all, String day, TimelineTotals part) {
    if (part.watched() > 0) {
      all.merge(
          day,
          part,
          (one, other) ->
              new TimelineTotals(
                  one.active() + other.active(),
                  one.away() + other.away(),
                  one.unknown() + other.unknown()));
    }
  }
}
