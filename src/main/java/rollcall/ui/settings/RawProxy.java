package rollcall.ui.settings;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rollcall.settings.Proxy;

/// Unvalidated input for a manual proxy.
///
/// @param except exceptions, separated by commas
record RawProxy(String host, String port, String user, String password, String except) {
  private static final Pattern EXCEPTION =
      Pattern.compile(
          "\\*|(\\*?\\.)?[\\p{L}\\p{N}._-]+(:\\d{1,5}|/\\d{1,2})?"
              + "|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?(/\\d{1,3})?");

  /// Validates the input.
  FormResult<Proxy.Manual, Field> read() {
    String name = host.strip();
    if (name.isEmpty()) {
      return new FormResult.Invalid<>(Field.HOST, "settings.proxy.error.host");
    }
    if (!name.matches("[\\p{L}\\p{N}._-]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?")) {
      return new FormResult.Invalid<>(Field.HOST, "settings.proxy.error.host.only");
    }
    if (name.matches("[^:]+:\\d+")) {
      return new FormResult.Invalid<>(Field.HOST, "settings.proxy.error.host.only");
    }
    if (!port.strip().matches("\\d{1,5}") || portNumber() < 1 || portNumber() > 65_535) {
      return new FormResult.Invalid<>(Field.PORT, "settings.proxy.error.port");
    }
    if (user.contains(":")) {
      return new FormResult.Invalid<>(Field.USER, "settings.proxy.error.user");
    }
    if (user.isBlank() && !password.isEmpty()) {
      return new FormResult.Invalid<>(Field.USER, "settings.proxy.error.password");
    }
    List<String> exceptions =
        Stream.of(except.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    return exceptions.stream().allMatch(one -> EXCEPTION.matcher(one).matches())
        ? new FormResult.Valid<>(new Proxy.Manual(name, portNumber(), user.strip(), exceptions))
        : new FormResult.Invalid<>(Field.EXCEPT, "settings.proxy.error.except");
  }

  private int portNumber() {
    return Integer.parseInt(port.strip());
  }

  /// Without the password.
  @Override
  public String toString() {
    return "RawProxy[" + host + ":" + port + "]";
  }

  /// Input field.
  enum Field {
    HOST,
    PORT,
    USER,
    EXCEPT
  }
}
