package rollcall.presence;

/// Why a state began, which is also why the one before it ended. The words are those of
/// `intervals.csv`.
public enum Cause {
  /// Slack reported a change while we were looking.
  PRESENCE_CHANGE("presence_change"),
  /// Slack told us the state for the first time after we began to look; the state may be older.
  SNAPSHOT("snapshot"),
  /// The first word of Slack after a lost connection came back; the state may be older.
  RECONNECTED("reconnected"),
  /// A look by polling found it so.
  PRESENCE_CHECK("presence_check"),
  /// Rollcall started.
  APP_STARTED("app_started"),
  /// The person was added to the list.
  WATCH_STARTED("watch_started"),
  /// Recording was resumed.
  WATCH_RESUMED("watch_resumed"),
  /// The recording hours began.
  HOURS_OPENED("hours_opened"),
  /// The connection was lost; the state ends at the last moment it was known to be alive.
  DISCONNECTED("disconnected"),
  /// Rollcall stopped: it was closed, or a person changed what it looks at and how (token, proxy,
  /// demo).
  APP_STOPPED("app_stopped"),
  /// Rollcall ended without saying goodbye; the state ends at the last moment it is known to have
  /// lived.
  APP_CRASHED("app_crashed"),
  /// The computer slept, or Rollcall stood still (stopped, starved, or its clock was set forward).
  COMPUTER_SLEPT("computer_slept"),
  /// Slack stopped accepting the token.
  TOKEN_INVALID("token_invalid"),
  /// Recording was paused.
  WATCH_PAUSED("watch_paused"),
  /// The person was removed from the list.
  WATCH_STOPPED("watch_stopped"),
  /// The recording hours ended.
  HOURS_CLOSED("hours_closed"),
  /// The computer's clock was set.
  CLOCK_ADJUSTED("clock_adjusted"),
  /// Rollcall was not running, as far as its last heartbeat tells.
  APP_NOT_RUNNING("app_not_running"),
  /// The span goes on beyond the day that cuts it.
  MIDNIGHT_SPLIT("midnight_split"),
  /// The span goes on beyond the range asked for.
  RANGE_END("range_end"),
  /// The span is still going on.
  NOW("now");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  /// The stable lower-case word used in files.
  public String word() {
    return word;
  }
}
