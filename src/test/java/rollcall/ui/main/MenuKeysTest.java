package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import javafx.scene.input.KeyCombination;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MenuKeysTest {
  @ParameterizedTest
  @CsvSource({
    "F5, Shortcut+R",
    "F11, Ctrl+Meta+F",
    "Shortcut+Comma, Shortcut+Comma",
    "Shortcut+Shift+P, Shortcut+Shift+P"
  })
  void macOsHasItsOwnKeysWhereTheUsualOnesAreNotFree(String usual, String mac) {
    assertEquals(usual, new MenuKeys(false).accelerator(usual));
    assertEquals(mac, new MenuKeys(true).accelerator(usual));
    assertNotNull(KeyCombination.valueOf(mac));
  }

  @ParameterizedTest
  @CsvSource({
    "Ctrl+P, ⌘P",
    "'Ctrl+,', '⌘,'",
    "Ctrl+Shift+P, ⇧⌘P",
    "Ctrl+C  Ctrl+Shift+C, ⌘C  ⇧⌘C",
    "'F1  Ctrl+/', '⌘?  ⌘/'",
    "F5, ⌘R",
    "F11, ⌃⌘F",
    "Alt+Shift+← →, ⌥⇧← →",
    "+  −  Ctrl+wheel, +  −  ⌘wheel",
    "/  Ctrl+F, /  ⌘F",
    "T, T"
  })
  void theSheetShowsTheKeysOfThePlatform(String usual, String mac) {
    assertEquals(usual, new MenuKeys(false).text(usual));
    assertEquals(mac, new MenuKeys(true).text(usual));
  }
}
