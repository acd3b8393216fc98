package rollcall.slack.rtm;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.SlackException.NotSent.Reason;
import rollcall.slack.SlackToken;
import rollcall.slack.web.ConnectResponse;
import rollcall.slack.web.SlackWebClient;

/// Keeps one live connection to Slack's RTM API, and finds its own way back to it.
///
/// **Threads.** Every method may be called on every thread, in every state of the connection, and
/// returns at once; only [#close] waits. Listeners run on one thread of the client's own, one after
/// the other and in the order of what happened. That thread does nothing else: however long a
/// listener takes, the connection is kept, messages go out and replies are heard. When more than
/// about 8,000 events wait to be told, the client reads no further and so lets Slack wait; nothing
/// is left out. A listener that throws is logged, and the others are told all the same. What
/// depends on a future runs on a thread of its own; so even a listener may wait for one. None of
/// the client's threads keeps a program running.
///
/// **Sending.** Whatever is sent waits until a connection is ready, survives reconnections, and
/// goes out at the pace that Slack allows: one frame a second after a small burst. What Slack
/// refuses only for now (`slow down`) is sent again after a rest. Presence subscriptions die with
/// each connection at Slack; here they are remembered, sent again, and verified.
///
/// **Futures** fail with a [rollcall.slack.SlackException]: `NotSent` when this client refused,
/// `SendRefused` when Slack did, `NoReply` when the connection ended before Slack replied. `join`
/// and `get` throw it as the cause of a `CompletionException` or an `ExecutionException`. One that
/// waits for a connection or for Slack's reply waits as long as it takes; `orTimeout` sets an end
/// to that. To cancel one takes nothing back.
public final class RtmClient implements AutoCloseable {
  /// The most people whose presence one connection can subscribe to: Slack advises 500, and was
  /// seen to disconnect those who asked for many more (wee-slack, PR 499).
  public static final int MOST_PRESENCE_IDS = 750;

  /// The most people whose presence can be asked for at once.
  public static final int MOST_QUERIED_IDS = PresenceSubscription.MOST_QUERIED;

  /// The longest text that Slack takes, in characters as people count them (code points).
  public static final int LONGEST_TEXT = 4000;

  private static final Duration LEAVING = Duration.ofSeconds(6);
  private static final String CLOSED = "The client was closed.";

  private final ListenerRegistry hearers;
  private final EventBatcher announcements;
  private final ConnectionDriver link;
  private final EventLoop lane;
  private final SendQueue outbox;
  private final SlackWebClient web;

  RtmClient(
      ListenerRegistry hearers,
      EventBatcher announcements,
      ConnectionDriver link,
      EventLoop lane,
      SendQueue outbox,
      SlackWebClient web) {
    this.hearers = hearers;
    this.announcements = announcements;
    this.link = link;
    this.lane = lane;
    this.outbox = outbox;
    this.web = web;
  }

  /// A client for the real Slack, unless told otherwise.
  ///
  /// @param token of a classic app
  /// @return the choices to make
  public static RtmClientBuilder builder(SlackToken token) {
    return new RtmClientBuilder(token);
  }

  /// Connects, and stays connected. Does nothing while it already does that.
  ///
  /// @return completes when Slack has accepted the token, which is shortly before
  ///   [Lifecycle.Ready]. While attempts fail for reasons that may pass, such as no network, it
  ///   waits, and [Lifecycle.UnableToRtmStart] tells each of them; it fails with the
  ///   [rollcall.slack.SlackException] that made the client stop, and with `NotSent` if it was told
  ///   to disconnect before, or was closed
  public CompletableFuture<ConnectResponse> start() {
    CompletableFuture<ConnectResponse> started = new CompletableFuture<>();
    if (!lane.enqueue(() -> link.start(started))) {
      started.completeExceptionally(new NotSent(Reason.CLOSED, CLOSED));
    }
    return DetachedFuture.of(started);
  }

