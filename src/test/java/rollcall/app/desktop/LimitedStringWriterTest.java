package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LimitedStringWriterTest {
  @Test
  void whatIsMoreThanFitsOnTheClipboardIsRefusedAtOnce() throws IOException {
    LimitedStringWriter text = new LimitedStringWriter(8);
    text.write("date\tday");
    assertEquals("date\tday", text.toString());
    assertEquals(
        "That is more than fits on the clipboard. Choose fewer people or days, or export a file.",
        assertThrows(IOException.class, () -> text.write("s")).getMessage());
  }
}
