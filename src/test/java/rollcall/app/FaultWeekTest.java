package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.FastDays.Disruption;
import rollcall.app.FastDays.PrintedChange;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.LoggedCall;
import rollcall.simulator.PresenceTransition;
import rollcall.simulator.TokenKind;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Oracle;
import rollcall.testkit.Oracle.Verdict;

/// The record of a recorder to which everything happens, compared with what really was.
class FaultWeekTest {
  /// Longest time between the last event and a disruption: one step of the clock, and after a `kill
  /// -9` also the time that was not confirmed on the disk.
  private static final Duration UNCONFIRMED = Duration.ofSeconds(60);

  /// Longest delay of a line where the clock does not wait for each, which is while the recorder
  /// polls or has no presence: a busy disk takes seconds, and each is minutes of the clock.
  private static final Duration UNREAD = Duration.ofMinutes(30);

  /// Longest delay of an event while the recorder reconnects.
  private static final Duration LATE = Duration.ofSeconds(2);

  /// Interval of the subscription check, with the wait for its reply.
  private static final Duration CHECK = Duration.ofMinutes(16);

  /// Longest time after a disruption until the recorder observes again.
  private static final Duration RECOVERY = Duration.ofSeconds(120);

  /// Longest time between two polls whose results are joined, so a shorter change may be missed. A
  /// round takes less, unless a poll fails.
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(2);

  /// The longest time by which a person may be observed again later than the canary, whose return
  /// ends a disruption here.
  private static final Duration STRAGGLER = Duration.ofSeconds(1);

  /// Longest stall that still counts as observed: events that wait so long are accepted.
  private static final Duration STALL = Duration.ofSeconds(5);

  /// Seconds for which the recorder stands still, or by which its clock is set forward.
  private static final List<Integer> STALLS = List.of(3, 8, 15, 40, 60, 90);

  /// Kinds of disruption in which nothing is seen while they last.
  private static final String[] BLIND = {
    "--blind", "kill -9", "restart", "sleep", "stall", "clock step", "erase"
  };

  /// Kinds of disruption over which a line may be underway: the recorder prints it later, or the
  /// clock moves on before it is read.
  private static final Set<String> STOPPED = Set.of("sleep", "stall", "clock step");

  /// Recording hours of every day, by each person's own zone.
  private static final String HOURS = "07:30-18:30";

  /// Tier 3: what Slack grants at least.
  private static final int CALLS_A_MINUTE = 50;

  @TempDir Path scratch;

  @Test
  void aMorningOfTroublesIsOnRecordAsItWas() throws Exception {
    try (FastDays days = new FastDays(scratch, TokenKind.CLASSIC_BOT, 7)) {
      morning(days);
      compare(days, Duration.ZERO);
    }
  }

  @Test
  void aMorningOfAskingIsOnRecordAsItWasBetweenLooks() throws Exception {
    try (FastDays days = new FastDays(scratch, TokenKind.GRANULAR_BOT, 7)) {
      days.begin();
      days.live(Duration.ofMinutes(8));
      days.crash(Duration.ofSeconds(30));
      days.live(Duration.ofMinutes(5));
      days.outage(Duration.ofMinutes(11));
      days.live(Duration.ofMinutes(5));
      days.stall(Duration.ofSeconds(15));
      days.live(Duration.ofMinutes(5));
      days.silence(Duration.ofMinutes(4));
      days.live(Duration.ofMinutes(5));
      // It begins when the canary was seen: others may not have been polled since the crash.
      days.crash(Duration.ofSeconds(1));
      days.sleep(Duration.ofHours(2));
      days.live(Duration.ofMinutes(5));
      days.restart(Duration.ofSeconds(3));
      days.live(Duration.ofMinutes(5));
      days.end();
      compare(days, BETWEEN_LOOKS);
      assertPaced(days);
    }
  }

