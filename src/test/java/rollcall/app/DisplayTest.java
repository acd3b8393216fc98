package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisplayTest {
  private static final Optional<String> NONE = Optional.of("There is no display here");

  @Test
  void linuxHasADisplayWhenTheEnvironmentNamesOne() {
    assertEquals(NONE, Display.missing("Linux", Map.of(), false));
    assertEquals(NONE, Display.missing("Linux", Map.of("DISPLAY", ""), false));
    assertEquals(Optional.empty(), Display.missing("Linux", Map.of("DISPLAY", ":0"), false));
    assertEquals(
        Optional.empty(), Display.missing("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"), false));
  }

  @Test
  void otherSystemsAlwaysHaveOne() {
    assertEquals(Optional.empty(), Display.missing("Windows 11", Map.of(), false));
    assertEquals(Optional.empty(), Display.missing("Mac OS X", Map.of(), false));
  }

  @Test
  void drawingIntoMemoryNeedsNone() {
    assertEquals(Optional.empty(), Display.missing("Linux", Map.of(), true));
  }
}