  /// Leaves, in whatever state, and makes no other attempt until [#start]. What waits to be sent
  /// and the presence list are kept until then; what was sent and not yet replied to fails with
  /// `NoReply`.
  ///
  /// @return completes when it has left, after at most 5 s; never fails. The listeners may hear so
  ///   a moment later
  public CompletableFuture<Void> disconnect() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    if (!lane.enqueue(() -> link.disconnect(left))) {
      left.complete(null);
    }
    return DetachedFuture.of(left);
  }

  /// Makes the next attempt now, whatever the client waits for; when the attempts of the last
  /// minute are used up, within 15 s. Drops a connection that is there, which is told as
  /// [Lifecycle.Reconnecting]. For when a person asks, or the network is known to be back. Does
  /// nothing while disconnected or while an attempt is under way.
  public void reconnectNow() {
    lane.enqueue(() -> link.reconnect());
  }

  /// Leaves for good. Waits until the connection is closed and the listeners were told, up to 6 s
  /// for each; a listener that closes its own client waits for the connection only. What waits to
  /// be sent fails with `NotSent`. Calling it twice is harmless.
  @Override
  public void close() {
    lane.enqueue(() -> link.disconnect(new CompletableFuture<>()));
    lane.stop();
    try {
      lane.awaitEnd(LEAVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      web.close();
    }
  }

  /// When the last frame came of those that the listeners were told of, of any kind and of any
  /// connection. Whatever came before it has been told.
  ///
  /// @return the instant; empty before the first
  public Optional<Instant> lastHeard() {
    return announcements.lastHeard();
  }

  /// Listens to what becomes of the connection.
  ///
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public Subscription onLifecycle(Consumer<? super Lifecycle> listener) {
    return hearers.lifecycle.add(listener);
  }

  /// Listens to one kind of what becomes of the connection, such as `Lifecycle.Ready.class`.
  ///
  /// @param <L> the kind
  /// @param type the kind
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public <L extends Lifecycle> Subscription onLifecycle(
      Class<L> type, Consumer<? super L> listener) {
    return hearers.addLifecycle(type, listener);
  }

  /// Listens to every event.
  ///
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public Subscription onEvent(Consumer<? super RtmEvent> listener) {
    return hearers.events.add(listener);
  }

  /// Listens to the events of one Java type.
  ///
  /// @param <E> the Java type
  /// @param type a record, or an interface of several
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public <E extends RtmEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
    return hearers.add(type, listener);
  }

  /// Listens to the events of one of Slack's types, such as `reaction_added`, or of one type and
  /// subtype, such as `message::channel_name`.
  ///
  /// @param type Slack's word, or two with `::` between them
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public Subscription on(String type, Consumer<? super RtmEvent> listener) {
    return hearers.add(type, listener);
  }

  /// Listens to every text frame as it came, before it is told as an event. Some hold secrets, such
  /// as the address in `reconnect_url`.
  ///
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public Subscription onRawMessage(Consumer<? super String> listener) {
    return hearers.raw.add(listener);
  }

  /// Listens to every frame that goes out.
  ///
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public Subscription onOutgoingMessage(Consumer<? super String> listener) {
    return hearers.outgoing.add(listener);
  }

  /// Listens for people of whom Slack tells nothing although they were subscribed to.
  ///
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public Subscription onPresenceUnconfirmed(Consumer<? super PresenceUnconfirmed> listener) {
    return hearers.unconfirmed.add(listener);
  }

  /// Listens for people who turn out to stand otherwise than Slack had told, or of whom it tells
  /// nothing any more: the presence subscription died without a word, and is sent again. What Slack
  /// answered is then told as a `presence_change`.
  ///
  /// @param listener called on the listeners' thread
  /// @return stops the listening
  public Subscription onPresenceMismatch(Consumer<? super PresenceMismatch> listener) {
    return hearers.mismatches.add(listener);
  }

  /// Says something in a conversation, as plain text; for attachments and blocks there is
  /// [rollcall.slack.web.ChatMethods].
  ///
  /// @param text at most 4,000 characters
  /// @param conversation the id of a channel, group or direct message; a name does not do
  /// @return completes with Slack's reply, which holds the message's `ts`; fails with `NotSent`
  ///   when the text is too long or 1,000 others wait, with `SendRefused`, or with `NoReply`: then
  ///   nobody knows whether it was received
  public CompletableFuture<SendReceipt> sendMessage(String text, String conversation) {
    return text.codePointCount(0, text.length()) > LONGEST_TEXT
        ? refused(Reason.TOO_LONG, "Slack takes texts of at most " + LONGEST_TEXT + " characters.")
        : addOutgoingEvent(true, "message", Map.of("text", text, "channel", conversation));
  }

  /// Shows for 3 s that we are typing. While it shows there, nothing more is sent.
  ///
  /// @param conversation the id of a channel, group or direct message
  /// @return completes when it went out, or with the sign that still shows
  public CompletableFuture<SendReceipt> sendTyping(String conversation) {
    return addOutgoingEvent(false, "typing", Map.of("channel", conversation));
  }

  /// Says whose presence is wanted: the complete list, in place of any before. It is sent again on
  /// every new connection, and Slack then says how each of them stands. Whoever Slack says nothing
  /// of is asked for, and told of by [#onPresenceUnconfirmed] when that does not help. Several
  /// changes within a second go out as one. Every quarter of an hour the client asks for all of
  /// them, to see whether the subscription still lives; what that only confirms is not told again.
  ///
  /// @param users at most [#MOST_PRESENCE_IDS] ids; none to be told of nobody
  /// @return completes when the list went out; fails with `NotSent` and `TOO_MANY_PEOPLE` if it is
  ///   too long: then the list before it stands
  public CompletableFuture<SendReceipt> subscribePresence(Collection<String> users) {
    List<String> ids = List.copyOf(users);
    return changePresence(wanted -> {
      wanted.clear();
      wanted.addAll(ids);
    });
  }

  /// Adds people to those whose presence is wanted.
  ///
  /// @param users their ids
  /// @return as for [#subscribePresence]; if the list would be too long it stays as it is
  public CompletableFuture<SendReceipt> addPresence(Collection<String> users) {
    List<String> ids = List.copyOf(users);
    return changePresence(wanted -> wanted.addAll(ids));
  }

  /// Takes people from those whose presence is wanted.
  ///
  /// @param users their ids; those who are not on the list are passed over
  /// @return completes when the list went out
  public CompletableFuture<SendReceipt> removePresence(Collection<String> users) {
    Set<String> ids = Set.copyOf(users);
    return changePresence(wanted -> wanted.removeAll(ids));
  }

  /// Asks how people stand now, once. The answer is a `presence_change`.
  ///
  /// @param users at most [#MOST_QUERIED_IDS] ids
  /// @return completes when the question went out; fails with `NotSent` if it is too long
  public CompletableFuture<SendReceipt> queryPresence(Collection<String> users) {
    return users.size() > MOST_QUERIED_IDS
        ? refused(
            Reason.TOO_MANY_PEOPLE, "Slack takes at most " + MOST_QUERIED_IDS + " ids in a query.")
        : addOutgoingEvent(false, "presence_query", Map.of("ids", List.copyOf(users)));
  }

  /// Sends anything, in its turn.
  ///
  /// @param awaitReply whether Slack will reply to it; if it never does, neither does the future
  ///   complete while the connection lasts
  /// @param type Slack's word for it
  /// @param body the rest of it, in plain Java: strings, numbers, booleans, lists and maps. An `id`
  ///   or `type` in it is passed over
  /// @return completes when it went out, or with the reply; fails with `NotSent` when the frame is
  ///   larger than 16 KB (`TOO_LONG`), or 1,000 others wait (`TOO_MUCH_WAITING`)
  public CompletableFuture<SendReceipt> addOutgoingEvent(
      boolean awaitReply, String type, Map<String, ?> body) {
    QueuedMessage outgoing = QueuedMessage.of(type, body, awaitReply);
    return submit(outgoing, () -> outbox.add(outgoing));
  }

  /// Sends anything at once, before what waits; or not at all, when the connection is not ready or
  /// it would be too fast.
  ///
  /// @param type Slack's word for it
  /// @param body the rest of it, as for [#addOutgoingEvent]
  /// @return completes with its id when it went out, and awaits no reply; fails with `NotSent` and
  ///   the reason `DISCONNECTED`, `NOT_READY`, `TOO_FAST` or `TOO_LONG`
  public CompletableFuture<SendReceipt> send(String type, Map<String, ?> body) {
    QueuedMessage outgoing = QueuedMessage.of(type, body, false);
    return submit(outgoing, () -> link.sendNow(outgoing));
  }

  /// Looks at the clock now instead of at the next deadline, for tests that set it; and waits until
  /// what it says has been seen to.
  void settle() {
    lane.settle();
  }

  private CompletableFuture<SendReceipt> submit(QueuedMessage outgoing, Runnable work) {
    if (outgoing.fits() && !lane.enqueue(work)) {
      outgoing.fail(Reason.CLOSED, CLOSED);
    }
    return DetachedFuture.of(outgoing.sent());
  }

  private CompletableFuture<SendReceipt> changePresence(Consumer<Set<String>> change) {
    CompletableFuture<SendReceipt> sent = new CompletableFuture<>();
    if (!lane.enqueue(() -> changePresence(change, sent))) {
      sent.completeExceptionally(new NotSent(Reason.CLOSED, CLOSED));
    }
    return DetachedFuture.of(sent);
  }

  private void changePresence(Consumer<Set<String>> change, CompletableFuture<SendReceipt> sent) {
    Set<String> wanted = outbox.presence();
    change.accept(wanted);
    if (wanted.size() > MOST_PRESENCE_IDS) {
      sent.completeExceptionally(
          new NotSent(
              Reason.TOO_MANY_PEOPLE,
              "Slack lets follow at most " + MOST_PRESENCE_IDS + " people."));
    } else if (QueuedMessage.of("presence_sub", Map.of("ids", wanted), false, sent).fits()) {
      outbox.subscribe(wanted, sent);
    }
  }

  private static CompletableFuture<SendReceipt> refused(Reason reason, String why) {
    return CompletableFuture.failedFuture(new NotSent(reason, why));
  }
}
