package rollcall.slack.rtm.bench;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmEvent;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.json.JsonMapper;

/// A program that lets itself be flooded by a [FloodServer], and prints what that cost: one client
/// a process, so that none profits from what the compiler learnt of another.
///
/// Arguments: the kind of client, the port of the server, what to measure.
public final class FloodClient {
  private static final int WARM_UP = 3_000_000;
  private static final int MEASURED = 3_000_000;
  private static final int TRICKLE = 20_000;
  private static final int RATE = 1000;
  private static final int IDLE = 5000;

  private long left;
  private CountDownLatch all = new CountDownLatch(1);
  private long[] delays = {};

  private FloodClient() {}

  /// Prints one line of figures.
  public static void main(String[] args) throws Exception {
    FloodClient client = new FloodClient();
    long start = System.nanoTime();
    Asking ask = client.connect(args[0], Integer.parseInt(args[1]));
    double millis = (System.nanoTime() - start) / 1e6;
    switch (args[2]) {
      case "start" -> client.start(ask, millis);
      case "flood" -> client.flood(ask);
      case "latency" -> client.latency(ask);
      case "memory" -> client.memory(ask);
      default -> throw new IllegalArgumentException(args[2]);
    }
    System.exit(0);
  }

  /// Requests a flood.
  private interface Asking {
    void ask(long events, int rate) throws IOException;
  }

  /// Prints the time of the first connection of the process, and the memory of an idle client.
  private void start(Asking ask, double millis) throws Exception {
    await(ask, 1000, 0);
    Thread.sleep(IDLE);
    System.out.println(millis + " " + resident());
  }

  private void flood(Asking ask) throws Exception {
    await(ask, WARM_UP, 0);
    long cpu = cpu();
    long start = System.nanoTime();
    await(ask, MEASURED, 0);
    long took = System.nanoTime() - start;
    double micros = (cpu() - cpu) / 1000.0 / MEASURED;
    System.out.println(MEASURED * 1e9 / took + " " + micros);
  }

  private void latency(Asking ask) throws Exception {
    await(ask, WARM_UP, 0);
    delays = new long[TRICKLE];
    await(ask, TRICKLE, RATE);
    // The first half second is the compiler's.
    long[] all = Arrays.copyOfRange(delays, RATE / 2, TRICKLE);
    // A shared machine takes its cores away for some milliseconds now and then, whichever client
    // runs: the second in the middle tells more of the client, the whole more of the machine.
    double[] seconds = new double[TRICKLE / RATE - 1];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = percentile(Arrays.copyOfRange(all, i * RATE, (i + 1) * RATE), 0.99);
    }
    Arrays.sort(seconds);
    System.out.println(
        percentile(all, 0.5) + " " + seconds[seconds.length / 2] + " " + percentile(all, 0.99));
  }

  /// In microseconds.
  private static double percentile(long[] nanos, double share) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) (sorted.length * share)] / 1e3;
  }

  private void memory(Asking ask) throws Exception {
    await(ask, 1000, 0);
    String idle = heap() + " " + resident();
    for (int million = 0; million < 10; million++) {
      await(ask, 1_000_000, 0);
    }
    double heap = heap();
    // What the compiler gave back goes back to the system once a second.
    Thread.sleep(2000);
    System.out.println(idle + " " + heap + " " + resident());
  }

  private void await(Asking ask, long events, int rate) throws Exception {
    left = events;
    all = new CountDownLatch(1);
    ask.ask(events, rate);
    if (!all.await(2, TimeUnit.MINUTES)) {
      throw new AssertionError("Only " + (events - left) + " of " + events + " events came.");
    }
  }

  private void heard(String user) {
    if (delays.length > 0) {
      delays[(int) (TRICKLE - left)] =
          System.nanoTime() - Long.parseLong(user, 1, user.length(), 10);
    }
    left--;
    if (left == 0) {
      all.countDown();
    }
  }

  private Asking connect(String kind, int port) throws Exception {
    return switch (kind) {
      case "tyrus" -> bare(port, _ -> heard("U0"));
      case "streaming" -> {
        JsonMapper mapper = JsonMapper.builder().build();
        yield bare(port, json -> heard(decoded(mapper, json).users().getFirst()));
      }
      case "rollcall" -> rollcall(port);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private Asking rollcall(int port) throws Exception {
    RtmClient client =
        RtmClient.builder(new SlackToken("xoxb-abc"))
            .apiUrl(URI.create("http://127.0.0.1:" + port + "/api/"))
            .proxy(new ProxySettings.None())
            .build();
    client.on(RtmEvent.PresenceChange.class, event -> heard(event.users().getFirst()));
    CountDownLatch ready = new CountDownLatch(1);
    client.onLifecycle(event -> {
      if (event instanceof LifecycleEvent.Ready) {
        ready.countDown();
      }
    });
    client.start();
    ready.await();
    return (events, rate) ->
        client.addOutgoingEvent(
            false, "flood", Map.of("wish", new FloodRequest(events, rate).map()));
  }

  private record FloodRequest(long events, int rate) {
    Map<String, Object> map() {
      Map<String, Object> map = new java.util.LinkedHashMap<>();
      map.put("events", events);
      map.put("rate", rate);
      return map;
    }
  }

  private static Asking bare(int port, java.util.function.Consumer<String> frame) throws Exception {
    ClientManager manager = ClientManager.createClient(JdkClientContainer.class.getName());
    Session session =
        manager.connectToServer(
            new Bare(frame),
            ClientEndpointConfig.Builder.create().build(),
            URI.create("ws://127.0.0.1:" + port + "/websocket"));
    return (events, rate) ->
        session.getBasicRemote().sendText("{\"events\":" + events + ",\"rate\":" + rate + "}");
  }

  /// Tyrus as fast as it can be: no idle timer, and no copy of each text.
  private static final class Bare extends Endpoint implements MessageHandler.Partial<String> {
    private final java.util.function.Consumer<String> frame;
    private boolean greeted;

    Bare(java.util.function.Consumer<String> frame) {
      this.frame = frame;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.setMaxIdleTimeout(-1);
      session.addMessageHandler(String.class, this);
    }

    @Override
    public void onMessage(String part, boolean last) {
      if (greeted) {
        frame.accept(part);
      }
      greeted = true;
    }
  }

  private record Decoded(String type, List<String> users, String presence) {}

  private static Decoded decoded(JsonMapper mapper, String json) {
    String type = "";
    String presence = "";
    List<String> users = new ArrayList<>();
    try (JsonParser parser =
        mapper.tokenStreamFactory().createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        switch (name) {
          case "type" -> type = parser.getString();
          case "presence" -> presence = parser.getString();
          case "users" -> {
            while (token != JsonToken.END_ARRAY) {
              token = parser.nextToken();
              if (token == JsonToken.VALUE_STRING) {
                users.add(parser.getString());
              }
            }
          }
          default -> parser.skipChildren();
        }
      }
    }
    return new Decoded(type, users, presence);
  }

  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static double heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }

  private static double resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1000)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
