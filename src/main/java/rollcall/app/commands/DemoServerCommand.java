package rollcall.app.commands;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rollcall.simulator.AppGeneration;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import tools.jackson.databind.node.JsonNodeFactory;

/// `rollcall demo-server`: serves the demo workspace as a process of its own, until it is stopped.
@Command(
    name = "demo-server",
    description = {
      "Serves an invented Slack workspace on this computer, to try Rollcall or another client on.",
      "",
      "Its first line of output has its address and token. Ctrl+C ends it."
    })
final class DemoServerCommand extends CliCommand {
  static final String NAME = "demo-server";

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "N",
      description = "Port on this computer. Default: any free port.")
  private int port;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the simulation; the same seed gives the same days. Default: 1.")
  private long seed;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "X",
      description = "Speed of the simulated time. Default: 1.")
  private int speed;

  @Option(
      names = "--people",
      defaultValue = "24",
      paramLabel = "N",
      description = "Number of people. Default: 24.")
  private int people;

  @Option(
      names = "--workspace",
      defaultValue = "classic",
      paramLabel = "KIND",
      description =
          "Kind of app of the tokens: 'classic' may use RTM, 'modern' is refused"
              + " RTM and has to poll, 'historic' is handed the whole workspace by"
              + " rtm.start. Default: classic.")
  private AppGeneration generation = AppGeneration.CLASSIC;

  @Option(names = "--frozen", description = "The people do nothing by themselves, and begin away.")
  private boolean frozen;

  @Option(names = "--no-limits", description = "Without Slack's rate limits.")
  private boolean relaxed;

  @Option(
      names = "--auto-away",
      defaultValue = "10",
      paramLabel = "MINUTES",
      description = "Minutes after which the person of an unused client is away. Default: 10.")
  private int autoAway;

  @Option(
      names = "--socket-age",
      defaultValue = "480",
      paramLabel = "MINUTES",
      description = "Minutes after which a connection gets a goodbye. Default: 480.")
  private int socketAge;

  @Option(
      names = "--reconnect-urls",
      description = "Sends reconnect_url after each hello and every three minutes.")
  private boolean reconnectUrls;

  private final CountDownLatch stopped = new CountDownLatch(1);

  /// The options given, with this clock.
  DemoOptions options(InstantSource clock) {
    DemoOptions options =
        DemoOptions.standard(clock)
            .withPort(port)
            .withSeed(seed)
            .withSpeed(speed)
            .withPeople(people)
            .withGeneration(generation)
            .withAutoAway(Duration.ofMinutes(autoAway))
            .withSocketAge(Duration.ofMinutes(socketAge));
    options = frozen ? options.withFrozenPeople() : options;
    options = relaxed ? options.withoutLimits() : options;
    return reconnectUrls ? options.withReconnectUrls() : options;
  }

  @Override
  void validate() {
    requireRange("--port", port, 0, 65_535);
    requireRange("--speed", speed, 1, 3600);
    requireRange("--people", people, 1, 100_000);
    requireRange("--auto-away", autoAway, 1, 100_000);
    requireRange("--socket-age", socketAge, 1, 100_000);
  }

  @Override
  public int run(ProcessContext process) throws IOException {
    try (SlackSimulator workspace = SlackSimulator.start(options(process.clock()))) {
      process
          .out()
          .println(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("api_url", workspace.apiUrl().toString())
                  .put("token", workspace.token())
                  .put("control_url", workspace.controlUrl().toString()));
      process.out().flush();
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Override
  public void close() {
    stopped.countDown();
  }

  @Override
  boolean runsUntilStopped() {
    return true;
  }

  @Override
  boolean onlyPrints() {
    return true;
  }

  private static void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be between %s and %s, was %s.".formatted(option, least, most, value));
    }
  }
}
