package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DisplayCheckTest {
  private static final Optional<String> NONE = Optional.of("There is no display here");

  @Test
  void linuxHasADisplayWhenTheEnvironmentNamesOne() {
    assertEquals(NONE, DisplayCheck.missing("Linux", Map.of(), false));
    assertEquals(NONE, DisplayCheck.missing("Linux", Map.of("DISPLAY", ""), false));
    assertEquals(Optional.empty(), DisplayCheck.missing("Linux", Map.of("DISPLAY", ":0"), false));
    assertEquals(
        Optional.empty(),
        DisplayCheck.missing("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"), false));
  }

  @Test
  void otherSystemsAlwaysHaveOne() {
    assertEquals(Optional.empty(), DisplayCheck.missing("Windows 11", Map.of(), false));
    assertEquals(Optional.empty(), DisplayCheck.missing("Mac OS X", Map.of(), false));
  }

  @Test
  void graphicsAreEmulatedOnLinuxWithoutADevice() {
    assertTrue(DisplayCheck.isGraphicsEmulated("Linux", _ -> false));
    assertFalse(DisplayCheck.isGraphicsEmulated("Linux", Path.of("/dev/dri")::equals));
    assertFalse(DisplayCheck.isGraphicsEmulated("Linux", Path.of("/dev/nvidia0")::equals));
    assertFalse(DisplayCheck.isGraphicsEmulated("Mac OS X", _ -> false));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLibraryThatCannotBeLoadedIsNamedWithTheRemedy() {
    assertEquals(
        Optional.of(
            "The window needs the library libnosuch-3.so.0, which cannot be loaded; install GTK 3"
                + " (Debian and Ubuntu: libgtk-3-0 or libgtk-3-0t64, Fedora and Arch: gtk3)"),
        DisplayCheck.missingLibrary(List.of("libc.so.6", "libnosuch-3.so.0")));
    assertEquals(Optional.empty(), DisplayCheck.missingLibrary(List.of("libc.so.6")));
  }

  @Test
  void drawingIntoMemoryNeedsNone() {
    assertEquals(Optional.empty(), DisplayCheck.missing("Linux", Map.of(), true));
  }
}
