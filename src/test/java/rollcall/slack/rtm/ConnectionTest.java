package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.Team;
import rollcall.slack.web.ConnectData;

/// The connection machine, without a socket.
class ConnectionTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final int S = 1;
  private static final ConnectData DATA =
      new ConnectData(
          URI.create("ws://localhost/x"), "U0", "me", new Team("T0", "Team", "team"), Map.of());
  private static final SlackException BROKEN = new SlackException.Socket("It broke.", null);
  private static final List<SlackException> UNANSWERED =
      Stream.of(
              Failure.UNREACHABLE,
              Failure.TIMED_OUT,
              Failure.PROXY_REFUSED,
              Failure.TLS,
              Failure.TLS_UNTRUSTED)
          .<SlackException>map(
              failure -> new SlackException.Request(failure, "Not answered.", null))
          .toList();
  private static final SlackException REVOKED =
      new SlackException.Platform("rtm.connect", "token_revoked", null, null);
  private static final Timing TIMING =
      Timing.of(Duration.ofSeconds(6), Duration.ofSeconds(4), true);

  /// Which state a signal leads to: rows are states, columns signals, `-` is to stay. The signals
  /// come a second before the deadline, but for `late`, which is a tick at the deadline.
  private static final String TABLE =
      """
      state          start          disconnect    again          tick late           jump           granted       denied       revoked      opened      lost         heard hello goodbye     migration    error
      disconnected   authenticating -             -              -    -              -              -             -            -            -           -            -     -     -           -            -
      authenticating -              disconnected  -              -    reconnecting   reconnecting   authenticated reconnecting disconnected -           -            -     -     -           -            -
      authenticated  -              disconnected  -              -    reconnecting   reconnecting   -             -            -            handshaking reconnecting -     -     -           -            -
      handshaking    -              disconnected  -              -    reconnecting   reconnecting   -             -            -            -           reconnecting -     ready reconnecting reconnecting reconnecting
      ready          -              disconnecting authenticating -    -              reconnecting   -             -            -            -           reconnecting -     -     handingover reconnecting -
      pinged         -              disconnecting authenticating -    reconnecting   reconnecting   -             -            -            -           reconnecting ready ready handingover reconnecting ready
      disconnecting  authenticating -             -              -    disconnected   disconnected   -             -            -            -           disconnected -     -     -           -            -
      reconnecting   authenticating disconnected  authenticating -    authenticating authenticating -             -            -            -           -            -     -     -           -            -
      """;

  @TestFactory
  Stream<DynamicTest> everySignalInEveryStateLeadsWhereTheTableSays() {
    List<String[]> rows = TABLE.lines().map(line -> line.split(" +")).toList();
    String[] signals = rows.getFirst();
    return rows.stream()
        .skip(1)
        .flatMap(row ->
            Stream.iterate(1, i -> i < signals.length, i -> i + 1)
                .map(i ->
                    DynamicTest.dynamicTest(
                        row[0] + " + " + signals[i], () -> leads(row[0], signals[i], row[i]))));
  }

  @Test
  void theTableKnowsEveryStateAndSignal() {
    long states = leaves(State.class) - 1; // HandingOver has a table of its own in HandoverTest.
    long rows = TABLE.lines().count() - 2; // The head, and "pinged", which is Ready too.
    assertEquals(states, rows);
    long signals = leaves(Signal.class);
    long columns = TABLE.lines().findFirst().orElseThrow().split(" +").length - 3;
    assertEquals(signals, columns, "columns but the state's, and one each for late and revoked");
  }

  @Test
  void newsOfAnAttemptThatWasGivenUpIsIgnored() {
    Connection ready = states().get("ready");
    for (Signal old :
        List.of(new Signal.Lost(0, BROKEN), new Signal.Heard(0), new Signal.Goodbye(0))) {
      assertEquals(Step.none(ready), ready.step(old, NOON, 0.5));
    }
  }

  @Test
  void theWaysToReadyAreAnnouncedUnderTheirNamesInTheirOrder() {
    Connection c = Connection.initial(TIMING);
    Step start = c.step(new Signal.Start(), NOON, 0.5);
    assertEquals(
        List.of(new Effect.Announce(new Lifecycle.Connecting(1, NOON)), new Effect.Authenticate(1)),
        start.effects());
    Step granted = start.next().step(new Signal.Granted(S, DATA), NOON, 0.5);
    assertEquals(
        List.of(
            new Effect.Announce(new Lifecycle.Authenticated(DATA, NOON)),
            new Effect.Open(S, DATA.url())),
        granted.effects());
    Step opened = granted.next().step(new Signal.Opened(S), NOON, 0.5);
    assertEquals(List.of(), opened.effects());
    Step hello = opened.next().step(new Signal.Hello(S), NOON, 0.5);
    assertEquals(
        List.of(
            new Effect.Announce(new Lifecycle.Connected(NOON)),
            new Effect.Resume(S),
            new Effect.Announce(new Lifecycle.Ready(NOON))),
        hello.effects());
  }

  @Test
  void aSilentPeerIsAskedAfterSixSecondsAndLostAfterTen() {
    Connection ready = states().get("ready");
    assertEquals(NOON.plusSeconds(6), ready.deadline().orElseThrow());
    Step asked = ready.step(new Signal.Tick(), NOON.plusSeconds(6), 0);
    assertEquals(List.of(new Effect.Ping(S)), asked.effects());
    assertEquals(NOON.plusSeconds(10), asked.next().deadline().orElseThrow());
    Step lost = asked.next().step(new Signal.Tick(), NOON.plusSeconds(10), 0);
    Lifecycle.Reconnecting told = reconnecting(lost);
    assertEquals(NOON, told.lastHeard());
    assertEquals(NOON.plusSeconds(10), told.at());
    assertTrue(lost.effects().contains(new Effect.Drop(S)));
  }

  @Test
  void anyFrameProvesLife() {
    Connection pinged = states().get("pinged");
    Connection alive = pinged.step(new Signal.Heard(S), NOON.plusSeconds(7), 0).next();
    assertEquals(NOON.plusSeconds(13), alive.deadline().orElseThrow());
  }

  @Test
  void theWaitsGrowWithFullJitterToFiveMinutes() {
    assertEquals(NOON, TIMING.retry(0, NOON, 0));
    assertEquals(NOON.plusMillis(500), TIMING.retry(0, NOON, 0.5));
    assertEquals(NOON.plusSeconds(4), TIMING.retry(3, NOON, 0.5));
    assertEquals(NOON.plusSeconds(300), TIMING.retry(9, NOON, 1));
    assertEquals(NOON.plusSeconds(300), TIMING.retry(1000, NOON, 1));
  }

  @Test
  void theWaitsBeginAnewOnlyAfterAMinuteOfReadiness() {
    Connection early = states().get("ready").failed(5, 0);
    assertEquals(7, attemptAfterLoss(early, NOON.plusSeconds(59)));
    assertEquals(2, attemptAfterLoss(early, NOON.plusSeconds(60)));
  }

  @Test
  void retryAfterWins() {
    Connection asking = states().get("authenticating");
    SlackException limited = new SlackException.RateLimited("rtm.connect", Duration.ofSeconds(77));
    Step denied = asking.step(new Signal.Denied(S, limited), NOON, 0);
    assertEquals(NOON.plusSeconds(77), reconnecting(denied).nextTry());
    Connection waiting = denied.next();
    assertEquals(Step.none(waiting), waiting.step(new Signal.Tick(), NOON.plusSeconds(76), 0));
    SlackException vague = new SlackException.RateLimited("rtm.connect", null);
    assertEquals(
        NOON.plusSeconds(30),
        reconnecting(asking.step(new Signal.Denied(S, vague), NOON, 0)).nextTry());
  }

  @Test
  void afterThreeCallsAtOnceThereAreFourAMinute() {
    Budget budget = Timing.CONNECTS;
    for (int i = 0; i < 3; i++) {
      assertEquals(NOON, budget.earliest(NOON));
      budget = budget.spent(NOON);
    }
    assertEquals(NOON.plusSeconds(15), budget.earliest(NOON));
    budget = budget.spent(NOON.plusSeconds(15));
    assertEquals(NOON.plusSeconds(30), budget.earliest(NOON.plusSeconds(15)));
    assertEquals(NOON.plusSeconds(3600), budget.earliest(NOON.plusSeconds(3600)));
    assertEquals(NOON, budget.reset(NOON.minusSeconds(9999)).earliest(NOON));
  }

  @Test
  void withoutAutoReconnectALossIsTheEnd() {
    Timing once = Timing.of(Duration.ofSeconds(6), Duration.ofSeconds(4), false);
    Connection ready =
        new Connection(once, new State.Ready(NOON, null), S, 0, 0, Timing.CONNECTS, NOON);
    Step lost = ready.step(new Signal.Lost(S, BROKEN), NOON.plusSeconds(1), 0);
    assertEquals(new State.Disconnected(BROKEN), lost.next().state());
    assertEquals(Step.none(ready.heardAt(NOON)), ready.step(new Signal.Goodbye(S), NOON, 0));
  }

  @Test
  void aComputerThatSleptLostItsConnectionWhenItLastHeard() {
    Connection ready = states().get("ready").heardAt(NOON.plusSeconds(3));
    Instant morning = NOON.plus(Duration.ofHours(9));
    Lifecycle.Reconnecting told = reconnecting(ready.step(new Signal.ClockJumped(), morning, 0));
    assertEquals(NOON.plusSeconds(3), told.lastHeard());
    assertEquals(morning, told.nextTry());
  }

  @Test
  void aConnectionThatIsMadeAnewByHandIsToldToBeLostFirst() {
    Connection ready = states().get("ready");
    Instant now = NOON.plusSeconds(3);
    assertEquals(
        List.of(
            new Effect.Drop(S),
            new Effect.Announce(new Lifecycle.Reconnecting(1, now, null, NOON, now)),
            new Effect.Announce(new Lifecycle.Connecting(1, now)),
            new Effect.Authenticate(S + 1)),
        ready.step(new Signal.ReconnectNow(), now, 0.5).effects());
    Budget spent = Budget.rested(1, Duration.ofSeconds(20)).spent(NOON).spent(NOON);
    Lifecycle later = new Lifecycle.Reconnecting(1, NOON.plusSeconds(20), null, NOON, now);
    assertEquals(
        List.of(new Effect.Drop(S), new Effect.Announce(later)),
        ready.allowed(spent).step(new Signal.ReconnectNow(), now, 0.5).effects());
  }

  @Test
  void attemptsThatSlackDoesNotAnswerCostNoBudgetAndAreMadeEveryEightSecondsAtTheLatest() {
    for (SlackException unanswered : UNANSWERED) {
      Connection c = Connection.initial(TIMING).step(new Signal.Start(), NOON, 1).next();
      Instant at = NOON;
      for (int i = 0; i < 20; i++) {
        Step denied = c.step(new Signal.Denied(c.session(), unanswered), at, 1);
        Instant next = reconnecting(denied).nextTry();
        assertEquals(Duration.ofSeconds(Math.min(8, 1L << i)), Duration.between(at, next));
        at = next;
        c = denied.next().step(new Signal.Tick(), at, 1).next();
        assertInstanceOf(State.Authenticating.class, c.state());
      }
      Budget left = c.connects();
      assertEquals(at, left.spent(at).earliest(at), "one call is under way, and two are left");
    }
  }

  @Test
  void anAnswerThatDoesNotComeInTimeCostsNoBudgetEither() {
    Connection asking = Connection.initial(TIMING).step(new Signal.Start(), NOON, 1).next();
    Instant late = asking.deadline().orElseThrow();
    Step given = asking.step(new Signal.Tick(), late, 1);
    assertEquals(late.plusSeconds(1), reconnecting(given).nextTry());
    Budget left = given.next().connects();
    assertEquals(late, left.spent(late).spent(late).earliest(late));
  }

  @Test
  void afterALongOutageTheFirstRefusalThatSlackAnswersIsWaitedForAsIfItWereTheFirst() {
    Connection back = states().get("authenticating").failed(30, 0);
    Step refused = back.step(new Signal.Denied(S, BROKEN), NOON, 1);
    assertEquals(NOON.plusSeconds(1), reconnecting(refused).nextTry());
    Connection again = states().get("authenticating").failed(31, 3);
    Step oncemore = again.step(new Signal.Denied(S, BROKEN), NOON, 1);
    assertEquals(NOON.plusSeconds(8), reconnecting(oncemore).nextTry());
  }

  @Test
  void aConnectionThatServedIsMadeAgainWithinEightSecondsHoweverOftenItBroke() {
    Connection often = states().get("ready").failed(12, 12);
    Step lost = often.step(new Signal.Lost(S, BROKEN), NOON.plusSeconds(20), 1);
    assertEquals(NOON.plusSeconds(28), reconnecting(lost).nextTry());
  }

  @Test
  void clientsThatWaitForTheBudgetDoNotComeBackInTheSameSecond() {
    Budget spent = Timing.CONNECTS.spent(NOON).spent(NOON).spent(NOON);
    Connection ready = states().get("ready").failed(3, 0).allowed(spent);
    Instant at = NOON.plusSeconds(1);
    Step early = ready.step(new Signal.Lost(S, BROKEN), at, 0);
    Step late = ready.step(new Signal.Lost(S, BROKEN), at, 1);
    assertEquals(NOON.plusSeconds(15), reconnecting(early).nextTry());
    assertEquals(NOON.plusSeconds(23), reconnecting(late).nextTry());
  }

  @Test
  void aPersonsClickIsOneAttemptAtOnceWhateverTheClientWaitsFor() {
    Instant at = NOON.plusSeconds(2);
    Instant week = NOON.plus(Duration.ofDays(7));
    Budget spent = Timing.CONNECTS.spent(NOON).spent(NOON).spent(NOON);
    for (Instant forbidden : List.of(Instant.MIN, week)) {
      Connection waiting = in(new State.Reconnecting(forbidden, week)).allowed(spent);
      for (Signal click : List.of(new Signal.ReconnectNow(), new Signal.Start())) {
        Step asked = waiting.step(click, at, 0.5);
        assertEquals(new Effect.Authenticate(S + 1), asked.effects().getLast());
        Step refused = asked.next().step(new Signal.Denied(S + 1, BROKEN), at, 0.5);
        Step clickedAgain = refused.next().step(click, at, 0.5);
        assertEquals(
            NOON.plusSeconds(15),
            reconnecting(clickedAgain).nextTry(),
            "no more than one call ahead of the budget");
      }
    }
  }

  @Test
  void aClientThatIsRestartedConnectsAtOnceAlthoughItsBudgetIsSpent() {
    Budget spent = Timing.CONNECTS.spent(NOON).spent(NOON).spent(NOON);
    Connection left = in(new State.Disconnected(null)).allowed(spent);
    Step started = left.step(new Signal.Start(), NOON.plusSeconds(2), 0.5);
    assertInstanceOf(State.Authenticating.class, started.next().state());
  }

  @Test
  void whileSlackIsAwayAClickIsNeverLostHoweverOftenItIsMade() {
    Connection c = Connection.initial(TIMING).step(new Signal.Start(), NOON, 1).next();
    for (int click = 0; click < 100; click++) {
      c = c.step(new Signal.Denied(c.session(), UNANSWERED.getFirst()), NOON, 1).next();
      c = c.step(new Signal.ReconnectNow(), NOON, 1).next();
      assertInstanceOf(State.Authenticating.class, c.state());
    }
  }

  private static int attemptAfterLoss(Connection ready, Instant at) {
    return reconnecting(ready.step(new Signal.Lost(S, BROKEN), at, 0)).attempt();
  }

  private static Lifecycle.Reconnecting reconnecting(Step step) {
    return step.effects().stream()
        .filter(Effect.Announce.class::isInstance)
        .map(effect -> ((Effect.Announce) effect).event())
        .filter(Lifecycle.Reconnecting.class::isInstance)
        .map(Lifecycle.Reconnecting.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static void leads(String from, String signal, String to) {
    Connection before = states().get(from);
    Instant deadline = before.deadline().orElse(NOON.plusSeconds(2));
    Instant at = signal.equals("late") ? deadline : deadline.minusSeconds(1);
    State next = before.step(signals().get(signal), at, 0.5).next().state();
    String expected = to.equals("-") ? from.replace("pinged", "ready") : to;
    assertEquals(expected, name(next));
    if (to.equals("ready")) {
      assertEquals(null, ((State.Ready) next).pinged());
    }
  }

  private static Map<String, Connection> states() {
    Instant soon = NOON.plusSeconds(5);
    Map<String, Connection> states = new LinkedHashMap<>();
    states.put("disconnected", in(new State.Disconnected(null)));
    states.put("authenticating", in(new State.Authenticating(soon)));
    states.put("authenticated", in(new State.Authenticated(DATA, soon)));
    states.put("handshaking", in(new State.Handshaking(DATA, soon)));
    states.put("ready", in(new State.Ready(NOON, null)));
    states.put("pinged", in(new State.Ready(NOON, NOON.plusSeconds(6))));
    states.put("disconnecting", in(new State.Disconnecting(soon)));
    states.put("reconnecting", in(new State.Reconnecting(Instant.MIN, soon)));
    return states;
  }

  private static Map<String, Signal> signals() {
    return Map.ofEntries(
        Map.entry("start", new Signal.Start()),
        Map.entry("disconnect", new Signal.Disconnect()),
        Map.entry("again", new Signal.ReconnectNow()),
        Map.entry("tick", new Signal.Tick()),
        Map.entry("late", new Signal.Tick()),
        Map.entry("jump", new Signal.ClockJumped()),
        Map.entry("granted", new Signal.Granted(S, DATA)),
        Map.entry("denied", new Signal.Denied(S, BROKEN)),
        Map.entry("revoked", new Signal.Denied(S, REVOKED)),
        Map.entry("opened", new Signal.Opened(S)),
        Map.entry("lost", new Signal.Lost(S, BROKEN)),
        Map.entry("heard", new Signal.Heard(S)),
        Map.entry("hello", new Signal.Hello(S)),
        Map.entry("goodbye", new Signal.Goodbye(S)),
        Map.entry("migration", new Signal.Migration(S)),
        Map.entry("error", new Signal.ErrorFrame(S, BROKEN)));
  }

  private static Connection in(State state) {
    return new Connection(TIMING, state, S, 0, 0, Timing.CONNECTS, NOON);
  }

  private static String name(State state) {
    return state.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static long leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).mapToLong(ConnectionTest::leaves).sum()
        : 1;
  }
}
