package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.presence.Presence;
import rollcall.settings.Proxy;
import rollcall.settings.Theme;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.PresenceTransition;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.VirtualClock;

/// End-to-end test of the window: from a workspace to the table, the timeline, the database and the
/// CSV file.
@ExtendWith(FxExtension.class)
class DesktopEndToEndTest {
  private static final String WRONG = "xoxb-1111-2222-of-another-workspace";
  private static final String FILE =
      "presence-timecards_acme-demo_2026-09-01_2026-09-17_Europe-Berlin.csv";
  private static final String NOT_ACCEPTED = "Slack didn't accept this token";
  private static final String COPY_AGAIN =
      "It may be incomplete or from another place. Copy it again with the copy button on Slack's"
          + " page. If your company limits Slack to certain networks, connect to that network"
          + " first. Slack's code: invalid_auth.";

  @TempDir Path data;
  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-09-17T07:00:00Z"));
  private SlackSimulator workspace;
  private Employee grace;
  private Employee kai;
  private Employee maya;
  private RunningApp app;

  @AfterEach
  void close() {
    if (app != null) {
      app.close();
    }
    workspace.close();
  }

  @Test
  void aChangeInTheWorkspaceReachesTheRowTheTimelineAndTheDatabase(FxRobot robot) throws Exception {
    start(InstantSource.system(), 2);
    app.awaitRow(grace, Presence.AWAY);
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
    app.awaitRow(kai, Presence.AWAY);
    assertEquals(
        List.of("unknown watch_started", "away snapshot", "active presence_change"),
        app.storedWords(grace));
    assertEquals(List.of("unknown watch_started", "away snapshot"), app.storedWords(kai));
    assertTimelineShows(robot, grace, "active");
    assertTimelineShows(robot, kai, "away");
  }

  @Test
  void whatIsChosenWithTheMouseIsSubscribedToAtOnce(FxRobot robot) throws Exception {
    start(InstantSource.system(), 1);
    app.awaitRow(grace, Presence.AWAY);
    assertEquals(List.of(Set.of(grace.id())), workspace.subscriptions());
    robot.clickOn(app.find("open-people", Node.class));
    tick(robot, kai);
    tick(robot, grace);
    robot.clickOn(app.find("save", Node.class));
    robot.clickOn(app.find("leaving-keep", Node.class));
    awaitSubscription(kai);
    app.awaitRow(kai, Presence.AWAY);
    assertEquals(new TreeSet<>(Set.of(kai.id())), app.saved().watched());
    assertEquals("not_watched watch_stopped", app.storedWords(grace).getLast());
  }

