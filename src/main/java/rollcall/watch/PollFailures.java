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

/// Failures of polling by their owner: one person, one method, or the whole workspace. Pure;
/// thread: link.
///
/// A failure is the person's own if Slack's code says so, and as long as Slack answers about
/// others. It is the method's or the workspace's when [#ENOUGH] people about whom Slack used to
/// answer fail one after the other, or when there is no one left about whom it answers. The first
/// answer ends an outage.
final class PollFailures {
  private static final int ENOUGH = 3;
  private static final Duration MOST_REST = Duration.ofMinutes(5);

  /// Longest rest while Slack is not reached, so that its return is noticed soon.
  private static final Duration MOST_REST_UNANSWERED = Duration.ofSeconds(8);

  /// Slack's codes that say something about this person and nothing about any other.
  private static final Set<String> PERSONAL =
      Set.of("user_not_found", "user_not_visible", "user_is_bot", "user_is_restricted");

  private final Map<UserId, Person> people = new TreeMap<>();

  /// Those who began to fail since the last answer.
  private final Set<UserId> inARow = new HashSet<>();

  private @Nullable Outage outage;

  /// What a failure is about.
  sealed interface Owner {}

  /// Slack does not answer about this person.
  ///
  /// @param certain whether it answered about others at that time
  record Person(UserId user, String why, boolean certain) implements Owner {}

  /// Slack answers about no one.
  ///
  /// @param attempts how many requests failed since it began
  /// @param problem the method's, if Slack refuses all its calls, or else the workspace's
  /// @param since when it began
  /// @param nextTry when the next request is to be made
  record Outage(int attempts, Problem problem, Instant since, Instant nextTry) implements Owner {}

  /// Slack answered about this person.
  ///
  /// @return whether that ended an outage
  boolean answered(UserId user) {
    people.remove(user);
    inARow.clear();
    return ended();
  }

  /// No request is needed any more, or one succeeded that is about no person.
  ///
  /// @return whether there was an outage
  boolean ended() {
    boolean was = outage != null;
    outage = null;
    return was;
  }

  /// A request about this person failed.
  ///
  /// @param all about whom requests are made
  /// @param asked when this one was
  Owner failed(
      UserId user,
      SlackException failure,
      Problem problem,
      Set<UserId> all,
      Instant asked,
      Instant now) {
    people.keySet().retainAll(all);
    inARow.retainAll(all);
    Set<UserId> answered = new HashSet<>(all);
    answered.removeAll(people.keySet());
    boolean began = answered.contains(user);
    if (began) {
      inARow.add(user);
    }
    String why = ProblemMapper.code(failure);
    if (failure instanceof SlackException.Platform && PERSONAL.contains(why)) {
      // Slack answers.
      outage = null;
      inARow.clear();
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
      return asked.isBefore(before.since()) ? before : failed(shared, failure.answered(), now);
    }
    Person own = new Person(user, why, true);
    people.put(user, own);
    boolean none = people.keySet().containsAll(all);
    if (!none && inARow.size() < ENOUGH && !(began && unreachable(failure))) {
      return own;
    }
    inARow.forEach(one -> people.put(one, new Person(one, why, false)));
    return failed(shared, failure.answered(), now);
  }

  /// Whether nothing led to Slack, which is not about one person unless it happens again.
  private static boolean unreachable(SlackException failure) {
    return failure instanceof SlackException.Request request
        && request.failure() != SlackException.Request.Failure.TIMED_OUT;
  }

  /// A request failed that is about no person, or whose failure is no one's in particular.
  ///
  /// @param answered whether Slack answered at all
  Outage failed(Problem problem, boolean answered, Instant now) {
    int attempts = outage == null ? 1 : outage.attempts() + 1;
    Duration rest = Duration.ofSeconds(1L << Math.min(attempts - 1, 9));
    Duration most = answered ? MOST_REST : MOST_REST_UNANSWERED;
    Instant until = now.plus(rest.compareTo(most) > 0 ? most : rest);
    outage = new Outage(attempts, problem, outage == null ? now : outage.since(), until);
    return outage;
  }

  /// The outage, if there is one.
  Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  /// The next request may be made at `at`: a person wants it, or the clock was set.
  void hurry(Instant at) {
    if (outage != null) {
      outage = new Outage(outage.attempts(), outage.problem(), outage.since(), at);
    }
  }

  /// About whom Slack does not answer, while it answers about others.
  Set<UserId> unanswered(Set<UserId> all) {
    SortedSet<UserId> certain = new TreeSet<>();
    people.forEach((user, one) -> {
      if (one.certain() && all.contains(user)) {
        certain.add(user);
      }
    });
    return certain;
  }

  /// The same for the screen, or null when there is no one.
  WatchStatus.@Nullable Unanswered said(Set<UserId> all) {
    SortedSet<UserId> certain = new TreeSet<>(unanswered(all));
    return people.values().stream()
        .filter(one -> certain.contains(one.user()))
        .findFirst()
        .map(first -> new WatchStatus.Unanswered(certain, first.why()))
        .orElse(null);
  }
}
