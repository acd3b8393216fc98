package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeSlack;

/// Outages in real time, over real sockets: how soon after the server's return a client is back.
@Tag("soak")
@Timeout(600)
class OutageRecoveryTest {
  private static final int CLIENTS = 8;
  private static final Duration LATEST = Duration.ofSeconds(10);
  private static final int MOST_ANSWERED_CALLS = 6;

  @Test
  void eightClientsAreBackWithinTenSecondsOfEachOfFiveOutages() throws Exception {
    List<RtmClient> clients = new ArrayList<>();
    try (FakeSlack slack = new FakeSlack();
        Gateway gateway = new Gateway(slack.port())) {
      String body =
          slack.connectBody().replace(":" + slack.port() + "/", ":" + gateway.port() + "/");
      List<Instant> answered = java.util.Collections.synchronizedList(new ArrayList<>());
      slack.on(
          "rtm.connect",
          _ -> {
            answered.add(Instant.now());
            return FakeSlack.Answer.json(body);
          });
      List<BlockingQueue<Instant>> ready = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        BlockingQueue<Instant> times = new LinkedBlockingQueue<>();
        RtmClient client =
            RtmClient.builder(new SlackToken("xoxb-abcdefghijkl-secret"))
                .apiUrl(URI.create("http://127.0.0.1:" + gateway.port() + "/api/"))
                .proxy(new ProxySettings.None())
                // A busy machine must not count as a stall of this process.
                .stallLimit(Duration.ofHours(1))
                .logger((_, _) -> {})
                .build();
        clients.add(client);
        client.onLifecycle(LifecycleEvent.Ready.class, event -> times.add(event.at()));
        client.start();
        ready.add(times);
      }
      awaitAll(ready);
      StringBuilder table = new StringBuilder("outage s | back after s, of eight clients%n");
      List<String> tooLate = new ArrayList<>();
      for (int seconds : List.of(3, 6, 10, 20, 45)) {
        gateway.stop();
        Thread.sleep(Duration.ofSeconds(seconds));
        gateway.open();
        Instant back = Instant.now();
        List<Duration> late =
            awaitAll(ready).stream().map(at -> Duration.between(back, at)).sorted().toList();
        table.append("%8d |".formatted(seconds));
        late.forEach(one -> table.append(" %4.1f".formatted(one.toMillis() / 1000.0)));
        table.append("%n");
        late.stream()
            .filter(one -> one.compareTo(LATEST) > 0)
            .forEach(one -> tooLate.add(seconds + " s: " + one));
        Thread.sleep(Duration.ofSeconds(5));
      }
      System.out.printf(table.toString());
      assertTrue(tooLate.isEmpty(), () -> "back too late after outages: " + tooLate);
      assertTrue(
          answered.size() <= 2 * CLIENTS * MOST_ANSWERED_CALLS,
          () -> answered.size() + " answered calls of rtm.connect");
    } finally {
      clients.forEach(RtmClient::close);
    }
  }

  private static List<Instant> awaitAll(List<BlockingQueue<Instant>> ready) throws Exception {
    List<Instant> times = new ArrayList<>();
    for (BlockingQueue<Instant> one : ready) {
      Instant at = one.poll(90, TimeUnit.SECONDS);
      assertTrue(at != null, "A client did not come back within 90 s.");
      times.add(at);
    }
    return times;
  }

  /// A port on loopback that passes everything on to another port while it is open; while it is
  /// stopped, connections to it are refused.
  private static final class Gateway implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;

    Gateway(int target) throws IOException {
      this.target = target;
      this.server = listen(0);
      this.port = server.getLocalPort();
    }

    int port() {
      return port;
    }

    void open() throws IOException {
      server = listen(port);
    }

    void stop() throws IOException {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      sockets.clear();
    }

    @Override
    public void close() throws IOException {
      stop();
    }

    private ServerSocket listen(int at) throws IOException {
      ServerSocket listening = new ServerSocket();
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 200);
      Thread.ofVirtual().start(() -> accept(listening));
      return listening;
    }

    private void accept(ServerSocket listening) {
      while (!listening.isClosed()) {
        try {
          Socket client = listening.accept();
          Socket end = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(client);
          sockets.add(end);
          Thread.ofVirtual().start(() -> copy(client, end));
          Thread.ofVirtual().start(() -> copy(end, client));
        } catch (IOException e) {
          // It was stopped, or one side went away.
        }
      }
    }

    private static void copy(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // One side went away.
      }
    }
  }
}
