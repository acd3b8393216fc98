package rollcall.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import rollcall.app.cli.Command.Preset;
import rollcall.simulator.AppGeneration;
import rollcall.simulator.DemoWorkspace;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.Rounding;

/// Reads what was typed after `rollcall`.
public final class CommandLineParser {
  private static final String DEMO_SERVER = "demo-server";

  private CommandLineParser() {}

  /// What these words ask for. Prints nothing, and touches no file.
  public static ParsedCommandLine read(String... words) {
    StringWriter told = new StringWriter();
    StringWriter wrong = new StringWriter();
    CommandLine line = commandLine();
    List<String> said = List.of(words);
    if (said.contains(DEMO_SERVER) && (said.contains("--help") || said.contains("-h"))) {
      demoHelp(Objects.requireNonNull(line.getSubcommands().get(DEMO_SERVER)));
    }
    line.setOut(new PrintWriter(told));
    line.setParameterExceptionHandler((problem, _) -> {
      wrong.write(sentence(problem));
      return CommandLine.ExitCode.USAGE;
    });
    line.execute(words);
    if (!wrong.toString().isEmpty()) {
      return new ParsedCommandLine.UsageError(wrong.toString());
    }
    return command(line) instanceof Command command
        ? new ParsedCommandLine.Run(command)
        : new ParsedCommandLine.PrintText(told.toString());
  }

  private static CommandLine commandLine() {
    CommandLine line = new CommandLine(new RollcallCommand());
    line.registerConverter(LocalDate.class, CommandLineParser::date);
    line.registerConverter(Path.class, CommandLineParser::path);
    line.registerConverter(Preset.class, CommandLineParser::preset);
    line.registerConverter(AppGeneration.class, CommandLineParser::era);
    line.registerConverter(LocalTime.class, CommandLineParser::time);
    line.registerConverter(ExportKind.class, CommandLineParser::kind);
    line.registerConverter(ExtraColumn.class, CommandLineParser::column);
    line.registerConverter(Rounding.Direction.class, CommandLineParser::direction);
    // '@grace' is a person, and no file of more words.
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler((bug, _, _) -> {
      throw bug;
    });
    return line;
  }

  private static @Nullable Object command(CommandLine line) {
    ParseResult deepest = line.getParseResult();
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    return deepest.commandSpec().commandLine().getExecutionResult();
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text + "' is not a day such as 2026-11-02");
    }
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      if (text.chars().anyMatch(one -> one > 0x7F)) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is not a place for files without a UTF-8 locale: start Rollcall with LC_ALL=C.UTF-8");
      }
    }
    throw new TypeConversionException("'" + text + "' is not a place for files");
  }

  private static Preset preset(String text) {
    return switch (text) {
      case "data" -> Preset.DATA;
      case "spreadsheet" -> Preset.SPREADSHEET;
      default ->
          throw new TypeConversionException("'" + text + "' is neither data nor spreadsheet");
    };
  }

  /// What the demo workspace can do is known by the demo workspace.
  private static void demoHelp(CommandLine demoServer) {
    String[] manual = DemoWorkspace.controlHelp().replace("%", "%%").split("\n", -1);
    demoServer.getCommandSpec().usageMessage().footer(manual);
  }

  private static AppGeneration era(String text) {
    return Arrays.stream(AppGeneration.values())
        .filter(era -> era.word().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is neither classic nor modern nor historic"));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text + "' is not a time of day such as 04:00");
    }
  }

  private static ExportKind kind(String text) {
    return oneOf(ExportKind.values(), ExportKind::word, text);
  }

  private static ExtraColumn column(String text) {
    return oneOf(ExtraColumn.values(), ExtraColumn::word, text);
  }

  private static Rounding.Direction direction(String text) {
    return oneOf(Rounding.Direction.values(), Rounding.Direction::word, text);
  }

  private static <E> E oneOf(E[] all, Function<E, String> word, String text) {
    return Arrays.stream(all)
        .filter(one -> word.apply(one).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'"
                    + text
                    + "' is none of "
                    + String.join(", ", Arrays.stream(all).map(word).toList())));
  }

  /// The zone of this name.
  ///
  /// @throws IllegalArgumentException with a sentence when there is none
  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time zone such as Europe/Berlin.", e);
    }
  }

  private static String sentence(ParameterException problem) {
    String what =
        problem instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : String.valueOf(problem.getMessage());
    String help = problem.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    return what.replaceAll("[.\\s]+$", "") + ". Try '" + help + "'.";
  }

  private static String unmatched(UnmatchedArgumentException problem) {
    String word = problem.getUnmatched().getFirst();
    List<String> close = problem.getSuggestions();
    String what = word.startsWith("-") ? "There is no option '" : "There is no command '";
    String hint = close.isEmpty() ? "" : " (did you mean '" + close.getFirst() + "'?)";
    return what + word + "'" + hint;
  }
}
