package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;
import rollcall.ui.timeline.SampleTimelines;

class TimeRangeSelectionTest {
  private static final Instant NOW = SampleTimelines.NOW;

  private PresenceScreenModel screen;

  @BeforeEach
  void openScreen() {
    screen = new PresenceScreenModel(SampleModels.presence(6));
    screen.follow();
  }

  @Test
  void rangeIsOrderedAndEndsAtTheCurrentTime() {
    screen.range().choose(NOW.plusSeconds(600), NOW.minusSeconds(600));
    assertEquals(new TimeRangeSelection.Range(NOW.minusSeconds(600), NOW), range());
    assertTrue(screen.range().clear());
    assertNull(screen.range().range().get());
    assertFalse(screen.range().clear());
  }

  @Test
  void rangeGrowsByIntervalsAndShrinksAgain() {
    screen.move(1);
    screen.timeline().selection().moveInterval(TimeDirection.EARLIER);
    screen.timeline().selection().moveInterval(TimeDirection.EARLIER);
    screen.timeline().selection().moveInterval(TimeDirection.EARLIER);
    Span selected = screen.timeline().selection().span().orElseThrow();
    PresenceTimeline lane = screen.timeline().selection().row().orElseThrow().timeline();
    screen.range().extend(TimeDirection.EARLIER);
    assertEquals(selected.end(), range().to());
    assertEquals(range().from(), before(lane, selected.start()));
    screen.range().extend(TimeDirection.LATER);
    assertEquals(new TimeRangeSelection.Range(selected.start(), selected.end()), range());
    screen.range().extend(TimeDirection.LATER);
    assertEquals(selected.start(), range().from());
    assertTrue(range().to().isAfter(selected.end()));
  }

  @Test
  void zoomShowsTheRangeAndClearsIt() {
    screen.range().choose(NOW.minusSeconds(7200), NOW.minusSeconds(3600));
    screen.range().zoom();
    assertTrue(screen.timeline().window().get().holds(NOW.minusSeconds(7200)));
    assertEquals(6000, screen.timeline().window().get().length().toSeconds());
    assertNull(screen.range().range().get());
  }

  private static Instant before(PresenceTimeline lane, Instant at) {
    return Instant.ofEpochSecond(lane.startSecond(lane.indexAt(at.getEpochSecond() - 1)));
  }

  private TimeRangeSelection.Range range() {
    return Objects.requireNonNull(screen.range().range().get());
  }
}