  @Test
  void whatIsChosenWithTheKeyboardIsSubscribedToAtOnce(FxRobot robot) throws Exception {
    start(InstantSource.system(), 1);
    app.awaitRow(grace, Presence.AWAY);
    robot.push(KeyCode.CONTROL, KeyCode.P);
    search(robot, kai);
    robot.type(KeyCode.DOWN, KeyCode.SPACE, KeyCode.ENTER);
    awaitSubscription(grace, kai);
    app.awaitRow(kai, Presence.AWAY);
    workspace.setPresence(kai.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(kai, Presence.ACTIVE);
  }

  @Test
  void aWrongTokenInTheAssistantIsReportedAndTheRightOneConnects() throws Exception {
    workspace(InstantSource.system());
    app = RunningApp.start(workspace, InstantSource.system(), data, null, grace);
    app.checkToken(WRONG);
    app.awaitNotice("setup-problem", NOT_ACCEPTED, COPY_AGAIN);
    app.awaitStatus("Token not valid");
    app.signIn(workspace.token());
    app.awaitRow(grace, Presence.AWAY);
    app.awaitStatus("Live · 1 person · .*");
  }

  @Test
  void theConnectionCheckOfTheMenuIsLiveBesideTheRunningConnection() throws Exception {
    start(InstantSource.system(), 1);
    app.awaitRow(grace, Presence.AWAY);
    Fx.chooseMenuItem(app.root(), "recording.check");
    Label conclusion = app.find("check-conclusion", Label.class);
    RunningApp.await(
        () -> "Live, but " + conclusion.getText(),
        () -> conclusion.getText().equals("Result: Live. Changes appear within seconds."));
    app.closeDialog();
    app.awaitStatus("Live · 1 person · .*");
    assertEquals(List.of("unknown watch_started", "away snapshot"), app.storedWords(grace));
  }

  @Test
  void aWrongTokenLosesNothing(FxRobot robot) throws Exception {
    start(InstantSource.system(), 2);
    app.awaitRow(grace, Presence.AWAY);
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
    var wishes = app.saved();
    robot.clickOn(app.find("open-settings", Node.class));
    connect(robot, WRONG);
    app.awaitNotice("token-refused", NOT_ACCEPTED, COPY_AGAIN);
    assertEquals(workspace.token(), app.keptToken());
    app.closeDialog();
    // Nothing was interrupted: what happens next is seen by the connection that was there before.
    workspace.setPresence(kai.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(kai, Presence.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
    app.awaitStatus("Live · 2 people · .*");
    assertEquals(1, connects());
    assertEquals(wishes, app.saved());
    assertEquals(
        List.of("unknown watch_started", "away snapshot", "active presence_change"),
        app.storedWords(grace));
  }

  @Test
  void aTokenThatCannotBeCheckedReplacesNone(FxRobot robot) throws Exception {
    start(InstantSource.system(), 1);
    app.awaitRow(grace, Presence.AWAY);
    robot.clickOn(app.find("open-settings", Node.class));
    NamedFaults.of(workspace).takeDown();
    connect(robot, WRONG);
    app.awaitNotice(
        "token-refused",
        "The new token can't be checked now",
        "Can't reach Slack. The current token stays in use; try the new one again later.");
    assertEquals(workspace.token(), app.keptToken());
  }

  @Test
  void anAcceptedTokenIsKeptAndUsed(FxRobot robot) throws Exception {
    start(InstantSource.system(), 2);
    app.awaitRow(kai, Presence.AWAY);
    String second = workspace.token(TokenKind.CLASSIC_USER);
    robot.clickOn(app.find("open-settings", Node.class));
    connect(robot, second);
    RunningApp.await(() -> "a second connection", () -> connects() == 2);
    app.closeDialog();
    // The second token acts as a person, who is active by that.
    app.awaitRow(kai, Presence.AWAY);
    app.awaitStatus("Live · 2 people · .*");
    assertEquals(second, app.keptToken());
  }

  @Test
  void whatCannotBeATokenIsSaidAndWhileOfflineNothingReplacesAGoodOneInAPause(FxRobot robot)
      throws Exception {
    workspace(InstantSource.system());
    app = RunningApp.start(workspace, InstantSource.system(), data, null, grace);
    Button step = app.find("step-token", Button.class);
    Fx.run(step::fire);
    TextField field = app.find("token", TextField.class);
    Fx.run(() -> field.setText("xoxb-ab cd"));
    assertTrue(app.find("token-check", Button.class).isDisabled());
    app.signIn(workspace.token());
    app.awaitRow(grace, Presence.AWAY);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    app.awaitStatus("Paused");
    NamedFaults.of(workspace).takeDown();
    robot.clickOn(app.find("open-settings", Node.class));
    connect(robot, WRONG);
    app.awaitNotice(
        "token-refused",
        "The new token can't be checked now",
        "Can't reach Slack. The current token stays in use; try the new one again later.");
    app.awaitStatus("Paused");
    assertEquals(workspace.token(), app.keptToken());
  }

  @Test
  void theSlashLeadsToTheSearchAndIsNotTypedThere(FxRobot robot) throws Exception {
    start(InstantSource.system(), 2);
    app.awaitRow(grace, Presence.AWAY);
    robot.clickOn(tableRow(grace));
    robot.write("/kai");
    assertEquals("kai", Fx.get(() -> app.find("search", TextField.class).getText()));
  }

  @Test
  void aPauseStopsWatchingUntilItIsEnded(FxRobot robot) throws Exception {
    start(InstantSource.system(), 1);
    app.awaitRow(grace, Presence.AWAY);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    app.awaitStatus("Paused");
    app.awaitRest(grace, "Paused");
    RunningApp.await(
        () -> "no subscription, but " + workspace.subscriptions(),
        () -> workspace.subscriptions().isEmpty());
    assertTrue(app.saved().paused());
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    app.awaitRow(grace, Presence.ACTIVE);
    assertFalse(app.saved().paused());
    assertEquals(
        List.of(
            "unknown watch_started",
            "away snapshot",
            "unknown watch_paused",
            "not_watched watch_paused",
            "unknown watch_resumed",
            "active snapshot"),
        app.storedWords(grace));
  }

  @Test
  void anotherProxyReconnectsAndAnotherThemeIsWornAtOnce(FxRobot robot) throws Exception {
    start(InstantSource.system(), 1);
    app.awaitRow(grace, Presence.AWAY);
    double light = brightness();
    robot.clickOn(app.find("open-settings", Node.class));
    turnTo(robot, "Connection");
    Fx.run(() -> app.find("proxy-manual", RadioButton.class).fire());
    // Loopback is never asked for through a proxy, so Slack is still there.
    robot.write("proxy.example.com").type(KeyCode.TAB).write("3128").type(KeyCode.ENTER);
    RunningApp.await(() -> "a second connection", () -> connects() == 2);
    turnTo(robot, "General");
    robot.clickOn(app.find("theme-dark", RadioButton.class));
    app.closeDialog();
    RunningApp.await(() -> "a dark window", () -> brightness() < light / 2);
    app.awaitRow(grace, Presence.AWAY);
    awaitSubscription(grace);
    assertEquals(new Proxy.Manual("proxy.example.com", 3128, "", List.of()), app.saved().proxy());
    assertEquals(Theme.DARK, app.saved().appearance().theme());
    // The row may still be that of the first connection.
    List<String> lived =
        List.of("unknown watch_started", "away snapshot", "unknown app_stopped", "away snapshot");
    RunningApp.await(() -> lived + "", () -> app.storedWords(grace).equals(lived));
  }

  @Test
  void theCsvThatIsClickedTogetherIsTheTruthToTheSecond(FxRobot robot) throws Exception {
    start(clock, 3);
    List<Employee> people = List.of(grace, kai, maya);
    for (Employee person : people) {
      app.awaitRow(person, Presence.AWAY);
    }
    Instant begin = clock.instant();
    change(37, grace, ActiveOrAway.ACTIVE);
    change(15, kai, ActiveOrAway.ACTIVE);
    change(52, grace, ActiveOrAway.AWAY);
    change(41, maya, ActiveOrAway.ACTIVE);
    change(33, kai, ActiveOrAway.AWAY);
    change(48, grace, ActiveOrAway.ACTIVE);
    Instant down = clock.instant();
    outOfReach(() -> workspace.setPresence(maya.id(), ActiveOrAway.AWAY));
    app.awaitRow(grace, Presence.ACTIVE);
    app.awaitRow(maya, Presence.AWAY);
    Instant back = clock.instant();
    change(29, maya, ActiveOrAway.ACTIVE);
    change(44, grace, ActiveOrAway.AWAY);
    change(1, grace, ActiveOrAway.ACTIVE);
    change(50, grace, ActiveOrAway.AWAY);
    Instant end = clock.instant();
    Path csv = export(robot);
    Map<String, Map<String, String>> rows = rows(csv);
    assertEquals(Set.of(grace.id(), kai.id(), maya.id()), rows.keySet());
    for (Employee person : people) {
      assertEquals(
          truth(person, begin, down, back, end), account(rows.get(person.id())), person.realName());
    }
  }

  private void workspace(InstantSource time) throws IOException {
    workspace = SlackSimulator.start(DemoOptions.standard(time).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0);
    kai = workspace.people().get(1);
    maya = workspace.people().get(2);
  }

  private void start(InstantSource time, int people) throws IOException {
    workspace(time);
    Employee[] watched = workspace.people().subList(0, people).toArray(Employee[]::new);
    app = RunningApp.start(workspace, time, data, workspace.token(), watched);
  }

  private void change(int secondsLater, Employee person, ActiveOrAway presence) {
    clock.advance(Duration.ofSeconds(secondsLater));
    workspace.setPresence(person.id(), presence);
    app.awaitRow(
        person,
        switch (presence) {
          case ACTIVE -> Presence.ACTIVE;
          case AWAY -> Presence.AWAY;
        });
  }

  /// Slack cannot be reached for a hundred seconds, and something happens in the middle of them.
  private void outOfReach(Runnable unseen) {
    NamedFaults.of(workspace).takeDown();
    app.awaitRow(grace, Presence.UNKNOWN);
    clock.advance(Duration.ofSeconds(50));
    unseen.run();
    app.awaitSaid("Reconnecting \\([3-9]\\) .*");
    NamedFaults.of(workspace).restore();
    clock.advance(Duration.ofSeconds(50));
  }

  private Path export(FxRobot robot) {
    app.desktop.folder = Optional.of(folder);
    robot.clickOn(app.find("open-export", Node.class));
    robot.clickOn(app.find("for-data", RadioButton.class));
    robot.clickOn(app.find("export-change", Node.class));
    robot.clickOn(app.find("export-go", Node.class));
    app.awaitNotice(
        "export-result",
        "Saved 3 rows",
        FILE
            + " · coverage 77 % (see column).\nIts description is in "
            + FILE.replace(".csv", ".meta.json")
            + ".\nBetween 1 Sep and 17 Sep, 23 % of the watched time is"
            + " unknown (app closed or offline). Totals count only what was observed.");
    return folder.resolve(FILE);
  }

  private static Map<String, Map<String, String>> rows(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> columns = List.of(lines.getFirst().split(","));
    Map<String, Map<String, String>> rows = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = Arrays.asList(line.split(",", -1));
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i), cells.get(i));
      }
      rows.put(row.get("user_id"), row);
    }
    return rows;
  }

  private static Account account(Map<String, String> row) {
    return new Account(
        Long.parseLong(row.get("active_s")),
        Long.parseLong(row.get("away_s")),
        Long.parseLong(row.get("unknown_s")),
        Long.parseLong(row.get("watched_s")),
        row.get("first_active_utc"),
        row.get("last_active_utc"));
  }

  /// Account by the ground truth, second by second; unknown during the outage.
  private Account truth(Employee person, Instant begin, Instant down, Instant back, Instant end) {
    long active = 0;
    long away = 0;
    long unknown = 0;
    String first = "";
    String last = "";
    for (Instant at = begin; at.isBefore(end); at = at.plusSeconds(1)) {
      if (!at.isBefore(down) && at.isBefore(back)) {
        unknown++;
      } else if (presence(person, at) == ActiveOrAway.ACTIVE) {
        active++;
        first = first.isEmpty() ? at.toString() : first;
        last = at.plusSeconds(1).toString();
      } else {
        away++;
      }
    }
    return new Account(active, away, unknown, active + away + unknown, first, last);
  }

  private ActiveOrAway presence(Employee person, Instant at) {
    List<PresenceTransition> lived =
        workspace.groundTruth(person.id(), workspace.started(), at.plusMillis(1));
    return lived.getLast().presence();
  }

  /// One person's day in seconds.
  private record Account(
      long active, long away, long unknown, long watched, String first, String last) {}

  /// Selects a person in the table, and then the last interval of the timeline.
  private void assertTimelineShows(FxRobot robot, Employee person, String state) {
    robot.clickOn(tableRow(person));
    Fx.run(() -> Fx.find(app.root(), "presence-rows", Node.class).requestFocus());
    robot.type(KeyCode.LEFT);
    Node what = app.find("detail-interval", Node.class);
    RunningApp.await(
        () -> state + ", but it says " + what,
        () -> what instanceof Label label && label.getText().startsWith(state + " "));
  }

  private Node tableRow(Employee person) {
    return Fx.get(() -> app.rowOf(person).orElseThrow().lookup(".row-name"));
  }

  /// Types a name into the picker's search and waits until only this person is left.
  private void search(FxRobot robot, Employee person) {
    RunningApp.await(
        () -> "the picker to be ready",
        () -> app.find("people-search", TextField.class).isFocused());
    // The headless platform calls the window below focused too.
    robot.targetWindow(app.find("people-search", TextField.class));
    robot.write(person.realName());
    RunningApp.await(
        () -> "one match", () -> app.find("count", Label.class).getText().equals("1 match"));
  }

  private void tick(FxRobot robot, Employee person) {
    TextField search = app.find("people-search", TextField.class);
    Fx.run(search::clear);
    robot.clickOn(search);
    search(robot, person);
    Fx.await(() -> boxes().size() == 1);
    robot.clickOn(Fx.get(() -> boxes().getFirst()));
  }

  private List<Node> boxes() {
    return app.find("people", Node.class).lookupAll(".check-box").stream()
        .filter(node -> node instanceof CheckBox && node.getParent().isVisible())
        .toList();
  }

  private void awaitSubscription(Employee... people) {
    Set<String> wanted = new TreeSet<>(Arrays.stream(people).map(Employee::id).toList());
    RunningApp.await(
        () -> "a subscription to " + wanted + ", but there is " + workspace.subscriptions(),
        () -> workspace.subscriptions().equals(List.of(wanted)));
  }

  /// Gives another token in the open settings.
  private void connect(FxRobot robot, String token) {
    turnTo(robot, "Connection");
    TextField field = app.find("token", TextField.class);
    Fx.run(() -> field.setText(token));
    robot.clickOn(app.find("token-use", Node.class));
  }

  private void turnTo(FxRobot robot, String topic) {
    robot.clickOn(
        Fx.get(() ->
            app.find("topics", Node.class).lookupAll(".list-cell").stream()
                .filter(node -> node instanceof ListCell<?> cell && topic.equals(cell.getText()))
                .findFirst()
                .orElseThrow()));
  }

  private void write(FxRobot robot, String id, String text) {
    robot.clickOn(app.find(id, TextField.class)).write(text);
  }

  private long connects() {
    return workspace.calls().stream().filter(call -> call.method().equals("rtm.connect")).count();
  }

  private double brightness() {
    BufferedImage picture = Fx.get(() -> Fx.picture(app.root().getScene()));
    long sum = 0;
    for (int x = 0; x < picture.getWidth(); x += 8) {
      for (int y = 0; y < picture.getHeight(); y += 8) {
        sum += picture.getRGB(x, y) & 0xff;
      }
    }
    return sum;
  }
}
