package rollcall.slack.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One HTTP response as bytes.
///
/// @param status such as 200
/// @param fields the header fields by name, in whatever case
record HttpAnswer(int status, Map<String, List<String>> fields, byte[] body) {
  /// The largest body that is read: far more than Slack answers.
  static final long LARGEST = 64L << 20;

  HttpAnswer {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(fields);
    fields = byName;
  }

  /// All values of the field of this name, in order.
  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /// The first value of the field of this name.
  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }
}
