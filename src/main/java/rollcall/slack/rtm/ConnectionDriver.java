package rollcall.slack.rtm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.SlackException.NotSent.Reason;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.web.ConnectResponse;

/// Driver of one connection: executes the effects of the state machine, passes events to the
/// [EventBatcher] and sends what is due. Thread: event loop.
final class ConnectionDriver {
  private final ConnectionsBySession attempts;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final SendQueue sendQueue;
  private final EventBatcher batcher;
  private final StartAndDisconnectFutures pendingCalls = new StartAndDisconnectFutures();
  private ConnectionStateMachine connection;
  private int serving;
  private boolean closed;

  ConnectionDriver(
      Timeouts timing,
      ConnectionsBySession attempts,
      InstantSource clock,
      RandomGenerator random,
      SendQueue sendQueue,
      EventBatcher batcher) {
    this.connection = ConnectionStateMachine.initial(timing);
    this.attempts = attempts;
    this.clock = clock;
    this.random = random;
    this.sendQueue = sendQueue;
    this.batcher = batcher;
  }

  /// Time of the next [#tick]; empty for never.
  Optional<Instant> deadline(Instant at) {
    Optional<Instant> sending = sendQueue.deadline(at);
    return connection
        .deadline()
        .map(next -> sending.filter(next::isAfter).orElse(next))
        .or(() -> sending);
  }

  void handle(LoopMessage item) {
    switch (item) {
      case LoopMessage.Frames(RtmSocket from, _) -> read(from);
      case LoopMessage.Event(ConnectionInput.Lost lost) -> {
        // Frames received before the end are handled before it.
        attempts.socket(lost.session()).ifPresent(this::readAll);
        step(lost, clock.instant());
      }
      case LoopMessage.Event(ConnectionInput input) -> step(input, clock.instant());
      case LoopMessage.Task(Runnable work) -> work.run();
    }
  }

  /// Time has passed: executes what is due.
  void tick(Instant at) {
    if (isDue(at)) {
      // Frames that we were too slow to read prove life as well as others.
      attempts.sockets().stream()
          .filter(RtmSocket::hasUnread)
          .forEach(socket -> step(new ConnectionInput.FrameReceived(socket.session()), at));
    }
    if (isDue(at)) {
      step(new ConnectionInput.Tick(), at);
    }
    publish(sendQueue.tick(at));
    attempts
        .socket(serving)
        .ifPresent(socket -> sendQueue.due(at).forEach(json -> send(socket, json)));
    batcher.flush();
    batcher.noteIfBehind(at);
  }

  private void publish(PresenceSubscription.TickResult result) {
    if (result.unconfirmed() != null) {
      batcher.unconfirmed(result.unconfirmed());
    }
    if (result.mismatch() != null) {
      batcher.mismatch(result.mismatch());
      result.mismatch().changes().forEach(batcher::event);
    }
  }

  /// Returns whether to flush before more frames are read.
  boolean isFull() {
    return batcher.isFull();
  }

  /// Reads the frames that were left unread while the listeners were behind.
  void resumeReading() {
    attempts.sockets().forEach(this::read);
  }

  void clockJumped(Instant at) {
    sendQueue.onClockJump(at);
    step(new ConnectionInput.ClockJumped(), at);
  }

  void start(CompletableFuture<ConnectResponse> started) {
    if (closed) {
      started.completeExceptionally(new NotSent(Reason.CLOSED, "The client was closed."));
      return;
    }
    step(new ConnectionInput.Start(), clock.instant());
    pendingCalls.awaitStart(started);
  }

  /// Fails later calls of `start()`, because the client was closed.
  void failStarts() {
    closed = true;
  }

  void disconnect(CompletableFuture<Void> left) {
    pendingCalls.awaitEnd(left);
    step(new ConnectionInput.Disconnect(), clock.instant());
    if (disconnected()) {
      pendingCalls.onEnded(null);
    }
  }

  void reconnect() {
    step(new ConnectionInput.ReconnectNow(), clock.instant());
  }

  /// Sends a message before the queue, or fails it.
  void sendNow(QueuedMessage outgoing) {
    Instant at = clock.instant();
    switch (connection.state()) {
      case ConnectionState.Ready _, ConnectionState.HandingOver _ ->
          attempts
              .socket(serving)
              .ifPresent(
                  socket -> sendQueue.now(outgoing, at).ifPresent(json -> send(socket, json)));
      case ConnectionState.Disconnected _, ConnectionState.Disconnecting _ ->
          outgoing.fail(Reason.DISCONNECTED, "There is no connection.");
      case ConnectionState.Connecting _, ConnectionState.Reconnecting _ ->
          outgoing.fail(Reason.NOT_READY, "The connection is not ready yet.");
    }
  }

