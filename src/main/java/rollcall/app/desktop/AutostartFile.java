package rollcall.app.desktop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.ErrorText;
import rollcall.files.PrivateFiles;
import rollcall.ui.model.LoginEntry;

/// Login entry as a file: an XDG autostart entry on Linux, a launch agent on macOS, and a script in
/// the folder Startup on Windows.
///
/// @param file the entry
/// @param launcher the program that it starts
/// @param content the content of the entry
record AutostartFile(Path file, Path launcher, String content) implements LoginEntry {

  /// The entry of this operating system.
  ///
  /// @param system the operating system's name, as Java knows it
  /// @param environment the variables of this process
  /// @param home the user's home directory
  /// @param image the runtime image of this program
  static AutostartFile of(String system, Map<String, String> environment, Path home, Path image) {
    if (system.startsWith("Windows")) {
      Path launcher = image.resolve("bin").resolve("rollcall.bat");
      Path roaming = AppPaths.place(environment, "APPDATA", home.resolve("AppData/Roaming"));
      return new AutostartFile(
          roaming.resolve("Microsoft/Windows/Start Menu/Programs/Startup/Rollcall.cmd"),
          launcher,
          "@start \"Rollcall\" /min \"%s\"\r\n".formatted(launcher));
    }
    Path launcher = image.resolve("bin").resolve("rollcall");
    if (system.startsWith("Mac")) {
      return new AutostartFile(
          home.resolve("Library/LaunchAgents/rollcall.plist"), launcher, agent(launcher));
    }
    Path config = AppPaths.place(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
    return new AutostartFile(
        config.resolve("autostart/rollcall.desktop"),
        launcher,
        """
        [Desktop Entry]
        Type=Application
        Name=Rollcall
        Exec="%s"
        Icon=rollcall
        """
            .formatted(quoted(launcher.toString())));
  }

  /// The text within the quotes of an `Exec` line: escaped for the line, and then for the value.
  private static String quoted(String path) {
    return path.replaceAll("[\\\\\"`$]", "\\\\$0").replace("\\", "\\\\").replace("%", "%%");
  }

  private static String agent(Path launcher) {
    String path = launcher.toString().replace("&", "&amp;").replace("<", "&lt;");
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <plist version="1.0">
    <dict>
      <key>Label</key>
      <string>rollcall</string>
      <key>ProgramArguments</key>
      <array>
        <string>%s</string>
      </array>
      <key>RunAtLoad</key>
      <true/>
    </dict>
    </plist>
    """
        .formatted(path);
  }

  @Override
  public boolean isPossible() {
    return Files.isExecutable(launcher);
  }

  @Override
  public boolean isOn() {
    return Files.exists(file);
  }

  @Override
  public Optional<String> set(boolean on) {
    try {
      if (on) {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        PrivateFiles.replace(file, content.getBytes(StandardCharsets.UTF_8));
      } else {
        Files.deleteIfExists(file);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(ErrorText.of(e));
    }
  }
}
