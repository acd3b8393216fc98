package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;

/// Failures of polling, by scope: one person, one method, or the whole workspace. Pure. Thread:
/// watcher.
///
/// A failure concerns one person if Slack's code says so, or as long as Slack answers requests for
/// other people. It concerns the method or the workspace after [#OUTAGE_THRESHOLD] consecutive
/// failures for people with an earlier answer, or when requests for all people fail. The first
/// answer ends an outage.
final class PollFailures {
  private static final int OUTAGE_THRESHOLD = 3;
  private static final Duration MAX_DELAY = Duration.ofMinutes(5);

  /// Longest delay while Slack is unreachable, so that its return is noticed soon.
  private static final Duration MAX_DELAY_UNANSWERED = Duration.ofSeconds(8);

  /// Error codes that concern one person only.
  private static final Set<String> PERSONAL =
      Set.of("user_not_found", "user_not_visible", "user_is_bot", "user_is_restricted");

  private final Map<UserId, Person> people = new TreeMap<>();

  /// People whose requests began to fail since the last answer.
  private final Set<UserId> consecutive = new HashSet<>();

  private @Nullable Outage outage;

  /// Scope of a failure.
  sealed interface Scope {}

  /// One person without an answer from Slack.
  ///
  /// @param certain whether Slack answered about other people at that time
  record Person(UserId user, String why, boolean certain) implements Scope {}

  /// Outage: Slack answers about no person.
  ///
  /// @param attempts number of failed requests since the beginning
  /// @param problem the method's, if Slack refuses all its calls; else the workspace's
  /// @param since beginning of the outage
  /// @param nextTry time of the next request
  record Outage(int attempts, Problem problem, Instant since, Instant nextTry) implements Scope {}

  /// Records an answer about a person.
  ///
  /// @return whether it ended an outage
  boolean onAnswer(UserId user) {
    people.remove(user);
    consecutive.clear();
    return endOutage();
  }

  /// Ends the outage: no request is needed any more, or a request that concerns no person
  /// succeeded.
  ///
  /// @return whether there was an outage
  boolean endOutage() {
    boolean was = outage != null;
    outage = null;
    return was;
  }

  /// Records a failed request about a person.
  ///
  /// @param all people who are polled
  /// @param requestedAt time of the request
  Scope onFailure(
      UserId user,
      SlackException failure,
      Problem problem,
      Set<UserId> all,
      Instant requestedAt,
      Instant now) {
    people.keySet().retainAll(all);
    consecutive.retainAll(all);
    Set<UserId> answered = new HashSet<>(all);
    answered.removeAll(people.keySet());
    boolean first = answered.contains(user);
    if (first) {
      consecutive.add(user);
    }
    String why = ProblemMapper.code(failure);
    if (failure instanceof SlackException.Platform && PERSONAL.contains(why)) {
      // A personal code is an answer of Slack.
      outage = null;
      consecutive.clear();
      Person own = new Person(user, why, true);
      people.put(user, own);
      return own;
    }
    Problem shared =
        failure instanceof SlackException.Platform refused
            ? new Problem.MethodRefused(refused.method(), refused.code())
            : problem;
    Outage before = outage;
    if (before != null) {
      people.putIfAbsent(user, new Person(user, why, false));
      return requestedAt.isBefore(before.since())
          ? before
          : onFailure(shared, failure.answered(), now);
    }
    Person own = new Person(user, why, true);
    people.put(user, own);
    boolean allFail = people.keySet().containsAll(all);
    if (!allFail && consecutive.size() < OUTAGE_THRESHOLD && !(first && unreachable(failure))) {
      return own;
    }
    consecutive.forEach(one -> people.put(one, new Person(one, why, false)));
    return onFailure(shared, failure.answered(), now);
  }

  /// Returns whether Slack was unreachable, which concerns one person only if it happens again.
  private static boolean unreachable(SlackException failure) {
    return failure instanceof SlackException.Request request
        && request.failure() != SlackException.Request.Failure.TIMED_OUT;
  }

  /// Records a failure that concerns no particular person.
  ///
  /// @param answered whether Slack answered at all
  Outage onFailure(Problem problem, boolean answered, Instant now) {
    int attempts = outage == null ? 1 : outage.attempts() + 1;
    Duration delay = Duration.ofSeconds(1L << Math.min(attempts - 1, 9));
    Duration max = answered ? MAX_DELAY : MAX_DELAY_UNANSWERED;
    Instant until = now.plus(delay.compareTo(max) > 0 ? max : delay);
    outage = new Outage(attempts, problem, outage == null ? now : outage.since(), until);
    return outage;
  }

  /// Current outage.
  Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  /// Sets the time of the next request: on the user's wish, or after a clock change.
  void retryAt(Instant at) {
    if (outage != null) {
      outage = new Outage(outage.attempts(), outage.problem(), outage.since(), at);
    }
  }

  /// People without an answer, while Slack answers requests for others.
  Set<UserId> unanswered(Set<UserId> all) {
    SortedSet<UserId> certain = new TreeSet<>();
    people.forEach((user, one) -> {
      if (one.certain() && all.contains(user)) {
        certain.add(user);
      }
    });
    return certain;
  }

  /// The same for the status; null if there are none.
  WatchStatus.@Nullable Unanswered summary(Set<UserId> all) {
    SortedSet<UserId> certain = new TreeSet<>(unanswered(all));
    return people.values().stream()
        .filter(one -> certain.contains(one.user()))
        .findFirst()
        .map(first -> new WatchStatus.Unanswered(certain, first.why()))
        .orElse(null);
  }
}
