package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackPresence;

/// Presence subscription with verification. Slack confirms no subscription, but sends the current
/// presence of each newly listed user once. A user without it after 10 s is queried with
/// `presence_query`, and given up until the next check if that is not answered either; if no user
/// is answered, the list is sent again after a minute. Every 15 minutes all users are queried: an
/// answer that contradicts the subscription, or two unanswered queries of a confirmed user, mean
/// that Slack has dropped the subscription, and the list is sent again. A change during the query
/// arrives twice, from the subscription and as the answer: so a contradiction counts only if no
/// second event follows within two seconds, or no third after two queries. Changes of the list are
/// delayed by a second, or until the end of a check, and merged.
///
/// Thread: event loop. It sends nothing and reads no clock.
final class PresenceSubscription {
  /// The most people in one `presence_query`.
  static final int MOST_QUERIED = 500;

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SECOND_EVENT = Duration.ofSeconds(2);

  /// Time after a repeated query during which both may be answered.
  private static final Duration SECOND_ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration CHECK = Duration.ofMinutes(15);

  /// Delay until the list is sent again of which no user was answered.
  private static final Duration RESEND_DELAY = Duration.ofMinutes(1);

  private static final TokenBucket PACE = TokenBucket.of(1, Duration.ofSeconds(1));

  /// Reason to wait until [#until].
  private enum Waiting {
    FOR_THE_NEXT_CHECK,
    FOR_THE_LIST_TO_BE_ANSWERED,
    FOR_THE_QUERY_TO_BE_ANSWERED,
    FOR_THE_CHECK_TO_BE_ANSWERED,
    FOR_THE_REPEATED_CHECK_TO_BE_ANSWERED,
    FOR_A_SECOND_EVENT
  }

  private final Set<String> wanted = new LinkedHashSet<>();
  private final Set<String> listed = new HashSet<>();
  private final Set<String> silent = new LinkedHashSet<>();
  private final Map<String, SlackPresence> known = new HashMap<>();
  private TokenBucket pace = PACE;
  private boolean due;

  /// Differing replies that may still be caused by a change.
  private final Map<String, SlackPresence> contradicted = new HashMap<>();

  private Instant contradictedAt = Instant.EPOCH;

  /// Users with two queries under way: a second answer may arrive until `answersUntil`.
  private final Set<String> queriedTwice = new HashSet<>();

  private Instant answersUntil = Instant.EPOCH;

  /// Last instant at which all users were confirmed.
  private Instant confirmed = Instant.EPOCH;

  /// Time from which the users without an answer are not observed; null if all were answered.
  private @Nullable Instant unansweredSince;

  /// Last presence event that was no answer: if Slack sends one user's events, the subscription is
  /// alive for all.
  private Instant lastPush = Instant.EPOCH;

  private Waiting waiting = Waiting.FOR_THE_NEXT_CHECK;
  private @Nullable Instant until;

  /// Result of a tick.
  ///
  /// @param queries lists of users to query, each for one `presence_query`
  /// @param unconfirmed the users that are given up; null for none
  /// @param mismatch the contradiction; null for none
  record TickResult(
      List<List<String>> queries,
      @Nullable PresenceUnconfirmed unconfirmed,
      @Nullable PresenceMismatch mismatch) {
    static final TickResult NONE = new TickResult(List.of());

    TickResult(List<List<String>> queries) {
      this(queries, null, null);
    }
  }

  Set<String> users() {
    return new LinkedHashSet<>(wanted);
  }

  /// Replaces the list.
  void subscribe(Collection<String> ids) {
    wanted.clear();
    wanted.addAll(ids);
    silent.retainAll(wanted);
    known.keySet().retainAll(wanted);
    contradicted.keySet().retainAll(wanted);
    // A user who is removed and added again before the list is sent is not new to Slack, and has to
    // be queried.
    listed.retainAll(wanted);
    due = true;
  }

  /// A new connection is ready, without a subscription.
  void resume(Instant at) {
    due = due || !wanted.isEmpty();
    pace = PACE;
    forget();
    unansweredSince = at;
    until = null;
  }

  /// Sends the list again, as if it were new, because Slack refused it temporarily or lost it.
  void resend() {
    due = true;
    forget();
  }

