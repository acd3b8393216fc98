package rollcall.watch;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Tells the audience what follows from what was seen. Lane: link.
final class Scribe {
  private final Audience audience;
  private Set<UserId> people;
  private @Nullable Lookout lookout;

  Scribe(Audience audience, Set<UserId> people) {
    this.audience = audience;
    this.people = people;
  }

  Set<UserId> people() {
    return people;
  }

  /// Slack told us where we are.
  void opened(Workspace workspace, Instant at) throws IOException {
    lookout = new Lookout(audience.opened(workspace));
    tell(lookout.watch(people, at));
  }

  void people(Set<UserId> newPeople, Instant at) {
    people = newPeople;
    if (lookout != null) {
      tell(lookout.watch(newPeople, at));
    }
  }

  void told(Collection<UserId> users, Presence presence, Instant at, Source source) {
    if (lookout != null) {
      tell(lookout.told(users, presence, at, source));
    }
  }

  /// Slack answered about this person.
  ///
  /// @return whether that was news
  boolean looked(UserId user, Presence presence, Instant previousLook, Instant at, Source source) {
    if (lookout == null) {
      return false;
    }
    List<Sighting> news = lookout.looked(user, presence, previousLook, at, source);
    tell(news);
    return !news.isEmpty();
  }

  /// From `at` on nobody is seen.
  void dark(Instant at, Cause cause) {
    if (lookout != null) {
      tell(lookout.dark(at, cause));
    }
  }

  /// From `at` on this person is not seen.
  void dark(UserId user, Instant at, Cause cause) {
    if (lookout != null) {
      tell(lookout.dark(user, at, cause));
    }
  }

  /// From `at` on nobody is watched, for a while.
  void leaveOff(Instant at, Cause cause) {
    if (lookout != null) {
      tell(lookout.leaveOff(at, cause));
    }
  }

  void confirmed(Instant until) {
    audience.confirmed(until);
  }

  void status(WatchStatus status) {
    audience.status(status);
  }

  void manualChange(Presence presence) {
    audience.manualChange(presence);
  }

  private void tell(List<Sighting> sightings) {
    if (!sightings.isEmpty()) {
      audience.seen(sightings);
    }
  }
}
