package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.VirtualClock;

/// Client with a server that injects faults, over real sockets and in virtual time; and the events
/// of the client.
final class RtmTestRig implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final Duration SECOND = Duration.ofSeconds(1);

  /// So that every wait before another attempt is one, and is half as long as it may be.
  private static final RandomGenerator HALF = () -> Long.MIN_VALUE;

  final VirtualClock clock = new VirtualClock(NOON);
  final FakeSlack slack = new FakeSlack();
  final BlockingQueue<LifecycleEvent> lifecycle = new LinkedBlockingQueue<>();
  final BlockingQueue<RtmEvent> events = new LinkedBlockingQueue<>();
  final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  final RtmClient client;

  RtmTestRig() throws Exception {
    this(UnaryOperator.identity());
  }

  RtmTestRig(UnaryOperator<RtmClientBuilder> choices) throws Exception {
    client =
        choices
            .apply(
                RtmClient.builder(new SlackToken("xoxb-abcdefghijkl-secret"))
                    .apiUrl(slack.apiUrl())
                    .proxy(new ProxySettings.None())
                    .clock(clock)
                    .stallLimit(Duration.ofSeconds(60))
                    .random(HALF)
                    .logger((level, line) -> log.add(level + " " + line)))
            .build();
    client.onLifecycle(lifecycle::add);
    client.onEvent(events::add);
  }

  /// Starts it and waits until it is ready.
  FakeSlack.Connection start() throws Exception {
    client.start();
    return ready();
  }

  /// Waits until a connection is ready.
  FakeSlack.Connection ready() throws Exception {
    FakeSlack.Connection line = slack.nextConnection();
    await(LifecycleEvent.Ready.class);
    return line;
  }

  /// Lets time pass.
  void later(Duration by) {
    clock.advance(by);
    client.settle();
  }

  /// Waits for the next failure, and until it is time for another attempt.
  LifecycleEvent.Reconnecting retry() throws Exception {
    LifecycleEvent.Reconnecting again = await(LifecycleEvent.Reconnecting.class);
    later(Duration.between(clock.instant(), again.nextTry()));
    return again;
  }

  <L extends LifecycleEvent> L await(Class<L> type) throws Exception {
    LifecycleEvent event = next(lifecycle);
    while (!type.isInstance(event)) {
      event = next(lifecycle);
    }
    return type.cast(event);
  }

  <E extends RtmEvent> E event(Class<E> type) throws Exception {
    RtmEvent event = next(events);
    while (!type.isInstance(event)) {
      event = next(events);
    }
    return type.cast(event);
  }

  static <T> T next(BlockingQueue<T> queue) throws Exception {
    T next = queue.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing more happened.");
    }
    return next;
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  /// Returns the failure of this future.
  static SlackException failure(CompletableFuture<?> future) {
    ExecutionException failed = assertThrows(ExecutionException.class, () -> get(future));
    return assertInstanceOf(SlackException.class, failed.getCause());
  }

  @Override
  public void close() throws Exception {
    client.close();
    slack.close();
  }
}
