package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.timecards.SampleMonth;
import rollcall.watch.WatchStatus;

/// The main window without a mouse: frequent questions, each answered with at most three keys, and
/// a whole session. Every step asserts the words on the screen.
@ExtendWith(FxExtension.class)
class KeyboardTest {
  /// A Friday afternoon.
  private static final Instant NOW = Instant.parse("2026-11-20T15:07:12Z");

  private final SampleMonth sample = new SampleMonth(NOW);
  private PresenceModel model;
  private Stage stage;
  private int keys;

  @Start
  void start(Stage first) {
    stage = first;
    PersonGroup team =
        new PersonGroup(
            "Platform",
            new TreeSet<>(List.of(sample.id("Hannah").value(), sample.id("Kai").value())));
    model =
        sample.model(
            Settings.DEFAULT
                .withZone("Europe/Berlin")
                .withGroups(new GroupingSettings(GroupBy.MINE, List.of(team))));
    model.setStatus(new WatchStatus.Live(17, NOW.minusSeconds(12), NOW));
    SampleWindow.show(stage, model, sample.commands, new FakeDesktop());
  }

  @Test
  void isMyTeamHere() {
    assertEquals(model.counts().get().active() + " of 17 active", text("#headline-active"));
    assertTrue(texts(".group-name").contains("Platform"), texts(".group-name") + "");
    assertTrue(texts(".group-count").stream().allMatch(one -> one.matches("\\d+ of \\d+ active")));
    assertEquals(0, keys);
  }

  @Test
  void whenDidHannahBegin(FxRobot robot) {
    push(robot, KeyCode.SLASH);
    push(robot, KeyCode.H);
    push(robot, KeyCode.A);
    Fx.await(() -> texts(".row-name").contains("Hannah Schmidt"));
    int row = texts(".row-name").indexOf("Hannah Schmidt");
    String first = texts(".row-first").get(row);
    assertTrue(first.matches("0?[89]:\\d\\d"), first);
    assertEquals(3, keys);
  }

  @Test
  void howManyCoveredNoonYesterday(FxRobot robot) {
    push(robot, KeyCode.P);
    assertEquals("Thu 19 Nov 2026", text("#range-title"));
    push(robot, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
    Parent table = dialog().getScene().getRoot();
    List<String> cells = Fx.get(() -> texts(table, ".table-cell"));
    int noon = cells.indexOf("Thu 12:00 – 13:00");
    assertTrue(noon >= 0, cells + "");
    Instant twelve = Instant.parse("2026-11-19T11:00:00Z");
    IntSummaryStatistics active =
        Fx.get(() -> PresenceModels.active(model.rows(), twelve, twelve.plusSeconds(3599)));
    assertTrue(active.getMax() > 0);
    String numbers =
        active.getMin() == active.getMax()
            ? active.getMax() + " of 17"
            : active.getMin() + " to " + active.getMax() + " of 17";
    assertEquals(numbers, cells.get(noon + 1));
    assertEquals("Thu 13:00 – 14:00", cells.get(noon + 3));
    String sentence = Fx.get(() -> texts(table, "#by-hour-sentence").getFirst());
    assertTrue(sentence.matches("Thu 12:00 – 14:00: \\d+( to \\d+)? of 17 active.*"), sentence);
    assertEquals(2, keys);
    robot.push(KeyCode.SHIFT, KeyCode.DOWN);
    String longer = Fx.get(() -> texts(table, "#by-hour-sentence").getFirst());
    assertTrue(longer.startsWith("Thu 12:00 – 15:00: "), longer);
    robot.push(KeyCode.ESCAPE);
  }

  @Test
  void hoursOfLastWeek(FxRobot robot) {
    push(robot, KeyCode.CONTROL, KeyCode.DIGIT2);
    String thisWeek = text("#timecard-range");
    push(robot, KeyCode.P);
    assertTrue(thisWeek.matches("1[56] – 2[12] .*"), thisWeek);
    assertTrue(text("#timecard-range").matches("[89] – 1[45] .*"), text("#timecard-range"));
    List<String> totals = texts(".total-cell");
    assertTrue(
        totals.stream().filter(one -> one.matches("\\d+:\\d\\d")).count() >= 10, totals + "");
    assertEquals(2, keys);
  }

  @Test
  void isThisNumberRight(FxRobot robot) {
    push(robot, KeyCode.DOWN);
    push(robot, KeyCode.DOWN);
    push(robot, KeyCode.E);
    assertTrue(text(".proof-number").matches("\\d+:\\d\\d"), text(".proof-number"));
    List<String> sum = texts("#proof .proof-line .label");
    assertTrue(sum.stream().anyMatch(line -> line.startsWith("= span ")), sum + "");
    assertTrue(texts("#proof .proof-section").getFirst().matches("\\d+ sessions?"));
    assertEquals(3, keys);
  }

  @Test
  void enterInTheSearchLeadsToThePeopleFound(FxRobot robot) {
    robot.push(KeyCode.SLASH).write("hannah").push(KeyCode.ENTER);
    assertTrue(Fx.get(() -> node("#presence-rows").isFocused()));
    assertEquals(sample.id("Hannah"), model.selection().get());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2).push(KeyCode.SLASH).write("kai");
    robot.push(KeyCode.ENTER).push(KeyCode.ENTER);
    assertEquals("Kai Müller", text(".proof-name"));
    robot.push(KeyCode.SLASH).write("hannah").push(KeyCode.DOWN);
    assertEquals("Hannah Schmidt", text(".proof-name"));
  }

