package rollcall.history;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.SpanSource;
import rollcall.timecard.TimecardExport;

/// Speed of the record: one year of 5,000 invented people with twenty changes a day each, unless
/// `-Drollcall.bench.people` and `-Drollcall.bench.days` say otherwise. Prints one line a figure,
/// with the processor time that it took beside it, since other programs may run; and beside reading
/// what the `sqlite3` program needs for the same sightings, where there is one. To see that a year
/// needs no more than 256 MB of heap, add `-Xmx256m` to the property `test.platform` of the build.
@Tag("bench")
class RecordBenchTest {
  private static final Instant T = Instant.parse("2025-09-01T00:00:00Z");
  private static final int PEOPLE = Integer.getInteger("rollcall.bench.people", 5_000);
  private static final int DAYS = Integer.getInteger("rollcall.bench.days", 365);
  private static final int A_DAY = 20;
  private static final int ROUNDS = 5;

  @TempDir Path directory;

  @Test
  void theRecord() throws Exception {
    say("heap", Runtime.getRuntime().maxMemory() / 1048576.0, "MB at most");
    Path file = directory.resolve("history.db");
    long sightings = (long) PEOPLE * DAYS * A_DAY;
    Instant end = T.plus(Duration.ofDays(DAYS));
    try (History history = History.open(file, T)) {
      history.setWorkspace(new Workspace("T1", "acme"));
      Duration processor = processor();
      long nanos = fill(history);
      say("append, durable in batches of 5,000", sightings * 1e9 / nanos, "sightings/s");
      double seconds = processor().minus(processor).toMillis() / 1e3;
      say("  by processor time", sightings / seconds, "sightings/s");
      time(
          "upkeep: retention, backup, check",
          () -> history.maintenance().run(RetentionPolicy.USUAL, end));
      history.close(end);
    }
    say("database", Files.size(file) / 1048576.0, "MB");
    say("a sighting on disk", (double) Files.size(file) / sightings, "bytes");
    LocalDate last = LocalDate.ofInstant(end, ZoneId.of("UTC")).minusDays(2);
    for (int round = 0; round < ROUNDS; round++) {
      History[] opened = new History[1];
      time(
          "open to record, and how everybody stands",
          () -> {
            opened[0] = History.open(file, end);
            opened[0].snapshot();
          });
      export(opened[0], last, last, end, "a day's timecards of all");
      opened[0].close(end);
    }
    try (History history = History.openReadOnly(file)) {
      export(history, last, last, end, "the last day's timecards");
      LocalDate first = LocalDate.ofInstant(T, ZoneId.of("UTC")).plusDays(2);
      export(history, first, first, end, "the first day's timecards");
      long[] count = new long[1];
      time(
          "every sighting read",
          () -> {
            for (Person person : history.people()) {
              count[0] += history.sightings(person.id(), T, end).size();
            }
          });
      export(history, last.minusDays(DAYS - 5L), last, end, "a year's timecards of all");
      yardstick(history, end, sightings);
    }
  }

  private void export(History history, LocalDate from, LocalDate to, Instant end, String what)
      throws Exception {
    var export =
        new TimecardExport(
            new Workspace("T1", "acme"),
            history.people(),
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(from, to),
                AccountingRules.in(ZoneId.of("Europe/Berlin")),
                CsvDialect.DATA));
    time(
        what,
        () -> {
          try (Writer out = Files.newBufferedWriter(directory.resolve("out.csv"))) {
            export.write(new Past(history, end), end, out);
          }
        });
  }

  /// Prints the time that the `sqlite3` program takes to scan the sightings of every tenth person,
  /// a row each in a table like the one of rows.
  private void yardstick(History history, Instant end, long sightings) throws Exception {
    Path flat = directory.resolve("flat.db");
    long rows = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + flat)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "create table sighting (person integer not null, key integer not null, what integer"
                + " not null, primary key (person, key)) without rowid");
      }
      List<Person> people = history.people();
      try (SightingInserter appending = new SightingInserter(new SqlConnection(connection), 0)) {
        for (int i = 0; i < people.size(); i += 10) {
          for (Sighting seen : history.sightings(people.get(i).id(), T, end)) {
            appending.add(i, seen);
            rows++;
          }
        }
      }
      connection.commit();
    }
    double share = (double) sightings / rows;
    sqlite(flat, "select count(*), max(key + what) from sighting", "scans", share);
    sqlite(flat, "select * from sighting", "prints", share);
  }

  private void sqlite(Path file, String question, String what, double share) throws Exception {
    long start = System.nanoTime();
    try {
      int code =
          new ProcessBuilder("sqlite3", "-csv", file.toString(), question)
              .redirectOutput(directory.resolve("sqlite3.csv").toFile())
              .start()
              .waitFor();
      double millis = (System.nanoTime() - start) / 1e6 * share;
      say("sqlite3 " + what + " all, scaled from a tenth, exit " + code, millis, "ms");
    } catch (IOException e) {
      System.out.println("There is no sqlite3 program here to compare with.");
    }
  }

  private static void time(String what, Work work) throws Exception {
    Duration processor = processor();
    long start = System.nanoTime();
    work.run();
    say(what, (System.nanoTime() - start) / 1e6, "ms");
    say("  processor time", processor().minus(processor).toNanos() / 1e6, "ms");
  }

  /// Of the whole program, the compiler and the garbage collector included.
  private static Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private record Past(History history, Instant end) implements SpanSource {
    @Override
    public List<Span> spans(UserId user, Instant from, Instant to) throws IOException {
      return history.spans(user, from, to, end, end);
    }

    @Override
    public SpanArray plainSpans(UserId user, Instant from, Instant to) throws IOException {
      return history.plainSpans(user, from, to, end, end);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  /// In order of time, as it happens; a heartbeat each ten minutes.
  private static long fill(History history) throws IOException {
    Random random = new Random(1);
    List<UserId> users = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      users.add(new UserId(String.format(Locale.ROOT, "U%08d", i)));
    }
    boolean[] active = new boolean[PEOPLE];
    List<Sighting> batch = new ArrayList<>();
    long nanos = 0;
    long steps = (long) PEOPLE * DAYS * A_DAY;
    long step = Duration.ofDays(DAYS).toMillis() * 1000 / steps;
    for (long i = 0; i < steps; i++) {
      int who = random.nextInt(PEOPLE);
      active[who] = !active[who];
      batch.add(
          Sighting.of(
              users.get(who),
              active[who] ? Presence.ACTIVE : Presence.AWAY,
              T.plusMillis(i * step / 1000),
              Source.RTM,
              Cause.PRESENCE_CHANGE));
      if (batch.size() == 5_000 || i == steps - 1) {
        long start = System.nanoTime();
        history.append(batch);
        history.heartbeat(batch.getLast().at());
        nanos += System.nanoTime() - start;
        batch.clear();
      }
    }
    return nanos;
  }

  private static void say(String what, double figure, String unit) {
    System.out.println(String.format(Locale.ROOT, "%-45s %,12.1f %s", what, figure, unit));
  }
}
