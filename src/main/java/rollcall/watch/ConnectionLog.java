package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Overlay;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;

/// Tells the audience what became of our looking, each thing once: what an auditor wants to read
/// between the sightings.
///
/// When the clock is set back, the record stands still until it has caught up: nothing is told
/// under an earlier time than what was told before.
///
/// What happens before Slack has said which workspace this is waits until then, because only then
/// is there a record to keep it in; a clock that is set back until then costs nothing. Lane: link.
final class ConnectionLog {
  /// By how much a clock may go back without being said to have been set.
  static final Duration SET_BACK = Duration.ofSeconds(5);

  /// How long the record may stand still before that is worth a word.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final WatchListener audience;
  private final List<AuditEvent> early = new ArrayList<>();
  private boolean opened;
  private boolean down;
  private @Nullable Instant downSince;
  private Instant latest = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;

  ConnectionLog(WatchListener audience) {
    this.audience = audience;
  }

  /// There is a record now.
  void opened() {
    opened = true;
    early.forEach(audience::onAuditEvent);
    early.clear();
  }

  /// Looking begins, by these means; after a gap the note says how long that was.
  void connected(Source source, Instant at, String how) {
    Instant since = downSince;
    String gap = since == null ? "" : "after " + seconds(since, sorted(at));
    record(EventType.CONNECTED, at, source, how.isEmpty() ? gap : joined(how, gap));
    down = false;
    downSince = null;
  }

  /// From `at` on nobody looks. Said once, until somebody looks again.
  void disconnected(Source source, Instant at, String why) {
    if (!down) {
      record(EventType.DISCONNECTED, at, source, why);
      downSince = sorted(at);
    }
    down = true;
  }

  /// Slack was told whose presence is wanted.
  void subscribed(Source source, Instant at, int people) {
    record(EventType.SUBSCRIBED, at, source, people == 1 ? "1 person" : people + " people");
  }

  void rateLimited(Source source, Instant at, Instant until) {
    record(EventType.RATE_LIMITED, at, source, "next request in " + seconds(at, until));
  }

  /// Nobody will look until a person does something about this problem.
  void onGiveUp(Source source, Instant at, Problem problem, SlackException failure) {
    disconnected(source, at, SilenceBeforeLoss.sentence(failure));
    if (problem instanceof Problem.TokenEnded(String code, _)) {
      record(EventType.TOKEN_INVALID, at, source, code);
    } else if (problem instanceof Problem.TokenRejected(String code)) {
      record(EventType.TOKEN_INVALID, at, source, code);
    }
  }

  /// Nothing ran between these two: for us a clock that was set forward is the same.
  void onSleep(Instant from, Instant to) {
    record(EventType.SLEEP, from, Source.NONE, "");
    record(EventType.WAKE, to, Source.NONE, "after " + seconds(from, to));
  }

  /// The clock says this.
  ///
  /// @return whether it was set back since it was last looked at, which is told
  boolean onClockSetBack(Instant now) {
    boolean back = now.isBefore(latest.minus(SET_BACK));
    if (back && opened) {
      onClockSetBack(latest, now);
    } else if (back) {
      onEarlyClockSetBack(latest, now);
    }
    latest = back || now.isAfter(latest) ? now : latest;
    return back;
  }

  /// The clock was set back. Kept under the time before, so that the record stays in order.
  void onClockSetBack(Instant from, Instant to) {
    notBefore = from.isAfter(notBefore) ? from : notBefore;
    record(EventType.CLOCK_ADJUSTED, from, Source.NONE, "set back by " + seconds(to, from));
  }

  /// Nothing is on record yet under the time before.
  private void onEarlyClockSetBack(Instant from, Instant to) {
    early.replaceAll(one -> one.at().isAfter(to) ? at(to, one) : one);
    downSince = downSince != null && downSince.isAfter(to) ? to : downSince;
    record(EventType.CLOCK_ADJUSTED, to, Source.NONE, "set back by " + seconds(to, from));
  }

  /// Until when nothing of what is seen counts, because the clock was set back; empty when that is
  /// not worth a word.
  Optional<Instant> isBehind() {
    return Optional.of(notBefore).filter(end -> latest.plus(PATIENCE).isBefore(end));
  }

  /// When something counts that the clock says to happen then.
  Instant sorted(Instant at) {
    return at.isBefore(notBefore) ? notBefore : at;
  }

  /// Tells what lies over somebody's presence, in its order.
  void onOverlay(Overlay overlay) {
    emit(overlay.toAuditEvent());
  }

  /// Slack answered otherwise than it had told by itself, or did not answer, about this person.
  void mismatch(UserId user, Source source, Instant at, String note) {
    emit(new AuditEvent(at, EventType.PRESENCE_MISMATCH, user, source, note));
  }

  /// In words, why somebody wanted us to stop looking.
  static String onRequest(Cause cause) {
    return cause == Cause.APP_STOPPED
        ? "Rollcall stopped"
        : cause == Cause.WATCH_PAUSED ? "recording was paused" : "somebody wanted it so";
  }

  private void record(EventType type, Instant at, Source source, String note) {
    emit(AuditEvent.of(type, at, source, note));
  }

  private void emit(AuditEvent told) {
    AuditEvent happening = at(sorted(told.at()), told);
    if (opened) {
      audience.onAuditEvent(happening);
    } else {
      early.add(happening);
    }
  }

  private static AuditEvent at(Instant at, AuditEvent one) {
    return new AuditEvent(at, one.type(), one.user(), one.source(), one.note());
  }

  private static String joined(String one, String other) {
    return other.isEmpty() ? one : one + ", " + other;
  }

  private static String seconds(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return Math.max(0, length.plusMillis(500).toSeconds()) + " s";
  }
}
