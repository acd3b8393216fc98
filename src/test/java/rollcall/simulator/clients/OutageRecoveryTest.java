package rollcall.simulator.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.RtmClient;

/// Recovery time of eight clients after a server restart (port closed, then open again): our client
/// and Slack's for Node. Measured from the server's return to the client's `hello`, on the server.
/// `mvn -Pclients verify` runs it and writes `target/clients/recovery.md`.
@Tag("clients")
class OutageRecoveryTest {
  private static final int CLIENTS = 8;
  private static final List<Integer> OUTAGES = List.of(3, 6, 10, 20, 45);

  /// Limit for our client after each outage.
  private static final Duration EXPECTED = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /// Time between connecting and the outage.
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private static final DemoOptions OPTIONS =
      DemoOptions.standard(InstantSource.system()).withFrozenPeople().withoutLimits();

  /// Eight clients that stay connected until they are closed.
  private interface Eight {
    AutoCloseable connect(SlackSimulator workspace) throws Exception;
  }

  @Test
  void eightClientsReconnectWithinTenSecondsOfTheServersReturn() throws Exception {
    NpmInstall.Client node = NpmInstall.newestNode("node-many.js");
    List<String> table = new ArrayList<>();
    table.add(
        "| outage | Rollcall: first, median, last | %s: first, median, last |"
            .formatted(node.name()));
    table.add("|---|---|---|");
    List<String> late = new ArrayList<>();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (int seconds : OUTAGES) {
        Duration outage = Duration.ofSeconds(seconds);
        Future<List<Duration>> ours = both.submit(() -> returned(OutageRecoveryTest::ours, outage));
        Future<List<Duration>> theirs =
            both.submit(() -> returned(workspace -> node(node, workspace), outage));
        table.add("| %d s | %s | %s |".formatted(seconds, cell(ours.get()), cell(theirs.get())));
        if (ours.get().size() < CLIENTS || ours.get().getLast().compareTo(EXPECTED) > 0) {
          late.add("after " + seconds + " s away: " + cell(ours.get()));
        }
      }
    }
    String text = String.join("\n", table) + "\n";
    Files.writeString(Path.of("target/clients/recovery.md"), text);
    System.out.println(text);
    assertEquals(List.of(), late);
  }

  /// Returns the time from the server's return to each client's return, in order; for clients that
  /// returned.
  private static List<Duration> returned(Eight eight, Duration outage) throws Exception {
    SlackSimulator first = SlackSimulator.start(OPTIONS);
    int port = first.apiUrl().getPort();
    try (AutoCloseable clients = eight.connect(first)) {
      assertEquals(CLIENTS, arrivals(first).size());
      Thread.sleep(SETTLED.toMillis());
      first.close();
      Thread.sleep(outage.toMillis());
      try (SlackSimulator second = SlackSimulator.start(OPTIONS.withPort(port))) {
        return arrivals(second);
      }
    } finally {
      first.close();
    }
  }

  private static List<Duration> arrivals(SlackSimulator workspace) throws InterruptedException {
    long start = System.nanoTime();
    List<Duration> arrivals = new ArrayList<>();
    while (arrivals.size() < CLIENTS && System.nanoTime() - start < PATIENCE.toNanos()) {
      int there = workspace.subscriptions().size();
      while (arrivals.size() < there) {
        arrivals.add(Duration.ofNanos(System.nanoTime() - start));
      }
      Thread.sleep(20);
    }
    return arrivals;
  }

  private static AutoCloseable ours(SlackSimulator workspace) {
    List<RtmClient> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i ->
                RtmClient.builder(new SlackToken(workspace.token()))
                    .apiUrl(workspace.apiUrl())
                    .proxy(new ProxySettings.None())
                    .build())
            .toList();
    clients.forEach(RtmClient::start);
    return () -> clients.forEach(RtmClient::close);
  }

  private static AutoCloseable node(NpmInstall.Client client, SlackSimulator workspace)
      throws IOException {
    List<String> line = new ArrayList<>(client.command());
    line.addAll(List.of(workspace.apiUrl().toString(), workspace.token(), "" + CLIENTS));
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.isAlive());
    return process::destroyForcibly;
  }

  private static String cell(List<Duration> arrivals) {
    if (arrivals.isEmpty()) {
      return "none of " + CLIENTS;
    }
    String times =
        String.format(
            Locale.ROOT,
            "%.1f, %.1f, %.1f s",
            arrivals.getFirst().toMillis() / 1e3,
            arrivals.get(arrivals.size() / 2).toMillis() / 1e3,
            arrivals.getLast().toMillis() / 1e3);
    return arrivals.size() == CLIENTS ? times : times + ", only " + arrivals.size();
  }
}
