package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.recording.ExportJob;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;

/// Targets of an export: links, devices and permissions are preserved.
@DisabledOnOs(OS.WINDOWS)
class ExportTargetTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  @TempDir Path directory;

  @BeforeEach
  void seenForFiveMinutes() throws Exception {
    try (History history = History.open(history(), T)) {
      history.setWorkspace(new Workspace("T1", "acme"));
      history.append(
          List.of(Sighting.of(GRACE, Presence.ACTIVE, T, Source.POLL, Cause.PRESENCE_CHECK)));
      history.heartbeat(T.plusSeconds(300));
    }
  }

  @Test
  void aDeviceIsWrittenThroughAndStaysADevice() throws Exception {
    Path nothing = Path.of("/dev/null");
    Object before = Files.getAttribute(nothing, "unix:rdev");
    assertEquals(nothing, export(nothing).file());
    assertEquals(nothing, exportBeside(nothing).file());
    assertEquals(before, Files.getAttribute(nothing, "unix:rdev"));
    assertFalse(Files.exists(Path.of("/dev/null.meta.json")));
    Path link = Files.createSymbolicLink(directory.resolve("nowhere.csv"), nothing);
    export(link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(before, Files.getAttribute(nothing, "unix:rdev"));
    assertEquals(Set.of("history.db", "nowhere.csv"), files());
  }

  @Test
  void aFullDeviceIsSaid() {
    Path full = Path.of("/dev/full");
    var refused = assertThrows(IOException.class, () -> export(full));
    assertEquals("/dev/full cannot be written: No space left on device.", refused.getMessage());
  }

  @Test
  void aFifoIsWrittenThroughAndHasNoNoteBesideIt() throws Exception {
    Path fifo = directory.resolve("fifo.csv");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    FutureTask<String> read = begin(() -> Files.readString(fifo));
    export(fifo);
    assertTrue(read.get().startsWith("date,weekday,"));
    assertTrue(Files.readAttributes(fifo, "isOther").containsValue(true));
    assertEquals(Set.of("fifo.csv", "history.db"), files());
  }

  @Test
  void aFileIsReplacedAtTheEndOfItsLinksAndTheLinkStays() throws Exception {
    Path there = Files.createDirectory(directory.resolve("there"));
    Path file = Files.writeString(there.resolve("cards.csv"), "old");
    Path second = Files.createSymbolicLink(there.resolve("second"), Path.of("cards.csv"));
    Path link = Files.createSymbolicLink(directory.resolve("link.csv"), Path.of("there/second"));
    assertEquals(link, export(link).file());
    assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
    assertTrue(Files.readString(file).startsWith("date,weekday,"));
    assertTrue(Files.exists(directory.resolve("link.meta.json")));
    Path dangling = Files.createSymbolicLink(directory.resolve("new.csv"), there.resolve("n.csv"));
    export(dangling);
    assertTrue(Files.isSymbolicLink(dangling));
    assertTrue(Files.isRegularFile(there.resolve("n.csv"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void linksInACircleAreSaid() throws Exception {
    Path one = directory.resolve("one");
    Path other = Files.createSymbolicLink(directory.resolve("other"), one);
    Files.createSymbolicLink(one, other);
    assertEquals(
        "The links at " + one + " go in a circle. Choose another place for the file.",
        assertThrows(IOException.class, () -> export(one)).getMessage());
  }

  @Test
  void aReplacedFileKeepsItsPermissions() throws Exception {
    Path file = Files.writeString(directory.resolve("cards.csv"), "old");
    for (String permissions : List.of("rw-------", "rw-rw-r--", "rwxrwxrwx")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      export(file);
      assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void aReadOnlyFileOrDirectoryIsRefusedAndLeftAsItIs() throws Exception {
    Path file = Files.writeString(directory.resolve("cards.csv"), "mine");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assertEquals(
        "The file " + file + " is read-only: make it writable, or choose another place.",
        assertThrows(IOException.class, () -> export(file)).getMessage());
    Path locked = Files.createDirectory(directory.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    Path inside = locked.resolve("cards.csv");
    assertEquals(
        "The directory " + locked + " is read-only: make it writable, or choose another place.",
        assertThrows(IOException.class, () -> export(inside)).getMessage());
    Path noted = directory.resolve("noted.csv");
    Path note = Files.writeString(directory.resolve("noted.meta.json"), "mine");
    Files.setPosixFilePermissions(note, PosixFilePermissions.fromString("r--r--r--"));
    assertEquals(
        "The file " + note + " is read-only: make it writable, or choose another place.",
        assertThrows(IOException.class, () -> export(noted)).getMessage());
    assertEquals("mine", Files.readString(file));
    assertEquals(Set.of("cards.csv", "history.db", "locked", "noted.meta.json"), files());
  }

  @Test
  void aFileOfTheUserWithTheNameOfADraftIsNotTouched() throws Exception {
    Path own = Files.writeString(directory.resolve("cards.csv.part"), "mine");
    export(directory.resolve("cards.csv"));
    assertEquals("mine", Files.readString(own));
    assertEquals(Set.of("cards.csv", "cards.csv.part", "cards.meta.json", "history.db"), files());
  }

  @Test
  void theHistoryItselfIsNotReplacedByAnExport() throws Exception {
    byte[] before = Files.readAllBytes(history());
    Path link = Files.createSymbolicLink(directory.resolve("link.csv"), history());
    Files.createDirectory(directory.resolve("backups"));
    for (Path own :
        List.of(
            history(), link, directory.resolve("history.db-wal"), directory.resolve("backups/x"))) {
      String sentence = assertThrows(IOException.class, () -> export(own)).getMessage();
      assertTrue(sentence.contains(" belongs to the history itself."), sentence);
    }
    assertEquals(before.length, Files.readAllBytes(history()).length);
  }

  @Test
  void anotherHistoryAndTheSettingsAreNotReplacedByAnExport() throws Exception {
    Path histories = Files.createDirectory(directory.resolve("workspaces"));
    Path other = Files.createDirectory(histories.resolve("T2"));
    Path backups = Files.createDirectory(other.resolve("backups"));
    Path own = Files.createDirectory(histories.resolve("T1")).resolve("history.db");
    Files.copy(history(), own);
    Path settings = Files.writeString(directory.resolve("settings.json"), "{}");
    Path link = Files.createSymbolicLink(directory.resolve("link.csv"), settings);
    try (History history = History.openReadOnly(own)) {
      for (Path target :
          List.of(
              other.resolve("history.db"),
              other.resolve("history.db-wal"),
              backups.resolve("x.db"))) {
        String sentence = refused(history, target);
        assertTrue(sentence.contains(" belongs to the history itself."), sentence);
      }
      for (Path target : List.of(settings, link, directory.resolve("view.JSON"))) {
        String sentence = refused(history, target);
        assertTrue(sentence.contains(" has the name of a JSON file"), sentence);
      }
    }
    assertEquals("{}", Files.readString(settings));
    assertEquals(Set.of("backups"), Set.of(Objects.requireNonNull(other.toFile().list())));
  }

  private static String refused(History history, Path target) {
    return assertThrows(IOException.class, () -> file(target).write(history, T.plusSeconds(310)))
        .getMessage();
  }

  private ExportJob.Saved export(Path target) throws IOException {
    try (History history = History.openReadOnly(history())) {
      return file(target).write(history, T.plusSeconds(310));
    }
  }

  private ExportJob.Saved exportBeside(Path target) throws IOException {
    try (History history = History.openReadOnly(history())) {
      return file(target).writeBeside(history, T.plusSeconds(310));
    }
  }

  private static ExportJob file(Path target) {
    LocalDate day = LocalDate.of(2026, 9, 17);
    AccountingRules rules = AccountingRules.in(ZoneId.of("Z"));
    return new ExportJob(
        new ExportSpec(
            ExportKind.TIMECARDS,
            Set.of(),
            new DayRange(day, day),
            rules,
            CsvDialect.DATA,
            false,
            Map.of(),
            true,
            true),
        target);
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("history.db-") && !name.startsWith("history.db."))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static FutureTask<String> begin(Callable<String> work) {
    FutureTask<String> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private Path history() {
    return directory.resolve("history.db");
  }
}
