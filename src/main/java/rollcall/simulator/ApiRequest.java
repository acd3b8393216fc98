package rollcall.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One Web API call that is allowed: who calls, with which arguments, and when.
///
/// @param args the fields of the form, the query or the JSON body, as text
record ApiRequest(Caller caller, Map<String, String> args, Instant now) {
  /// The member that the caller acts for.
  String user() {
    return caller.userId();
  }

  Optional<String> arg(String name) {
    return Optional.ofNullable(args.get(name)).filter(value -> !value.isEmpty());
  }

  /// A number; -1 for what is none.
  Optional<Integer> number(String name) {
    return arg(name).map(text -> text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1);
  }

  /// Slack takes `1` and `true` for true.
  boolean flag(String name) {
    return arg(name).filter(value -> value.equals("1") || value.equals("true")).isPresent();
  }
}
