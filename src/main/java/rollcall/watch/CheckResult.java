package rollcall.watch;

import java.time.Duration;

/// Result of one step of a [ConnectionCheck].
///
/// @param time duration of the step; zero if it was not tried
public record CheckResult(CheckStep step, CheckFinding finding, Duration time) {
  /// Outcome in one word.
  public enum Outcome {
    PASSED,
    /// Works, with something to know, or is optional and does not work.
    NOTICE,
    FAILED,
    NOT_TRIED
  }

  /// Outcome of this step.
  public Outcome outcome() {
    return switch (finding) {
      case CheckFinding.Failed _ -> step == CheckStep.DND ? Outcome.NOTICE : Outcome.FAILED;
      case CheckFinding.NotTried _, CheckFinding.NoToken _ -> Outcome.NOT_TRIED;
      case CheckFinding.CertificateTrusted(_, boolean known) ->
          known ? Outcome.PASSED : Outcome.NOTICE;
      case CheckFinding.NameFound _,
          CheckFinding.Connected _,
          CheckFinding.NotEncrypted _,
          CheckFinding.TokenAccepted _,
          CheckFinding.PeopleListed _,
          CheckFinding.PresenceRead _,
          CheckFinding.LiveOpened _,
          CheckFinding.DndRead _ ->
          Outcome.PASSED;
    };
  }
}
