package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
  void drawingIntoMemoryNeedsNone() {
    assertEquals(Optional.empty(), DisplayCheck.missing("Linux", Map.of(), true));
  }
}
