package rollcall.settings;

import org.jspecify.annotations.Nullable;

/// Whom to believe that they are Slack, besides those whom Java believes.
///
/// @param computers whether those whom this computer believes, too
/// @param file where certificates of further authorities are, or null
public record Trusted(boolean computers, @Nullable String file) {
  /// Whom Java and this computer believe.
  public static final Trusted USUAL = new Trusted(true, null);

  public Trusted withComputers(boolean believed) {
    return new Trusted(believed, file);
  }

  public Trusted withFile(@Nullable String newFile) {
    return new Trusted(computers, newFile);
  }
}
