package rollcall.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.commands.HeadlessSession;
import rollcall.app.commands.TerminalListener;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.settings.InMemorySecrets;
import rollcall.testkit.SharedClock;

/// `rollcall record` with a shared clock that the test advances.
///
/// Arguments: the address of the Web API, the data directory, the file of the clock, the stall
/// limit, the people to record.
final class FastRecorder {
  private FastRecorder() {}

  public static void main(String[] args) throws Exception {
    SharedClock clock = new SharedClock(Path.of(args[2]));
    WorkspaceContext context = context(args, clock);
    HeadlessSession session =
        new HeadlessSession(
            context, new TerminalListener(System.out, System.err, clock), true, null);
    Runtime.getRuntime().addShutdownHook(new Thread(session::close));
    int code =
        session.run(
            false,
            new PeopleSelection(List.of(args).subList(4, args.length), List.of(), List.of()));
    Runtime.getRuntime().halt(code);
  }

  static WorkspaceContext context(String[] args, SharedClock clock) {
    Path data = Path.of(args[1]);
    return new WorkspaceContext(
        new WorkspaceOptions(false, null, URI.create(args[0]), data, null, null, false, null),
        new AppPaths(data, data, data.resolve("logs"), data.resolve("cache")),
        Map.of("SLACK_TOKEN", System.getenv("SLACK_TOKEN")),
        new InMemorySecrets(),
        () -> null,
        clock,
        Duration.parse(args[3]));
  }
}
