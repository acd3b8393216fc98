package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Appearance;
import rollcall.settings.GroupBy;
import rollcall.settings.Settings;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedActions;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.StateCounts;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.RangeUnit;
import rollcall.ui.timeline.RecentRange;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;
import rollcall.watch.WatchStatus;

/// The parts around the rows: headline, range, active at once, details.
@ExtendWith(FxExtension.class)
class PresenceFrameTest {
  private static final Pattern PEAK = Pattern.compile("peak (\\d+) at (\\d\\d:\\d\\d)");
  private static final Pattern UNDER_POINTER =
      Pattern.compile(
          "(\\d\\d:\\d\\d) · (\\d+) of 24 active( · \\d+ unknown)?( · \\d+ not watched)?");

  private static final Instant NOW = SampleTimelines.NOW;
  private static final LocalDate TODAY = LocalDate.of(2026, 9, 17);
  private static final Pattern SUM =
      Pattern.compile(
          "span ([0-9:]+) = active ([0-9:]+) \\+ away ([0-9:]+)( \\+ unknown ([0-9:]+))?");

  private final RecordedActions actions = new RecordedActions();
  private final RecordedCommands commands = new RecordedCommands();
  private PresenceModel presence;
  private PresenceScreenModel screen;
  private TimelineModel model;
  private Scene scene;