  @Test
  void aClockThatWasDaysAheadCostsWhatItRecordedAheadAndNothingElse() throws Exception {
    try (FastDays days = new FastDays(scratch, TokenKind.CLASSIC_BOT, 7)) {
      days.begin();
      days.live(Duration.ofMinutes(20));
      Instant jump = days.now();
      Maintenance.Aside aside = days.clockAhead(Duration.ofDays(12), Duration.ofMinutes(15));
      days.live(Duration.ofMinutes(10));
      days.end();
      compare(days, Duration.ZERO);
      assertTrue(aside.from().isAfter(jump.plus(Duration.ofMinutes(15))), aside.toString());
      try (History copy = History.openReadOnly(aside.copy())) {
        for (Employee person : days.people) {
          assertEquals(List.of(), lost(copy, days.printedAheadOf(person), _ -> UNCONFIRMED));
        }
      }
      assertTrue(days.printedAhead.size() > 40, "said ahead: " + days.printedAhead.size());
    }
  }

  @Test
  @Tag("soak")
  void aWeekOfTroublesIsOnRecordAsItWas() throws Exception {
    try (FastDays days = FastDays.withHours(scratch, seed(13), HOURS)) {
      days.addVictims(12);
      week(days, Integer.getInteger("rollcall.kills", 100));
      Verdict verdict = judge(days, Duration.ZERO);
      System.out.printf(
          "Erasures after the kill: %s; %d of their sightings searched, %d last words%n",
          days.erasures, days.searchedSightings, days.lastWords.size());
      assertAll(
          () -> assertEquals(List.of(), days.remains),
          () -> assertTrue(days.searchedSightings > 0),
          () -> assertTrue(!days.lastWords.isEmpty()),
          () -> assertEquals(List.of(), days.unplanned()),
          () -> assertEquals(0, verdict.code(), verdict.text()),
          () -> compare(days, Duration.ZERO));
    }
  }

  @Test
  @Tag("soak")
  void anyStallBeyondFiveSecondsIsUnknown() throws Exception {
    try (FastDays days = FastDays.withStalls(scratch, 19)) {
      days.begin();
      for (int seconds : List.of(3, 8, 15, 40, 60, 90)) {
        days.live(Duration.ofMinutes(5));
        days.stall(Duration.ofSeconds(seconds));
      }
      days.live(Duration.ofMinutes(5));
      days.end();
      Verdict verdict = judge(days, Duration.ZERO);
      assertEquals(0, verdict.code(), verdict.text());
    }
  }

  @Test
  @Tag("soak")
  void timeThatAClockSetForwardSkipsIsUnknown() throws Exception {
    try (FastDays days = FastDays.withStalls(scratch, 23)) {
      days.begin();
      for (int seconds : List.of(8, 15, 40, 60, 90)) {
        days.live(Duration.ofMinutes(5));
        days.clockStep(Duration.ofSeconds(seconds));
      }
      days.live(Duration.ofMinutes(5));
      days.end();
      Verdict verdict = judge(days, Duration.ZERO);
      assertEquals(0, verdict.code(), verdict.text());
    }
  }

  @Test
  @Tag("soak")
  void nothingIsRecordedOutsideTheHoursHoweverOftenItIsKilledBehindABorder() throws Exception {
    try (FastDays days = FastDays.withHours(scratch, 29, HOURS)) {
      days.begin();
      // Auckland closes, New York opens, Kolkata closes, Los Angeles opens.
      for (String border : List.of("06:30:00", "11:30:00", "13:00:00", "14:30:00")) {
        days.live(Duration.between(days.now(), Instant.parse("2026-09-14T" + border + "Z")));
        days.crash(Duration.ofMinutes(3));
        days.live(Duration.ofSeconds(40));
        days.crash(Duration.ofMinutes(20));
        days.stall(Duration.ofSeconds(40));
      }
      days.live(Duration.ofMinutes(30));
      days.end();
      Verdict verdict = judge(days, Duration.ZERO);
      assertEquals(0, verdict.code(), verdict.text());
    }
  }

