package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.lang.ref.WeakReference;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Shape;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanQuality;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.settings.Appearance;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.settings.Theme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedActions;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.RangeUnit;
import rollcall.ui.timeline.RecentRange;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;
import rollcall.ui.timeline.TotalsRange;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

@ExtendWith(FxExtension.class)
class PresenceViewTest {
  private static final Instant NOW = SampleTimelines.NOW;
  private static final double WIDTH = 960;

  private final RecordedActions actions = new RecordedActions();
  private final RecordedCommands commands = new RecordedCommands();
  private PresenceModel presence;
  private PresenceScreenModel screen;
  private TimelineModel model;
  private Scene scene;
  private RowsPane lanes;

  @Start
  void start(Stage stage) {
    AppTheme.apply(false);
    presence = SampleModels.presence(24);
    screen = new PresenceScreenModel(presence);
    screen.follow();
    model = screen.timeline();
    PresenceView view = SampleModels.view(screen, commands, actions);
    view.follow();
    scene = new Scene(view, WIDTH, 460);
    lanes = Fx.find(scene.getRoot(), "presence-rows", RowsPane.class);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(WIDTH);
    stage.setHeight(460);
    stage.show();
    lanes.requestFocus();
  }

  @Test
  void peopleWithOneNameHaveTheirHandlesBesideIt() {
    List<Person> people = presence.userList().get().people();
    assertTrue(Fx.get(() -> scene.getRoot().lookupAll(".row-handle").isEmpty()));
    Person first = people.getFirst();
    Person second = people.get(1);
    String upper = first.name().toUpperCase(Locale.ROOT);
    Person namesake = new Person(second.id(), upper, "", "", null, false, false);
    Map<UserId, String> handles = Map.of(first.id(), "ada.b");
    Fx.run(() ->
        presence.setUserList(
            new UserList(
                List.of(first, namesake), 0, UserList.State.COMPLETE, null, handles, Map.of())));
    assertEquals(
        Set.of("@ada.b", second.id().value()),
        Fx.get(() ->
            scene.getRoot().lookupAll(".row-handle").stream()
                .map(text -> ((EllipsisText) text).whole())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toSet())));
    Fx.run(() -> presence.selection().set(first.id()));
    Label name = (Label) Fx.get(() -> scene.getRoot().lookup(".detail-name"));
    assertEquals("@ada.b", ((Label) name.getGraphic()).getText());
    Fx.run(() -> presence.namesHidden().set(true));
    assertNull(name.getGraphic());
    assertEquals("", Fx.get(() -> presence.distinction(presence.person(first.id()))));
  }

  @Test
  void arrowKeysSelectAnIntervalAndTheDetailBarShowsIt(FxRobot robot) {
    select("Grace Hopper");
    robot.type(KeyCode.LEFT);
    assertTrue(detail().startsWith("active "), detail());
    assertTrue(detail().contains("so far"), detail());
    String spoken = Fx.get(() -> (String) lanes.queryAccessibleAttribute(AccessibleAttribute.TEXT));
    assertTrue(spoken.startsWith("Grace Hopper   ● Active. Thu 17 Sep 2026"), spoken);
    robot.type(KeyCode.ESCAPE, KeyCode.ESCAPE);
    assertNull(model.selection().person().get());
  }

  @Test
  void symbolsZoomFitAndSelectChanges(FxRobot robot) {
    Duration day = model.window().get().length();
    robot.write("+");
    assertEquals(TimeWindow.times(day, 0.8), model.window().get().length());
    robot.write("-");
    assertEquals(day, model.window().get().length());
    robot.write("]");
    Instant first = Fx.get(() -> model.selection().span().orElseThrow().start());
    robot.write("]");
    assertTrue(Fx.get(() -> model.selection().span().orElseThrow().start()).isAfter(first));
    robot.write("[");
    assertEquals(first, Fx.get(() -> model.selection().span().orElseThrow().start()));
    robot.write("0");
    assertTrue(model.window().get().length().compareTo(Duration.ofDays(30)) > 0);
    robot.type(KeyCode.T);
    assertEquals(RangeUnit.DAY, model.unit().get());
    assertEquals(LocalDate.parse("2026-09-17"), model.firstDay());
  }

  @Test
  void lettersChooseTheVisibleRange(FxRobot robot) {
    LocalDate today = model.firstDay();
    robot.type(KeyCode.W);
    assertEquals(RangeUnit.WEEK, model.unit().get());
    LocalDate week = model.firstDay();
    robot.type(KeyCode.P);
    assertEquals(week.minusDays(7), model.firstDay());
    robot.type(KeyCode.N);
    assertEquals(week, model.firstDay());
    robot.type(KeyCode.M);
    assertEquals(RangeUnit.MONTH, model.unit().get());
    assertEquals(today.withDayOfMonth(1), model.firstDay());
    robot.type(KeyCode.D);
    assertEquals(RangeUnit.DAY, model.unit().get());
    robot.type(KeyCode.T, KeyCode.P, KeyCode.P);
    assertEquals(today.minusDays(2), model.firstDay());
    robot.type(KeyCode.T);
    assertEquals(today, model.firstDay());
    robot.type(KeyCode.G);
    DatePicker calendar = Fx.find(scene.getRoot(), "range-title-calendar", DatePicker.class);
    assertTrue(Fx.get(calendar::isShowing));
  }

  @Test
  void symbolsOfShortcutsAreNotTypedToo() {
    TimeWindow before = model.window().get();
    Fx.run(() -> type("-", true, false));
    assertEquals(before, model.window().get());
    Fx.run(() -> type("]", true, true));
    assertTrue(Fx.get(() -> model.selection().span().isPresent()), "AltGr");
  }

  private void type(String symbol, boolean control, boolean alt) {
    Event.fireEvent(
        lanes,
        new KeyEvent(
            KeyEvent.KEY_TYPED, symbol, "", KeyCode.UNDEFINED, false, control, alt, false));
  }

  @Test
  void aClosedScreenIsNotHeldByTheModel() {
    var view =
        Fx.get(() -> {
          var other = new PresenceScreenModel(presence);
          Subscription following = other.follow();
          var shown = SampleModels.view(other, commands, actions);
          Subscription.combine(shown.follow(), following).unsubscribe();
          return new WeakReference<>(shown);
        });
    Fx.await(() -> {
      System.gc();
      return view.get() == null;
    });
  }

  @Test
  void clickOnABarSelectsIt(FxRobot robot) {
    Instant middle = NOW.minusSeconds(600);
    robot.clickOn(xOf(middle), AxisView.HEIGHT + headerHeight() + 13);
    assertEquals(model.rows().getFirst().user(), model.selection().person().get());
    assertTrue(Fx.get(() -> model.selection().span().isPresent()));
  }

  @Test
  void clickInTheFutureSelectsNoInterval() {
    double soon = xOf(NOW) - lanes.getLayoutX() + 20;
    assertEquals(
        Optional.empty(), Fx.get(() -> lanes.geometry().spanAt(model.rows().getFirst(), soon)));
    double before = soon - 30;
    assertTrue(Fx.get(() -> lanes.geometry().spanAt(model.rows().getFirst(), before)).isPresent());
  }

  @Test
  void wheelScrollsTheRowsAndControlWheelZoomsAtThePointer() {
    TimeWindow before = model.window().get();
    scroll(300, 150, 0, -120, false, false);
    assertEquals(before, model.window().get());
    assertNotEquals(
        model.rows().getFirst(),
        Fx.get(() -> lanes.geometry().laneAt(AxisView.HEIGHT + 1).orElseThrow()));
    Instant anchor = Fx.get(() -> lanes.geometry().timeAt(500));
    scroll(500, 150, 0, 40, true, false);
    assertEquals(TimeWindow.times(before.length(), 0.8), model.window().get().length());
    double drift = before.partOf(anchor) - model.window().get().partOf(anchor);
    assertEquals(0, drift * RowColumns.of(WIDTH, 0, 1, Set.of()).plot(), 0.5);
  }

  @Test
  void draggingBackPausesAndTheButtonJumpsToNow(FxRobot robot) {
    Fx.run(() -> model.show(RecentRange.LAST_24_HOURS));
    ToggleButton now = Fx.find(scene.getRoot(), "range-now", ToggleButton.class);
    assertEquals("Now", now.getText());
    drag(400, 150, 200);
    assertFalse(model.following().get());
    assertEquals("Jump to now", now.getText());
    robot.clickOn(now);
    assertTrue(model.following().get());
    assertEquals("Now", now.getText());
  }

  @Test
  void stateIsNamedTheCurrentOneBesideAnotherDay() {
    Label now = Fx.find(scene.getRoot(), "headline-now", Label.class);
    ButtonBase state = Fx.find(scene.getRoot(), "sort-state", ButtonBase.class);
    ButtonBase duration = Fx.find(scene.getRoot(), "sort-for", ButtonBase.class);
    assertFalse(now.isVisible());
    assertEquals("State", state.getText());
    Fx.run(() -> model.step(-1));
    Fx.run(() -> scene.getRoot().layout());
    assertTrue(now.isVisible());
    assertEquals("State now", state.getText());
    assertEquals("Now for", duration.getText());
    Fx.run(model::goToNow);
    Fx.run(() -> scene.getRoot().layout());
    assertFalse(now.isVisible());
    assertEquals("State", state.getText());
  }

  @Test
  void changeIsPaintedAndGrowsWithTime() {
    Fx.run(() -> screen.query().set("grace"));
    TimelineRow grace = model.rows().getFirst();
    Fx.run(() -> model.zoomTo(NOW.minusSeconds(60), NOW.plusSeconds(30)));
    int active = 0xff1a7f5a;
    int away = 0xff818b98;
    assertEquals(active, pixel(NOW.minusSeconds(5)));
    Fx.run(() -> {
      grace
          .timeline()
          .add(Sighting.of(grace.user(), Presence.AWAY, NOW, Source.RTM, Cause.PRESENCE_CHANGE));
      model.lanesChanged();
      presence.tick(NOW.plusSeconds(10));
    });
    assertEquals(away, pixel(NOW.plusSeconds(5)));
    Fx.run(() -> presence.tick(NOW.plusSeconds(20)));
    assertEquals(away, pixel(NOW.plusSeconds(15)));
    assertEquals(active, pixel(NOW.minusSeconds(5)));
  }

  @Test
  void aLongStateTakesTheRoomThatTheDurationLeaves() {
    Fx.run(() -> screen.query().set("grace"));
    UserId grace = user("Grace Hopper");
    Fx.run(() -> {
      SortedSet<DayOfWeek> days = RecordingSchedule.ALWAYS.days();
      presence.setSettings(
          Settings.DEFAULT.withHours(
              new RecordingSchedule(LocalTime.of(3, 0), LocalTime.of(4, 0), days)));
      var closed = Sighting.notWatched(grace, NOW, Cause.HOURS_CLOSED);
      presence.addSightings(List.of(closed), PresenceSnapshot.EMPTY.with(List.of(closed)));
      presence.tick(NOW.plusSeconds(60));
      lanes.layout();
    });
    Text state = shownText(".row-state");
    Text duration = shownText(".row-duration");
    assertEquals("Outside hours", state.getText());
    assertEquals("1 min", duration.getText());
    assertTrue(
        Fx.get(() -> state.getBoundsInParent().getMaxX() < duration.getBoundsInParent().getMinX()));
  }

  @Test
  void aChangedStateHasItsColorInTheSameFrame() {
    Fx.run(() -> screen.query().set("grace"));
    UserId grace = user("Grace Hopper");
    Text state = shownText(".row-state");
    Shape mark = Fx.get(() -> (Shape) state.getParent().lookup(".state-icon"));
    assertEquals("Active", state.getText());
    Fx.run(() -> {
      var unknown = Sighting.unknown(grace, NOW, Cause.DISCONNECTED);
      presence.addSightings(List.of(unknown), PresenceSnapshot.EMPTY.with(List.of(unknown)));
      lanes.layout();
      assertEquals("Unknown", state.getText());
      assertEquals(Color.web("#59636e"), state.getFill());
      assertEquals(Color.web("#6e7781"), mark.getFill());
      model.selection().person().set(grace);
      lanes.layout();
      Region row = (Region) state.getParent();
      assertEquals(Color.web("#eef6ff"), row.getBackground().getFills().getLast().getFill());
    });
  }

  @Test
  void allLinesOfTheAxisHaveLabelsWithLargerTextToo() {
    Appearance large = Appearance.DEFAULT.withTextPercent(150);
    Fx.run(() -> {
      AppTheme.apply(false, large);
      presence.setSettings(Settings.DEFAULT.withAppearance(large));
    });
    for (int minutes = 240; minutes < 900; minutes += 20) {
      Duration length = Duration.ofMinutes(minutes);
      Fx.run(() -> model.zoomTo(NOW.minus(length), NOW));
      Fx.run(() -> lanes.layout());
      // The first and the last one may have no room.
      long labels = visible(".timeline-tick") + visible(".timeline-band");
      assertTrue(labels >= visible(".timeline-tick-line") - 2, minutes + ": " + labels);
    }
    Fx.run(() -> AppTheme.apply(false));
  }

  private long visible(String query) {
    return Fx.get(() -> lanes.lookupAll(query).stream().filter(Node::isVisible).count());
  }

  @Test
  void hoursOfAMonthAreNotCut() {
    Fx.run(() -> model.show(RecentRange.LAST_30_DAYS));
    Fx.await(() ->
        lanes.lookupAll(".row-active").stream()
            .filter(text -> text.getParent().isVisible())
            .anyMatch(text -> ((Text) text).getText().matches("\\d{3}:\\d{2}")));
  }

  private Text shownText(String query) {
    return Fx.get(() ->
        lanes.lookupAll(query).stream()
            .filter(text -> text.getParent().isVisible())
            .map(Text.class::cast)
            .findFirst()
            .orElseThrow());
  }

  @Test
  void emptyListOffersThePicker(FxRobot robot) {
    Fx.run(() -> presence.setWatched(Set.of()));
    robot.clickOn("#rows-empty-action");
    assertEquals(List.of("choose people"), actions.log);
  }

  @Test
  void tooltipDescribesTheWideIntervalUnderThePointerOfADenseLane() {
    Fx.run(() -> model.show(RecentRange.LAST_30_DAYS));
    TimelineRow linus = model.lane(user("Linus Pauling")).orElseThrow();
    Instant sleeping = Instant.parse("2026-09-15T21:00:00Z");
    List<String> lines =
        Fx.get(() -> new PointerText(model, lanes.geometry()).at(linus, xOf(sleeping)));
    assertTrue(lines.getFirst().startsWith("Linus Pauling   ▨ Unknown"), lines.toString());
    assertTrue(lines.get(1).contains("19:05:00 – "), lines.toString());
  }

  @Test
  void pointerTimeFollowsTheViewUnderThePointer() {
    Fx.run(() -> lanes.pointer().point(500, 100));
    assertEquals(hour(500), pointerTime());
    scroll(500, 150, 0, 80, true, false);
    Fx.run(() -> model.pan(-0.1));
    assertEquals(hour(500), pointerTime());
    Fx.run(() -> model.zoom(0.5, model.window().get().at(0.1)));
    assertEquals(hour(500), pointerTime());
  }

  @Test
  void tooltipStaysWhileTheViewFollows() {
    Fx.run(() -> {
      model.show(RecentRange.LAST_24_HOURS);
      lanes.pointer().point(500, 100);
    });
    Fx.await(() -> tooltip().isVisible());
    String before = Fx.get(() -> tooltip().getText());
    for (int i = 1; i <= 3; i++) {
      Instant later = NOW.plusSeconds(i * 60L);
      Fx.run(() -> presence.tick(later));
      assertTrue(Fx.get(() -> tooltip().isVisible()));
    }
    assertEquals(before.lines().findFirst(), Fx.get(() -> tooltip().getText().lines().findFirst()));
  }

  @Test
  void thumbOfTheScrollBarIsAtLeast36PixelsHigh() {
    presence = Fx.get(() -> SampleModels.presence(750));
    Fx.run(() -> {
      PresenceScreenModel many = new PresenceScreenModel(presence);
      many.follow();
      scene.setRoot(SampleModels.view(many, commands, actions));
    });
    double thumb =
        Fx.get(() -> {
          scene.getRoot().applyCss();
          scene.getRoot().layout();
          return ((Region) scene.getRoot().lookup(".presence-rows > .scroll-bar > .thumb"))
              .getHeight();
        });
    assertTrue(thumb >= 36, "thumb: " + thumb);
  }

  @Test
  void groupsCollapseByKeyboardAndMouse(FxRobot robot) {
    Fx.run(() -> screen.grouping().set(SampleModels.byLetter(presence, "A")));
    assertEquals("[A]", SampleModels.names(screen).getFirst());
    robot.type(KeyCode.DOWN, KeyCode.LEFT);
    assertEquals(List.of("[A]", "[No group]"), SampleModels.names(screen).subList(0, 2));
    robot.type(KeyCode.RIGHT, KeyCode.DOWN);
    assertEquals(model.rows().getFirst().user(), model.selection().person().get());
    robot.clickOn("A");
    assertEquals("[No group]", SampleModels.names(screen).get(1));
  }

  @Test
  void shiftDragChoosesARangeWithItsActions(FxRobot robot) {
    TimeWindow before = model.window().get();
    Instant from = Fx.get(() -> lanes.geometry().timeAt(500));
    Fx.run(() -> {
      fire(MouseEvent.MOUSE_PRESSED, 500, 150, true, true);
      fire(MouseEvent.MOUSE_DRAGGED, 600, 150, true, true);
      fire(MouseEvent.MOUSE_RELEASED, 600, 150, false, true);
    });
    assertEquals(before, model.window().get());
    assertEquals(from, Objects.requireNonNull(screen.range().range().get()).from());
    assertTrue(Fx.get(() -> lanes.lookup("#range-actions").isVisible()));
    robot.clickOn("#range-export");
    assertTrue(actions.log.getLast().startsWith("export " + from), actions.log.toString());
    robot.clickOn("#range-copy");
    String copied = Fx.get(() -> Clipboard.getSystemClipboard().getString());
    assertTrue(copied.contains("Grace Hopper: "), copied);
    robot.type(KeyCode.ESCAPE);
    assertFalse(Fx.get(() -> lanes.lookup("#range-actions").isVisible()));
  }

  @Test
  void shiftArrowsChooseARange(FxRobot robot) {
    select("Grace Hopper");
    robot.type(KeyCode.LEFT);
    robot.push(KeyCode.SHIFT, KeyCode.LEFT);
    assertEquals(NOW, Objects.requireNonNull(screen.range().range().get()).to());
  }

  @Test
  void spaceChoosesPeopleAndTheMenuComparesThem(FxRobot robot) {
    robot.type(KeyCode.DOWN, KeyCode.SPACE, KeyCode.DOWN, KeyCode.SPACE);
    assertEquals(2, screen.chosen().size());
    Fx.run(() -> openMenu(true));
    robot.clickOn("#row-menu-compare");
    assertEquals(2, screen.items().size());
    assertEquals("22 hidden", Fx.find(scene.getRoot(), "headline-hidden", Button.class).getText());
    Fx.run(screen::clearFilter);
    assertEquals(24, screen.items().size());
    Fx.run(() -> screen.comparing().set(true));
    Fx.run(lanes::requestFocus);
    robot.type(KeyCode.ESCAPE, KeyCode.ESCAPE);
    assertEquals(24, screen.items().size());
    assertEquals(0, screen.chosen().size());
  }

  @Test
  void tooltipOfTheStateTellsItsStart() {
    PersonRow first = screen.shown().getFirst();
    double y = AxisView.HEIGHT + 10;
    List<String> lines = Fx.get(() -> new PointerText(model, lanes.geometry()).ofState(y));
    assertEquals(
        List.of(first.state().person().name(), first.state().sentence(NOW, presence.zone().get())),
        lines);
    Fx.run(() -> lanes.pointer().describe(20, y));
    Fx.await(() -> lanes.lookup(".timeline-tooltip").isVisible());
    Fx.run(() -> lanes.pointer().describe(20, AxisView.HEIGHT - 5));
    assertFalse(Fx.get(() -> lanes.lookup(".timeline-tooltip").isVisible()));
  }

  @Test
  void aHuddleAndTheStatusAreShownWithTheState() {
    UserId first = screen.shown().getFirst().id();
    Fx.run(() ->
        presence.setSettings(
            Settings.DEFAULT.withSlackStatuses(EnumSet.allOf(SlackStatusKind.class))));
    assertNull(lanes.lookup(".icon-huddle"));
    Instant at = NOW.minusSeconds(60);
    var feed = new PresenceFeed(new FxExecutor(), presence);
    feed.onSlackStatus(
        List.of(
            new SlackStatus.Huddle(first, true, at, Source.RTM),
            new SlackStatus.StatusText(first, "Reviewing", at, Source.RTM)));
    Fx.await(() -> lanes.lookup(".icon-huddle") != null);
    List<String> tip =
        Fx.get(() -> new PointerText(model, lanes.geometry()).ofState(AxisView.HEIGHT + 10));
    assertTrue(tip.containsAll(List.of("In a huddle", "Status: Reviewing")), tip.toString());
    feed.onSlackStatus(
        List.of(new SlackStatus.Huddle(first, false, NOW.minusSeconds(30), Source.RTM)));
    Fx.await(() -> !lanes.lookup(".icon-huddle").isVisible());
  }

  @Test
  void afterAGapThereIsNoHuddleUntilTheNextReport() {
    UserId first = screen.shown().getFirst().id();
    Fx.run(() ->
        presence.setSettings(
            Settings.DEFAULT.withSlackStatuses(EnumSet.allOf(SlackStatusKind.class))));
    var feed = new PresenceFeed(new FxExecutor(), presence);
    feed.onSlackStatus(
        List.of(new SlackStatus.Huddle(first, true, NOW.minusSeconds(60), Source.RTM)));
    Fx.await(() -> lanes.lookup(".icon-huddle") != null);
    Fx.run(() -> {
      var gap = Sighting.unknown(first, NOW.plusSeconds(60), Cause.DISCONNECTED);
      var back =
          Sighting.of(first, Presence.ACTIVE, NOW.plusSeconds(120), Source.RTM, Cause.RECONNECTED);
      presence.addSightings(List.of(gap, back), PresenceSnapshot.EMPTY.with(List.of(gap, back)));
      presence.tick(NOW.plusSeconds(125));
    });
    Fx.await(() -> !lanes.lookup(".icon-huddle").isVisible());
    List<String> tip =
        Fx.get(() -> new PointerText(model, lanes.geometry()).ofState(AxisView.HEIGHT + 10));
    assertFalse(tip.contains("In a huddle"), tip.toString());
    feed.onSlackStatus(
        List.of(new SlackStatus.Huddle(first, true, NOW.plusSeconds(124), Source.POLL)));
    Fx.await(() -> lanes.lookup(".icon-huddle").isVisible());
  }

  @Test
  void rowMenuMovesAPersonIntoAnOwnGroup(FxRobot robot) {
    Fx.run(() ->
        presence.setSettings(
            Settings.DEFAULT.withGroups(
                new GroupingSettings(
                    GroupBy.NONE, List.of(new PersonGroup("Platform", new TreeSet<>()))))));
    robot.type(KeyCode.DOWN);
    Fx.run(() -> openMenu(true));
    robot.clickOn("#row-menu-group");
    clickOnceShown(robot, "Platform");
    assertEquals(1, commands.applied.getLast().groups().mine().getFirst().members().size());
  }

  @Test
  void aHiddenLaneIsCountedInTheHeadlineAndShownAgain(FxRobot robot) {
    select("Grace Hopper");
    Fx.run(() -> openMenu(true));
    robot.clickOn("#row-menu-hide");
    assertEquals(23, screen.items().size());
    assertFalse(SampleModels.names(screen).contains("Grace Hopper"));
    assertEquals("1 hidden", Fx.find(scene.getRoot(), "headline-hidden", Button.class).getText());
    robot.clickOn("#headline-hidden");
    assertEquals(24, screen.items().size());
    assertFalse(Fx.find(scene.getRoot(), "headline-hidden", Button.class).isVisible());
  }

  @Test
  void thePersonMenuExplainsTheDay(FxRobot robot) {
    select("Grace Hopper");
    Fx.run(() -> openMenu(true));
    robot.clickOn("#row-menu-person");
    clickOnceShown(robot, "#row-menu-explain");
    assertEquals(List.of("explain " + user("Grace Hopper").value() + " 2026-09-17"), actions.log);
  }

  @Test
  void spaceAndDraggingMoveInTimeWithoutChoosing(FxRobot robot) {
    select("Grace Hopper");
    TimeWindow before = model.window().get();
    Fx.run(() -> {
      fire(KeyEvent.KEY_PRESSED, KeyCode.SPACE);
      fire(MouseEvent.MOUSE_PRESSED, 500, 150, true);
      fire(MouseEvent.MOUSE_DRAGGED, 600, 150, true);
      fire(MouseEvent.MOUSE_RELEASED, 600, 150, false);
      fire(KeyEvent.KEY_RELEASED, KeyCode.SPACE);
    });
    assertTrue(model.window().get().from().isBefore(before.from()));
    assertEquals(0, screen.chosen().size());
    robot.type(KeyCode.SPACE);
    assertEquals(1, screen.chosen().size());
  }

  @Test
  void altShiftArrowsMoveTheDivider(FxRobot robot) {
    double before = lanes.geometry().columns().get().name();
    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.RIGHT);
    assertEquals(before + 16, Fx.get(() -> lanes.geometry().columns().get().name()));
    robot.push(KeyCode.ALT, KeyCode.SHIFT, KeyCode.LEFT);
    assertEquals(before, Fx.get(() -> lanes.geometry().columns().get().name()));
  }

  @Test
  void aPersonWithoutDataSaysSo() {
    Fx.run(() -> PresenceModels.watching(presence, Stream.of(new UserId("UNEW"))));
    Text note = (Text) lanes.lookup(".row-note");
    assertTrue(note.isVisible());
    assertEquals("No data yet", note.getText());
    List<String> tip =
        Fx.get(() -> new PointerText(model, lanes.geometry()).at(model.rows().getFirst(), 500));
    assertTrue(tip.getLast().startsWith("Watched, no data yet"), tip + "");
  }

  @Test
  void withEachPersonsOwnZoneTheTextsHaveTheirTimes() {
    TimelineRow newYork = model.lane(user("Katherine Johnson")).orElseThrow();
    String berlin = Fx.get(() -> new PointerText(model, lanes.geometry()).at(newYork, 500).get(1));
    Settings own = Settings.DEFAULT.withExport(Settings.DEFAULT.export().withOwnZones(true));
    select("Katherine Johnson");
    String day = dayOfDetail();
    Fx.run(() -> presence.setSettings(own));
    assertNotEquals(
        berlin, Fx.get(() -> new PointerText(model, lanes.geometry()).at(newYork, 500).get(1)));
    assertNotEquals(day, dayOfDetail());
    Instant first =
        Fx.get(() -> model.range(newYork.person()).firstActive(newYork.timeline()).orElseThrow());
    String local = TimeFormat.time(first, newYork.person().clock().orElseThrow());
    assertTrue(dayOfDetail().contains("first " + local), dayOfDetail() + " " + local);
    assertEquals(
        "Europe/Berlin, texts in own zones",
        Fx.find(scene.getRoot(), "zone", MenuButton.class).getText());
  }

  private String dayOfDetail() {
    return Fx.get(() -> Fx.find(scene.getRoot(), "detail-day", Label.class).getText());
  }

  private void fire(EventType<KeyEvent> type, KeyCode code) {
    Event.fireEvent(lanes, new KeyEvent(type, "", "", code, false, false, false, false));
  }

  @Test
  void theMenuOfAPersonOffersAnAlertAndAMessageForWhenTheyAreActive() {
    select("Grace Hopper");
    Fx.run(() -> openMenu(true));
    Fx.run(() ->
        Window.getWindows().stream()
            .filter(ContextMenu.class::isInstance)
            .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
            .filter(item -> "row-menu-person".equals(item.getId()))
            .flatMap(menu -> ((Menu) menu).getItems().stream())
            .filter(item -> Set.of("row-menu-alert", "row-menu-message").contains(item.getId()))
            .toList()
            .forEach(MenuItem::fire));
    String grace = user("Grace Hopper").value();
    assertEquals(
        List.of("alert " + grace + " until " + NOW.plus(Duration.ofDays(7))), commands.log);
    assertEquals(List.of("message when active " + grace), actions.log);
  }

  @Test
  void shiftF10OpensTheMenuOfTheSelectedRow(FxRobot robot) {
    robot.type(KeyCode.DOWN);
    robot.push(KeyCode.SHIFT, KeyCode.F10);
    robot.clickOn("#row-menu-details");
    assertTrue(Fx.get(() -> model.selection().span().isPresent()));
  }

  @Test
  void theMenuOfARowCopiesItAndShowsItsEvents(FxRobot robot) {
    select("Grace Hopper");
    for (String word : List.of("copy", "copy-csv")) {
      Fx.run(() -> Clipboard.getSystemClipboard().clear());
      Fx.run(() -> openMenu(true));
      robot.clickOn("#row-menu-" + word);
      assertEquals(expectedCopy(word.equals("copy-csv")), clipboard());
    }
    Fx.run(() -> openMenu(true));
    robot.clickOn("#row-menu-events");
    TableView<?> table = Fx.find(scene.getRoot(), "interval-table", TableView.class);
    assertTrue(table.isFocused());
    Set<String> people =
        table.getItems().stream()
            .map(row -> ((VisibleIntervalsTable.Interval) row).person().state().person().name())
            .collect(Collectors.toSet());
    assertEquals(Set.of("Grace Hopper"), people);
  }

  @Test
  void theCopyKeysOnTheLanesCopyTheSelection(FxRobot robot) {
    select("Grace Hopper");
    robot.type(KeyCode.LEFT);
    assertTrue(Fx.get(() -> model.selection().span().isPresent()));
    Fx.run(() -> Clipboard.getSystemClipboard().clear());
    robot.push(KeyCode.CONTROL, KeyCode.C);
    assertEquals(expectedCopy(false), clipboard());
    assertTrue(clipboard().startsWith("Grace Hopper   ● Active\nThu 17 Sep 2026"), clipboard());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    assertEquals(expectedCopy(true), clipboard());
    assertTrue(clipboard().startsWith("name,user_id,start,end,zone,presence,"), clipboard());
    robot.push(KeyCode.ESCAPE);
    robot.push(KeyCode.CONTROL, KeyCode.C);
    assertTrue(clipboard().startsWith("Grace Hopper, Active"), "the person, without an interval");
  }

  private String expectedCopy(boolean csv) {
    var text = new SelectionText(screen);
    return Fx.get(() -> csv ? text.csv() : text.text());
  }

  private static String clipboard() {
    return Fx.get(() -> String.valueOf(Clipboard.getSystemClipboard().getString()));
  }

  @Test
  void theMenuOfTheAxisShowsTheDayAndTheCalendar(FxRobot robot) {
    Fx.run(() -> model.show(RangeUnit.WEEK, LocalDate.of(2026, 9, 17)));
    LocalDate pointed =
        LocalDate.ofInstant(Fx.get(() -> lanes.geometry().timeAt(500)), SampleTimelines.BERLIN);
    Fx.run(() -> openMenu(false));
    robot.clickOn("#row-menu-axis-day");
    assertEquals(RangeUnit.DAY, model.unit().get());
    assertEquals(pointed, model.firstDay());
    Fx.run(() -> openMenu(false));
    robot.clickOn("#row-menu-axis-date");
    DatePicker calendar = Fx.find(scene.getRoot(), "range-title-calendar", DatePicker.class);
    assertTrue(Fx.get(calendar::isShowing));
    assertEquals(pointed, calendar.getValue());
  }

  @Test
  void whileSlackIsOutOfReachTheLastColumnsAreHatchedAndGrow() {
    Fx.run(() -> screen.query().set("grace"));
    UserId grace = user("Grace Hopper");
    Fx.run(() -> model.zoomTo(NOW.minusSeconds(600), NOW.plusSeconds(300)));
    int active = 0xff1a7f5a;
    int unknown = 0xff6e7781;
    Fx.run(() -> {
      var lost = new Problem.ConnectionLost("closed");
      presence.setStatus(new WatchStatus.Reconnecting(3, NOW, NOW.plusSeconds(8), lost));
      var cut = Sighting.unknown(grace, NOW, Cause.DISCONNECTED);
      presence.addSightings(List.of(cut), PresenceSnapshot.EMPTY.with(List.of(cut)));
      presence.tick(NOW.plusSeconds(120));
    });
    assertEquals(Set.of(false, true), hatched(NOW, NOW.plusSeconds(110), unknown));
    assertFalse(hatched(NOW, NOW.plusSeconds(110), active).contains(true));
    assertEquals(Set.of(false), hatched(NOW.plusSeconds(130), NOW.plusSeconds(240), unknown));
    Fx.run(() -> presence.tick(NOW.plusSeconds(250)));
    assertEquals(Set.of(false, true), hatched(NOW.plusSeconds(130), NOW.plusSeconds(240), unknown));
    assertEquals(active, pixel(NOW.minusSeconds(60)));
    assertEquals("Unknown", shownText(".row-state").getText());
  }

  /// Whether the pixels of the first lane between these times have this color.
  private Set<Boolean> hatched(Instant from, Instant to, int color) {
    int y = (int) (headerHeight() + AxisView.HEIGHT) + 14;
    return Fx.get(() -> {
      var picture = Fx.picture(scene);
      return IntStream.range((int) xOf(from) + 3, (int) xOf(to))
          .mapToObj(x -> picture.getRGB(x, y) == color)
          .collect(Collectors.toSet());
    });
  }

  @Test
  void axisMenuOpensTheZoneDialog(FxRobot robot) {
    Fx.run(() -> openMenu(false));
    robot.clickOn("#row-menu-axis-zone");
    assertEquals("choose zone", actions.log.getLast());
  }

  private void openMenu(boolean keyboard) {
    Event.fireEvent(
        lanes,
        new ContextMenuEvent(
            ContextMenuEvent.CONTEXT_MENU_REQUESTED,
            500,
            10,
            500,
            10,
            keyboard,
            new PickResult(lanes, 500, 10)));
  }

  @Test
  void otherSettingsDoNotChangeTheTextSizeOfAWallboard() {
    Fx.run(() -> {
      model.textScale().set(1.5);
      presence.setSettings(Settings.DEFAULT.withTheme(Theme.DARK));
    });
    assertEquals(1.5, model.textScale().get());
  }

  @Test
  void theFirstActivityOfADayOf25HoursIsATime() {
    ZoneId berlin = SampleTimelines.BERLIN;
    LocalDate day = LocalDate.parse("2026-10-25");
    Instant from = day.atStartOfDay(berlin).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(berlin).toInstant();
    Instant at = from.plus(Duration.ofHours(10));
    assertEquals(
        "09:00", MemberRow.firstText(new TotalsRange(from, to, Duration.ZERO), at, berlin));
    assertEquals(
        "25 Oct",
        MemberRow.firstText(
            new TotalsRange(from.minusSeconds(90_000), to, Duration.ZERO), at, berlin));
  }

  @Test
  void alignedClocksShowEachPersonsLocalTimeOfDay() {
    Fx.run(() -> {
      model.show(Instant.parse("2026-09-16T22:00:00Z"), NOW);
      model.alignClocks().set(true);
    });
    TimelineRow berlin = model.lane(user("Grace Hopper")).orElseThrow();
    TimelineRow newYork = model.lane(user("Katherine Johnson")).orElseThrow();
    Instant local = Fx.get(() -> lanes.geometry().timeAt(berlin, 500));
    assertEquals(
        local.plus(Duration.ofHours(6)), Fx.get(() -> lanes.geometry().timeAt(newYork, 500)));
    assertEquals(
        model.range(newYork.person()).from(),
        model.range(berlin.person()).from().plus(Duration.ofHours(6)));
    assertFalse(Fx.get(() -> lanes.lookup(".timeline-now-flag").isVisible()));
    assertEquals(
        "Clocks aligned, moments differ",
        Fx.find(scene.getRoot(), "zone", MenuButton.class).getText());
    Fx.run(() -> model.zoom(3, NOW));
    assertFalse(model.isAligned());
  }

  @Test
  void withAlignedClocksTheBarsAreDrawnAtTheLocalTimeOfEachPerson() {
    Fx.run(() -> {
      model.show(Instant.parse("2026-09-16T22:00:00Z"), NOW);
      model.alignClocks().set(true);
    });
    Fx.run(() -> screen.query().set("katherine"));
    TimelineRow newYork = model.rows().getFirst();
    assertEquals(Duration.ofHours(6), Fx.get(() -> model.shift(newYork.person())));
    RowColumns columns = lanes.geometry().columns().get();
    int y = (int) (headerHeight() + AxisView.HEIGHT) + 18;
    BufferedImage picture = Fx.get(() -> Fx.picture(scene));
    Fx.run(() -> {
      int compared = 0;
      for (double x = columns.left() + 4; x < columns.right() - 4; x++) {
        Optional<Span> span = lanes.geometry().spanAt(newYork, x - 3);
        if (span.isPresent() && span.equals(lanes.geometry().spanAt(newYork, x + 4))) {
          boolean active = span.get().presence() == Presence.ACTIVE;
          assertEquals(active, picture.getRGB((int) x, y) == 0xff1a7f5a, x + " " + span);
          compared++;
        }
      }
      assertTrue(compared > 100, compared + " columns");
    });
  }

  @Test
  void copiedAndSpokenTotalsWithAlignedClocksEqualThoseOfTheRow() {
    Fx.run(() -> {
      model.show(Instant.parse("2026-09-16T22:00:00Z"), NOW);
      model.alignClocks().set(true);
    });
    List<String> zones = new ArrayList<>();
    for (PersonRow person : List.copyOf(screen.shown())) {
      Fx.run(() -> {
        model.selection().person().set(person.id());
        lanes.layout();
      });
      if (Fx.get(() -> model.range(person.state().person()).totals(person.timeline()).watched())
          == 0) {
        continue;
      }
      String[] cells = expectedCopy(true).lines().skip(1).findFirst().orElseThrow().split(",");
      String name = person.state().person().name();
      String copied = TimeFormat.hoursMinutes(Long.parseLong(cells[5]));
      // The rows follow a change of the view within 150 ms.
      Fx.await(() -> activeInRow(name).equals(copied));
      String spoken =
          Fx.get(() -> (String) lanes.queryAccessibleAttribute(AccessibleAttribute.TEXT));
      String total = TimeFormat.total(Long.parseLong(cells[5]));
      assertTrue(spoken.endsWith(", " + total + " active in view"), spoken + " " + total);
      zones.add(cells[4]);
    }
    assertTrue(zones.stream().distinct().count() > 2, zones + "");
  }

  /// The active time at the end of the row of this person. Thread: FX.
  private String activeInRow(String name) {
    return lanes.lookupAll(".presence-row").stream()
        .filter(Node::isVisible)
        .filter(row -> ((EllipsisText) row.lookup(".row-name")).whole().equals(name))
        .map(row -> ((EllipsisText) row.lookup(".row-active")).whole())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void arrowKeysMoveAcrossGapsThatTotalsBridge(FxRobot robot) {
    select("Grace Hopper");
    TimelineRow grace = Fx.get(() -> model.selection().row().orElseThrow());
    Instant gap = NOW.plusSeconds(10);
    Fx.run(() -> {
      grace.timeline().add(Sighting.unknown(grace.user(), gap, Cause.DISCONNECTED));
      grace
          .timeline()
          .add(
              Sighting.of(
                  grace.user(), Presence.ACTIVE, gap.plusSeconds(2), Source.RTM, Cause.SNAPSHOT));
      model.lanesChanged();
      presence.tick(NOW.plusSeconds(60));
    });
    robot.type(KeyCode.LEFT);
    Span whole = Fx.get(() -> model.selection().span().orElseThrow());
    assertEquals(SpanQuality.BRIDGED, whole.quality());
    assertTrue(whole.start().isBefore(NOW) && whole.isOpen(), whole.toString());
    robot.type(KeyCode.LEFT);
    Span before = Fx.get(() -> model.selection().span().orElseThrow());
    assertEquals(whole.start(), before.end());
    robot.type(KeyCode.RIGHT);
    assertEquals(Optional.of(whole), Fx.get(() -> model.selection().span()));
    robot.push(KeyCode.SHIFT, KeyCode.U);
    assertNotEquals(gap, Fx.get(() -> model.selection().start().get()));
  }

  @Test
  void withAlignedClocksEnterZoomsToTheIntervalInItsLane(FxRobot robot) {
    Fx.run(() -> {
      model.show(Instant.parse("2026-09-16T22:00:00Z"), NOW);
      model.alignClocks().set(true);
    });
    select("Katherine Johnson");
    TimelineRow newYork = model.lane(user("Katherine Johnson")).orElseThrow();
    robot.type(KeyCode.LEFT, KeyCode.ENTER);
    Span span = Fx.get(() -> model.selection().span().orElseThrow());
    TimeWindow shown = Fx.get(() -> model.window().get().moved(model.shift(newYork.person())));
    assertTrue(shown.partOf(span.start()) > 0 && shown.partOf(span.end()) < 1, shown + " " + span);
    Bounds frame =
        Fx.get(() -> {
          Node selection = lanes.lookup(".timeline-selection");
          return lanes.sceneToLocal(selection.localToScene(selection.getLayoutBounds()));
        });
    assertEquals(
        Optional.of(span), Fx.get(() -> lanes.geometry().spanAt(newYork, frame.getCenterX())));
  }

  @Test
  void theMenuKeyScrollsToTheSelectedRow(FxRobot robot) {
    robot.type(KeyCode.DOWN);
    Fx.run(() -> lanes.scrollRows(400));
    robot.push(KeyCode.SHIFT, KeyCode.F10);
    robot.clickOn("#row-menu-details");
    assertTrue(Fx.get(() -> model.selection().span().isPresent()));
    assertEquals(AxisView.HEIGHT + 27 / 2.0, Fx.get(() -> lanes.geometry().selectedY()), 0.5);
  }

  @Test
  void theWheelBesideTheLanesZoomsAtTheirEdge() {
    Instant from = model.window().get().from();
    scroll(20, 100, 0, 40, true, false);
    assertTrue(Fx.get(() -> model.window().get().length()).compareTo(Duration.ofDays(1)) < 0);
    assertEquals(from, model.window().get().from());
  }

  @Test
  void shortChangesAreHiddenAndTheNoteSaysSo() {
    Label note = Fx.find(scene.getRoot(), "timeline-hiding", Label.class);
    assertFalse(note.isVisible());
    TimelineTotals totals = Fx.get(screen::totals);
    List<String> hours = activeTexts();
    Fx.run(() -> model.hideShorter().set(Duration.ofSeconds(1)));
    int shown = picture();
    Fx.run(() -> model.hideShorter().set(Duration.ofMinutes(5)));
    assertNotEquals(shown, picture(), "short changes are not drawn");
    assertEquals(totals, Fx.get(screen::totals));
    assertEquals(hours, activeTexts());
    assertEquals("Hiding changes under 5 min · totals unchanged", note.getText());
    assertTrue(note.isVisible());
    Fx.run(() -> scene.getRoot().layout());
    double bottom = lanes.localToScene(lanes.getLayoutBounds()).getMaxY();
    assertTrue(note.localToScene(note.getLayoutBounds()).getMinY() >= bottom - 8, "over the rows");
  }

  private List<String> activeTexts() {
    return Fx.get(() ->
        lanes.lookupAll(".row-active").stream()
            .map(text -> ((EllipsisText) text).whole())
            .toList());
  }

  /// Returns a hash of the pixels of the lanes.
  private int picture() {
    return Fx.get(() -> {
      scene.getRoot().layout();
      WritableImage image = lanes.lookup(".lanes").snapshot(null, null);
      int[] pixels = new int[(int) image.getWidth() * (int) image.getHeight()];
      image
          .getPixelReader()
          .getPixels(
              0,
              0,
              (int) image.getWidth(),
              (int) image.getHeight(),
              PixelFormat.getIntArgbInstance(),
              pixels,
              0,
              (int) image.getWidth());
      return Arrays.hashCode(pixels);
    });
  }

  @Test
  void intervalsAreShownAsATable() {
    Fx.run(() -> {
      screen.query().set("grace");
      screen.asTable().set(true);
    });
    TableView<?> table = Fx.find(scene.getRoot(), "interval-table", TableView.class);
    assertTrue(table.getItems().size() > 10, "intervals: " + table.getItems().size());
    assertEquals("Start (Europe/Berlin)", table.getColumns().get(2).getText());
    String cause = (String) table.getColumns().getLast().getCellData(0);
    assertFalse(cause.contains("Berlin"), cause);
    assertFalse(cause.isBlank());
    Fx.run(() -> table.getSelectionModel().select(3));
    assertTrue(Fx.get(() -> model.selection().span().isPresent()));
    Node length =
        table.lookupAll(".column-header").stream()
            .filter(header -> "interval-length".equals(header.getId()))
            .findFirst()
            .orElseThrow();
    Fx.run(() -> Fx.click(length));
    List<Duration> lengths = lengths(table);
    assertEquals(lengths.stream().sorted().toList(), lengths);
    Fx.run(() -> presence.tick(NOW.plusSeconds(60)));
    List<Duration> later = lengths(table);
    assertNotEquals(lengths, later, "the open interval grows");
    assertEquals(later.stream().sorted().toList(), later);
    Fx.run(() -> screen.asTable().set(false));
    assertTrue(Fx.get(() -> lanes.getScene() != null));
  }

  @Test
  void timesAndDurationsOfTheTableAreWholeInLargeTextAndEscapeLeavesIt(FxRobot robot) {
    Fx.run(() -> {
      AppTheme.apply(false, Appearance.DEFAULT.withTextPercent(150));
      model.textScale().set(1.5);
      screen.asTable().set(true);
    });
    TableView<?> table = Fx.find(scene.getRoot(), "interval-table", TableView.class);
    Fx.run(() -> scene.getRoot().layout());
    int cells = 0;
    for (String column : List.of(".interval-start", ".interval-end", ".interval-length")) {
      for (Node node : table.lookupAll(".table-cell" + column)) {
        Labeled cell = (Labeled) node;
        if (node.isVisible()
            && cell.getText() != null
            && node.lookup(".text") instanceof Text text) {
          assertEquals(cell.getText(), text.getText());
          cells++;
        }
      }
    }
    assertTrue(cells > 15, cells + " cells");
    robot.type(KeyCode.ESCAPE);
    assertFalse(screen.asTable().get());
    Fx.run(() -> AppTheme.apply(false));
  }

  private static List<Duration> lengths(TableView<?> table) {
    return Fx.get(() ->
        table.getItems().stream()
            .map(row -> ((VisibleIntervalsTable.Interval) row).span().length())
            .toList());
  }

  @Test
  void theTableOfIntervalsKeepsItsSelectionAndTheFocus(FxRobot robot) {
    select("Grace Hopper");
    TimelineRow grace = Fx.get(() -> model.selection().row().orElseThrow());
    Fx.run(() -> screen.asTable().set(true));
    TableView<?> table = Fx.find(scene.getRoot(), "interval-table", TableView.class);
    assertTrue(table.isFocused());
    assertTrue(
        table.getItems().stream()
            .allMatch(
                row -> ((VisibleIntervalsTable.Interval) row).person().id().equals(grace.user())));
    Fx.run(() -> table.getSelectionModel().select(3));
    VisibleIntervalsTable.Interval selected =
        (VisibleIntervalsTable.Interval) table.getSelectionModel().getSelectedItem();
    int before = table.getItems().size();
    Fx.run(() -> {
      grace.timeline().add(Sighting.unknown(grace.user(), NOW, Cause.DISCONNECTED));
      model.lanesChanged();
      presence.tick(NOW.plusSeconds(60));
    });
    assertEquals(before + 1, table.getItems().size());
    assertEquals(
        selected.span(),
        ((VisibleIntervalsTable.Interval) table.getSelectionModel().getSelectedItem()).span());
    Fx.run(() -> Clipboard.getSystemClipboard().clear());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    String csv = Fx.get(() -> Clipboard.getSystemClipboard().getString());
    assertTrue(csv.contains("Grace Hopper," + grace.user().value()), csv);
    Fx.run(() -> screen.asTable().set(false));
    assertTrue(lanes.isFocused());
    robot.type(KeyCode.LEFT);
    Instant other = Fx.get(() -> model.selection().start().get());
    assertNotEquals(selected.span().start(), other);
    Fx.run(() -> screen.asTable().set(true));
    assertEquals(other, Fx.get(() -> model.selection().start().get()));
  }

  /// Clicks an item of a submenu, which is shown some time after its parent is clicked.
  private static void clickOnceShown(FxRobot robot, String query) {
    Fx.await(() ->
        robot
            .lookup(query)
            .tryQuery()
            .map(Node::getScene)
            .filter(shown -> shown.getWindow() != null && shown.getWindow().isShowing())
            .isPresent());
    robot.clickOn(query);
  }

  @Test
  void shiftWheelAndTiltPanAndTheWheelOnTheAxisZooms() {
    TimeWindow before = model.window().get();
    scroll(400, 150, 0, 40, false, true);
    TimeWindow panned = model.window().get();
    assertTrue(panned.from().isBefore(before.from()));
    assertEquals(before.length(), panned.length());
    scroll(400, 150, 60, 0, false, false);
    assertTrue(model.window().get().from().isBefore(panned.from()));
    scroll(400, 10, 0, 40, false, false);
    assertEquals(TimeWindow.times(before.length(), 0.8), model.window().get().length());
  }

  @Test
  void doubleClickZoomsToTheIntervalOrAtThePointOrToTheUnit() {
    TimeWindow before = model.window().get();
    double soon = xOf(NOW) + 20;
    doubleClick(soon, 150, false);
    assertEquals(before.length().dividedBy(2), model.window().get().length());
    doubleClick(soon, 150, true);
    assertEquals(before.length(), model.window().get().length());
    Fx.run(() -> model.show(RangeUnit.DAY, LocalDate.of(2026, 9, 17)));
    double x = xOf(NOW.minusSeconds(600));
    double y = AxisView.HEIGHT + 13;
    Span span =
        Fx.get(() ->
            lanes
                .geometry()
                .laneAt(y)
                .flatMap(row -> lanes.geometry().spanAt(row, x))
                .orElseThrow());
    doubleClick(x, y, false);
    TimeWindow zoomed = model.window().get();
    String found = span + " in " + zoomed;
    assertTrue(zoomed.holds(span.start()) && zoomed.holds(span.end().minusSeconds(1)), found);
    double part = span.length().toSeconds() / (double) zoomed.length().toSeconds();
    assertEquals(0.6, part, 0.01, found);
    doubleClick(x, 10, false);
    assertEquals(Duration.ofMinutes(1), model.window().get().length());
  }

  @Test
  void pinchZoomsAroundItsFirstPosition() {
    TimeWindow before = model.window().get();
    Instant anchor = Fx.get(() -> lanes.geometry().timeAt(500));
    pinch(ZoomEvent.ZOOM_STARTED, 500, 1);
    pinch(ZoomEvent.ZOOM, 520, 1.25);
    TimeWindow after = model.window().get();
    assertEquals(TimeWindow.times(before.length(), 0.8), after.length());
    double drift = before.partOf(anchor) - after.partOf(anchor);
    assertEquals(0, drift * RowColumns.of(WIDTH, 0, 1, Set.of()).plot(), 0.5);
  }

  @Test
  void rowsHaveTheirStateAndTodayAsText() {
    Set<Node> rows = lanes.lookupAll(".presence-row");
    List<String> texts =
        Fx.get(() ->
            rows.stream()
                .map(row -> (String) row.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                .toList());
    String grace =
        texts.stream().filter(text -> text.startsWith("Grace Hopper, ")).findFirst().orElseThrow();
    PersonRow row =
        screen.shown().stream()
            .filter(one -> one.state().person().name().equals("Grace Hopper"))
            .findFirst()
            .orElseThrow();
    String today = TimeFormat.spokenHoursMinutes(presence.today(row).active());
    assertTrue(grace.matches("Grace Hopper, .*since.*, today " + today + " active"), grace);
  }

  private void pinch(EventType<ZoomEvent> type, double x, double factor) {
    double y = headerHeight() + 150;
    Fx.run(() ->
        Event.fireEvent(
            lanes,
            new ZoomEvent(
                type,
                x,
                y,
                x,
                y,
                false,
                false,
                false,
                false,
                true,
                false,
                factor,
                factor,
                new PickResult(lanes, x, y))));
  }

  @Test
  void aRangeBeforeTheRecordLeadsToItsStart(FxRobot robot) {
    Instant since = model.recordedSince().orElseThrow();
    Fx.run(() -> model.show(since.minusSeconds(7200), since.minusSeconds(3600)));
    Button action = Fx.find(scene.getRoot(), "rows-empty-action", Button.class);
    assertTrue(Fx.get(() -> action.isVisible() && action.getParent().isVisible()));
    assertTrue(emptyMessage().startsWith("There are no entries before "), emptyMessage());
    Bounds box = Fx.get(() -> action.getParent().getBoundsInParent());
    double left = Fx.get(() -> lanes.geometry().columns().get().left());
    assertTrue(box.getMinX() >= left, box + " covers the names, up to " + left);
    Fx.run(() -> {
      presence.setTotalsSince(LocalDate.ofInstant(since, model.zone().get()).minusDays(9));
      model.show(since.minusSeconds(4 * 86_400), since.minusSeconds(3 * 86_400));
      model.selection().person().set(model.rows().getFirst().user());
    });
    assertTrue(emptyMessage().endsWith(" were deleted. Timecards has the totals."), emptyMessage());
    Label note = Fx.find(scene.getRoot(), "timeline-deleted", Label.class);
    assertFalse(note.isVisible());
    Fx.run(() -> model.show(since.minusSeconds(3 * 86_400), since.plusSeconds(3600)));
    assertTrue(note.isVisible());
    assertTrue(note.getText().contains("the sums here begin on that day"), note.getText());
    Label sum = Fx.find(scene.getRoot(), "detail-sum", Label.class);
    assertEquals("No entries of this day", Fx.get(sum::getText));
    robot.clickOn(action);
    assertTrue(model.window().get().holds(since));
  }

  private String emptyMessage() {
    return Fx.get(() -> ((Label) scene.getRoot().lookup(".timeline-empty .label")).getText());
  }

  private void doubleClick(double x, double top, boolean alt) {
    double y = headerHeight() + top;
    var at = new PickResult(lanes, x, y);
    Fx.run(() ->
        Event.fireEvent(
            lanes,
            new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                2,
                false,
                false,
                alt,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                at)));
  }

  private TimelineTooltip tooltip() {
    return (TimelineTooltip) lanes.lookup(".timeline-tooltip");
  }

  private String pointerTime() {
    return Fx.get(() -> {
      lanes.layout();
      return ((Label) lanes.lookup(".timeline-pointer-time")).getText();
    });
  }

  private String hour(double x) {
    return Fx.get(
        () -> new SpanDescription(model.zone().get()).time("HH:mm", lanes.geometry().timeAt(x)));
  }

  private UserId user(String name) {
    return model.rows().stream()
        .filter(row -> row.person().name().equals(name))
        .findFirst()
        .orElseThrow()
        .user();
  }

  private void select(String name) {
    Fx.run(() -> model.selection().person().set(user(name)));
  }

  private String detail() {
    return Fx.get(() -> Fx.find(scene.getRoot(), "detail-interval", Label.class).getText());
  }

  private double xOf(Instant at) {
    RowColumns columns = RowColumns.of(WIDTH, 0, 1, Set.of());
    return columns.left() + model.window().get().partOf(at) * columns.plot();
  }

  private double headerHeight() {
    return Fx.get(() -> lanes.localToScene(0, 0).getY());
  }

  /// A pixel near the bottom of the first lane's bar, within the height of an away bar.
  private int pixel(Instant at) {
    int x = (int) xOf(at);
    int y = (int) (headerHeight() + AxisView.HEIGHT) + 18;
    return Fx.get(() -> Fx.picture(scene).getRGB(x, y));
  }

  private void scroll(double x, double top, double dx, double dy, boolean control, boolean shift) {
    double y = headerHeight() + top;
    Fx.run(() ->
        Event.fireEvent(
            lanes,
            new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                y,
                x,
                y,
                shift,
                control,
                false,
                control,
                false,
                false,
                dx,
                dy,
                dx,
                dy,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                new PickResult(lanes, x, y))));
  }

  private void drag(double x, double y, double by) {
    Fx.run(() -> {
      fire(MouseEvent.MOUSE_PRESSED, x, y, true);
      fire(MouseEvent.MOUSE_DRAGGED, x + by / 2, y, true);
      fire(MouseEvent.MOUSE_DRAGGED, x + by, y, true);
      fire(MouseEvent.MOUSE_RELEASED, x + by, y, false);
    });
  }

  private void fire(EventType<MouseEvent> type, double x, double y, boolean down) {
    fire(type, x, y, down, false);
  }

  private void fire(EventType<MouseEvent> type, double x, double y, boolean down, boolean shift) {
    var at = new PickResult(lanes, x, y);
    Event.fireEvent(
        lanes,
        new MouseEvent(
            type,
            x,
            y,
            x,
            y,
            MouseButton.PRIMARY,
            1,
            shift,
            false,
            false,
            false,
            down,
            false,
            false,
            false,
            false,
            false,
            at));
  }
}
