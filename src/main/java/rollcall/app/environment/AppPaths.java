package rollcall.app.environment;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Directories of the program on this computer.
///
/// @param data histories
/// @param settings the settings file, and the file of secrets where the user chose one
/// @param logs the log files
/// @param cache files that can be created again at any time
public record AppPaths(Path data, Path settings, Path logs, Path cache) {
  /// Returns the default directories of this operating system, or everything in one directory.
  ///
  /// @param system the operating system's name, as Java knows it
  /// @param environment the variables of this process
  /// @param home the user's home directory
  /// @param everything the directory that the user requested; null for the default
  public static AppPaths of(
      String system, Map<String, String> environment, Path home, @Nullable Path everything) {
    if (everything != null) {
      Path all = everything.toAbsolutePath().normalize();
      return new AppPaths(all, all, all.resolve("logs"), all.resolve("cache"));
    }
    if (system.startsWith("Windows")) {
      Path local = place(environment, "LOCALAPPDATA", home.resolve("AppData/Local"));
      Path roaming = place(environment, "APPDATA", home.resolve("AppData/Roaming"));
      return new AppPaths(
          local.resolve("Rollcall/data"),
          roaming.resolve("Rollcall"),
          local.resolve("Rollcall/logs"),
          local.resolve("Rollcall/cache"));
    }
    if (system.startsWith("Mac")) {
      Path support = home.resolve("Library/Application Support/Rollcall");
      return new AppPaths(
          support,
          support,
          home.resolve("Library/Logs/Rollcall"),
          home.resolve("Library/Caches/Rollcall"));
    }
    Path data = place(environment, "XDG_DATA_HOME", home.resolve(".local/share"));
    Path settings = place(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
    Path state = place(environment, "XDG_STATE_HOME", home.resolve(".local/state"));
    return new AppPaths(
        data.resolve("rollcall"),
        settings.resolve("rollcall"),
        state.resolve("rollcall/logs"),
        place(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("rollcall"));
  }

  /// Returns the directories of the demo, so that invented and real people are never mixed.
  public AppPaths demo() {
    return new AppPaths(data.resolve("demo"), settings.resolve("demo"), logs, cache);
  }

  /// Returns the directory that a variable names. As the XDG specification requires, a relative
  /// path is ignored.
  public static Path place(Map<String, String> environment, String name, Path usual) {
    Path named = Path.of(environment.getOrDefault(name, ""));
    return named.isAbsolute() ? named : usual;
  }
}