  @Start
  void start(Stage stage) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    presence = SampleModels.presence(24);
    presence.setStatus(new WatchStatus.Live(24, NOW, NOW));
    screen = new PresenceScreenModel(presence);
    screen.follow();
    model = screen.timeline();
    PresenceView view = SampleModels.view(screen, commands, actions);
    view.follow();
    scene = new Scene(view, 1180, 460);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.setMinWidth(0);
    stage.setMinHeight(0);
    stage.setWidth(1180);
    stage.setHeight(460);
    stage.show();
  }

  @Test
  void theHeadlineCountsAndFilters(FxRobot robot) {
    StateCounts counts = presence.counts().get();
    assertEquals(counts.active() + " of 24 active", text("headline-active"));
    assertEquals(counts.unknown() + " unknown", text("headline-unknown"));
    assertFalse(node("headline-not_watched").isVisible());
    robot.clickOn("#headline-active");
    assertEquals(Optional.of(Presence.ACTIVE), screen.filterState().get());
    assertTrue(Fx.find(scene.getRoot(), "headline-active", ToggleButton.class).isSelected());
    assertEquals(counts.active(), screen.shown().size());
    robot.clickOn("#headline-away");
    assertEquals(counts.away(), screen.shown().size());
    robot.clickOn("#headline-away");
    assertEquals(24, screen.shown().size());
  }

  @Test
  void anEmptySearchKeepsTheHoursOfTheDay() {
    TimeWindow day = screen.timeline().window().get();
    for (String query : List.of("z", "zz", "zzz")) {
      Fx.run(() -> screen.query().set(query));
      assertEquals(0, screen.shown().size());
      assertEquals(day, screen.timeline().window().get());
    }
    assertTrue(screen.timeline().canStep(TimeDirection.EARLIER));
    assertEquals("", strip());
    Fx.run(() -> screen.query().set(""));
    assertEquals(day, screen.timeline().window().get());
  }

  @Test
  void aPauseIsStatedAndCanBeEnded(FxRobot robot) {
    Fx.run(() -> presence.setStatus(new WatchStatus.Paused()));
    assertEquals("Recording is paused", text("headline-reason"));
    assertFalse(node("headline-active").isVisible());
    robot.clickOn("#headline-resume");
    assertEquals(List.of("pause false"), commands.log);
  }

  @Test
  void aMissingTokenIsStatedAtOnceInTheMiddle(FxRobot robot) {
    Fx.run(() -> {
      presence.setSignInState(
          new SignInState(SignInState.Kind.SLACK, new Workspace("T1", "Acme"), ""));
      presence.setStatus(new WatchStatus.Idle());
    });
    assertEquals("Not connected", text("headline-reason"));
    assertFalse(node("headline-resume").isVisible());
    robot.clickOn("#rows-empty-action");
    assertEquals(List.of("connect"), actions.log);
  }

  @Test
  void untilTheHistoryIsLoadedTheRowsArePlaceholdersAndNothingIsCounted() {
    var loading = new PresenceModel(NOW, SampleTimelines.BERLIN);
    PresenceModels.watching(loading, presence.rows().stream().map(PersonRow::id));
    var starting = new PresenceScreenModel(loading);
    PresenceView view =
        Fx.get(() -> {
          starting.follow();
          var created = SampleModels.view(starting, commands, actions);
          created.follow();
          scene.setRoot(created);
          return created;
        });
    assertTrue(view.lookup("#presence-skeleton").isVisible());
    assertTrue(view.lookupAll(".skeleton-bar").size() > 20);
    assertFalse(view.lookup("#headline-active").isVisible());
    assertFalse(view.lookup(".timeline-now-flag").isVisible());
    assertFalse(view.lookup(".timeline-empty").isVisible(), "no sentence that is not true yet");
    assertTrue(view.lookupAll(".row-note").stream().noneMatch(Node::isVisible), "no data yet");
    Fx.run(() -> loading.onHistory(List.of()));
    assertFalse(view.lookup("#presence-skeleton").isVisible());
    assertTrue(view.lookup("#headline-active").isVisible());
    assertTrue(view.lookupAll(".row-note").stream().anyMatch(Node::isVisible), "no data now");
    Fx.await(() -> view.lookup(".timeline-now-flag").isVisible());
  }

  @Test
  void timeOutsideRecordingHoursIsStated(FxRobot robot) {
    Fx.run(() -> presence.setStatus(new WatchStatus.OutsideHours(NOW.plus(Duration.ofHours(14)))));
    assertEquals("Outside recording hours (until Fri 07:07)", text("headline-reason"));
    robot.clickOn("#headline-resume");
    assertEquals(List.of("open hours"), actions.log);
    Fx.run(() -> presence.setStatus(new WatchStatus.Live(24, NOW, NOW)));
    assertFalse(node("headline-reason").isVisible());
    assertTrue(node("headline-active").isVisible());
  }

  @Test
  void theRangeMovesByDaysWeeksAndMonths(FxRobot robot) {
    assertEquals("Thu 17 Sep 2026", text("range-title"));
    assertTrue(node("range-next").isDisabled());
    robot.clickOn("#range-previous");
    assertEquals("Wed 16 Sep 2026", text("range-title"));
    ToggleButton now = Fx.find(scene.getRoot(), "range-now", ToggleButton.class);
    assertFalse(now.isSelected());
    robot.clickOn("#range-week");
    assertEquals("13 – 19 Sep 2026", text("range-title"));
    robot.clickOn("#range-month");
    assertEquals("September 2026", text("range-title"));
    robot.clickOn("#range-day").clickOn("#range-now");
    assertEquals("Thu 17 Sep 2026", text("range-title"));
    assertTrue(model.following().get());
    assertEquals("Now", now.getText(), "live is said of the connection only");
  }

  @Test
  void weeksBeginAsInTheRegionOfTheFormatsAsOnTimecards(FxRobot robot) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
    robot.clickOn("#range-week");
    assertEquals("14 – 20 Sep 2026", text("range-title"));
  }

  @AfterEach
  void restore() {
    Fx.run(() -> AppTheme.apply(false));
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
  }

  @Test
  void theOtherRangesAreInTheMenuOfCustom(FxRobot robot) {
    chooseRange(robot, "yesterday");
    assertEquals(LocalDate.of(2026, 9, 16), model.firstDay());
    assertEquals(RangeUnit.DAY, model.unit().get());
    chooseRange(robot, "this_week");
    assertEquals(RangeUnit.WEEK, model.unit().get());
    assertTrue(model.window().get().holds(NOW));
    chooseRange(robot, "24h");
    assertEquals(RecentRange.LAST_24_HOURS.window(NOW), model.window().get());
    chooseRange(robot, "30d");
    assertEquals(RecentRange.LAST_30_DAYS.window(NOW), model.window().get());
    chooseRange(robot, "all");
    assertTrue(model.window().get().holds(model.recordedSince().orElseThrow()));
    chooseRange(robot, "choose");
    assertEquals("choose days", actions.log.getLast());
  }

  private static void chooseRange(FxRobot robot, String word) {
    robot.clickOn("#range-custom");
    robot.clickOn("#range-" + word);
  }

  @Test
  void theCalendarShowsTheChosenDay(FxRobot robot) {
    robot.clickOn("#range-title");
    DatePicker calendar = Fx.find(scene.getRoot(), "range-title-calendar", DatePicker.class);
    assertTrue(Fx.get(calendar::isShowing));
    Fx.run(() -> calendar.setValue(TODAY.minusDays(3)));
    assertEquals(TODAY.minusDays(3), model.firstDay());
    assertEquals(RangeUnit.DAY, model.unit().get());
  }

  @Test
  void aPartOfADayHasItsTimes() {
    Fx.run(() -> model.show(NOW.minusSeconds(7200), NOW.minusSeconds(3600)));
    assertEquals("Thu 17 Sep 2026, 15:07 – 16:07", text("range-title"));
    assertTrue(Fx.find(scene.getRoot(), "range-custom", ToggleButton.class).isSelected());
  }

  /// Returns the numbers of active people in a time.
  private IntSummaryStatistics active(LocalDateTime from, Instant until) {
    return PresenceModels.active(screen.shown(), zoned(from), until);
  }

  private static Instant zoned(LocalDateTime local) {
    return local.atZone(SampleTimelines.BERLIN).toInstant();
  }

  @Test
  void theStripTellsThePeakAndTheNumbersUnderThePointer(FxRobot robot) {
    String peak = strip();
    Matcher highest = PEAK.matcher(peak);
    assertTrue(highest.matches(), peak);
    int most = Integer.parseInt(highest.group(1));
    assertEquals(Fx.get(() -> active(TODAY.atStartOfDay(), NOW)).getMax(), most);
    // The first time.
    LocalDateTime first = TODAY.atTime(LocalTime.parse(highest.group(2)));
    assertEquals(most, Fx.get(() -> active(first, zoned(first).plusSeconds(59))).getMax());
    assertTrue(
        Fx.get(() -> active(TODAY.atStartOfDay(), zoned(first).minusSeconds(1))).getMax() < most);
    Node strip = node("active-at-once");
    robot.moveTo(strip);
    Matcher under = UNDER_POINTER.matcher(strip());
    assertTrue(under.matches(), strip());
    LocalDateTime minute = TODAY.atTime(LocalTime.parse(under.group(1)));
    IntSummaryStatistics counts = Fx.get(() -> active(minute, zoned(minute).plusSeconds(59)));
    int shown = Integer.parseInt(under.group(2));
    assertTrue(counts.getMin() <= shown && shown <= counts.getMax(), strip() + " " + counts);
    assertTrue(counts.getMax() > 0, counts + "");
    Fx.run(() -> screen.query().set("grace"));
    robot.moveTo("#range-title");
    assertTrue(strip().startsWith("peak 1 at"), strip());
  }

  @Test
  void theStripTellsNoAbsenceOfTimeInWhichNoOneWasObserved() {
    UserId user = presence.rows().getFirst().id();
    Instant yesterday = TODAY.minusDays(1).atStartOfDay(SampleTimelines.BERLIN).toInstant();
    Fx.run(() -> {
      screen.query().set(presence.rows().getFirst().state().person().name());
      presence.onHistory(
          List.of(
              PresenceTimeline.ofSightings(
                  user,
                  List.of(
                      Sighting.unknown(user, yesterday, Cause.APP_STOPPED),
                      Sighting.of(
                          user,
                          Presence.AWAY,
                          yesterday.plusSeconds(43_200),
                          Source.RTM,
                          Cause.PRESENCE_CHANGE)))));
      model.show(RangeUnit.DAY, TODAY);
    });
    awaitStrip("no one active yet");
    Fx.run(() -> model.show(RangeUnit.DAY, TODAY.minusDays(1)));
    awaitStrip("no one active");
    Fx.run(() -> model.show(yesterday, yesterday.plusSeconds(36_000)));
    awaitStrip("unknown");
    Fx.run(() -> screen.range().choose(yesterday, yesterday.plusSeconds(3_600)));
    awaitStrip("00:00 – 01:00 · unknown");
    Fx.run(screen.range()::clear);
    Fx.run(() -> model.show(RangeUnit.DAY, TODAY.minusDays(2)));
    awaitStrip("not recorded");
    Fx.run(() -> model.show(yesterday.minusSeconds(3_600), yesterday.plusSeconds(46_800)));
    List<String> hours = hours();
    assertEquals("Tue 23:00 – 00:00  not recorded", hours.getFirst());
    assertEquals("Wed 00:00 – 01:00  unknown", hours.get(1));
    assertEquals("Wed 12:00 – 13:00  0 of 1 active", hours.getLast());
  }

  /// Waits for this text: while the window moves, the strip waits before it computes another one.
  private void awaitStrip(String text) {
    Fx.await(() -> {
      scene.getRoot().layout();
      return text.equals(((Labeled) scene.getRoot().lookup(".at-once-text")).getText());
    });
  }

  /// The rows of the table by hour.
  private List<String> hours() {
    return Fx.get(() -> {
      var table = new ActiveAtOnceTable(screen);
      table.follow();
      return ((TableView<?>) table.getCenter()).getItems().stream().map(Object::toString).toList();
    });
  }

  @Test
  void draggingOnTheStripChoosesThatRange(FxRobot robot) {
    TimeWindow window = model.window().get();
    robot.drag("#active-at-once").moveBy(-120, 0).drop();
    TimeRangeSelection.Range chosen = screen.range().range().get();
    assertTrue(window.holds(chosen.from()) && chosen.to().isAfter(chosen.from()));
    assertEquals(window, model.window().get());
    Node marked = scene.getRoot().lookup(".at-once-chosen");
    assertTrue(Fx.get(marked::isVisible));
    robot.moveTo("#range-title");
    String level = strip();
    assertTrue(
        level.matches(
            "\\d\\d:\\d\\d – \\d\\d:\\d\\d · \\d+( to \\d+)? of 24 active( · up to \\d+ unknown)?"),
        level);
  }

  @Test
  void theDetailsSayThatTheStateContinuesAcrossAGap() {
    UserId user = presence.rows().getFirst().id();
    List<Sighting> seen =
        List.of(
            seen(user, Presence.ACTIVE, 3600),
            Sighting.unknown(user, NOW.minusSeconds(600), Cause.APP_STOPPED),
            seen(user, Presence.ACTIVE, 300));
    Fx.run(() -> {
      presence.onHistory(List.of(PresenceTimeline.ofSightings(user, seen)));
      presence.addSightings(List.of(), PresenceSnapshot.EMPTY.with(seen));
      presence.selection().set(user);
    });
    String text = text("detail-interval");
    assertTrue(text.contains("5 min 0 s so far"), text);
    assertTrue(text.endsWith(" · active since 16:07, with a gap"), text);
  }

  private static Sighting seen(UserId user, Presence presence, int secondsAgo) {
    return Sighting.of(
        user, presence, NOW.minusSeconds(secondsAgo), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  @Test
  void theStripCanBeHidden() {
    Settings settings = Settings.DEFAULT;
    Fx.run(() ->
        presence.setSettings(
            settings.withAppearance(settings.appearance().withActiveAtOnce(false))));
    assertFalse(node("active-at-once").isVisible());
  }

  @Test
  void theCurveIsBelowTheTextWhereTheLaneIsUnderTheName() {
    Fx.run(() -> scene.getWindow().setWidth(600));
    Region strip = Fx.find(scene.getRoot(), "active-at-once", Region.class);
    Fx.await(10, () -> scene.getWidth() <= 600 && !strip.lookup(".at-once-title").isVisible());
    Bounds text = Fx.get(() -> strip.lookup(".at-once-text").getBoundsInParent());
    Bounds curve = Fx.get(() -> strip.lookup(".at-once-picture").getBoundsInParent());
    assertTrue(curve.getMinY() >= text.getMaxY() - 1, curve + " over " + text);
    assertTrue(curve.getHeight() > 15 && curve.getMaxY() <= strip.getHeight(), curve + "");
    Fx.run(() -> scene.getWindow().setWidth(1180));
  }

  @Test
  void unknownTimeIsABandAboveTheCurve() {
    ImageView picture = (ImageView) scene.getRoot().lookup(".at-once-picture");
    int active = 0xff1a7f5a;
    int unknown = 0xff6e7781;
    int bands = 0;
    Image image = picture.getImage();
    for (int x = 0; x < image.getWidth(); x++) {
      boolean above = false;
      boolean line = false;
      for (int y = 0; y < image.getHeight(); y++) {
        int color = image.getPixelReader().getArgb(x, y);
        line |= color == active;
        assertFalse(line && color == unknown, "unknown below the line at " + x);
        above |= color == unknown;
      }
      bands += above ? 1 : 0;
    }
    assertTrue(bands > 3, "columns with a band: " + bands);
    double now = Fx.get(() -> model.window().get().partOf(NOW) * image.getWidth());
    assertEquals(0, image.getPixelReader().getArgb((int) now + 2, (int) image.getHeight() - 1));
  }

  @Test
  void theCurveIsPaintedAsAFreshOneWhenTimePasses() {
    ImageView picture = (ImageView) scene.getRoot().lookup(".at-once-picture");
    Fx.run(() -> model.show(RecentRange.LAST_24_HOURS));
    awaitStill(picture);
    for (int i = 1; i <= 5; i++) {
      Instant later = NOW.plusSeconds(i * 40L);
      Fx.run(() -> presence.tick(later));
    }
    int[] grown = awaitStill(picture);
    double width = scene.getWidth();
    Fx.run(() -> scene.getWindow().setWidth(width - 30));
    Fx.await(() -> scene.getWidth() < width);
    Fx.run(() -> scene.getWindow().setWidth(width));
    Fx.await(() -> scene.getWidth() == width);
    assertArrayEquals(grown, awaitStill(picture));
  }

  /// Waits until a picture that is painted in parts, up to 150 ms after a change, does not change.
  private static int[] awaitStill(ImageView picture) {
    int[][] last = {{}};
    long[] since = {System.nanoTime()};
    Fx.await(() -> {
      int[] now = pixels(picture.getImage());
      if (!Arrays.equals(now, last[0])) {
        last[0] = now;
        since[0] = System.nanoTime();
      }
      return System.nanoTime() - since[0] > 400_000_000;
    });
    return last[0];
  }

  @Test
  void theDayBesideALongIntervalMovesInStepsOnly() {
    Fx.run(() -> model.selection().person().set(model.rows().getFirst().user()));
    for (int width = 940; width <= 1180; width += 15) {
      int wanted = width;
      Fx.run(() -> scene.getWindow().setWidth(wanted));
      Fx.await(() -> Math.abs(scene.getWidth() - wanted) < 2);
      Fx.run(() -> scene.getRoot().layout());
      if (below(node("detail-sum")) <= below(node("detail-interval")) + 2) {
        double day = Fx.get(() -> node("detail-sum").getLayoutBounds().getWidth());
        assertEquals(0, day % 20, 0.01, "window " + width + ", day " + day);
      }
    }
  }

  @Test
  void theDetailsOfANarrowWindowHaveTheDayBelowTheInterval() {
    Fx.run(() -> model.selection().person().set(model.rows().getFirst().user()));
    Node sum = node("detail-sum");
    assertTrue(below(sum) <= below(node("detail-interval")) + 2, "beside");
    Fx.run(() -> scene.getWindow().setWidth(860));
    Fx.await(() -> scene.getWidth() <= 860 && below(sum) > below(node("detail-interval")) + 8);
    assertFalse(text("detail-sum").isEmpty());
    assertTrue(
        node("detail")
            .getLayoutBounds()
            .contains(node("detail").sceneToLocal(sum.localToScene(sum.getLayoutBounds()))));
    Fx.run(() -> scene.getWindow().setWidth(1180));
    Fx.await(() -> below(sum) <= below(node("detail-interval")) + 2);
  }

  @Test
  void aLongIntervalTakesTheRoomThatTheDayLeaves() {
    TimelineRow row = model.rows().getFirst();
    Fx.run(() -> {
      model.show(RangeUnit.MONTH, TODAY);
      Span longest =
          IntStream.range(0, row.timeline().size())
              .mapToObj(i -> row.timeline().span(i, NOW).orElse(null))
              .filter(Objects::nonNull)
              .max(Comparator.comparing(Span::length))
              .orElseThrow();
      model.selection().select(row, longest.start());
    });
    Label interval = (Label) node("detail-interval");
    Fx.await(() -> interval.getWidth() > 0 && !interval.getText().isEmpty());
    Fx.run(() -> scene.getRoot().layout());
    double needed = Fx.get(() -> interval.prefWidth(-1));
    Label day = (Label) node("detail-day");
    Label sum = (Label) node("detail-sum");
    assertTrue(sum.getWidth() >= Fx.get(() -> sum.prefWidth(-1)), sum.getText());
    double free = sum.getWidth() - Math.max(Fx.get(() -> sum.prefWidth(-1)), day.prefWidth(-1));
    assertTrue(interval.getWidth() >= needed || free < 20, interval + ", free " + free);
    assertTrue(needed > 420, "a long text: " + needed);
  }

  @Test
  void theEndOfTheAxisDoesNotTouchTheHeaderBesideIt() {
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMANY)) {
      Messages.use(language);
      Fx.run(() -> screen.order().set(screen.order().get().clicked(SortKey.FIRST)));
      Fx.run(() -> scene.getRoot().layout());
      Node header = node("sort-first").lookup(".text");
      double left = header.localToScene(header.getLayoutBounds()).getMinX();
      for (Node label : shown(".timeline-tick")) {
        double right = label.localToScene(label.getLayoutBounds()).getMaxX();
        assertTrue(label.getOpacity() == 0 || right + 5 <= left, label + " beside " + left);
      }
    }
    Messages.use(Locale.ENGLISH);
  }

  @Test
  void theDetailsAreWholeInLargeTextAndANarrowWindow() {
    Appearance large = Appearance.DEFAULT.withTextPercent(150);
    Fx.run(() -> {
      AppTheme.apply(false, large);
      model.textScale().set(1.5);
      scene.getWindow().setWidth(860);
      model.selection().person().set(model.rows().getFirst().user());
    });
    Fx.await(
        () -> scene.getWidth() <= 860 && below(node("detail-sum")) > below(node("detail-day")));
    for (String id : List.of("detail-interval", "detail-day", "detail-sum")) {
      Label line = (Label) node(id);
      assertTrue(line.getWidth() >= Fx.get(() -> line.prefWidth(-1)), id + ": " + line.getText());
    }
    assertTrue(below(node("detail-explain")) <= below(node("detail-interval")), "beside the name");
    Node icon = scene.getRoot().lookup("#detail > SVGPath");
    assertTrue(below(icon) <= below(scene.getRoot().lookup(".detail-name")), "icon at the name");
  }

  @Test
  void theDetailsAndARowAreWholeInLargeTextAndALowWindowBelowANotice() {
    Fx.run(() -> {
      AppTheme.apply(false, Appearance.DEFAULT.withTextPercent(150));
      model.textScale().set(1.5);
      scene.getWindow().setWidth(860);
      scene.getWindow().setHeight(360);
    });
    Fx.await(() -> scene.getWidth() <= 860 && scene.getHeight() <= 360);
    assertTrue(node("active-at-once").isVisible());
    Fx.run(() -> model.selection().person().set(model.rows().getFirst().user()));
    Fx.await(() -> !Fx.find(scene.getRoot(), "active-at-once", Node.class).isVisible());
    Fx.run(() -> scene.getRoot().layout());
    assertTrue(below(node("detail-sum")) <= scene.getHeight(), "sum " + below(node("detail-sum")));
    double top = below(node("detail")) - node("detail").getLayoutBounds().getHeight();
    Node row = scene.getRoot().lookup(".presence-row:selected");
    assertTrue(below(row) <= top, "row " + below(row) + ", details " + top);
    Fx.run(() -> model.selection().clear());
    Fx.await(() -> Fx.find(scene.getRoot(), "active-at-once", Node.class).isVisible());
  }

  @Test
  void theCurrentTimeIsOnlyAcrossTheLanesWhereTheyAreBelowTheNames() {
    Fx.run(() -> scene.getWindow().setWidth(660));
    Fx.await(() -> scene.getWidth() <= 660);
    Fx.run(() -> scene.getRoot().layout());
    assertNotAcrossTexts(".timeline-now");
  }

  @Test
  void thePointerAndARangeAreOnlyAcrossTheLanesWhereTheyAreBelowTheNames(FxRobot robot) {
    Fx.run(() -> scene.getWindow().setWidth(660));
    Fx.await(() -> scene.getWidth() <= 660);
    Fx.run(() -> {
      scene.getRoot().layout();
      screen.range().choose(NOW.minusSeconds(7_200), NOW.minusSeconds(3_600));
    });
    robot.moveTo(scene.getRoot().lookup(".presence-rows"));
    Fx.await(() -> !scene.getRoot().lookupAll(".timeline-crosshair").isEmpty());
    Fx.run(() -> scene.getRoot().layout());
    assertNotAcrossTexts(".timeline-crosshair");
    assertNotAcrossTexts(".timeline-range");
  }

  /// Asserts that there are several of these nodes, and that none crosses the line of a name.
  private void assertNotAcrossTexts(String selector) {
    List<Node> lines = shown(selector);
    assertTrue(lines.size() > 3, lines + "");
    for (Node text : shown(".row-duration")) {
      double middle = below(text) - text.getLayoutBounds().getHeight() / 2;
      for (Node line : lines) {
        double top = below(line) - line.getLayoutBounds().getHeight();
        assertTrue(middle < top || middle > below(line), text + " below " + line);
      }
    }
  }

  @Test
  void theSelectedRowStaysVisibleAboveTheDetails() {
    RowsPane rows = (RowsPane) scene.getRoot().lookup(".presence-rows");
    int last = Fx.get(() -> rows.geometry().rowsShown()) - 1;
    Fx.run(() -> model.selection().person().set(model.rows().get(last).user()));
    Fx.await(() -> node("detail").isVisible() && node("detail").getLayoutBounds().getHeight() > 0);
    Fx.run(() -> scene.getRoot().layout());
    RowGeometry geometry = rows.geometry();
    assertTrue(last >= geometry.rowsShown(), "the details take no row's height");
    assertTrue(
        geometry.top(last) + geometry.height(last) <= geometry.height(),
        geometry.top(last) + " of " + geometry.height());
  }

  @Test
  void theStateBesideTheNameIsSaidToBeTheCurrentOneOnOtherDays() {
    Fx.run(() -> scene.getWindow().setWidth(660));
    Fx.await(() -> scene.getWidth() <= 660);
    Fx.run(() -> scene.getRoot().layout());
    assertTrue(firstState().matches("Active|Away"), firstState());
    Fx.run(() -> model.show(RangeUnit.DAY, TODAY.minusDays(1)));
    Fx.await(() -> {
      scene.getRoot().layout();
      return firstState().matches("Now: (Active|Away)");
    });
    // A duration without its state would be read as one of that day.
    Fx.run(() -> screen.hiddenColumns().set(Set.of(SortKey.STATE)));
    Fx.run(() -> scene.getRoot().layout());
    assertEquals(List.of(), shown(".row-duration"));
    Fx.run(() -> model.show(RangeUnit.DAY, TODAY));
    Fx.await(() -> {
      scene.getRoot().layout();
      return !shown(".row-duration").isEmpty();
    });
  }

  private String firstState() {
    return ((Text) shown(".row-state").getFirst()).getText();
  }

  /// The visible nodes of this selector.
  private List<Node> shown(String selector) {
    return Fx.get(() ->
        scene.getRoot().lookupAll(selector).stream()
            .filter(node -> node.isVisible() && node.getParent().isVisible())
            .filter(node -> !(node instanceof Text text && text.getText().isEmpty()))
            .toList());
  }

  private static double below(Node node) {
    return node.localToScene(node.getLayoutBounds()).getMaxY();
  }

  private static int[] pixels(Image image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), pixels, 0, width);
    return pixels;
  }

  @Test
  void theDetailsAppearWithASelectionAndTheirSumCloses() {
    assertNull(scene.getRoot().lookup("#detail"));
    for (int i = 0; i < 6; i++) {
      int index = i;
      Fx.run(() -> model.selection().person().set(model.rows().get(index).user()));
      assertTrue(node("detail").isVisible());
      assertTrue(
          node("detail").getLayoutBounds().getHeight() <= 50,
          "height " + node("detail").getLayoutBounds().getHeight());
      assertFalse(
          text("detail-day").matches(".*first \\d:.*"), "as in the column: " + text("detail-day"));
      Matcher sum = SUM.matcher(text("detail-sum"));
      if (sum.find()) {
        long unknown = sum.group(5) == null ? 0 : seconds(sum.group(5));
        assertEquals(
            seconds(sum.group(1)), seconds(sum.group(2)) + seconds(sum.group(3)) + unknown);
      }
    }
    Fx.run(() -> model.selection().clear());
    assertFalse(node("detail").isVisible());
  }

  @Test
  void theZoneMenuOffersTheComputerOwnZonesUtcThoseOfThePeopleAndAll() {
    MenuButton zone = Fx.find(scene.getRoot(), "zone", MenuButton.class);
    assertEquals("Europe/Berlin (UTC+2)", zone.getText());
    List<MenuItem> items = zone.getItems();
    assertTrue(items.get(0).getText().startsWith("This computer: "), items.get(0).getText());
    Fx.run(() -> items.get(1).fire());
    Fx.run(() -> items.get(2).fire());
    Fx.run(() -> items.getLast().fire());
    assertEquals(List.of("own zones", "zone UTC", "choose zone"), actions.log);
    List<String> texts = items.stream().map(MenuItem::getText).toList();
    assertTrue(texts.contains("America/New_York (UTC-4)"), texts + "");
    Fx.run(() -> presence.setSettings(Settings.DEFAULT.withZone("Asia/Tokyo")));
    assertEquals("Asia/Tokyo (UTC+9)", text("zone"));
    Fx.run(() -> presence.setSettings(Settings.DEFAULT.withZone("America/New_York")));
    assertEquals("America/New_York (UTC-4)", Fx.get(() -> shown(zone)));
  }

  /// The text as it is drawn, which lacks the underscore of a mnemonic.
  private static String shown(MenuButton button) {
    return ((Text) button.lookup(".text")).getText();
  }

  @Test
  void theGroupMenuChoosesTheGroups() {
    MenuButton group = Fx.find(scene.getRoot(), "group", MenuButton.class);
    assertEquals("Group: None", group.getText());
    Fx.run(() -> group.getItems().get(GroupBy.STATE.ordinal()).fire());
    assertEquals(GroupBy.STATE, commands.applied.getLast().groups().by());
    Settings settings = Settings.DEFAULT;
    Fx.run(
        () -> presence.setSettings(settings.withGroups(settings.groups().withBy(GroupBy.STATE))));
    assertEquals("Group: State", group.getText());
  }

  @Test
  void largerTextMakesLargerRows() {
    Node name = scene.getRoot().lookup(".row-name");
    double before = Fx.get(() -> name.getParent().getLayoutBounds().getHeight());
    Settings settings = Settings.DEFAULT;
    Fx.run(() ->
        presence.setSettings(settings.withAppearance(settings.appearance().withTextPercent(150))));
    Fx.run(() -> scene.getRoot().layout());
    double after = Fx.get(() -> name.getParent().getLayoutBounds().getHeight());
    assertEquals(Math.rint(before * 1.5), after);
  }

  private String strip() {
    return Fx.get(() -> {
      scene.getRoot().layout();
      return ((Labeled) scene.getRoot().lookup(".at-once-text")).getText();
    });
  }

  private static long seconds(String clock) {
    String[] parts = clock.split(":");
    return Long.parseLong(parts[0]) * 3600
        + Long.parseLong(parts[1]) * 60
        + Long.parseLong(parts[2]);
  }

  private Node node(String id) {
    return Fx.get(() -> Fx.find(scene.getRoot(), id, Node.class));
  }

  private String text(String id) {
    Node node = node(id);
    return Fx.get(
        () -> node instanceof ButtonBase button ? button.getText() : ((Labeled) node).getText());
  }
}
