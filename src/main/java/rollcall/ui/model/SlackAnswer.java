package rollcall.ui.model;

import rollcall.watch.Problem;

/// Slack's answer to a request.
///
/// @param <T> the requested value
public sealed interface SlackAnswer<T> {
  /// Slack returned this.
  record Found<T>(T value) implements SlackAnswer<T> {}

  /// Slack refused, or could not be asked.
  record Refused<T>(Problem problem) implements SlackAnswer<T> {}
}
