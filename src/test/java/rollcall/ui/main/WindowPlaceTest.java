package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import rollcall.settings.ViewState.Place;

class WindowPlaceTest {
  private static final Rectangle2D LAPTOP = new Rectangle2D(0, 25, 1366, 743);
  private static final Rectangle2D MONITOR = new Rectangle2D(-1920, 0, 1920, 1080);

  @Test
  void theFirstWindowLeavesRoomForItsTitleBar() {
    assertEquals(
        new Dimension2D(1264, 752), WindowPlace.first(1280, 800, new Rectangle2D(0, 0, 1280, 800)));
    assertEquals(new Dimension2D(1280, 800), WindowPlace.first(1280, 800, MONITOR));
  }

  @Test
  void aVisiblePlaceStaysOnItsMonitor() {
    Place place = new Place(-1800, 100, 1280, 800, false);
    assertEquals(place, WindowPlace.within(place, List.of(LAPTOP, MONITOR)));
  }

  @Test
  void withoutItsMonitorTheWindowIsOnThePrimaryOne() {
    assertEquals(
        new Place(0, 25, 1280, 743, true),
        WindowPlace.within(
            new Place(-1800, 0, 1280, 800, true),
            List.of(LAPTOP, new Rectangle2D(1366, 0, 1920, 1080))));
  }

  @Test
  void aPlaceBeyondTheEdgeIsMovedInside() {
    assertEquals(
        new Place(466, 168, 900, 600, false),
        WindowPlace.within(new Place(1200, 700, 900, 600, false), List.of(LAPTOP, MONITOR)));
  }

  @Test
  void aPlaceOnTwoMonitorsBelongsToTheOneWithMoreOfIt() {
    assertEquals(
        new Place(-800, 50, 800, 600, false),
        WindowPlace.within(new Place(-700, 50, 800, 600, false), List.of(LAPTOP, MONITOR)));
  }
}
