package rollcall.simulator;

import java.time.Duration;
import java.util.Optional;

/// Trouble: everything that can go wrong between a client and Slack (slack-protocol 8).
///
/// Faults with a number of `times` are planned, and happen to the next requests, sockets or events
/// in the order of planning; the others happen at once.
public sealed interface Fault extends ScriptAction {
  /// The next calls of a method go wrong.
  ///
  /// @param method such as `rtm.connect`; `*` for every method
  /// @param user the id of the person that the calls are about; empty for all calls
  record Http(String method, String user, HttpFault httpFault, int times) implements Fault {
    /// Calls about anyone.
    public Http(String method, HttpFault httpFault, int times) {
      this(method, "", httpFault, times);
    }
  }

  /// The next pages of any list are cut short, some of them empty.
  record ShortPages(int times) implements Fault {}

  /// The next sockets are refused with this HTTP status.
  record RefuseSockets(int status, int times) implements Fault {}

  /// The next sockets open and are told that their URL has expired.
  record StaleUrls(int times) implements Fault {}

  /// Every socket URL that was given out, and not yet used, is too old.
  record ExpireUrls() implements Fault {}

  /// The next sockets hear their hello late, or never.
  ///
  /// @param delay empty for never
  record Hello(Optional<Duration> delay, int times) implements Fault {}

  /// Every socket is told a URL for its next connection.
  record ReconnectUrl() implements Fault {}

  /// Every socket is cut without a close frame.
  record Drop() implements Fault {}

  /// Every socket is closed with a close frame.
  record Close(int code, String reason) implements Fault {}

  /// Goodbye is said on every socket, which is closed after a while.
  record Goodbye(Duration grace) implements Fault {}

  /// The workspace moves: announces it, closes every socket, and refuses the next calls of
  /// `rtm.connect` with `migration_in_progress`.
  record Migrate(int refusals) implements Fault {}

  /// Every open socket goes deaf and dumb, pings included, while its TCP connection stays; new
  /// sockets work.
  record HalfOpen() implements Fault {}

  /// Every presence subscription is forgotten without a word: sockets stay open, pings and
  /// questions are answered, and no change is told until a client sends its list again.
  record Unsubscribe() implements Fault {}

  /// Nothing at all is read or answered for a while, while connections stay; then everything
  /// arrives late.
  record Silence(Duration length) implements Fault {}

  /// Every connection is cut, and every new one for a while.
  record Down(Duration length) implements Fault {}

  /// Any text is sent to every socket, be it JSON or not.
  record Raw(String text) implements Fault {}

  /// An event of an unknown type and of this size is sent to every socket.
  record Large(int bytes) implements Fault {}

  /// The next presence events are each sent twice.
  record Duplicate(int times) implements Fault {}

  /// The next presence events are each overtaken by the one that follows.
  record Reorder(int times) implements Fault {}

  /// From now on presence events have this shape, whatever the client asked for.
  record Reshape(Shape shape) implements Fault {}

  /// From now on the workspace waits between two frames that it reads from a socket.
  ///
  /// @param pause zero to read as fast as it can
  record ReadSlowly(Duration pause) implements Fault {}

  /// People become active and away at random, drawn by the seed.
  ///
  /// @param perMinute how many changes
  record Flood(int perMinute, Duration length, long seed) implements Fault {}

  /// What was planned or scripted and has not happened yet never happens; shapes and speeds are as
  /// they were.
  record ClearPlanned() implements Fault {}

  /// How a change of presence is written.
  enum Shape {
    /// As the client asked for.
    AS_ASKED,
    /// `user`: one event a person.
    SINGLE,
    /// `users`: one event for many.
    BATCH,
    /// `users` under the type `presence_change_batch` that old pages showed.
    ALIAS
  }
}
