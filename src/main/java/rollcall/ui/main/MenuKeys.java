package rollcall.ui.main;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keyboard shortcuts of one platform. The usual ones are those of Windows and Linux.
///
/// @param mac whether the platform is macOS
record MenuKeys(boolean mac) {
  /// The shortcuts of this computer.
  static MenuKeys ofThisComputer() {
    return new MenuKeys(
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac"));
  }

  /// The accelerator of a menu item, as of `KeyCombination.valueOf`.
  ///
  /// @param usual the accelerator on Windows and Linux
  String accelerator(String usual) {
    return switch (usual) {
      case "F5" -> mac ? "Shortcut+R" : usual;
      case "F11" -> mac ? "Ctrl+Meta+F" : usual;
      default -> usual;
    };
  }

  /// The text of a shortcut, such as "Ctrl+Shift+P", or "⇧⌘P" on macOS.
  ///
  /// @param usual shortcuts on Windows and Linux, separated by two spaces
  String text(String usual) {
    return mac
        ? Stream.of(usual.split("  ", -1)).map(MenuKeys::macText).collect(Collectors.joining("  "))
        : usual;
  }

  private static String macText(String usual) {
    return switch (usual) {
      case "F1" -> "⌘?";
      case "F5" -> "⌘R";
      case "F11" -> "⌃⌘F";
      default -> {
        List<String> keys = List.of(usual.split("\\+(?=.)", -1));
        // The order of the signs in the menus of macOS.
        String signs =
            Stream.of("Alt", "Shift", "Ctrl")
                .filter(keys::contains)
                .map(MenuKeys::sign)
                .collect(Collectors.joining());
        yield signs + keys.getLast();
      }
    };
  }

  private static String sign(String key) {
    return switch (key) {
      case "Alt" -> "⌥";
      case "Shift" -> "⇧";
      default -> "⌘";
    };
  }
}
