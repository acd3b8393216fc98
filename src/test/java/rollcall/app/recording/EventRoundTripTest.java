package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.History;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.SettingsFile;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.EventSource;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.TimecardExport;

/// Exports of events and their import: the days of the export are the same, and no day has presence
/// that was not observed. Random records of one or several recorders, with people in zones whose
/// days begin up to 26 hours apart.
class EventRoundTripTest {
  private static final Workspace ACME = new Workspace("T024BE7LD", "Acme");
  private static final Instant START = Instant.parse("2026-03-20T07:00:00.123Z");
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final AccountingRules BERLIN = AccountingRules.in(ZoneId.of("Europe/Berlin"));
  private static final UserId KAI = new UserId("U1");
  private static final UserId ADA = new UserId("U2");
  private static final List<String> ZONES =
      List.of(
          "Pacific/Kiritimati",
          "Pacific/Pago_Pago",
          "Asia/Tokyo",
          "America/Los_Angeles",
          "Australia/Lord_Howe",
          "Europe/Berlin");

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void anImportHasTheDaysOfTheExportAndInventsNoPresence(int seed) throws IOException {
    Random random = new Random(seed);
    List<Person> people =
        IntStream.range(0, 4)
            .mapToObj(i -> person("U" + i, ZONES.get(random.nextInt(ZONES.size()))))
            .toList();
    Path original = scratch.resolve("original/history.db");
    ImportJobTest.record(original, people, random);
    AccountingRules rules = random.nextInt(3) == 0 ? BERLIN : BERLIN.withOwnZones();
    LocalDate from = LocalDate.parse("2026-03-19").plusDays(random.nextInt(24));
    DayRange days = new DayRange(from, from.plusDays(random.nextInt(8)));
    try (History history = History.openReadOnly(original)) {
      EventSource record =
          random.nextBoolean() ? HistoryExportSource.of(history, NOW) : ofTeam(history, random);
      if (importEvents(record, history.lastKnown().orElseThrow(), people, days, rules).isEmpty()) {
        return;
      }
      checkImport(record, people, days, rules);
      checkSlackStatuses(record, people, days, rules);
      // The first start after the import.
      try (History started = History.open(profile().history(ACME), NOW)) {
        EventSource imported = HistoryExportSource.of(started, NOW);
        checkInventsNothing(record, imported, people);
        assertEquals(
            timecards(record, people, days, rules), timecards(imported, people, days, rules));
      }
    }
  }

  @Test
  void withOwnClocksPeopleAreNotPresentUntilTheDaysOfAllEnd() throws IOException {
    List<Person> people = List.of(person("U1", "Asia/Tokyo"), person("U2", "America/Los_Angeles"));
    Path original = scratch.resolve("original/history.db");
    try (History history = History.open(original, START)) {
      history.append(
          List.of(
              seen(ADA, Presence.AWAY, "2026-03-24T00:00:00Z"),
              seen(KAI, Presence.ACTIVE, "2026-03-25T14:00:00Z"),
              // Half past midnight in Tokyo.
              seen(KAI, Presence.AWAY, "2026-03-25T15:30:00Z")));
      history.close(Instant.parse("2026-03-28T00:00:00Z"));
    }
    LocalDate day = LocalDate.parse("2026-03-25");
    try (History history = History.openReadOnly(original)) {
      HistoryExportSource record = HistoryExportSource.of(history, NOW);
      importEvents(record, record.known(), people, new DayRange(day, day), BERLIN.withOwnZones());
      checkImport(record, people, new DayRange(day, day), BERLIN.withOwnZones());
    }
  }

  @Test
  void withOwnClocksTheEventsOfManyPeopleAreInOrder() throws IOException {
    List<Person> people =
        IntStream.range(0, 1_100)
            .mapToObj(i -> person("U" + i, i == 1 ? "Pacific/Pago_Pago" : "Pacific/Kiritimati"))
            .toList();
    Path original = scratch.resolve("original/history.db");
    try (History history = History.open(original, START)) {
      history.append(
          people.stream()
              .map(person -> seen(person.id(), Presence.AWAY, "2026-03-20T08:00:00Z"))
              .toList());
      history.append(
          List.of(seen(people.getFirst().id(), Presence.ACTIVE, "2026-03-24T20:00:00Z")));
      history.close(Instant.parse("2026-03-30T00:00:00Z"));
    }
    LocalDate day = LocalDate.parse("2026-03-25");
    try (History history = History.openReadOnly(original)) {
      HistoryExportSource record = HistoryExportSource.of(history, NOW);
      importEvents(record, record.known(), people, new DayRange(day, day), BERLIN.withOwnZones());
      checkImport(record, people, new DayRange(day, day), BERLIN.withOwnZones());
    }
  }

