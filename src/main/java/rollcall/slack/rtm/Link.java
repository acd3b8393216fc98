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
import rollcall.slack.web.ConnectData;

/// One client's connection at work: does what the connection machine wants, hands what is to be
/// told to the [Teller], and sends what is due. Lane: link.
final class Link {
  private final Sessions sessions;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Outbox outbox;
  private final Announcements announcements;
  private final Callers callers = new Callers();
  private Connection connection;
  private int serving;
  private boolean closed;

  Link(
      Timing timing,
      Sessions sessions,
      InstantSource clock,
      RandomGenerator random,
      Outbox outbox,
      Announcements announcements) {
    this.connection = Connection.initial(timing);
    this.sessions = sessions;
    this.clock = clock;
    this.random = random;
    this.outbox = outbox;
    this.announcements = announcements;
  }

  /// When [#tick] is needed next; empty for never.
  Optional<Instant> deadline(Instant at) {
    Optional<Instant> sending = outbox.deadline(at);
    return connection
        .deadline()
        .map(next -> sending.filter(next::isAfter).orElse(next))
        .or(() -> sending);
  }

  void handle(Item item) {
    switch (item) {
      case Item.Frames(RtmSocket from) -> read(from);
      case Item.News(Signal.Lost lost) -> {
        // What came before the end is heard before it.
        sessions.socket(lost.session()).ifPresent(this::readAll);
        step(lost, clock.instant());
      }
      case Item.News(Signal signal) -> step(signal, clock.instant());
      case Item.Wish(Runnable work) -> work.run();
    }
  }

  /// Time has passed: sees to what is due.
  void tick(Instant at) {
    if (due(at)) {
      // Frames that we were too slow to read prove life as well as others.
      sessions.sockets().stream()
          .filter(RtmSocket::stirs)
          .forEach(socket -> step(new Signal.Heard(socket.session()), at));
    }
    if (due(at)) {
      step(new Signal.Tick(), at);
    }
    tellOf(outbox.tick(at), at);
    sessions
        .socket(serving)
        .ifPresent(socket -> outbox.due(at).forEach(json -> send(socket, json)));
    announcements.flush();
    announcements.noteIfBehind(at);
  }

  private void tellOf(PresenceList.Doubts doubts, Instant at) {
    if (!doubts.unconfirmed().isEmpty()) {
      announcements.unconfirmed(new PresenceUnconfirmed(doubts.unconfirmed(), at));
    }
    if (doubts.mismatch() != null) {
      announcements.mismatch(doubts.mismatch());
      doubts.mismatch().changes().forEach(announcements::event);
    }
  }

  /// Whether the listeners should be told what there is before more is read.
  boolean full() {
    return announcements.full();
  }

  /// The listeners have caught up: reads what was left unread for them.
  void readOn() {
    sessions.sockets().forEach(this::read);
  }

  void clockJumped(Instant at) {
    outbox.clockJumped(at);
    step(new Signal.ClockJumped(), at);
  }

  void start(CompletableFuture<ConnectData> started) {
    if (closed) {
      started.completeExceptionally(new NotSent(Reason.CLOSED, "The client was closed."));
      return;
    }
    step(new Signal.Start(), clock.instant());
    callers.awaitStart(started);
  }

  /// Whoever starts from now on is told that the client was closed.
  void refuseStarts() {
    closed = true;
  }

  void disconnect(CompletableFuture<Void> left) {
    callers.awaitEnd(left);
    step(new Signal.Disconnect(), clock.instant());
    if (disconnected()) {
      callers.ended(null);
    }
  }

  void reconnect() {
    step(new Signal.ReconnectNow(), clock.instant());
  }

  /// Sends without waiting for its turn, or not at all.
  void sendNow(Outgoing outgoing) {
    Instant at = clock.instant();
    switch (connection.state()) {
      case State.Ready _, State.HandingOver _ ->
          sessions
              .socket(serving)
              .ifPresent(socket -> outbox.now(outgoing, at).ifPresent(json -> send(socket, json)));
      case State.Disconnected _, State.Disconnecting _ ->
          outgoing.fail(Reason.DISCONNECTED, "There is no connection.");
      case State.Connecting _, State.Reconnecting _ ->
          outgoing.fail(Reason.NOT_READY, "The connection is not ready yet.");
    }
  }

