package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.ProxySettings;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.rtm.transport.TcpConnection;
import rollcall.testkit.FakeSlack;

/// Leaks after thousands of connections and after an hour of faults: threads, heap after garbage
/// collection, and file handles, client and server together. Real HTTP and real sockets; time is
/// virtual. Run by `mvn -Psoak verify`; prints its figures.
@Tag("soak")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class RtmSoakTest {
  private static final int RECONNECTS = Integer.getInteger("soak.reconnects", 10_000);
  private static final int FRAMES = Integer.getInteger("soak.frames", 1_000_000);
  private static final int MINUTES = Integer.getInteger("soak.minutes", 60);
  private static final String PRESENCE =
      "{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"away\"}";

  @Test
  void tenThousandReconnectionsLeaveNothingBehind() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.client.subscribePresence(List.of("U1", "U2"));
      FakeSlack.Connection line = rig.start();
      List<Footprint> prints = new ArrayList<>();
      for (int i = 0; i <= RECONNECTS; i++) {
        if (i % Math.max(1, RECONNECTS / 10) == 0) {
          prints.add(Footprint.now(i + " reconnections"));
        }
        try {
          line = reconnected(rig, line, i);
        } catch (AssertionError e) {
          throw new AssertionError(i + ": " + rig.lifecycle + " " + rig.log, e);
        }
      }
      report(prints);
    }
  }

  @Test
  void anHourOfFaultsLeavesNothingBehind() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      Instant start = rig.clock.instant();
      Weather weather = new Weather(rig);
      rig.client.subscribePresence(List.of("U1", "U2"));
      rig.client.start();
      List<Footprint> prints = new ArrayList<>();
      for (int minute = 0; minute <= MINUTES; minute++) {
        if (minute % Math.max(1, MINUTES / 10) == 0) {
          prints.add(Footprint.now(minute + " minutes"));
        }
        for (int second = 0; second < 60; second++) {
          weather.second();
        }
      }
      weather.clears();
      prints.add(Footprint.now("and ready again"));
      System.out.printf(
          "%d faults, %d rtm.connect, %d sockets in %s%n",
          weather.faults,
          rig.slack.calls("rtm.connect"),
          weather.sockets,
          Duration.between(start, rig.clock.instant()));
      // Some of the faults are steps of the clock.
      long minutes = Duration.between(start, rig.clock.instant()).toMinutes();
      assertTrue(
          rig.slack.calls("rtm.connect") <= minutes + 10,
          () -> "no more than one a minute in " + minutes + " minutes");
      report(prints);
    }
  }

  /// Each as soon as the one before is written, which is when Tyrus' own transport overlooks one.
  @Test
  void aMillionFramesAreAllWritten() throws Exception {
    SocketConnector connector =
        new SocketConnector(
            new ProxySettings.None(), new RefusedProxySignIns(), SSLContext.getDefault());
    try (FakeSlack slack = new FakeSlack();
        TcpConnection connection = connector.connection(slack.socketUrl(), (_, _) -> true)) {
      Session session = connector.connect(connection, new Deaf(), slack.socketUrl());
      FakeSlack.Connection line = slack.nextConnection();
      FutureTask<Void> writing =
          new FutureTask<>(() -> {
            for (int i = 0; i < FRAMES; i++) {
              session.getBasicRemote().sendText("" + i);
            }
            return null;
          });
      Thread.startVirtualThread(writing);
      for (int i = 0; i < FRAMES; i++) {
        assertEquals("" + i, line.receive());
      }
      writing.get();
    }
  }

  private static final class Deaf extends Endpoint {
    @Override
    public void onOpen(Session opened, EndpointConfig config) {}
  }

  private static FakeSlack.Connection reconnected(RtmTestRig rig, FakeSlack.Connection line, int i)
      throws Exception {
    line.receive();
    line.send(PRESENCE);
    rig.event(RtmEvent.PresenceChange.class);
    // Long enough for one call a minute to be granted, and for a connection to count as stable.
    rig.later(Duration.ofSeconds(58));
    rig.event(RtmEvent.Pong.class);
    rig.later(Duration.ofSeconds(2));
    switch (i % 4) {
      case 0 -> line.drop();
      case 1 -> line.close(1000);
      case 2 -> rig.client.reconnectNow();
      default -> line.send("{\"type\":\"goodbye\"}");
    }
    if (i % 4 < 2) {
      rig.retry();
    }
    FakeSlack.Connection next = rig.slack.nextConnection();
    rig.slack.requests().clear();
    rig.lifecycle.clear();
    rig.events.clear();
    rig.log.clear();
    return next;
  }

  private static void report(List<Footprint> prints) {
    System.out.printf("%-24s %8s %12s %8s%n", "after", "threads", "heap in MB", "files");
    prints.forEach(Footprint::print);
    // The first half is for classes to load and pools to fill.
    Footprint early = prints.get(prints.size() / 2);
    Footprint late = prints.getLast();
    assertTrue(late.threads() <= early.threads() + 4, "threads");
    assertTrue(late.files() <= early.files() + 4, "file handles");
    assertTrue(late.heap() <= early.heap() + 2, "heap");
  }

  /// Resources of the process.
  private record Footprint(String after, int threads, double heap, long files) {
    static Footprint now(String after) throws Exception {
      for (int i = 0; i < 4; i++) {
        System.gc();
        Thread.sleep(150);
      }
      double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
      return new Footprint(
          after, ManagementFactory.getThreadMXBean().getThreadCount(), heap, count());
    }

    void print() {
      System.out.printf("%-24s %8d %12.2f %8d%n", after, threads, heap, files);
    }

    private static long count() throws IOException {
      Path open = Path.of("/proc/self/fd");
      if (!Files.isDirectory(open)) {
        return 0;
      }
      try (Stream<Path> all = Files.list(open)) {
        return all.count();
      }
    }
  }

  /// Faults of all kinds, one every few seconds; repeatable by its seed.
  private static final class Weather {
    private final Random random = new Random(1);
    private final RtmTestRig rig;
    private FakeSlack.Connection line;
    private int faults;
    private int sockets;

    Weather(RtmTestRig rig) {
      this.rig = rig;
    }

    void second() throws Exception {
      rig.later(Duration.ofSeconds(1));
      while (!rig.slack.hasNoConnection()) {
        line = rig.slack.nextConnection();
        sockets++;
      }
      if (line != null && random.nextInt(3) == 0) {
        quietly(() -> line.send(PRESENCE));
      }
      if (random.nextInt(8) == 0) {
        faults++;
        strike();
      }
      rig.lifecycle.clear();
      rig.events.clear();
      rig.log.clear();
    }

    /// All is well again, and stays so.
    void clears() throws Exception {
      mend();
      Instant end = rig.clock.instant().plus(Duration.ofMinutes(15));
      rig.client.start();
      rig.client.reconnectNow();
      while (rig.clock.instant().isBefore(end)) {
        rig.later(Duration.ofSeconds(1));
        TimeUnit.MILLISECONDS.sleep(2);
        LifecycleEvent next = rig.lifecycle.poll();
        if (next instanceof LifecycleEvent.Ready) {
          return;
        }
      }
      assertEquals("ready", "not ready a quarter of an hour after all faults were over");
    }

    private void strike() throws Exception {
      switch (random.nextInt(20)) {
        case 0 -> rig.slack.setUpgradeStatus(503);
        case 1 -> rig.slack.on("rtm.connect", _ -> FakeSlack.Answer.status(500, "<html>"));
        case 2 -> rig.slack.on("rtm.connect", "{\"ok\":false,\"error\":\"migration_in_progress\"}");
        case 3 -> rig.slack.setGreeting("");
        case 4 -> rig.slack.on("rtm.connect", "nonsense");
        case 5 -> rig.clock.advance(Duration.ofSeconds(random.nextInt(120)));
        case 6 -> {
          if (line != null) {
            quietly(() -> line.send("{\"type\":\"goodbye\"}"));
          }
        }
        case 7 -> {
          if (line != null) {
            quietly(() -> line.close(1011));
          }
        }
        case 8 -> {
          if (line != null) {
            quietly(line::drop);
          }
        }
        case 9 -> {
          if (line != null) {
            line.ignoreClose();
            line.stopAnsweringPings();
          }
        }
        default -> mend();
      }
    }

    private void mend() {
      rig.slack.setUpgradeStatus(101);
      rig.slack.setGreeting("{\"type\":\"hello\"}");
      rig.slack.on("rtm.connect", rig.slack.connectBody());
    }

    private interface Deed {
      void run() throws IOException;
    }

    private static void quietly(Deed deed) {
      try {
        deed.run();
      } catch (IOException e) {
        // It was closed already.
      }
    }
  }
}
