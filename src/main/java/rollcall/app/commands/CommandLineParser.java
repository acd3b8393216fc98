package rollcall.app.commands;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import rollcall.app.cli.GlobalOptions;
import rollcall.history.ServerAddress;
import rollcall.settings.Settings;
import rollcall.simulator.AppGeneration;
import rollcall.simulator.SlackSimulator;
import rollcall.slack.LoopbackHosts;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.Rounding;

/// Parser of the command line: arguments to one [ParsedCommandLine].
public final class CommandLineParser {
  private CommandLineParser() {}

  /// Parses the arguments. Prints nothing and reads no file.
  public static ParsedCommandLine read(String... words) {
    if (words.length == 0) {
      // The usual start, without the half second in which picocli reads the annotations of all
      // commands.
      return new ParsedCommandLine.Run(new WindowCommand());
    }
    CommandLine line = commandLine();
    List<String> arguments = List.of(words);
    if (arguments.contains(DemoServerCommand.NAME)
        && arguments.stream().anyMatch(List.of("--help", "-h", "help")::contains)) {
      demoHelp(Objects.requireNonNull(line.getSubcommands().get(DemoServerCommand.NAME)));
    }
    StringWriter text = new StringWriter();
    line.setOut(new PrintWriter(text));
    try {
      ParseResult result = line.parseArgs(words);
      return CommandLine.executeHelpRequest(result) == null
          ? new ParsedCommandLine.Run(checkedCommand(result))
          : new ParsedCommandLine.PrintText(text.toString());
    } catch (ParameterException problem) {
      return new ParsedCommandLine.UsageError(sentence(problem));
    }
  }

