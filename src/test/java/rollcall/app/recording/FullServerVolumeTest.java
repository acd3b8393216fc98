package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedHistory;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.PostgresServer;

/// Hand-over to a server whose volume is full: the database is in a small file system in memory,
/// which only root may mount.
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class FullServerVolumeTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final Instant T = Instant.parse("2026-03-17T07:00:00Z");
  private static final int MANY = 20_000;

  @TempDir Path scratch;
  private Path volume;
  private boolean mounted;

  @BeforeEach
  void aSmallVolume() throws Exception {
    volume = Files.createTempDirectory("rollcall-volume");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=24m", "none", volume.toString()) == 0;
    assumeTrue(mounted, "needs the right to mount a file system");
  }

  @AfterEach
  void theVolumeEnds() throws Exception {
    if (mounted) {
      assertEquals(0, run("umount", "-l", volume.toString()));
    }
    Files.delete(volume);
  }

  @Test
  void aFullVolumeIsOneSentenceAndAfterwardsEverythingIsThere() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      server.useNewDatabase(volume);
      SharedHistory.prepare(server.address("owner"), null);
      List<String> problems = new CopyOnWriteArrayList<>();
      HistoryWorker worker = new HistoryWorker(InstantSource.fixed(T), _ -> {}, _ -> {});
      Path file = scratch.resolve("history.db");
      worker.open(file, ACME, List::of);
      ServerAttachment attachment =
          new ServerAttachment(server.address("owner"), UUID.randomUUID(), "berlin-1");
      worker
          .ask(history -> {
            history.attach(attachment);
            return history;
          })
          .join();
      OutboxUploader uploader =
          new OutboxUploader(
                  worker,
                  file,
                  attachment,
                  null,
                  ACME,
                  InstantSource.fixed(T),
                  _ -> {},
                  problem -> problems.add(String.valueOf(problem)))
              .start();
      worker.append(seen(0, 10), (_, _) -> uploader.wake());
      await(() -> stored(server) == 10);

      fill();
      worker.append(seen(10, MANY), (_, _) -> uploader.wake());
      await(() -> !problems.isEmpty());
      worker.append(seen(10 + MANY, 10), (_, _) -> uploader.wake());
      Thread.sleep(1_500);
      String full =
          "The disk of "
              + server.address("owner")
              + " is full: free some space there, and try again.";
      assertEquals(List.of(full), problems);
      assertTrue(stored(server) < 20 + MANY);

      Files.delete(volume.resolve("filler"));
      await(() -> stored(server) == 20 + MANY);
      await(() -> problems.size() == 2);
      assertEquals(List.of(full, "null"), problems);
      worker.close();
      uploader.close();
      try (History history = History.openReadOnly(file);
          SharedHistory shared = SharedHistory.openReadOnly(server.address("owner"), null)) {
        UserId grace = new UserId("U1");
        assertEquals(
            history.sightings(grace, Instant.EPOCH, Instant.MAX),
            shared.sightings(grace, Instant.EPOCH, Instant.MAX));
      }
    }
  }

  private static long stored(PostgresServer server) throws Exception {
    return server.number("select count(*) from rollcall.sighting");
  }

  private static List<Sighting> seen(int first, int count) {
    List<Sighting> all = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      all.add(
          Sighting.of(
              new UserId("U1"),
              i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY,
              T.plusSeconds(i),
              Source.RTM,
              Cause.PRESENCE_CHANGE));
    }
    return all;
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(volume.resolve("filler"))) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      // Full.
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "timeout");
      Thread.sleep(20);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