  @Test
  @Tag("soak")
  void daysOfAskingAreOnRecordAsTheyWereBetweenLooks() throws Exception {
    try (FastDays days = new FastDays(scratch, TokenKind.GRANULAR_BOT, seed(17))) {
      week(days, 15);
      assertAll(() -> compare(days, BETWEEN_LOOKS), () -> assertPaced(days));
    }
  }

  /// Returns the seed of the random choices, which `-Drollcall.seed` replaces.
  private static long seed(long usual) {
    return Long.getLong("rollcall.seed", usual);
  }

  /// Runs the independent oracle and prints its result.
  private Verdict judge(FastDays days, Duration blind) throws Exception {
    assumeTrue(Oracle.hasPython(), "Not judged: there is no python3 on this computer.");
    List<String> printed = new ArrayList<>(List.of("user,word,heard_utc"));
    for (Employee person : days.people) {
      days.printedOf(person)
          .forEach(line -> printed.add(line.user() + "," + line.word() + "," + line.at()));
    }
    List<String> causes = new ArrayList<>(List.of("kind,from,over,back"));
    for (Disruption one : days.disruptions) {
      causes.add(String.join(",", one.kind(), "" + one.from(), "" + one.over(), "" + one.back()));
    }
    Oracle oracle =
        new Oracle(scratch, scratch.resolve("data"), days.workspace.controlUrl())
            .with("--acknowledged", printed)
            .with("--causes", causes)
            .with("--from", "" + FastDays.START)
            .with("--until", "" + days.now())
            .with("--recovery-late-ms", "" + STALL.toMillis())
            .with("--late-ms", "" + blind.toMillis())
            .with("--before-ms", "" + UNCONFIRMED.plus(blind).toMillis())
            .with("--after-ms", "" + blind.plus(STRAGGLER).toMillis())
            .with("--lag-ms", "" + (blind.isZero() ? UNCONFIRMED : UNREAD).toMillis());
    oracle.with("--people");
    oracle.with(days.people.stream().map(Employee::id).toArray(String[]::new));
    if (blind.isZero()) {
      oracle.with(BLIND);
    }
    if (days.hasHours()) {
      Path hours = Files.writeString(scratch.resolve("hours.json"), days.hoursOfOracle());
      oracle.with("--hours", hours.toString());
      oracle.with("--opening-ms", "" + FastDays.OPENING.toMillis());
    }
    Verdict verdict = oracle.judge(FastDays.START, days.now());
    System.out.println(verdict.text());
    if (verdict.code() != 0) {
      System.out.println(oracle.evidence(verdict));
    }
    return verdict;
  }

  private static void morning(FastDays days) throws Exception {
    days.begin();
    days.live(Duration.ofMinutes(40));
    days.crash(Duration.ofMinutes(7));
    days.live(Duration.ofMinutes(30));
    days.outage(Duration.ofMinutes(11));
    days.live(Duration.ofMinutes(30));
    days.sleep(Duration.ofHours(2));
    days.live(Duration.ofMinutes(30));
    days.diskFull(Duration.ofMinutes(10));
    days.live(Duration.ofMinutes(20));
    days.cut();
    days.live(Duration.ofMinutes(20));
    days.unsubscribe();
    days.live(Duration.ofMinutes(5));
    days.restart(Duration.ofMinutes(3));
    days.live(Duration.ofMinutes(20));
    days.end();
  }

