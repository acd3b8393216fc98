package rollcall.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import rollcall.app.recording.ExportJob;
import rollcall.app.recording.TimecardReader;
import rollcall.history.ReadableHistory;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;

/// Assertion that two records give the same exports, timecards and Slack statuses, for random days
/// and a random zone.
public final class EqualRecords {
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham", "Asia/Kolkata");

  private EqualRecords() {}

  public static void assertEqual(
      ReadableHistory from, ReadableHistory to, Random random, Instant now) throws IOException {
    assertEquals(from.workspace(), to.workspace());
    assertEquals(from.people(), to.people());
    assertEquals(from.lastKnown(), to.lastKnown());
    assertEquals(from.firstSighting(), to.firstSighting());
    LocalDate first =
        LocalDate.ofInstant(RandomRecording.START, ZoneOffset.UTC).plusDays(random.nextInt(40) - 2);
    DayRange days = new DayRange(first, first.plusDays(random.nextInt(50)));
    AccountingRules rules = AccountingRules.in(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
    for (ExportKind kind : ExportKind.values()) {
      ExportSpec spec = ExportSpec.of(kind, Set.of(), days, rules, CsvDialect.DATA);
      assertIterableEquals(
          csv(from, spec, now).lines().toList(), csv(to, spec, now).lines().toList());
    }
    Set<UserId> users = Set.copyOf(from.people().stream().map(Person::id).toList());
    assertEquals(
        new TimecardReader(from, now).totals(users, rules, days),
        new TimecardReader(to, now).totals(users, rules, days));
    for (UserId user : users) {
      assertEquals(
          from.slackStatuses(user, Instant.MIN, Instant.MAX),
          to.slackStatuses(user, Instant.MIN, Instant.MAX));
    }
  }

  private static String csv(ReadableHistory history, ExportSpec spec, Instant now)
      throws IOException {
    StringWriter text = new StringWriter();
    new ExportJob(spec, Path.of("")).show(history, now, text);
    return text.toString();
  }
}
