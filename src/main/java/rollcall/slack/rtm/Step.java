package rollcall.slack.rtm;

import java.util.List;
import java.util.stream.Stream;

/// What a signal made of a connection.
///
/// @param next the connection from now on
/// @param effects what to do, in this order
record Step(Connection next, List<Effect> effects) {
  Step {
    effects = List.copyOf(effects);
  }

  static Step of(Connection next, Effect... effects) {
    return new Step(next, List.of(effects));
  }

  static Step none(Connection same) {
    return new Step(same, List.of());
  }

  /// The same, after these effects.
  Step after(Effect... before) {
    return new Step(next, Stream.concat(Stream.of(before), effects.stream()).toList());
  }
}
