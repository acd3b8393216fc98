package rollcall.simulator;

import java.time.Duration;

/// Step of a script: an action with its delay.
///
/// @param after delay since the start of the script, on the workspace's clock; zero for an
///   immediate action
public record ScriptStep(Duration after, ScriptAction action) {
  public ScriptStep {
    if (after.isNegative()) {
      throw new IllegalArgumentException("after must not be negative, was " + after + ".");
    }
  }
}
