package rollcall.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Authorized Web API call: its caller, arguments and time.
///
/// @param args fields of the form, the query or the JSON body, as text
record AuthorizedApiRequest(Caller caller, Map<String, String> args, Instant now) {
  /// Returns the id of the member that the caller acts for.
  String user() {
    return caller.userId();
  }

  Optional<String> arg(String name) {
    return Optional.ofNullable(args.get(name)).filter(value -> !value.isEmpty());
  }

  /// Returns the argument as a number; -1 if it is not a number.
  Optional<Integer> number(String name) {
    return arg(name).map(text -> text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1);
  }

  /// Returns whether the argument is true; Slack accepts `1` and `true`.
  boolean flag(String name) {
    return arg(name).filter(value -> value.equals("1") || value.equals("true")).isPresent();
  }
}
