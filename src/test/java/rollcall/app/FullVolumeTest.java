package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.history.History;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.RollcallProcess;

/// Recording on a volume without any free space: a small file system in memory, which only root may
/// mount.
@EnabledOnOs(OS.LINUX)
@Timeout(900)
class FullVolumeTest {
  @TempDir Path scratch;
  private Path volume;
  private boolean mounted;
  private SlackSimulator workspace;
  private Employee grace;

  @BeforeEach
  void open() throws Exception {
    volume = Files.createDirectory(scratch.resolve("volume"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=12m", "none", volume.toString()) == 0;
    assumeTrue(mounted, "needs the right to mount a file system");
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = workspace.people().getFirst();
  }

  @AfterEach
  void close() throws Exception {
    if (mounted) {
      workspace.close();
      assertEquals(0, run("umount", "-l", volume.toString()));
    }
  }

  @Test
  void stoppedOnAFullVolumeTheReserveHoldsWhatWaits() throws Exception {
    try (RollcallProcess record = record()) {
      assertEquals(says("away"), record.nextLine());
      fill(0);
      changeUntilUnsaved(record);
      assertEquals(0, record.stop(), record.errors());
    }
    List<String> states = states();
    assertEquals(List.of("unknown", "away", "active"), states.subList(0, 3));
    assertEquals("unknown", states.getLast());
  }

  @Test
  void stoppedOnAFullVolumeWithoutAReserveItCountsWhatIsLostAndFails() throws Exception {
    try (RollcallProcess record = record()) {
      assertEquals(says("away"), record.nextLine());
      fill(0);
      try (Stream<Path> files = Files.walk(volume)) {
        for (Path reserve : files.filter(file -> file.toString().endsWith("reserve")).toList()) {
          Files.delete(reserve);
        }
      }
      fill(0);
      changeUntilUnsaved(record);
      assertEquals(1, record.stop(), record.errors());
      assertTrue(
          record.errors().matches("(?s).*rollcall: [0-9]+ sightings could not be written to .*"),
          record.errors());
    }
    assertEquals(List.of("unknown", "away"), states());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 24 * 1024, 200 * 1024})
  void aFirstStartOnAFullVolumeSaysSoAndTheNextOneRecords(int free) throws Exception {
    fill(free);
    try (RollcallProcess record = record()) {
      assertEquals(1, record.exitCode(), record.errors());
      assertTrue(
          record.errors().lines().allMatch(line -> line.startsWith("rollcall: ")), record.errors());
    }
    Files.delete(volume.resolve("filler"));
    try (RollcallProcess record = record()) {
      assertEquals(says("away"), record.nextLine());
      assertEquals(0, record.stop(), record.errors());
    }
    assertEquals(List.of("unknown", "away", "unknown"), states());
  }

  @Test
  void aFullVolumeIsReportedOnceAndNotForEachChange() throws Exception {
    try (RollcallProcess record = record()) {
      assertEquals(says("away"), record.nextLine());
      fill(0);
      changeUntilUnsaved(record);
      for (int i = 0; i < 20; i++) {
        workspace.setPresence(grace.id(), i % 2 == 0 ? ActiveOrAway.AWAY : ActiveOrAway.ACTIVE);
        Thread.sleep(100);
      }
      assertEquals(
          1,
          record.errors().lines().filter(line -> line.contains("No space is left")).count(),
          record.errors());
      assertEquals(0, record.stop(), record.errors());
    }
  }

  /// Changes the presence until the recorder reports that it cannot write.
  private void changeUntilUnsaved(RollcallProcess record) throws InterruptedException {
    for (int i = 0; !record.errors().contains("No space is left on the disk"); i++) {
      assertTrue(i < 200, record.errors());
      workspace.setPresence(grace.id(), i % 2 == 0 ? ActiveOrAway.ACTIVE : ActiveOrAway.AWAY);
      Thread.sleep(100);
    }
  }

  /// Fills the volume but for so many bytes.
  private void fill(int free) throws IOException {
    Path filler = volume.resolve("filler");
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - free);
      }
    }
  }

  private RollcallProcess record() throws IOException {
    return RollcallProcess.start(
        workspace.token(),
        scratch,
        "record",
        grace.id(),
        "--api-url",
        workspace.apiUrl().toString(),
        "--data-dir",
        volume.resolve("data").toString());
  }

  private String says(String word) {
    return grace.id() + ": " + word;
  }

  private List<String> states() throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(volume)) {
      file = files.filter(path -> path.endsWith("history.db")).findFirst().orElseThrow();
    }
    List<String> states = new ArrayList<>();
    try (History history = History.openReadOnly(file)) {
      history
          .sightings(new UserId(grace.id()), Instant.EPOCH, Instant.MAX)
          .forEach(seen -> states.add(seen.presence().word()));
    }
    return states;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
