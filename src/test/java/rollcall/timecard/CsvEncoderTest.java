package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvEncoderTest {
  private static final List<String> PIECES =
      List.of(
          "a", "ü", "😀", "\"", ",", ";", "\t", "\r", "\n", " ", "'", "#", "=", "long ".repeat(90));

  @Test
  void textIsEncodedAsByFastCsvAndReadBackUnchanged() throws IOException {
    for (char delimiter : new char[] {',', ';', '\t'}) {
      Random random = new Random(delimiter);
      List<List<String>> rows = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        // FastCSV quotes what could be a comment, which only the first cell of a row can be.
        rows.add(List.of("row" + i, words(random), words(random)));
      }
      String written = written(rows, delimiter);
      assertEquals(asFastCsv(rows, delimiter), written);
      assertEquals(
          rows,
          CsvReader.builder().fieldSeparator(delimiter).ofCsvRecord(written).stream()
              .map(CsvRecord::getFields)
              .toList());
    }
  }

  @Test
  void numbersHaveAllTheirDigits() throws IOException {
    List<Long> numbers =
        List.of(0L, 7L, 10L, 99L, 100L, 86_400L, 99_999_999L, 100_000_000L, Long.MAX_VALUE, -120L);
    StringWriter out = new StringWriter();
    CsvEncoder text = new CsvEncoder(out, ',');
    for (long number : numbers) {
      text.cell().number(number);
    }
    text.cell().twoDigits(5).twoDigits(1234).digits(5, 2).digits(0, 1).digits(1234, 4).endRow();
    text.flush();
    assertEquals(
        "0,7,10,99,100,86400,99999999,100000000,9223372036854775807,-120,05340501234\r\n",
        out.toString());
  }

  private static String words(Random random) {
    StringBuilder words = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      words.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return words.toString();
  }

  private static String written(List<List<String>> rows, char delimiter) throws IOException {
    StringWriter out = new StringWriter();
    CsvEncoder text = new CsvEncoder(out, delimiter);
    for (List<String> row : rows) {
      for (String cell : row) {
        text.cell().put(text.quoted(cell));
      }
      text.endRow();
    }
    text.flush();
    return out.toString();
  }

  private static String asFastCsv(List<List<String>> rows, char delimiter) throws IOException {
    StringWriter out = new StringWriter();
    try (CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(delimiter)
            .lineDelimiter(LineDelimiter.CRLF)
            .build(out)) {
      rows.forEach(csv::writeRecord);
    }
    return out.toString();
  }
}
