package rollcall.slack.rtm.bench;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.simulator.clients.NpmInstall;

/// Speed of the client compared with bare Tyrus and Slack's client for Node: A B A B, each in a
/// process of its own, medians of five rounds. One `presence_change` of one user a frame, over
/// loopback, by the seed 1. Run by `mvn -Pbench verify`; prints its table.
@Tag("bench")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class RtmBenchTest {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final Map<String, String> NAMES =
      Map.of(
          "tyrus", "bare Tyrus, not decoded",
          "streaming", "bare Tyrus + Jackson streaming",
          "node", "@slack/rtm-api 7",
          "rollcall", "Rollcall, to one listener");
  private static NpmInstall.Client node;
  private static Process server;
  private static String port;

  @BeforeAll
  static void open() throws Exception {
    node = NpmInstall.newestNode("node-flood.js");
    server = java(List.of(), FloodServer.class, List.of()).start();
    BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
    port = out.readLine();
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.destroy();
    }
  }

  @Test
  void eventsAndTheirCost() throws Exception {
    List<String> kinds = List.of("tyrus", "streaming", "node", "rollcall");
    double[][] medians = medians(kinds, "flood");
    System.out.printf("%-34s %12s %14s%n", "one event a frame", "events/s", "CPU an event");
    for (int i = 0; i < kinds.size(); i++) {
      System.out.printf(
          "%-34s %,12.0f %11.2f µs%n", NAMES.get(kinds.get(i)), medians[i][0], medians[i][1]);
    }
    double events = medians[3][0] / medians[1][0];
    double cpu = medians[3][1] / medians[1][1];
    System.out.printf(
        "compared with Tyrus + streaming: %.2f × the events (goal 0.8), %.2f × the CPU (goal 1.25)%n",
        events, cpu);
    say(events >= 0.8 && cpu <= 1.25);
  }

  @Test
  void latencyFromSocketToListener() throws Exception {
    List<String> kinds = List.of("streaming", "node", "rollcall");
    double[][] medians = medians(kinds, "latency");
    System.out.printf(
        "%-34s %12s %16s %16s%n", "1,000 events a second", "p50", "p99 of a second", "p99 of all");
    for (int i = 0; i < kinds.size(); i++) {
      System.out.printf(
          "%-34s %9.0f µs %13.0f µs %13.0f µs%n",
          NAMES.get(kinds.get(i)), medians[i][0], medians[i][1], medians[i][2]);
    }
    double half = medians[2][0] / medians[1][0];
    double most = medians[2][1] / medians[1][1];
    System.out.printf(
        "compared with Node: %.2f × p50, %.2f × p99, %.2f × p99 of all (goal 1.25); a second is the"
            + " one in the middle of 19%n",
        half, most, medians[2][2] / medians[1][2]);
    say(half <= 1.25 && most <= 1.25);
  }

  @Test
  void firstConnectionAndIdleMemory() throws Exception {
    List<String> kinds = List.of("streaming", "node", "rollcall");
    double[][] medians = medians(kinds, "start");
    System.out.printf(
        "%-34s %18s %14s%n", "a new process, default heap", "first connection", "idle");
    for (int i = 0; i < kinds.size(); i++) {
      System.out.printf(
          "%-34s %15.0f ms %11.0f MB%n", NAMES.get(kinds.get(i)), medians[i][0], medians[i][1]);
    }
    System.out.println("goal: 300 ms and 100 MB; Tyrus alone makes no call of rtm.connect");
    say(medians[2][0] <= 300 && medians[2][1] <= 100);
  }

  @Test
  void memoryAtIdleAndAfterTenMillionEvents() throws Exception {
    // What the compiler gave back, glibc would keep.
    double[] figures =
        run(
            "rollcall",
            "memory",
            List.of(
                "-Xmx20m",
                "-XX:+UseSerialGC",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:TrimNativeHeapInterval=1000"));
    System.out.printf("%-34s %12s %14s%n", "memory, heap bound to 20 MB", "heap", "resident");
    System.out.printf("%-34s %9.1f MB %11.0f MB%n", "idle", figures[0], figures[1]);
    System.out.printf(
        "%-34s %9.1f MB %11.0f MB (goal 100)%n", "after 10 million events", figures[2], figures[3]);
    say(figures[2] <= figures[0] + 1 && figures[3] <= 100);
  }

  /// A benchmark is no test: it says, and does not fail.
  private static void say(boolean met) {
    System.out.println(met ? "the goal is met" : "the goal is MISSED");
  }

  private static double[][] medians(List<String> kinds, String what) throws Exception {
    double[][][] all = new double[kinds.size()][ROUNDS][];
    for (int round = 0; round < ROUNDS; round++) {
      for (int kind = 0; kind < kinds.size(); kind++) {
        all[kind][round] = run(kinds.get(kind), what, List.of());
      }
    }
    return Arrays.stream(all).map(RtmBenchTest::median).toArray(double[][]::new);
  }

  private static double[] median(double[][] rounds) {
    return IntStream.range(0, rounds[0].length)
        .mapToDouble(column ->
            Arrays.stream(rounds)
                .mapToDouble(round -> round[column])
                .sorted()
                .toArray()[ROUNDS / 2])
        .toArray();
  }

  private static double[] run(String kind, String what, List<String> options) throws Exception {
    Process client = program(kind, what, options).start();
    String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    client.waitFor();
    try {
      return Arrays.stream(said.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw new AssertionError(kind + " said: " + said, e);
    }
  }

  private static ProcessBuilder program(String kind, String what, List<String> options) {
    if (!kind.equals("node")) {
      return java(options, FloodClient.class, List.of(kind, port, what));
    }
    List<String> line = new ArrayList<>(node.command());
    line.addAll(List.of(port, what));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static ProcessBuilder java(List<String> options, Class<?> program, List<String> words) {
    String modules = System.getProperty("jdk.module.path");
    List<String> places = new ArrayList<>();
    if (modules != null) {
      places.addAll(List.of("target/classes", "target/test-classes", modules));
    }
    places.add(System.getProperty("java.class.path"));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.addAll(List.of("-cp", String.join(File.pathSeparator, places), program.getName()));
    line.addAll(words);
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
