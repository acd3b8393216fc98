package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.UserStatus;
import rollcall.simulator.WorkspaceChange;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.RecordingWatchListener;

/// Do Not Disturb, status and huddles, with the real client and the demo workspace.
class SlackStatusTrackerTest {
  private final RecordingWatchListener listener =
      new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private SlackSimulator workspace;
  private UserId grace;
  private Watcher watcher;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().get(0).id());
  }

  @AfterEach
  void close() throws Exception {
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    workspace.close();
  }

  @Test
  void eachSlackStatusIsRecordedOnceAndTheFirstStateIsRequested() {
    watch(workspace.token(), EnumSet.allOf(SlackStatusKind.class));
    assertTrue(
        slackStatus(EventType.DND_UPDATED) instanceof SlackStatus.Dnd dnd && dnd.isScheduled());
    assertEquals("", ((SlackStatus.StatusText) slackStatus(EventType.STATUS_CHANGED)).text());
    assertEquals(false, ((SlackStatus.Huddle) slackStatus(EventType.HUDDLE_CHANGED)).in());
    workspace.apply(
        new WorkspaceChange.SetStatus(
            grace.value(), new UserStatus("In a meeting", ":calendar:", Instant.EPOCH)));
    SlackStatus.StatusText status = (SlackStatus.StatusText) slackStatus(EventType.STATUS_CHANGED);
    assertEquals(":calendar: In a meeting", status.text());
    workspace.apply(new WorkspaceChange.Huddle(grace.value(), true));
    assertEquals(true, ((SlackStatus.Huddle) slackStatus(EventType.HUDDLE_CHANGED)).in());
    workspace.apply(new WorkspaceChange.Snooze(grace.value(), Duration.ofMinutes(30)));
    SlackStatus.Dnd snooze = (SlackStatus.Dnd) slackStatus(EventType.DND_UPDATED);
    assertEquals(Duration.ofMinutes(30), Duration.between(snooze.from(), snooze.until()));
  }

  @Test
  void whilePollingSlackStatusesAreRequested() {
    workspace.apply(new WorkspaceChange.Huddle(grace.value(), true));
    watch(workspace.token(TokenKind.GRANULAR_BOT), Set.of(SlackStatusKind.HUDDLE));
    SlackStatus.Huddle huddle = (SlackStatus.Huddle) slackStatus(EventType.HUDDLE_CHANGED);
    assertEquals(true, huddle.in());
    assertEquals(Source.POLL, huddle.source());
  }

  @Test
  void aMissingScopeForDoNotDisturbIsReportedOnceAndTheRestIsRecorded() {
    NamedFaults.of(workspace).plan("dnd.teamInfo", new HttpFault.NotOk("missing_scope"), 1000);
    watch(workspace.token(), EnumSet.allOf(SlackStatusKind.class));
    assertEquals("", ((SlackStatus.StatusText) slackStatus(EventType.STATUS_CHANGED)).text());
    assertEquals("dnd:read", listener.await(Problem.MissingScope.class, _ -> true).needed());
    UserId kai = new UserId(workspace.people().get(1).id());
    watcher.setWatchList(WatchList.of(Set.of(grace, kai)));
    listener.await(
        AuditEvent.class, it -> it.type() == EventType.HUDDLE_CHANGED && kai.equals(it.user()));
    NamedFaults.of(workspace).clearPlanned();
    watcher.setSlackStatuses(EnumSet.allOf(SlackStatusKind.class));
    assertTrue(slackStatus(EventType.DND_UPDATED) instanceof SlackStatus.Dnd);
    assertEquals(1, listener.all(Problem.MissingScope.class, it -> it).size());
  }

  @Test
  void whenTheHoursOfAPersonBeginTheStatusIsRequestedAtOnce() {
    UserId kai = new UserId(workspace.people().get(1).id());
    watch(workspace.token(), Set.of(SlackStatusKind.STATUS));
    watcher.setWatchList(WatchList.of(Set.of(grace, kai)));
    awaitStatus(kai, "");
    watcher.setRecordingHours(RecordingScheduleByPerson.ALWAYS.withPaused(Set.of(grace)));
    listener.sighting(grace, Presence.NOT_WATCHED);
    for (UserId user : List.of(grace, kai)) {
      workspace.apply(
          new WorkspaceChange.SetStatus(
              user.value(), new UserStatus("In a meeting", ":calendar:", Instant.EPOCH)));
    }
    awaitStatus(kai, ":calendar: In a meeting");
    watcher.setRecordingHours(RecordingScheduleByPerson.ALWAYS);
    awaitStatus(grace, ":calendar: In a meeting");
  }

  private void awaitStatus(UserId user, String text) {
    listener.await(
        AuditEvent.class,
        it ->
            user.equals(it.user())
                && it.type() == EventType.STATUS_CHANGED
                && it.note().equals(text));
  }

  @Test
  void unwantedSlackStatusesAreNeitherRequestedNorRecorded() {
    watch(workspace.token(), Set.of());
    listener.sighting(grace, Presence.AWAY);
    workspace.apply(new WorkspaceChange.Snooze(grace.value(), Duration.ofMinutes(30)));
    workspace.setPresence(grace.value(), rollcall.simulator.ActiveOrAway.ACTIVE);
    listener.sighting(grace, Presence.ACTIVE);
    assertEquals(
        0,
        listener.all(AuditEvent.class, it -> it).stream()
            .filter(it -> SlackStatus.of(it).isPresent())
            .count());
    assertEquals(
        0, workspace.calls().stream().filter(call -> call.method().startsWith("dnd")).count());
  }

  private SlackStatus slackStatus(EventType type) {
    return SlackStatus.of(listener.await(AuditEvent.class, it -> it.type() == type)).orElseThrow();
  }

  private void watch(String token, Set<SlackStatusKind> kinds) {
    SlackAccess access =
        new SlackAccess(new SlackToken(token), workspace.apiUrl(), new ProxySettings.None(), false)
            .withStallLimit(Duration.ofSeconds(60));
    watcher =
        new Watcher(
            access,
            WatchList.of(Set.of(grace)),
            new WatchOptions(RecordingScheduleByPerson.ALWAYS, false, kinds),
            listener,
            InstantSource.system(),
            Thread::startVirtualThread);
    thread = Thread.ofVirtual().start(watcher);
  }
}
