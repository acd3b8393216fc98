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

/// What the link lane has for the listeners, handed to the [EventDispatcher] by the batch; and what
/// it has for the log: kinds and reasons, and never what somebody wrote. Lane: link; only
/// `lastHeard` is set by the listeners' thread, and may be read from everywhere.
final class EventBatcher {
  private static final Duration LONG_BEHIND = Duration.ofSeconds(10);

  /// In characters: some 800 of the usual events, or one long one.
  private static final int MOST_AT_ONCE = 64 * 1024;

  private final ListenerRegistry hearers;
  private final EventDispatcher teller;
  private final Logger log;
  private List<Runnable> news = new ArrayList<>();

  /// How long the frames are that the news came with.
  private long characters;

  private boolean verbose;
  private @Nullable Instant behindSince;
  private boolean behindLogged;
  private volatile @Nullable Instant lastHeard;

  EventBatcher(ListenerRegistry hearers, EventDispatcher teller, Logger log) {
    this.hearers = hearers;
    this.teller = teller;
    this.log = log;
    this.verbose = log.isLoggable(Level.DEBUG);
  }

  /// When the last frame came that the listeners have been told of, of any connection; empty before
  /// the first.
  Optional<Instant> lastHeard() {
    return Optional.ofNullable(lastHeard);
  }

  /// Whether the listeners cannot keep up.
  boolean isBehind() {
    return teller.isBehind();
  }

  /// Tells the log of listeners that are behind for long, once each time. Anybody may be for a
  /// moment.
  void noteIfBehind(Instant at) {
    if (!teller.isBehind()) {
      behindSince = null;
      behindLogged = false;
    } else if (behindSince == null) {
      behindSince = at;
    } else if (!behindLogged && !at.isBefore(behindSince.plus(LONG_BEHIND))) {
      behindLogged = true;
      log.log(Level.WARNING, "The listeners cannot keep up: Slack is kept waiting for them.");
    }
  }

  void raw(Frame frame) {
    characters += frame.json().length();
    if (!hearers.raw.isEmpty()) {
      news.add(() -> hearers.raw.dispatch(frame.json()));
    }
  }

  void event(RtmEvent event) {
    if (verbose) {
      log.log(Level.DEBUG, "Heard {0}", event.type().isEmpty() ? "a reply" : event.type());
    }
    news.add(() -> {
      lastHeard = event.at();
      hearers.dispatch(event);
    });
  }

  /// A frame came that the listeners need not hear of.
  void lifecycle(Instant at) {
    news.add(() -> lastHeard = at);
  }

  void outgoing(String json) {
    // Only its id and type: the rest may be private.
    log.log(Level.DEBUG, () -> "Sending " + json.replaceFirst("(\"type\":\"[^\"]*\").*", "$1…"));
    if (!hearers.outgoing.isEmpty()) {
      news.add(() -> hearers.outgoing.dispatch(json));
    }
  }

  void unconfirmed(PresenceUnconfirmed unconfirmed) {
    log.log(Level.WARNING, "Slack tells nothing of {0} people.", unconfirmed.users().size());
    news.add(() -> hearers.unconfirmed.dispatch(unconfirmed));
  }

  void mismatch(PresenceMismatch mismatch) {
    log.log(
        Level.WARNING,
        "The presence of {0} people is not what Slack had told; subscribing again.",
        mismatch.users().size());
    news.add(() -> hearers.mismatches.dispatch(mismatch));
  }

  void lifecycle(Lifecycle event) {
    log(event);
    news.add(() -> hearers.lifecycle.dispatch(event));
  }

  /// Whether so much is to be told that it should be, before more is read. How far behind the
  /// listeners are is known only of what was handed over.
  boolean isFull() {
    return characters > MOST_AT_ONCE;
  }

  /// Hands over what there is.
  void flush() {
    if (!news.isEmpty()) {
      teller.dispatch(news, characters);
      news = new ArrayList<>();
    }
    characters = 0;
    // Asked once a batch, because asking costs as much as telling.
    verbose = log.isLoggable(Level.DEBUG);
  }

  private void log(Lifecycle event) {
    switch (event) {
      case Lifecycle.Disconnected(SlackException problem, _, _) when problem != null ->
          log.log(Level.WARNING, "Disconnected: {0}", problem.getMessage());
      case Lifecycle.Reconnecting again ->
          log.log(
              again.problem() == null ? Level.DEBUG : Level.INFO,
              "Reconnecting at {0}: {1}",
              again.nextTry(),
              again.reason().map(SlackException::getMessage).orElse("as wanted"));
      case Lifecycle.Problem trouble ->
          log.log(Level.WARNING, "{0}", trouble.problem().getMessage());
      case Lifecycle.UnableToRtmStart failed ->
          log.log(Level.INFO, "Unable to start: {0}", failed.problem().getMessage());
      case Lifecycle.Disconnected _,
          Lifecycle.Connecting _,
          Lifecycle.Authenticated _,
          Lifecycle.Connected _,
          Lifecycle.Ready _,
          Lifecycle.Disconnecting _ ->
          log.log(Level.DEBUG, "{0}", event.name());
    }
  }
}
