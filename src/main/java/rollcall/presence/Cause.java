package rollcall.presence;

/// Reason why a state began; also the reason why the state before it ended. The texts are those of
/// `intervals.csv`.
public enum Cause {
  /// Slack reported a change while the person was being observed.
  PRESENCE_CHANGE("presence_change"),
  /// First state reported after observation began; the state may be older.
  SNAPSHOT("snapshot"),
  /// First state reported after a lost connection was restored; the state may be older.
  RECONNECTED("reconnected"),
  /// A poll found the state.
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
  /// Rollcall stopped: it was closed, or the user changed the connection (token, proxy, demo).
  APP_STOPPED("app_stopped"),
  /// Rollcall ended without a clean shutdown; the state ends at the last heartbeat.
  APP_CRASHED("app_crashed"),
  /// The computer slept, or Rollcall stood still (stopped, starved, or its clock was set forward).
  COMPUTER_SLEPT("computer_slept"),
  /// Slack stopped accepting the token.
  TOKEN_INVALID("token_invalid"),
  /// Recording was paused.
  WATCH_PAUSED("watch_paused"),
  /// The person was removed from the list.
  WATCH_STOPPED("watch_stopped"),
  /// Another recorder of the shared record took the person over.
  RECORDER_CHANGED("recorder_changed"),
  /// The recording hours ended.
  HOURS_CLOSED("hours_closed"),
  /// The computer's clock was set.
  CLOCK_ADJUSTED("clock_adjusted"),
  /// Rollcall was not running, according to its last heartbeat.
  APP_NOT_RUNNING("app_not_running"),
  /// The span continues beyond the day at whose end it is cut.
  MIDNIGHT_SPLIT("midnight_split"),
  /// The span continues beyond the requested range.
  RANGE_END("range_end"),
  /// The span has not ended yet.
  NOW("now");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
