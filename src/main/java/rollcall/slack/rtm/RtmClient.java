package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import rollcall.slack.SlackToken;
import rollcall.slack.web.ConnectData;
import rollcall.slack.web.SlackWebClient;

/// Keeps one live connection to Slack's RTM API, and finds its own way back to it.
///
/// **Threads.** Every method may be called on every thread and returns at once. Listeners, and what
/// depends on the futures, run on the client's own thread, one after the other and in the order of
/// what happened. A listener that throws is logged and harms nobody. A slow one delays those after
/// it and lets Slack wait, but does not end the connection; one that waits for a future of this
/// client waits for ever.
///
/// **Sending.** Whatever is sent waits until a connection is ready, survives reconnections, and
/// goes out at the pace that Slack allows: one frame a second after a small burst. Presence
/// subscriptions die with each connection at Slack; here they are remembered and sent again.
public final class RtmClient implements AutoCloseable {
  /// The most people whose presence one connection can subscribe to.
  public static final int MOST_PRESENCE_IDS = 750;

  /// The most people whose presence can be asked for at once.
  public static final int MOST_QUERIED_IDS = 500;

  /// The longest text that Slack takes.
  public static final int LONGEST_TEXT = 4000;

  private static final Duration LEAVING = Duration.ofSeconds(6);

  private final Hearers hearers;
  private final Link link;
  private final Lane lane;
  private final Outbox outbox;
  private final SlackWebClient web;

  RtmClient(Hearers hearers, Link link, Lane lane, Outbox outbox, SlackWebClient web) {
    this.hearers = hearers;
    this.link = link;
    this.lane = lane;
    this.outbox = outbox;
    this.web = web;
  }

  /// A client for the real Slack, unless told otherwise.
  public static RtmClientBuilder builder(SlackToken token) {
    return new RtmClientBuilder(token);
  }

  /// Connects, and stays connected. Does nothing while it already does that.
  ///
  /// @return completes when Slack has accepted the token; fails with the
  ///   [rollcall.slack.SlackException] that made the client disconnect before
  /// @throws IllegalStateException if the client was closed
  public CompletableFuture<ConnectData> start() {
    CompletableFuture<ConnectData> started = new CompletableFuture<>();
    if (!lane.post(() -> link.start(started))) {
      throw new IllegalStateException("The client was closed.");
    }
    return started;
  }

