package rollcall.app.environment;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.app.terminal.TerminalText;
import rollcall.files.PrivateFiles;
import rollcall.ui.model.LogBuffer;
import rollcall.ui.model.LogLine;

/// Log configuration: rotating files, and standard error for severe messages only.
///
/// Text that looks like a token is masked in every message.
public final class Logging {
  private static final Pattern TOKEN = Pattern.compile("(xox[a-z]|xapp)-[A-Za-z0-9%._-]{4,}");

  /// A constant, because a logger without references loses its level.
  private static final Logger ROLLCALL = Logger.getLogger("rollcall");

  private static final int BYTES = 1 << 20;
  private static final int FILES = 5;

  private Logging() {}

  /// Sends warnings to standard error, and nothing else until [#into].
  public static void silenceLibraries() {
    // Also keeps Java from making its own handlers: their formatter takes 20 ms.
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new StandardError());
  }

  /// Also sends messages from this level up to files in this directory. Messages of libraries are
  /// logged from INFO up.
  ///
  /// @throws IOException when nothing can be written there
  public static void into(Path directory, System.Logger.Level lowest) throws IOException {
    Handler file;
    try {
      String pattern = PrivateFiles.directory(directory).toString().replace("%", "%%");
      pattern += System.getProperty("file.separator") + "rollcall.%g.log";
      file = new FileHandler(pattern, BYTES, FILES, true);
    } catch (IOException e) {
      throw new IOException(
          "Rollcall cannot write its log into %s: make it a directory that you can write to, or choose another data directory."
              .formatted(directory),
          e);
    }
    file.setFormatter(new Masked());
    file.setErrorManager(new Quiet());
    Logger.getLogger("").addHandler(file);
    use(lowest);
  }

  /// Changes the level of [#into].
  static void use(System.Logger.Level lowest) {
    // Both enumerations have the same numbers.
    Level level = Level.parse(String.valueOf(lowest.getSeverity()));
    ROLLCALL.setLevel(level);
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (handler instanceof FileHandler) {
        handler.setLevel(level);
      }
    }
  }

  /// Also keeps messages in this buffer, from the same level up.
  public static void into(LogBuffer buffer) {
    Handler memory =
        new Handler() {
          private final Formatter plain = new Masked();

          @Override
          public void publish(LogRecord logged) {
            buffer.add(line(plain, logged));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger.getLogger("").addHandler(memory);
  }

  private static LogLine line(Formatter formatter, LogRecord logged) {
    String logger = Objects.requireNonNullElse(logged.getLoggerName(), "");
    String text = formatter.formatMessage(logged) + trace(logged.getThrown());
    return new LogLine(
        logged.getInstant(),
        level(logged.getLevel()),
        logger.substring(logger.lastIndexOf('.') + 1),
        TerminalText.lines(masked(text)));
  }

  /// Returns a line break and the stack trace, or an empty text.
  private static String trace(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return "\n" + trace;
  }

  private static System.Logger.Level level(Level level) {
    return Stream.of(
            System.Logger.Level.ERROR, System.Logger.Level.WARNING, System.Logger.Level.INFO)
        .filter(one -> level.intValue() >= one.getSeverity())
        .findFirst()
        .orElse(System.Logger.Level.DEBUG);
  }

  /// Works as [#into], but a failure is only reported.
  ///
  /// @return sentence about the failure; empty when there is a log
  public static Optional<String> problemText(Path directory, System.Logger.Level lowest) {
    try {
      into(directory, lowest);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(ErrorText.of(e));
    }
  }

  /// Returns the text with everything masked that looks like a token.
  public static String masked(String text) {
    return TOKEN.matcher(text).replaceAll("$1-…");
  }

  /// The usual one prints a stack trace. A log fails when the disk is full, which the history
  /// reports.
  private static final class Quiet extends ErrorManager {
    @Override
    public void error(@Nullable String message, @Nullable Exception problem, int code) {}
  }

  private static final class StandardError extends StreamHandler {
    StandardError() {
      super(System.err, new Masked());
      setLevel(Level.SEVERE);
    }

    @Override
    public synchronized void publish(LogRecord logged) {
      super.publish(logged);
      flush();
    }

    /// Leaves standard error open.
    @Override
    public synchronized void close() {
      flush();
    }
  }

  /// Lines such as `2026-11-29T14:05:00.123 INFO rollcall.Class: text`.
  private static final class Masked extends Formatter {
    private final DateTimeFormatter time =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

    @Override
    public String format(LogRecord logged) {
      StringBuilder line = new StringBuilder();
      time.formatTo(logged.getInstant().atZone(ZoneId.systemDefault()), line);
      String level = logged.getLevel().getName();
      line.append(' ').append(level).repeat(' ', Math.max(1, 8 - level.length()));
      line.append(logged.getLoggerName()).append(": ").append(formatMessage(logged));
      line.append(trace(logged.getThrown())).append(System.lineSeparator());
      return TerminalText.lines(masked(line.toString()));
    }
  }
}
