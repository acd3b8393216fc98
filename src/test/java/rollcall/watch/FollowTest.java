package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoWorkspace;
import rollcall.simulator.HttpFault;
import rollcall.simulator.MemberPresence;
import rollcall.simulator.TokenKind;
import rollcall.simulator.WorkspaceChange;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.RecordingWatchListener;
import rollcall.testkit.VirtualClock;

/// Channels and user groups as the list, with the real client, against the demo workspace.
class FollowTest {
  /// A channel that the token's user is in, so that Slack tells of it.
  private static final String CREW = "C0CREW00000";

  /// One that it is not in.
  private static final String DESIGN = "C0DESIGN000";

  private static final String SALES = "S0SALES0000";

  private DemoWorkspace workspace;
  private RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private UserId grace;
  private UserId kai;
  private Watcher watcher;
  private Thread link;

  @BeforeEach
  void open() throws Exception {
    workspace =
        DemoWorkspace.start(
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
  void whoeverIsInTheChannelIsWatchedAndTheBotIsNot() {
    follow(CREW, Set.of());
    assertEquals(Cause.WATCH_STARTED, witness.sighting(grace, Presence.UNKNOWN).cause());
    assertEquals(Set.of(grace), changed().people());
    witness.sighting(grace, Presence.AWAY);
    assertEquals(List.of(Set.of(grace.value())), workspace.subscriptions());
  }

  @Test
  void whoeverJoinsIsWatchedFromThatSecond() {
    follow(CREW, Set.of(grace));
    witness.sighting(grace, Presence.AWAY);
    Instant joined = workspace.now();
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    Sighting first = witness.sighting(kai, Presence.UNKNOWN);
    assertEquals(Cause.WATCH_STARTED, first.cause());
    assertSince(joined, first.at());
    assertEquals(Cause.SNAPSHOT, witness.sighting(kai, Presence.AWAY).cause());
  }

  @Test
  void whoeverLeavesBeforeItIsKnownThatTheyAreNoBotIsNotWatched() {
    List<Runnable> later = new CopyOnWriteArrayList<>();
    AtomicBoolean atOnce = new AtomicBoolean(true);
    watch(
        workspace.token(),
        list(CREW, Set.of(grace)),
        work -> {
          if (atOnce.get()) {
            Thread.startVirtualThread(work);
          } else {
            later.add(work);
          }
        });
    witness.sighting(grace, Presence.AWAY);
    atOnce.set(false);
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    workspace.apply(new WorkspaceChange.LeaveChannel(kai.value(), CREW));
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    witness.sighting(grace, Presence.ACTIVE);
    assertFalse(later.isEmpty());
    later.forEach(Runnable::run);
    workspace.setPresence(grace.value(), MemberPresence.AWAY);
    witness.sighting(grace, Presence.AWAY);
    assertFalse(
        witness.all(Sighting.class, Sighting::user).contains(kai), "who is gone is not watched");
  }

  @Test
  void whoeverLeavesIsWatchedUntilThatSecondAndStaysInTheRecord() {
    follow(CREW, Set.of(grace));
    witness.sighting(grace, Presence.AWAY);
    Instant left = workspace.now();
    workspace.apply(new WorkspaceChange.LeaveChannel(grace.value(), CREW));
    Sighting last = witness.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(Cause.WATCH_STOPPED, last.cause());
    assertSince(left, last.at());
    assertEquals(Set.of(), changed().people());
  }

  @Test
  void whoeverIsRefusedIsNeitherWatchedNorOfferedNorOnTheList() {
    witness.block(kai);
    follow(CREW, Set.of(grace));
    witness.sighting(grace, Presence.AWAY);
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    workspace.apply(new WorkspaceChange.LeaveChannel(grace.value(), CREW));
    witness.sighting(grace, Presence.NOT_WATCHED);
    assertEquals(Set.of(), changed().people());
    assertEquals(Set.of(grace), Set.copyOf(witness.all(Sighting.class, seen -> seen.user())));
    assertTrue(workspace.subscriptions().stream().noneMatch(all -> all.contains(kai.value())));
  }

  @Test
  void aUserGroupIsFollowedLikeAChannel() {
    Set<UserId> sales = follow(SALES, Set.of());
    assertEquals(sales, changed().people());
    UserId outsider = sales.contains(grace) ? kai : grace;
    Instant joined = workspace.now();
    workspace.apply(new WorkspaceChange.JoinGroup(outsider.value(), SALES));
    assertSince(joined, witness.sighting(outsider, Presence.UNKNOWN).at());
    witness.sighting(outsider, Presence.AWAY);
    Instant left = workspace.now();
    workspace.apply(new WorkspaceChange.LeaveGroup(outsider.value(), SALES));
    assertSince(left, witness.sighting(outsider, Presence.NOT_WATCHED).at());
  }

  @Test
  void aChannelOfWhichSlackTellsNothingIsCountedNowAndThen() {
    Set<UserId> team = follow(DESIGN, Set.of());
    assertEquals(team, changed().people());
  }

  @Test
  void afterASilenceThatWasFoundOutNobodyWaitsForTheNextCount() throws Exception {
    workspace.close();
    VirtualClock clock = new VirtualClock(Instant.parse("2026-09-17T07:00:00Z"));
    workspace = DemoWorkspace.start(DemoOptions.standard(clock).withoutLimits().withFrozenPeople());
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            CREW, "crew", false, List.of(grace.value(), workspace.botUserId())));
    watch(workspace.token(), list(CREW, Set.of(grace)), Thread::startVirtualThread, clock);
    witness.sighting(grace, Presence.AWAY);
    workspace.faults().unsubscribe();
    workspace.setPresence(grace.value(), MemberPresence.ACTIVE);
    while (witness.all(AuditEvent.class, AuditEvent::type).stream()
        .noneMatch(type -> type == EventType.PRESENCE_MISMATCH)) {
      clock.advance(Duration.ofSeconds(20));
      whileAnAnswerComes();
    }
    // A count that was on its way then is made again after a rest, long before the next one.
    Instant rested = clock.instant().plus(Duration.ofMinutes(1));
    while (witness.all(Sighting.class, Sighting::presence).getLast() != Presence.ACTIVE) {
      assertTrue(clock.instant().isBefore(rested), "nobody waits for the next count");
      clock.advance(Duration.ofSeconds(1));
      whileAnAnswerComes();
    }
    assertEquals(Cause.RECONNECTED, witness.all(Sighting.class, Sighting::cause).getLast());
  }

