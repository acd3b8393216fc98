package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.ui.timeline.Preset;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;

class TimelineModelTest {
  private static final Instant NOW = SampleTimelines.NOW;
  private static final ZoneId BERLIN = SampleTimelines.BERLIN;
  private TimelineModel model;

  @BeforeEach
  void someOffice() {
    model = new TimelineModel(NOW, BERLIN, Preset.TODAY);
    model.rows().setAll(SampleTimelines.rows(6));
  }

  @Test
  void todayIsFromMidnightToMidnightAndFollows() {
    assertEquals(
        new TimeWindow(
            Instant.parse("2026-09-16T22:00:00Z"), Instant.parse("2026-09-17T22:00:00Z")),
        model.window().get());
    assertTrue(model.following().get());
    assertEquals(Preset.TODAY, model.preset().get());
  }

  @Test
  void todayBecomesTomorrowAtMidnight() {
    model.now().set(Instant.parse("2026-09-17T22:00:00Z"));
    assertEquals(Instant.parse("2026-09-17T22:00:00Z"), model.window().get().from());
  }

  @Test
  void last24HoursHasAMarginAfterNow() {
    model.show(Preset.LAST_24_HOURS);
    assertEquals(NOW.minus(Duration.ofHours(24)), model.window().get().from());
    assertTrue(model.window().get().to().isAfter(NOW));
  }

  @Test
  void zoomAnchorStaysWithinHalfAPixelOverThirtySteps() {
    model.show(Preset.LAST_24_HOURS);
    double width = 1000;
    Instant anchor = model.window().get().at(0.37);
    for (int step = 0; step < 30; step++) {
      model.zoom(step < 15 ? 1 / 1.25 : 1.25, anchor);
      double drift = Math.abs(model.window().get().partOf(anchor) - 0.37) * width;
      assertTrue(drift <= 0.5, "drift after " + step + ": " + drift);
    }
  }

  @Test
  void zoomStopsAtAMinuteAndAt366Days() {
    Instant anchor = NOW.minusSeconds(3600);
    for (int i = 0; i < 100; i++) {
      model.zoom(0.5, anchor);
    }
    assertEquals(Duration.ofMinutes(1), model.window().get().length());
    for (int i = 0; i < 100; i++) {
      model.zoom(2, anchor);
    }
    assertEquals(Duration.ofDays(366), model.window().get().length());
  }

  @Test
  void pausedWindowDoesNotMove() {
    model.show(Preset.LAST_24_HOURS);
    model.pan(-0.25);
    assertFalse(model.following().get());
    TimeWindow before = model.window().get();
    for (int i = 1; i <= 100; i++) {
      model.now().set(NOW.plusSeconds(i * 60L));
      model.lanesChanged();
    }
    assertEquals(before, model.window().get());
  }

  @Test
  void followingWindowKeepsNowVisibleAndMovesInSteps() {
    model.show(Preset.LAST_24_HOURS);
    TimeWindow before = model.window().get();
    model.now().set(NOW.plusSeconds(1));
    assertEquals(before, model.window().get());
    model.now().set(NOW.plusSeconds(7200));
    assertEquals(before.moved(Duration.ofSeconds(7200)), model.window().get());
  }

  @Test
  void panningBackToNowFollowsAgain() {
    model.show(Preset.LAST_24_HOURS);
    model.pan(-0.25);
    model.pan(0.5);
    assertTrue(model.following().get());
  }

  @Test
  void panStopsADayBeforeTheFirstRecordAndShortlyAfterNow() {
    for (int i = 0; i < 200; i++) {
      model.pan(-1);
    }
    Instant first = model.recordedSince().orElseThrow();
    assertEquals(first.minus(Duration.ofDays(1)), model.window().get().from());
    for (int i = 0; i < 200; i++) {
      model.pan(1);
    }
    assertEquals(Instant.parse("2026-09-17T22:00:00Z"), model.window().get().to());
  }

