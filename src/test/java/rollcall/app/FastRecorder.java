package rollcall.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import rollcall.app.cli.Command.Wanted;
import rollcall.app.cli.Options;
import rollcall.settings.SessionSecrets;
import rollcall.testkit.SharedClock;

/// `rollcall record` by a clock that somebody else moves.
///
/// Arguments: the address of the Web API, the data directory, the file of the clock, whom to
/// record.
final class FastRecorder {
  private FastRecorder() {}

  public static void main(String[] args) throws Exception {
    SharedClock clock = new SharedClock(Path.of(args[2]));
    Home home = home(args, clock);
    Vigil vigil = new Vigil(home, new Terminal(System.out, System.err, clock), true);
    Runtime.getRuntime().addShutdownHook(new Thread(vigil::close));
    int code =
        vigil.run(false, new Wanted(List.of(args).subList(3, args.length), List.of(), List.of()));
    Runtime.getRuntime().halt(code);
  }

  static Home home(String[] args, SharedClock clock) {
    Path data = Path.of(args[1]);
    return new Home(
        new Options(false, URI.create(args[0]), data, null, false),
        new Directories(data, data, data.resolve("logs")),
        Map.of("SLACK_TOKEN", System.getenv("SLACK_TOKEN")),
        new SessionSecrets(),
        () -> null,
        clock,
        Duration.ofSeconds(60));
  }
}
