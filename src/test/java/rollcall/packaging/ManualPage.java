package rollcall.packaging;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Manual page `rollcall(1)` in troff, made from the commands and options of the command line.
final class ManualPage {
  private final StringBuilder page = new StringBuilder();

  private ManualPage() {}

  /// Returns the page.
  static String of(String version, LocalDate date) {
    CommandSpec root = new CommandLine(newRoot()).getCommandSpec();
    ManualPage manual = new ManualPage();
    manual.line(".TH ROLLCALL 1 " + date + " \"Rollcall " + version + "\"");
    manual.section("NAME");
    manual.line("rollcall \\- shows who is around in Slack, now and over time");
    manual.section("SYNOPSIS");
    manual.synopsis(root);
    List<CommandSpec> commands =
        root.subcommands().values().stream().map(CommandLine::getCommandSpec).distinct().toList();
    commands.forEach(command -> {
      manual.line(".br");
      manual.synopsis(command);
    });
    manual.section("DESCRIPTION");
    manual.paragraphs(root.usageMessage().description());
    manual.section("OPTIONS");
    manual.options(root);
    manual.section("COMMANDS");
    commands.forEach(manual::command);
    manual.section("NOTES");
    manual.paragraphs(root.usageMessage().footer());
    manual.files();
    return manual.page.toString();
  }

  /// Creates the root command, which is not public.
  private static Object newRoot() {
    try {
      var constructor =
          Class.forName("rollcall.app.commands.WindowCommand").getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void files() {
    section("FILES");
    term("~/.local/share/rollcall", "Histories, one for each workspace.");
    term("~/.config/rollcall/settings.json", "Settings.");
    term("~/.local/state/rollcall/logs", "Log files.");
    term("/usr/lib/systemd/user/rollcall-record.service", "User unit that records from login on.");
  }

  private void command(CommandSpec command) {
    line(".SS " + escape(command.name()));
    synopsis(command);
    line(".PP");
    paragraphs(command.usageMessage().description());
    for (PositionalParamSpec one : command.positionalParameters()) {
      term(one.paramLabel(), text(one.description()));
    }
    options(command);
    if (command.usageMessage().footer().length > 0) {
      line(".PP");
      paragraphs(command.usageMessage().footer());
    }
  }

  private void synopsis(CommandSpec command) {
    String people =
        command.positionalParameters().stream()
            .map(one -> " [\\fI" + escape(one.paramLabel()) + "\\fR]")
            .collect(Collectors.joining());
    line("\\fB" + escape(command.qualifiedName()) + "\\fR [\\fIOPTIONS\\fR]" + people);
  }

  private void options(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        String value =
            option.arity().max() == 0 ? "" : " \\fI" + escape(option.paramLabel()) + "\\fR";
        String names =
            Arrays.stream(option.names())
                .map(name -> "\\fB" + escape(name) + "\\fR")
                .collect(Collectors.joining(", "));
        line(".TP");
        line(names + value);
        line(escape(text(option.description())));
      }
    }
  }

  private void term(String name, String text) {
    line(".TP");
    line("\\fI" + escape(name) + "\\fR");
    line(escape(text));
  }

  private void section(String title) {
    line(".SH " + title);
  }

  private void paragraphs(String... lines) {
    for (String one : List.of(lines)) {
      line(one.isBlank() ? ".PP" : escape(String.format(one)));
    }
  }

  private static String text(String... lines) {
    return String.format(String.join(" ", lines));
  }

  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
