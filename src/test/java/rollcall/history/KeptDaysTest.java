package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.recording.HistoryExportSource;
import rollcall.files.IoFunctions;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.Histories;
import rollcall.testkit.RandomRecording;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.DaySpans;
import rollcall.timecard.DayTotals;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.KeptDay;
import rollcall.timecard.SpanSource;
import rollcall.timecard.TimecardExport;
import rollcall.timecard.TotalsByDay;

class KeptDaysTest {
  private static final UserId ADA = new UserId("U0ADALOVELACE");
  private static final UserId KAI = new UserId("U0KAIMUELLER");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final AccountingRules RULES =
      AccountingRules.in(ZoneId.of("America/New_York")).withOwnZones();
  private static final DayRange ALL =
      new DayRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 6, 30));
  // Midnight in Tokyo.
  private static final Instant T = Instant.parse("2026-03-04T15:00:00Z");
  private static final Instant END = T.plus(Duration.ofDays(20));

  @TempDir Path directory;

  @Test
  void keptTotalsAndTheRestEqualTheTimecardsBefore() throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      Path file = directory.resolve("random-" + seed).resolve("history.db");
      Instant end = RandomRecording.record(file, random, RandomRecording.START, true);
      // The clocks in Berlin go forward during this time.
      AccountingRules zoned = seed < 2 ? RULES : RULES.withZone(ZoneId.of("Europe/Berlin"));
      AccountingRules rules =
          random.nextBoolean() ? zoned : zoned.withDayStart(LocalTime.of(2, 30));
      try (History history = History.open(file, end)) {
        Map<UserId, Map<LocalDate, DayTotals>> before = totals(history, rules, end);
        List<String> csv = csv(history, rules, end);
        long days = Duration.between(RandomRecording.START, end).toDays();
        while (days > 2) {
          Instant now = end.minusSeconds(random.nextInt(80_000));
          var _ = history.maintenance().runNow(keeping(days, rules), now);
          assertEquals(before, totals(history, rules, end), "seed " + seed + ", " + days);
          assertEquals(csv, withoutMark(csv(history, rules, end)), "seed " + seed);
          Instant gone = end.minus(Duration.ofDays(days + 3));
          assertEquals(List.of(), Histories.sightings(history, Instant.EPOCH, gone));
          days -= 1 + random.nextInt(20);
        }
        assertTrue(history.firstKeptDay().isPresent());
      }
    }
  }

  @Test
  void aShortGapOverMidnightCountsAsBeforeAndUnknownTimeStaysUnknown() throws Exception {
    try (History history = History.open(file(), T)) {
      start(history);
      append(history, ADA, Presence.ACTIVE, "2026-03-04T15:00:00.5Z");
      for (int day = 5; day < 10; day++) {
        String date = "2026-03-0" + day;
        append(history, ADA, Presence.UNKNOWN, date + "T14:59:30.2Z");
        append(history, ADA, Presence.ACTIVE, date + "T15:00:40.7Z");
        append(history, ADA, Presence.UNKNOWN, date + "T16:00:00Z");
        append(history, ADA, Presence.ACTIVE, date + "T17:00:00Z");
      }
      Instant end = Instant.parse("2026-03-12T03:00:00Z");
      history.heartbeat(end);
      Map<UserId, Map<LocalDate, DayTotals>> before = totals(history, RULES, end);
      assertEquals(3600, before.get(ADA).get(LocalDate.of(2026, 3, 7)).unknown());
      for (int keep = 6; keep > 0; keep--) {
        var _ = history.maintenance().runNow(keeping(keep, RULES), end);
        assertEquals(before, totals(history, RULES, end));
      }
      assertEquals(
          List.of(TOKYO, TOKYO, TOKYO, TOKYO, TOKYO, TOKYO),
          history.keptDays(ADA, ALL).stream().map(KeptDay::zone).toList());
    }
  }

  @Test
  void aGapThatEndsInTheFirstMillisecondsAfterMidnightEndsThereAfterwards() throws Exception {
    for (int millis = 0; millis < 3; millis++) {
      Path file = directory.resolve("gap-" + millis).resolve("history.db");
      Instant midnight = T.plus(Duration.ofDays(2));
      try (History history = History.open(file, T)) {
        start(history);
        append(history, ADA, Presence.ACTIVE, T.toString());
        append(history, ADA, Presence.UNKNOWN, midnight.minusSeconds(30).toString());
        append(history, ADA, Presence.ACTIVE, midnight.plusMillis(millis).toString());
        append(history, ADA, Presence.AWAY, midnight.plus(Duration.ofHours(36)).toString());
        Instant end = midnight.plus(Duration.ofDays(5)).plusSeconds(43_200);
        history.heartbeat(end);
        Map<UserId, Map<LocalDate, DayTotals>> before = totals(history, RULES, end);
        var _ = history.maintenance().runNow(keeping(5, RULES), end);
        assertEquals(LocalDate.of(2026, 3, 6), last(history, ADA));
        assertEquals(before, totals(history, RULES, end), millis + " ms");
      }
    }
  }

  @Test
  void anotherZoneOfAPersonLosesAndAddsNoTime() throws Exception {
    List<ZoneId> zones =
        Stream.of("Asia/Tokyo", "America/New_York", "Europe/Berlin", "Pacific/Auckland")
            .map(ZoneId::of)
            .toList();
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      Path file = directory.resolve("zones-" + seed).resolve("history.db");
      Instant end = RandomRecording.record(file, random, RandomRecording.START, true);
      try (History history = History.open(file, end)) {
        Map<UserId, List<Long>> before = sums(history, end);
        for (long days = Duration.between(RandomRecording.START, end).toDays();
            days > 2;
            days -= 1 + random.nextInt(6)) {
          ZoneId zone = zones.get(random.nextInt(zones.size()));
          history.savePeople(
              List.of(new Person(new UserId("U1"), "Ada", "", "", zone, false, false)));
          AccountingRules rules =
              RULES
                  .withZone(zones.get(random.nextInt(zones.size())))
                  .withDayStart(LocalTime.of(random.nextInt(7), 0));
          var _ = history.maintenance().runNow(keeping(days, rules), end);
          assertEquals(before, sums(history, end), "seed " + seed + ", " + days);
          for (Person person : history.people()) {
            for (KeptDay day : history.keptDays(person.id(), ALL)) {
              assertTrue(day.totals().watched() <= day.totals().day(), day.toString());
            }
          }
        }
      }
    }
  }

  private static Map<UserId, List<Long>> sums(History history, Instant end) throws IOException {
    Map<UserId, List<Long>> all = new TreeMap<>();
    totals(history, RULES, end)
        .forEach((user, days) ->
            all.put(
                user,
                List.of(
                    days.values().stream().mapToLong(DayTotals::active).sum(),
                    days.values().stream().mapToLong(DayTotals::away).sum(),
                    days.values().stream().mapToLong(DayTotals::unknown).sum())));
    return all;
  }

  @Test
  void aRestoredBackupHasAllActiveTimeUntilItWasMade() throws Exception {
    Path restored = directory.resolve("restored").resolve("history.db");
    try (History history = withKeptDays()) {
      history.heartbeat(END.plus(Duration.ofDays(9)));
      var _ = history.maintenance().runNow(keeping(3, RULES), END.plus(Duration.ofDays(6)));
      Files.createDirectories(restored.getParent());
      Files.copy(backups().getFirst(), restored);
    }
    Instant now = END.plus(Duration.ofDays(6));
    try (History history = History.open(restored, now)) {
      assertEquals(
          Duration.between(T, END).toSeconds(),
          totals(history, RULES, now).get(ADA).values().stream()
              .mapToLong(DayTotals::active)
              .sum());
    }
  }

  @Test
  void entriesOfAClockThatWasSetBackAreNotCountedOnceMore() throws Exception {
    try (History history = withKeptDays()) {
      List<KeptDay> kept = history.keptDays(ADA, ALL);
      append(history, ADA, Presence.AWAY, T.plus(Duration.ofDays(4)).toString());
      append(history, ADA, Presence.ACTIVE, T.plus(Duration.ofDays(6)).toString());
      var _ = history.maintenance().runNow(keeping(10, RULES), END.plusSeconds(9));
      assertEquals(kept, history.keptDays(ADA, ALL));
    }
  }

  @Test
  void aDayIsDeletedWhenItIsOverInTheZoneOfThePerson() throws Exception {
    try (History history = History.open(file(), T)) {
      start(history);
      append(history, ADA, Presence.ACTIVE, T.toString());
      append(history, KAI, Presence.ACTIVE, T.toString());
      Instant end = T.plus(Duration.ofDays(40));
      history.heartbeat(end);
      // 30 days before, it is 01:00 of the 14th in Tokyo, and noon of the 13th in New York.
      Instant now = Instant.parse("2026-04-12T16:00:00Z");
      var _ = history.maintenance().runNow(keeping(30, RULES), now);
      assertEquals(LocalDate.of(2026, 3, 13), last(history, ADA));
      assertEquals(LocalDate.of(2026, 3, 12), last(history, KAI));
      assertEquals(Instant.parse("2026-03-13T15:00:00Z"), first(history, ADA));
      assertEquals(Instant.parse("2026-03-13T04:00:00Z"), first(history, KAI));
    }
  }

  @Test
  void atWhateverStepAKillInterruptsTheDeletionNothingIsLostOrCountedTwice() throws Exception {
    Path file = directory.resolve("place").resolve("history.db");
    Instant end = RandomRecording.record(file, new Random(3), RandomRecording.START, true);
    List<Path> killed = new ArrayList<>();
    Map<UserId, Map<LocalDate, DayTotals>> before;
    try (History history = History.open(file, end)) {
      before = totals(history, RULES, end);
      var _ =
          history
              .maintenance(() -> killed.add(snapshot(file, killed.size())))
              .runNow(keeping(9, RULES), end);
    }
    assertTrue(killed.size() >= 5, killed.size() + " steps");
    int unfinished = 0;
    for (Path one : killed) {
      try (History history = History.open(one, end)) {
        assertEquals(before, totals(history, RULES, end), one.toString());
        unfinished += history.firstKeptDay().isEmpty() ? 1 : 0;
        for (int i = 0; i < 2; i++) {
          var _ = history.maintenance().runNow(keeping(9, RULES), end);
          assertEquals(before, totals(history, RULES, end), one.toString());
        }
        assertTrue(history.firstKeptDay().isPresent());
      }
    }
    assertTrue(unfinished > 0 && unfinished < killed.size(), unfinished + " of " + killed.size());
  }

  @Test
  void anotherStartOfTheDayMakesADayOfItsOwn() throws Exception {
    try (History history = History.open(file(), T)) {
      start(history);
      append(history, ADA, Presence.ACTIVE, T.toString());
      history.heartbeat(END);
      var _ = history.maintenance().runNow(keeping(10, RULES), END);
      var _ = history.maintenance().runNow(keeping(8, RULES.withDayStart(LocalTime.of(6, 0))), END);
      long kept = history.keptDays(ADA, ALL).stream().mapToLong(day -> day.totals().active()).sum();
      assertEquals(Duration.between(T, first(history, ADA)).toSeconds(), kept);
      assertEquals(last(history, ADA).plusDays(1), LocalDate.ofInstant(first(history, ADA), TOKYO));
      LocalDate border = LocalDate.of(2026, 3, 14);
      assertEquals(
          List.of(86_400, 21_600),
          history.keptDays(ADA, new DayRange(border, border)).stream()
              .map(day -> day.totals().watched())
              .toList());
      assertTrue(
          history.keptDays(ADA, ALL).stream()
              .allMatch(day -> day.totals().watched() <= day.totals().day()));
    }
  }

  @Test
  void anExportBesideADeletionCountsEachDayOnce() throws Exception {
    try (History history = History.open(file(), T)) {
      twoPeople(history);
      history.database().sql().execute("pragma busy_timeout = 1");
      List<Query> queries =
          List.of(
              (people, source) -> export(people).write(source, END, new StringWriter()).watched(),
              (people, source) ->
                  export(people).writeWeekly(source, END, new StringWriter()).watched(),
              (people, source) ->
                  Duration.ofSeconds(
                      TotalsByDay.of(people, source, RULES, ALL, END).values().stream()
                          .flatMap(one -> one.days().values().stream())
                          .mapToLong(DayTotals::watched)
                          .sum()),
              (people, source) -> {
                Duration sum = Duration.ZERO;
                for (LocalDate day = ALL.first(); !day.isAfter(ALL.last()); day = day.plusDays(1)) {
                  for (Person person : people) {
                    sum =
                        sum.plus(
                            DaySpans.of(person, source, RULES, day, END)
                                .card()
                                .map(card -> Duration.ofSeconds(card.totals().watched()))
                                .orElse(Duration.ZERO));
                  }
                }
                return sum;
              });
      for (int i = 0; i < queries.size(); i++) {
        try (History reader = History.openReadOnly(file())) {
          int keep = 16 - 3 * i;
          var racing =
              new DeletionBetweenReads(
                  source(reader, END), () -> deleteBeside(history, keeping(keep, RULES), END));
          List<Person> people = reader.people();
          assertEquals(Duration.ofDays(40), queries.get(i).watched(people, racing), "query " + i);
          assertEquals(20 - keep, history.keptDays(ADA, ALL).size());
        }
      }
    }
  }

  /// A reader keeps the log of the database; the file has what is deleted here.
  private static void deleteBeside(History history, RetentionPolicy retention, Instant now)
      throws IOException {
    try {
      var _ = history.maintenance().runNow(retention, now);
    } catch (HistoryException.Unerased e) {
      assertTrue(history.maintenance().erasing());
    }
  }

  private static TimecardExport export(List<Person> people) {
    CsvDialect dialect = CsvDialect.DATA.withExtras(EnumSet.of(ExtraColumn.DND));
    return new TimecardExport(
        new Workspace("T1", "acme"),
        people,
        ExportSpec.of(ExportKind.TIMECARDS, Set.of(), ALL, RULES, dialect));
  }

  private interface Query {
    Duration watched(List<Person> people, SpanSource source) throws IOException;
  }

  /// Source beside which days are deleted between its first and its second read.
  private static final class DeletionBetweenReads implements SpanSource {
    private final SpanSource source;
    private final IoFunctions.Action deletion;
    private int reads;

    DeletionBetweenReads(SpanSource source, IoFunctions.Action deletion) {
      this.source = source;
      this.deletion = deletion;
    }

    @Override
    public List<Span> spans(UserId user, Instant from, Instant to) throws IOException {
      List<Span> spans = source.spans(user, from, to);
      deleteOnce();
      return spans;
    }

    @Override
    public List<SlackStatus> slackStatuses(UserId user, Instant from, Instant to)
        throws IOException {
      return source.slackStatuses(user, from, to);
    }

    @Override
    public List<KeptDay> keptDays(UserId user, DayRange days) throws IOException {
      List<KeptDay> kept = source.keptDays(user, days);
      deleteOnce();
      return kept;
    }

    @Override
    public <T> T readConsistently(Queries<T> queries) throws IOException {
      return source.readConsistently(queries);
    }

    private void deleteOnce() throws IOException {
      reads++;
      if (reads == 1) {
        deletion.run();
      }
    }
  }

  @Test
  void keptDaysOfAClockThatWasAheadAreDiscardedWithItsEntries() throws Exception {
    try (History history = History.open(file(), T)) {
      start(history);
      append(history, ADA, Presence.ACTIVE, T.toString());
      history.end(T.plus(Duration.ofDays(2)));
    }
    Instant begin = T.plus(Duration.ofDays(2)).plusSeconds(3600);
    try (History history = History.open(file(), begin)) {
      append(history, ADA, Presence.ACTIVE, begin.toString());
      history.heartbeat(END);
      var _ = history.maintenance().runNow(keeping(10, RULES), END);
      Instant now = T.plus(Duration.ofDays(4));
      Maintenance.Aside aside = history.maintenance().setAside(now).orElseThrow();
      assertEquals(begin, aside.from());
      assertEquals(LocalDate.of(2026, 3, 6), last(history, ADA));
      assertEquals(Optional.empty(), history.maintenance().futureRecords(now));
      try (History copy = History.openReadOnly(aside.copy())) {
        assertEquals(10, copy.keptDays(ADA, ALL).size());
      }
      append(history, ADA, Presence.ACTIVE, now.toString());
      history.heartbeat(END);
      var _ = history.maintenance().runNow(keeping(10, RULES), END);
      assertEquals(LocalDate.of(2026, 3, 14), last(history, ADA));
      for (KeptDay day : history.keptDays(ADA, ALL)) {
        assertTrue(day.totals().watched() <= 86_400, day.toString());
      }
    }
  }

  @Test
  void keptDaysInTheFutureAreFoundWithoutEntries() throws Exception {
    try (History history = withKeptDays()) {
      history.database().sql().execute("delete from sighting");
      history.database().sql().execute("delete from pack");
      history.database().sql().execute("update session set known_until = started");
      Instant now = T.plus(Duration.ofDays(5));
      // 15 March begins in New York at 04:00 UTC.
      assertEquals(
          Optional.of(Instant.parse("2026-03-14T15:00:00Z")),
          history.maintenance().futureRecords(now));
      assertTrue(history.maintenance().setAside(now).isPresent());
      assertEquals(LocalDate.of(2026, 3, 9), last(history, ADA));
      assertEquals(Optional.empty(), history.maintenance().futureRecords(now));
    }
  }

  @Test
  void aBackupHasTheKeptDaysToo() throws Exception {
    try (History history = History.open(file(), T)) {
      twoPeople(history);
      var _ = history.maintenance().runNow(keeping(19, RULES), END.minusSeconds(200_000));
      var _ = history.maintenance().runNow(keeping(10, RULES), END);
      List<KeptDay> kept = history.keptDays(ADA, ALL);
      assertEquals(10, kept.size());
      for (Path backup : backups()) {
        try (History copy = History.openReadOnly(backup)) {
          assertEquals(kept, copy.keptDays(ADA, ALL), backup.toString());
        }
      }
      assertEquals(2, backups().size());
    }
  }

  @Test
  void aBackupWhoseEntriesAllExpiredHasTheirTotals() throws Exception {
    try (History history = withKeptDays()) {
      history.heartbeat(END.plus(Duration.ofDays(1)));
      for (int day = 1; day < 9; day++) {
        var _ = history.maintenance().runNow(keeping(3, RULES), END.plus(Duration.ofDays(day)));
      }
      DayRange recorded = new DayRange(ALL.first(), LocalDate.of(2026, 3, 24));
      List<KeptDay> before = history.keptDays(ADA, recorded);
      assertEquals(20, before.size());
      for (Path backup : backups()) {
        try (History copy = History.openReadOnly(backup)) {
          assertEquals(before, copy.keptDays(ADA, recorded), backup.toString());
        }
      }
      assertEquals(3, backups().size());
    }
  }

  @Test
  void anErasedPersonHasNoKeptDaysInAnyFile() throws Exception {
    try (History history = withKeptDays()) {
      assertEquals(20, rows(file()));
      var _ = history.maintenance().erase(ADA, false);
      assertEquals(10, rows(file()));
      for (Path backup : backups()) {
        assertEquals(10, rows(backup));
      }
      assertEquals(List.of(), history.keptDays(ADA, ALL));
      assertEquals(10, history.keptDays(KAI, ALL).size());
      var _ = history.maintenance().eraseAll(END);
      assertEquals(0, rows(file()));
      assertEquals(List.of(), backups());
    }
  }

  @Test
  void totalsOfDaysAfterTheErasureOfEverybodyStayWhenItIsTriedAgain() throws Exception {
    try (History history = withKeptDays(ADA)) {
      append(history, KAI, Presence.AWAY, END.toString());
      List<KeptDay> ofKai = history.keptDays(KAI, ALL);
      LocalDate confirmed = LocalDate.of(2026, 3, 9);
      String millis = confirmed.atStartOfDay(TOKYO).plusHours(2).toInstant().toEpochMilli() + "";
      Path plan = file().resolveSibling("history.db.erasing");
      Files.writeString(plan, "COPIES,ROWS,FREED everybody " + millis + " " + millis + "\n");

      history.maintenance().finishErasing();

      assertFalse(Files.exists(plan));
      assertEquals(List.of(), history.keptDays(ADA, ALL), "watched before only");
      assertEquals(List.of(KAI), history.people().stream().map(Person::id).toList());
      // In New York, the day of the confirmation is the one before.
      assertEquals(
          ofKai.stream().filter(day -> !day.date().isBefore(confirmed)).toList(),
          history.keptDays(KAI, ALL));
    }
  }

  @Test
  void aPersonWithOnlyLaterTotalsKeepsTheNameWhenEverybodyIsErased() throws Exception {
    try (History history = History.open(file(), T)) {
      attachWithoutEntriesOfAda(history);
      assertEquals(2, history.keptDays(ADA, ALL).size());
      long confirmed = T.plusSeconds(3600).toEpochMilli();
      Files.writeString(
          file().resolveSibling("history.db.erasing"),
          "ROWS,FREED everybody " + confirmed + " " + confirmed + "\n");

      history.maintenance().finishErasing();

      assertEquals(1, history.keptDays(ADA, ALL).size());
      Person ada =
          history.people().stream().filter(one -> one.id().equals(ADA)).findFirst().orElseThrow();
      assertEquals("Ada", ada.name());
      assertEquals(Optional.of(TOKYO), ada.clock());
      assertEquals(new OutboxOperation.DeletePerson(ADA), lastOf(ADA, history));
    }
  }

  /// The last operation with the details of a person.
  private static OutboxOperation lastOf(UserId user, History history) throws Exception {
    return history
        .read("read", () -> new Outbox(history.database().sql()).operationsAfter(0, 1000))
        .stream()
        .map(Outbox.Entry::operation)
        .filter(one ->
            (one instanceof OutboxOperation.StorePerson stored && stored.person().equals(user))
                || (one instanceof OutboxOperation.DeletePerson(UserId id) && id.equals(user)))
        .toList()
        .getLast();
  }

  @Test
  void withoutTheOptionKeptDaysAreDeletedInAllFiles() throws Exception {
    try (History history = withKeptDays()) {
      append(history, ADA, Presence.NOT_WATCHED, T.plus(Duration.ofDays(19)).toString());
      assertEquals(1, history.maintenance().runNow(Histories.retention(10), END), "no choice");
      assertEquals(20, rows(file()));
      RetentionPolicy off = new RetentionPolicy(Duration.ofDays(10), Map.of(), 3, null, true);
      assertTrue(off.isShorterThan(RetentionPolicy.UNKNOWN));
      assertTrue(off.isShorterThan(keeping(10, RULES)));
      assertFalse(keeping(10, RULES).isShorterThan(off));
      assertEquals(2, history.maintenance().runNow(off, END));
      assertEquals(0, rows(file()));
      for (Path backup : backups()) {
        assertEquals(0, rows(backup));
      }
    }
  }

  @Test
  void aHistoryOfWhichOnlyTotalsAreLeftIsMaintained() throws Exception {
    try (History history = withKeptDays(ADA, KAI)) {
      assertEquals(Optional.empty(), history.firstSighting());
      assertFalse(history.maintenance().isDue(END));
      Instant later = END.plus(Duration.ofDays(1));
      assertTrue(history.maintenance().isDue(later));
      RetentionPolicy off = new RetentionPolicy(Duration.ofDays(10), Map.of(), 3, null, true);
      var _ = history.maintenance().run(off, later);
      assertEquals(0, rows(file()));
    }
  }

  @Test
  void nothingIsDeletedWhileTheRetentionIsNotKnown() throws Exception {
    try (History history = withKeptDays()) {
      var _ = history.maintenance().runNow(RetentionPolicy.UNKNOWN, END.plus(Duration.ofDays(9)));
      assertEquals(20, rows(file()));
    }
  }

  @Test
  void aPersonWhoIsKeptForeverHasNoKeptDaysAndOneOfAShorterTimeHasMore() throws Exception {
    try (History history = History.open(file(), T)) {
      twoPeople(history);
      RetentionPolicy own =
          new RetentionPolicy(RetentionPolicy.FOREVER, Map.of(ADA, Duration.ofDays(5)), 1, RULES);
      var _ = history.maintenance().runNow(own, END);
      assertEquals(15, history.keptDays(ADA, ALL).size());
      assertEquals(List.of(), history.keptDays(KAI, ALL));
      assertEquals(T, first(history, KAI));
    }
  }

  @Test
  void aPersonWithOnlyTotalsLeftIsStillInTheHistory() throws Exception {
    try (History history = withKeptDays(ADA)) {
      assertEquals(List.of(), history.sightings(ADA, Instant.EPOCH, END));
      assertEquals(List.of(ADA, KAI), history.people().stream().map(Person::id).toList());
      assertEquals(2, history.keptDays(ADA, ALL).size());
    }
  }

  @Test
  void aServerForgetsAPersonWithOnlyTotalsLeft() throws Exception {
    try (History history = History.open(file(), T)) {
      attachWithoutEntriesOfAda(history);
      assertEquals(
          List.of(ADA),
          history
              .read("read", () -> new Outbox(history.database().sql()).operationsAfter(0, 1000))
              .stream()
              .map(Outbox.Entry::operation)
              .filter(OutboxOperation.DeletePerson.class::isInstance)
              .map(one -> ((OutboxOperation.DeletePerson) one).person())
              .toList());
    }
  }

  @Test
  void aServerHasNoNameOfAPersonWithOnlyTotalsLeftUntilThereAreEntries() throws Exception {
    try (History history = History.open(file(), T)) {
      attachWithoutEntriesOfAda(history);
      List<Person> renamed = List.of(named("Ada King"));
      history.savePeople(renamed);
      history.savePeople(renamed);
      assertEquals(List.of("stored", "deleted"), afterTheFirstDeletion(history));
      append(history, ADA, Presence.ACTIVE, END.toString());
      append(history, ADA, Presence.AWAY, T.plus(Duration.ofDays(21)).toString());
      assertEquals(List.of("stored", "deleted", "stored"), afterTheFirstDeletion(history));
    }
  }

  private static void attachWithoutEntriesOfAda(History history) throws IOException {
    twoPeople(history, ADA);
    ServerAddress server = ServerAddress.of("postgresql://rollcall@server.example/record");
    history.attach(history.reserve(server, "desk"));
    var _ = history.maintenance().runNow(keeping(10, RULES), END);
  }

  private static Person named(String name) {
    return new Person(ADA, name, "", "", null, false, false);
  }

  private static List<String> afterTheFirstDeletion(History history) throws Exception {
    return history
        .read("read", () -> new Outbox(history.database().sql()).operationsAfter(0, 1000))
        .stream()
        .map(Outbox.Entry::operation)
        .dropWhile(one -> !(one instanceof OutboxOperation.DeletePerson))
        .skip(1)
        .flatMap(one ->
            switch (one) {
              case OutboxOperation.StorePerson _ -> Stream.of("stored");
              case OutboxOperation.DeletePerson _ -> Stream.of("deleted");
              default -> Stream.of();
            })
        .toList();
  }

  @Test
  void nothingIsImportedIntoAHistoryWithKeptDays() throws Exception {
    try (History history = withKeptDays(ADA, KAI)) {
      assertEquals(Optional.empty(), history.firstSighting());
      assertThrows(
          HistoryException.NotEmpty.class, () -> history.bulkImport(new Workspace("T1", "acme")));
    }
  }

  private static RetentionPolicy keeping(long days, AccountingRules rules) {
    return new RetentionPolicy(Duration.ofDays(days), Map.of(), 3, rules);
  }

  /// Opens the history of two people, and deletes the entries of its first ten days.
  ///
  /// @param left people who were watched for two days only
  private History withKeptDays(UserId... left) throws IOException {
    History history = History.open(file(), T);
    twoPeople(history, left);
    var _ = history.maintenance().runNow(keeping(10, RULES), END);
    return history;
  }

  private static void twoPeople(History history, UserId... left) throws IOException {
    start(history);
    append(history, ADA, Presence.ACTIVE, T.toString());
    append(history, KAI, Presence.ACTIVE, T.toString());
    for (UserId user : left) {
      append(history, user, Presence.NOT_WATCHED, T.plus(Duration.ofDays(2)).toString());
    }
    history.heartbeat(END);
  }

  private static void start(History history) throws IOException {
    history.setWorkspace(new Workspace("T1", "acme"));
    history.savePeople(List.of(new Person(ADA, "Ada", "", "", TOKYO, false, false)));
  }

  private static void append(History history, UserId user, Presence presence, String at)
      throws IOException {
    history.append(
        List.of(Sighting.of(user, presence, Instant.parse(at), Source.RTM, Cause.PRESENCE_CHANGE)));
  }

  private static LocalDate last(History history, UserId user) throws IOException {
    return history.keptDays(user, ALL).getLast().date();
  }

  private static Instant first(History history, UserId user) throws IOException {
    return history.sightings(user, Instant.EPOCH, Instant.MAX).getFirst().at();
  }

  private static Map<UserId, Map<LocalDate, DayTotals>> totals(
      History history, AccountingRules rules, Instant end) throws IOException {
    Map<UserId, Map<LocalDate, DayTotals>> all = new TreeMap<>();
    TotalsByDay.of(history.people(), source(history, end), rules, ALL, end)
        .forEach((user, totals) -> {
          if (!totals.days().isEmpty()) {
            all.put(user, totals.days());
          }
        });
    return all;
  }

  private static List<String> csv(History history, AccountingRules rules, Instant end)
      throws IOException {
    CsvDialect dialect = CsvDialect.DATA.withExtras(EnumSet.of(ExtraColumn.DND));
    ExportSpec spec = ExportSpec.of(ExportKind.TIMECARDS, Set.of(), ALL, rules, dialect);
    var export = new TimecardExport(new Workspace("T1", "acme"), history.people(), spec);
    StringWriter cards = new StringWriter();
    StringWriter weeks = new StringWriter();
    export.write(source(history, end), end, cards);
    export.writeWeekly(source(history, end), end, weeks);
    return Stream.concat(cards.toString().lines(), weeks.toString().lines()).toList();
  }

  private static List<String> withoutMark(List<String> rows) {
    return rows.stream().map(row -> row.replaceAll(",(totals_only|true|false)$", "")).toList();
  }

  private static SpanSource source(History history, Instant end) throws IOException {
    return new HistoryExportSource(
        history, history.lastKnown().orElse(end), Map.of(), Map.of(), end);
  }

  private Path file() {
    return directory.resolve("history.db");
  }

  private List<Path> backups() throws IOException {
    Path backups = directory.resolve("backups");
    try (Stream<Path> files = Files.list(backups)) {
      return files.filter(file -> file.toString().endsWith(".db")).sorted().toList();
    }
  }

  private static long rows(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from day_total")) {
      return row.getLong(1);
    }
  }

  /// Copies the files as a kill would leave them.
  private Path snapshot(Path file, int step) {
    Path copy = directory.resolve("killed-" + step);
    try (Stream<Path> files = Files.walk(file.getParent())) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        if (!one.toString().endsWith(".lock")) {
          Path target = copy.resolve(file.getParent().relativize(one).toString());
          Files.createDirectories(target.getParent());
          Files.copy(one, target);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return copy.resolve("history.db");
  }
}
