package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSheetWriterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1", "'=1+1", "''-2", "'", "''", "'tis", "Ann", "@here", "＝x", "  =1", "' =1", " Ann"
      })
  void guardedTextIsReadBackUnchanged(String words) throws Exception {
    StringWriter out = new StringWriter();
    CsvSheetWriter sheet = new CsvSheetWriter(out, CsvDialect.DATA, List.of("words"));
    sheet.text(words).endRow();
    sheet.end();
    String cell = out.toString().lines().skip(1).findFirst().orElseThrow();
    assertFalse(cell.strip().startsWith("="), cell);
    assertEquals(words, CsvSheetWriter.isGuarded(cell) ? cell.substring(1) : cell);
  }
}
