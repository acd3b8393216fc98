package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppPathsTest {
  private static final Path HOME = Path.of("/home/grace");

  @Test
  void linuxKeepsThingsApart() {
    assertEquals(
        places(
            ".local/share/rollcall",
            ".config/rollcall",
            ".local/state/rollcall/logs",
            ".cache/rollcall"),
        on("Linux", Map.of()));
  }

  @Test
  void linuxUsersMayMoveThings() {
    assertEquals(
        new AppPaths(
            Path.of("/d/rollcall"),
            Path.of("/c/rollcall"),
            Path.of("/s/rollcall/logs"),
            Path.of("/k/rollcall")),
        on(
            "Linux",
            Map.of(
                "XDG_DATA_HOME",
                "/d",
                "XDG_CONFIG_HOME",
                "/c",
                "XDG_STATE_HOME",
                "/s",
                "XDG_CACHE_HOME",
                "/k")));
  }

  @Test
  void aRelativeOrEmptyVariableMeansNothing() {
    assertEquals(
        on("Linux", Map.of()), on("Linux", Map.of("XDG_DATA_HOME", "data", "XDG_CONFIG_HOME", "")));
  }

  @Test
  void macAndWindowsHavePlacesOfTheirOwn() {
    String support = "Library/Application Support/Rollcall";
    assertEquals(
        places(support, support, "Library/Logs/Rollcall", "Library/Caches/Rollcall"),
        on("Mac OS X", Map.of()));
    assertEquals(
        places(
            "AppData/Local/Rollcall/data",
            "AppData/Roaming/Rollcall",
            "AppData/Local/Rollcall/logs",
            "AppData/Local/Rollcall/cache"),
        on("Windows 11", Map.of()));
  }

  @Test
  void oneDirectoryCanHoldEverything() {
    AppPaths all = AppPaths.of("Linux", Map.of("XDG_DATA_HOME", "/d"), HOME, Path.of("/x/./y"));
    assertEquals(
        new AppPaths(Path.of("/x/y"), Path.of("/x/y"), Path.of("/x/y/logs"), Path.of("/x/y/cache")),
        all);
    assertEquals(
        new AppPaths(
            Path.of("/x/y/demo"),
            Path.of("/x/y/demo"),
            Path.of("/x/y/logs"),
            Path.of("/x/y/cache")),
        all.demo());
  }

  private static AppPaths on(String system, Map<String, String> environment) {
    return AppPaths.of(system, environment, HOME, null);
  }

  private static AppPaths places(String data, String settings, String logs, String cache) {
    return new AppPaths(
        HOME.resolve(data), HOME.resolve(settings), HOME.resolve(logs), HOME.resolve(cache));
  }
}