  boolean disconnected() {
    return connection.state() instanceof ConnectionState.Disconnected;
  }

  /// Drops all connections and fails all messages: the client is closed, or hit a bug.
  void failAll(@Nullable SlackException problem) {
    closed = true;
    attempts.cancelAll();
    if (!disconnected()) {
      Instant at = clock.instant();
      connection = connection.in(new ConnectionState.Disconnected(problem));
      announce(new LifecycleEvent.Disconnected(problem, connection.lastHeard(), at));
    }
    sendQueue.close();
    batcher.flush();
  }

  private boolean isDue(Instant at) {
    return connection.deadline().filter(due -> !at.isBefore(due)).isPresent();
  }

  private void read(RtmSocket from) {
    // Listeners that cannot keep up are waited for, and Slack with them, but not before hello.
    if (from.session() != serving || !batcher.isBehind()) {
      readAll(from);
    }
  }

  private void readAll(RtmSocket from) {
    from.read().forEach(together -> readAll(from, together));
  }

  private void readAll(RtmSocket from, List<TextFrame> frames) {
    int session = from.session();
    Instant alive = null;
    for (TextFrame frame : frames) {
      if (!attempts.contains(from)) {
        return;
      }
      batcher.raw(frame);
      RtmEvent event = decode(frame);
      ConnectionInput input = event == null ? null : ConnectionInput.of(session, event);
      if (input == null) {
        alive = frame.at();
      } else {
        step(new ConnectionInput.FrameReceived(session), frame.at());
        step(input, frame.at());
      }
      if (event != null) {
        dispatch(event, session);
      }
    }
    // One input for all frames that only show that the connection lives.
    if (alive != null) {
      step(new ConnectionInput.FrameReceived(session), alive);
    }
  }

  private @Nullable RtmEvent decode(TextFrame frame) {
    try {
      return RtmEventDecoder.read(frame.json(), frame.at());
    } catch (Socket unreadable) {
      announce(new LifecycleEvent.Problem(unreadable, frame.at()));
      return null;
    }
  }

  private void dispatch(RtmEvent event, int session) {
    if (event instanceof RtmEvent.PresenceChange change && session == serving) {
      sendQueue
          .onReply(change)
          .ifPresentOrElse(batcher::event, () -> batcher.lifecycle(change.at()));
      return;
    }
    if (event instanceof RtmEvent.Ack ack) {
      sendQueue
          .onReply(ack, ack.at())
          .ifPresent(refused -> announce(new LifecycleEvent.Problem(refused, ack.at())));
    } else if (event instanceof RtmEvent.ServerError error) {
      sendQueue.onError(error, error.at());
      announce(new LifecycleEvent.Problem(ConnectionInput.problem(error), error.at()));
    }
    batcher.event(event);
  }

  private void step(ConnectionInput input, Instant at) {
    TransitionResult step = connection.step(input, at, random.nextDouble());
    connection = step.next();
    step.effects().forEach(effect -> execute(effect, at));
  }

  private void execute(ConnectionEffect effect, Instant at) {
    switch (effect) {
      case ConnectionEffect.Authenticate call -> attempts.authenticate(call.session());
      case ConnectionEffect.Open open -> attempts.open(open.session(), open.url());
      case ConnectionEffect.Resume resume -> {
        serving = resume.session();
        sendQueue.resume(at);
      }
      case ConnectionEffect.Ping ping ->
          attempts.socket(ping.session()).ifPresent(socket -> send(socket, sendQueue.ping(at)));
      case ConnectionEffect.Close close -> {
        sendQueue.pause();
        attempts.socket(close.session()).ifPresent(RtmSocket::close);
      }
      case ConnectionEffect.Drop drop -> drop(drop.session());
      case ConnectionEffect.Announce announced -> announce(announced.event());
    }
  }

  private void drop(int session) {
    if (session == serving) {
      sendQueue.pause();
    }
    attempts.cancel(session);
  }

  private void send(RtmSocket socket, String json) {
    batcher.outgoing(json);
    socket.send(json);
  }

  private void announce(LifecycleEvent event) {
    batcher.lifecycle(event);
    switch (event) {
      case LifecycleEvent.Authenticated known -> pendingCalls.onStarted(known.data());
      case LifecycleEvent.Reconnecting _ -> pendingCalls.onLost();
      case LifecycleEvent.Disconnected gone -> {
        sendQueue.failReplies();
        pendingCalls.onEnded(gone.problem());
      }
      default -> {}
    }
  }
}
