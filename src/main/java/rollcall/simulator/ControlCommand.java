package rollcall.simulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// Control command.
///
/// @param name value of the field `do`
/// @param arguments the other fields, for the help text
/// @param help effect of the command, for the help text
/// @param steps reads the arguments; throws [InvalidControlException] for invalid ones
record ControlCommand(
    String name,
    String arguments,
    String help,
    Function<ControlArguments, List<ScriptStep>> steps) {
  /// Returns a command with one immediate action.
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
