package rollcall.history;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.Rules;
import rollcall.timecard.TimecardExport;

/// How fast the record is, on invented people with twenty changes a day each. Prints one line a
/// figure. `-Drollcall.bench.people` and `-Drollcall.bench.days` say how many; 500 and 365 unless
/// told.
@Tag("bench")
class RecordBench {
  private static final Instant T = Instant.parse("2025-09-01T00:00:00Z");
  private static final int PEOPLE = Integer.getInteger("rollcall.bench.people", 500);
  private static final int DAYS = Integer.getInteger("rollcall.bench.days", 365);
  private static final int A_DAY = 20;

  @TempDir Path directory;

  @Test
  void theRecord() throws Exception {
    Path file = directory.resolve("history.db");
    long sightings = (long) PEOPLE * DAYS * A_DAY;
    try (History history = History.open(file, T)) {
      long nanos = fill(history);
      say("append, durable in batches of 5,000", sightings * 1e9 / nanos, "sightings/s");
      long packing = System.nanoTime();
      for (int i = 0; i <= PEOPLE / 20; i++) {
        history.beat(T);
      }
      say("packing what is left", (System.nanoTime() - packing) / 1e6, "ms");
    }
    say("database", Files.size(file) / 1048576.0, "MB");
    say("a sighting on disk", (double) Files.size(file) / sightings, "bytes");
    Instant end = T.plus(Duration.ofDays(DAYS));
    for (int round = 0; round < 3; round++) {
      long open = System.nanoTime();
      History history = History.open(file, end);
      say("open to record", (System.nanoTime() - open) / 1e6, "ms");
      read(history, end);
      history.close(end);
    }
  }

  private void read(History history, Instant end) throws IOException {
    long start = System.nanoTime();
    long[] count = new long[1];
    history.replay(T, end, seen -> count[0]++);
    say("replay of " + count[0], (System.nanoTime() - start) / 1e6, "ms");
    LocalDate last = LocalDate.ofInstant(end, ZoneId.of("UTC")).minusDays(2);
    export(history, last, last, end, "a day's timecards of all");
    export(history, last.minusDays(DAYS - 5L), last, end, "a year's timecards of all");
  }

  private void export(History history, LocalDate from, LocalDate to, Instant end, String what)
      throws IOException {
    var export =
        new TimecardExport(
            new Workspace("T1", "acme"),
            history.people(),
            from,
            to,
            Rules.in(ZoneId.of("Europe/Berlin")),
            CsvStyle.DATA);
    long start = System.nanoTime();
    try (Writer out = Files.newBufferedWriter(directory.resolve("out.csv"))) {
      var written = export.write((user, a, b) -> history.spans(user, a, b, end, end), end, out);
      say(what + ", " + written.rows() + " rows", (System.nanoTime() - start) / 1e6, "ms");
    }
  }

  /// In order of time, as it happens; a heartbeat each ten minutes.
  private static long fill(History history) throws IOException {
    Random random = new Random(1);
    List<UserId> users = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      users.add(new UserId("U%08d".formatted(i)));
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
        history.beat(batch.getLast().at());
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