  /// One recorder was killed at ten, another one records until six in the evening.
  @Test
  void peopleOfARecorderThatDiedAreUnknownFromItsEndOn() throws IOException {
    Path original = scratch.resolve("original/history.db");
    Instant end = Instant.parse("2026-03-25T18:00:00Z");
    List<Person> people = List.of(Person.unknown(KAI), Person.unknown(ADA));
    LocalDate day = LocalDate.parse("2026-03-25");
    try (History history = History.open(original, START)) {
      history.append(
          List.of(
              seen(KAI, Presence.ACTIVE, "2026-03-25T08:00:00Z"),
              seen(ADA, Presence.AWAY, "2026-03-25T08:00:00Z")));
      history.heartbeat(end);
      Instant died = Instant.parse("2026-03-25T10:00:00Z");
      HistoryExportSource record =
          new HistoryExportSource(history, end, Map.of(KAI, died), Map.of(), NOW);
      String events = importEvents(record, record.known(), people, new DayRange(day, day), BERLIN);
      assertTrue(
          events.contains(
              "2026-03-25T10:00:00Z,2026-03-25"
                  + " 11:00:00,Europe/Berlin,60,T024BE7LD,U1,U1,app_stopped,unknown,active,,,,,app_not_running\r\n"),
          events);
      checkImport(record, people, new DayRange(day, day), BERLIN);
    }
  }

  /// The recorder that started last was stopped while the other one went on.
  @Test
  void theFirstStartAfterTheImportOfSeveralRecordersEndsTheirRecord() throws IOException {
    Path events = scratch.resolve("events.csv");
    Files.writeString(
        events,
        """
        event_id,received_utc,received_local,time_zone,offset_min,workspace_id,user_id,name,type,presence,previous,source,connection_id,batch_id,batch_size,note
        1,2026-03-25T08:00:00Z,,UTC,0,T024BE7LD,,,app_started,,,,,,,
        2,2026-03-25T08:00:01Z,,UTC,0,T024BE7LD,U1,Kai,presence_snapshot,away,,rtm,,,,
        3,2026-03-25T08:30:00Z,,UTC,0,T024BE7LD,,,app_started,,,,,,,
        4,2026-03-25T09:00:00Z,,UTC,0,T024BE7LD,,,app_stopped,,,,,,,
        5,2026-03-25T10:00:00Z,,UTC,0,T024BE7LD,U1,Kai,presence_change,active,away,rtm,,,,
        6,2026-03-25T11:00:00Z,,UTC,0,T024BE7LD,,,presence_check,,,,,,,confirmed until here
        """
            .replace("\n", "\r\n"));
    new ImportJob(events, profile()).read(NOW);
    try (History history = History.open(profile().history(ACME), NOW)) {
      assertEquals(
          List.of(
              new CurrentPresence(
                  KAI,
                  Presence.UNKNOWN,
                  Instant.parse("2026-03-25T11:00:00Z"),
                  Cause.APP_NOT_RUNNING)),
          List.copyOf(history.snapshot().all()));
    }
  }

  @Test
  void anExportWithHiddenNamesHasNoStatusTexts() throws IOException {
    Path original = scratch.resolve("original/history.db");
    Instant at = Instant.parse("2026-03-25T09:00:00Z");
    try (History history = History.open(original, START)) {
      history.append(List.of(seen(KAI, Presence.ACTIVE, "2026-03-25T08:00:00Z")));
      history.appendEvents(
          List.of(
              new SlackStatus.StatusText(KAI, "Since last week: Ada's stand-in", START, Source.RTM)
                  .toAuditEvent(),
              new SlackStatus.StatusText(KAI, "Covering for Ada", at, Source.RTM).toAuditEvent(),
              new SlackStatus.Huddle(KAI, true, at, Source.RTM).toAuditEvent()));
      history.heartbeat(at);
      LocalDate day = LocalDate.parse("2026-03-25");
      ExportSpec spec =
          new ExportSpec(
              ExportKind.EVENTS,
              Set.of(),
              new DayRange(day, day),
              BERLIN,
              CsvDialect.DATA,
              true,
              Map.of(),
              true,
              false);
      StringWriter out = new StringWriter();
      new TimecardExport(ACME, List.of(Person.unknown(KAI)), spec)
          .writeEvents(HistoryExportSource.of(history, NOW), at, out);
      assertFalse(out.toString().contains("Ada"), out.toString());
      assertFalse(out.toString().contains("status_changed"), out.toString());
      assertTrue(out.toString().contains("huddle_changed"), out.toString());
    }
  }

