package rollcall.history;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// A program that records invented sightings until it is killed, and says after each batch up to
/// which one they are stored.
final class Recorder {
  static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  static final List<UserId> USERS = List.of(new UserId("U1"), new UserId("U2"), new UserId("U3"));

  private Recorder() {}

  /// The n-th sighting ever: one a second, of each person in turn.
  static Sighting nth(long n) {
    return Sighting.of(
        USERS.get((int) (n % USERS.size())),
        n / USERS.size() % 2 == 0 ? Presence.ACTIVE : Presence.AWAY,
        T.plusSeconds(n),
        Source.RTM,
        Cause.PRESENCE_CHANGE);
  }

  /// Arguments: the file, and the number to begin with.
  public static void main(String[] args) throws Exception {
    long n = Long.parseLong(args[1]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    History history = History.open(Path.of(args[0]), T.plusSeconds(n));
    while (true) {
      history.append(List.of(nth(n), nth(n + 1)));
      n += 2;
      history.heartbeat(T.plusSeconds(n));
      out.println(n);
    }
  }
}
