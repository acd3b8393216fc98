package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.ui.timeline.RangeUnit;
import rollcall.ui.timeline.RecentRange;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;
import rollcall.ui.timeline.VisibleHours;

class TimelineModelTest {
  private static final Instant NOW = SampleTimelines.NOW;
  private static final ZoneId BERLIN = SampleTimelines.BERLIN;
  private static final LocalDate TODAY = LocalDate.of(2026, 9, 17);

  private TimelineModel model;

  @BeforeEach
  void someOffice() {
    model = new TimelineModel(NOW, BERLIN);
    model.rows().setAll(SampleTimelines.rows(6));
  }

  @Test
  void todayShowsItsHoursWithActivityAndFollows() {
    assertEquals(
        VisibleHours.of(
            TODAY,
            BERLIN,
            NOW,
            model.recordedSince().orElseThrow(),
            model.rows().stream().map(TimelineRow::timeline).toList()),
        model.window().get());
    assertTrue(model.window().get().holds(NOW));
    assertTrue(model.following().get());
    assertEquals(RangeUnit.DAY, model.unit().get());
  }

  @Test
  void aStartAtNightShowsTheLast24Hours() {
    Instant night = Instant.parse("2026-09-17T02:30:00Z");
    TimelineModel early = new TimelineModel(night, BERLIN);
    assertEquals(RecentRange.LAST_24_HOURS.window(night), early.window().get());
    assertTrue(early.following().get());
  }

  @Test
  void onlyARangeThatTheUserChoseIsKeptForTheNextStart() {
    assertEquals("", model.chosenRange());
    model.show(RangeUnit.WEEK, TODAY.minusDays(20));
    assertEquals("week", model.chosenRange());
    TimelineModel next = new TimelineModel(NOW, BERLIN);
    next.restore("week");
    assertEquals(RangeUnit.WEEK.window(TODAY, BERLIN), next.window().get());
    assertTrue(next.following().get());
    assertEquals("week", next.chosenRange());
  }

  @Test
  void anotherRangeIsRestoredUpToNowBeforeTheHistoryIsLoaded() {
    model.show(RecentRange.LAST_30_DAYS);
    TimelineModel next = new TimelineModel(NOW, BERLIN);
    next.restore(model.chosenRange());
    assertEquals(RecentRange.LAST_30_DAYS.window(NOW), next.window().get());
    assertTrue(next.following().get());
  }

  @Test
  void anUnknownRangeIsNotRestored() {
    TimeWindow before = model.window().get();
    for (String range : new String[] {"fortnight", "PT0S", "-PT1H", "P1Y", "PT999999H"}) {
      model.restore(range);
      assertEquals(before, model.window().get(), range);
      assertEquals("", model.chosenRange());
    }
  }

  @Test
  void todayBecomesTomorrowAtMidnight() {
    model.now().set(Instant.parse("2026-09-17T22:00:00Z"));
    assertEquals(TODAY.plusDays(1), model.firstDay());
    assertEquals(Instant.parse("2026-09-17T22:00:00Z"), model.window().get().from());
  }

  @Test
  void theDayGrowsWithTimeAndDoesNotShrinkWithAFilter() {
    model.rows().clear();
    model.show(RangeUnit.DAY, TODAY);
    TimeWindow empty = model.window().get();
    model.rows().setAll(SampleTimelines.rows(6));
    TimeWindow full = model.window().get();
    assertTrue(full.length().compareTo(empty.length()) > 0);
    model.rows().remove(1, 6);
    assertEquals(full, model.window().get());
    model.now().set(Instant.parse("2026-09-17T21:40:00Z"));
    assertEquals(Instant.parse("2026-09-17T22:00:00Z"), model.window().get().to());
  }

  @Test
  void stepsAreCalendarUnits() {
    model.step(-1);
    assertEquals(TODAY.minusDays(1), model.firstDay());
    assertFalse(model.following().get());
    model.show(RangeUnit.WEEK, TODAY);
    assertEquals(Duration.ofDays(7), model.window().get().length());
    assertTrue(model.window().get().holds(NOW));
    assertTrue(model.following().get());
    LocalDate week = model.firstDay();
    model.step(-1);
    assertEquals(week.minusWeeks(1), model.firstDay());
    model.show(RangeUnit.MONTH, TODAY);
    model.step(-2);
    assertEquals(LocalDate.of(2026, 7, 1), model.firstDay());
    model.goToNow();
    assertEquals(RangeUnit.MONTH, model.unit().get());
    assertTrue(model.window().get().holds(NOW));
    assertEquals(TODAY, model.lastDay());
  }

  @Test
  void thereIsNoStepBeyondNowOrBeforeTheRecord() {
    TimeWindow today = model.window().get();
    model.step(1);
    assertEquals(today, model.window().get());
    for (int i = 0; i < 500; i++) {
      model.step(-1);
    }
    Instant since = model.recordedSince().orElseThrow();
    assertEquals(LocalDate.ofInstant(since, BERLIN), model.firstDay());
  }

  @Test
  void aRangeThatIsAWholeDayIsShownAsTheDay() {
    TimeWindow day = RangeUnit.DAY.window(TODAY.minusDays(3), BERLIN);
    model.show(day.from(), day.to());
    assertEquals(RangeUnit.DAY, model.unit().get());
    assertEquals(TODAY.minusDays(3), model.firstDay());
    assertFalse(model.following().get());
    TimeWindow week = RangeUnit.WEEK.window(TODAY.minusDays(7), BERLIN);
    model.show(week.from(), week.to());
    assertEquals(RangeUnit.WEEK, model.unit().get());
  }

