package rollcall.watch;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.SlackPresence;
import rollcall.slack.rtm.PresenceMismatch;

/// Mismatches found by the checks of a presence subscription: logged when found, and part of the
/// status as long as they matter. Thread: watcher.
final class PresenceMismatches {
  private final SightingPublisher publisher;
  private final Source source;
  private final Set<UserId> silent = new HashSet<>();
  private int corrected;
  private @Nullable Instant at;

  PresenceMismatches(SightingPublisher publisher, Source source) {
    this.publisher = publisher;
    this.source = source;
  }

  /// Marks people unknown after a mismatch.
  ///
  /// An unreported change proves that the subscription had stopped. Confirmed people may have
  /// changed in between, so they are unknown since the last pushed event, until Slack answers the
  /// renewed subscription.
  void mismatch(PresenceMismatch found) {
    for (String id : found.users()) {
      UserId user = new UserId(id);
      if (publisher.presence(user).isObserved()) {
        var _ = publisher.onMismatch(user, source, found.at(), describe(user, found));
      }
      if (isObserved(user)) {
        publisher.markUnknown(user, found.confirmed(), Cause.DISCONNECTED);
      }
    }
    if (!found.answers().isEmpty()) {
      publisher.markUnknown(found.alive(), Cause.DISCONNECTED);
    }
    corrected = found.users().size();
    at = found.at();
  }

  private String describe(UserId user, PresenceMismatch found) {
    SlackPresence answer = found.answers().get(user.value());
    return "reported "
        + publisher.presence(user).word()
        + (answer == null ? ", no answer" : ", answered " + RtmEventAdapter.presence(answer).word())
        + ", confirmed until "
        + found.confirmed();
  }

  /// Marks people without presence data unknown: what was reported of them before, as over the
  /// connection before a handover, is confirmed until the subscription only.
  void unconfirmed(WatcherMessage.Unconfirmed found) {
    for (UserId user : new TreeSet<>(found.users())) {
      if (publisher.people().contains(user) && silent.add(user)) {
        var _ =
            publisher.onMismatch(user, source, found.at(), "no answer to subscription and query");
        at = found.at();
      }
      if (isObserved(user)) {
        publisher.markUnknown(user, found.since(), Cause.DISCONNECTED);
      }
    }
  }

  /// Returns whether presence of the person was published or is withheld.
  private boolean isObserved(UserId user) {
    return publisher.presence(user).isObserved() || publisher.uncheckedMembers().contains(user);
  }

  /// Removes people whose presence was reported.
  void reported(Collection<UserId> users) {
    users.forEach(silent::remove);
  }

  /// Keeps these people only.
  void retain(Set<UserId> people) {
    silent.retainAll(people);
  }

  /// Summary for the status; null if there is nothing to report.
  WatchStatus.@Nullable MismatchSummary summary() {
    return at == null || (corrected == 0 && silent.isEmpty())
        ? null
        : new WatchStatus.MismatchSummary(corrected, new TreeSet<>(silent), at);
  }
}
