package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.UserStatus;
import rollcall.simulator.WorkspaceChange;
import rollcall.slack.DndStatus;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.RecordingWatchListener;

/// Slack status requests with simultaneous events.
class SlackStatusChecksTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Set<SlackStatusKind> STATUS = Set.of(SlackStatusKind.STATUS);

  private final RecordingWatchListener listener =
      new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private final List<WatcherMessage> responses = new ArrayList<>();
  private SlackSimulator workspace;
  private SightingPublisher publisher;
  private UserId grace;
  private SlackStatusTracker slackStatuses;

  @BeforeEach
  void open() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().get(0).id());
    SlackAccess access =
        new SlackAccess(
            new SlackToken(workspace.token()), workspace.apiUrl(), new ProxySettings.None(), false);
    WatchOptions options = new WatchOptions(RecordingScheduleByPerson.ALWAYS, false, STATUS);
    publisher = new SightingPublisher(listener, WatchList.of(Set.of(grace)), options, NOON);
    publisher.open(new Workspace("T1", "acme"), InstantSource.fixed(NOON));
    slackStatuses =
        new SlackStatusTracker(
            access, STATUS, publisher, InstantSource.fixed(NOON), responses::add, Runnable::run);
  }

  @AfterEach
  void close() {
    slackStatuses.close();
    workspace.close();
  }

  @Test
  void aResponseOlderThanAnEventIsIgnored() {
    slackStatuses.step(NOON);
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(1)));
    response().accept(NOON.plusSeconds(2));
    assertEquals(List.of("In a meeting"), recorded());
  }

  @Test
  void theNextResponseIsUsedAgain() {
    slackStatuses.step(NOON);
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(1)));
    response().accept(NOON.plusSeconds(2));
    workspace.apply(
        new WorkspaceChange.SetStatus(
            grace.value(), new UserStatus("Lunch", ":pizza:", Instant.EPOCH)));
    slackStatuses.step(NOON.plus(Duration.ofMinutes(10)));
    response().accept(NOON.plus(Duration.ofMinutes(11)));
    assertEquals(List.of("In a meeting", ":pizza: Lunch"), recorded());
  }

  @Test
  void aRequestDuringAPendingOneIsSentNext() {
    slackStatuses.step(NOON);
    slackStatuses.scheduleSoon(NOON.plusSeconds(1));
    assertEquals(Optional.empty(), slackStatuses.due());
    response().accept(NOON.plusSeconds(2));
    assertEquals(Optional.of(NOON.plusSeconds(1)), slackStatuses.due());
  }

  @Test
  void aResponseTellsNothingAboutAPersonWhoWasRemovedAndAddedAgainDuringTheRequest() {
    slackStatuses.step(NOON);
    for (Set<UserId> people : List.of(Set.<UserId>of(), Set.of(grace))) {
      publisher.setWatchList(WatchList.of(people), NOON.plusSeconds(1));
      slackStatuses.onPeopleChanged(NOON.plusSeconds(1));
    }
    response().accept(NOON.plusSeconds(2));
    assertEquals(List.of(), recorded());
    slackStatuses.step(NOON.plusSeconds(2));
    response().accept(NOON.plusSeconds(3));
    assertEquals(List.of(""), recorded());
  }

  @Test
  void theStatusOfAPersonWhoWasErasedAndAddedAgainIsRecordedAgain() {
    slackStatuses.on(event("In a meeting", NOON));
    for (Set<UserId> people : List.of(Set.<UserId>of(), Set.of(grace))) {
      publisher.setWatchList(WatchList.of(people), NOON.plusSeconds(1));
      slackStatuses.onPeopleChanged(NOON.plusSeconds(1));
    }
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(2)));
    assertEquals(List.of("In a meeting", "In a meeting"), recorded());
  }

  @Test
  void afterAGapTheSameStatusIsRecordedAgain() {
    slackStatuses.on(event("In a meeting", NOON));
    publisher.onPresence(Set.of(grace), Presence.ACTIVE, NOON, Source.RTM);
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(1)));
    assertEquals(List.of("In a meeting"), recorded());
    publisher.markUnknown(NOON.plusSeconds(2), Cause.DISCONNECTED);
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(3)));
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(4)));
    assertEquals(List.of("In a meeting", "In a meeting"), recorded());
  }

  @Test
  void aSnoozeIsRecordedOnceUntilItsEndChanges() {
    slackStatuses.setKinds(Set.of(SlackStatusKind.DND), NOON);
    Instant end = NOON.plus(Duration.ofHours(2));
    for (int minutes = 0; minutes < 60; minutes += 10) {
      report(new DndStatus(false, null, null, true, end), minutes);
    }
    // To other people, a snooze is a time that has begun.
    report(new DndStatus(true, NOON.minusSeconds(1), end, false, null), 60);
    assertEquals(List.of(NOON), dnd());
    report(new DndStatus(false, null, null, true, end.plusSeconds(600)), 70);
    report(new DndStatus(false, null, null, false, null), 80);
    report(new DndStatus(false, null, null, true, end), 90);
    assertEquals(List.of(NOON, minute(70), minute(80), minute(90)), dnd());
  }

  @Test
  void aSnoozeWithoutAnEndIsRecordedOnce() {
    slackStatuses.setKinds(Set.of(SlackStatusKind.DND), NOON);
    for (int minutes = 0; minutes < 60; minutes += 10) {
      report(new DndStatus(false, null, null, true, null), minutes);
    }
    report(new DndStatus(false, null, null, true, NOON.plus(Duration.ofHours(2))), 60);
    assertEquals(List.of(NOON, minute(60)), dnd());
  }

  @Test
  void anotherTimeOfDoNotDisturbWithTheSameEndIsRecordedBeforeItBegins() {
    slackStatuses.setKinds(Set.of(SlackStatusKind.DND), NOON);
    Instant end = NOON.plus(Duration.ofHours(12));
    report(new DndStatus(true, minute(300), end, false, null), 0);
    report(new DndStatus(true, minute(400), end, false, null), 10);
    report(new DndStatus(true, minute(400), end, true, end), 20);
    assertEquals(List.of(NOON, minute(10), minute(20)), dnd());
  }

  private void report(DndStatus status, int minutes) {
    Instant at = minute(minutes);
    slackStatuses.on(
        new WatcherMessage.SlackStatusEvent(
            List.of(SlackStatusTracker.of(grace, status, at, Source.POLL))));
  }

  private static Instant minute(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  private List<Instant> dnd() {
    listener.onConfirmed(NOON);
    listener.await(Instant.class, NOON::equals);
    return listener.all(AuditEvent.class, it -> it).stream()
        .filter(it -> SlackStatus.of(it).isPresent())
        .map(AuditEvent::at)
        .toList();
  }

  @Test
  void aResponseToARequestFromBeforeAGapIsIgnored() {
    publisher.onPresence(Set.of(grace), Presence.ACTIVE, NOON, Source.RTM);
    slackStatuses.step(NOON);
    publisher.markUnknown(grace, NOON.plusSeconds(1), Cause.DISCONNECTED);
    response().accept(NOON.plusSeconds(2));
    assertEquals(List.of(), recorded());
  }

  @Test
  void afterAGapTheSameStatusOfAnUncheckedMemberIsRecordedAgain() {
    publisher.onPresence(Set.of(grace), Presence.ACTIVE, NOON, Source.RTM);
    slackStatuses.on(event("In a meeting", NOON));
    publisher.setWatchList(crew(Set.of(grace)), NOON);
    for (int gap = 0; gap < 2; gap++) {
      publisher.markUnknown(NOON.plusSeconds(gap), Cause.DISCONNECTED);
      slackStatuses.on(event("In a meeting", NOON.plusSeconds(2 + gap)));
    }
    publisher.confirm(Set.of(grace), NOON.plusSeconds(4));
    slackStatuses.release();
    assertEquals(List.of("In a meeting", "In a meeting", "In a meeting"), recorded());
  }

  @Test
  void theStatusOfAnUncheckedMemberIsRecordedWhenTheMembershipIs() {
    publisher.setWatchList(crew(Set.of(grace)), NOON);
    publisher.markUnknown(NOON, Cause.DISCONNECTED);
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(1)));
    slackStatuses.on(event("Lunch", NOON.plusSeconds(2)));
    slackStatuses.step(NOON.plusSeconds(3));
    assertEquals(List.of(), recorded());
    publisher.confirm(Set.of(grace), NOON.plusSeconds(4));
    slackStatuses.on(event("Back", NOON.plusSeconds(5)));
    assertEquals(List.of("In a meeting", "Lunch", "Back"), recorded());
  }

  @Test
  void theStatusOfAMemberWhoLeftDuringTheGapIsNotRecorded() {
    publisher.setWatchList(crew(Set.of(grace)), NOON);
    publisher.markUnknown(NOON, Cause.DISCONNECTED);
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(1)));
    publisher.setWatchList(crew(Set.of()), NOON.plusSeconds(2));
    slackStatuses.step(NOON.plusSeconds(3));
    assertEquals(List.of(), recorded());
  }

  @Test
  void aPauseDiscardsTheSlackStatusesOfUncheckedPeople() {
    publisher.setWatchList(crew(Set.of(grace)), NOON);
    publisher.markUnknown(NOON, Cause.DISCONNECTED);
    slackStatuses.on(event("In a meeting", NOON.plusSeconds(1)));
    slackStatuses.discardWithheld();
    publisher.stopWatching(NOON.plusSeconds(2), Cause.WATCH_PAUSED);
    slackStatuses.release();
    assertEquals(List.of(), recorded());
  }

  private static WatchList crew(Set<UserId> people) {
    FollowedGroup crew =
        new FollowedGroup(
            FollowedGroup.Kind.CHANNEL, "C0CREW00000", "crew", people, Set.of(), Set.of());
    return new WatchList(new TreeSet<>(), List.of(crew), true);
  }

  private WatcherMessage.SlackStatusEvent event(String text, Instant at) {
    return new WatcherMessage.SlackStatusEvent(
        List.of(new SlackStatus.StatusText(grace, text, at, Source.RTM)));
  }

  /// Returns the action that publishes the next response.
  private Consumer<Instant> response() {
    return ((WatcherMessage.Command) responses.removeFirst()).action();
  }

  private List<String> recorded() {
    listener.onConfirmed(NOON);
    listener.await(Instant.class, NOON::equals);
    return listener.all(AuditEvent.class, it -> it).stream()
        .flatMap(it -> SlackStatus.of(it).stream())
        .map(it -> ((SlackStatus.StatusText) it).text())
        .toList();
  }
}
