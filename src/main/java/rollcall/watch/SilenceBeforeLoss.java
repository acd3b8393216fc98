package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.slack.SlackException;

/// What the time between the last word of a connection and its loss was. Pure.
///
/// @param lastHeard when the last frame came, or null before the first
/// @param noticed when the loss was noticed
/// @param stalled whether it was lost because this process stood still
record SilenceBeforeLoss(@Nullable Instant lastHeard, Instant noticed, boolean stalled) {
  /// A connection that is alive is never silent for so long: it was not looked at.
  private static final Duration MOST = Duration.ofMinutes(2);

  /// A living connection says something more often than that, if only a pong.
  private static final Duration USUAL = Duration.ofSeconds(8);

  /// The silence of a connection that was lost.
  static SilenceBeforeLoss before(
      @Nullable Instant lastHeard, Instant noticed, @Nullable SlackException problem) {
    return new SilenceBeforeLoss(lastHeard, noticed, problem instanceof SlackException.Stalled);
  }

  /// From when on nobody is seen.
  Instant begin() {
    return lastHeard == null ? noticed : lastHeard;
  }

  /// Why nobody is seen from then on.
  Cause cause() {
    if (noticed.isBefore(begin())) {
      return Cause.CLOCK_ADJUSTED;
    }
    return stalled || length().compareTo(MOST) > 0 ? Cause.COMPUTER_SLEPT : Cause.DISCONNECTED;
  }

  /// The same for a person, with what is known of the loss.
  String describe(@Nullable SlackException problem) {
    if (cause() == Cause.COMPUTER_SLEPT) {
      return length().compareTo(MOST) > 0 ? "the computer slept" : "Rollcall stood still";
    }
    if (cause() == Cause.CLOCK_ADJUSTED) {
      return "the clock was set back";
    }
    if (length().compareTo(USUAL) > 0) {
      return "no pong for " + length().toSeconds() + " s";
    }
    return problem == null ? "asked to reconnect" : sentence(problem);
  }

  /// What went wrong, without its full stop.
  static String sentence(SlackException problem) {
    String message = String.valueOf(problem.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private Duration length() {
    return Duration.between(begin(), noticed);
  }
}