  @Test
  void theFocusIsVisibleInThePartThatF6LeadsTo(FxRobot robot) {
    robot.push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.F6);
    assertFocusVisible("#detail-explain");
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2).push(KeyCode.DOWN).push(KeyCode.ENTER);
    assertEquals(1, accentLines(".timecard-focus"));
    robot.push(KeyCode.F6);
    assertFocusVisible("#proof-events");
    assertEquals(0, accentLines(".timecard-focus"));
    robot.push(KeyCode.ESCAPE);
    assertEquals(1, accentLines(".timecard-focus"));
  }

  private void assertFocusVisible(String selector) {
    assertTrue(Fx.get(() -> node(selector).isFocused()), selector);
    assertTrue(accentLines(selector) > 0, selector);
  }

  /// The number of borders of a node in the accent color.
  private long accentLines(String selector) {
    return Fx.get(() -> {
      Region region = (Region) node(selector);
      region.getScene().getRoot().applyCss();
      return region.getBorder() == null
          ? 0
          : region.getBorder().getStrokes().stream()
              .filter(stroke -> Color.web("#0969DA").equals(stroke.getTopStroke()))
              .count();
    });
  }

  @Test
  void aMissingGapIsNamedUntilTheNextKey(FxRobot robot) {
    robot.push(KeyCode.SLASH).write("hannah").push(KeyCode.ENTER).push(KeyCode.U);
    assertEquals("No later gap: Hannah Schmidt", text("#no-gap"));
    robot.push(KeyCode.LEFT);
    assertFalse(Fx.get(() -> node("#no-gap").isVisible()));
  }

  @Test
  void wholeSession(FxRobot robot) {
    Person person = withOutage();
    String query = person.name().split(" ")[0].toLowerCase(Locale.ROOT);
    robot.push(KeyCode.SLASH).write(query).push(KeyCode.F6).push(KeyCode.DOWN);
    robot.push(KeyCode.DOWN);
    assertEquals(person.id(), model.selection().get());
    assertTrue(text("#detail-interval").matches("(active|away) .*"), text("#detail-interval"));
    robot.push(KeyCode.LEFT);
    String last = text("#detail-interval");
    robot.push(KeyCode.LEFT);
    assertFalse(last.equals(text("#detail-interval")));

    robot.push(KeyCode.M).push(KeyCode.SHIFT, KeyCode.U);
    assertTrue(
        text("#detail-interval").matches("unknown .*connection lost.*"), text("#detail-interval"));
    robot.push(KeyCode.W);
    assertTrue(
        Fx.get(() -> node("#range-week").getPseudoClassStates().toString()).contains("selected"));

    robot.push(KeyCode.F6);
    assertTrue(Fx.get(() -> node("#detail-explain").isFocused()));
    robot.push(KeyCode.SPACE);
    assertEquals(person.name(), text(".proof-name"));
    LocalDate day = LocalDate.of(2026, 11, Integer.parseInt(text(".proof-subtitle").split(" ")[1]));
    sample.commands.preview =
        sample.events(
            ExportSpec.of(
                ExportKind.EVENTS,
                Set.of(person.id()),
                new DayRange(day, day),
                AccountingRules.in(SampleMonth.BERLIN),
                CsvDialect.DATA.unguarded()));
    robot.push(KeyCode.F6);
    assertTrue(Fx.get(() -> node("#proof-events").isFocused()));
    robot.push(KeyCode.E);
    assertTrue(texts(".proof-event").size() > 3, texts(".proof-event") + "");
    robot.push(KeyCode.ESCAPE);

    robot.push(KeyCode.CONTROL, KeyCode.E);
    Stage export = dialog();
    assertEquals("Export", export.getTitle());
    robot.push(KeyCode.ENTER);
    Fx.await(() -> !sample.commands.exports.isEmpty());
    ExportSpec exported = sample.commands.exports.getLast();
    assertEquals(Set.of(person.id()), exported.people());
    assertTrue(exported.days().contains(day), exported + "");
  }

  /// A person with ASCII letters in the name and an unknown time in this month.
  private Person withOutage() {
    return model.rows().stream()
        .filter(row -> row.state().person().name().matches("[A-Za-z ]+"))
        .filter(row -> {
          PresenceTimeline lane = row.timeline();
          return IntStream.range(0, lane.size())
              .anyMatch(i -> lane.presence(i) == Presence.UNKNOWN);
        })
        .findFirst()
        .orElseThrow()
        .state()
        .person();
  }

  private void push(FxRobot robot, KeyCode... combination) {
    robot.push(combination);
    keys++;
  }

  private Stage dialog() {
    return Fx.get(() ->
        Window.getWindows().stream()
            .filter(opened -> opened instanceof Stage && opened != stage)
            .map(Stage.class::cast)
            .findFirst()
            .orElseThrow());
  }

  private Node node(String selector) {
    return stage.getScene().getRoot().lookup(selector);
  }

  private String text(String selector) {
    return texts(selector).getFirst();
  }

  /// The texts of all visible controls, in their order.
  private List<String> texts(String selector) {
    return Fx.get(() -> texts(stage.getScene().getRoot(), selector));
  }

  private static List<String> texts(Parent root, String selector) {
    root.layout();
    List<String> texts = new ArrayList<>();
    for (Node node : root.lookupAll(selector)) {
      String text =
          switch (node) {
            case Labeled labeled -> labeled.getText();
            case Text line -> line.getText();
            default -> null;
          };
      if (text != null && node.isVisible()) {
        texts.add(text);
      }
    }
    return texts;
  }
}
