package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.NotificationSettings;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.OneTimeTrigger.State;
import rollcall.settings.Settings;
import rollcall.settings.Triggers;
import rollcall.testkit.FakeDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.ui.model.Workspaces;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

class DueNotificationsTest {
  private static final Instant NOW = Instant.parse("2026-09-17T15:00:00Z");
  private static final UserId PRIYA = new UserId("U1");
  private static final NotificationSettings USUAL = NotificationSettings.DEFAULT;
  private static final WatchStatus LIVE = new WatchStatus.Live(1, NOW, NOW);
  private static final WatchStatus ENDED =
      new WatchStatus.Stopped(new Problem.TokenEnded("token_revoked", NOW), NOW);

  private final PresenceModel model = model("Acme");
  private final Workspaces workspaces = new Workspaces(model);
  private final FakeDesktop desktop = new FakeDesktop();
  private final DueNotifications notifications = new DueNotifications(workspaces, desktop.tray());

  @Test
  void aLostConnectionIsNotifiedOnceAfterSomeMinutes() {
    WatchStatus lost = lost(NOW);
    assertEquals(List.of(), titles(lost, USUAL, NOW.plusSeconds(299)));
    assertEquals(List.of("No connection to Slack"), titles(lost, USUAL, NOW.plusSeconds(300)));
    assertEquals(List.of(), titles(lost, USUAL, NOW.plusSeconds(301)));
    assertEquals(List.of(), titles(LIVE, USUAL, NOW.plusSeconds(400)));
    assertEquals(
        List.of("No connection to Slack"),
        titles(lost(NOW.plusSeconds(500)), USUAL, NOW.plusSeconds(900)));
  }

  @Test
  void theEndOfTheTokenIsNotifiedOnce() {
    assertEquals(
        List.of("Recording stopped: the token is no longer valid"), titles(ENDED, USUAL, NOW));
    assertEquals(List.of(), titles(ENDED, USUAL, NOW));
    assertEquals(List.of(), titles(LIVE, USUAL, NOW));
    WatchStatus rejected = new WatchStatus.Stopped(new Problem.TokenRejected("invalid_auth"), NOW);
    NotificationSettings tokenOnly = USUAL.withLostMinutes(0);
    assertEquals(List.of("Slack didn't accept this token"), titles(rejected, tokenOnly, NOW));
    assertEquals(List.of(), titles(rejected, tokenOnly, NOW));
  }

  @Test
  void eachKindCanBeOff() {
    assertEquals(List.of(), titles(ENDED, USUAL.withToken(false), NOW));
    assertEquals(
        List.of(),
        titles(
            new WatchStatus.Stopped(new Problem.TokenRejected("invalid_auth"), NOW),
            USUAL.withToken(false),
            NOW));
    assertEquals(
        List.of(), titles(lost(NOW), USUAL.withLostMinutes(0), NOW.plus(Duration.ofDays(1))));
    assertEquals(List.of(), titles(alert(NOW), USUAL.withAlerts(false), NOW));
  }

  @Test
  void anAlertIsNotifiedOnceAndNotAgainAtTheNextStart() {
    assertEquals(List.of("Priya is active"), titles(alert(NOW), USUAL, NOW));
    assertEquals(List.of(), titles(alert(NOW), USUAL, NOW));
    show(model, LIVE, alert(NOW), USUAL, NOW.plusSeconds(121));
    new DueNotifications(workspaces, desktop.tray()).onTick(false);
    assertEquals(List.of(), titles());
  }

  @Test
  void aWorkspaceThatIsNotShownIsNamedAndNotifiedBesideAWindowWithTheFocus() {
    PresenceModel other = model("Beta");
    workspaces.all().add(other);
    show(model, LIVE, alert(NOW), USUAL, NOW);
    show(other, ENDED, alert(NOW), USUAL, NOW);
    notifications.onTick(true);
    assertEquals(
        List.of("Beta: Recording stopped: the token is no longer valid", "Beta: Priya is active"),
        titles());
    workspaces.shown().set(other);
    notifications.onTick(false);
    assertEquals(List.of(), titles(), "each event once, whatever is shown");
  }

  @Test
  void namesThatAreHiddenOnTheScreenAreHiddenInNotificationsOfAllWorkspaces() {
    PresenceModel other = model("Beta");
    workspaces.all().add(other);
    model.namesHidden().set(true);
    show(other, LIVE, alert(NOW), USUAL, NOW);
    notifications.onTick(false);
    assertEquals(List.of("Beta: Person 01 is active"), titles());
  }

  @Test
  void whatWaitsIsNotNotified() {
    Triggers waiting =
        Triggers.NONE.with(OneTimeTrigger.of("1", PRIYA, "Hi", NOW, NOW.plusSeconds(9)));
    assertEquals(List.of(), titles(waiting, USUAL, NOW));
  }

  @Test
  void duringTheQuietTimeNothingIsNotifiedNotEvenLater() {
    NotificationSettings quiet = USUAL.withQuiet(LocalTime.of(17, 0), LocalTime.of(17, 1));
    assertEquals(List.of(), titles(alert(NOW), quiet, NOW));
    assertEquals(List.of(), titles(alert(NOW), quiet, NOW.plusSeconds(60)));
  }

  @Test
  void theQuietTimeMayPassMidnight() {
    NotificationSettings quiet = USUAL.withQuiet(LocalTime.of(20, 0), LocalTime.of(8, 0));
    assertEquals(true, quiet.isQuiet(LocalTime.of(23, 0)));
    assertEquals(true, quiet.isQuiet(LocalTime.of(7, 59)));
    assertEquals(false, quiet.isQuiet(LocalTime.of(8, 0)));
    assertEquals(false, quiet.isQuiet(LocalTime.NOON));
    assertEquals(false, USUAL.isQuiet(LocalTime.MIDNIGHT));
  }

  private static WatchStatus lost(Instant since) {
    return new WatchStatus.Reconnecting(3, since, null, new Problem.ConnectionLost(""));
  }

  private static Triggers alert(Instant at) {
    return Triggers.NONE.with(
        OneTimeTrigger.of("1", PRIYA, null, at, at.plusSeconds(9)).in(State.DONE, at));
  }

  private static PresenceModel model(String name) {
    PresenceModel model = new PresenceModel(NOW, ZoneId.of("Europe/Berlin"));
    model.setSignInState(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T" + name, name), "rollcall"));
    model.setUserList(
        new UserList(
            List.of(new Person(PRIYA, "Priya", "", "", ZoneOffset.UTC, false, false)),
            0,
            UserList.State.COMPLETE));
    return model;
  }

  private static void show(
      PresenceModel model,
      WatchStatus status,
      Triggers triggers,
      NotificationSettings settings,
      Instant now) {
    model.tick(now);
    model.setSettings(Settings.DEFAULT.withNotifications(settings));
    model.setTriggers(triggers);
    model.setStatus(status);
  }

  private List<String> titles(WatchStatus status, NotificationSettings settings, Instant now) {
    return titles(status, Triggers.NONE, settings, now);
  }

  private List<String> titles(Triggers triggers, NotificationSettings settings, Instant now) {
    return titles(LIVE, triggers, settings, now);
  }

  private List<String> titles(
      WatchStatus status, Triggers triggers, NotificationSettings settings, Instant now) {
    show(model, status, triggers, settings, now);
    notifications.onTick(false);
    return titles();
  }

  /// The titles since the last call.
  private List<String> titles() {
    List<String> titles =
        desktop.done.stream()
            .map(line -> line.replaceFirst("^notify ", "").split("\n")[0])
            .toList();
    desktop.done.clear();
    return titles;
  }
}