  /// Time at which the list is sent, after an open check; empty when it is up to date.
  Optional<Instant> due(Instant at) {
    if (!due) {
      return Optional.empty();
    }
    Instant earliest = pace.earliest(at);
    // Slack answers a new list, too, if it has dropped the subscription: that would hide a
    // mismatch.
    return Optional.of(
        until != null && isCheckOpen() ? TokenBucket.later(earliest, until) : earliest);
  }

  private boolean isCheckOpen() {
    boolean awaits = !silent.isEmpty() || !contradicted.isEmpty();
    return awaits && (isChecking() || waiting == Waiting.FOR_A_SECOND_EVENT);
  }

  /// Returns the list to send now.
  List<String> send(Instant at) {
    due = false;
    pace = pace.take(at);
    Set<String> added = new LinkedHashSet<>(wanted);
    added.removeAll(listed);
    listed.clear();
    listed.addAll(wanted);
    boolean waits =
        !silent.isEmpty() && until != null && waiting == Waiting.FOR_THE_LIST_TO_BE_ANSWERED;
    silent.addAll(added);
    if (!silent.isEmpty()) {
      unansweredSince = unansweredSince == null ? at : unansweredSince;
      if (known.isEmpty()) {
        confirmed = at;
      }
      // A list that changes all the time does not postpone the query about earlier users.
      if (!waits) {
        waitUntil(Waiting.FOR_THE_LIST_TO_BE_ANSWERED, at.plus(ANSWER_TIMEOUT));
      }
    } else if (until == null) {
      waitUntil(Waiting.FOR_THE_NEXT_CHECK, at.plus(CHECK));
    }
    return List.copyOf(wanted);
  }

  /// A presence event from Slack.
  ///
  /// @return the users for the listeners: all except those whose event only confirmed what they
  ///   know or may be a mismatch
  List<String> onPresence(RtmEvent.PresenceChange change) {
    List<String> news = change.users();
    for (String user : change.users()) {
      if (isCheckReply(user, change.presence(), change.at())) {
        news = news.stream().filter(other -> !other.equals(user)).toList();
      }
    }
    boolean resting = waiting == Waiting.FOR_THE_NEXT_CHECK && contradicted.isEmpty();
    if (silent.isEmpty() && !resting && until != null) {
      onAllAnswered(change.at());
    }
    return news;
  }

  /// Returns whether this is only a reply to a check. An event beyond the replies proves that the
  /// subscription works.
  private boolean isCheckReply(String user, SlackPresence presence, Instant at) {
    boolean awaited = silent.remove(user);
    if (!awaited && at.isBefore(answersUntil) && queriedTwice.remove(user)) {
      withhold(user, presence, at);
      return true;
    }
    boolean queried = awaited && isChecking();
    SlackPresence before = known.get(user);
    if (queried && before != null) {
      withhold(user, presence, at);
      return true;
    }
    contradicted.remove(user);
    if (listed.contains(user)) {
      known.put(user, presence);
    }
    if (!awaited && before != null && before != presence) {
      lastPush = at;
    }
    return false;
  }

  private void withhold(String user, SlackPresence presence, Instant at) {
    contradicted.remove(user);
    if (known.get(user) != presence) {
      contradicted.put(user, presence);
      contradictedAt = at;
    }
  }

  private boolean isChecking() {
    return waiting == Waiting.FOR_THE_CHECK_TO_BE_ANSWERED
        || waiting == Waiting.FOR_THE_REPEATED_CHECK_TO_BE_ANSWERED;
  }

  /// Next deadline for [#tick]; empty for none.
  Optional<Instant> deadline() {
    return Optional.ofNullable(until);
  }

  /// Processes what is due, on a connection that is ready.
  TickResult tick(Instant at) {
    if (until == null || at.isBefore(until)) {
      return TickResult.NONE;
    }
    return switch (waiting) {
      case FOR_THE_NEXT_CHECK -> check(at);
      case FOR_THE_LIST_TO_BE_ANSWERED -> {
        waitUntil(Waiting.FOR_THE_QUERY_TO_BE_ANSWERED, at.plus(ANSWER_TIMEOUT));
        yield new TickResult(chunks(silent));
      }
      case FOR_THE_QUERY_TO_BE_ANSWERED -> giveUp(at);
      case FOR_THE_CHECK_TO_BE_ANSWERED -> silent.isEmpty() ? onMismatch(at) : queryAgain(at);
      case FOR_THE_REPEATED_CHECK_TO_BE_ANSWERED, FOR_A_SECOND_EVENT -> onMismatch(at);
    };
  }

