package rollcall.settings;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Alert or message that waits until a person is observed active, and then fires once. Immutable.
///
/// @param id unique in its file
/// @param text the message to send to the person, or null for an alert
/// @param expires time at which it is given up
/// @param state the progress
/// @param changed time of the last change of the state
/// @param problem Slack's error code or a word for the failure of the last attempt, or null
/// @param retry earliest time of the next attempt, or null
public record OneTimeTrigger(
    String id,
    UserId user,
    @Nullable String text,
    Instant created,
    Instant expires,
    State state,
    Instant changed,
    @Nullable String problem,
    @Nullable Instant retry) {
  /// Time for which a trigger that has ended is kept for the user to see.
  private static final Duration KEPT = Duration.ofDays(7);

  /// Progress of a trigger.
  public enum State {
    /// The person was not observed active yet, or the last attempt failed without effect.
    WAITING,
    /// The message is being sent: stored before the attempt.
    SENDING,
    /// The person was active, and a message was accepted by Slack.
    DONE,
    /// Slack's answer is unknown: the message may have been sent, and is not sent again.
    UNCERTAIN,
    /// It was given up at its expiry.
    EXPIRED
  }

  /// A new trigger.
  public static OneTimeTrigger of(
      String id, UserId user, @Nullable String text, Instant now, Instant expires) {
    return new OneTimeTrigger(id, user, text, now, expires, State.WAITING, now, null, null);
  }

  public boolean isMessage() {
    return text != null;
  }

  /// Returns whether it has its result.
  public boolean hasEnded() {
    return state != State.WAITING && state != State.SENDING;
  }

  /// Returns whether an attempt may be made now.
  public boolean isDue(Instant now) {
    return state == State.WAITING
        && now.isBefore(expires)
        && (retry == null || !now.isBefore(retry));
  }

  /// Returns whether it is to be given up.
  boolean isExpired(Instant now) {
    return state == State.WAITING && !now.isBefore(expires);
  }

  /// Returns whether it has ended so long ago that it is removed.
  boolean isOld(Instant now) {
    return hasEnded() && now.isAfter(changed.plus(KEPT));
  }

  /// The same trigger in this state; without its earlier failure, except at its expiry.
  public OneTimeTrigger in(State next, Instant now) {
    boolean keeps = next == State.EXPIRED;
    return new OneTimeTrigger(
        id, user, text, created, expires, next, now, keeps ? problem : null, null);
  }

  /// The same trigger after an attempt that had no effect.
  public OneTimeTrigger failed(String why, Instant now, Instant nextTry) {
    return new OneTimeTrigger(id, user, text, created, expires, State.WAITING, now, why, nextTry);
  }
}
