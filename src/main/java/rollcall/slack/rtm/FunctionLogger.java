package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Logger that passes each line to a function.
record FunctionLogger(BiConsumer<Level, String> to) implements Logger {
  @Override
  public String getName() {
    return "rollcall.slack.rtm";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    String line = message == null ? "" : message;
    to.accept(level, thrown == null ? line : line + " " + thrown);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... params) {
    boolean plain = format == null || params == null || params.length == 0;
    log(level, bundle, plain ? format : MessageFormat.format(format, params), (Throwable) null);
  }
}
