package rollcall.simulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// One thing that can be said to the control endpoint.
///
/// @param name the value of `do`
/// @param fields the other fields, for people
/// @param meaning what it does, for people
/// @param cues what it makes happen; [InvalidControlException] when the fields make no sense
record ControlCommand(
    String name, String fields, String meaning, Function<ControlArguments, List<ScriptStep>> cues) {
  /// A verb that makes one thing happen.
  static ControlCommand of(
      String name,
      String fields,
      String meaning,
      Function<ControlArguments, ? extends ScriptAction> what) {
    return new ControlCommand(
        name, fields, meaning, read -> List.of(new ScriptStep(Duration.ZERO, what.apply(read))));
  }
}
