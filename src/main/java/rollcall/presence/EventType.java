package rollcall.presence;

/// What kind of thing came in or happened. The words are those of `events.csv`.
public enum EventType {
  /// Slack reported a change of presence by itself.
  PRESENCE_CHANGE("presence_change"),
  /// Slack told a presence for the first time after we began to look.
  PRESENCE_SNAPSHOT("presence_snapshot"),
  /// We asked Slack for a presence; without a person: what was last seen is confirmed until then.
  PRESENCE_CHECK("presence_check"),
  /// Slack answered a question otherwise than it had told us by itself.
  PRESENCE_MISMATCH("presence_mismatch"),
  /// The times in which the person wants no notifications changed.
  DND_UPDATED("dnd_updated"),
  /// The person's status text changed.
  STATUS_CHANGED("status_changed"),
  /// A connection to Slack came about.
  CONNECTED("connected"),
  /// The connection to Slack was lost; of a person: nobody looked from then on.
  DISCONNECTED("disconnected"),
  /// Somebody came onto the list.
  SUBSCRIBED("subscribed"),
  /// Somebody left the list.
  UNSUBSCRIBED("unsubscribed"),
  /// Rollcall began to record.
  APP_STARTED("app_started"),
  /// Rollcall ended in order.
  APP_STOPPED("app_stopped"),
  /// Rollcall ended without saying goodbye; the instant is the last at which it is known to have
  /// lived.
  APP_CRASHED("app_crashed"),
  /// The computer went to sleep.
  SLEEP("sleep"),
  /// The computer woke up.
  WAKE("wake"),
  /// Slack asked for a rest.
  RATE_LIMITED("rate_limited"),
  /// Slack stopped accepting the token.
  TOKEN_INVALID("token_invalid"),
  /// The computer's clock was set.
  CLOCK_ADJUSTED("clock_adjusted"),
  /// The person went into a huddle, or left one.
  HUDDLE_CHANGED("huddle_changed");

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  /// The stable lower-case word used in files.
  public String word() {
    return word;
  }
}
