package rollcall.simulator;

import java.time.Duration;

/// When in a script something happens.
///
/// @param after how long after the script was handed in, on the workspace's clock; zero for at once
public record ScriptStep(Duration after, ScriptAction action) {
  public ScriptStep {
    if (after.isNegative()) {
      throw new IllegalArgumentException("Nothing can happen in the past.");
    }
  }
}
