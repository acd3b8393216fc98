package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.testkit.Histories;

/// A real recorder in a process of its own, killed with `kill -9` while it writes.
class CrashTest {
  private static final int KILLS = 4;

  @TempDir Path directory;

  @Test
  void killedWhileAppendingItLosesNothingAcknowledgedAndCountsNoSecondTwice() throws Exception {
    Random random = new Random(3);
    List<Sighting> acknowledged = new ArrayList<>();
    long n = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long begun = n;
      long said = recordAndKill(begun, 1 + random.nextInt(60));
      LongStream.range(begun, said).mapToObj(Recorder::nth).forEach(acknowledged::add);
      // It starts again an hour later.
      Instant restart = Recorder.T.plusSeconds(said + 3600);
      try (History history = History.open(file(), restart)) {
        assertEquals(kill + 1, Histories.crashes(history));
        assertTrue(Histories.sightings(history, Recorder.T, restart).containsAll(acknowledged));
        for (UserId user : Recorder.USERS) {
          assertAllTimeIsCountedOnce(history, user, restart, Recorder.T.plusSeconds(said));
        }
        history.close(restart);
      }
      n = said + 3600 - said % 3;
    }
  }

  @Test
  void whileOneProcessRecordsAnotherMayOnlyRead() throws Exception {
    Process recorder = start(0);
    try (BufferedReader says = recorder.inputReader()) {
      says.readLine();
      assertThrows(HistoryException.InUse.class, () -> History.open(file(), Recorder.T));
      try (History reader = History.openReadOnly(file())) {
        assertTrue(reader.firstSighting().isPresent());
        assertTrue(reader.recording(Recorder.T));
      }
    } finally {
      recorder.destroyForcibly().waitFor();
    }
  }

  private static void assertAllTimeIsCountedOnce(
      History history, UserId user, Instant now, Instant said) throws IOException {
    List<Span> spans = history.spans(user, Recorder.T, now, now, now);
    Instant end = spans.getFirst().start();
    Duration total = Duration.ZERO;
    for (Span span : spans) {
      assertEquals(end, span.start());
      end = span.end();
      total = total.plus(span.length());
    }
    assertEquals(Duration.between(spans.getFirst().start(), now), total);
    Span gap = spans.getLast();
    assertEquals(
        List.of(Presence.UNKNOWN, Cause.APP_CRASHED), List.of(gap.presence(), gap.startCause()));
    assertTrue(!gap.start().isBefore(said), "the gap begins after what was acknowledged");
    // It may have written one batch more than it could tell us.
    assertTrue(!gap.start().isAfter(said.plusSeconds(2)), "nothing was invented");
  }

  /// @return the number up to which it said that all is stored
  private long recordAndKill(long begin, int batches) throws Exception {
    Process recorder = start(begin);
    String last = null;
    try (BufferedReader says = recorder.inputReader()) {
      for (int i = 0; i < batches; i++) {
        last = says.readLine();
      }
      // Process.destroyForcibly would also close the stream with what it said last.
      recorder.toHandle().destroyForcibly();
      recorder.waitFor();
      for (String line = says.readLine(); line != null; line = says.readLine()) {
        last = line;
      }
    }
    return Long.parseLong(last);
  }

  private Process start(long begin) throws IOException {
    String modules = System.getProperty("jdk.module.path", "");
    String path =
        String.join(
            File.pathSeparator,
            "target/test-classes",
            "target/classes",
            modules,
            System.getProperty("java.class.path", ""));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            path,
            Recorder.class.getName(),
            file().toString(),
            Long.toString(begin))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private Path file() {
    return directory.resolve("history.db");
  }
}
