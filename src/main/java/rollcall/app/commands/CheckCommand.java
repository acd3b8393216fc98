package rollcall.app.commands;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.app.cli.GlobalOptions;
import rollcall.app.cli.Version;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.DemoSession;
import rollcall.app.environment.ProxyDescription;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.ServerAddress;
import rollcall.language.Sentence;
import rollcall.ui.text.CheckText;
import rollcall.watch.CheckFinding;
import rollcall.watch.CheckReport;
import rollcall.watch.CheckResult;
import rollcall.watch.ConnectionCheck;
import rollcall.watch.Problem;
import rollcall.watch.SlackAccess;

/// `rollcall check`: checks the connection to Slack, or to a server with a record, step by step and
/// prints each result.
@Command(
    name = "check",
    description = {
      "Checks the connection to Slack, one step after the other: host name, proxy, certificate,"
          + " token, list of people, presence, live connection and Do Not Disturb.",
      "",
      "Prints each step with its time and its reason. The text contains no token and no password,"
          + " so you can send it to your IT department.",
      "",
      "Exit codes: 0 if Rollcall can watch presence (Live or Polling), 1 if it cannot, 2 for"
          + " invalid arguments."
    })
final class CheckCommand extends CliCommand {
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Option(
      names = "--history",
      paramLabel = "URL",
      description =
          "Check the record in this PostgreSQL database, such as postgresql://user@host:5432/db,"
              + " and not the connection to Slack.")
  private @Nullable ServerAddress server;

  @Override
  public int run(ProcessContext process) throws IOException {
    WorkspaceOptions options = merge(global);
    WorkspaceContext context = process.context(options);
    if (server != null) {
      return new ServerCheck(server, context, line -> print(process, List.of(line))).run() ? 0 : 1;
    }
    context = oneWorkspace(context, options);
    try (@Nullable DemoSession demo = options.demo() ? context.startDemo() : null) {
      SlackAccess access = demo == null ? access(context, process) : demo.access();
      Sentence route =
          demo == null
              ? context.route()
              : ProxyDescription.of(access.proxy(), access.apiUrl(), false);
      return check(access, route, process);
    }
  }

  @Override
  boolean onlyPrints() {
    return true;
  }

  private static SlackAccess access(WorkspaceContext context, ProcessContext process)
      throws IOException {
    SlackAccess access =
        context
            .access(settings(context, process.terminal()), true)
            .orElseThrow(TerminalListener::noToken);
    context.certificateProblem().map(Sentence::english).ifPresent(process.terminal()::print);
    return access;
  }

  private static int check(SlackAccess access, Sentence route, ProcessContext process)
      throws IOException {
    print(process, List.of(text(process).header(Version.number()), ""));
    try {
      CheckReport report =
          new ConnectionCheck(
                  access,
                  true,
                  route,
                  process.clock(),
                  result -> print(process, lines(result, process)))
              .run();
      print(process, List.of("", text(process).conclusion(report)));
      return report.mode() == CheckReport.Mode.NONE ? 1 : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The check was interrupted.");
    }
  }

  private static List<String> lines(CheckResult result, ProcessContext process) {
    List<String> lines = new ArrayList<>(text(process).lines(result));
    if (result.finding() instanceof CheckFinding.Failed(Problem problem, _)) {
      TerminalListener.remedy(problem).map(CheckText.INDENT::concat).ifPresent(lines::add);
    }
    return lines;
  }

  private static CheckText text(ProcessContext process) {
    return new CheckText(process.clock().instant(), ZoneId.systemDefault());
  }

  private static void print(ProcessContext process, List<String> lines) {
    lines.forEach(process.out()::println);
    process.out().flush();
  }
}
