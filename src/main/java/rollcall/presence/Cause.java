package rollcall.presence;

import java.util.Locale;

/// Reason why a state began; also the reason why the state before it ended. The texts are those of
/// `intervals.csv`.
public enum Cause {
  /// Slack reported a change while the person was being observed.
  PRESENCE_CHANGE,
  /// First state reported after observation began; the state may be older.
  SNAPSHOT,
  /// First state reported after a lost connection was restored; the state may be older.
  RECONNECTED,
  /// A poll found the state, or one of the first reports after polling.
  PRESENCE_CHECK,
  /// Rollcall started.
  APP_STARTED,
  /// The person was added to the list.
  WATCH_STARTED,
  /// Recording was resumed.
  WATCH_RESUMED,
  /// The recording hours began.
  HOURS_OPENED,
  /// The connection was lost; the state ends at the last moment it was known to be alive.
  DISCONNECTED,
  /// Rollcall stopped: it was closed, or the user changed the connection (token, proxy, demo).
  APP_STOPPED,
  /// Rollcall ended without a clean shutdown; the state ends at the last heartbeat.
  APP_CRASHED,
  /// The computer slept, or Rollcall stood still (stopped, starved, or its clock was set forward).
  COMPUTER_SLEPT,
  /// Slack stopped accepting the token.
  TOKEN_INVALID,
  /// Recording was paused.
  WATCH_PAUSED,
  /// The person was removed from the list.
  WATCH_STOPPED,
  /// Another recorder of the shared record took the person over.
  RECORDER_CHANGED,
  /// The recording hours ended.
  HOURS_CLOSED,
  /// The computer's clock was set.
  CLOCK_ADJUSTED,
  /// Rollcall was not running, according to its last heartbeat.
  APP_NOT_RUNNING,
  /// The span continues beyond the day at whose end it is cut.
  MIDNIGHT_SPLIT,
  /// The span continues beyond the requested range.
  RANGE_END,
  /// The span has not ended yet.
  NOW;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
