package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSheetTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "'=1+1", "''-2", "'", "''", "'tis", "Ann", "@here", "＝x"})
  void whatIsGuardedIsReadBackAsItWas(String words) throws Exception {
    StringWriter out = new StringWriter();
    CsvSheet sheet = new CsvSheet(out, CsvStyle.DATA, List.of("words"));
    sheet.text(words).endRow();
    sheet.flush();
    String cell = out.toString().lines().skip(1).findFirst().orElseThrow();
    assertEquals(words, CsvSheet.guarded(cell) ? cell.substring(1) : cell);
  }
}
