package rollcall.slack.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Http;
import rollcall.slack.SlackException.Platform;
import rollcall.slack.SlackException.RateLimited;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.testkit.VirtualClock;
import tools.jackson.databind.node.JsonNodeFactory;

/// Times of calls, in virtual time with given responses.
class RetryingCallerTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final SlackException LOST =
      new Request(Failure.UNREACHABLE, "no connection", null);

  private final VirtualClock clock = new VirtualClock(NOON);
  private final Deque<SlackException> failures = new ArrayDeque<>();
  private final List<Duration> made = new ArrayList<>();
  private Duration latency = Duration.ZERO;
  private boolean closed;

  @ParameterizedTest
  @CsvSource({
    "rtm.connect, 3, 3",
    "users.list, 20, 1",
    "users.getPresence, 50, 1",
    "users.info, 100, 1"
  })
  void neverMoreThanSlackGrantsAreMadeInAnyStretchOfTime(String method, int calls, int minutes)
      throws Exception {
    RetryingCaller patient = calls(Duration.ofHours(1));
    for (int i = 0; i < 3 * calls; i++) {
      patient.call(method, Map.of());
    }
    Duration within = Duration.ofMinutes(minutes);
    assertEquals(calls, made.stream().filter(Duration.ZERO::equals).count());
    for (int i = calls; i < made.size(); i++) {
      assertEquals(within, made.get(i).minus(made.get(i - calls)), "call " + i);
    }
  }

  /// Slack counts a call at a time between its request and its answer.
  @Test
  void aCallCountsFromItsAnswerOn() throws Exception {
    RetryingCaller patient = calls(Duration.ofHours(1));
    latency = Duration.ofSeconds(2);
    failures.add(new Http("users.list", 404, ""));
    assertThrows(Http.class, () -> patient.call("users.list", Map.of()));
    for (int i = 1; i < 22; i++) {
      patient.call("users.list", Map.of());
    }
    assertEquals(List.of(38L, 62L, 64L), made.stream().skip(19).map(Duration::toSeconds).toList());
  }

  @Test
  void aCallThatTakesLongerThanItsWindowCountsFromItsAnswerOn() throws Exception {
    RetryingCaller patient = calls(Duration.ofHours(1));
    latency = Duration.ofSeconds(5);
    for (int i = 0; i < 3; i++) {
      patient.call("chat.postMessage", Map.of("channel", "C1"));
    }
    assertEquals(List.of(0L, 6L, 12L), made.stream().map(Duration::toSeconds).toList());
  }

  @Test
  void aMethodDoesNotWaitForAnother() throws Exception {
    RetryingCaller patient = calls(Duration.ofHours(1));
    for (int i = 0; i < 20; i++) {
      patient.call("users.list", Map.of());
      patient.call("conversations.list", Map.of());
      patient.call("some.method.nobody.knows", Map.of());
    }
    assertEquals(Duration.ZERO, made.getLast());
  }

  @Test
  void aConversationHearsOneMessageASecond() throws Exception {
    RetryingCaller patient = calls(Duration.ofHours(1));
    for (String channel : List.of("C1", "C2", "C1", "C2", "C1")) {
      patient.call("chat.postMessage", Map.of("channel", channel, "text", "Hi"));
    }
    assertEquals(List.of(0L, 0L, 1L, 1L, 2L), made.stream().map(Duration::toSeconds).toList());
  }

  @Test
  void aTurnThatComesTooLateIsRefusedWithoutAskingSlack() throws Exception {
    RetryingCaller hasty = calls(Duration.ofSeconds(59));
    for (int i = 0; i < 20; i++) {
      hasty.call("users.list", Map.of());
    }
    RateLimited refused = assertThrows(RateLimited.class, () -> hasty.call("users.list", Map.of()));
    assertEquals(Optional.of(Duration.ofMinutes(1)), refused.retryAfter());
    assertEquals(20, made.size());
    clock.advance(Duration.ofMinutes(1));
    hasty.call("users.list", Map.of());
    assertEquals(21, made.size());
  }

  /// Lesson 16 (slackbot PR#163, slack-go#613): respect Retry-After.
  @Test
  void retryAfterIsWaitedForEvenBeforeAMessage() throws Exception {
    failures.add(new RateLimited("chat.postMessage", Duration.ofSeconds(58)));
    calls(Duration.ofMinutes(2)).call("chat.postMessage", Map.of("channel", "C1"));
    assertEquals(List.of(Duration.ZERO, Duration.ofSeconds(58)), made);
  }

  @Test
  void withoutRetryAfterHalfAMinuteIsWaited() throws Exception {
    failures.add(new RateLimited("users.info", null));
    calls(Duration.ofMinutes(2)).call("users.info", Map.of());
    assertEquals(List.of(Duration.ZERO, Duration.ofSeconds(30)), made);
  }

  @Test
  void aRetryAfterOfNothingIsStillASecond() {
    for (int i = 0; i < 1000; i++) {
      failures.add(new RateLimited("users.info", Duration.ZERO));
    }
    assertThrows(
        RateLimited.class, () -> calls(Duration.ofMinutes(2)).call("users.info", Map.of()));
    assertEquals(IntStream.range(0, made.size()).mapToObj(Duration::ofSeconds).toList(), made);
    assertEquals(121, made.size());
  }

  @Test
  void afterALongRetryAfterTheNextCallsAreNotSent() throws Exception {
    RetryingCaller patient = calls(Duration.ofMinutes(2));
    failures.add(new RateLimited("users.info", Duration.ofMinutes(10)));
    assertThrows(RateLimited.class, () -> patient.call("users.info", Map.of()));
    clock.advance(Duration.ofMinutes(4));
    RateLimited still = assertThrows(RateLimited.class, () -> patient.call("users.info", Map.of()));
    assertEquals(Optional.of(Duration.ofMinutes(6)), still.retryAfter());
    assertEquals(1, made.size());
    patient.call("users.list", Map.of());
    clock.advance(Duration.ofMinutes(6));
    patient.call("users.info", Map.of());
    assertEquals(3, made.size());
  }

  /// §6.2: Slack's own client asked again at once, thousands of times.
  @Test
  void aReadIsMadeAgainAtMostFourTimesInAll() {
    for (int i = 0; i < 10; i++) {
      failures.add(LOST);
    }
    assertThrows(Request.class, () -> calls(Duration.ofMinutes(2)).call("users.list", Map.of()));
    assertEquals(4, made.size());
    assertTrue(made.getLast().compareTo(Duration.ofSeconds(7)) <= 0, made.toString());
  }

  @Test
  void aReadThatFailedForAPassingReasonIsMadeAgain() throws Exception {
    failures.add(new Http("users.list", 503, ""));
    failures.add(new Platform("users.list", "internal_error", null, null, List.of()));
    failures.add(new Request(Failure.TIMED_OUT, "late", null));
    calls(Duration.ofMinutes(2)).call("users.list", Map.of());
    assertEquals(4, made.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chat.postMessage", "rtm.connect", "rtm.start", "some.method.nobody.knows"})
  void whatMightHappenTwiceIsNotMadeAgain(String method) {
    failures.add(LOST);
    failures.add(LOST);
    assertThrows(
        Request.class, () -> calls(Duration.ofMinutes(2)).call(method, Map.of("channel", "C1")));
    assertEquals(1, made.size());
  }

  @Test
  void whatWillNotPassIsNotMadeAgain() {
    List<SlackException> lasting =
        List.of(
            new Platform("users.list", "invalid_auth", null, null, List.of()),
            new Platform("users.list", "missing_scope", "users:read", "bot", List.of()),
            new Http("users.list", 404, ""),
            new Http("users.list", 200, "not an answer of Slack"),
            new Request(Failure.PROXY_SIGN_IN, "sign in", null),
            new Request(Failure.TLS_UNTRUSTED, "who?", null),
            new Request(Failure.INSECURE, "plain", null));
    RetryingCaller patient = calls(Duration.ofMinutes(2));
    for (SlackException problem : lasting) {
      failures.add(problem);
      assertEquals(
          problem, assertThrows(SlackException.class, () -> patient.call("users.list", Map.of())));
    }
    assertEquals(lasting.size(), made.size());
  }

  @Test
  void withoutPatienceNothingIsWaitedFor() {
    failures.add(new RateLimited("users.list", Duration.ofSeconds(1)));
    assertThrows(RateLimited.class, () -> calls(Duration.ZERO).call("users.list", Map.of()));
    assertEquals(1, made.size());
  }

  @Test
  void whoWaitsIsSentAwayWhenTheClientIsClosed() {
    failures.add(new RateLimited("users.list", Duration.ofSeconds(1)));
    closed = true;
    Request gone =
        assertThrows(
            Request.class, () -> calls(Duration.ofMinutes(2)).call("users.list", Map.of()));
    assertEquals("users.list: the client was closed", gone.getMessage());
  }

  @Test
  void aClockThatIsSetBackDelaysNoCall() throws Exception {
    RetryingCaller patient = calls(Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      patient.call("users.list", Map.of());
    }
    clock.advance(Duration.ofHours(-3));
    patient.call("users.list", Map.of());
    assertEquals(21, made.size());
  }

  @Test
  void theWaitBeforeAnotherAttemptIsUpToOneTwoAndFourSeconds() {
    Random random = new Random(42);
    for (int failed = 1; failed < 4; failed++) {
      int n = failed;
      long longest =
          IntStream.range(0, 2000)
              .mapToLong(_ -> RetryPolicy.decide(LOST, true, n, random).orElseThrow().toMillis())
              .max()
              .orElseThrow();
      long most = 1000L << (n - 1);
      assertTrue(longest <= most && longest > most * 0.9, n + ": " + longest);
    }
    assertEquals(Optional.empty(), RetryPolicy.decide(LOST, true, 4, random));
  }

  private RetryingCaller calls(Duration patience) {
    return new RetryingCaller(
        (method, _) -> answer(method),
        time -> {
          clock.advance(time);
          return closed;
        },
        clock,
        new Random(7),
        patience,
        System.getLogger("rollcall.slack.web"));
  }

  private SlackResponse answer(String method) throws SlackException {
    made.add(Duration.between(NOON, clock.instant()));
    clock.advance(latency);
    SlackException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    return new SlackResponse(method, JsonNodeFactory.instance.objectNode(), List.of(), List.of());
  }
}
