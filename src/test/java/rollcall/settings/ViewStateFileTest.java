package rollcall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewStateFileTest {
  private static final ViewState STATE =
      new ViewState(
          "timecards",
          "PT6H",
          "month",
          "for",
          true,
          "compact",
          180,
          "first seen",
          5,
          "keep",
          "de",
          "monday hours_12 decimal",
          Instant.parse("2026-11-28T09:30:00.25Z"),
          new ViewState.Place(-1200, 40, 1000, 700, true));

  @TempDir private Path directory;
  private Path path;
  private ViewStateFile file;

  @BeforeEach
  void open() {
    path = directory.resolve("view.json");
    file = new ViewStateFile(path);
  }

  @Test
  void theStateIsLoadedAsItWasSaved() throws IOException {
    file.save(STATE);
    assertEquals(STATE, file.load());
  }

  @Test
  void withoutAFileTheDefaultIsShown() {
    assertEquals(ViewState.DEFAULT, file.load());
  }

  @Test
  void unreadableContentIsTheDefault() throws IOException {
    for (String content : new String[] {"", "{", "[]", "null", "\"x\"", "{\"place\": 3}"}) {
      Files.writeString(path, content);
      assertEquals(ViewState.DEFAULT, file.load(), content);
    }
    Files.delete(path);
    Files.createDirectory(path);
    assertEquals(ViewState.DEFAULT, file.load());
  }

  @Test
  void anUnreadableFieldHasItsDefaultAndTheOthersStay() throws IOException {
    Files.writeString(
        path,
        """
        {"screen": 7, "shown": "today", "sort": "active", "nameWidth": "wide", "hiddenMinutes": -3,
         "place": {"x": 1, "y": 2, "width": 0, "height": 5}}
        """);
    ViewState loaded = file.load();
    assertEquals("active", loaded.sort());
    assertEquals(0, loaded.nameWidth());
    assertEquals(0, loaded.hiddenMinutes());
    assertEquals(null, loaded.shown());
    assertEquals(null, loaded.place());
  }
}
