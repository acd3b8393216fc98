package rollcall.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanedOutputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'Zo\u00eb \u5c71\u7530 \ud83d\udc69\u200d\ud83d\ude80' | 'Zo\u00eb \u5c71\u7530"
            + " \ud83d\udc69\u200d\ud83d\ude80'",
        "'100 %s %n {0} $1' | '100 %s %n {0} $1'",
        "'\u001b[2Jgone' | '\ufffd[2Jgone'",
        "'\u009b31mred' | '\ufffd31mred'",
        "'\u0007bell' | '\ufffdbell'",
        "'\u202etxt.exe' | '\ufffdtxt.exe'",
        "'a\u2066b\u2069' | 'a\ufffdb\ufffd'",
        "'\ud800 alone' | '\ufffd alone'",
        "'a\u2028b' | 'a b'",
      })
  void whatSlackSaysIsTextAndNoCommandToTheTerminal(String text, String shown) {
    assertEquals(shown, TerminalText.line(text));
  }

  @Test
  void aNameCannotFakeALine() {
    var bytes = new ByteArrayOutputStream();
    CleanedOutput out = CleanedOutput.over(bytes, StandardCharsets.UTF_8);
    out.println("Kai\r\nrollcall: Erased everybody.\tx");
    assertEquals(
        "Kai  rollcall: Erased everybody.\tx" + System.lineSeparator(),
        bytes.toString(StandardCharsets.UTF_8));
    assertEquals("one\n\ufffdtwo\n", TerminalText.lines("one\n\u001btwo\n"));
  }

  @Test
  void theFirstWriteThatFailsIsReportedOnce() {
    List<String> reported = new ArrayList<>();
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    CleanedOutput out = CleanedOutput.over(closed, StandardCharsets.UTF_8);
    out.onFailure(failure -> reported.add(failure.getMessage()));
    out.println("U1: active");
    out.println("U1: away");
    assertEquals(List.of("Broken pipe"), reported);
  }
}
