package rollcall.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void everySourceIsFormatted() throws Exception {
    List<Path> sources = Format.sources();
    assertFalse(sources.isEmpty());
    List<Path> unformatted = new ArrayList<>();
    for (Path file : sources) {
      String is = Files.readString(file);
      if (!Format.wanted(is).equals(is)) {
        unformatted.add(file);
      }
    }
    assertEquals(List.of(), unformatted, "Run: mvn -Pformat process-sources");
  }
}