  /// The record as one of several recorders: one of them died before the others, and others that
  /// watch no one of these people start, stop and crash.
  private static EventSource ofTeam(History history, Random random) throws IOException {
    Instant known = history.lastKnown().orElseThrow();
    Map<UserId, Instant> behind = new HashMap<>();
    for (CurrentPresence last : history.snapshot().all()) {
      if (random.nextBoolean() && last.since().isBefore(known)) {
        behind.put(last.user(), between(lastSighting(history, last.user()), known, random));
      }
    }
    List<AuditEvent> others = new ArrayList<>();
    List<EventType> types =
        List.of(EventType.APP_STARTED, EventType.APP_STOPPED, EventType.APP_CRASHED);
    for (int i = 0; i < 20; i++) {
      others.add(
          AuditEvent.of(
              types.get(random.nextInt(types.size())),
              between(START, known, random),
              Source.NONE,
              ""));
    }
    return new Team(new HistoryExportSource(history, known, behind, Map.of(), NOW), others);
  }

  private static Instant lastSighting(History history, UserId user) throws IOException {
    return history.sightings(user, START.minusSeconds(86_400), NOW).getLast().at();
  }

  private static Instant between(Instant from, Instant to, Random random) {
    long millis = Math.max(1, Duration.between(from, to).toMillis());
    return from.plusMillis(random.nextLong(millis));
  }

  /// Imports the exported events and returns them; empty if there are none.
  private String importEvents(
      EventSource record, Instant known, List<Person> people, DayRange days, AccountingRules rules)
      throws IOException {
    StringWriter out = new StringWriter();
    ExportSummary summary =
        export(ExportKind.EVENTS, people, days, rules).writeEvents(record, known, out);
    if (summary.rows() == 0) {
      return "";
    }
    Path events = scratch.resolve("events.csv");
    Files.writeString(events, out.toString());
    new ImportJob(events, profile()).read(NOW);
    return out.toString();
  }

  private void checkImport(
      EventSource record, List<Person> people, DayRange days, AccountingRules rules)
      throws IOException {
    try (History history = History.openReadOnly(profile().history(ACME))) {
      EventSource imported = HistoryExportSource.of(history, NOW);
      checkInventsNothing(record, imported, people);
      assertEquals(
          timecards(record, people, days, rules), timecards(imported, people, days, rules));
      assertEquals(
          intervals(record, people, days, rules), intervals(imported, people, days, rules));
    }
  }

  /// Checks that the Slack statuses of the import hold at the same instants of the days, and that
  /// one which holds was reported since the last gap.
  private void checkSlackStatuses(
      EventSource record, List<Person> people, DayRange days, AccountingRules rules)
      throws IOException {
    try (History history = History.openReadOnly(profile().history(ACME))) {
      EventSource imported = HistoryExportSource.of(history, NOW);
      for (Person person : people) {
        UserId user = person.id();
        Instant from = rules.of(person).start(days.first());
        Instant to = rules.of(person).start(days.last().plusDays(1));
        List<SlackStatus> reported = record.slackStatuses(user, START.minusSeconds(86_400), NOW);
        SpanArray spans = record.plainSpans(user, from, to);
        SpanArray theirs = imported.plainSpans(user, from, to);
        SlackStatusTimeline own = SlackStatusTimeline.of(record.slackStatuses(user, from, to));
        SlackStatusTimeline its = SlackStatusTimeline.of(imported.slackStatuses(user, from, to));
        for (int i = 0; i < spans.size(); i++) {
          for (long at : List.of(spans.start(i), spans.start(i) + 1, spans.end(i) - 1)) {
            Instant then = Instant.ofEpochMilli(at);
            if (spans.presence(i).isObserved()) {
              assertEquals(own.statusAt(then, spans), its.statusAt(then, theirs));
              assertEquals(own.isInHuddleAt(then, spans), its.isInHuddleAt(then, theirs));
              assertEquals(own.dndAt(then, spans).isPresent(), its.dndAt(then, theirs).isPresent());
              checkReported(
                  record,
                  user,
                  then,
                  reported,
                  SlackStatusKind.STATUS,
                  own.statusAt(then, spans).isEmpty());
              checkReported(
                  record,
                  user,
                  then,
                  reported,
                  SlackStatusKind.HUDDLE,
                  !own.isInHuddleAt(then, spans));
              checkReported(
                  record,
                  user,
                  then,
                  reported,
                  SlackStatusKind.DND,
                  own.dndAt(then, spans).isEmpty());
            }
          }
        }
      }
    }
  }

