package rollcall.ui.timecards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedActions;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.PagePrinter;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.text.TimeFormat;

@ExtendWith(FxExtension.class)
class TimecardsViewTest {
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 17);

  private final SampleMonth sample = new SampleMonth();
  private final FakeDesktop desktop = new FakeDesktop();
  private final List<Region> printed = new ArrayList<>();
  private PagePrinter.Outcome printer = PagePrinter.Outcome.PRINTED;
  private final List<String> timeline = new ArrayList<>();
  private final ObjectProperty<List<PeopleGroup>> shown = new SimpleObjectProperty<>();
  private Stage window;
  private PresenceModel presence;
  private TimecardsModel model;
  private TimecardsView view;
  private TimecardGrid grid;
  private Subscription following;

  @Start
  void start(Stage stage) {
    Fx.screen(1600, 1000);
    AppTheme.apply(false);
    window = stage;
    presence = sample.model(Settings.DEFAULT);
    shown.set(SampleMonth.ungrouped(presence));
    model = new TimecardsModel(presence, sample.commands, shown, Locale.GERMANY);
    view =
        new TimecardsView(
            model,
            presence,
            sample.commands,
            desktop,
            page -> {
              PagePrinter.fit(page, 595 - 108, 842 - 108);
              printed.add(page);
              return printer;
            },
            new RecordedActions(),
            (user, from, to) -> timeline.add(user + " " + from + " " + to));
    following = view.follow();
    stage.setScene(new Scene(view));
    stage.setWidth(1280);
    stage.setHeight(720);
    stage.setX(0);
    stage.setY(0);
    stage.show();
    grid = Fx.find(view, "timecard-grid", TimecardGrid.class);
    view.requestFocus();
  }

  @Test
  void clickOnANumberOpensItsProofAndEscapeClosesIt(FxRobot robot) {
    assertNull(view.lookup("#proof"));
    robot.clickOn(cell("7:07"));
    assertEquals("Hannah Schmidt", text(".proof-name"));
    assertEquals("7:07", text(".proof-number"));
    assertNotNull(view.lookup("#meaning-link"));
    List<Label> ranges = view.lookupAll(".proof-range").stream().map(node -> (Label) node).toList();
    assertEquals(1, Fx.get(() -> ranges.stream().map(Region::getWidth).distinct().count()));
    Fx.run(() ->
        ranges.forEach(range -> {
          Text shown = (Text) range.lookup(".text");
          assertEquals(range.getText(), shown.getText());
          assertFalse(shown.getText().isEmpty());
        }));
    robot.type(KeyCode.ESCAPE);
    assertNull(view.lookup("#proof"));
  }

  @Test
  void longTextsOfTheProofAreWrapped() {
    Fx.run(() -> model.prove(sample.id("Hannah"), TUESDAY));
    Label span =
        view.lookupAll(".proof-value").stream()
            .map(Label.class::cast)
            .filter(label -> label.getText().startsWith("= span"))
            .findFirst()
            .orElseThrow();
    for (Label label : List.of(span, (Label) view.lookup(".proof-subtitle"))) {
      Fx.run(() -> label.setText(label.getText() + " without 0:00:48 not watched".repeat(3)));
      assertEquals(label.getText(), Fx.get(() -> ((Text) label.lookup(".text")).getText()));
    }
  }

  @Test
  void inANarrowWindowTheHeadIsAboveTheProof(FxRobot robot) {
    Region month = Fx.find(view, "timecard-month", ToggleButton.class);
    Fx.run(() -> view.getScene().getWindow().setWidth(700));
    robot.clickOn(cell("7:07"));
    Region head = (Region) month.getParent().getParent();
    assertEquals(700, Fx.get(head::getWidth));
    assertTrue(Fx.get(() -> month.localToScene(month.getLayoutBounds()).getMaxX()) < 700);
    robot.type(KeyCode.ESCAPE);
    Fx.run(() -> view.getScene().getWindow().setWidth(1280));
    robot.clickOn(cell("7:07"));
    assertEquals(880, Fx.get(head::getWidth));
  }

  @Test
  void withoutAnAnswerNoTotalsAreShown() {
    sample.commands.timecards = _ -> new CommandResult.Failed<>("The disk is gone.");
    Fx.run(() -> model.move(-1));
    assertEquals("", ((Labeled) view.totals()).getText());
    TimecardGridRow.Member row = (TimecardGridRow.Member) model.table().get().rows().getFirst();
    assertEquals("", Fx.get(() -> model.cellText(row, model.days().first(), true)));
    assertTrue(((Labeled) view.legend()).getText().endsWith("The disk is gone."));
  }

  @Test
  void rowsThatWereHiddenWhenTheAnswerCameShowItToo() {
    var answers = sample.commands.timecards;
    sample.commands.timecards = _ -> new CommandResult.Failed<>("Not yet.");
    Fx.run(() -> {
      model.move(-1);
      model.move(1);
    });
    Fx.run(() -> window.setHeight(400));
    sample.commands.timecards = answers;
    Fx.run(() -> presence.tick(SampleMonth.NOW.plusSeconds(11)));
    Fx.run(() -> window.setHeight(720));
    Fx.await(() -> totalCells().size() > 14);
    assertFalse(totalCells().contains(""), totalCells() + "");
  }

  @Test
  void numbersOfRowsThatALargerWindowAddsAreAlignedToo() {
    Fx.run(() -> window.setHeight(400));
    Fx.run(() -> window.setHeight(720));
    Fx.await(() -> totalCells().size() > 14);
    for (Node node : view.lookupAll(".table-cell")) {
      if (node instanceof TableCell<?, ?> cell
          && !cell.isEmpty()
          && !cell.getStyleClass().contains("name-cell")) {
        assertEquals(Pos.CENTER_RIGHT, cell.getAlignment(), cell.getStyleClass() + "");
      }
    }
  }

  private List<String> totalCells() {
    return view.lookupAll(".total-cell").stream()
        .filter(node -> node instanceof TableCell<?, ?> cell && !cell.isEmpty())
        .map(node -> ((Labeled) node).getText())
        .toList();
  }

  @Test
  void gOpensTheCalendarAndADayShowsItsWeek(FxRobot robot) {
    robot.type(KeyCode.G);
    DatePicker calendar = Fx.find(view, "timecard-range-calendar", DatePicker.class);
    assertTrue(Fx.get(calendar::isShowing));
    Fx.run(() -> calendar.setValue(LocalDate.of(2026, 11, 4)));
    assertEquals(LocalDate.of(2026, 11, 2), model.days().first());
  }

  @Test
  void arrowsMoveAndEnterOpens(FxRobot robot) {
    select("Ada", LocalDate.of(2026, 11, 16));
    robot.type(KeyCode.DOWN, KeyCode.RIGHT, KeyCode.ENTER);
    assertEquals("Diego Fuentes", text(".proof-name"));
    assertEquals("Tue 17 November 2026 · Europe/Berlin", text(".proof-subtitle"));
    robot.type(KeyCode.RIGHT);
    assertEquals("Wed 18 November 2026 · Europe/Berlin", text(".proof-subtitle"));
    robot.type(KeyCode.HOME);
    assertEquals("Mon 16 November 2026 · Europe/Berlin", text(".proof-subtitle"));
    robot.type(KeyCode.END);
    assertEquals("Sun 22 November 2026 · Europe/Berlin", text(".proof-subtitle"));
    robot.press(KeyCode.CONTROL).type(KeyCode.END).release(KeyCode.CONTROL);
    assertEquals("Mei Tanaka", text(".proof-name"));
    robot.type(KeyCode.PAGE_UP);
    assertFalse(text(".proof-name").equals("Mei Tanaka"));
  }

  @Test
  void theFirstArrowSelectsTheNumberOfTodayAlsoBelowAHeading(FxRobot robot) {
    var people = shown.get().getFirst().people();
    Fx.run(() -> shown.set(List.of(new PeopleGroup("Team", people))));
    robot.type(KeyCode.DOWN);
    CellId first = new CellId(people.getFirst().id(), model.today());
    assertEquals(List.of(first), grid.selectedCells());
    robot.type(KeyCode.LEFT);
    assertEquals(List.of(new CellId(first.user(), first.day().minusDays(1))), grid.selectedCells());
  }

  @Test
  void selectionStaysWhenTheTotalsAreReadAgain(FxRobot robot) {
    select("Hannah", TUESDAY);
    Fx.run(() -> shown.set(List.copyOf(shown.get().reversed())));
    Fx.run(() -> model.period().set(RangeLength.WEEK));
    assertEquals(List.of(new CellId(sample.id("Hannah"), TUESDAY)), grid.selectedCells());
    Fx.run(() -> model.move(-1));
    assertEquals(List.of(), grid.selectedCells());
    assertEquals("Tue 10", ((Label) grid.getColumns().get(2).getGraphic()).getText());
    Fx.run(() -> model.move(1));
    assertEquals(List.of(new CellId(sample.id("Hannah"), TUESDAY)), grid.selectedCells());
    var people = shown.get().getFirst().people();
    Fx.run(() -> shown.set(List.of(new PeopleGroup("Team", people.reversed()))));
    assertEquals(List.of(new CellId(sample.id("Hannah"), TUESDAY)), grid.selectedCells());
    assertEquals("Team", grid.getItems().getFirst().row().title());
  }

  @Test
  void numbersAreCopiedAsTextAndAsCsv(FxRobot robot) {
    select("Hannah", TUESDAY);
    robot.press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
    assertEquals(
        "copy Hannah Schmidt · Tue 17 November 2026 · Europe/Berlin · 7 h 7 min active (exactly"
            + " 7:07:21), 100 % seen",
        desktop.done.getLast());
    robot.type(KeyCode.ENTER);
    robot.press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
    assertEquals("copy " + model.proof().get().asText(), desktop.done.getLast());
    ExportSpec[] request = new ExportSpec[1];
    sample.commands.exportResult = null;
    robot
        .press(KeyCode.SHIFT)
        .type(KeyCode.RIGHT)
        .press(KeyCode.CONTROL)
        .type(KeyCode.C)
        .release(KeyCode.CONTROL, KeyCode.SHIFT);
    request[0] = sample.commands.exports.getLast();
    assertEquals(java.util.Set.of(sample.id("Hannah")), request[0].people());
    assertEquals(TUESDAY, request[0].days().first());
    assertEquals(TUESDAY.plusDays(1), request[0].days().last());
    assertEquals(model.rules(), request[0].rules());
    assertEquals(',', request[0].style().delimiter());
  }

  @Test
  void copiesHaveNeitherNameNorIdWhileNamesAreHidden() {
    UserId hannah = sample.id("Hannah");
    select("Hannah", TUESDAY);
    Fx.run(() -> presence.namesHidden().set(true));
    Fx.run(view::copyCsv);
    String csv = sample.csv(sample.commands.exports.getLast());
    Fx.run(view::copyText);
    for (String copied : List.of(csv, desktop.done.getLast())) {
      assertTrue(copied.matches("(?s).*Person 0?5\\b.*"), copied);
      assertFalse(copied.contains("Hannah") || copied.contains(hannah.value()), copied);
    }
  }

  @Test
  void anOpenProofHidesTheNameAlsoWhileTheServerIsAway() {
    UserId hannah = sample.id("Hannah");
    Fx.run(() -> model.prove(hannah, TUESDAY));
    sample.commands.timecardDay = (_, _, _) -> new CommandResult.Failed<>("The server is away.");
    Fx.run(() -> presence.namesHidden().set(true));
    assertEquals("Person 05", text(".proof-name"));
    Fx.run(view::copyText);
    assertTrue(desktop.done.getLast().startsWith("copy Person 05\nTue 17"));
    Fx.run(() -> model.selection().set(new CellId(hannah, model.days())));
    Fx.run(() -> presence.namesHidden().set(false));
    assertEquals("Hannah Schmidt", text(".proof-name"));
    Fx.run(() -> presence.namesHidden().set(true));
    assertEquals("Person 05", text(".proof-name"));
  }

  @Test
  void anotherNumberWhoseProofCannotBeReadIsNotCopiedAsTheOneBefore(FxRobot robot) {
    Fx.run(() -> model.prove(sample.id("Hannah"), TUESDAY));
    sample.commands.timecardDay = (_, _, _) -> new CommandResult.Failed<>("The server is away.");
    select("Kai", TUESDAY);
    assertEquals("Kai Müller", text(".proof-name"));
    assertEquals("Tue 17 November 2026", text(".proof-subtitle"));
    assertEquals("The server is away.", text(".proof-note"));
    assertNull(view.lookup(".proof-number"));
    Fx.run(view::copyText);
    assertTrue(desktop.done.getLast().startsWith("copy Kai Müller · Tue 17 November 2026 · "));
    robot.type(KeyCode.ESCAPE);
    assertNull(view.lookup("#proof"));
  }

  @Test
  void aTotalHasAProofWhoseDaysAddUpToTheExportToTheSecond(FxRobot robot) {
    select("Hannah", TUESDAY);
    robot.type(KeyCode.END, KeyCode.RIGHT, KeyCode.ENTER);
    assertEquals("16 – 22 November 2026 · week 47 · Europe/Berlin", text(".proof-subtitle"));
    String csv =
        sample.csv(
            ExportSpec.of(
                ExportKind.TIMECARDS,
                java.util.Set.of(sample.id("Hannah")),
                model.days(),
                model.rules(),
                CsvDialect.DATA));
    List<String> header = List.of(csv.lines().findFirst().orElseThrow().split(","));
    List<Long> file =
        csv.lines()
            .skip(1)
            .map(line -> Long.parseLong(line.split(",", -1)[header.indexOf("active_s")]))
            .toList();
    TotalProof proof = (TotalProof) model.proof().get();
    assertEquals(
        file.stream().map(seconds -> TimeFormat.clock(Duration.ofSeconds(seconds))).toList(),
        proof.parts().stream().map(Proof.Part::length).filter(one -> !one.equals("–")).toList());
    long sum = file.stream().mapToLong(one -> one).sum();
    assertEquals(TimeFormat.clock(Duration.ofSeconds(sum)), proof.exact());
    assertEquals(TimeFormat.hoursMinutes(sum), proof.number());
    robot.press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
    assertEquals("copy " + proof.asText(), desktop.done.getLast());
    Fx.run(() -> view.lookup(".proof-day").requestFocus());
    var quarters = Settings.DEFAULT.export().withRounding(15, "up");
    Fx.run(() -> presence.setSettings(Settings.DEFAULT.withExport(quarters)));
    assertEquals("36:30", text(".proof-number"));
    assertEquals("Mon 16", ((Labeled) window.getScene().getFocusOwner()).getText());
    Fx.run(() -> ((Hyperlink) window.getScene().getFocusOwner()).fire());
    assertEquals("Mon 16 November 2026 · Europe/Berlin", text(".proof-subtitle"));
    assertTrue(view.lookup("#proof").isFocusWithin(), "focus after a link");
    Fx.run(() -> model.selection().set(new CellId(proof.person().id(), proof.days())));
    Fx.run(view::requestFocus);
    robot.type(KeyCode.P);
    assertEquals("9 – 15 November 2026 · week 46 · Europe/Berlin", text(".proof-subtitle"));
    robot.clickOn("#proof-timeline");
    assertEquals("U00000004 2026-11-08T23:00:00Z 2026-11-15T23:00:00Z", timeline.getLast());
    robot.clickOn(".proof-day");
    assertEquals("Mon 9 November 2026 · Europe/Berlin", text(".proof-subtitle"));
  }

  @Test
  void aClickOnATotalOpensItsProof(FxRobot robot) {
    robot.clickOn(firstTotal());
    assertTrue(text(".proof-subtitle").startsWith("16 – 22 November 2026"));
    robot.type(KeyCode.LEFT);
    assertEquals("Sun 22 November 2026 · Europe/Berlin", text(".proof-subtitle"));
  }

  @Test
  void totalsAndCoverageStayInTheWindowWhereTheirColumnsDoNotFit(FxRobot robot) {
    TableCell<?, ?> number = firstTotal();
    String total = number.getText();
    robot.clickOn(number);
    Fx.run(() -> window.setWidth(860));
    Fx.await(() -> view.lookup(".name-total") != null);
    List<String> totals =
        view.lookupAll(".name-total").stream().map(node -> ((Label) node).getText()).toList();
    assertTrue(totals.contains(total), total + " in " + totals);
    assertTrue(text(".name-coverage").matches("· \\d+ %"), text(".name-coverage"));
    Node name = view.lookup(".name-total").getParent().getParent().getParent();
    assertTrue(
        name.getAccessibleText().matches("[^,]+, \\d+:\\d\\d, \\d+ %"), name.getAccessibleText());
    assertTrue(text(".proof-subtitle").startsWith("16 – 22 November 2026"));
    Fx.run(() -> view.requestFocus());
    robot.type(KeyCode.RIGHT);
    assertTrue(text(".proof-subtitle").startsWith("Mon 16"), text(".proof-subtitle"));
    robot.type(KeyCode.LEFT);
    assertTrue(text(".proof-subtitle").startsWith("16 – 22 November 2026"));
    Fx.run(() -> window.setWidth(1280));
    Fx.await(() -> view.lookup(".name-total") == null);
    robot.type(KeyCode.LEFT);
    assertTrue(text(".proof-subtitle").startsWith("Sun 22"), text(".proof-subtitle"));
  }

  @Test
  void theNamesStayInViewWhereTheGridScrolls(FxRobot robot) {
    var appearance = Settings.DEFAULT.appearance().withTextPercent(150);
    Fx.run(() -> {
      AppTheme.apply(false, appearance);
      presence.setSettings(Settings.DEFAULT.withAppearance(appearance));
      window.setWidth(860);
      window.setHeight(560);
      model.prove(sample.id("Hannah"), TUESDAY.plusDays(5));
    });
    ScrollBar bar = Fx.get(() -> (ScrollBar) grid.lookup(".scroll-bar:horizontal"));
    Fx.await(10, () -> bar.isVisible() && bar.getValue() > 0);
    Fx.await(10, () -> left(grid.lookup(".column-header.name-cell")) == 0);
    Node name = Fx.get(this::nameOfHannah);
    assertEquals(0, Fx.get(() -> left(name)));
    Fx.run(grid::requestFocus);
    for (LocalDate day = TUESDAY.plusDays(4); !day.isBefore(TUESDAY); day = day.minusDays(1)) {
      robot.type(KeyCode.LEFT);
      assertEquals(day, model.selection().get().day());
      Fx.await(
          10,
          () -> left(grid.lookup(".day-cell:selected")) >= name.getLayoutBounds().getWidth() - 1);
    }
    Fx.run(() -> AppTheme.apply(false));
  }

  @Test
  void theSelectedDayIsInViewWhenTheRangeBecomesAMonth() {
    Fx.run(() -> {
      window.setWidth(860);
      model.showDay(TUESDAY.plusDays(5));
      model.prove(sample.id("Hannah"), TUESDAY.plusDays(5));
      view.layout();
    });
    Fx.await(10, () -> grid.lookup(".day-cell:selected") != null);
    Fx.run(() -> model.period().set(RangeLength.MONTH));
    ScrollBar bar = Fx.get(() -> (ScrollBar) grid.lookup(".scroll-bar:horizontal"));
    Fx.await(10, () -> bar.isVisible());
    Fx.await(
        10,
        () ->
            grid.lookup(".day-cell:selected") instanceof Node day
                && left(day) + day.getLayoutBounds().getWidth() <= grid.getWidth());
  }

  @Test
  void theHoursOfADayAreAboveTheStrips() {
    for (int percent : List.of(100, 150)) {
      var appearance = Settings.DEFAULT.appearance().withTextPercent(percent);
      Fx.run(() -> {
        AppTheme.apply(false, appearance);
        presence.setSettings(Settings.DEFAULT.withAppearance(appearance));
        model.period().set(RangeLength.DAY);
        model.showDay(TUESDAY);
      });
      Fx.run(view::layout);
      DayStrip strip = Fx.get(() -> (DayStrip) grid.lookup(".day-cell .day-strip"));
      Fx.await(10, () -> strip.getWidth() > 100);
      DayWindow hours = model.window();
      for (Node label : grid.lookupAll(".column-header .hour")) {
        Text text = (Text) label.lookup(".text");
        if (label.isVisible()) {
          double part =
              (Integer.parseInt(text.getText()) - hours.from())
                  / (double) (hours.to() - hours.from());
          double middle = text.localToScene(text.getLayoutBounds()).getCenterX();
          double expected = strip.localToScene(part * strip.getWidth(), 0).getX();
          assertEquals(expected, middle, 1.5, percent + " %, hour " + text.getText());
        }
      }
    }
    Fx.run(() -> AppTheme.apply(false));
  }

  @Test
  void theHeadersOfADayAreWhole() {
    for (int percent : List.of(100, 125, 150)) {
      var appearance = Settings.DEFAULT.appearance().withTextPercent(percent);
      Fx.run(() -> {
        AppTheme.apply(false, appearance);
        presence.setSettings(Settings.DEFAULT.withAppearance(appearance));
        model.period().set(RangeLength.DAY);
        model.showDay(TUESDAY);
      });
      for (String sessions : List.of("Sessions", "Sitzungen")) {
        Fx.run(() ->
            grid.getColumns().stream()
                .filter(column -> column.getText().matches("Sessions|Sitzungen"))
                .forEach(column -> column.setText(sessions)));
        Fx.await(
            10,
            () ->
                shownHeaders().stream()
                    .anyMatch(text -> text.startsWith(sessions.substring(0, 2))));
        Fx.run(view::layout);
        assertTrue(
            Fx.get(this::shownHeaders).containsAll(List.of("First", "Last", sessions, "Breaks")),
            percent + " %: " + Fx.get(this::shownHeaders));
      }
    }
    Fx.run(() -> AppTheme.apply(false));
  }

  @Test
  void tenHoursFitIntoADayOfAMonth() {
    Fx.run(() -> {
      view.getScene().getWindow().setWidth(1000);
      model.period().set(RangeLength.MONTH);
    });
    Fx.await(10, () -> grid.lookup(".day-cell") instanceof Region cell && cell.getWidth() <= 33);
    Label number = Fx.get(() -> (Label) grid.lookup(".day-number"));
    Fx.run(() -> {
      number.setText("10:36");
      view.layout();
    });
    Fx.await(10, () -> number.getWidth() >= number.prefWidth(-1));
    Node cell = Fx.get(() -> number.getParent().getParent());
    Bounds place = Fx.get(() -> cell.sceneToLocal(number.localToScene(number.getLayoutBounds())));
    assertTrue(Fx.get(() -> cell.getLayoutBounds().contains(place)), place.toString());
  }

  /// The texts of the headers as they are on the screen.
  private List<String> shownHeaders() {
    return grid.lookupAll(".column-header > .label > .text").stream()
        .map(node -> ((Text) node).getText())
        .toList();
  }

  @Test
  void peopleWithOneNameHaveTheirHandlesBesideIt() {
    UserList before = presence.userList().get();
    List<Person> people =
        before.people().stream()
            .map(one ->
                one.name().startsWith("Hannah") || one.name().startsWith("Kai")
                    ? new Person(one.id(), "Kai", "", "", one.zone(), false, false)
                    : one)
            .toList();
    Map<UserId, String> handles = Map.of(sample.id("Hannah"), "hannah");
    Fx.run(() ->
        presence.setUserList(
            new UserList(people, 0, UserList.State.COMPLETE, null, handles, Map.of())));
    Fx.await(() ->
        grid.lookupAll(".name-handle").stream()
            .anyMatch(node -> ((Label) node).getText().equals("@hannah")));
    Fx.run(() -> {
      model.selection().set(new CellId(sample.id("Hannah"), TUESDAY));
      model.openProof();
    });
    Fx.await(() -> view.lookup(".proof-name") != null);
    Label heading = (Label) Fx.get(() -> view.lookup(".proof-name"));
    assertEquals("@hannah", ((Label) heading.getGraphic()).getText());
  }

  private Node nameOfHannah() {
    return view.lookupAll(".name-cell").stream()
        .filter(node ->
            node instanceof TableCell<?, ?> cell
                && cell.getItem() instanceof TimecardGridRow row
                && row.title().equals("Hannah Schmidt"))
        .findFirst()
        .orElseThrow();
  }

  private double left(Node node) {
    return Math.round(node.localToScene(0, 0).getX() - grid.localToScene(0, 0).getX());
  }

  @Test
  void proofLeadsToTheTimelineAndToTheEvents(FxRobot robot) {
    Fx.run(() -> model.prove(sample.id("Hannah"), TUESDAY));
    robot.clickOn("#proof-timeline");
    assertEquals(List.of("U00000004 2026-11-16T23:00:00Z 2026-11-17T23:00:00Z"), timeline);
    Fx.run(() ->
        sample.commands.preview =
            sample.events(
                ExportSpec.of(
                    rollcall.timecard.ExportKind.EVENTS,
                    java.util.Set.of(sample.id("Hannah")),
                    new DayRange(TUESDAY, TUESDAY),
                    model.rules(),
                    rollcall.timecard.CsvDialect.DATA)));
    robot.clickOn("#proof-events");
    List<String> events =
        view.lookupAll(".proof-event").stream().map(node -> ((Label) node).getText()).toList();
    assertTrue(events.size() > 10, events.toString());
    assertTrue(
        events.stream().anyMatch(one -> one.startsWith("presence changed · Away → Active · Live")),
        events.toString());
    robot.clickOn("#proof-events");
    assertNotNull(view.lookup(".proof-number"));
    robot.clickOn("#proof-events");
    robot.type(KeyCode.ESCAPE);
    assertNotNull(view.lookup(".proof-number"), "Esc goes back by one step");
    robot.clickOn("#proof-copy");
    assertTrue(desktop.done.getLast().startsWith("copy Hannah Schmidt\n"));
  }

  @Test
  void theCommandsOfTheProofAreInOneLineInANarrowWindow(FxRobot robot) {
    Fx.run(() -> window.setWidth(860));
    robot.clickOn(cell("7:07"));
    assertEquals(1, Fx.get(this::linesOfCommands));
    assertEquals("Timeline", ((Labeled) view.lookup("#proof-timeline")).getText());
    Fx.run(() -> window.setWidth(1280));
    assertEquals(1, Fx.get(this::linesOfCommands));
    assertEquals("Show in timeline", ((Labeled) view.lookup("#proof-timeline")).getText());
  }

  private long linesOfCommands() {
    Fx.picture(view.getScene());
    return ((Region) view.lookup(".proof-buttons"))
        .getChildrenUnmodifiable().stream().map(Node::getLayoutY).distinct().count();
  }

  @Test
  void aNameStandsForTheTotal(FxRobot robot) {
    robot.clickOn(cell("7:07"));
    robot.clickOn(name("Walt Jensen"));
    assertEquals("Walt Jensen", text(".proof-name"));
    assertEquals(new CellId(sample.id("Walt"), model.days()), model.selection().get());
    robot.type(KeyCode.ESCAPE, KeyCode.DOWN, KeyCode.ENTER);
    assertEquals(
        model.selection().get().user(), Fx.get(() -> grid.selectedCells()).getFirst().user());
    assertNotEquals("Walt Jensen", text(".proof-name"));
    assertEquals("name-cell", Fx.get(() -> focusedColumn().getStyleClass().getLast()));
    Fx.run(() -> presence.tick(SampleMonth.NOW.plusSeconds(11)));
    assertEquals("name-cell", Fx.get(() -> focusedColumn().getStyleClass().getLast()));
  }

  private TableColumn<?, ?> focusedColumn() {
    return grid.getFocusModel().getFocusedCell().getTableColumn();
  }

  @Test
  void monthOfOnePersonIsACalendar(FxRobot robot) {
    robot.clickOn("#timecard-month");
    assertNotNull(view.lookup("#timecard-grid"));
    Fx.run(() -> view.showOnly(sample.id("Hannah")));
    assertNotNull(view.lookup("#timecard-calendar"));
    assertEquals(30, view.lookupAll(".calendar-day").size());
    Fx.run(() -> model.selection().set(new CellId(sample.id("Hannah"), model.days())));
    assertNull(view.lookup(".calendar-day:selected"), "a total is not a day");
    Fx.run(() -> model.selection().set(new CellId(sample.id("Hannah"), TUESDAY)));
    robot.type(KeyCode.UP, KeyCode.ENTER);
    assertEquals("Tue 10 November 2026 · Europe/Berlin", text(".proof-subtitle"));
    robot.type(KeyCode.ESCAPE, KeyCode.ESCAPE);
    assertNotNull(view.lookup("#timecard-grid"));
    Fx.run(() ->
        shown.set(List.of(new PeopleGroup("", shown.get().getFirst().people().subList(0, 1)))));
    assertNotNull(view.lookup("#timecard-calendar"), "a search that leaves one person");
  }

  @Test
  void theCalendarIsThatOfThePersonSelectedOnPresence() {
    UserId other = shown.get().getFirst().people().getLast().id();
    PersonMonthCalendar calendar = calendarOfHannah();
    Fx.run(() -> {
      model.selection().set(new CellId(sample.id("Hannah"), TUESDAY));
      following.unsubscribe();
      presence.selection().set(other);
      following = view.follow();
    });
    String name = Fx.get(() -> presence.person(other).name());
    String text = (String) query(calendar, AccessibleAttribute.TEXT);
    assertTrue(text.startsWith(name + " · Tue 17 November 2026"), text);
  }

  @Test
  void aDaySelectedInTheCalendarIsNotScrolledToInTheHiddenGrid() throws Exception {
    Fx.run(() -> {
      shown.set(List.of(new PeopleGroup("", shown.get().getFirst().people().subList(0, 1))));
      model.period().set(RangeLength.MONTH);
    });
    assertNotNull(view.lookup("#timecard-calendar"));
    UserId person = shown.get().getFirst().people().getFirst().id();
    Fx.run(() -> model.selection().set(new CellId(person, TUESDAY)));
    Thread fx = Fx.get(Thread::currentThread);
    int scrolling = 0;
    for (int i = 0; i < 100; i++) {
      Thread.sleep(1);
      boolean now =
          Stream.of(fx.getStackTrace())
              .anyMatch(call -> call.getMethodName().equals("scrollHorizontally"));
      scrolling += now ? 1 : 0;
    }
    assertEquals(0, scrolling, "of 100 samples");
  }

  @Test
  void daysOfTheCalendarAreATableForScreenReaders() {
    PersonMonthCalendar calendar = calendarOfHannah();
    assertEquals(AccessibleRole.TABLE_VIEW, calendar.getAccessibleRole());
    assertEquals("Hannah Schmidt · November 2026", query(calendar, AccessibleAttribute.TEXT));
    // Sun 1 November is the last day of the first week of a month that begins on Monday.
    assertEquals(6, query(calendar, AccessibleAttribute.ROW_COUNT));
    assertEquals(7, query(calendar, AccessibleAttribute.COLUMN_COUNT));
    assertEquals(
        "Mon", ((Label) query(calendar, AccessibleAttribute.COLUMN_AT_INDEX, 0)).getText());
    assertNull(query(calendar, AccessibleAttribute.CELL_AT_ROW_COLUMN, 0, 0));
    Node tuesday = (Node) query(calendar, AccessibleAttribute.CELL_AT_ROW_COLUMN, 3, 1);
    assertEquals(AccessibleRole.TABLE_CELL, tuesday.getAccessibleRole());
    assertEquals(3, query(tuesday, AccessibleAttribute.ROW_INDEX));
    assertEquals(1, query(tuesday, AccessibleAttribute.COLUMN_INDEX));
    String text = (String) query(tuesday, AccessibleAttribute.TEXT);
    assertTrue(
        text.startsWith("Hannah Schmidt · Tue 17 November 2026 · Europe/Berlin · 7 h"), text);
    assertNull(query(calendar, AccessibleAttribute.FOCUS_ITEM));
    Fx.run(() -> model.selection().set(new CellId(sample.id("Hannah"), TUESDAY)));
    assertEquals(tuesday, query(calendar, AccessibleAttribute.FOCUS_ITEM));
    assertEquals(List.of(tuesday), query(calendar, AccessibleAttribute.SELECTED_ITEMS));
    assertEquals(true, query(tuesday, AccessibleAttribute.SELECTED));
    assertEquals(text, query(calendar, AccessibleAttribute.TEXT));
  }

  private static Object query(Node node, AccessibleAttribute attribute, Object... parameters) {
    return Fx.get(() -> node.queryAccessibleAttribute(attribute, parameters));
  }

  @Test
  void daysOfWhichOnlyTotalsAreKeptAreMarkedInAllRanges() {
    keepTotals();
    for (RangeLength period : RangeLength.values()) {
      Fx.run(() -> {
        model.period().set(period);
        model.showDay(TUESDAY.minusDays(1));
      });
      Fx.await(10, () -> !marksOfTotals().isEmpty());
      Fx.run(() -> Fx.picture(view.getScene()));
      Fx.run(() -> {
        for (Node mark : marksOfTotals()) {
          assertFalse(mark.getParent().lookup(".day-strip").isVisible(), "a strip is empty");
          assertTrue(mark.getLayoutBounds().getWidth() > 0);
        }
      });
      String legend = ((Labeled) view.legend()).getText();
      assertEquals("◐ part of the day was not observed · Σ totals only", legend);
    }
  }

  @Test
  void aDayWhoseEntriesWereDeletedLeadsToNoEntries(FxRobot robot) {
    keepTotals();
    Fx.run(() -> model.prove(sample.id("Hannah"), TUESDAY.minusDays(1)));
    Fx.await(10, () -> view.lookup("#proof-timeline") instanceof Button);
    assertTrue(view.lookup("#proof-timeline").isDisabled());
    assertFalse(view.lookup("#proof-events").isVisible());
    robot.clickOn("#proof-copy");
    assertTrue(desktop.done.getLast().contains("Totals only: "), desktop.done.getLast());
    Fx.run(() -> model.prove(sample.id("Hannah"), TUESDAY));
    Fx.await(10, () -> !view.lookup("#proof-timeline").isDisabled());
    assertTrue(view.lookup("#proof-events").isVisible());
  }

  @Test
  void entriesAfterAKeptDayOfAnotherZoneCanBeOpened(FxRobot robot) {
    ZoneId kolkata = ZoneId.of("Asia/Kolkata");
    sample.keepTotals(
        sample.id("Hannah"),
        new DayRange(TUESDAY.minusDays(1), TUESDAY),
        model.rules().withZone(kolkata));
    Fx.run(() -> {
      model.move(-1);
      model.move(1);
      model.prove(sample.id("Hannah"), TUESDAY);
    });
    Fx.await(10, () -> view.lookup("#proof-timeline") instanceof Button);
    robot.clickOn("#proof-timeline");
    assertEquals(
        sample.id("Hannah")
            + " "
            + model.rules().start(TUESDAY)
            + " "
            + model.rules().start(TUESDAY.plusDays(1)),
        timeline.getLast());
    Fx.run(() ->
        sample.commands.preview =
            sample.events(
                ExportSpec.of(
                    ExportKind.EVENTS,
                    Set.of(sample.id("Hannah")),
                    new DayRange(TUESDAY, TUESDAY),
                    model.rules(),
                    CsvDialect.DATA)));
    robot.clickOn("#proof-events");
    assertTrue(
        view.lookupAll(".proof-note").stream()
            .anyMatch(note -> ((Label) note).getText().endsWith("Times are in Europe/Berlin.")));
  }

  private List<Node> marksOfTotals() {
    return Stream.of(".kept-mark", ".kept-text")
        .flatMap(style -> view.lookupAll(style).stream())
        .filter(Node::isVisible)
        .toList();
  }

  /// Leaves only the totals of the first days of the month.
  private void keepTotals() {
    DayRange days = new DayRange(LocalDate.of(2026, 11, 1), TUESDAY.minusDays(1));
    presence.rows().forEach(row -> sample.keepTotals(row.id(), days, model.rules()));
    Fx.run(() -> model.move(-1));
  }

  @Test
  void theCalendarIsWholeInLargeTextBesideTheProof() {
    keepTotals();
    var appearance = Settings.DEFAULT.appearance().withTextPercent(150);
    Fx.run(() -> {
      AppTheme.apply(false, appearance);
      presence.setSettings(Settings.DEFAULT.withAppearance(appearance));
    });
    PersonMonthCalendar calendar = calendarOfHannah();
    Fx.run(() -> model.prove(sample.id("Hannah"), TUESDAY.minusDays(1)));
    Fx.run(() -> Fx.picture(view.getScene()));
    Fx.await(10, () -> calendar.getWidth() < 900);
    Fx.run(() -> Fx.picture(view.getScene()));
    Fx.run(() -> {
      assertTrue(calendar.lookupAll(".kept-mark").size() > 10);
      for (Node day : calendar.lookupAll(".calendar-day")) {
        assertTrue(day.getBoundsInParent().getMaxX() <= calendar.getWidth(), day + "");
      }
      for (String style : List.of(".calendar-date", ".day-number")) {
        for (Node node : calendar.lookupAll(style)) {
          String text = ((Labeled) node).getText();
          assertEquals(text, ((Text) node.lookup(".text")).getText());
          double right = node.getBoundsInParent().getMaxX();
          assertTrue(right <= ((Region) node.getParent()).getWidth() + 1, text + ": " + right);
        }
      }
    });
    Fx.run(() -> AppTheme.apply(false));
  }

  private PersonMonthCalendar calendarOfHannah() {
    Fx.run(() -> {
      model.period().set(RangeLength.MONTH);
      view.showOnly(sample.id("Hannah"));
    });
    return Fx.find(view, "timecard-calendar", PersonMonthCalendar.class);
  }

  @Test
  void theMarkOfAPartlyObservedDayIsBelowTheNumberWhereItHasNoRoomBesideIt() {
    Fx.run(() -> model.period().set(RangeLength.WEEK));
    Fx.await(10, () -> markedNumbers() > 0);
    long marked = Fx.get(this::markedNumbers);
    assertEquals(0, Fx.get(this::marksBelow));
    Fx.run(() -> window.setWidth(700));
    Fx.await(10, () -> markedNumbers() == 0);
    assertEquals(marked, Fx.get(this::marksBelow));
    Fx.run(() -> window.setWidth(1280));
    Fx.await(10, () -> marksBelow() == 0);
    assertEquals(marked, Fx.get(this::markedNumbers));
  }

  private long markedNumbers() {
    return view.lookupAll(".day-number").stream()
        .filter(node -> ((Labeled) node).getText().startsWith("◐"))
        .count();
  }

  private long marksBelow() {
    return view.lookupAll(".day-mark").stream().filter(Node::isVisible).count();
  }

  @Test
  void theHoursOfADayAreWholeOrLeftOut() {
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    PersonMonthCalendar calendar = calendarOfHannah();
    Fx.await(10, () -> shownHours(calendar).size() > 15);
    checkHours(calendar);
    Fx.run(() -> window.setWidth(860));
    checkHours(calendar);
    Fx.run(() -> {
      window.setWidth(1280);
      window.setHeight(460);
    });
    checkHours(calendar);
  }

  /// Checks after the next frame that none is cut.
  private void checkHours(PersonMonthCalendar calendar) {
    Fx.run(() -> Fx.picture(view.getScene()));
    Fx.run(() ->
        shownHours(calendar)
            .forEach(hours -> {
              assertEquals(hours.getText(), ((Text) hours.lookup(".text")).getText());
              Region day = (Region) hours.getParent();
              assertTrue(hours.getBoundsInParent().getMaxY() <= day.getHeight());
            }));
  }

  private static List<Label> shownHours(PersonMonthCalendar calendar) {
    return calendar.lookupAll(".calendar-hours").stream()
        .map(Label.class::cast)
        .filter(hours -> hours.isVisible() && !hours.getText().isEmpty())
        .toList();
  }

  @Test
  void aDayOfTheCalendarHasTheMenuOfTheGrid(FxRobot robot) {
    calendarOfHannah();
    robot.rightClickOn(cell("7:07"));
    assertEquals(new CellId(sample.id("Hannah"), TUESDAY), model.selection().get());
    assertNull(model.proof().get(), "only the menu is opened");
    assertEquals(
        List.of(
            "timecards-menu-proof",
            "timecards-menu-copy",
            "timecards-menu-csv",
            "timecards-print-menu"),
        shownMenu());
    robot.clickOn("#timecards-menu-copy");
    assertTrue(
        desktop.done.getLast().startsWith("copy Hannah Schmidt · Tue 17 November 2026"),
        desktop.done + "");
    robot.push(KeyCode.LEFT).push(KeyCode.SHIFT, KeyCode.F10);
    robot.clickOn("#timecards-menu-proof");
    assertEquals("Mon 16 November 2026 · Europe/Berlin", text(".proof-subtitle"));
    robot.type(KeyCode.ESCAPE, KeyCode.ESCAPE);
    Fx.run(() -> model.period().set(RangeLength.WEEK));
    robot.rightClickOn(cell("7:07"));
    assertTrue(shownMenu().contains("timecards-menu-month"), shownMenu() + "");
  }

  private static List<String> shownMenu() {
    return Fx.get(() ->
        Window.getWindows().stream()
            .filter(one -> one instanceof ContextMenu && one.isShowing())
            .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
            .filter(MenuItem::isVisible)
            .map(MenuItem::getId)
            .toList());
  }

  @Test
  void personsMonthIsPrintedOnOnePage(FxRobot robot) {
    robot.clickOn("#timecard-month");
    Fx.run(() -> model.prove(sample.id("Hannah"), TUESDAY));
    Fx.run(() -> Fx.find(view, "proof-print", Button.class).fire());
    Region page = printed.getLast();
    assertTrue(
        page.getBoundsInParent().getHeight() <= 842 - 108 + 1, page.getBoundsInParent() + "");
    assertTrue(page.getBoundsInParent().getWidth() <= 595 - 108 + 1);
    List<String> texts =
        page.lookupAll(".label").stream().map(node -> ((Labeled) node).getText()).toList();
    assertTrue(
        texts.containsAll(
            List.of(
                "Hannah Schmidt",
                "November 2026 · Europe/Berlin · Acme",
                "124:06 active (exactly 124:06:16) · 100 % seen",
                "Tue 17",
                "7:07:21",
                "08:30 – 17:46",
                "Mon 30",
                "Active means seen active in Slack within about ten minutes; it is not a measure of"
                    + " work.")),
        texts + "");
    assertTrue(texts.stream().anyMatch(text -> text.startsWith("Rules: Days of Europe/Berlin")));
    assertTrue(texts.stream().anyMatch(text -> text.startsWith("Printed by Rollcall on")));
    assertBarsEndWithPage(page);
    Fx.run(() -> {
      AppTheme.apply(false, Settings.DEFAULT.appearance().withTextPercent(150));
      Fx.find(view, "proof-print", Button.class).fire();
      AppTheme.apply(false);
    });
    assertBarsEndWithPage(printed.getLast());
    printer = PagePrinter.Outcome.NO_PRINTER;
    Fx.run(() -> Fx.find(view, "proof-print", Button.class).fire());
    assertEquals("No printer is installed on this computer.", ((Labeled) view.legend()).getText());
  }

  private static void assertBarsEndWithPage(Region page) {
    Node strip = page.lookup(".day-strip");
    assertTrue(strip.getLayoutBounds().getWidth() >= 150, strip.getLayoutBounds() + "");
    double end = page.sceneToLocal(strip.localToScene(strip.getLayoutBounds())).getMaxX();
    assertTrue(
        end <= page.getWidth() && end > page.getWidth() - 10, end + " in " + page.getWidth());
  }

  @Test
  void aTwelveHourClockIsUsedEverywhereAndItsHoursDoNotTouch(FxRobot robot) {
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    var rules = Fx.find(view, "timecard-rules", MenuButton.class);
    Fx.run(rules::show);
    List<String> starts = rules.getItems().stream().map(MenuItem::getText).toList();
    assertTrue(starts.contains("Days begin at 12:00 AM"), starts + "");
    Fx.run(rules::hide);
    for (int percent : List.of(100, 150)) {
      var appearance = Settings.DEFAULT.appearance().withTextPercent(percent);
      Fx.run(() -> {
        AppTheme.apply(false, appearance);
        presence.setSettings(Settings.DEFAULT.withAppearance(appearance));
      });
      for (RangeLength period : List.of(RangeLength.WEEK, RangeLength.DAY)) {
        Fx.run(() -> {
          model.period().set(period);
          model.prove(sample.id("Hannah"), TUESDAY);
        });
        for (Node axis : view.lookupAll(".hour-axis")) {
          List<Label> hours =
              Fx.get(() ->
                  axis.lookupAll(".hour").stream()
                      .map(Label.class::cast)
                      .filter(Node::isVisible)
                      .toList());
          assertFalse(hours.isEmpty(), period + " " + percent);
          for (int i = 0; i < hours.size(); i++) {
            assertTrue(hours.get(i).getText().matches("1?[0-9] [AP]M"), hours.get(i).getText());
            double left = i == 0 ? 0 : hours.get(i - 1).getBoundsInParent().getMaxX();
            assertTrue(hours.get(i).getLayoutX() >= left, hours + "");
          }
        }
      }
    }
  }

  @AfterEach
  void english() {
    Messages.use(Locale.ENGLISH);
  }

  @Test
  void timesOfATwelveHourClockAreNotCutInTheColumnsOfADay() {
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    Fx.run(() -> {
      model.period().set(RangeLength.DAY);
      model.showDay(TUESDAY);
    });
    List<String> times =
        Fx.get(() ->
            view.lookupAll(".time-cell").stream()
                .filter(node -> node instanceof TableCell<?, ?> cell && !cell.isEmpty())
                .map(node -> ((Text) node.lookup(".text")).getText())
                .toList());
    assertTrue(times.size() > 20, times + "");
    assertTrue(times.stream().allMatch(time -> time.matches("1?\\d:\\d\\d [AP]M|")), times + "");
  }

  @Test
  void aNarrowWindowShortensTheZoneAndHidesItNever(FxRobot robot) {
    MenuButton zone = Fx.find(view, "timecard-zone", MenuButton.class);
    assertEquals("Europe/Berlin (UTC+1)", zone.getText());
    Fx.run(() -> window.setWidth(860));
    robot.clickOn(cell("7:07"));
    for (double width : new double[] {1280, 1000, 860, 700, 640}) {
      Fx.run(() -> window.setWidth(width));
      assertTrue(zone.isVisible(), width + "");
      assertTrue(zone.getText().contains("Berlin"), zone.getText());
      assertTrue(zone.localToScene(zone.getLayoutBounds()).getMaxX() <= width, width + "");
      assertEquals("Time zone: Europe/Berlin (UTC+1)", zone.getAccessibleText());
    }
    assertEquals("Berlin", zone.getText());
    assertEquals("Europe/Berlin (UTC+1)", zone.getTooltip().getText());
    Fx.run(() ->
        presence.setSettings(
            Settings.DEFAULT.withExport(Settings.DEFAULT.export().withOwnZones(true))));
    assertEquals("Own zones", zone.getText());
    Fx.run(() -> window.setWidth(1280));
    assertEquals("Each person's own zone", zone.getText());
  }

  @Test
  void aCopyThatFailsIsOneSentenceInTheWindow(FxRobot robot) {
    select("Hannah", TUESDAY);
    sample.commands.exportResult = new ExportResult.Failed("The disk is gone.");
    robot
        .press(KeyCode.CONTROL, KeyCode.SHIFT)
        .type(KeyCode.C)
        .release(KeyCode.SHIFT, KeyCode.CONTROL);
    assertEquals(
        new LocalNotice.CommandFailed("The hours were not copied: The disk is gone."),
        presence.localNotice().get());
    assertEquals(List.of(), desktop.done);
  }

  @Test
  void totalsAndRangeAreSaid(FxRobot robot) {
    assertEquals(
        "Totals: 17 people · 617 h 50 min active · 99 % seen", ((Labeled) view.totals()).getText());
    robot.clickOn("#timecard-earlier");
    assertEquals(
        "9 – 15 November 2026 · week 46", Fx.find(view, "timecard-range", Labeled.class).getText());
    Fx.run(() -> shown.set(List.of()));
    assertEquals(
        "No one matches. Clear the search to see everyone.",
        Fx.find(view, "timecard-none", Labeled.class).getText());
    assertEquals(
        "Totals: 0 of 17 people · not watched",
        ((Labeled) view.totals()).getText(),
        "of no one, nothing is 100 % seen");
  }

  private void select(String name, LocalDate day) {
    Fx.run(() -> {
      grid.requestFocus();
      model.selection().set(new CellId(sample.id(name), day));
    });
  }

  private TableCell<?, ?> firstTotal() {
    return view.lookupAll(".total-cell").stream()
        .filter(node -> node instanceof TableCell<?, ?> cell && !cell.isEmpty())
        .map(TableCell.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private Node cell(String number) {
    return view.lookupAll(".day-number").stream()
        .filter(node -> ((Labeled) node).getText().equals(number))
        .findFirst()
        .orElseThrow();
  }

  private Node name(String name) {
    return view.lookupAll(".name-cell").stream()
        .filter(node -> node instanceof TableCell<?, ?> cell && name.equals(cell.getText()))
        .findFirst()
        .orElseThrow();
  }

  private String text(String selector) {
    return ((Labeled) view.lookup(selector)).getText();
  }
}
