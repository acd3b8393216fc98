package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.util.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.TimelineRow;

/// The positions of 20 people, without a window.
class RowGeometryTest {
  private static final double TOP = AxisView.HEIGHT;
  private static final double LANE = 27;
  private final PresenceModel presence = SampleModels.presence(20);
  private final PresenceScreenModel screen = new PresenceScreenModel(presence);
  private final TimelineModel model = screen.timeline();
  private final RowGeometry geometry = new RowGeometry(screen);
  private Subscription subscription = Subscription.EMPTY;

  @BeforeEach
  void layOut() {
    subscription = screen.follow();
    geometry.layout(1_280, TOP + 10 * LANE);
  }

  @AfterEach
  void unsubscribe() {
    subscription.unsubscribe();
  }

  @Test
  void theVisibleRowsAreThoseAtTheScrollPosition() {
    assertEquals(0, geometry.firstRow());
    geometry.scrollTo(2.4 * LANE);
    assertEquals(2, geometry.firstRow());
    assertEquals(13, geometry.endRow(), "the last one is cut off");
    assertEquals(10, geometry.rowsShown());
    assertTrue(geometry.endRow() - geometry.firstRow() <= geometry.mostRows());
    assertEquals(2 * LANE - Math.rint(2.4 * LANE), geometry.top(2));
    assertEquals(10 * LANE, geometry.hidden());
  }

  @Test
  void eachPositionOnTheRowsHasThePersonThatIsDrawnThere() {
    geometry.scrollTo(3 * LANE);
    for (int i = geometry.firstRow(); i < geometry.firstRow() + 10; i++) {
      double y = TOP + geometry.top(i) + geometry.height(i) / 2;
      PersonRow person = screen.items().get(i).member().orElseThrow();
      assertEquals(Optional.of(person), geometry.personAt(y));
      assertEquals(Optional.of(person.id()), geometry.laneAt(y).map(TimelineRow::user));
      assertEquals(Optional.of(person), geometry.nameAt(60, y));
      assertEquals(Optional.empty(), geometry.nameAt(600, y), "that is on the lane");
    }
    assertEquals(Optional.empty(), geometry.itemAt(TOP - 1), "the header is no row");
  }

  @Test
  void belowTheLastRowIsNoRow() {
    geometry.layout(1_280, TOP + 30 * LANE);
    assertEquals(20 * LANE, geometry.filled());
    assertEquals(0, geometry.hidden());
    assertTrue(geometry.itemAt(TOP + 20 * LANE - 1).isPresent());
    assertEquals(Optional.empty(), geometry.itemAt(TOP + 20 * LANE));
  }

  @Test
  void anInstantIsFoundWhereItIsDrawn() {
    RowColumns columns = geometry.columns().get();
    Duration pixel = model.window().get().length().dividedBy((long) columns.plot());
    for (double x : new double[] {columns.left(), 500, 700, columns.right() - 1}) {
      assertEquals(x, geometry.xOf(geometry.timeAt(x)), 0.5);
      Instant at = model.window().get().at(geometry.partOf(x - columns.left()));
      assertTrue(Duration.between(at, geometry.timeAt(x)).abs().compareTo(pixel) < 0);
      assertTrue(geometry.onTime(x));
    }
    assertFalse(geometry.onTime(columns.left() - 1) || geometry.onTime(columns.right()));
    assertEquals(columns.left(), geometry.withinTime(0));
    assertEquals(columns.right(), geometry.withinTime(1_279));
  }

  @Test
  void theIntervalAtAPositionIsOneOfTheLaneAtItsTime() {
    TimelineRow row = model.rows().getFirst();
    long found =
        IntStream.range(0, (int) geometry.columns().get().plot())
            .mapToDouble(column -> geometry.columns().get().left() + column)
            .filter(x ->
                geometry
                    .spanAt(row, x)
                    .filter(span -> !span.start().isAfter(geometry.timeAt(row, x).plusSeconds(600)))
                    .isPresent())
            .count();
    assertTrue(found > 100, "columns with an interval: " + found);
    double future = geometry.xOf(model.now().get()) + 10;
    assertEquals(Optional.empty(), geometry.spanAt(row, future));
  }

  @Test
  void aRowIsRevealedByTheShortestScroll() {
    assertEquals(0, geometry.revealing(4), "it is visible");
    assertEquals(3 * LANE, geometry.revealing(12), "as the last row");
    geometry.scrollTo(8 * LANE);
    assertEquals(2 * LANE, geometry.revealing(2), "as the first row");
  }

  @Test
  void theThumbIsNeverTooSmallForThePointer() {
    geometry.layout(1_280, TOP + 100);
    double thumb = geometry.visibleAmount() / geometry.hidden() * 100;
    assertEquals(36, thumb, 0.01);
    geometry.layout(1_280, 0);
    assertEquals(geometry.hidden(), geometry.visibleAmount());
  }

  @Test
  void theActionsOfARangeDoNotCoverTheSelectedRow() {
    assertEquals(TOP + 6, geometry.topOfActions(30), "nothing is selected");
    screen.move(1);
    assertEquals(TOP + 10 * LANE - 30 - 6, geometry.topOfActions(30));
    screen.move(5);
    assertEquals(TOP + 6, geometry.topOfActions(30));
  }
}
