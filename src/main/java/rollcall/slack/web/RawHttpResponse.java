package rollcall.slack.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// HTTP response as bytes. Not to be modified.
final class RawHttpResponse {
  /// The largest body that is read: far more than Slack answers.
  static final long LARGEST = 64L << 20;

  private final int status;
  private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;

  /// @param status such as 200
  /// @param fields the header fields by name, in any case
  RawHttpResponse(int status, Map<String, List<String>> fields, byte[] body) {
    this.status = status;
    this.fields.putAll(fields);
    this.body = body;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
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
