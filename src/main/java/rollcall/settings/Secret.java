package rollcall.settings;

/// Token or password. Its text form does not contain the value.
///
/// @param value the secret; never blank
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
