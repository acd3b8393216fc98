package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.slack.SlackException;

/// Time between the last frame of a connection and the notice of its loss. Pure.
///
/// @param lastHeard time of the last frame, or null before the first
/// @param noticed time at which the loss was noticed
/// @param stalled whether the process stalled
record SilenceBeforeLoss(@Nullable Instant lastHeard, Instant noticed, boolean stalled) {
  /// Longest silence of a connection that the client checks; a longer one was sleep.
  private static final Duration MAX_SILENCE = Duration.ofMinutes(2);

  /// Longest usual silence of a working connection, which at least answers pings.
  private static final Duration USUAL_SILENCE = Duration.ofSeconds(8);

  static SilenceBeforeLoss before(
      @Nullable Instant lastHeard, Instant noticed, @Nullable SlackException problem) {
    return new SilenceBeforeLoss(lastHeard, noticed, problem instanceof SlackException.Stalled);
  }

  /// Time from which all people are unknown.
  Instant start() {
    return lastHeard == null ? noticed : lastHeard;
  }

  /// Cause of the gap.
  Cause cause() {
    if (noticed.isBefore(start())) {
      return Cause.CLOCK_ADJUSTED;
    }
    return stalled || length().compareTo(MAX_SILENCE) > 0
        ? Cause.COMPUTER_SLEPT
        : Cause.DISCONNECTED;
  }

  /// Description of the cause and the problem for the audit event.
  String describe(@Nullable SlackException problem) {
    if (cause() == Cause.COMPUTER_SLEPT) {
      return length().compareTo(MAX_SILENCE) > 0 ? "the computer slept" : "Rollcall stood still";
    }
    if (cause() == Cause.CLOCK_ADJUSTED) {
      return "the clock was set back";
    }
    if (length().compareTo(USUAL_SILENCE) > 0) {
      return "no pong for " + length().toSeconds() + " s";
    }
    return problem == null ? "asked to reconnect" : sentence(problem);
  }

  /// Message of a problem without the final period.
  static String sentence(SlackException problem) {
    String message = String.valueOf(problem.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private Duration length() {
    return Duration.between(start(), noticed);
  }
}
