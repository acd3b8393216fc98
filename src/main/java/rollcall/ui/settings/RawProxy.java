package rollcall.ui.settings;

import rollcall.settings.Proxy;

/// Unvalidated input for a manual proxy.
record RawProxy(String host, String port, String user, String password) {

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
    return new FormResult.Valid<>(new Proxy.Manual(name, portNumber(), user.strip()));
  }

  private int portNumber() {
    return Integer.parseInt(port.strip());
  }

  /// Without the password.
  @Override
  public String toString() {
    return "ProxyInput[" + host + ":" + port + "]";
  }

  /// Input field.
  enum Field {
    HOST,
    PORT,
    USER
  }
}
