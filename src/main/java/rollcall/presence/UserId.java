package rollcall.presence;

/// Slack's id of a person, such as `U0A1B2C3D` (or `W…` on Enterprise Grid; both are treated
/// alike).
public record UserId(String value) implements Comparable<UserId> {
  public UserId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A user id must not be blank.");
    }
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
