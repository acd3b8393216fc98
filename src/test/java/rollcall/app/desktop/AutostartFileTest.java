package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutostartFileTest {
  @TempDir Path home;

  @Test
  void theEntryOfADesktopIsWrittenAndDeleted() throws IOException {
    Path image = home.resolve("my $apps 100%");
    AutostartFile entry = AutostartFile.of("Linux", Map.of("XDG_CONFIG_HOME", ""), home, image);
    assertFalse(entry.isPossible() || entry.isOn());
    Files.createDirectories(image.resolve("bin"));
    assertTrue(Files.createFile(image.resolve("bin/rollcall")).toFile().setExecutable(true));
    assertTrue(entry.isPossible());
    assertEquals(Optional.empty(), entry.set(true));
    assertTrue(entry.isOn());
    Path file = home.resolve(".config/autostart/rollcall.desktop");
    assertEquals(
        "Exec=\"" + image.toString().replace("$", "\\\\$").replace("%", "%%") + "/bin/rollcall\"",
        Files.readAllLines(file).get(3));
    assertEquals(Optional.empty(), entry.set(false));
    assertFalse(Files.exists(file));
    assertEquals(Optional.empty(), entry.set(false));
  }

  @Test
  void theSettingsDirectoryOfTheDesktopCounts() {
    Path config = home.resolve("config");
    assertEquals(
        config.resolve("autostart/rollcall.desktop"),
        AutostartFile.of("Linux", Map.of("XDG_CONFIG_HOME", config.toString()), home, home).file());
  }

  @Test
  void aRelativeSettingsDirectoryIsIgnored() {
    assertEquals(
        home.resolve(".config/autostart/rollcall.desktop"),
        AutostartFile.of("Linux", Map.of("XDG_CONFIG_HOME", "config"), home, home).file());
  }

  @Test
  void macOsHasALaunchAgentAndWindowsAScriptInStartup() {
    AutostartFile agent = AutostartFile.of("Mac OS X", Map.of(), home, Path.of("/Apps/R&D"));
    assertEquals(home.resolve("Library/LaunchAgents/rollcall.plist"), agent.file());
    assertTrue(agent.content().contains("<string>/Apps/R&amp;D/bin/rollcall</string>"));
    assertTrue(agent.content().matches("(?s).*<key>RunAtLoad</key>\\s*<true/>.*"), agent.content());
    AutostartFile script =
        AutostartFile.of(
            "Windows 11", Map.of("APPDATA", home + "/roaming"), home, Path.of("/image"));
    assertTrue(script.file().startsWith(home.resolve("roaming")));
    assertEquals(
        "@start \"Rollcall\" /min \"%s\"\r\n".formatted(Path.of("/image/bin/rollcall.bat")),
        script.content());
  }

  @Test
  void anEntryThatCannotBeWrittenIsSaid() throws IOException {
    Files.createFile(home.resolve(".config"));
    assertTrue(AutostartFile.of("Linux", Map.of(), home, home).set(true).isPresent());
  }
}