  /// The clock stands still for so many signs of life, one after the other, that a question asked
  /// at the first is answered meanwhile, however slow the machine is.
  private void whileAnAnswerComes() {
    for (int i = 0; i < 10; i++) {
      workspace.faults().sendRaw("{\"type\":\"manual_presence_change\",\"presence\":\"away\"}");
      witness.await(Presence.class, _ -> true);
    }
  }

  @Test
  void whoeverLeftWhileNobodyLookedWasWatchedUntilTheLastConfirmedMoment() throws Exception {
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    follow(CREW, Set.of(grace, kai));
    witness.sighting(kai, Presence.AWAY);
    stop();
    Sighting ended = witness.sighting(kai, Presence.UNKNOWN);
    workspace.apply(new WorkspaceChange.LeaveChannel(kai.value(), CREW));
    workspace.setPresence(kai.value(), MemberPresence.ACTIVE);
    witness =
        new RecordingWatchListener(
            PresenceSnapshot.EMPTY.with(witness.all(Sighting.class, seen -> seen)));
    follow(CREW, Set.of(grace, kai));
    Sighting closed =
        witness.await(
            Sighting.class,
            seen -> seen.user().equals(kai) && seen.presence() == Presence.NOT_WATCHED);
    assertEquals(ended.at(), closed.at());
    witness.sighting(grace, Presence.AWAY);
    assertEquals(
        List.of(Presence.NOT_WATCHED),
        witness.all(Sighting.class, seen -> seen).stream()
            .filter(seen -> seen.user().equals(kai))
            .map(Sighting::presence)
            .toList());
  }