  boolean disconnected() {
    return connection.state() instanceof State.Disconnected;
  }

  /// Lets go of everything: a bug was hit, or the client is closed.
  void abandon(@Nullable SlackException problem) {
    closed = true;
    sessions.dropAll();
    if (!disconnected()) {
      Instant at = clock.instant();
      connection = connection.in(new State.Disconnected(problem));
      announce(new Lifecycle.Disconnected(problem, connection.lastHeard(), at));
    }
    outbox.close();
    announcements.flush();
  }

  private boolean due(Instant at) {
    return connection.deadline().filter(due -> !at.isBefore(due)).isPresent();
  }

  private void read(RtmSocket from) {
    // Listeners that cannot keep up are waited for, and Slack with them, but not before hello.
    if (from.session() != serving || !announcements.behind()) {
      readAll(from);
    }
  }

  private void readAll(RtmSocket from) {
    from.read().forEach(together -> readAll(from, together));
  }

  private void readAll(RtmSocket from, List<Frame> frames) {
    int session = from.session();
    Instant alive = null;
    for (Frame frame : frames) {
      if (!sessions.holds(from)) {
        return;
      }
      announcements.raw(frame);
      RtmEvent event = decode(frame);
      Signal signal = event == null ? null : Signal.of(session, event);
      if (signal == null) {
        alive = frame.at();
      } else {
        step(new Signal.Heard(session), frame.at());
        step(signal, frame.at());
      }
      if (event != null) {
        heard(event, session);
      }
    }
    // One sign of life for all frames that are nothing but that.
    if (alive != null) {
      step(new Signal.Heard(session), alive);
    }
  }

  private @Nullable RtmEvent decode(Frame frame) {
    try {
      return Frames.read(frame.json(), frame.at());
    } catch (Socket unreadable) {
      announce(new Lifecycle.Problem(unreadable, frame.at()));
      return null;
    }
  }

  private void heard(RtmEvent event, int session) {
    if (event instanceof RtmEvent.PresenceChange change && session == serving) {
      outbox
          .told(change)
          .ifPresentOrElse(announcements::event, () -> announcements.life(change.at()));
      return;
    }
    if (event instanceof RtmEvent.Ack ack) {
      outbox
          .replied(ack, ack.at())
          .ifPresent(refused -> announce(new Lifecycle.Problem(refused, ack.at())));
    } else if (event instanceof RtmEvent.ServerError error) {
      outbox.complained(error, error.at());
      announce(new Lifecycle.Problem(Signal.problem(error), error.at()));
    }
    announcements.event(event);
  }

  private void step(Signal signal, Instant at) {
    Step step = connection.step(signal, at, random.nextDouble());
    connection = step.next();
    step.effects().forEach(effect -> perform(effect, at));
  }

  private void perform(Effect effect, Instant at) {
    switch (effect) {
      case Effect.Authenticate call -> sessions.authenticate(call.session());
      case Effect.Open open -> sessions.open(open.session(), open.url());
      case Effect.Resume resume -> {
        serving = resume.session();
        outbox.resume(at);
      }
      case Effect.Ping ping ->
          sessions.socket(ping.session()).ifPresent(socket -> send(socket, outbox.ping(at)));
      case Effect.Close close -> {
        outbox.pause();
        sessions.socket(close.session()).ifPresent(RtmSocket::close);
      }
      case Effect.Drop drop -> drop(drop.session());
      case Effect.Announce told -> announce(told.event());
    }
  }

  private void drop(int session) {
    if (session == serving) {
      outbox.pause();
    }
    sessions.drop(session);
  }

  private void send(RtmSocket socket, String json) {
    announcements.outgoing(json);
    socket.send(json);
  }

  private void announce(Lifecycle event) {
    announcements.lifecycle(event);
    switch (event) {
      case Lifecycle.Authenticated known -> callers.started(known.data());
      case Lifecycle.Reconnecting _ -> callers.lost();
      case Lifecycle.Disconnected gone -> {
        outbox.giveUpReplies();
        callers.ended(gone.problem());
      }
      case Lifecycle.Connecting _,
          Lifecycle.Connected _,
          Lifecycle.Ready _,
          Lifecycle.Disconnecting _,
          Lifecycle.UnableToRtmStart _,
          Lifecycle.Problem _ -> {}
    }
  }
}
