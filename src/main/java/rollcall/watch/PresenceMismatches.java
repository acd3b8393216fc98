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

/// What the checks of a presence subscription found: written down when it is found, and said as
/// long as it is worth a word. Lane: link.
final class PresenceMismatches {
  private final SightingPublisher scribe;
  private final Source source;
  private final Set<UserId> mute = new HashSet<>();
  private int corrected;
  private @Nullable Instant at;

  PresenceMismatches(SightingPublisher scribe, Source source) {
    this.scribe = scribe;
    this.source = source;
  }

  /// Since the last check that confirmed what was told, nobody knows how long it still held.
  ///
  /// A change that was not told proves that the subscription had died. Those whom the answer
  /// confirms may have come and gone since Slack last told of anybody, so they are unknown from
  /// there on, until Slack answers the list that is sent again.
  ///
  /// @param lastWord when Slack last told of anybody, or null
  void mismatch(PresenceMismatch found, @Nullable Instant lastWord) {
    for (String id : found.users()) {
      UserId user = new UserId(id);
      if (scribe.presence(user).isObserved()) {
        scribe.connectionLog().mismatch(user, source, found.at(), words(user, found));
        scribe.markUnknown(user, found.confirmed(), Cause.DISCONNECTED);
      }
    }
    if (!found.answers().isEmpty()) {
      Instant confirmed = found.confirmed();
      scribe.markUnknown(
          lastWord != null && lastWord.isAfter(confirmed) ? lastWord : confirmed,
          Cause.DISCONNECTED);
    }
    corrected = found.users().size();
    at = found.at();
  }

  private String words(UserId user, PresenceMismatch found) {
    SlackPresence answer = found.answers().get(user.value());
    return "told "
        + scribe.presence(user).word()
        + (answer == null
            ? ", asked, no answer"
            : ", answered " + RtmEventAdapter.presence(answer).word())
        + ", confirmed until "
        + found.confirmed();
  }

  /// Slack tells nothing of these people, whatever is tried.
  void unconfirmed(Collection<UserId> users, Instant when) {
    for (UserId user : users.stream().filter(mute::add).sorted().toList()) {
      scribe.connectionLog().mismatch(user, source, when, "subscribed to and asked for, no answer");
      at = when;
    }
  }

  /// Slack does tell of these people.
  void reported(Collection<UserId> users) {
    users.forEach(mute::remove);
  }

  /// Only these people are of interest from now on.
  void people(Set<UserId> people) {
    mute.retainAll(people);
  }

  /// The gist; null when there is nothing to say.
  WatchStatus.@Nullable Doubt summary() {
    return at == null || (corrected == 0 && mute.isEmpty())
        ? null
        : new WatchStatus.Doubt(corrected, new TreeSet<>(mute), at);
  }
}
