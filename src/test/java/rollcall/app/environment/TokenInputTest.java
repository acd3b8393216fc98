package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

class TokenInputTest {
  @Test
  @ResourceLock("System.in")
  void theFirstLineIsTheToken() throws IOException {
    assertEquals("xoxb-1", read(new ByteArrayInputStream(bytes("xoxb-1\r\nmore"))));
    assertEquals("xoxb-1", read(new ByteArrayInputStream(bytes("xoxb-1"))));
    assertEquals("xoxb-1", read(new ByteArrayInputStream(bytes("\uFEFFxoxb-1\r\n"))));
    assertEquals("", read(new ByteArrayInputStream(bytes("\nmore"))));
    assertNull(read(InputStream.nullInputStream()));
  }

  @Test
  @Timeout(20)
  @ResourceLock("System.in")
  void aLineWithoutAnEndIsRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    assertEquals(
        "The first line of standard input is too long for a token.",
        assertThrows(IOException.class, () -> read(endless)).getMessage());
  }

  private static @Nullable String read(InputStream in) throws IOException {
    assumeTrue(System.console() == null, "There is a terminal.");
    InputStream before = System.in;
    System.setIn(in);
    try {
      return TokenInput.standard(new PrintStream(OutputStream.nullOutputStream())).line();
    } finally {
      System.setIn(before);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
