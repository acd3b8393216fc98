package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;

class PollFailuresTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final Set<UserId> ALL = people(40);
  private static final SlackException FAILING =
      new SlackException.Http("users.getPresence", 500, "");

  private final PollFailures failures = new PollFailures();

  @Test
  void oneServerErrorConcernsThePersonAndTheThirdInARowTheWorkspace() {
    assertInstanceOf(PollFailures.Person.class, fail(0, FAILING));
    assertInstanceOf(PollFailures.Person.class, fail(1, FAILING));
    var outage = assertInstanceOf(PollFailures.Outage.class, fail(2, FAILING));
    assertEquals(new Problem.SlackFailing("500"), outage.problem());
    assertNull(failures.summary(ALL), "all fail for the same reason");
    assertTrue(failures.onAnswer(user(3)));
  }

  @Test
  void threePeopleWhoseCallsAlwaysFailCauseOnlyOneOutage() {
    for (int i = 0; i < 3; i++) {
      fail(i, FAILING);
    }
    failures.onAnswer(user(3));
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 3; i++) {
        assertInstanceOf(PollFailures.Person.class, fail(i, FAILING));
      }
      failures.onAnswer(user(3));
    }
    assertEquals(
        new WatchStatus.Unanswered(new TreeSet<>(people(3)), "HTTP 500"), failures.summary(ALL));
  }

  @Test
  void anUnknownUserConcernsThePersonEvenAloneOnTheList() {
    Set<UserId> alone = Set.of(user(0));
    for (int i = 0; i < 5; i++) {
      assertInstanceOf(
          PollFailures.Person.class,
          failures.onFailure(
              user(0), refused("user_not_found"), problem(refused("user_not_found")), alone, T, T));
    }
    assertEquals("user_not_found", Objects.requireNonNull(failures.summary(alone)).why());
  }

  @Test
  void aCodeForAllPeopleConcernsTheMethod() {
    fail(0, refused("access_denied"));
    fail(1, refused("access_denied"));
    var outage = assertInstanceOf(PollFailures.Outage.class, fail(2, refused("access_denied")));
    assertEquals(new Problem.MethodRefused("users.getPresence", "access_denied"), outage.problem());
    assertEquals(T.plusSeconds(1), outage.nextTry());
  }

  @Test
  void anUnreachableNetworkConcernsTheWorkspaceAtOnceAndARepeatedFailureOfOnePersonDoesNot() {
    SlackException cut = new SlackException.Request(Failure.UNREACHABLE, "It broke.", null);
    assertInstanceOf(PollFailures.Outage.class, fail(0, cut));
    assertTrue(failures.onAnswer(user(1)));
    assertInstanceOf(PollFailures.Person.class, fail(0, cut));
    assertTrue(failures.outage().isEmpty());
  }

  @Test
  void repeatedTimeoutsForOnePersonConcernThePerson() {
    SlackException hangs = new SlackException.Request(Failure.TIMED_OUT, "No answer.", null);
    for (int i = 0; i < 6; i++) {
      assertInstanceOf(PollFailures.Person.class, fail(0, hangs));
      assertFalse(failures.onAnswer(user(1)));
    }
    failures.onAnswer(user(0));
    assertNull(failures.summary(ALL));
  }

  @Test
  void onlyRequestsSentDuringAnOutageCountAsItsAttempts() {
    fail(0, FAILING);
    fail(1, FAILING);
    fail(2, FAILING);
    // Sent before the outage began.
    var same =
        failures.onFailure(
            user(3), FAILING, problem(FAILING), ALL, T.minusSeconds(4), T.plusSeconds(1));
    assertEquals(1, assertInstanceOf(PollFailures.Outage.class, same).attempts());
    var next =
        failures.onFailure(
            user(4), FAILING, problem(FAILING), ALL, T.plusSeconds(1), T.plusSeconds(1));
    assertEquals(2, assertInstanceOf(PollFailures.Outage.class, next).attempts());
  }

  private PollFailures.Scope fail(int i, SlackException failure) {
    return failures.onFailure(user(i), failure, problem(failure), ALL, T, T);
  }

  private static Problem problem(SlackException failure) {
    return failure instanceof SlackException.Http http
        ? new Problem.SlackFailing(Integer.toString(http.status()))
        : new Problem.Offline("no way");
  }

  private static SlackException refused(String code) {
    return new SlackException.Platform("users.getPresence", code, null, null, List.of());
  }

  private static Set<UserId> people(int n) {
    return IntStream.range(0, n).mapToObj(PollFailuresTest::user).collect(Collectors.toSet());
  }

  private static UserId user(int i) {
    return new UserId(String.format(Locale.ROOT, "U%03d", i));
  }
}
