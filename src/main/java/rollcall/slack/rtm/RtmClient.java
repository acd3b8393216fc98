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

/// RTM client: keeps one live connection to Slack and reconnects by itself.
///
/// **Threads.** Every method may be called on any thread in any state of the connection and returns
/// at once; only [#close] waits. Listeners run one after the other, in the order of the events, on
/// threads of the client: on the reader thread of the connection, or on one for listeners; or else
/// on the executor of [RtmClientBuilder#listenerExecutor]. On the client's threads a slow listener
/// delays neither the connection nor sending: if it takes longer than about a second, another
/// thread reads on. When more than about 8,000 events wait for the listeners, the client stops
/// reading, so that Slack has to wait; no event is dropped. An exception in a listener is logged,
/// and the other listeners are still called. Dependent stages of a future run on a thread of their
/// own, so even a listener may wait for one, except on a direct executor. The client's threads do
/// not keep a program running.
///
/// **Sending.** A message waits until a connection is ready, survives reconnections, and is sent at
/// Slack's rate limit: one frame a second after a small burst. A message that Slack refuses
/// temporarily (`slow down`) is retried. Slack ends presence subscriptions with each connection;
/// the client stores them, sends them again and verifies them.
///
/// **Futures** fail with a [rollcall.slack.SlackException]: `NotSent` when this client refused,
/// `SendRefused` when Slack did, `NoReply` when the connection ended before Slack replied. `join`
/// and `get` throw it as the cause of a `CompletionException` or an `ExecutionException`. One that
/// waits for a connection or for Slack's reply waits as long as it takes; `orTimeout` sets an end
/// to that. Canceling a future does not take the message back. A null argument does not fail the
/// future: it throws a `NullPointerException` at the call.
public final class RtmClient implements AutoCloseable {
  /// Upper limit of a presence subscription: Slack recommends 500, and was seen to disconnect
  /// clients with many more (wee-slack, PR 499).
  public static final int MOST_PRESENCE_IDS = 750;

  /// Upper limit of a presence query.
  public static final int MOST_QUERIED_IDS = PresenceSubscription.MOST_QUERIED;

  /// Upper limit of the length of a text, in code points.
  public static final int LONGEST_TEXT = 4000;

  private static final Duration LEAVING = Duration.ofSeconds(6);
  private static final String CLOSED = "The client was closed.";

  private final ListenerRegistry listeners;
  private final EventBatcher batcher;
  private final EventLoop eventLoop;
  private final SendQueue sendQueue;
  private final SlackWebClient web;
  private final Runnable onStart;

  RtmClient(
      ListenerRegistry listeners,
      EventBatcher batcher,
      EventLoop eventLoop,
      SendQueue sendQueue,
      SlackWebClient web,
      Runnable onStart) {
    this.listeners = listeners;
    this.batcher = batcher;
    this.eventLoop = eventLoop;
    this.sendQueue = sendQueue;
    this.web = web;
    this.onStart = onStart;
  }

  /// Returns a builder with the defaults of Slack's own client.
  ///
  /// @param token token of a classic app
  /// @return a builder for a client of slack.com, unless another address is set
  public static RtmClientBuilder builder(SlackToken token) {
    return new RtmClientBuilder(token);
  }

  /// Connects, and reconnects after each loss. Has no further effect while that is so.
  ///
  /// @return completes when Slack has accepted the token, shortly before [LifecycleEvent.Ready].
  ///   While attempts fail for temporary reasons, such as no network, it stays pending, and each
  ///   failure is a [LifecycleEvent.UnableToRtmStart]; it fails with the
  ///   [rollcall.slack.SlackException] that stopped the client, and with `NotSent` after
  ///   `disconnect()` or `close()`
  public CompletableFuture<ConnectResponse> start() {
    CompletableFuture<ConnectResponse> started = new CompletableFuture<>();
    onStart.run();
    if (!eventLoop.enqueue(driver -> driver.start(started))) {
      started.completeExceptionally(new NotSent(Reason.CLOSED, CLOSED));
    }
    return forCallers(started);
  }

