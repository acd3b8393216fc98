package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.FastDays.Said;
import rollcall.app.FastDays.Trouble;
import rollcall.demo.DemoPresence;
import rollcall.demo.TokenKind;
import rollcall.demo.Transition;
import rollcall.demo.company.Employee;
import rollcall.history.History;
import rollcall.presence.Presence;
import rollcall.presence.Span;
import rollcall.presence.UserId;

/// The record of a recorder to which everything happens, compared with what really was.
class WeekTest {
  /// How long before a trouble the last word may have come: one step of the clock, and after a
  /// `kill -9` also what had not been confirmed to the disk.
  private static final Duration UNCONFIRMED = Duration.ofSeconds(60);

  /// How long after a trouble it may take until the recorder looks again.
  private static final Duration RECOVERY = Duration.ofSeconds(120);

  @TempDir Path scratch;

  @Test
  void aMorningOfTroublesIsOnRecordAsItWas() throws Exception {
    try (FastDays days = new FastDays(scratch, TokenKind.CLASSIC_BOT, 7)) {
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
      days.restart(Duration.ofMinutes(3));
      days.live(Duration.ofMinutes(20));
      days.end();
      compare(days);
    }
  }

  @Test
  @Tag("soak")
  void aWeekOfTroublesIsOnRecordAsItWas() throws Exception {
    Random random = new Random(11);
    try (FastDays days = new FastDays(scratch, TokenKind.CLASSIC_BOT, 13)) {
      days.begin();
      for (int i = 0; i < 100; i++) {
        days.live(days.some(Duration.ofMinutes(40)));
        days.crash(days.some(Duration.ofMinutes(5)));
        days.live(days.some(Duration.ofMinutes(20)));
        switch (random.nextInt(6)) {
          case 0 -> days.outage(days.some(Duration.ofMinutes(15)));
          case 1 -> days.silence(days.some(Duration.ofMinutes(10)));
          case 2 -> days.sleep(days.some(Duration.ofHours(2)));
          case 3 -> days.diskFull(days.some(Duration.ofMinutes(10)));
          case 4 -> days.restart(days.some(Duration.ofMinutes(5)));
          default -> days.cut();
        }
      }
      days.end();
      compare(days);
    }
  }

  private static void compare(FastDays days) throws IOException {
    long active = 0;
    long away = 0;
    long unknown = 0;
    long invented = 0;
    List<String> faults = new ArrayList<>();
    try (History history = History.openReadOnly(days.history())) {
      Instant known = history.lastKnown().orElseThrow();
      for (Employee person : days.people) {
        List<Transition> truth =
            days.workspace.truth(person.id(), days.workspace.started(), Instant.MAX);
        List<Span> spans =
            history.spans(new UserId(person.id()), FastDays.START, known, known, known);
        for (Span span : spans) {
          long length = span.length().toMillis();
          switch (span.presence()) {
            case ACTIVE -> active += length;
            case AWAY -> away += length;
            case UNKNOWN -> {
              unknown += length;
              if (!excused(span, days.troubles)) {
                faults.add(person.realName() + " unknown without a reason: " + span);
              }
            }
            case NOT_WATCHED -> faults.add(person.realName() + " not watched: " + span);
          }
          long untrue = untrue(span, truth);
          invented += untrue;
          if (untrue > 0) {
            faults.add(person.realName() + " was not so: " + span);
          }
        }
        for (Said said : days.said) {
          if (said.user().equals(person.id()) && !said.at().isAfter(known)) {
            String on = on(spans, said.at());
            if (!on.contains(said.word())) {
              faults.add("Said and not on record: " + said + ", but " + on);
            }
          }
        }
      }
    }
    print(days, active, away, unknown, invented);
    assertEquals(List.of(), faults);
    assertEquals(0, invented);
    for (Trouble trouble : days.troubles) {
      Duration recovery = Duration.between(trouble.over(), trouble.back());
      assertTrue(recovery.compareTo(RECOVERY) <= 0, trouble + " took " + recovery);
    }
  }

  /// The states around an instant: what begins there counts, and so does what ends there.
  private static String on(List<Span> spans, Instant at) {
    return spans.stream()
        .filter(span -> !span.start().isAfter(at) && !span.end().isBefore(at))
        .map(span -> span.presence().word())
        .toList()
        .toString();
  }

  private static boolean excused(Span span, List<Trouble> troubles) {
    return troubles.stream()
        .anyMatch(trouble ->
            !span.start().isBefore(trouble.from().minus(UNCONFIRMED))
                && !span.end().isAfter(trouble.back()));
  }

  /// How much of a span was not so, in milliseconds.
  private static long untrue(Span span, List<Transition> truth) {
    long untrue = 0;
    for (int i = 0; i < truth.size() && span.presence().observed(); i++) {
      DemoPresence told =
          span.presence() == Presence.ACTIVE ? DemoPresence.ACTIVE : DemoPresence.AWAY;
      Instant from = max(truth.get(i).at(), span.start());
      Instant to = i + 1 < truth.size() ? min(truth.get(i + 1).at(), span.end()) : span.end();
      if (truth.get(i).presence() != told && from.isBefore(to)) {
        untrue += Duration.between(from, to).toMillis();
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

  private static void print(FastDays days, long active, long away, long unknown, long invented) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%n%d people, %.1f h of the clock, %d lines said%n",
            days.people.size(),
            Duration.between(FastDays.START, days.now()).toMillis() / 3.6e6,
            days.said.size()));
    table.append(
        String.format(
            Locale.ROOT,
            "active %.2f h, away %.2f h, unknown %.2f h, invented %.3f s%n",
            active / 3.6e6,
            away / 3.6e6,
            unknown / 3.6e6,
            invented / 1e3));
    table.append(
        String.format("%-10s %5s %12s %18s%n", "trouble", "times", "lasted", "back after"));
    for (String kind : new TreeSet<>(days.troubles.stream().map(Trouble::kind).toList())) {
      List<Trouble> all = days.troubles.stream().filter(one -> one.kind().equals(kind)).toList();
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