  private static CommandLine commandLine() {
    CommandLine line = new CommandLine(new WindowCommand());
    line.registerConverter(
        LocalDate.class, converter(LocalDate::parse, "a day such as 2026-11-02"));
    ITypeConverter<Integer> integer = number(Integer::valueOf);
    line.registerConverter(int.class, integer);
    line.registerConverter(Integer.class, integer);
    line.registerConverter(long.class, number(Long::valueOf));
    line.registerConverter(Path.class, CommandLineParser::path);
    line.registerConverter(CsvDialect.class, CommandLineParser::preset);
    line.registerConverter(
        AppGeneration.class, oneOf(List.of(AppGeneration.values()), AppGeneration::word));
    line.registerConverter(
        LocalTime.class, converter(LocalTime::parse, "a time of day such as 04:00"));
    line.registerConverter(ExportKind.class, oneOf(List.of(ExportKind.values()), ExportKind::word));
    line.registerConverter(
        ExtraColumn.class, oneOf(List.of(ExtraColumn.values()), ExtraColumn::word));
    line.registerConverter(
        Rounding.Direction.class,
        oneOf(List.of(Rounding.Direction.values()), Rounding.Direction::word));
    line.registerConverter(ServerAddress.class, CommandLineParser::address);
    line.registerConverter(URI.class, CommandLineParser::apiUrl);
    line.registerConverter(ProxySettings.class, CommandLineParser::proxy);
    line.registerConverter(
        System.Logger.Level.class,
        oneOf(Settings.LOG_LEVELS, level -> level.name().toLowerCase(Locale.ROOT)));
    // '@grace' is a person, not a file with arguments.
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  private static CliCommand checkedCommand(ParseResult result) {
    ParseResult last = result.hasSubcommand() ? result.subcommand() : result;
    CommandLine line = last.commandSpec().commandLine();
    if (result.hasSubcommand()) {
      result.matchedOptions().forEach(option -> requireRead(option, line));
    }
    CliCommand command = line.getCommand();
    try {
      command.validate();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()));
    }
    return command;
  }

  /// Refuses an option before the name of a command that does not read it there: ignored, it would
  /// let the command work on another record than the one that was named.
  private static void requireRead(OptionSpec option, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String name = option.longestName();
    if (spec.mixins().values().stream()
        .filter(mixin -> mixin.userObject() instanceof GlobalOptions)
        .anyMatch(mixin -> mixin.findOption(name) != null)) {
      return;
    }
    String called = spec.qualifiedName();
    Optional<OptionSpec> same = Optional.ofNullable(spec.findOption(name));
    throw new ParameterException(
        command,
        same.map(one ->
                "%s belongs after the name of the command: '%s %s %s'"
                    .formatted(name, called, name, one.paramLabel()))
            .orElseGet(() -> "'%s' has no option '%s'".formatted(called, name)));
  }

  /// Converter whose message names what is expected.
  private static <T> ITypeConverter<T> converter(Function<String, T> parser, String expected) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException("'" + text + "' is not " + expected);
      }
    };
  }

  private static <N extends Number> ITypeConverter<N> number(Function<String, N> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'"
                + text
                + (text.matches("[-+]?\\d+") ? "' is too large" : "' is not a whole number"));
      }
    };
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
                + "' is not a place for files without a UTF-8 locale: start Rollcall with"
                + " LC_ALL=C.UTF-8");
      }
    }
    throw new TypeConversionException("'" + text + "' is not a place for files");
  }

  private static CsvDialect preset(String text) {
    return switch (text) {
      case "data" -> CsvDialect.DATA;
      case "spreadsheet" -> CsvDialect.spreadsheet(Locale.getDefault(Locale.Category.FORMAT));
      default ->
          throw new TypeConversionException("'" + text + "' is neither data nor spreadsheet");
    };
  }

  /// Adds the manual of the demo workspace.
  private static void demoHelp(CommandLine demoServer) {
    String[] manual = SlackSimulator.controlHelp().replace("%", "%%").split("\n", -1);
    demoServer.getCommandSpec().usageMessage().footer(manual);
  }

  private static ServerAddress address(String text) {
    try {
      return ServerAddress.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /// Address of a Web API: a token travels to it, so it is either https or on this computer.
  private static URI apiUrl(String text) {
    URI url;
    try {
      url = URI.create(text.endsWith("/") ? text : text + "/");
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is not an address");
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean secret =
        scheme.equals("https") || (scheme.equals("http") && LoopbackHosts.loopback(url));
    if (url.getHost() == null || !secret) {
      throw new TypeConversionException(
          "'" + text + "' is neither an https address nor an http address on this computer");
    }
    return url;
  }

  private static ProxySettings proxy(String text) {
    if (text.equals("none")) {
      return new ProxySettings.None();
    }
    try {
      ProxySettings proxy = ProxySettings.of(text);
      if (proxy instanceof ProxySettings.Manual(HttpProxy given, _) && given.user() != null) {
        throw new TypeConversionException(
            "Others on this computer can read the arguments of a program: give no user name and"
                + " password here, but in the variable https_proxy, or under Settings ▸ Proxy.");
      }
      return proxy;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /// Converter of the words of these values; its message lists them.
  private static <E> ITypeConverter<E> oneOf(List<E> all, Function<E, String> word) {
    return text ->
        all.stream()
            .filter(one -> word.apply(one).equals(text))
            .findFirst()
            .orElseThrow(() ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is none of "
                        + all.stream().map(word).collect(Collectors.joining(", "))));
  }

  private static String sentence(ParameterException problem) {
    String what =
        switch (problem) {
          case UnmatchedArgumentException unmatched -> unmatched(unmatched);
          case OverwrittenOptionException twice
              when twice.getOverwritten() instanceof OptionSpec option ->
              option.longestName() + " can be given only once";
          case MissingParameterException missing
              when String.valueOf(missing.getMessage())
                      .startsWith("Missing required parameter for option")
                  && missing.getMissing().getFirst() instanceof OptionSpec option ->
              needsValue(option);
          default -> misused(problem);
        };
    String help = problem.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    return what.replaceAll("[.\\s]+$", "") + ". Try '" + help + "'.";
  }

  private static String needsValue(OptionSpec option) {
    String name = option.longestName();
    return "%s needs a value: %s %s".formatted(name, name, option.paramLabel());
  }

  private static String misused(ParameterException problem) {
    return problem.getArgSpec() instanceof OptionSpec option && option.arity().max() == 0
        ? "%s takes no value, was '%s'".formatted(option.longestName(), problem.getValue())
        : String.valueOf(problem.getMessage()).replace("Unknown subcommand", "There is no command");
  }

  private static String unmatched(UnmatchedArgumentException problem) {
    String word = problem.getUnmatched().getFirst();
    if (!word.startsWith("-") && problem.getCommandLine().getSubcommands().isEmpty()) {
      String command = problem.getCommandLine().getCommandSpec().qualifiedName();
      return "'" + command + "' takes no argument '" + word + "'";
    }
    String what = word.startsWith("-") ? "There is no option '" : "There is no command '";
    String hint =
        problem.getSuggestions().stream()
            .filter(other -> word.startsWith("-") || (isLike(other, word) && !other.equals(word)))
            .findFirst()
            .map(other -> " (did you mean '" + other + "'?)")
            .orElse("");
    return what + word + "'" + hint;
  }

  /// Returns whether a word may be meant as this command: for each word, the library offers the
  /// least unlike command, such as `erase`.
  private static boolean isLike(String command, String word) {
    return command.regionMatches(true, 0, word, 0, 1)
        && Math.abs(command.length() - word.length()) <= 2;
  }
}