  private static void checkReported(
      EventSource record,
      UserId user,
      Instant at,
      List<SlackStatus> reported,
      SlackStatusKind kind,
      boolean nothing)
      throws IOException {
    if (nothing) {
      return;
    }
    Instant last =
        reported.stream()
            .filter(one -> one.kind() == kind && !one.at().isAfter(at))
            .map(SlackStatus::at)
            .reduce((_, later) -> later)
            .orElseThrow();
    List<Span> since = record.spans(user, last, at);
    for (int i = 1; i < since.size(); i++) {
      boolean continues = since.get(i).start().equals(since.get(i - 1).end());
      assertTrue(
          !since.get(i - 1).presence().isObserved()
              || (continues && since.get(i).presence().isObserved()),
          () -> kind + " reported at " + last + " does not hold at " + at);
    }
  }

  /// Checks that all presence of the import was observed.
  private static void checkInventsNothing(
      EventSource record, EventSource imported, List<Person> people) throws IOException {
    for (Person person : people) {
      List<Span> observed = record.spans(person.id(), START.minusSeconds(86_400), NOW);
      for (Span span : imported.spans(person.id(), START.minusSeconds(86_400), NOW)) {
        if (span.presence().isObserved()) {
          assertTrue(
              observed.stream()
                  .anyMatch(one ->
                      one.presence() == span.presence()
                          && !one.start().isAfter(span.start())
                          && !one.end().isBefore(span.end())),
              () -> span + " is not in " + observed);
        }
      }
    }
  }

  private static String timecards(
      EventSource source, List<Person> people, DayRange days, AccountingRules rules)
      throws IOException {
    StringWriter out = new StringWriter();
    export(ExportKind.TIMECARDS, people, days, rules).write(source, NOW, out);
    return out.toString();
  }

  private static String intervals(
      EventSource source, List<Person> people, DayRange days, AccountingRules rules)
      throws IOException {
    StringWriter out = new StringWriter();
    export(ExportKind.INTERVALS, people, days, rules).writeIntervals(source, out);
    return out.toString();
  }

  private static TimecardExport export(
      ExportKind kind, List<Person> people, DayRange days, AccountingRules rules) {
    return new TimecardExport(
        ACME,
        people,
        ExportSpec.of(
            kind,
            Set.of(),
            days,
            rules,
            kind == ExportKind.TIMECARDS
                ? CsvDialect.DATA.withExtras(Set.of(ExtraColumn.values()))
                : CsvDialect.DATA));
  }

  private static Sighting seen(UserId user, Presence presence, String at) {
    return Sighting.of(user, presence, Instant.parse(at), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Person person(String id, String zone) {
    return new Person(new UserId(id), id, "", "", ZoneId.of(zone), false, false);
  }

  private ProfilePaths profile() {
    return new ProfilePaths(
        new SettingsFile(scratch.resolve("settings.json")), scratch.resolve("workspaces"));
  }

  /// A record with the starts and ends of more recorders.
  private record Team(HistoryExportSource one, List<AuditEvent> others) implements EventSource {
    @Override
    public List<Span> spans(UserId user, Instant from, Instant to) throws IOException {
      return one.spans(user, from, to);
    }

    @Override
    public List<Sighting> sightings(UserId user, Instant from, Instant to) throws IOException {
      return one.sightings(user, from, to);
    }

    @Override
    public List<SlackStatus> slackStatuses(UserId user, Instant from, Instant to)
        throws IOException {
      return one.slackStatuses(user, from, to);
    }

    @Override
    public Map<UserId, Sighting> ends() throws IOException {
      return one.ends();
    }

    @Override
    public List<AuditEvent> events(Instant from, Instant to) throws IOException {
      List<AuditEvent> events = new ArrayList<>(one.events(from, to));
      others.stream()
          .filter(other -> !other.at().isBefore(from) && other.at().isBefore(to))
          .forEach(events::add);
      events.sort(Comparator.comparing(AuditEvent::at));
      return events;
    }
  }
}