  /// Twice as many stretches of looking as crashes, and another disruption for each crash. The
  /// clock runs through a silence in milliseconds, in which no recorder comes to ping: so it is one
  /// that is noticed by the jump of the clock, like a sleep. A shorter one is a slow network here,
  /// whose words come late; what a client does about it by its own clock is tested with the client.
  private static void week(FastDays days, int crashes) throws Exception {
    Random random = new Random(seed(11));
    days.begin();
    for (int i = 0; i < crashes; i++) {
      days.live(days.some(Duration.ofMinutes(40)));
      days.crash(days.some(Duration.ofMinutes(5)));
      days.live(days.some(Duration.ofMinutes(20)));
      if (i % 8 == 5 && days.hasVictims()) {
        days.eraseInterrupted();
      }
      if (i % 25 == 12) {
        days.killAtMidnight();
      }
      if (i % 8 == 2 && days.hasHours()) {
        days.killBehindBorder();
      }
      switch (random.nextInt(8)) {
        case 0 -> days.outage(days.some(Duration.ofMinutes(15)));
        case 1 -> days.silence(days.some(Duration.ofMinutes(10)).plusMinutes(2));
        case 2 -> days.sleep(days.some(Duration.ofHours(2)).plusMinutes(2));
        case 3 -> days.diskFull(days.some(Duration.ofMinutes(10)));
        case 4 -> days.restart(days.some(Duration.ofMinutes(5)));
        case 5 -> days.stall(Duration.ofSeconds(STALLS.get(random.nextInt(STALLS.size()))));
        case 6 -> days.clockStep(Duration.ofSeconds(STALLS.get(random.nextInt(STALLS.size()))));
        default -> days.cut();
      }
    }
    days.end();
  }

  /// In no minute was Slack asked more often than it grants.
  private static void assertPaced(FastDays days) {
    List<Instant> asked =
        days.calls().stream()
            .filter(call -> call.method().equals("users.getPresence"))
            .map(LoggedCall::at)
            .toList();
    List<Instant> most = List.of();
    for (int from = 0, to = 0; to < asked.size(); to++) {
      while (!asked.get(from).isAfter(asked.get(to).minusSeconds(60))) {
        from++;
      }
      if (to - from + 1 > most.size()) {
        most = asked.subList(from, to + 1);
      }
    }
    System.out.printf(
        "%,d questions, at most %d in a minute (Slack grants %d)%n",
        asked.size(), most.size(), CALLS_A_MINUTE);
    assertTrue(
        most.size() <= CALLS_A_MINUTE, "asked " + most.size() + " times in a minute: " + most);
  }

  /// @param blind longest change that may be missed
  private static void compare(FastDays days, Duration blind) throws IOException {
    Sums sums = new Sums();
    List<String> faults = new ArrayList<>();
    List<Disruption> joined = joined(days.disruptions, blind);
    try (History history = History.openReadOnly(days.history())) {
      Instant known = history.lastKnown().orElseThrow();
      for (PrintedChange last : days.lastWords) {
        faults.addAll(lost(history, List.of(last), _ -> STALL));
      }
      for (Employee person : days.people) {
        List<PresenceTransition> truth =
            days.workspace.groundTruth(person.id(), days.workspace.started(), Instant.MAX);
        List<Span> spans =
            history.spans(new UserId(person.id()), FastDays.START, known, known, known);
        for (int i = 0; i < spans.size(); i++) {
          Span span = spans.get(i);
          sums.add(span);
          if (span.presence() == Presence.UNKNOWN
              && !excused(span, joined, blind)
              && !days.isOpening(person, span)) {
            faults.add(person.realName() + " unknown without a reason: " + span);
          }
          for (Duration lie : untrue(span, sureUntil(spans, i), truth)) {
            if (lie.compareTo(blind) > 0
                && !late(span, lie, days.disruptions)
                && !withinShortStall(span, lie, days.disruptions)) {
              sums.invented += lie.toMillis();
              faults.add(person.realName() + " was not so: " + span);
            } else {
              sums.unseen.add(lie);
            }
          }
        }
        faults.addAll(
            lost(history, days.printedOf(person), line -> lag(line, days.disruptions, blind)));
      }
    }
    print(days, sums);
    assertEquals(List.of(), faults);
    assertEquals(0, sums.invented);
    assertTrue(sums.widest.compareTo(blind) <= 0, "a change is known to ± " + sums.widest);
    for (Disruption disruption : days.disruptions) {
      Duration recovery = Duration.between(disruption.over(), disruption.back());
      assertTrue(recovery.compareTo(RECOVERY) <= 0, disruption + " took " + recovery);
    }
  }

