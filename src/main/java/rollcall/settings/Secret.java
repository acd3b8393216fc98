package rollcall.settings;

/// A token or a password. It never shows itself: say [#value] where it is really needed.
///
/// @param value what must not be seen; never blank
public record Secret(String value) {
  public Secret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A secret cannot be blank.");
    }
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
