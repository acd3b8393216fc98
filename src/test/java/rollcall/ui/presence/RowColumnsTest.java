package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RowColumnsTest {
  @Test
  void columnsDisappearInTheOrderFirstSeenStateDuration() {
    boolean[] before = {true, true, true, true};
    for (int width = 1600; width >= 700; width--) {
      RowColumns layout = RowColumns.of(width, 0, 1, Set.of());
      boolean[] shown = {
        layout.first() > 0, layout.seen() > 0, layout.state() > 0, layout.duration() > 0
      };
      for (int i = 1; i < shown.length; i++) {
        assertTrue(shown[i] || !shown[i - 1], "column " + i + " at " + width);
      }
      for (int i = 0; i < shown.length; i++) {
        assertTrue(before[i] || !shown[i], "column " + i + " returned at " + width);
      }
      before = shown;
      assertTrue(layout.plot() >= 300, "lane at " + width + ": " + layout.plot());
      assertEquals(layout.width(), layout.activeRight() + layout.seen(), 1, "at " + width);
    }
  }

  @Test
  void theScrollBarIsNotOverTheLaneAlsoWithoutColumnsBesideIt() {
    for (int width : new int[] {640, 860, 1280}) {
      RowColumns all = RowColumns.of(width, 0, 1, Set.of());
      RowColumns none = RowColumns.of(width, 0, 1, Set.of(SortKey.values()));
      assertTrue(width - all.right() >= RowsPane.SCROLL_TARGET, "all at " + width);
      assertTrue(width - none.right() >= RowsPane.SCROLL_TARGET, "none at " + width);
    }
  }

  @Test
  void belowSevenHundredPixelsTheLaneIsUnderTheName() {
    assertFalse(RowColumns.of(700, 0, 1, Set.of()).stacked());
    RowColumns narrow = RowColumns.of(699, 0, 1, Set.of());
    assertTrue(narrow.stacked());
    assertEquals(22 + 27, narrow.rowHeight(27));
    assertEquals(33 + 40, RowColumns.of(860, 0, 1.5, Set.of()).rowHeight(40));
  }

  @Test
  void stateAndDurationAreBesideTheNameAlsoWhereTheLaneIsUnderIt() {
    RowColumns large = RowColumns.of(860, 0, 1.5, Set.of());
    assertTrue(large.stacked() && large.state() > 0 && large.duration() > 0);
    assertEquals(large.right(), large.durationRight(), "they end where the lane ends");
    RowColumns narrow = RowColumns.of(400, 0, 1, Set.of());
    assertTrue(narrow.state() == 0 && narrow.duration() > 0, "the state falls away first");
    assertEquals(0, RowColumns.of(699, 0, 1, Set.of(SortKey.FOR)).duration());
  }

  @Test
  void aNarrowWindowHasRoomForUsualNamesBesideTheDuration() {
    RowColumns layout = RowColumns.of(860, 0, 1, Set.of());
    assertTrue(layout.name() - RowColumns.nameLeft(1) - 24 >= 110, "name: " + layout.name());
    assertTrue(layout.duration() > 0);
  }

  @Test
  void theNameKeepsItsDistanceFromTheMarkInLargeText() {
    assertEquals(38, RowColumns.nameLeft(1));
    double markRight = 18 + RowColumns.MARK / 2 + 1.5 * RowColumns.MARK / 2;
    assertTrue(RowColumns.nameLeft(1.5) - markRight >= 38 - 30);
  }

  @Test
  void wantedWidthOfTheNamesIsLimited() {
    assertEquals(RowColumns.MIN_NAME, RowColumns.of(1280, 10, 1, Set.of()).name());
    assertEquals(300, RowColumns.of(1280, 300, 1, Set.of()).name());
    assertEquals(RowColumns.MAX_NAME, RowColumns.of(1280, 900, 1, Set.of()).name());
  }

  @Test
  void aHiddenColumnGivesItsRoomToTheLaneAndToOtherColumns() {
    RowColumns all = RowColumns.of(1280, 0, 1, Set.of());
    RowColumns fewer = RowColumns.of(1280, 0, 1, Set.of(SortKey.ACTIVE, SortKey.STATE));
    assertEquals(0, fewer.active() + fewer.state());
    assertEquals(all.plot() + all.active() + all.state(), fewer.plot(), 1);
    RowColumns narrow = RowColumns.of(900, 0, 1, Set.of(SortKey.FOR));
    assertEquals(0, narrow.duration());
    assertTrue(narrow.state() > 0 && RowColumns.of(900, 0, 1, Set.of()).state() == 0);
  }

  @Test
  void largeTextLeavesTheLanesTheirPartOfTheWidth() {
    for (int width = 1_050; width <= 1_920; width++) {
      RowColumns layout = RowColumns.of(width, 0, 1.5, Set.of());
      assertTrue(layout.plot() >= 0.42 * width, "lane at " + width + ": " + layout.plot());
    }
    RowColumns usual = RowColumns.of(1_280, 0, 1.5, Set.of());
    assertTrue(usual.state() > 0 && usual.duration() > 0);
  }
}