  /// Disconnects in any state and makes no further attempt until [#start]. Queued messages and the
  /// presence list are kept; sent messages without a reply fail with `NoReply`.
  ///
  /// @return completes when the connection is closed, after at most 5 s; never fails. Listeners may
  ///   be called a moment later
  public CompletableFuture<Void> disconnect() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    if (!eventLoop.enqueue(driver -> driver.disconnect(left))) {
      left.complete(null);
    }
    return forCallers(left);
  }

  /// Reconnects now, whatever the client waits for; within 15 s if the attempts of the last minute
  /// are used up. Drops an open connection, which is reported as [LifecycleEvent.Reconnecting]. For
  /// a person's request, or when the network is known to be back. Does nothing while disconnected
  /// or during an attempt.
  public void reconnectNow() {
    eventLoop.enqueue(driver -> driver.reconnect());
  }

  /// Closes the client. Waits until the connection is closed and the listeners have been called, up
  /// to 6 s for each; a listener that closes its own client waits for the connection only, and on a
  /// direct executor for nothing. Queued messages fail with `NotSent`. Closing twice is harmless.
  /// If the calling thread is interrupted, it does not wait and stays interrupted; the connection
  /// is closed all the same.
  @Override
  public void close() {
    eventLoop.enqueue(driver -> driver.disconnect(new CompletableFuture<>()));
    eventLoop.stop();
    try {
      eventLoop.awaitEnd(LEAVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      web.close();
    }
  }

  /// Time of the last frame, of any kind and any connection, that the listeners have received.
  /// Every earlier frame has been dispatched.
  ///
  /// @return the instant; empty before the first
  public Optional<Instant> lastHeard() {
    return batcher.lastHeard();
  }

  /// Adds a listener for lifecycle events.
  ///
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  public Subscription onLifecycle(Consumer<? super LifecycleEvent> listener) {
    return listeners.lifecycle.add(listener);
  }

  /// Adds a listener for one type of lifecycle event, such as `LifecycleEvent.Ready.class`.
  ///
  /// @param <L> type of the events
  /// @param type a record of [LifecycleEvent]
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  public <L extends LifecycleEvent> Subscription onLifecycle(
      Class<L> type, Consumer<? super L> listener) {
    return listeners.addLifecycle(type, listener);
  }

  /// Adds a listener for every event.
  ///
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  public Subscription onEvent(Consumer<? super RtmEvent> listener) {
    return listeners.events.add(listener);
  }

  /// Adds a listener for the events of one Java type.
  ///
  /// @param <E> type of the events
  /// @param type a record of [RtmEvent], or [RtmEvent] itself for all
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  public <E extends RtmEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
    return listeners.add(type, listener);
  }

  /// Adds a listener for the events of one of Slack's types, such as `reaction_added`, or of one
  /// type and subtype, such as `message::channel_name`. A reply has no type: see [RtmEvent.Ack].
  ///
  /// @param type Slack's type, or type and subtype with `::` between them
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  /// @throws IllegalArgumentException if no event can have this type, such as `message:` or a blank
  public Subscription on(String type, Consumer<? super RtmEvent> listener) {
    return listeners.add(type, listener);
  }

  /// Adds a listener for every received text frame, called before the listeners of its event. Some
  /// frames hold secrets, such as the URL in `reconnect_url`.
  ///
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  public Subscription onRawMessage(Consumer<? super String> listener) {
    return listeners.raw.add(listener);
  }

  /// Adds a listener for every sent frame.
  ///
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  public Subscription onOutgoingMessage(Consumer<? super String> listener) {
    return listeners.outgoing.add(listener);
  }

  /// Adds a listener for users without presence data, although they are subscribed.
  ///
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  public Subscription onPresenceUnconfirmed(Consumer<? super PresenceUnconfirmed> listener) {
    return listeners.unconfirmed.add(listener);
  }

  /// Adds a listener for users whose presence contradicts the subscription, or whose subscription
  /// stopped without notice. The list is sent again, and Slack's answers follow as
  /// `presence_change` events.
  ///
  /// @param listener called on one thread at a time
  /// @return a handle that removes the listener
  public Subscription onPresenceMismatch(Consumer<? super PresenceMismatch> listener) {
    return listeners.mismatches.add(listener);
  }

  /// Sends a message to a conversation, as plain text; for attachments and blocks there is
  /// [rollcall.slack.web.ChatMethods].
  ///
  /// @param text at most 4,000 characters
  /// @param conversation id of a channel, group or direct message; not its name
  /// @return completes with Slack's reply, which holds the message's `ts`; fails with `NotSent`
  ///   when the text is too long or 1,000 others wait, with `SendRefused`, or with `NoReply`: then
  ///   it is unknown whether it was received
  public CompletableFuture<SendReceipt> sendMessage(String text, String conversation) {
    int length = text.codePointCount(0, text.length());
    return length > LONGEST_TEXT
        ? refused(
            Reason.TOO_LONG,
            "A text can have at most " + LONGEST_TEXT + " characters, was " + length + ".")
        : addOutgoingEvent(true, "message", Map.of("text", text, "channel", conversation));
  }

  /// Shows a typing indicator for 3 s. While it shows, no further one is sent.
  ///
  /// @param conversation id of a channel, group or direct message
  /// @return completes when it is sent, or with the receipt of the one that still shows
  public CompletableFuture<SendReceipt> sendTyping(String conversation) {
    return addOutgoingEvent(false, "typing", Map.of("channel", conversation));
  }

  /// Subscribes to the presence of these users: the complete list, which replaces any earlier one.
  /// The client sends it again on every new connection, and Slack then sends the current presence
  /// of each user. A user without an answer is queried, and reported by [#onPresenceUnconfirmed] if
  /// that fails too. Several changes within a second are sent as one. Every 15 minutes the client
  /// queries all of them to verify the subscription; answers that only confirm it are not
  /// dispatched.
  ///
  /// @param users at most [#MOST_PRESENCE_IDS] ids; empty to unsubscribe from all
  /// @return completes when the list is sent; fails with `NotSent` and `TOO_MANY_USERS` if it is
  ///   too long: then the earlier list stays in effect
  public CompletableFuture<SendReceipt> subscribePresence(Collection<String> users) {
    List<String> ids = List.copyOf(users);
    return changePresence(wanted -> {
      wanted.clear();
      wanted.addAll(ids);
    });
  }

  /// Adds users to the presence subscription.
  ///
  /// @param users ids of the users
  /// @return as for [#subscribePresence]; if the list would be too long, it stays unchanged
  public CompletableFuture<SendReceipt> addPresence(Collection<String> users) {
    List<String> ids = List.copyOf(users);
    return changePresence(wanted -> wanted.addAll(ids));
  }

  /// Removes users from the presence subscription.
  ///
  /// @param users ids of the users; ids that are not on the list are ignored
  /// @return completes when the list is sent
  public CompletableFuture<SendReceipt> removePresence(Collection<String> users) {
    Set<String> ids = Set.copyOf(users);
    return changePresence(wanted -> wanted.removeAll(ids));
  }

  /// Queries the current presence of users once. Slack answers with [RtmEvent.PresenceChange].
  ///
  /// @param users at most [#MOST_QUERIED_IDS] ids
  /// @return completes when the query is sent; fails with `NotSent` and `TOO_MANY_USERS` if there
  ///   are too many ids
  public CompletableFuture<SendReceipt> queryPresence(Collection<String> users) {
    return users.size() > MOST_QUERIED_IDS
        ? refused(
            Reason.TOO_MANY_USERS,
            "A query can have at most " + MOST_QUERIED_IDS + " users, was " + users.size() + ".")
        : addOutgoingEvent(false, "presence_query", Map.of("ids", List.copyOf(users)));
  }

  /// Sends a frame of any type through the send queue.
  ///
  /// @param awaitReply whether Slack will reply to it; the future then completes with the reply,
  ///   and without one stays pending while the connection lasts
  /// @param type Slack's type of the frame
  /// @param body further fields as plain Java values: strings, numbers, booleans, lists and maps.
  ///   An `id` or a `type` among them is ignored
  /// @return completes when it is sent, or with the reply; fails with `NotSent` when the frame is
  ///   larger than 16 KB (`TOO_LONG`), or 1,000 others wait (`TOO_MUCH_WAITING`)
  /// @throws IllegalArgumentException if the body cannot be written as JSON, such as a map that
  ///   contains itself
  public CompletableFuture<SendReceipt> addOutgoingEvent(
      boolean awaitReply, String type, Map<String, ?> body) {
    QueuedMessage outgoing = QueuedMessage.of(type, body, awaitReply);
    return submit(outgoing, _ -> sendQueue.add(outgoing));
  }

  /// Sends a frame of any type immediately, before the send queue; fails if the connection is not
  /// ready or the rate limit is used up.
  ///
  /// @param type Slack's type of the frame
  /// @param body further fields, as for [#addOutgoingEvent]
  /// @return completes with its id when it is sent, and awaits no reply; fails with `NotSent` and
  ///   the reason `DISCONNECTED`, `NOT_READY`, `TOO_FAST` or `TOO_LONG`
  /// @throws IllegalArgumentException as for [#addOutgoingEvent]
  public CompletableFuture<SendReceipt> send(String type, Map<String, ?> body) {
    QueuedMessage outgoing = QueuedMessage.of(type, body, false);
    return submit(outgoing, driver -> driver.sendNow(outgoing));
  }

  /// Reads the clock now instead of at the next deadline, for tests that set it, and waits until
  /// due work is done.
  void settle() {
    eventLoop.settle();
  }

  private CompletableFuture<SendReceipt> submit(
      QueuedMessage outgoing, Consumer<ConnectionDriver> work) {
    if (outgoing.fits() && !eventLoop.enqueue(work)) {
      outgoing.fail(Reason.CLOSED, CLOSED);
    }
    return forCallers(outgoing.sent());
  }

  private CompletableFuture<SendReceipt> changePresence(Consumer<Set<String>> change) {
    CompletableFuture<SendReceipt> sent = new CompletableFuture<>();
    if (!eventLoop.enqueue(_ -> changePresence(change, sent))) {
      sent.completeExceptionally(new NotSent(Reason.CLOSED, CLOSED));
    }
    return forCallers(sent);
  }

  private void changePresence(Consumer<Set<String>> change, CompletableFuture<SendReceipt> sent) {
    Set<String> wanted = sendQueue.presence();
    change.accept(wanted);
    if (wanted.size() > MOST_PRESENCE_IDS) {
      sent.completeExceptionally(
          new NotSent(
              Reason.TOO_MANY_USERS,
              "A presence subscription can have at most "
                  + MOST_PRESENCE_IDS
                  + " users, was "
                  + wanted.size()
                  + "."));
    } else if (QueuedMessage.of("presence_sub", Map.of("ids", wanted), false, sent).fits()) {
      sendQueue.subscribe(wanted, sent);
    }
  }

  private static CompletableFuture<SendReceipt> refused(Reason reason, String why) {
    return CompletableFuture.failedFuture(new NotSent(reason, why));
  }

  /// Copy of a future for callers: dependent stages run on a thread of their own and may block,
  /// even when the event loop completes it.
  private static <T> CompletableFuture<T> forCallers(CompletableFuture<T> kept) {
    CompletableFuture<T> given = new CompletableFuture<>();
    Thread.Builder thread = Thread.ofVirtual().name("slack-rtm-reply");
    var _ =
        kept.whenComplete((value, problem) ->
            thread.start(() -> {
              if (problem == null) {
                given.complete(value);
              } else {
                given.completeExceptionally(problem);
              }
            }));
    return given;
  }
}