  /// Returns whether it is the word of a moment in which the recorder was finding its way back.
  /// Only then the clock runs on by itself, as fast as a real one: a busy machine brings a word
  /// late, as a slow network does, and it counts from when it came.
  private static boolean late(Span span, Duration lie, List<Disruption> disruptions) {
    return disruptions.stream()
        .filter(one -> lie.compareTo(one.kind().equals("stall") ? STALL : LATE) <= 0)
        .anyMatch(
            one -> !span.end().isBefore(one.over()) && !span.end().isAfter(one.back().plus(LATE)));
  }

  /// Returns whether a person may have come and gone while the recorder was stopped for no longer
  /// than the bound, which counts as observed: both events are dated to its end. The oracle has the
  /// same rule.
  private static boolean withinShortStall(Span span, Duration lie, List<Disruption> disruptions) {
    return disruptions.stream()
        .filter(one -> one.kind().equals("stall"))
        .filter(one -> !span.start().isAfter(one.from()) && !span.end().isBefore(one.over()))
        .map(one -> Duration.between(one.from(), one.over()))
        .anyMatch(length -> length.compareTo(STALL) <= 0 && lie.compareTo(length) <= 0);
  }

  /// Totals of the record.
  private static final class Sums {
    long active;
    long away;
    long unknown;
    long invented;
    final List<Duration> unseen = new ArrayList<>();
    Duration widest = Duration.ZERO;

    void add(Span span) {
      long length = span.length().toMillis();
      switch (span.presence()) {
        case ACTIVE -> active += length;
        case AWAY -> away += length;
        case UNKNOWN -> unknown += length;
        case NOT_WATCHED -> throw new AssertionError("not watched: " + span);
      }
      Duration width = Duration.between(span.earliest(), span.start());
      widest = width.compareTo(widest) > 0 ? width : widest;
    }
  }

  /// Until when a span says that it was so: until the next one may have begun.
  private static Instant sureUntil(List<Span> spans, int index) {
    Span span = spans.get(index);
    boolean next = index + 1 < spans.size() && spans.get(index + 1).start().equals(span.end());
    return next ? min(spans.get(index + 1).earliest(), span.end()) : span.end();
  }

  /// Returns the longest time between a change and its line. A recorder that is stopped between the
  /// commit and the line, or whose line is not read yet, says it after the stop.
  private static Duration lag(PrintedChange line, List<Disruption> disruptions, Duration blind) {
    boolean waited =
        blind.isZero()
            && disruptions.stream()
                .filter(disruption -> disruption.kind().equals("deaf"))
                .noneMatch(
                    deaf -> line.at().isAfter(deaf.from()) && !line.at().isAfter(deaf.over()));
    return disruptions.stream()
        .filter(one -> STOPPED.contains(one.kind()))
        .filter(one -> !line.at().isBefore(one.from()) && !line.at().isAfter(one.back()))
        .map(one -> Duration.between(one.from(), one.over()))
        .reduce(waited ? UNCONFIRMED : UNREAD, Duration::plus);
  }

  /// Returns the printed changes of a person that are not among the sightings, in this order, each
  /// at most so long before its line was read.
  private static List<String> lost(
      History history, List<PrintedChange> printed, Function<PrintedChange, Duration> lags)
      throws HistoryException {
    List<String> lost = new ArrayList<>();
    Instant next = Instant.MAX;
    for (PrintedChange line : printed.reversed()) {
      Duration lag = lags.apply(line);
      List<Sighting> possible =
          history.sightings(
              new UserId(line.user()), line.at().minus(lag), min(line.at().plusMillis(1), next));
      Optional<Sighting> last =
          possible.reversed().stream()
              .filter(sighting -> sighting.presence().word().equals(line.word()))
              .filter(sighting -> !sighting.at().isBefore(line.at().minus(lag)))
              .findFirst();
      if (last.isPresent()) {
        next = last.get().at().plusMillis(1);
      } else {
        lost.add("Said and not on record: " + line + " among " + possible);
      }
    }
    return lost;
  }

