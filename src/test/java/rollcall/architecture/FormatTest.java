package rollcall.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void everySourceIsFormatted() throws Exception {
    List<Path> sources = Format.sources();
    assertFalse(sources.isEmpty());
    List<Path> unformatted =
        sources.parallelStream().filter(file -> !isFormatted(file)).sorted().toList();
    assertEquals(List.of(), unformatted, "Run: mvn -Pformat process-sources");
  }

  private static boolean isFormatted(Path file) {
    try {
      String is = Files.readString(file);
      return Format.wanted(is).equals(is);
    } catch (Exception e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
