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
    String name,
    String arguments,
    String help,
    Function<ControlArguments, List<ScriptStep>> steps) {
  /// A verb that makes one thing happen.
  static ControlCommand of(
      String name,
      String arguments,
      String help,
      Function<ControlArguments, ? extends ScriptAction> action) {
    return new ControlCommand(
        name,
        arguments,
        help,
        input -> List.of(new ScriptStep(Duration.ZERO, action.apply(input))));
  }
}
