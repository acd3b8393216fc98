package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;

/// Batch of listener calls, flushed to the [EventDispatcher]; also writes the log: types and
/// reasons, never message content. Thread: event loop; only `lastHeard` is set by listener calls
/// and may be read by any thread.
final class EventBatcher {
  private static final Duration LONG_BEHIND = Duration.ofSeconds(10);

  /// In characters: some 800 of the usual events, or one long one.
  private static final int MOST_AT_ONCE = 64 * 1024;

  private final ListenerRegistry listeners;
  private final EventDispatcher dispatcher;
  private final Logger log;
  private List<Runnable> calls = new ArrayList<>();

  /// Length of the frames of the batch.
  private long characters;

  private boolean verbose;
  private @Nullable Instant behindSince;
  private boolean behindLogged;
  private volatile @Nullable Instant lastHeard;

  EventBatcher(ListenerRegistry listeners, EventDispatcher dispatcher, Logger log) {
    this.listeners = listeners;
    this.dispatcher = dispatcher;
    this.log = log;
    this.verbose = log.isLoggable(Level.DEBUG);
  }

  /// Time of the last frame of any connection that the listeners have received; empty before the
  /// first.
  Optional<Instant> lastHeard() {
    return Optional.ofNullable(lastHeard);
  }

  /// Returns whether the listeners cannot keep up.
  boolean isBehind() {
    return dispatcher.isBehind();
  }

  /// Logs a warning when the listeners are behind for 10 s, once each time.
  void noteIfBehind(Instant at) {
    if (!dispatcher.isBehind()) {
      behindSince = null;
      behindLogged = false;
    } else if (behindSince == null) {
      behindSince = at;
    } else if (!behindLogged && !at.isBefore(behindSince.plus(LONG_BEHIND))) {
      behindLogged = true;
      log.log(Level.WARNING, "The listeners cannot keep up: Slack is kept waiting for them.");
    }
  }

  void raw(TextFrame frame) {
    characters += frame.json().length();
    if (!listeners.raw.isEmpty()) {
      calls.add(() -> listeners.raw.dispatch(frame.json()));
    }
  }

  void event(RtmEvent event) {
    if (verbose) {
      log.log(Level.DEBUG, "Heard {0}", event.type().isEmpty() ? "a reply" : event.type());
    }
    calls.add(() -> {
      lastHeard = event.at();
      listeners.dispatch(event);
    });
  }

  /// Records the time of a frame that is not dispatched.
  void lifecycle(Instant at) {
    calls.add(() -> lastHeard = at);
  }

  void outgoing(String json) {
    // Only its id and type: the rest may be private.
    log.log(Level.DEBUG, () -> "Sending " + json.replaceFirst("(\"type\":\"[^\"]*\").*", "$1…"));
    if (!listeners.outgoing.isEmpty()) {
      calls.add(() -> listeners.outgoing.dispatch(json));
    }
  }

  void unconfirmed(PresenceUnconfirmed unconfirmed) {
    log.log(Level.WARNING, "Slack sends no presence of {0} users.", unconfirmed.users().size());
    calls.add(() -> listeners.unconfirmed.dispatch(unconfirmed));
  }

  void mismatch(PresenceMismatch mismatch) {
    log.log(
        Level.WARNING,
        "The presence of {0} users differs from the last pushed events; subscribing again.",
        mismatch.users().size());
    calls.add(() -> listeners.mismatches.dispatch(mismatch));
  }

  void lifecycle(LifecycleEvent event) {
    log(event);
    calls.add(() -> listeners.lifecycle.dispatch(event));
  }

  /// Returns whether to flush before more is read. [#isBehind] knows only of flushed calls.
  boolean isFull() {
    return characters > MOST_AT_ONCE;
  }

  /// Passes the batch to the dispatcher.
  void flush() {
    if (!calls.isEmpty()) {
      dispatcher.dispatch(calls, characters);
      calls = new ArrayList<>();
    }
    characters = 0;
    // Queried once a batch, because the query costs as much as the event.
    verbose = log.isLoggable(Level.DEBUG);
  }

  private void log(LifecycleEvent event) {
    switch (event) {
      case LifecycleEvent.Disconnected(SlackException problem, _, _) when problem != null ->
          log.log(Level.WARNING, "Disconnected: {0}", problem.getMessage());
      case LifecycleEvent.Reconnecting again ->
          log.log(
              again.problem() == null ? Level.DEBUG : Level.INFO,
              "Reconnecting at {0}: {1}",
              again.nextTry(),
              again.reason().map(SlackException::getMessage).orElse("as wanted"));
      case LifecycleEvent.Problem problem ->
          log.log(Level.WARNING, "{0}", problem.problem().getMessage());
      case LifecycleEvent.UnableToRtmStart failed ->
          log.log(Level.INFO, "Unable to start: {0}", failed.problem().getMessage());
      default -> log.log(Level.DEBUG, "{0}", event.name());
    }
  }
}