  @Test
  void stepsOfAnotherRangeAreItsLength() {
    model.show(NOW.minusSeconds(9000), NOW.minusSeconds(5400));
    TimeWindow before = model.window().get();
    model.step(-1);
    assertEquals(before.moved(Duration.ofHours(-1)), model.window().get());
  }

  @Test
  void anotherZoneShowsTheSameDayThere() {
    model.show(RangeUnit.DAY, TODAY.minusDays(1));
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    model.zone().set(tokyo);
    assertEquals(TODAY.minusDays(1), model.firstDay());
    assertTrue(RangeUnit.DAY.window(TODAY.minusDays(1), tokyo).holds(model.window().get().from()));
  }

  @Test
  void last24HoursHasAMarginAfterNow() {
    model.show(RecentRange.LAST_24_HOURS);
    assertEquals(NOW.minus(Duration.ofHours(24)), model.window().get().from());
    assertTrue(model.window().get().to().isAfter(NOW));
  }

  @Test
  void zoomAnchorStaysWithinHalfAPixelOverThirtySteps() {
    model.show(RecentRange.LAST_24_HOURS);
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
    model.show(RecentRange.LAST_24_HOURS);
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
    model.show(RecentRange.LAST_24_HOURS);
    TimeWindow before = model.window().get();
    model.now().set(NOW.plusSeconds(1));
    assertEquals(before, model.window().get());
    model.now().set(NOW.plusSeconds(7200));
    assertEquals(before.moved(Duration.ofSeconds(7200)), model.window().get());
  }

  @Test
  void panningBackToNowFollowsAgain() {
    model.show(RecentRange.LAST_24_HOURS);
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
    RangeUnit unit = model.unit().get();
    assertFalse(model.canGoBack());
    model.show(RecentRange.LAST_7_DAYS);
    TimeWindow week = model.window().get();
    model.pan(-0.1);
    model.pan(-0.1);
    TimeWindow moved = model.window().get();
    model.back();
    assertEquals(week, model.window().get());
    model.back();
    assertEquals(today, model.window().get());
    assertEquals(RangeUnit.DAY, unit);
    assertEquals(unit, model.unit().get());
    model.forward();
    model.forward();
    assertEquals(moved, model.window().get());
    assertFalse(model.canGoForward());
  }

  @Test
  void aRangeThatBeginsBeforeTheRecordKeepsItsEnd() {
    Instant first = model.recordedSince().orElseThrow();
    Instant to = first.plus(Duration.ofDays(3));
    model.show(first.minus(Duration.ofDays(20)), to);
    assertEquals(new TimeWindow(first.minus(Duration.ofDays(1)), to), model.window().get());
  }

  @Test
  void aRangeBeforeTheRecordStaysWhereItIs() {
    Instant first = model.recordedSince().orElseThrow();
    var wanted = new TimeWindow(first.minus(Duration.ofDays(20)), first.minus(Duration.ofDays(17)));
    model.show(wanted.from(), wanted.to());
    assertEquals(wanted, model.window().get());
    model.lanesChanged();
    model.pan(-0.25);
    assertEquals(wanted, model.window().get());
    model.show(RecentRange.LAST_7_DAYS);
    model.back();
    model.back();
    assertEquals(wanted, model.window().get());
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
    selectFirst();
    assertEquals("Grace Hopper", selection.row().orElseThrow().person().name());
    selection.moveInterval(TimeDirection.EARLIER);
    Span last = selection.span().orElseThrow();
    assertTrue(last.isOpen());
    for (int i = 0; i < 5; i++) {
      Span before = selection.span().orElseThrow();
      selection.moveInterval(TimeDirection.EARLIER);
      assertEquals(before.start(), selection.span().orElseThrow().end());
    }
    assertTrue(model.window().get().holds(selection.span().orElseThrow().start()));
    assertFalse(model.following().get());
  }

  @Test
  void selectionMovesByGap() {
    TimelineSelection selection = model.selection();
    selectFirst();
    selection.moveGap(TimeDirection.EARLIER);
    assertEquals(Cause.DISCONNECTED, selection.span().orElseThrow().startCause());
    selection.moveGap(TimeDirection.EARLIER);
    assertEquals(Cause.COMPUTER_SLEPT, selection.span().orElseThrow().startCause());
    selection.moveGap(TimeDirection.LATER);
    assertEquals(Cause.DISCONNECTED, selection.span().orElseThrow().startCause());
  }

  @Test
  void withoutASelectionTheGapIsThatOfTheFirstLane() {
    model.selection().moveGap(TimeDirection.EARLIER);
    assertEquals(model.rows().getFirst().user(), model.selection().person().get());
    assertEquals(Cause.DISCONNECTED, model.selection().span().orElseThrow().startCause());
  }

  @Test
  void nextChangeIsInAnyLane() {
    TimelineSelection selection = model.selection();
    selection.moveChange(TimeDirection.LATER);
    Instant first = selection.span().orElseThrow().start();
    selection.moveChange(TimeDirection.LATER);
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
    selectFirst();
    model.selection().moveInterval(TimeDirection.EARLIER);
    model.selection().person().set(model.rows().get(1).user());
    assertEquals(Optional.empty(), model.selection().span());
    model.selection().clear();
    assertEquals(Optional.empty(), model.selection().row());
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

  private void selectFirst() {
    model.selection().person().set(model.rows().getFirst().user());
  }
}
