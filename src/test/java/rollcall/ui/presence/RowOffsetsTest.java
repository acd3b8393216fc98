package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowOffsetsTest {
  private static final double LANE = 27;
  private static final RowColumns WIDE = RowColumns.of(1_280, 0, 1, Set.of());
  private static final RowColumns NARROW = RowColumns.of(640, 0, 1, Set.of());

  @Test
  void besideTheNamesAllRowsHaveOneHeight() {
    RowOffsets offsets = RowOffsets.of(items(), WIDE, LANE);
    assertEquals(List.of(0.0, 27.0, 54.0, 81.0, 108.0), tops(offsets));
    assertEquals(5 * LANE, offsets.total());
  }

  @Test
  void underTheNamesAnExpandedGroupHasNoRoomForALane() {
    RowOffsets offsets = RowOffsets.of(items(), NARROW, LANE);
    assertEquals(List.of(0.0, 27.0, 76.0, 125.0, 152.0), tops(offsets));
    assertEquals(LANE, offsets.height(0));
    assertEquals(NARROW.rowHeight(LANE), offsets.height(1));
    assertEquals(152 + 49, offsets.total());
  }

  @Test
  void eachPositionBelongsToOneRow() {
    for (RowColumns columns : List.of(WIDE, NARROW)) {
      RowOffsets offsets = RowOffsets.of(items(), columns, LANE);
      for (int i = 0; i < items().size(); i++) {
        assertEquals(i, offsets.indexAt(offsets.top(i)));
        assertEquals(i, offsets.indexAt(offsets.top(i) + offsets.height(i) - 0.5));
      }
      assertEquals(items().size(), offsets.indexAt(offsets.total()));
      assertEquals(0, offsets.indexAt(-1));
    }
  }

  @Test
  void withoutRowsThereIsNoHeight() {
    assertEquals(0, RowOffsets.of(List.of(), NARROW, LANE).total());
    assertEquals(0, RowOffsets.of(List.of(), NARROW, LANE).indexAt(0));
  }

  /// An expanded group with one person, a collapsed one, and an expanded one with one person.
  private static List<RowItem> items() {
    RowItem person = new RowItem.Member(SampleModels.presence(1).rows().getFirst());
    return List.of(
        new RowItem.Group("A", List.of(), false),
        person,
        new RowItem.Group("K", List.of(), true),
        new RowItem.Group("M", List.of(), false),
        person);
  }

  private static List<Double> tops(RowOffsets offsets) {
    return IntStream.range(0, 5).mapToObj(offsets::top).toList();
  }
}
