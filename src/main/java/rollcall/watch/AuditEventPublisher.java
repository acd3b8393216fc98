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
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;

/// Publisher of audit events to the [WatchListener]: connection, clock, mismatches and Slack
/// statuses, each event once.
///
/// No event gets an earlier time than the event before it: after the clock was set back, the record
/// stops until the clock has caught up.
///
/// Events before the workspace is known wait until it is, because only then there is a record for
/// them; setting the clock back before that has no effect on the record. Thread: watcher.
final class AuditEventPublisher {
  /// Step back of the clock that is tolerated without an event.
  static final Duration SET_BACK_LIMIT = Duration.ofSeconds(5);

  /// Time by which the record may be ahead of the clock before the status says so.
  private static final Duration BEHIND_LIMIT = Duration.ofMinutes(1);

  private final WatchListener listener;
  private final List<AuditEvent> pending = new ArrayList<>();
  private boolean opened;
  private @Nullable Instant downSince;
  private Instant latest = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;
  private Instant begin = Instant.EPOCH;

  AuditEventPublisher(WatchListener listener) {
    this.listener = listener;
  }

  /// Reports the events that were held back until there was a record. Later ones are dated no
  /// earlier than its begin, although a connection may be made while it is opened.
  void opened(Instant begin) {
    opened = true;
    pending.forEach(listener::onAuditEvent);
    pending.clear();
    this.begin = begin;
  }

  /// Reports that observation begins.
  ///
  /// @param how addition to the note, or an empty string; after a gap, the note also gives its
  ///   length
  void connected(Source source, Instant at, String how) {
    Instant since = downSince;
    String gap = since == null ? "" : "after " + seconds(since, ordered(at));
    String comma = how.isEmpty() || gap.isEmpty() ? "" : ", ";
    record(EventType.CONNECTED, at, source, how + comma + gap);
    downSince = null;
  }

  /// Reports that observation ends at `at`. Further calls have no effect until the next connection.
  void disconnected(Source source, Instant at, String why) {
    if (downSince == null) {
      record(EventType.DISCONNECTED, at, source, why);
      downSince = ordered(at);
    }
  }

  /// Reports the number of people in the presence subscription.
  void subscribed(Source source, Instant at, int people) {
    record(EventType.SUBSCRIBED, at, source, people == 1 ? "1 person" : people + " people");
  }

  void rateLimited(Source source, Instant at, Instant until) {
    record(EventType.RATE_LIMITED, at, source, "next request in " + seconds(at, until));
  }

  /// Reports a problem that only the user can solve.
  void stopped(Source source, Instant at, Problem problem, SlackException failure) {
    disconnected(source, at, SilenceBeforeLoss.sentence(failure));
    if (problem instanceof Problem.TokenEnded(String code, _)) {
      record(EventType.TOKEN_INVALID, at, source, code);
    } else if (problem instanceof Problem.TokenRejected(String code)) {
      record(EventType.TOKEN_INVALID, at, source, code);
    }
  }

  /// Reports a period in which this process did not run; a clock set forward has the same effect.
  void onSleep(Instant from, Instant to) {
    record(EventType.SLEEP, from, Source.NONE, "");
    record(EventType.WAKE, to, Source.NONE, "after " + seconds(from, to));
  }

  /// Compares the clock with its latest reading and logs a step back.
  ///
  /// @return whether the clock was set back since the latest reading
  boolean checkClock(Instant now) {
    boolean back = now.isBefore(latest.minus(SET_BACK_LIMIT));
    if (back && opened) {
      clockSetBack(latest, now);
    } else if (back) {
      clockSetBackBeforeOpen(latest, now);
    }
    latest = back || now.isAfter(latest) ? now : latest;
    return back;
  }

  /// Reports a step back of the clock, dated with the time before it, so that the record stays in
  /// order.
  void clockSetBack(Instant from, Instant to) {
    notBefore = from.isAfter(notBefore) ? from : notBefore;
    record(EventType.CLOCK_ADJUSTED, from, Source.NONE, "set back by " + seconds(to, from));
  }

  /// Reports a step back of the clock before there is a record: dates that are now in the future
  /// move to the new time.
  private void clockSetBackBeforeOpen(Instant from, Instant to) {
    pending.replaceAll(one -> one.at().isAfter(to) ? at(to, one) : one);
    downSince = downSince != null && downSince.isAfter(to) ? to : downSince;
    record(EventType.CLOCK_ADJUSTED, to, Source.NONE, "set back by " + seconds(to, from));
  }

  /// Time until which the clock is behind the record; empty if it is not, or by a minute at most.
  Optional<Instant> behindUntil() {
    return Optional.of(notBefore).filter(end -> latest.plus(BEHIND_LIMIT).isBefore(end));
  }

  /// Returns the given time, or the begin of the record, or its end if the clock is behind it.
  Instant ordered(Instant at) {
    return PresenceSource.later(at, PresenceSource.later(begin, notBefore));
  }

  /// Reports a change of a Slack status.
  void onSlackStatus(SlackStatus slackStatus) {
    emit(slackStatus.toAuditEvent());
  }

  /// Reports a mismatch: an answer that contradicts the earlier presence, or a missing answer.
  void mismatch(UserId user, Source source, Instant at, String note) {
    emit(new AuditEvent(at, EventType.PRESENCE_MISMATCH, user, source, note));
  }

  /// Describes the reason for a requested stop.
  static String describe(Cause cause) {
    return cause == Cause.APP_STOPPED
        ? "Rollcall stopped"
        : cause == Cause.WATCH_PAUSED ? "recording was paused" : "stopped on request";
  }

  private void record(EventType type, Instant at, Source source, String note) {
    emit(AuditEvent.of(type, at, source, note));
  }

  private void emit(AuditEvent event) {
    AuditEvent ordered = at(ordered(event.at()), event);
    if (opened) {
      listener.onAuditEvent(ordered);
    } else {
      pending.add(ordered);
    }
  }

  private static AuditEvent at(Instant at, AuditEvent one) {
    return new AuditEvent(at, one.type(), one.user(), one.source(), one.note());
  }

  private static String seconds(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return Math.max(0, length.plusMillis(500).toSeconds()) + " s";
  }
}
