package rollcall.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.simulator.SlackSimulator;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.RollcallProcess;
import rollcall.testkit.TcpProxy;

/// Recorder of a team in a process of its own, with a clock that is wrong; its ways to Slack and to
/// the database server can be cut.
final class RecorderProcess implements AutoCloseable {
  private static final String OPTIONS = "-Xmx160m -XX:+UseSerialGC -Xss512k";

  final String name;
  final TcpProxy toSlack;
  final TcpProxy toServer;

  /// By how many milliseconds its clock is wrong.
  final long skew;

  private final Path data;
  private final Path scratch;
  private final String token;
  private final URI apiUrl;
  private final String history;
  private final int capacity;
  private @Nullable RollcallProcess process;

  RecorderProcess(
      String name,
      Duration skew,
      int capacity,
      SlackSimulator workspace,
      PostgresServer server,
      Path scratch)
      throws IOException {
    this.name = name;
    this.skew = skew.toMillis();
    this.capacity = capacity;
    this.scratch = scratch;
    data = scratch.resolve(name);
    token = workspace.token();
    toSlack = TcpProxy.withAddressesOfItsOwn(workspace.apiUrl().getPort());
    toServer = new TcpProxy(server.port());
    apiUrl = URI.create("http://127.0.0.1:" + toSlack.port() + workspace.apiUrl().getPath());
    history = server.address("recorder", toServer.port()).toString();
  }

  void start() throws IOException {
    process =
        RollcallProcess.startTest(
            RecorderWithWrongClock.class,
            Map.of("SLACK_TOKEN", token, "JDK_JAVA_OPTIONS", OPTIONS),
            scratch,
            "" + skew,
            "record",
            "--history",
            history,
            "--name",
            name,
            "--capacity",
            "" + capacity,
            "--everyone",
            "--api-url",
            apiUrl.toString(),
            "--data-dir",
            data.toString());
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    running().kill();
  }

  /// SIGTERM.
  ///
  /// @return the exit code
  int stop() throws InterruptedException {
    return running().stop();
  }

  /// Its history, which it writes before it hands over.
  Path file() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(one -> one.endsWith("history.db")).findFirst().orElseThrow();
    }
  }

  /// What it printed on standard error since its last start.
  String errors() {
    return running().errors();
  }

  private RollcallProcess running() {
    return Objects.requireNonNull(process);
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.close();
    }
    toSlack.close();
    toServer.close();
  }
}
