package rollcall.slack.rtm;

import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import rollcall.slack.SlackException;
import rollcall.slack.web.ConnectResponse;

/// Open attempts and connections, by session number: for each a call of `rtm.connect`, then a
/// socket. Thread: event loop.
final class ConnectionsBySession {
  /// Calls `rtm.connect`, or another method that grants a socket.
  interface Grant {
    ConnectResponse request() throws SlackException, InterruptedException;
  }

  private final Grant grant;
  private final SocketConnector connector;
  private final InstantSource clock;
  private final Consumer<LoopMessage> inbox;
  private final Predicate<Runnable> afterRead;
  private final Map<Integer, Thread> calls = new HashMap<>();
  private final Map<Integer, RtmSocket> sockets = new HashMap<>();

  /// @param inbox receives their inputs
  /// @param afterRead as for [RtmSocket]
  ConnectionsBySession(
      Grant grant,
      SocketConnector connector,
      InstantSource clock,
      Consumer<LoopMessage> inbox,
      Predicate<Runnable> afterRead) {
    this.grant = grant;
    this.connector = connector;
    this.clock = clock;
    this.inbox = inbox;
    this.afterRead = afterRead;
  }

  /// Requests a socket URL on a thread of its own.
  void authenticate(int session) {
    Thread.Builder thread = Thread.ofVirtual().name("slack-rtm-connect-" + session);
    calls.put(session, thread.start(() -> requestUrl(session)));
  }

  /// Opens the socket that was granted.
  void open(int session, URI url) {
    calls.remove(session);
    RtmSocket socket = new RtmSocket(session, url, connector, clock, inbox, afterRead);
    sockets.put(session, socket);
    socket.open();
  }

  /// Returns the socket of a session, unless it was dropped.
  Optional<RtmSocket> socket(int session) {
    return Optional.ofNullable(sockets.get(session));
  }

  /// Returns all sockets that were not dropped.
  List<RtmSocket> sockets() {
    return List.copyOf(sockets.values());
  }

  /// Returns whether this socket is still in use.
  boolean contains(RtmSocket socket) {
    return sockets.get(socket.session()) == socket;
  }

  /// Drops a session in any state.
  void cancel(int session) {
    Thread call = calls.remove(session);
    if (call != null) {
      call.interrupt();
    }
    RtmSocket socket = sockets.remove(session);
    if (socket != null) {
      socket.drop();
    }
  }

  void cancelAll() {
    List.copyOf(calls.keySet()).forEach(this::cancel);
    List.copyOf(sockets.keySet()).forEach(this::cancel);
  }

  private void requestUrl(int session) {
    try {
      inbox.accept(new LoopMessage.Event(new ConnectionInput.Granted(session, grant.request())));
    } catch (SlackException e) {
      inbox.accept(new LoopMessage.Event(new ConnectionInput.Denied(session, e)));
    } catch (InterruptedException e) {
      // The attempt was abandoned.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // A bug belongs to the event loop, not to this thread.
      inbox.accept(
          new LoopMessage.Task(() -> {
            throw e;
          }));
    }
  }
}
