package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// Wrapper for the caller's logger: applies a level, and drops a line when the logger throws (a
/// full disk, a closed file, a class of it that is missing).
record FailSafeLogger(Logger to, Level least) implements Logger {
  @Override
  public String getName() {
    return to.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    if (level.getSeverity() < least.getSeverity()) {
      return false;
    }
    try {
      return to.isLoggable(level);
    } catch (Throwable e) {
      return false;
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      quietly(() -> to.log(level, bundle, message, thrown));
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... params) {
    if (isLoggable(level)) {
      quietly(() -> to.log(level, bundle, format, params));
    }
  }

  private static void quietly(Runnable logging) {
    try {
      logging.run();
    } catch (Throwable e) {
      // There is no other place to report it.
    }
  }
}
