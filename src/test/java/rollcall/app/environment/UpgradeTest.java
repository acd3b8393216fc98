package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.settings.Theme;

/// Files that version 0.1.0 wrote: the recorded demo with three people and 25 sessions, and
/// settings that differ from the defaults. They are never rewritten: every later version opens
/// them.
class UpgradeTest {
  private static final Instant FIRST_SESSION = Instant.ofEpochMilli(1_795_921_732_187L);
  private static final Instant LAST_SESSION = Instant.ofEpochMilli(1_795_921_965_575L);
  private static final Set<String> PEOPLE = Set.of("U0K1EP00000", "U0NNDG00001", "U0WGPA00002");

  @TempDir Path directory;

  @Test
  void theHistoryOfTheFirstVersionOpensWithItsPeopleAndSightings() throws IOException {
    try (History history = History.open(copy("history.db"), LAST_SESSION.plusSeconds(60))) {
      assertEquals(Optional.of(new Workspace("T0ACMEDEMO", "Acme (demo)")), history.workspace());
      assertEquals(
          PEOPLE,
          history.people().stream().map(Person::id).map(UserId::value).collect(Collectors.toSet()));
      for (String user : PEOPLE) {
        assertTrue(
            history
                    .sightings(
                        new UserId(user), FIRST_SESSION.minus(Duration.ofDays(1)), LAST_SESSION)
                    .size()
                >= 2,
            user);
      }
      assertEquals(3, history.snapshot().all().size());
    }
  }

  @Test
  void theSettingsOfTheFirstVersionKeepWhatTheUserChose() throws IOException {
    SettingsFile.Loaded loaded = new SettingsFile(copy("settings.json")).load();
    assertEquals(Optional.empty(), loaded.complaint());
    Settings settings = loaded.settings();
    assertEquals(PEOPLE, settings.watched());
    assertEquals("Europe/Berlin", settings.zone());
    assertEquals(Theme.DARK, settings.appearance().theme());
    assertEquals(new Proxy.Manual("proxy.example", 3128, "ada", List.of()), settings.proxy());
    assertEquals(400, settings.books().keepDays());
  }

  private Path copy(String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream in =
        UpgradeTest.class.getResourceAsStream("/rollcall/upgrade/0.1.0/" + name)) {
      Files.copy(in, file);
    }
    return file;
  }
}