  /// Leaves, in whatever state, and makes no other attempt until [#start].
  ///
  /// @return completes when it has left
  public CompletableFuture<Void> disconnect() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    if (!lane.post(() -> link.disconnect(left))) {
      left.complete(null);
    }
    return left;
  }

  /// Makes the next attempt now, as far as Slack's limits allow; replaces a connection that is
  /// there. For when a person asks, or the network is known to be back. Does nothing while
  /// disconnected.
  public void reconnectNow() {
    lane.post(() -> link.reconnect());
  }

  /// Leaves for good, and waits up to 6 s for that, except on the client's own thread.
  @Override
  public void close() {
    lane.post(() -> link.disconnect(new CompletableFuture<>()));
    lane.end();
    try {
      lane.awaitEnd(LEAVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      web.close();
    }
  }

  /// When the last frame of any kind came, of any connection; empty before the first.
  public Optional<Instant> lastHeard() {
    return link.lastHeard();
  }

  /// Listens to what becomes of the connection.
  public Subscription onLifecycle(Consumer<? super Lifecycle> listener) {
    return hearers.lifecycle.add(listener);
  }

  /// Listens to every event.
  public Subscription onEvent(Consumer<? super RtmEvent> listener) {
    return hearers.events.add(listener);
  }

  /// Listens to the events of one Java type.
  public <E extends RtmEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
    return hearers.add(type, listener);
  }

  /// Listens to the events of one of Slack's types, such as `reaction_added`, or of one type and
  /// subtype, such as `message::channel_name`.
  public Subscription on(String type, Consumer<? super RtmEvent> listener) {
    return hearers.add(type, listener);
  }

  /// Listens to every text frame as it came, before it is read.
  public Subscription onRawMessage(Consumer<? super String> listener) {
    return hearers.raw.add(listener);
  }

  /// Listens to every frame before it goes out.
  public Subscription onOutgoingMessage(Consumer<? super String> listener) {
    return hearers.outgoing.add(listener);
  }

  /// Says something in a conversation.
  ///
  /// @param text at most 4,000 characters
  /// @param conversation the id of a channel, group or direct message
  /// @return completes with Slack's reply; fails with `SendRefused`, `NoReply` or `NotSent`
  public CompletableFuture<Sent> sendMessage(String text, String conversation) {
    return text.length() > LONGEST_TEXT
        ? refused("Slack takes texts of at most " + LONGEST_TEXT + " characters.")
        : addOutgoingEvent(true, "message", Map.of("text", text, "channel", conversation));
  }

  /// Shows that we are typing; at most every 3 s, says Slack.
  public CompletableFuture<Sent> sendTyping(String conversation) {
    return addOutgoingEvent(false, "typing", Map.of("channel", conversation));
  }

  /// Says whose presence is wanted: the complete list, in place of any before. It is sent again on
  /// every new connection, and Slack then says how each of them stands.
  ///
  /// @param users at most [#MOST_PRESENCE_IDS] ids; none to be told of nobody
  /// @return completes when the list went out; fails with `NotSent` if it is too long
  public CompletableFuture<Sent> subscribePresence(Collection<String> users) {
    List<String> ids = List.copyOf(users);
    return changePresence(wanted -> {
      wanted.clear();
      wanted.addAll(ids);
    });
  }

  /// Adds people to those whose presence is wanted.
  ///
  /// @return as for [#subscribePresence]; if the list would be too long it stays as it is
  public CompletableFuture<Sent> addPresence(Collection<String> users) {
    List<String> ids = List.copyOf(users);
    return changePresence(wanted -> wanted.addAll(ids));
  }

  /// Takes people from those whose presence is wanted.
  public CompletableFuture<Sent> removePresence(Collection<String> users) {
    Set<String> ids = Set.copyOf(users);
    return changePresence(wanted -> wanted.removeAll(ids));
  }

  /// Asks how people stand now, once. The answer is a `presence_change`.
  ///
  /// @param users at most [#MOST_QUERIED_IDS] ids
  public CompletableFuture<Sent> queryPresence(Collection<String> users) {
    return users.size() > MOST_QUERIED_IDS
        ? refused("Slack takes at most " + MOST_QUERIED_IDS + " ids in a query.")
        : addOutgoingEvent(false, "presence_query", Map.of("ids", List.copyOf(users)));
  }

  /// Sends anything, in its turn.
  ///
  /// @param awaitReply whether Slack will reply to it
  /// @param type Slack's word for it
  /// @param body the rest of it, in plain Java: strings, numbers, booleans, lists and maps
  /// @return completes when it went out, or with the reply; fails with a
  ///   [rollcall.slack.SlackException]
  public CompletableFuture<Sent> addOutgoingEvent(
      boolean awaitReply, String type, Map<String, ?> body) {
    Outgoing outgoing = Outgoing.of(type, body, awaitReply);
    if (outgoing.fits() && !lane.post(() -> outbox.add(outgoing))) {
      outgoing.fail("The client was closed.");
    }
    return outgoing.sent();
  }

  /// Looks at the clock now instead of at the next deadline, for tests that set it; and waits until
  /// what it says has been seen to.
  void settle() {
    lane.settle();
  }

  private CompletableFuture<Sent> changePresence(Consumer<Set<String>> change) {
    CompletableFuture<Sent> sent = new CompletableFuture<>();
    if (!lane.post(() -> changePresence(change, sent))) {
      Outgoing.failed(sent, "The client was closed.");
    }
    return sent;
  }

  private void changePresence(Consumer<Set<String>> change, CompletableFuture<Sent> sent) {
    Set<String> wanted = new LinkedHashSet<>(outbox.presence());
    change.accept(wanted);
    if (wanted.size() > MOST_PRESENCE_IDS) {
      Outgoing.failed(sent, "Slack lets follow at most " + MOST_PRESENCE_IDS + " people.");
    } else if (Outbox.presenceSub(wanted, sent).fits()) {
      outbox.subscribe(wanted, sent);
    }
  }

  private static CompletableFuture<Sent> refused(String why) {
    CompletableFuture<Sent> refused = new CompletableFuture<>();
    Outgoing.failed(refused, why);
    return refused;
  }
}
