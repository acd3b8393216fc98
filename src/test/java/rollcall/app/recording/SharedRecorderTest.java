package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.history.Attachment;
import rollcall.history.History;
import rollcall.history.ReadableHistory;
import rollcall.history.Retention;
import rollcall.history.SharedHistory;
import rollcall.history.SharedRecorder;
import rollcall.presence.Person;
import rollcall.presence.Workspace;
import rollcall.testkit.EqualRecords;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.RandomRecording;

/// Hand-over of a recorder's file to a real server: what is exported from there equals what is
/// exported from the file, and nothing is lost or stored twice by any failure.
class SharedRecorderTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final Instant NOW = RandomRecording.START.plus(Duration.ofDays(200));

  private static PostgresServer server;

  @TempDir Path scratch;
  private Path file = Path.of("");

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
    server.sql("create role recorder login");
  }

  @AfterAll
  static void theServerEnds() throws IOException {
    server.close();
  }

  @BeforeEach
  void aPreparedDatabase() throws Exception {
    server.useNewDatabase();
    SharedHistory.prepare(server.address("owner"), null);
    server.sql("grant rollcall_recorder to recorder");
    file = scratch.resolve("history.db");
  }

  @ParameterizedTest
  @CsvSource(textBlock = "1\n2\n3\n4\n5\n6")
  void exportsFromTheServerEqualThoseFromTheFile(int seed) throws Exception {
    Random random = new Random(seed);
    Instant end = RandomRecording.START;
    boolean begins = true;
    if (random.nextBoolean()) {
      end = RandomRecording.record(file, random, end, true);
      begins = false;
    }
    attach("berlin-1", end);
    for (int i = 0; i < 3; i++) {
      end = RandomRecording.record(file, random, end, begins);
      begins = false;
      if (random.nextBoolean()) {
        handOverAll("berlin-1");
      }
      if (random.nextInt(3) > 0) {
        change(random, end);
      }
    }
    handOverAll("berlin-1");
    assertEqualRecords();
  }

  private void change(Random random, Instant end) throws Exception {
    try (History history = History.open(file, end)) {
      List<Person> people = history.people();
      switch (random.nextInt(4)) {
        case 0 ->
            history
                .maintenance()
                .erase(people.get(random.nextInt(people.size())).id(), random.nextBoolean());
        case 1 -> history.maintenance().runNow(Retention.ofDays(1 + random.nextInt(60)), end);
        case 2 -> history.maintenance().setAside(end.minus(Duration.ofHours(random.nextInt(99))));
        default -> history.maintenance().eraseAll(end);
      }
      history.close(end);
    }
  }

  private void assertEqualRecords() throws Exception {
    try (History from = History.openReadOnly(file);
        ReadableHistory to = SharedHistory.openReadOnly(server.address("owner"), null)) {
      for (int i = 0; i < 3; i++) {
        EqualRecords.assertEqual(from, to, new Random(i), NOW);
      }
    }
  }

  private void attach(String name, Instant at) throws IOException {
    try (History history = History.open(file, at)) {
      history.attach(new Attachment(server.address("recorder"), UUID.randomUUID(), name));
    }
  }

  private void handOverAll(String name) throws IOException {
    try (SharedRecorder recorder = open()) {
      while (recorder.handOver().more()) {
        assertTrue(recorder.waiting() > 0);
      }
      assertEquals(0, recorder.waiting(), name);
    }
  }

  private SharedRecorder open() throws IOException {
    Attachment attachment;
    try (History history = History.openReadOnly(file)) {
      attachment = history.attachment().orElseThrow();
    }
    SharedRecorder recorder =
        SharedRecorder.open(
            file, attachment, null, new SharedRecorder.Registration(ACME, 500, "live"));
    try (History history = History.open(file, NOW)) {
      history.continueHandOver(recorder.handedOver());
    }
    return recorder;
  }
}