  @Test
  void backAndForwardRestoreWindows() {
    TimeWindow today = model.window().get();
    assertFalse(model.canGoBack().get());
    model.show(Preset.LAST_7_DAYS);
    TimeWindow week = model.window().get();
    model.pan(-0.1);
    model.pan(-0.1);
    TimeWindow moved = model.window().get();
    model.back();
    assertEquals(week, model.window().get());
    model.back();
    assertEquals(today, model.window().get());
    model.forward();
    model.forward();
    assertEquals(moved, model.window().get());
    assertFalse(model.canGoForward().get());
  }

  @Test
  void fitShowsAllRecordedTime() {
    model.fit();
    assertTrue(model.window().get().holds(model.recordedSince().orElseThrow()));
    assertTrue(model.window().get().holds(NOW));
  }

  @Test
  void zoomedIntervalFillsThreeFifths() {
    model.zoomTo(NOW.minusSeconds(3600), NOW.minusSeconds(3000));
    TimeWindow window = model.window().get();
    assertEquals(Duration.ofSeconds(1000), window.length());
    assertEquals(0.2, window.partOf(NOW.minusSeconds(3600)), 1e-9);
  }

  @Test
  void selectionMovesByIntervalAndTheWindowFollows() {
    model.zoomTo(NOW.minusSeconds(600), NOW);
    TimelineSelection selection = model.selection();
    selection.moveLane(1);
    assertEquals("Grace Hopper", selection.row().orElseThrow().person().name());
    selection.moveInterval(false);
    Span last = selection.span().orElseThrow();
    assertTrue(last.isOpen());
    for (int i = 0; i < 5; i++) {
      Span before = selection.span().orElseThrow();
      selection.moveInterval(false);
      assertEquals(before.start(), selection.span().orElseThrow().end());
    }
    assertTrue(model.window().get().holds(selection.span().orElseThrow().start()));
    assertFalse(model.following().get());
  }

  @Test
  void selectionMovesByGap() {
    TimelineSelection selection = model.selection();
    selection.moveLane(1);
    selection.moveGap(false);
    assertEquals(Cause.DISCONNECTED, selection.span().orElseThrow().startCause());
    selection.moveGap(false);
    assertEquals(Cause.COMPUTER_SLEPT, selection.span().orElseThrow().startCause());
    selection.moveGap(true);
    assertEquals(Cause.DISCONNECTED, selection.span().orElseThrow().startCause());
  }

  @Test
  void nextChangeIsInAnyLane() {
    TimelineSelection selection = model.selection();
    selection.moveChange(true);
    Instant first = selection.span().orElseThrow().start();
    selection.moveChange(true);
    Instant second = selection.span().orElseThrow().start();
    assertTrue(second.isAfter(first));
    boolean between =
        model.rows().stream()
            .map(TimelineRow::timeline)
            .anyMatch(lane ->
                lane.startSecond(Math.max(0, lane.indexAt(second.getEpochSecond() - 1)))
                    > first.getEpochSecond());
    assertFalse(between);
  }

  @Test
  void selectingAnotherPersonClearsTheInterval() {
    model.selection().moveLane(1);
    model.selection().moveInterval(false);
    model.selection().moveLane(1);
    assertEquals(Optional.empty(), model.selection().span());
    model.selection().clear();
    assertEquals(-1, model.selection().index());
  }

  @Test
  void selectedOpenIntervalGrows() {
    TimelineRow row = model.rows().getFirst();
    Instant at = NOW.plusSeconds(10);
    row.timeline()
        .add(Sighting.of(row.user(), Presence.UNKNOWN, at, Source.NONE, Cause.DISCONNECTED));
    model.lanesChanged();
    model.now().set(NOW.plusSeconds(70));
    model.selection().select(row, at);
    assertEquals(Duration.ofSeconds(60), model.selection().span().orElseThrow().length());
    model.now().set(NOW.plusSeconds(80));
    assertEquals(Duration.ofSeconds(70), model.selection().span().orElseThrow().length());
  }
}
