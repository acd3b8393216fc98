package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedActions;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.Grouping;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.TimeWindow;

/// Rows that are dragged by the name onto the heading or a member of one of the user's groups.
@ExtendWith(FxExtension.class)
class DragToGroupTest {
  private final RecordedCommands commands = new RecordedCommands();
  private PresenceModel presence;
  private PresenceScreenModel screen;
  private Scene scene;
  private RowsPane rows;
  private UserId first;
  private UserId second;
  private UserId third;

  @Start
  void start(Stage stage) {
    AppTheme.apply(false);
    presence = SampleModels.presence(24);
    screen = new PresenceScreenModel(presence);
    screen.follow();
    PresenceView view = SampleModels.view(screen, commands, new RecordedActions());
    view.follow();
    scene = new Scene(view, 960, 460);
    rows = Fx.find(scene.getRoot(), "presence-rows", RowsPane.class);
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    stage.show();
    first = screen.shown().get(0).id();
    second = screen.shown().get(1).id();
    third = screen.shown().get(2).id();
    var groups =
        new GroupingSettings(
            GroupBy.MINE, List.of(group("Design", first, second), group("Support", third)));
    presence.setSettings(Settings.DEFAULT.withGroups(groups));
    screen.grouping().set(Grouping.byOwnGroups(groups));
  }

  private static PersonGroup group(String name, UserId... members) {
    return new PersonGroup(
        name, new TreeSet<>(List.of(members).stream().map(UserId::value).toList()));
  }

  @Test
  void aPersonIsMovedToTheGroupUnderThePointer(FxRobot robot) {
    robot.moveTo(name(first)).press(MouseButton.PRIMARY).moveTo(heading("Support"));
    Fx.run(rows::layout);
    assertEquals(Cursor.CLOSED_HAND, rows.getCursor());
    assertEquals(nameOf(first) + " → Support", flag().getText());
    assertTrue(flag().isVisible());
    assertEquals(1, Fx.get(() -> highlighted()));
    robot.release(MouseButton.PRIMARY);
    assertEquals(Optional.of("Support"), newGroup(first));
    assertFalse(flag().isVisible());
    assertNull(rows.getCursor());
    Fx.run(rows::layout);
    assertEquals(0, Fx.get(() -> highlighted()));
  }

  @Test
  void aMemberStandsForItsGroup(FxRobot robot) {
    drag(robot, name(third), name(second));
    assertEquals(Optional.of("Design"), newGroup(third));
  }

  @Test
  void theHeadingOfPeopleWithoutAGroupTakesPeopleOut(FxRobot robot) {
    drag(robot, name(third), heading("No group"));
    assertEquals(Optional.empty(), newGroup(third));
  }

  @Test
  void aChosenPersonTakesAllChosenAlong(FxRobot robot) {
    Fx.run(() -> {
      screen.toggleChosen(first);
      screen.toggleChosen(second);
    });
    robot.moveTo(name(first)).press(MouseButton.PRIMARY).moveTo(heading("Support"));
    assertEquals("2 people → Support", flag().getText());
    robot.release(MouseButton.PRIMARY);
    assertEquals(Optional.of("Support"), newGroup(first));
    assertEquals(Optional.of("Support"), newGroup(second));
  }

  @Test
  void escapeAndTheOwnGroupMoveNothing(FxRobot robot) {
    robot.moveTo(name(first)).press(MouseButton.PRIMARY).moveTo(heading("Support"));
    robot.type(KeyCode.ESCAPE);
    assertFalse(flag().isVisible());
    robot.release(MouseButton.PRIMARY);
    drag(robot, name(first), name(second));
    assertEquals(List.of(), commands.applied);
  }

  @Test
  void aDropBesideTheRowsMovesNothing(FxRobot robot) {
    Bounds pane = Fx.get(() -> rows.localToScreen(rows.getLayoutBounds()));
    robot.moveTo(name(first)).press(MouseButton.PRIMARY).moveTo(heading("Support"));
    robot.moveTo(new Point2D(80, pane.getMinY() + 5)).release(MouseButton.PRIMARY);
    robot.moveTo(name(first)).press(MouseButton.PRIMARY).moveTo(heading("Support"));
    robot.moveTo(new Point2D(80, pane.getMaxY() + 3)).release(MouseButton.PRIMARY);
    assertEquals(List.of(), commands.applied);
  }

  @Test
  void afterEscapeTheViewDoesNotMove(FxRobot robot) {
    TimeWindow before = screen.timeline().window().get();
    robot.moveTo(name(first)).press(MouseButton.PRIMARY).moveTo(heading("Support"));
    robot.type(KeyCode.ESCAPE);
    robot.moveTo(point(first, 300)).release(MouseButton.PRIMARY);
    assertEquals(before, screen.timeline().window().get());
    assertFalse(flag().isVisible());
  }

  @Test
  void neitherLanesNorRowsOfOtherGroupsAreMoved(FxRobot robot) {
    drag(robot, point(first, 600), heading("Support"));
    Fx.run(() -> screen.grouping().set(Grouping.byState()));
    drag(robot, at(80, 1), at(80, 4));
    assertEquals(List.of(), commands.applied);
  }

  private Optional<String> newGroup(UserId person) {
    return commands.applied.getLast().groups().groupOf(person.value());
  }

  private static void drag(FxRobot robot, Point2D from, Point2D to) {
    robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(to).release(MouseButton.PRIMARY);
  }

  private String nameOf(UserId user) {
    return presence.rows().stream()
        .filter(row -> row.id().equals(user))
        .findFirst()
        .orElseThrow()
        .state()
        .person()
        .name();
  }

  private Point2D name(UserId user) {
    return point(user, 80);
  }

  private Point2D point(UserId user, double x) {
    return at(
        x,
        IntStream.range(0, screen.items().size())
            .filter(i ->
                screen.items().get(i) instanceof RowItem.Member member
                    && member.person().id().equals(user))
            .findFirst()
            .orElseThrow());
  }

  private Point2D heading(String group) {
    return at(
        80,
        IntStream.range(0, screen.items().size())
            .filter(
                i -> screen.items().get(i) instanceof RowItem.Group one && one.name().equals(group))
            .findFirst()
            .orElseThrow());
  }

  /// A point on a row of the screen that is not scrolled.
  private Point2D at(double x, int index) {
    return Fx.get(() -> {
      RowOffsets offsets =
          RowOffsets.of(
              screen.items(), rows.geometry().columns().get(), screen.timeline().laneHeight());
      double y = AxisView.HEIGHT + offsets.top(index) + offsets.height(index) / 2;
      return rows.localToScreen(x, y);
    });
  }

  private Label flag() {
    return Fx.find(scene.getRoot(), "drag-to-group", Label.class);
  }

  private long highlighted() {
    return rows.lookupAll(".group-row").stream()
        .filter(
            row -> row.getPseudoClassStates().contains(PseudoClass.getPseudoClass("drop-target")))
        .count();
  }
}
