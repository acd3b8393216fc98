package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.Settings;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.VirtualClock;
import rollcall.ui.model.PersonRow;

/// A history that was recorded by a clock that was two hours ahead, and a window that starts when
/// it is right again.
@ExtendWith(FxExtension.class)
class FutureRecordsWindowTest {
  private static final Workspace ACME = new Workspace("T0ACMEDEMO", "Acme (demo)");
  private static final Instant NOW = Instant.parse("2026-09-17T07:00:00Z");
  private static final Instant TRUE_END = at(-60);
  private static final Instant WRONG_END = at(180);
  private static final String BEHIND = "Nothing is recorded until 12:00: the clock was set back";
  private static final String LIVE = "Live · 2 people · .*";
  private static final String SET_ASIDE = "The clock is correct: discard the future entries";

  @TempDir Path data;
  private final VirtualClock clock = new VirtualClock(NOW);
  private SlackSimulator workspace;
  private Employee grace;
  private Employee kai;
  private RunningApp app;

  @BeforeEach
  void anHourByTheRightClockAndAnHourByTheWrongOne() throws Exception {
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0);
    kai = workspace.people().get(1);
    try (History record = History.open(file(), at(-120))) {
      record.setWorkspace(ACME);
      record.savePeople(List.of(person(grace), person(kai)));
      record.append(
          List.of(seen(grace, Presence.ACTIVE, at(-119)), seen(kai, Presence.AWAY, at(-119))));
      record.close(TRUE_END);
    }
    try (History record = History.open(file(), at(120))) {
      record.append(
          List.of(seen(grace, Presence.ACTIVE, at(121)), seen(kai, Presence.ACTIVE, at(121))));
      record.appendEvents(List.of(quiet(at(122)).toAuditEvent(), status(at(122)).toAuditEvent()));
      record.close(WRONG_END);
    }
    Settings both =
        Settings.DEFAULT
            .withList(new TreeSet<>(Set.of(grace.id(), kai.id())), FollowedChannelsAndGroups.NONE)
            .withSlackStatuses(Set.of(SlackStatusKind.DND, SlackStatusKind.STATUS));
    app = RunningApp.start(workspace.apiUrl(), clock, data, workspace.token(), both);
    app.awaitStatus(BEHIND);
    app.awaitNotice(
        "banner",
        "The clock was set back, so nothing is recorded",
        "The history already contains later times than this computer's clock shows. Recording"
            + " resumes at 12:00. If the clock is wrong now, correct it. If it was wrong before,"
            + " discard the future entries: that time becomes unknown, and a copy stays among the"
            + " backups.");
    RunningApp.await(
        () -> "what lies over " + grace,
        () -> slackStatuses(grace).bands(NOW, at(600), row(grace).timeline()).size() == 1);
  }

  @AfterEach
  void end() {
    app.close();
    workspace.close();
  }

  @Test
  void whatTheClockRecordedAheadIsSetAsideWithTheMouse(FxRobot robot) throws Exception {
    robot.clickOn(Fx.get(this::button));
    assertSetAside();
  }

  @Test
  void theKeyboardAloneSetsItAside(FxRobot robot) throws Exception {
    for (int i = 0; i < 60 && !Fx.get(() -> button().isFocused()); i++) {
      robot.type(KeyCode.TAB);
    }
    assertTrue(Fx.get(() -> button().isFocused()));
    robot.type(KeyCode.SPACE);
    assertSetAside();
  }

  /// Recording continues, the discarded entries are only in one copy, and the window shows the
  /// current record.
  private void assertSetAside() throws Exception {
    app.awaitStatus(LIVE);
    app.awaitNotice("banner", "", "");
    app.awaitNotice(
        "local-problem",
        "Recording resumed",
        "The entries recorded while the clock was ahead were discarded: the time since 09:00 is"
            + " unknown until the next confirmed presence. A copy is in the file"
            + " set-aside-20260917T070000000Z.db among the backups.");
    app.awaitRow(grace, Presence.AWAY);
    clock.advance(Duration.ofSeconds(3));
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
    app.awaitRow(kai, Presence.AWAY);
    assertEquals(
        List.of(
            "active presence_change",
            "unknown app_stopped",
            "away snapshot",
            "active presence_change"),
        app.storedWords(grace));
    assertEquals(NOW.plusSeconds(3), app.stored(grace, _ -> true).getLast().at());
    assertEquals(List.of("set-aside-20260917T070000000Z.db"), asides());
    try (History copy = History.openReadOnly(backups().resolve(asides().getFirst()))) {
      assertEquals(
          List.of(at(-119), TRUE_END, at(121), WRONG_END),
          copy.sightings(new UserId(grace.id()), TRUE_END, at(600)).stream()
              .map(Sighting::at)
              .distinct()
              .toList());
    }
    assertNothingAheadIsShown();
  }

  private void assertNothingAheadIsShown() {
    RunningApp.await(
        () ->
            "no quiet time ahead, but "
                + Fx.get(() -> slackStatuses(grace).bands(NOW, at(600), row(grace).timeline())),
        () -> slackStatuses(grace).bands(at(1), at(600), row(grace).timeline()).isEmpty());
    assertEquals("", Fx.get(() -> slackStatuses(grace).statusAt(at(600), row(grace).timeline())));
    assertEquals(Presence.ACTIVE, Fx.get(() -> row(grace).timeline().presenceAt(at(600))));
    assertEquals(Presence.AWAY, Fx.get(() -> row(kai).timeline().presenceAt(at(600))));
    Fx.await(() -> today(grace).equals("0:59"));
  }

  private String today(Employee person) {
    return app.rowOf(person).orElseThrow().lookup(".row-active") instanceof Text cell
        ? cell.getText()
        : "";
  }

  private SlackStatusTimeline slackStatuses(Employee person) {
    return row(person).slackStatuses();
  }

  private PersonRow row(Employee person) {
    return (PersonRow) app.rowOf(person).orElseThrow().getUserData();
  }

  private Button button() {
    return app.root().lookupAll("#banner .button").stream()
        .filter(node -> node instanceof Button button && button.getText().equals(SET_ASIDE))
        .map(Button.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button"));
  }

  private List<String> asides() throws Exception {
    try (Stream<Path> files = Files.list(backups())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("set-aside-"))
          .toList();
    }
  }

  private Path backups() {
    return file().resolveSibling("backups");
  }

  private Path file() {
    return data.resolve("workspaces").resolve(ACME.id()).resolve("history.db");
  }

  private SlackStatus quiet(Instant message) {
    return new SlackStatus.Dnd(new UserId(grace.id()), at(120), at(300), message, Source.RTM);
  }

  private SlackStatus status(Instant message) {
    return new SlackStatus.StatusText(new UserId(grace.id()), "Out for lunch", message, Source.RTM);
  }

  private static Person person(Employee employee) {
    String name = employee.realName();
    return new Person(new UserId(employee.id()), name, name, "", null, false, false);
  }

  private static Sighting seen(Employee employee, Presence presence, Instant at) {
    UserId user = new UserId(employee.id());
    return Sighting.of(user, presence, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Instant at(int minutes) {
    return NOW.plus(Duration.ofMinutes(minutes));
  }
}
