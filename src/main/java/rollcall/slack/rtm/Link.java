package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.web.ConnectData;

/// One client's connection at work: does what the connection machine wants, tells the listeners,
/// and sends what is due. Lane: link; only `lastHeard` may be read from everywhere.
final class Link {
  private final Sessions sessions;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Hearers hearers;
  private final Outbox outbox;
  private final Logger log;
  private final List<CompletableFuture<ConnectData>> starting = new ArrayList<>();
  private final List<CompletableFuture<Void>> leaving = new ArrayList<>();
  private Connection connection;
  private int serving;
  private @Nullable ConnectData data;
  private volatile @Nullable Instant lastHeard;

  Link(
      Timing timing,
      Sessions sessions,
      InstantSource clock,
      RandomGenerator random,
      Hearers hearers,
      Outbox outbox,
      Logger log) {
    this.connection = Connection.initial(timing);
    this.sessions = sessions;
    this.clock = clock;
    this.random = random;
    this.hearers = hearers;
    this.outbox = outbox;
    this.log = log;
  }

  /// When the last frame came, of any connection; empty before the first.
  Optional<Instant> lastHeard() {
    return Optional.ofNullable(lastHeard);
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
      case Item.Frame frame -> hear(frame);
      case Item.News news -> step(news.signal(), clock.instant());
      case Item.Wish wish -> wish.work().run();
    }
  }

  /// Time has passed: sees to what is due.
  void tick(Instant at) {
    if (connection.deadline().filter(due -> !at.isBefore(due)).isPresent()) {
      step(new Signal.Tick(), at);
    }
    sessions
        .socket(serving)
        .ifPresentOrElse(
            socket -> outbox.due(at).forEach(json -> send(socket, json)), () -> outbox.expire(at));
  }

  void clockJumped(Instant at) {
    outbox.clockJumped(at);
    step(new Signal.ClockJumped(), at);
  }

  void start(CompletableFuture<ConnectData> started) {
    step(new Signal.Start(), clock.instant());
    ConnectData known = data;
    if (known == null) {
      starting.add(started);
    } else {
      started.complete(known);
    }
  }

  void disconnect(CompletableFuture<Void> left) {
    leaving.add(left);
    step(new Signal.Disconnect(), clock.instant());
    if (disconnected()) {
      completeLeaving();
    }
  }

  void reconnect() {
    step(new Signal.ReconnectNow(), clock.instant());
  }

  boolean disconnected() {
    return connection.state() instanceof State.Disconnected;
  }

  /// Lets go of everything: a bug was hit, or the client is closed.
  void abandon(@Nullable SlackException problem) {
    sessions.dropAll();
    if (!disconnected()) {
      Instant at = clock.instant();
      connection = connection.in(new State.Disconnected(problem));
      announce(new Lifecycle.Disconnected(problem, connection.lastHeard(), at));
    }
    outbox.close();
  }

  private void hear(Item.Frame frame) {
    RtmSocket from = frame.from();
    from.read();
    if (!sessions.holds(from)) {
      return;
    }
    lastHeard = frame.at();
    if (!hearers.raw.isEmpty()) {
      hearers.raw.tell(frame.json());
    }
    try {
      RtmEvent event = Frames.read(frame.json(), frame.at());
      step(signal(from.session(), event), frame.at());
      if (event instanceof RtmEvent.Ack ack) {
        outbox.replied(ack);
      } else if (event instanceof RtmEvent.ServerError error) {
        announce(new Lifecycle.Problem(problem(error), frame.at()));
      }
      hearers.tell(event);
    } catch (Socket unreadable) {
      step(new Signal.Heard(from.session()), frame.at());
      announce(new Lifecycle.Problem(unreadable, frame.at()));
    }
  }

  private static Signal signal(int session, RtmEvent event) {
    return switch (event) {
      case RtmEvent.Hello _ -> new Signal.Hello(session);
      case RtmEvent.Goodbye _ -> new Signal.Goodbye(session);
      case RtmEvent.TeamMigrationStarted _ -> new Signal.Migration(session);
      case RtmEvent.ServerError error -> new Signal.ErrorFrame(session, problem(error));
      case RtmEvent.PresenceChange _,
          RtmEvent.ManualPresenceChange _,
          RtmEvent.Pong _,
          RtmEvent.UserChange _,
          RtmEvent.TeamJoin _,
          RtmEvent.MemberJoinedChannel _,
          RtmEvent.MemberLeftChannel _,
          RtmEvent.Message _,
          RtmEvent.UserTyping _,
          RtmEvent.ReconnectUrl _,
          RtmEvent.Ack _,
          RtmEvent.Other _ ->
          new Signal.Heard(session);
    };
  }

  private static Socket problem(RtmEvent.ServerError error) {
    return new Socket("Slack says: " + error.message() + " (" + error.code() + ")", null);
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
    hearers.outgoing.tell(json);
    socket.send(json);
  }

  private void announce(Lifecycle event) {
    switch (event) {
      case Lifecycle.Authenticated known -> {
        data = known.data();
        starting.forEach(started -> started.complete(known.data()));
        starting.clear();
      }
      case Lifecycle.Disconnected gone -> stopped(gone);
      case Lifecycle.Reconnecting again -> {
        data = null;
        log.log(
            Level.INFO,
            "Reconnecting at {0}: {1}",
            again.nextTry(),
            again.reason().map(SlackException::getMessage).orElse("as wanted"));
      }
      case Lifecycle.Problem trouble ->
          log.log(Level.WARNING, "{0}", trouble.problem().getMessage());
      case Lifecycle.UnableToRtmStart failed ->
          log.log(Level.INFO, "Unable to start: {0}", failed.problem().getMessage());
      case Lifecycle.Connecting _,
          Lifecycle.Connected _,
          Lifecycle.Ready _,
          Lifecycle.Disconnecting _ ->
          log.log(Level.DEBUG, "{0}", event);
    }
    hearers.lifecycle.tell(event);
    if (event instanceof Lifecycle.Disconnected) {
      completeLeaving();
    }
  }

  private void stopped(Lifecycle.Disconnected gone) {
    data = null;
    outbox.giveUpReplies();
    SlackException problem = gone.problem();
    SlackException why =
        problem == null
            ? new NotSent("Disconnected before Slack had accepted the token.")
            : problem;
    if (problem != null) {
      log.log(Level.WARNING, "Disconnected: {0}", problem.getMessage());
    }
    starting.forEach(started -> started.completeExceptionally(why));
    starting.clear();
  }

  private void completeLeaving() {
    leaving.forEach(left -> left.complete(null));
    leaving.clear();
  }
}
