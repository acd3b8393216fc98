package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.Team;
import rollcall.slack.web.ConnectResponse;

/// The connection machine, without a socket.
class ConnectionStateMachineTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final int S = 1;
  private static final ConnectResponse DATA =
      new ConnectResponse(
          URI.create("ws://localhost/x"),
          "U0",
          "me",
          new Team("T0", "Team", "team", "", null, null, null),
          Map.of());
  private static final SlackException BROKEN = new SlackException.Socket("It broke.", null);
  private static final List<SlackException> UNANSWERED =
      Stream.of(
              Failure.UNREACHABLE,
              Failure.CONNECTION_REFUSED,
              Failure.TIMED_OUT,
              Failure.PROXY_REFUSED,
              Failure.TLS,
              Failure.TLS_UNTRUSTED)
          .<SlackException>map(
              failure -> new SlackException.Request(failure, "Not answered.", null))
          .toList();
  private static final SlackException REVOKED =
      new SlackException.Platform("rtm.connect", "token_revoked", null, null, List.of());
  private static final Timeouts TIMING =
      Timeouts.of(Duration.ofSeconds(6), Duration.ofSeconds(4), true);

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
    long states =
        leaves(ConnectionState.class) - 1; // HandingOver has a table of its own in HandoverTest.
    long rows = TABLE.lines().count() - 2; // The head, and "pinged", which is Ready too.
    assertEquals(states, rows);
    long signals = leaves(ConnectionInput.class);
    long columns = TABLE.lines().findFirst().orElseThrow().split(" +").length - 3;
    assertEquals(signals, columns, "columns but the state's, and one each for late and revoked");
  }

  @Test
  void newsOfAnAttemptThatWasGivenUpIsIgnored() {
    ConnectionStateMachine ready = states().get("ready");
    for (ConnectionInput old :
        List.of(
            new ConnectionInput.Lost(0, BROKEN),
            new ConnectionInput.FrameReceived(0),
            new ConnectionInput.Goodbye(0))) {
      assertEquals(TransitionResult.none(ready), ready.step(old, NOON, 0.5));
    }
  }

  @Test
  void theWaysToReadyAreAnnouncedUnderTheirNamesInTheirOrder() {
    ConnectionStateMachine c = ConnectionStateMachine.initial(TIMING);
    TransitionResult start = c.step(new ConnectionInput.Start(), NOON, 0.5);
    assertEquals(
        List.of(
            new ConnectionEffect.Announce(new LifecycleEvent.Connecting(1, NOON)),
            new ConnectionEffect.Authenticate(1)),
        start.effects());
    TransitionResult granted = start.next().step(new ConnectionInput.Granted(S, DATA), NOON, 0.5);
    assertEquals(
        List.of(
            new ConnectionEffect.Announce(new LifecycleEvent.Authenticated(DATA, NOON)),
            new ConnectionEffect.Open(S, DATA.url())),
        granted.effects());
    TransitionResult opened = granted.next().step(new ConnectionInput.Opened(S), NOON, 0.5);
    assertEquals(List.of(), opened.effects());
    TransitionResult hello = opened.next().step(new ConnectionInput.Hello(S), NOON, 0.5);
    assertEquals(
        List.of(
            new ConnectionEffect.Announce(new LifecycleEvent.Connected(NOON)),
            new ConnectionEffect.Resume(S),
            new ConnectionEffect.Announce(new LifecycleEvent.Ready(NOON))),
        hello.effects());
  }

  @Test
  void anAnswerOfAClientErrorIsRepeatedMoreAndMoreSlowly() {
    for (int status : List.of(400, 401, 403, 410, 451)) {
      SlackException refused = new SlackException.Http("rtm.connect", status, "a page", true);
      assertFewCalls(session -> List.of(new ConnectionInput.Denied(session, refused)));
    }
  }

  @Test
  void aSignInPageIsAskedAgainWithinSeconds() {
    for (int status : List.of(200, 302, 511)) {
      SlackException page = new SlackException.Http("rtm.connect", status, "a page", true);
      int calls = callsInAnHour(session -> List.of(new ConnectionInput.Denied(session, page)));
      assertTrue(calls > 600, () -> status + ": " + calls + " calls");
    }
  }

  @Test
  void connectionsThatEndAtOnceAreRepeatedMoreAndMoreSlowly() {
    assertFewCalls(session -> connected(session, new ConnectionInput.Lost(session, BROKEN)));
  }

  @Test
  void connectionsThatAreDismissedAtOnceAreReplacedMoreAndMoreSlowly() {
    assertFewCalls(session -> connected(session, new ConnectionInput.Goodbye(session)));
  }

  private static List<ConnectionInput> connected(int session, ConnectionInput end) {
    return List.of(
        new ConnectionInput.Granted(session, DATA),
        new ConnectionInput.Opened(session),
        new ConnectionInput.Hello(session),
        end);
  }

  private static void assertFewCalls(IntFunction<List<ConnectionInput>> answers) {
    int calls = callsInAnHour(answers);
    assertTrue(calls < 40, () -> calls + " calls");
  }

  /// Returns the number of `rtm.connect` calls if each has these answers.
  private static int callsInAnHour(IntFunction<List<ConnectionInput>> answers) {
    ConnectionStateMachine connection = ConnectionStateMachine.initial(TIMING);
    Queue<ConnectionInput> inputs = new ArrayDeque<>(List.of(new ConnectionInput.Start()));
    Instant now = NOON;
    int calls = 0;
    while (now.isBefore(NOON.plusSeconds(3600))) {
      if (inputs.isEmpty()) {
        now = connection.deadline().orElseThrow();
        inputs.add(new ConnectionInput.Tick());
      }
      TransitionResult step = connection.step(inputs.remove(), now, 0.5);
      connection = step.next();
      for (ConnectionEffect effect : step.effects()) {
        if (effect instanceof ConnectionEffect.Authenticate call) {
          calls++;
          inputs.addAll(answers.apply(call.session()));
        } else if (effect instanceof ConnectionEffect.Ping ping) {
          inputs.add(new ConnectionInput.FrameReceived(ping.session()));
        }
      }
    }
    return calls;
  }

  @Test
  void aSilentPeerIsAskedAfterSixSecondsAndLostAfterTen() {
    ConnectionStateMachine ready = states().get("ready");
    assertEquals(NOON.plusSeconds(6), ready.deadline().orElseThrow());
    TransitionResult asked = ready.step(new ConnectionInput.Tick(), NOON.plusSeconds(6), 0);
    assertEquals(List.of(new ConnectionEffect.Ping(S)), asked.effects());
    assertEquals(NOON.plusSeconds(10), asked.next().deadline().orElseThrow());
    TransitionResult lost = asked.next().step(new ConnectionInput.Tick(), NOON.plusSeconds(10), 0);
    LifecycleEvent.Reconnecting announced = reconnecting(lost);
    assertEquals(NOON, announced.lastHeard());
    assertEquals(NOON.plusSeconds(10), announced.at());
    assertTrue(lost.effects().contains(new ConnectionEffect.Drop(S)));
  }

  @Test
  void anyFrameProvesLife() {
    ConnectionStateMachine pinged = states().get("pinged");
    ConnectionStateMachine alive =
        pinged.step(new ConnectionInput.FrameReceived(S), NOON.plusSeconds(7), 0).next();
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
    ConnectionStateMachine early = states().get("ready").failed(5, 0);
    assertEquals(7, attemptAfterLoss(early, NOON.plusSeconds(59)));
    assertEquals(2, attemptAfterLoss(early, NOON.plusSeconds(60)));
  }

  @Test
  void retryAfterWins() {
    ConnectionStateMachine asking = states().get("authenticating");
    SlackException limited = new SlackException.RateLimited("rtm.connect", Duration.ofSeconds(77));
    TransitionResult denied = asking.step(new ConnectionInput.Denied(S, limited), NOON, 0);
    assertEquals(NOON.plusSeconds(77), reconnecting(denied).nextTry());
    ConnectionStateMachine waiting = denied.next();
    assertEquals(
        TransitionResult.none(waiting),
        waiting.step(new ConnectionInput.Tick(), NOON.plusSeconds(76), 0));
    SlackException vague = new SlackException.RateLimited("rtm.connect", null);
    assertEquals(
        NOON.plusSeconds(30),
        reconnecting(asking.step(new ConnectionInput.Denied(S, vague), NOON, 0)).nextTry());
  }

  @Test
  void afterThreeCallsAtOnceThereAreFourAMinute() {
    TokenBucket budget = Timeouts.CONNECTS;
    for (int i = 0; i < 3; i++) {
      assertEquals(NOON, budget.earliest(NOON));
      budget = budget.take(NOON);
    }
    assertEquals(NOON.plusSeconds(15), budget.earliest(NOON));
    budget = budget.take(NOON.plusSeconds(15));
    assertEquals(NOON.plusSeconds(30), budget.earliest(NOON.plusSeconds(15)));
    assertEquals(NOON.plusSeconds(3600), budget.earliest(NOON.plusSeconds(3600)));
    assertEquals(NOON, budget.reset(NOON.minusSeconds(9999)).earliest(NOON));
  }

  @Test
  void withoutAutoReconnectALossIsTheEnd() {
    Timeouts once = Timeouts.of(Duration.ofSeconds(6), Duration.ofSeconds(4), false);
    ConnectionStateMachine ready =
        new ConnectionStateMachine(
            once, new ConnectionState.Ready(NOON, null), S, 0, 0, Timeouts.CONNECTS, NOON);
    TransitionResult lost = ready.step(new ConnectionInput.Lost(S, BROKEN), NOON.plusSeconds(1), 0);
    assertEquals(new ConnectionState.Disconnected(BROKEN), lost.next().state());
    assertEquals(
        TransitionResult.none(ready.lastFrameAt(NOON)),
        ready.step(new ConnectionInput.Goodbye(S), NOON, 0));
  }

  @Test
  void aComputerThatSleptLostItsConnectionWhenItLastHeard() {
    ConnectionStateMachine ready = states().get("ready").lastFrameAt(NOON.plusSeconds(3));
    Instant morning = NOON.plus(Duration.ofHours(9));
    LifecycleEvent.Reconnecting announced =
        reconnecting(ready.step(new ConnectionInput.ClockJumped(), morning, 0));
    assertEquals(NOON.plusSeconds(3), announced.lastHeard());
    assertEquals(morning, announced.nextTry());
  }

  @Test
  void aReplacedConnectionIsReportedAsLostFirst() {
    ConnectionStateMachine ready = states().get("ready");
    Instant now = NOON.plusSeconds(3);
    assertEquals(
        List.of(
            new ConnectionEffect.Drop(S),
            new ConnectionEffect.Announce(new LifecycleEvent.Reconnecting(1, now, null, NOON, now)),
            new ConnectionEffect.Announce(new LifecycleEvent.Connecting(1, now)),
            new ConnectionEffect.Authenticate(S + 1)),
        ready.step(new ConnectionInput.ReconnectNow(), now, 0.5).effects());
    TokenBucket spent = TokenBucket.of(1, Duration.ofSeconds(20)).take(NOON).take(NOON);
    LifecycleEvent later =
        new LifecycleEvent.Reconnecting(1, NOON.plusSeconds(20), null, NOON, now);
    assertEquals(
        List.of(new ConnectionEffect.Drop(S), new ConnectionEffect.Announce(later)),
        ready.withBudget(spent).step(new ConnectionInput.ReconnectNow(), now, 0.5).effects());
  }

  @Test
  void attemptsThatSlackDoesNotAnswerCostNoBudgetAndAreMadeEveryEightSecondsAtTheLatest() {
    for (SlackException unanswered : UNANSWERED) {
      ConnectionStateMachine c =
          ConnectionStateMachine.initial(TIMING).step(new ConnectionInput.Start(), NOON, 1).next();
      Instant at = NOON;
      for (int i = 0; i < 20; i++) {
        TransitionResult denied =
            c.step(new ConnectionInput.Denied(c.session(), unanswered), at, 1);
        Instant next = reconnecting(denied).nextTry();
        assertEquals(Duration.ofSeconds(Math.min(8, 1L << i)), Duration.between(at, next));
        at = next;
        c = denied.next().step(new ConnectionInput.Tick(), at, 1).next();
        assertInstanceOf(ConnectionState.Authenticating.class, c.state());
      }
      TokenBucket left = c.connects();
      assertEquals(at, left.take(at).earliest(at), "one call is under way, and two are left");
    }
  }

  @Test
  void anAnswerThatDoesNotComeInTimeCostsNoBudgetEither() {
    ConnectionStateMachine asking =
        ConnectionStateMachine.initial(TIMING).step(new ConnectionInput.Start(), NOON, 1).next();
    Instant late = asking.deadline().orElseThrow();
    TransitionResult given = asking.step(new ConnectionInput.Tick(), late, 1);
    assertEquals(late.plusSeconds(1), reconnecting(given).nextTry());
    TokenBucket left = given.next().connects();
    assertEquals(late, left.take(late).take(late).earliest(late));
  }

  @Test
  void afterALongOutageTheFirstRefusalThatSlackAnswersIsWaitedForAsIfItWereTheFirst() {
    ConnectionStateMachine back = states().get("authenticating").failed(30, 0);
    TransitionResult refused = back.step(new ConnectionInput.Denied(S, BROKEN), NOON, 1);
    assertEquals(NOON.plusSeconds(1), reconnecting(refused).nextTry());
    ConnectionStateMachine again = states().get("authenticating").failed(31, 3);
    TransitionResult oncemore = again.step(new ConnectionInput.Denied(S, BROKEN), NOON, 1);
    assertEquals(NOON.plusSeconds(8), reconnecting(oncemore).nextTry());
  }

  @Test
  void aConnectionThatServedIsMadeAgainWithinEightSecondsHoweverOftenItBroke() {
    ConnectionStateMachine often = states().get("ready").failed(12, 12);
    TransitionResult lost =
        often.step(new ConnectionInput.Lost(S, BROKEN), NOON.plusSeconds(20), 1);
    assertEquals(NOON.plusSeconds(28), reconnecting(lost).nextTry());
  }

  @Test
  void clientsThatWaitForTheBudgetDoNotComeBackInTheSameSecond() {
    TokenBucket spent = Timeouts.CONNECTS.take(NOON).take(NOON).take(NOON);
    ConnectionStateMachine ready = states().get("ready").failed(3, 3).withBudget(spent);
    Instant at = NOON.plusSeconds(1);
    TransitionResult early = ready.step(new ConnectionInput.Lost(S, BROKEN), at, 0);
    TransitionResult late = ready.step(new ConnectionInput.Lost(S, BROKEN), at, 1);
    assertEquals(NOON.plusSeconds(15), reconnecting(early).nextTry());
    assertEquals(NOON.plusSeconds(23), reconnecting(late).nextTry());
  }

  @Test
  void aPersonsClickIsOneAttemptAtOnceWhateverTheClientWaitsFor() {
    Instant at = NOON.plusSeconds(2);
    Instant week = NOON.plus(Duration.ofDays(7));
    TokenBucket spent = Timeouts.CONNECTS.take(NOON).take(NOON).take(NOON);
    for (Instant forbidden : List.of(Instant.MIN, week)) {
      ConnectionStateMachine waiting =
          in(new ConnectionState.Reconnecting(forbidden, week)).withBudget(spent);
      for (ConnectionInput click :
          List.of(new ConnectionInput.ReconnectNow(), new ConnectionInput.Start())) {
        TransitionResult asked = waiting.step(click, at, 0.5);
        assertEquals(new ConnectionEffect.Authenticate(S + 1), asked.effects().getLast());
        TransitionResult refused =
            asked.next().step(new ConnectionInput.Denied(S + 1, BROKEN), at, 0.5);
        TransitionResult clickedAgain = refused.next().step(click, at, 0.5);
        assertEquals(
            NOON.plusSeconds(15),
            reconnecting(clickedAgain).nextTry(),
            "no more than one call ahead of the budget");
      }
    }
  }

  @Test
  void aClientThatIsRestartedConnectsAtOnceAlthoughItsBudgetIsSpent() {
    TokenBucket spent = Timeouts.CONNECTS.take(NOON).take(NOON).take(NOON);
    ConnectionStateMachine left = in(new ConnectionState.Disconnected(null)).withBudget(spent);
    TransitionResult started = left.step(new ConnectionInput.Start(), NOON.plusSeconds(2), 0.5);
    assertInstanceOf(ConnectionState.Authenticating.class, started.next().state());
  }

  @Test
  void whileSlackIsAwayAClickIsNeverLostHoweverOftenItIsMade() {
    ConnectionStateMachine c =
        ConnectionStateMachine.initial(TIMING).step(new ConnectionInput.Start(), NOON, 1).next();
    for (int click = 0; click < 100; click++) {
      c = c.step(new ConnectionInput.Denied(c.session(), UNANSWERED.getFirst()), NOON, 1).next();
      c = c.step(new ConnectionInput.ReconnectNow(), NOON, 1).next();
      assertInstanceOf(ConnectionState.Authenticating.class, c.state());
    }
  }

  private static int attemptAfterLoss(ConnectionStateMachine ready, Instant at) {
    return reconnecting(ready.step(new ConnectionInput.Lost(S, BROKEN), at, 0)).attempt();
  }

  private static LifecycleEvent.Reconnecting reconnecting(TransitionResult step) {
    return step.effects().stream()
        .filter(ConnectionEffect.Announce.class::isInstance)
        .map(effect -> ((ConnectionEffect.Announce) effect).event())
        .filter(LifecycleEvent.Reconnecting.class::isInstance)
        .map(LifecycleEvent.Reconnecting.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static void leads(String from, String signal, String to) {
    ConnectionStateMachine before = states().get(from);
    Instant deadline = before.deadline().orElse(NOON.plusSeconds(2));
    Instant at = signal.equals("late") ? deadline : deadline.minusSeconds(1);
    ConnectionState next = before.step(signals().get(signal), at, 0.5).next().state();
    String expected = to.equals("-") ? from.replace("pinged", "ready") : to;
    assertEquals(expected, name(next));
    if (to.equals("ready")) {
      assertEquals(null, ((ConnectionState.Ready) next).pinged());
    }
  }

  private static Map<String, ConnectionStateMachine> states() {
    Instant soon = NOON.plusSeconds(5);
    Map<String, ConnectionStateMachine> states = new LinkedHashMap<>();
    states.put("disconnected", in(new ConnectionState.Disconnected(null)));
    states.put("authenticating", in(new ConnectionState.Authenticating(soon)));
    states.put("authenticated", in(new ConnectionState.Authenticated(DATA, soon)));
    states.put("handshaking", in(new ConnectionState.Handshaking(DATA, soon)));
    states.put("ready", in(new ConnectionState.Ready(NOON, null)));
    states.put("pinged", in(new ConnectionState.Ready(NOON, NOON.plusSeconds(6))));
    states.put("disconnecting", in(new ConnectionState.Disconnecting(soon)));
    states.put("reconnecting", in(new ConnectionState.Reconnecting(Instant.MIN, soon)));
    return states;
  }

  private static Map<String, ConnectionInput> signals() {
    return Map.ofEntries(
        Map.entry("start", new ConnectionInput.Start()),
        Map.entry("disconnect", new ConnectionInput.Disconnect()),
        Map.entry("again", new ConnectionInput.ReconnectNow()),
        Map.entry("tick", new ConnectionInput.Tick()),
        Map.entry("late", new ConnectionInput.Tick()),
        Map.entry("jump", new ConnectionInput.ClockJumped()),
        Map.entry("granted", new ConnectionInput.Granted(S, DATA)),
        Map.entry("denied", new ConnectionInput.Denied(S, BROKEN)),
        Map.entry("revoked", new ConnectionInput.Denied(S, REVOKED)),
        Map.entry("opened", new ConnectionInput.Opened(S)),
        Map.entry("lost", new ConnectionInput.Lost(S, BROKEN)),
        Map.entry("heard", new ConnectionInput.FrameReceived(S)),
        Map.entry("hello", new ConnectionInput.Hello(S)),
        Map.entry("goodbye", new ConnectionInput.Goodbye(S)),
        Map.entry("migration", new ConnectionInput.Migration(S)),
        Map.entry("error", new ConnectionInput.ErrorFrame(S, BROKEN)));
  }

  private static ConnectionStateMachine in(ConnectionState state) {
    return new ConnectionStateMachine(TIMING, state, S, 0, 0, Timeouts.CONNECTS, NOON);
  }

  private static String name(ConnectionState state) {
    return state.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static long leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .mapToLong(ConnectionStateMachineTest::leaves)
            .sum()
        : 1;
  }
}
