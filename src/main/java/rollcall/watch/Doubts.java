package rollcall.watch;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// What the checks of a presence subscription found, as long as it is worth saying. Lane: link.
final class Doubts {
  private final Set<UserId> mute = new HashSet<>();
  private int corrected;
  private @Nullable Instant at;

  /// Slack answered otherwise than it had told, or not any more, of so many people.
  void corrected(int people, Instant when) {
    corrected = people;
    at = when;
  }

  /// Slack tells nothing of these people.
  ///
  /// @return those of whom that is new
  List<UserId> mute(Collection<UserId> users, Instant when) {
    List<UserId> news = users.stream().filter(mute::add).sorted().toList();
    at = news.isEmpty() ? at : when;
    return news;
  }

  /// Slack does tell of these people.
  void toldOf(Collection<UserId> users) {
    users.forEach(mute::remove);
  }

  /// Only these people are of interest from now on.
  void people(Set<UserId> people) {
    mute.retainAll(people);
  }

  /// The gist; null when there is nothing to say.
  WatchStatus.@Nullable Doubt doubt() {
    return at == null || (corrected == 0 && mute.isEmpty())
        ? null
        : new WatchStatus.Doubt(corrected, mute.size(), at);
  }
}
