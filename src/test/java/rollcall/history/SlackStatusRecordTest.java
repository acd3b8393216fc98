package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.Histories;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.TimecardExport;

/// Slack statuses in the record: they change no total, and are erased with their person.
class SlackStatusRecordTest {
  private static final UserId ADA = new UserId("U1");
  private static final UserId KAI = new UserId("U2");
  private static final Instant T = Instant.parse("2026-09-14T06:00:00Z");
  private static final Instant END = T.plus(Duration.ofDays(4));

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void itChangesNoTotal(int seed) throws Exception {
    Random random = new Random(seed);
    try (History history = History.open(directory.resolve("history.db"), T)) {
      history.setWorkspace(new Workspace("T1", "acme"));
      List<Sighting> lived = new ArrayList<>();
      for (Instant at = T; at.isBefore(END); at = at.plusSeconds(1 + random.nextInt(9000))) {
        Presence presence = Presence.values()[random.nextInt(3)];
        lived.add(Sighting.of(ADA, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
      }
      history.append(lived);
      List<String> before = totals(history);
      for (Instant at = T; at.isBefore(END); at = at.plusSeconds(1 + random.nextInt(9000))) {
        history.appendEvents(List.of(random(random, at).toAuditEvent()));
      }
      assertEquals(before, totals(history));
      assertEquals(lived.size(), history.sightings(ADA, T, END).size());
    }
  }

  @Test
  void itIsReadBackPersonByPersonAndGoesWithThePersonAndWithTime() throws Exception {
    SlackStatus old = new SlackStatus.StatusText(ADA, "Lunch", T, Source.RTM);
    SlackStatus young = new SlackStatus.Huddle(ADA, true, END, Source.POLL);
    SlackStatus other = new SlackStatus.StatusText(KAI, "=SUM(A1)", T, Source.RTM);
    try (History history = History.open(directory.resolve("history.db"), T)) {
      history.appendEvents(List.of(old.toAuditEvent(), young.toAuditEvent(), other.toAuditEvent()));
      assertEquals(List.of(old, young), history.slackStatuses(ADA, Instant.MIN, Instant.MAX));
      assertEquals(List.of(old), history.slackStatuses(ADA, T, END));
      assertEquals(List.of(old), history.slackStatuses(ADA, T.plusSeconds(1), END));
      RetentionPolicy own =
          new RetentionPolicy(RetentionPolicy.FOREVER, Map.of(ADA, Duration.ofDays(2)), 1);
      history.maintenance().run(own, END);
      assertEquals(List.of(young), history.slackStatuses(ADA, Instant.MIN, Instant.MAX));
      assertEquals(List.of(other), history.slackStatuses(KAI, Instant.MIN, Instant.MAX));
      history.maintenance().erase(KAI, false);
      assertEquals(List.of(), history.slackStatuses(KAI, Instant.MIN, Instant.MAX));
    }
    for (Path file : Files.walk(directory).filter(Files::isRegularFile).toList()) {
      String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
      assertEquals(false, bytes.contains("=SUM(A1)"), file + " still says it");
    }
  }

  @Test
  void slackStatusesThatStillApplyAtTheCutoffAreStoredAgain() throws Exception {
    SlackStatus gone = new SlackStatus.StatusText(ADA, "Lunch", T, Source.RTM);
    SlackStatus leave =
        new SlackStatus.StatusText(ADA, "Parental leave", T.plusSeconds(1), Source.RTM);
    SlackStatus huddle = new SlackStatus.Huddle(ADA, false, T.plusSeconds(2), Source.POLL);
    SlackStatus over =
        new SlackStatus.Dnd(ADA, T, T.plusSeconds(3600), T.plusSeconds(3), Source.POLL);
    SlackStatus left = new SlackStatus.StatusText(KAI, "Moved on", T, Source.RTM);
    Instant cut = END.minus(Duration.ofDays(2));
    try (History history = History.open(directory.resolve("history.db"), T)) {
      history.append(
          List.of(
              Sighting.of(ADA, Presence.AWAY, T, Source.RTM, Cause.PRESENCE_CHANGE),
              Sighting.of(KAI, Presence.AWAY, T, Source.RTM, Cause.PRESENCE_CHANGE),
              Sighting.notWatched(KAI, T.plusSeconds(60), Cause.WATCH_STOPPED)));
      history.appendEvents(
          List.of(gone, leave, huddle, over, left).stream()
              .map(SlackStatus::toAuditEvent)
              .toList());
      RetentionPolicy twoDays = Histories.retention(2);
      for (int run = 0; run < 2; run++) {
        history.maintenance().run(twoDays, END);
        assertEquals(
            List.of(
                new SlackStatus.StatusText(ADA, "Parental leave", cut, Source.RTM),
                new SlackStatus.Huddle(ADA, false, cut, Source.POLL)),
            history.slackStatuses(ADA, Instant.MIN, Instant.MAX));
        assertEquals(List.of(), history.slackStatuses(KAI, Instant.MIN, Instant.MAX));
      }
    }
  }

  @Test
  void slackStatusesAreStoredAtEachStartAndThoseWithNothingToShowOnce() throws Exception {
    Path file = directory.resolve("history.db");
    List<SlackStatus> kept = new ArrayList<>();
    for (int start = 0; start < 3; start++) {
      Instant at = T.plusSeconds(start * 3600L);
      List<SlackStatus> shown =
          List.of(
              new SlackStatus.StatusText(ADA, "Lunch", at, Source.POLL),
              new SlackStatus.Dnd(ADA, T, END, at, Source.POLL));
      SlackStatus nothing = new SlackStatus.Huddle(ADA, false, at, Source.POLL);
      try (History history = History.open(file, at)) {
        history.appendEvents(shown.stream().map(SlackStatus::toAuditEvent).toList());
        history.appendEvents(List.of(nothing.toAuditEvent()));
        history.close(at.plusSeconds(60));
      }
      kept.addAll(shown);
      kept.addAll(start == 0 ? List.of(nothing) : List.of());
    }
    try (History history = History.openReadOnly(file)) {
      assertEquals(kept, history.slackStatuses(ADA, Instant.MIN, Instant.MAX));
    }
  }

  @Test
  void slackStatusesFromBeforeAGapHoldNeitherAtTheStartOfARangeNorAtTheCutoff() throws Exception {
    SlackStatus text = new SlackStatus.StatusText(ADA, "Lunch", T.plusSeconds(1), Source.RTM);
    SlackStatus huddle = new SlackStatus.Huddle(ADA, true, T.plusSeconds(1), Source.RTM);
    Instant gap = T.plusSeconds(3600);
    Instant again = T.plusSeconds(7200);
    try (History history = History.open(directory.resolve("history.db"), T)) {
      history.append(
          List.of(
              Sighting.of(ADA, Presence.AWAY, T, Source.RTM, Cause.PRESENCE_CHANGE),
              Sighting.unknown(ADA, gap, Cause.DISCONNECTED),
              Sighting.of(ADA, Presence.AWAY, again, Source.RTM, Cause.RECONNECTED)));
      SlackStatus since = new SlackStatus.Huddle(ADA, true, again.plusSeconds(8), Source.POLL);
      history.appendEvents(
          List.of(text, huddle, since).stream().map(SlackStatus::toAuditEvent).toList());
      Instant before = gap.minusMillis(1);
      assertEquals(List.of(text, huddle), history.slackStatuses(ADA, before, before));
      assertEquals(List.of(), history.slackStatuses(ADA, gap, gap));
      assertEquals(List.of(since), history.slackStatuses(ADA, gap, END));
      assertEquals(List.of(), history.slackStatuses(ADA, again, again));
      assertEquals(List.of(since), history.slackStatuses(ADA, END, END));
      history.maintenance().run(Histories.retention(2), again.plus(Duration.ofDays(2)));
      assertEquals(List.of(since), history.slackStatuses(ADA, Instant.MIN, Instant.MAX));
    }
  }

  private static SlackStatus random(Random random, Instant at) {
    return switch (random.nextInt(3)) {
      case 0 ->
          new SlackStatus.Dnd(ADA, at, at.plusSeconds(1 + random.nextInt(40_000)), at, Source.RTM);
      case 1 -> new SlackStatus.StatusText(ADA, "Text " + random.nextInt(3), at, Source.RTM);
      default -> new SlackStatus.Huddle(ADA, random.nextBoolean(), at, Source.RTM);
    };
  }

  private static List<String> totals(History history) throws Exception {
    LocalDate first = LocalDate.of(2026, 9, 14);
    TimecardExport export =
        new TimecardExport(
            new Workspace("T1", "acme"),
            List.of(Person.unknown(ADA)),
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(first, first.plusDays(4)),
                AccountingRules.in(ZoneId.of("Europe/Berlin")),
                CsvDialect.DATA));
    StringWriter cards = new StringWriter();
    StringWriter weeks = new StringWriter();
    StringWriter intervals = new StringWriter();
    export.write((user, from, to) -> history.spans(user, from, to, END, END), END, cards);
    export.writeWeekly((user, from, to) -> history.spans(user, from, to, END, END), END, weeks);
    export.writeIntervals((user, from, to) -> history.spans(user, from, to, END, END), intervals);
    return List.of(cards.toString(), weeks.toString(), intervals.toString());
  }
}
