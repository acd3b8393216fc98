package rollcall.app.environment;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
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
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n");
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    console.setLevel(Level.SEVERE);
    console.setFormatter(new Masked());
    root.addHandler(console);
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
          private final Formatter plain = new SimpleFormatter();

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
    Throwable thrown = logged.getThrown();
    String text = formatter.formatMessage(logged);
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      text += "\n" + trace;
    }
    return new LogLine(
        logged.getInstant(),
        level(logged.getLevel()),
        logger.substring(logger.lastIndexOf('.') + 1),
        TerminalText.lines(masked(text)));
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

  private static final class Masked extends Formatter {
    private final Formatter plain = new SimpleFormatter();

    @Override
    public String format(LogRecord logged) {
      return TerminalText.lines(masked(plain.format(logged)));
    }
  }
}