  @Test
  void whoeverLeftDuringAnOutageIsNotSeenAfterIt() {
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    follow(CREW, Set.of(grace, kai));
    witness.sighting(kai, Presence.AWAY);
    // Out of reach meanwhile: else it might be connected again before she leaves.
    workspace.faults().takeDown();
    workspace.apply(new WorkspaceChange.LeaveChannel(kai.value(), CREW));
    workspace.setPresence(kai.value(), MemberPresence.ACTIVE);
    workspace.faults().restore();
    Sighting dark = witness.sighting(kai, Presence.UNKNOWN);
    assertEquals(dark.at(), witness.sighting(kai, Presence.NOT_WATCHED).at());
    assertEquals(Cause.RECONNECTED, witness.sighting(grace, Presence.AWAY).cause());
    assertFalse(
        witness.all(Sighting.class, seen -> seen).stream()
            .anyMatch(seen -> seen.user().equals(kai) && seen.presence() == Presence.ACTIVE));
  }

  @Test
  void aTokenThatMayNotSeeWhoIsInTheChannelKeepsTheListAndSaysWhy() {
    workspace.faults().plan("conversations.members", new HttpFault.NotOk("missing_scope"), 1);
    follow(CREW, Set.of(grace));
    WatchListState following = witness.await(WatchListState.class, it -> !it.problems().isEmpty());
    assertEquals(Set.of(grace), following.list().people());
    assertTrue(
        following.problems().get(CREW) instanceof Problem.MissingScope(String needed, _)
            && needed.equals("channels:read"),
        following.problems().toString());
    witness.sighting(grace, Presence.AWAY);
  }

  @Test
  void byPollingTheListIsCountedTooAndThenAskedAbout() {
    watch(workspace.token(TokenKind.GRANULAR_BOT), list(CREW, Set.of()));
    assertEquals(Set.of(grace), changed().people());
    assertEquals(Source.POLL, witness.sighting(grace, Presence.AWAY).source());
  }

  @Test
  void whereSomebodyWantsToDecideAJoinerIsOfferedAndNotRecorded() {
    watch(workspace.token(), list(CREW, Set.of(grace)).withAutoAdd(false));
    witness.sighting(grace, Presence.AWAY);
    workspace.apply(new WorkspaceChange.JoinChannel(kai.value(), CREW));
    WatchListState offered =
        witness.await(WatchListState.class, it -> !it.list().pendingUsers().isEmpty());
    assertEquals(Set.of(kai), offered.list().pendingUsers());
    assertEquals(Set.of(grace), offered.list().people());
    watcher.watch(offered.list().admittingAll());
    witness.sighting(kai, Presence.AWAY);
  }

  /// Follows what has this id, as if these people had been known to be in it.
  ///
  /// @return who is in it
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
    return witness.await(WatchListState.class, it -> it.problems().isEmpty()).list();
  }

  /// Not before it happened, nor after it was told.
  private void assertSince(Instant truth, Instant seen) {
    Instant told = InstantSource.system().instant();
    assertFalse(
        seen.isBefore(truth.truncatedTo(ChronoUnit.MILLIS)) || seen.isAfter(told),
        truth + " " + seen + " " + told);
  }

  private void watch(String token, WatchList list) {
    watch(token, list, Thread::startVirtualThread);
  }

  private void watch(String token, WatchList list, Executor beside) {
    watch(token, list, beside, InstantSource.system());
  }

  private void watch(String token, WatchList list, Executor beside, InstantSource clock) {
    SlackAccess access =
        new SlackAccess(new SlackToken(token), workspace.apiUrl(), new ProxySettings.None(), false)
            .withStallLimit(Duration.ofSeconds(60));
    watcher = new Watcher(access, list, WatchOptions.ALWAYS, witness, clock, beside);
    link = Thread.ofVirtual().start(watcher);
  }

  private void stop() throws InterruptedException {
    if (watcher != null) {
      watcher.stop(Cause.APP_STOPPED);
      link.join();
      watcher = null;
    }
  }
}
