package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HeapTrimmerTest {
  @Test
  void collectsHalfAMinuteAfterTheStartAndThenEachFiveMinutesIfTheHeapGrows() {
    assertEquals(List.of(30L, 300L, 600L, 900L), due(100 << 20));
  }

  @Test
  void aHeapThatHasNotGrownIsCollectedOnce() {
    assertEquals(List.of(30L), due(1 << 20));
  }

  private static List<Long> due(long heap) {
    HeapTrimmer trimmer = new HeapTrimmer();
    return LongStream.rangeClosed(1, 1000).filter(_ -> trimmer.isDue(heap)).boxed().toList();
  }
}
