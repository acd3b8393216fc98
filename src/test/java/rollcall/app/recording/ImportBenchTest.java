package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.testkit.RollcallProcess;

/// Time and memory of an import: 5 million events, unless `-Drollcall.bench.rows` states another
/// number, in a process whose heap is 64 MB. Half of them are of one person.
@Tag("bench")
class ImportBenchTest {
  private static final int ROWS = Integer.getInteger("rollcall.bench.rows", 5_000_000);
  private static final Instant T = Instant.parse("2025-01-01T00:00:00Z");

  @TempDir Path scratch;

  @Test
  void millionsOfEventsAreImportedIn64MegabytesOfHeap() throws Exception {
    Path events = scratch.resolve("events.csv");
    write(events);
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                RollcallProcess.commandLine(
                    List.of("-Xmx64m"),
                    "import",
                    events.toString(),
                    "--data-dir",
                    scratch.resolve("data").toString()))
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    Path history = scratch.resolve("data/workspaces/T024BE7LD/history.db");
    System.out.printf(
        Locale.ROOT,
        "Import of %,d events (%,d MB) with -Xmx64m: %.1f s, history %.1f MB%n",
        ROWS,
        Files.size(events) >> 20,
        (System.nanoTime() - begin) / 1e9,
        Files.size(history) / 1048576.0);
  }

  private static void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "event_id,received_utc,received_local,time_zone,offset_min,workspace_id,user_id,name,"
              + "type,presence,previous,source,connection_id,batch_id,batch_size,note\r\n");
      for (int i = 0; i < ROWS; i++) {
        int user = i % 2 == 0 ? 0 : i / 2 % 500;
        out.write(
            (i + 1)
                + ","
                + T.plusSeconds(i)
                + ",,UTC,0,T024BE7LD,U0PERSON"
                + user
                + ",Person,presence_change,"
                + (i / 1000 % 2 == 0 ? "active" : "away")
                + ",,rtm,,,,\r\n");
      }
    }
  }
}