  /// Returns the disruptions with those joined between which a person need not have been observed:
  /// after the canary, which ends a disruption here, the others may be polled as late as `blind`.
  private static List<Disruption> joined(List<Disruption> disruptions, Duration blind) {
    List<Disruption> joined = new ArrayList<>();
    for (Disruption next : disruptions) {
      if (!joined.isEmpty() && !next.from().isAfter(joined.getLast().back().plus(blind))) {
        Disruption first = joined.removeLast();
        joined.add(new Disruption(first.kind(), first.from(), next.over(), next.back()));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private static boolean excused(Span span, List<Disruption> disruptions, Duration blind) {
    return disruptions.stream()
        .anyMatch(disruption ->
            !span.start().isBefore(disruption.from().minus(unconfirmed(disruption)).minus(blind))
                && !span.end().isAfter(disruption.back().plus(blind)));
  }

  /// A subscription that dies in silence is trusted no further than the last check of it.
  private static Duration unconfirmed(Disruption disruption) {
    return disruption.kind().equals("deaf") ? CHECK : UNCONFIRMED;
  }

  /// Returns the intervals in which a person's real presence differed from the span.
  private static List<Duration> untrue(Span span, Instant until, List<PresenceTransition> truth) {
    List<Duration> untrue = new ArrayList<>();
    ActiveOrAway recorded =
        span.presence() == Presence.ACTIVE ? ActiveOrAway.ACTIVE : ActiveOrAway.AWAY;
    for (int i = 0; i < truth.size() && span.presence().isObserved(); i++) {
      Instant from = max(truth.get(i).at(), span.start());
      Instant to = i + 1 < truth.size() ? min(truth.get(i + 1).at(), until) : until;
      if (truth.get(i).presence() != recorded && from.isBefore(to)) {
        untrue.add(Duration.between(from, to));
      }
    }
    return untrue;
  }

  private static Instant max(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static void print(FastDays days, Sums sums) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%n%d people, %.1f h of the clock, %d lines said%n",
            days.people.size(),
            Duration.between(FastDays.START, days.now()).toMillis() / 3.6e6,
            days.printed.size()));
    table.append(
        String.format(
            Locale.ROOT,
            "active %.2f h, away %.2f h, unknown %.2f h, invented %.3f s%n",
            sums.active / 3.6e6,
            sums.away / 3.6e6,
            sums.unknown / 3.6e6,
            sums.invented / 1e3));
    if (!sums.widest.isZero()) {
      table.append(
          String.format(
              Locale.ROOT,
              "changes known to %.1f s or better; %d times there and back between two looks, %.1f s"
                  + " at most%n",
              sums.widest.toMillis() / 1e3,
              sums.unseen.size(),
              sums.unseen.stream().mapToLong(Duration::toMillis).max().orElse(0) / 1e3));
    }
    table.append(
        String.format("%-10s %5s %12s %18s%n", "disruption", "times", "lasted", "back after"));
    for (String kind : new TreeSet<>(days.disruptions.stream().map(Disruption::kind).toList())) {
      List<Disruption> all =
          days.disruptions.stream().filter(one -> one.kind().equals(kind)).toList();
      double lasted =
          all.stream().mapToLong(t -> Duration.between(t.from(), t.over()).toSeconds()).sum();
      double longest =
          all.stream()
              .mapToLong(t -> Duration.between(t.over(), t.back()).toMillis())
              .max()
              .orElse(0);
      table.append(
          String.format(
              Locale.ROOT,
              "%-10s %5d %9.1f min %10.1f s at most%n",
              kind,
              all.size(),
              lasted / 60,
              longest / 1e3));
    }
    System.out.println(table);
  }
}
