package rollcall.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Fault between a client and Slack (slack-protocol 8).
///
/// Faults with `times` are queued and affect the next requests, sockets or events in the order of
/// queueing; the others take effect at once.
public sealed interface Fault extends ScriptAction {
  /// The next calls of a method fail.
  ///
  /// @param method such as `rtm.connect`; `*` for every method
  /// @param user id of the person that the calls are about; empty for all calls
  record Http(String method, String user, HttpFault httpFault, int times) implements Fault {
    /// Creates a fault for calls about any user.
    public Http(String method, HttpFault httpFault, int times) {
      this(method, "", httpFault, times);
    }
  }

  /// The next pages of all lists are short or empty.
  record ShortPages(int times) implements Fault {}

  /// The next sockets are refused with this HTTP status.
  record RefuseSockets(int status, int times) implements Fault {}

  /// The next sockets open and receive the error that their URL has expired.
  record StaleUrls(int times) implements Fault {}

  /// All issued, unused socket URLs expire.
  record ExpireUrls() implements Fault {}

  /// The next sockets receive their hello late, or never.
  ///
  /// @param delay null for never
  record Hello(@Nullable Duration delay, int times) implements Fault {}

  /// Every socket receives a URL for its next connection.
  record ReconnectUrl() implements Fault {}

  /// Every socket is cut without a close frame.
  record Drop() implements Fault {}

  /// Every socket is closed with a close frame.
  record Close(int code, String reason) implements Fault {}

  /// Every socket receives a goodbye and is closed after a grace period.
  record Goodbye(Duration grace) implements Fault {}

  /// The workspace migrates: announces it, closes every socket, and refuses the next calls of
  /// `rtm.connect` with `migration_in_progress`.
  record Migrate(int refusals) implements Fault {}

  /// Every open socket becomes half-open: it neither reads nor writes, pings included, while its
  /// TCP connection stays; new sockets work.
  record HalfOpen() implements Fault {}

  /// Every presence subscription is dropped silently: sockets stay open, pings and queries are
  /// answered, but no change is sent until a client sends its list again.
  record Unsubscribe() implements Fault {}

  /// The server reads and answers nothing for this time, with open connections; then everything
  /// arrives late.
  record Silence(Duration length) implements Fault {}

  /// Every connection is cut, and every new one, for a while.
  record Down(Duration length) implements Fault {}

  /// This text is sent to every socket, valid JSON or not.
  record Raw(String text) implements Fault {}

  /// An event of unknown type and this size is sent to every socket.
  record Large(int bytes) implements Fault {}

  /// The next presence events are each sent twice.
  record Duplicate(int times) implements Fault {}

  /// The next presence events are each sent after the one that follows.
  record Reorder(int times) implements Fault {}

  /// Presence events have this shape from now on, whatever the client requested.
  record Reshape(Shape shape) implements Fault {}

  /// The workspace pauses between two frames that it reads from a socket.
  ///
  /// @param pause zero to read without a pause
  record ReadSlowly(Duration pause) implements Fault {}

  /// People change presence at random, determined by the seed.
  ///
  /// @param perMinute number of changes per minute
  record Flood(int perMinute, Duration length, long seed) implements Fault {}

  /// Queued faults and scheduled steps are canceled, and a silence and an outage end; event shapes
  /// and read speed are reset.
  record ClearPlanned() implements Fault {}

  /// Shape of presence events.
  enum Shape {
    /// The shape that the client requested.
    AS_ASKED,
    /// `user`: one event a person.
    SINGLE,
    /// `users`: one event for many.
    BATCH,
    /// `users` under the type `presence_change_batch` that old pages showed.
    ALIAS
  }
}
