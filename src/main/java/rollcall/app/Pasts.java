package rollcall.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import rollcall.history.History;
import rollcall.presence.Lane;
import rollcall.presence.UserId;

/// Reads people's pasts for the screen. Lane: disk.
final class Pasts {
  /// How far back the timeline goes: a year, and the day before its first.
  private static final Duration BACK = Duration.ofDays(367);

  private Pasts() {}

  /// The lane of each of these people up to now; an empty one for somebody without a past.
  static List<Lane> read(History history, Collection<UserId> people, Instant now)
      throws IOException {
    List<Lane> lanes = new ArrayList<>();
    for (UserId user : people) {
      lanes.add(
          Lane.ofSightings(
              user, history.sightings(user, now.minus(BACK), now.plus(Duration.ofDays(1)))));
    }
    return lanes;
  }
}
