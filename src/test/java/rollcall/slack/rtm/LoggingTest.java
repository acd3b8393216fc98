package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.testkit.FakeSlack;

/// Log messages of the client, their logger, and their limits.
@Timeout(300)
class LoggingTest {
  @Test
  void nothingIsLoggedAtInfoWhileNothingIsWrong() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.client.subscribePresence(List.of("U1"));
      FakeSlack.Connection line = rig.start();
      line.receive();
      line.send("{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"away\"}");
      line.send("{\"type\":\"goodbye\"}");
      FakeSlack.Connection second = rig.slack.nextConnection();
      second.receive();
      RtmTestRig.get(rig.client.sendTyping("C1"));
      rig.client.reconnectNow();
      rig.ready();
      RtmTestRig.get(rig.client.disconnect());
      rig.client.settle();
      assertEquals(List.of(), List.copyOf(rig.log));
    }
  }

  @Test
  void whatGoesWrongIsLoggedByItsWeight() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.client.onEvent(_ -> {
        throw new IllegalStateException("Not my day.");
      });
      FakeSlack.Connection line = rig.start();
      assertTrue(RtmTestRig.next(rig.log).startsWith("ERROR A listener failed."));
      line.send("nonsense");
      assertTrue(RtmTestRig.next(rig.log).startsWith("WARNING Slack sent a frame"));
      line.drop();
      assertTrue(RtmTestRig.next(rig.log).startsWith("INFO Reconnecting at "));
      rig.slack.on("rtm.connect", "{\"ok\":false,\"error\":\"token_revoked\"}");
      rig.retry();
      assertTrue(RtmTestRig.next(rig.log).startsWith("INFO Unable to start: "));
      assertTrue(RtmTestRig.next(rig.log).startsWith("WARNING Disconnected: "));
    }
  }

  @Test
  void listenersThatAreBehindForTenSecondsAreLoggedOnce() {
    List<String> log = new ArrayList<>();
    System.Logger logger = new FunctionLogger((level, line) -> log.add(level + " " + line));
    EventDispatcher dispatcher = new EventDispatcher(null);
    EventBatcher batcher = new EventBatcher(new ListenerRegistry(logger), dispatcher, logger);
    batcher.noteIfBehind(RtmTestRig.NOON);
    dispatcher.dispatch(Collections.nCopies(10_000, () -> {}), 0);
    for (int second = 1; second <= 10; second++) {
      batcher.noteIfBehind(RtmTestRig.NOON.plusSeconds(second));
    }
    assertEquals(List.of(), log);
    for (int second = 11; second <= 30; second++) {
      batcher.noteIfBehind(RtmTestRig.NOON.plusSeconds(second));
    }
    assertEquals(
        List.of("WARNING The listeners cannot keep up: Slack is kept waiting for them."), log);
  }

  @Test
  void atDebugEverythingIsLoggedButMessageText() throws Exception {
    try (RtmTestRig rig = new RtmTestRig(builder -> builder.logLevel(Level.DEBUG))) {
      FakeSlack.Connection line = rig.start();
      rig.client.sendMessage("a private word", "C1");
      line.receive();
      line.send("{\"type\":\"message\",\"channel\":\"C1\",\"text\":\"another\",\"ts\":\"1.1\"}");
      rig.event(RtmEvent.Message.class);
      rig.client.settle();
      String all = String.join("\n", rig.log);
      assertTrue(all.contains("DEBUG connecting\nDEBUG authenticated"), all);
      assertTrue(all.contains("DEBUG Sending {\"id\":1,\"type\":\"message\"…"), all);
      assertTrue(all.contains("DEBUG Heard message"), all);
      assertFalse(all.contains("private") || all.contains("another") || all.contains("secret"));
    }
  }

  @Test
  void atDebugNothingOfAFrameOfOnesOwnIsLoggedButItsType() throws Exception {
    try (RtmTestRig rig = new RtmTestRig(builder -> builder.logLevel(Level.DEBUG))) {
      rig.start();
      Map<String, String> body = Map.of("text", "private", "id", "private", "type", "private");
      RtmTestRig.get(rig.client.send("own-type", body));
      rig.client.settle();
      String all = String.join("\n", rig.log);
      assertTrue(all.contains("DEBUG Sending {\"id\":1,\"type\":\"own-type\"…"), all);
      assertFalse(all.contains("private"), all);
    }
  }

  @Test
  void noOtherLoggerWritesLines() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      String words = "x\\n2026 FORGED \\u001b[31m" + "y".repeat(5000);
      rig.slack.setGreeting(
          "{\"type\":\"error\",\"error\":{\"code\":1,\"msg\":\"" + words + "\"}}");
      rig.client.start();
      String line = RtmTestRig.next(rig.log);
      assertTrue(line.contains("Slack says: x 2026 FORGED  [31myy"), line);
      assertTrue(line.length() < 1200 && line.lines().count() == 1, line);
    }
  }

  @Test
  void aLoggerThatThrowsHasNoEffect() throws Exception {
    logThrough((_, _) -> {
      throw new UncheckedIOException(new IOException("No space left on device"));
    });
    logThrough((_, _) -> {
      throw new NoClassDefFoundError("org/example/Layout");
    });
  }

  private static void logThrough(BiConsumer<Level, String> broken) throws Exception {
    try (RtmTestRig rig = new RtmTestRig(builder -> builder.logger(broken))) {
      rig.client.onEvent(_ -> {
        throw new IllegalStateException("Not my day.");
      });
      FakeSlack.Connection line = rig.start();
      line.send("nonsense");
      rig.await(LifecycleEvent.Problem.class);
      line.drop();
      rig.retry();
      rig.ready().send("{\"type\":\"fine\"}");
      rig.event(RtmEvent.Other.class);
    }
  }

  @Test
  void aLevelKeepsTheRestAway() throws Exception {
    try (RtmTestRig rig = new RtmTestRig(builder -> builder.logLevel(Level.ERROR))) {
      rig.start().send("nonsense");
      rig.await(LifecycleEvent.Problem.class);
      assertEquals(List.of(), List.copyOf(rig.log));
    }
  }

  @Test
  void thePlatformsLoggingFacadeIsUsed() throws Exception {
    Logger logger = Logger.getLogger("rollcall.slack.rtm.facade");
    logger.setUseParentHandlers(false);
    BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
    logger.addHandler(into(records));
    try (RtmTestRig rig =
        new RtmTestRig(builder -> builder.logger(System.getLogger(logger.getName())))) {
      rig.start().send("nonsense");
      assertEquals(java.util.logging.Level.WARNING, RtmTestRig.next(records).getLevel());
    }
  }

  private static Handler into(BlockingQueue<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        records.add(entry);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