  private TickResult giveUp(Instant at) {
    Instant since = unansweredSince;
    if (silent.isEmpty() || since == null) {
      onAllAnswered(at);
      return TickResult.NONE;
    }
    PresenceUnconfirmed unconfirmed = new PresenceUnconfirmed(silent, since, at);
    // A later answer is no check of what the listeners know.
    known.keySet().removeAll(silent);
    silent.clear();
    onAllAnswered(at);
    if (known.isEmpty()) {
      waitUntil(Waiting.FOR_THE_NEXT_CHECK, at.plus(RESEND_DELAY));
    }
    return new TickResult(List.of(), unconfirmed, null);
  }

  private TickResult check(Instant at) {
    if (known.isEmpty()) {
      if (!listed.isEmpty()) {
        resend();
      }
      waitUntil(Waiting.FOR_THE_NEXT_CHECK, at.plus(CHECK));
      return TickResult.NONE;
    }
    silent.addAll(known.keySet());
    contradicted.clear();
    queriedTwice.clear();
    unansweredSince = lastPush.isAfter(confirmed) ? lastPush : confirmed;
    waitUntil(Waiting.FOR_THE_CHECK_TO_BE_ANSWERED, at.plus(ANSWER_TIMEOUT));
    Set<String> queried = new LinkedHashSet<>(silent);
    queried.addAll(listed);
    return new TickResult(chunks(queried));
  }

  private TickResult queryAgain(Instant at) {
    queriedTwice.addAll(silent);
    answersUntil = at.plus(SECOND_ANSWER_TIMEOUT);
    waitUntil(Waiting.FOR_THE_REPEATED_CHECK_TO_BE_ANSWERED, at.plus(ANSWER_TIMEOUT));
    return new TickResult(chunks(silent));
  }

  private TickResult onMismatch(Instant at) {
    if (silent.isEmpty() && contradicted.isEmpty()) {
      // The user of this query is no longer subscribed to.
      onAllAnswered(at);
      return TickResult.NONE;
    }
    TickResult result = mismatch(at);
    waitUntil(Waiting.FOR_THE_NEXT_CHECK, at.plus(CHECK));
    return result;
  }

  /// All expected answers have arrived or were given up.
  private void onAllAnswered(Instant at) {
    if (contradicted.isEmpty()) {
      boolean checked = isChecking() || waiting == Waiting.FOR_A_SECOND_EVENT;
      confirmed = checked ? at : confirmed;
      unansweredSince = null;
      waitUntil(Waiting.FOR_THE_NEXT_CHECK, at.plus(CHECK));
    } else if (waiting != Waiting.FOR_A_SECOND_EVENT) {
      waitUntil(Waiting.FOR_A_SECOND_EVENT, at.plus(SECOND_EVENT));
    }
  }

  private TickResult mismatch(Instant at) {
    // A differing reply means that no event was sent, whatever was sent about others.
    boolean onlyUnanswered = contradicted.isEmpty();
    Instant alive = lastPush.isAfter(confirmed) ? lastPush : confirmed;
    Instant since = onlyUnanswered ? alive : confirmed;
    Instant known = onlyUnanswered ? at : contradictedAt;
    var mismatch = new PresenceMismatch(contradicted, silent, since, alive, known);
    unansweredSince = null;
    resend();
    return new TickResult(List.of(), null, mismatch);
  }

  private void forget() {
    listed.clear();
    silent.clear();
    known.clear();
    contradicted.clear();
    queriedTwice.clear();
  }

  private void waitUntil(Waiting next, Instant end) {
    waiting = next;
    until = end;
  }

  private static List<List<String>> chunks(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST_QUERIED) {
      chunks.add(all.subList(from, Math.min(all.size(), from + MOST_QUERIED)));
    }
    return chunks;
  }
}
