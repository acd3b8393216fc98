package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.WorkspaceChange;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;
import rollcall.testkit.RecordingWatchListener;
import rollcall.testkit.VirtualClock;

/// Followed channels and user groups, with the real client and the demo workspace.
class FollowTest {
  /// Channel of which the token's user is a member, so that Slack sends events.
  private static final String CREW = "C0CREW00000";

  /// Channel of which the token's user is not a member.
  private static final String DESIGN = "C0DESIGN000";

  private static final String SALES = "S0SALES0000";

  private SlackSimulator workspace;
  private RecordingWatchListener listener = new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private UserId grace;
  private UserId kai;
  private Watcher watcher;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().get(0).id());
    kai = new UserId(workspace.people().get(1).id());
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            CREW, "crew", false, List.of(grace.value(), workspace.botUserId())));
  }

  @AfterEach
  void close() throws Exception {
    stop();
    workspace.close();
  }

  @Test
  void membersOfTheChannelAreWatchedAndTheBotIsNot() {
    follow(CREW, Set.of());
    assertEquals(Cause.WATCH_STARTED, listener.sighting(grace, Presence.UNKNOWN).cause());
    assertEquals(Set.of(grace), changed().people());
    listener.sighting(grace, Presence.AWAY);
    assertEquals(List.of(Set.of(grace.value())), workspace.subscriptions());
  }

  @Test
  void aNewMemberIsWatchedFromThatSecond() {
    follow(CREW, Set.of(grace));
    listener.sighting(grace, Presence.AWAY);
    Instant joined = workspace.now();
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    Sighting first = listener.sighting(kai, Presence.UNKNOWN);
    assertEquals(Cause.WATCH_STARTED, first.cause());
    assertSince(joined, first.at());
    assertEquals(Cause.SNAPSHOT, listener.sighting(kai, Presence.AWAY).cause());
  }

  @Test
  void aMemberWhoLeavesBeforeTheBotCheckIsNotWatched() {
    List<Runnable> delayed = new CopyOnWriteArrayList<>();
    AtomicBoolean immediate = new AtomicBoolean(true);
    watch(
        workspace.token(),
        list(CREW, Set.of(grace)),
        work -> {
          if (immediate.get()) {
            Thread.startVirtualThread(work);
          } else {
            delayed.add(work);
          }
        });
    listener.sighting(grace, Presence.AWAY);
    immediate.set(false);
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    workspace.apply(new WorkspaceChange.LeaveChannel(kai.value(), CREW));
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    listener.sighting(grace, Presence.ACTIVE);
    assertFalse(delayed.isEmpty());
    delayed.forEach(Runnable::run);
    workspace.setPresence(grace.value(), ActiveOrAway.AWAY);
    listener.sighting(grace, Presence.AWAY);
    assertFalse(
        listener.all(Sighting.class, Sighting::user).contains(kai),
        "a former member is not watched");
  }

  @Test
  void aMemberWhoLeavesIsWatchedUntilThatSecondAndStaysInTheRecord() {
    follow(CREW, Set.of(grace));
    listener.sighting(grace, Presence.AWAY);
    Instant left = workspace.now();
    workspace.apply(new WorkspaceChange.LeaveChannel(grace.value(), CREW));
    Sighting last = listener.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(Cause.WATCH_STOPPED, last.cause());
    assertSince(left, last.at());
    assertEquals(Set.of(), changed().people());
  }

  @Test
  void aBlockedPersonIsNeitherWatchedNorOfferedNorOnTheList() {
    listener.block(kai);
    follow(CREW, Set.of(grace));
    listener.sighting(grace, Presence.AWAY);
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    workspace.apply(new WorkspaceChange.LeaveChannel(grace.value(), CREW));
    listener.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(Set.of(), changed().people());
    assertEquals(Set.of(grace), Set.copyOf(listener.all(Sighting.class, seen -> seen.user())));
    assertTrue(workspace.subscriptions().stream().noneMatch(all -> all.contains(kai.value())));
  }

  @Test
  void aUserGroupIsFollowedLikeAChannel() {
    Set<UserId> sales = follow(SALES, Set.of());
    assertEquals(sales, changed().people());
    UserId outsider = sales.contains(grace) ? kai : grace;
    Instant joined = workspace.now();
    workspace.apply(new WorkspaceChange.JoinGroup(outsider.value(), SALES));
    assertSince(joined, listener.sighting(outsider, Presence.UNKNOWN).at());
    listener.sighting(outsider, Presence.AWAY);
    Instant left = workspace.now();
    workspace.apply(new WorkspaceChange.LeaveGroup(outsider.value(), SALES));
    assertSince(left, listener.sighting(outsider, Presence.NOT_WATCHED).at());
  }

  @Test
  void aChannelWithoutEventsIsRequested() {
    Set<UserId> team = follow(DESIGN, Set.of());
    assertEquals(team, changed().people());
  }

  @Test
  void afterAMismatchTheMembersAreRequestedAtOnce() throws Exception {
    workspace.close();
    VirtualClock clock = new VirtualClock(Instant.parse("2026-09-17T07:00:00Z"));
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withoutLimits().withFrozenPeople());
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            CREW, "crew", false, List.of(grace.value(), workspace.botUserId())));
    watch(workspace.token(), list(CREW, Set.of(grace)), Thread::startVirtualThread, clock);
    listener.sighting(grace, Presence.AWAY);
    NamedFaults.of(workspace).unsubscribe();
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    while (listener.all(AuditEvent.class, AuditEvent::type).stream()
        .noneMatch(type -> type == EventType.PRESENCE_MISMATCH)) {
      clock.advance(Duration.ofSeconds(20));
      awaitResponse();
    }
    // A request that was pending then is repeated after a delay, long before the next interval.
    Instant deadline = clock.instant().plus(Duration.ofMinutes(1));
    while (listener.all(Sighting.class, Sighting::presence).getLast() != Presence.ACTIVE) {
      assertTrue(clock.instant().isBefore(deadline), "requested before the next interval");
      clock.advance(Duration.ofSeconds(1));
      awaitResponse();
    }
    assertEquals(Cause.RECONNECTED, listener.all(Sighting.class, Sighting::cause).getLast());
  }

  /// Keeps the clock unchanged for so many events that a request sent at the first is answered in
  /// the meantime, also on a slow machine.
  private void awaitResponse() {
    for (int i = 0; i < 10; i++) {
      NamedFaults.of(workspace)
          .sendRaw("{\"type\":\"manual_presence_change\",\"presence\":\"away\"}");
      listener.await(Presence.class, _ -> true);
    }
  }

  @Test
  void aMemberWhoLeftWithoutObservationWasWatchedUntilTheLastConfirmedInstant() throws Exception {
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    follow(CREW, Set.of(grace, kai));
    listener.sighting(kai, Presence.AWAY);
    stop();
    Sighting ended = listener.sighting(kai, Presence.UNKNOWN);
    workspace.apply(new WorkspaceChange.LeaveChannel(kai.value(), CREW));
    workspace.setPresence(kai.value(), ActiveOrAway.ACTIVE);
    listener =
        new RecordingWatchListener(
            PresenceSnapshot.EMPTY.with(listener.all(Sighting.class, seen -> seen)));
    follow(CREW, Set.of(grace, kai));
    Sighting closed =
        listener.await(
            Sighting.class,
            seen -> seen.user().equals(kai) && seen.presence() == Presence.NOT_WATCHED);
    assertEquals(ended.at(), closed.at());
    listener.sighting(grace, Presence.AWAY);
    assertEquals(
        List.of(Presence.NOT_WATCHED),
        listener.all(Sighting.class, seen -> seen).stream()
            .filter(seen -> seen.user().equals(kai))
            .map(Sighting::presence)
            .toList());
  }

  @Test
  void aMemberWhoLeftDuringAnOutageIsNotWatchedAfterIt() {
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    follow(CREW, Set.of(grace, kai));
    listener.sighting(kai, Presence.AWAY);
    // Unreachable, so that it cannot reconnect before she leaves.
    NamedFaults.of(workspace).takeDown();
    workspace.apply(new WorkspaceChange.LeaveChannel(kai.value(), CREW));
    workspace.setPresence(kai.value(), ActiveOrAway.ACTIVE);
    NamedFaults.of(workspace).restore();
    Sighting gap = listener.sighting(kai, Presence.UNKNOWN);
    assertEquals(gap.at(), listener.sighting(kai, Presence.NOT_WATCHED).at());
    assertEquals(Cause.RECONNECTED, listener.sighting(grace, Presence.AWAY).cause());
    assertFalse(
        listener.all(Sighting.class, seen -> seen).stream()
            .anyMatch(seen -> seen.user().equals(kai) && seen.presence() == Presence.ACTIVE));
  }

  @Test
  void aTokenWithoutTheScopeForMembersKeepsTheListAndReportsTheProblem() {
    NamedFaults.of(workspace)
        .plan("conversations.members", new HttpFault.NotOk("missing_scope"), 1);
    follow(CREW, Set.of(grace));
    WatchListState following = listener.await(WatchListState.class, it -> !it.problems().isEmpty());
    assertEquals(Set.of(grace), following.list().people());
    assertTrue(
        following.problems().get(CREW) instanceof Problem.MissingScope(String needed, _)
            && needed.equals("channels:read"),
        following.problems().toString());
    listener.sighting(grace, Presence.AWAY);
  }

  @Test
  void membersAreWithheldWhileSlackFailsToListThem() {
    NamedFaults.of(workspace).plan("conversations.members", HttpFault.status(503), 100);
    follow(CREW, Set.of(grace));
    listener.await(WatchListState.class, it -> !it.problems().isEmpty());
    workspace.setPresence(grace.value(), ActiveOrAway.ACTIVE);
    awaitResponse();
    assertEquals(
        Set.of(Presence.UNKNOWN), Set.copyOf(listener.all(Sighting.class, Sighting::presence)));
  }

  @Test
  void afterAnHourInWhichSlackOnlyFailsToListAGroupItsMembersAreConfirmed() throws Exception {
    NamedFaults.of(workspace)
        .plan("conversations.members", new HttpFault.NotOk("internal_error"), 1000);
    VirtualClock clock = new VirtualClock(Instant.parse("2026-09-17T07:00:00Z"));
    WatchList list = list(CREW, Set.of(grace));
    SightingPublisher publisher =
        new SightingPublisher(listener, list, WatchOptions.ALWAYS, clock.instant());
    publisher.open(new Workspace("T1", "acme"), clock);
    AtomicBoolean observing = new AtomicBoolean();
    List<Consumer<Instant>> answers = new ArrayList<>();
    SlackAccess access = access(workspace.token());
    // Without the retries of each call, whose delays are real.
    MembershipClient client = new MembershipClient(access.web().unpaced().build());
    MembershipSync sync =
        new MembershipSync(
            access,
            client,
            list,
            WatchList.LIMIT,
            publisher,
            () -> {},
            observing::get,
            message -> {
              if (message instanceof WatcherMessage.Command(Consumer<Instant> answer)) {
                answers.add(answer);
              }
            },
            Runnable::run);
    Runnable tenMinutes =
        () -> {
          clock.advance(Duration.ofMinutes(10));
          sync.step(clock.instant());
          answers.removeLast().accept(clock.instant());
        };
    tenMinutes.run();
    observing.set(true);
    Instant seen = clock.instant().plusSeconds(1);
    publisher.onPresence(Set.of(grace), Presence.ACTIVE, seen, Source.RTM);
    for (int i = 0; i < 6; i++) {
      tenMinutes.run();
      assertEquals(Set.of(grace), publisher.uncheckedMembers().all());
    }
    tenMinutes.run();
    assertEquals(Set.of(), publisher.uncheckedMembers().all());
    assertEquals(seen, listener.sighting(grace, Presence.ACTIVE).at());
    sync.close();
  }

  @Test
  void onlyARefusalOfSlackConfirmsMembersWithoutAList() {
    for (String code :
        List.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "fetch_members_failed",
            "invalid_cursor")) {
      assertTrue(PollingFallback.isTemporary(refusal(code)), code);
    }
    assertTrue(PollingFallback.isTemporary(new SlackException.RateLimited("m", null)));
    assertTrue(PollingFallback.isTemporary(new SlackException.Http("m", 503, "")));
    assertFalse(PollingFallback.isTemporary(new SlackException.Http("m", 403, "")));
    assertFalse(PollingFallback.isTemporary(refusal("missing_scope")));
    assertFalse(PollingFallback.isTemporary(refusal("channel_not_found")));
  }

  private static SlackException refusal(String code) {
    return new SlackException.Platform("conversations.members", code, null, null, List.of());
  }

  @Test
  void whilePollingTheMembersAreRequestedAndPolled() {
    watch(workspace.token(TokenKind.GRANULAR_BOT), list(CREW, Set.of()));
    assertEquals(Set.of(grace), changed().people());
    assertEquals(Source.POLL, listener.sighting(grace, Presence.AWAY).source());
  }

  @Test
  void withoutAutoAddANewMemberWaitsAndIsNotRecorded() {
    watch(workspace.token(), list(CREW, Set.of(grace)).withAutoAdd(false));
    listener.sighting(grace, Presence.AWAY);
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    WatchListState offered =
        listener.await(WatchListState.class, it -> !it.list().pendingUsers().isEmpty());
    assertEquals(Set.of(kai), offered.list().pendingUsers());
    assertEquals(Set.of(grace), offered.list().people());
    watcher.setWatchList(offered.list().admittingAll());
    listener.sighting(kai, Presence.AWAY);
  }

  /// Follows a group with these known members.
  ///
  /// @return its members
  private Set<UserId> follow(String id, Set<UserId> known) {
    watch(workspace.token(), list(id, known));
    return id.equals(CREW) ? Set.of(grace) : Set.copyOf(team(id.substring(2, 4)));
  }

  private List<UserId> team(String letters) {
    return workspace.people().stream()
        .filter(person -> person.team().name().startsWith(letters))
        .map(person -> new UserId(person.id()))
        .toList();
  }

  private static WatchList list(String id, Set<UserId> known) {
    FollowedGroup.Kind kind =
        id.startsWith("S") ? FollowedGroup.Kind.USER_GROUP : FollowedGroup.Kind.CHANNEL;
    FollowedGroup one = new FollowedGroup(kind, id, "crew", known, Set.of(), Set.of());
    return new WatchList(new TreeSet<>(), List.of(one), true);
  }

  private WatchList changed() {
    return listener.await(WatchListState.class, it -> it.problems().isEmpty()).list();
  }

  /// Asserts that the time is not before the event, nor after now.
  private void assertSince(Instant truth, Instant seen) {
    Instant latest = InstantSource.system().instant();
    assertFalse(
        seen.isBefore(truth.truncatedTo(ChronoUnit.MILLIS)) || seen.isAfter(latest),
        truth + " " + seen + " " + latest);
  }

  private void watch(String token, WatchList list) {
    watch(token, list, Thread::startVirtualThread);
  }

  private void watch(String token, WatchList list, Executor executor) {
    watch(token, list, executor, InstantSource.system());
  }

  private void watch(String token, WatchList list, Executor executor, InstantSource clock) {
    watcher = new Watcher(access(token), list, WatchOptions.ALWAYS, listener, clock, executor);
    thread = Thread.ofVirtual().start(watcher);
  }

  private SlackAccess access(String token) {
    return new SlackAccess(
            new SlackToken(token), workspace.apiUrl(), new ProxySettings.None(), false)
        .withStallLimit(Duration.ofSeconds(60));
  }

  private void stop() throws InterruptedException {
    if (watcher != null) {
      watcher.stop(Cause.APP_STOPPED);
      thread.join();
      watcher = null;
    }
  }
}
