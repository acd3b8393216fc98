package rollcall.presence;

import java.util.Locale;

/// Type of a row in the event log. The texts are those of `events.csv`.
public enum EventType {
  /// Slack reported a change of presence without a request.
  PRESENCE_CHANGE,
  /// Slack reported a presence for the first time after observation began.
  PRESENCE_SNAPSHOT,
  /// A presence was requested from Slack; without a person: the last states are confirmed until
  /// then.
  PRESENCE_CHECK,
  /// Slack's answer to a request differs from what it had pushed.
  PRESENCE_MISMATCH,
  /// The Do Not Disturb times of the person changed.
  DND_UPDATED,
  /// The person's status text changed.
  STATUS_CHANGED,
  /// A connection to Slack was established.
  CONNECTED,
  /// The connection to Slack was lost; for a person: no observation from then on.
  DISCONNECTED,
  /// A person was added to the watch list.
  SUBSCRIBED,
  /// A person was removed from the watch list.
  UNSUBSCRIBED,
  /// Rollcall started recording.
  APP_STARTED,
  /// Rollcall shut down cleanly.
  APP_STOPPED,
  /// Rollcall ended without a clean shutdown; the instant is that of the last heartbeat.
  APP_CRASHED,
  /// The computer went to sleep.
  SLEEP,
  /// The computer woke up.
  WAKE,
  /// Slack answered that requests come too often.
  RATE_LIMITED,
  /// Slack stopped accepting the token.
  TOKEN_INVALID,
  /// The computer's clock was set.
  CLOCK_ADJUSTED,
  /// The person joined or left a huddle.
  HUDDLE_CHANGED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The stable lower-case text used in files.
  public String word() {
    return word;
  }
}
