package rollcall.presence;

/// Type of a row in the event log. The texts are those of `events.csv`.
public enum EventType {
  /// Slack reported a change of presence without a request.
  PRESENCE_CHANGE("presence_change"),
  /// Slack reported a presence for the first time after observation began.
  PRESENCE_SNAPSHOT("presence_snapshot"),
  /// A presence was requested from Slack; without a person: the last states are confirmed until
  /// then.
  PRESENCE_CHECK("presence_check"),
  /// Slack's answer to a request differs from what it had pushed.
  PRESENCE_MISMATCH("presence_mismatch"),
  /// The Do Not Disturb times of the person changed.
  DND_UPDATED("dnd_updated"),
  /// The person's status text changed.
  STATUS_CHANGED("status_changed"),
  /// A connection to Slack was established.
  CONNECTED("connected"),
  /// The connection to Slack was lost; for a person: no observation from then on.
  DISCONNECTED("disconnected"),
  /// A person was added to the watch list.
  SUBSCRIBED("subscribed"),
  /// A person was removed from the watch list.
  UNSUBSCRIBED("unsubscribed"),
  /// Rollcall started recording.
  APP_STARTED("app_started"),
  /// Rollcall shut down cleanly.
  APP_STOPPED("app_stopped"),
  /// Rollcall ended without a clean shutdown; the instant is that of the last heartbeat.
  APP_CRASHED("app_crashed"),
  /// The computer went to sleep.
  SLEEP("sleep"),
  /// The computer woke up.
  WAKE("wake"),
  /// Slack answered that requests come too often.
  RATE_LIMITED("rate_limited"),
  /// Slack stopped accepting the token.
  TOKEN_INVALID("token_invalid"),
  /// The computer's clock was set.
  CLOCK_ADJUSTED("clock_adjusted"),
  /// The person joined or left a huddle.
  HUDDLE_CHANGED("huddle_changed");

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
