package rollcall.slack.rtm;

import java.util.List;
import java.util.stream.Stream;

/// Result of a transition.
///
/// @param next the connection after the transition
/// @param effects effects to execute, in this order
record TransitionResult(ConnectionStateMachine next, List<ConnectionEffect> effects) {
  TransitionResult {
    effects = List.copyOf(effects);
  }

  static TransitionResult of(ConnectionStateMachine next, ConnectionEffect... effects) {
    return new TransitionResult(next, List.of(effects));
  }

  static TransitionResult none(ConnectionStateMachine same) {
    return new TransitionResult(same, List.of());
  }

  /// The same, after these effects.
  TransitionResult after(ConnectionEffect... before) {
    return new TransitionResult(next, Stream.concat(Stream.of(before), effects.stream()).toList());
  }
}
