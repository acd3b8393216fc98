package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Happening;
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
final class Diary {
  /// By how much a clock may go back without being said to have been set.
  static final Duration SET_BACK = Duration.ofSeconds(5);

  /// How long the record may stand still before that is worth a word.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Audience audience;
  private final List<Happening> early = new ArrayList<>();
  private boolean opened;
  private boolean down;
  private @Nullable Instant downSince;
  private Instant latest = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;

  Diary(Audience audience) {
    this.audience = audience;
  }

  /// There is a record now.
  void opened() {
    opened = true;
    early.forEach(audience::happened);
    early.clear();
  }

  /// Looking begins, by these means; after a gap the note says how long that was.
  void connected(Source source, Instant at, String how) {
    Instant since = downSince;
    String gap = since == null ? "" : "after " + seconds(since, inOrder(at));
    note(EventType.CONNECTED, at, source, how.isEmpty() ? gap : joined(how, gap));
    down = false;
    downSince = null;
  }

  /// From `at` on nobody looks. Said once, until somebody looks again.
  void disconnected(Source source, Instant at, String why) {
    if (!down) {
      note(EventType.DISCONNECTED, at, source, why);
      downSince = inOrder(at);
    }
    down = true;
  }

  /// Slack was told whose presence is wanted.
  void subscribed(Source source, Instant at, int people) {
    note(EventType.SUBSCRIBED, at, source, people == 1 ? "1 person" : people + " people");
  }

  void rateLimited(Source source, Instant at, Instant until) {
    note(EventType.RATE_LIMITED, at, source, "next request in " + seconds(at, until));
  }

  /// Nobody will look until a person does something about this problem.
  void gaveUp(Source source, Instant at, Problem problem, SlackException failure) {
    disconnected(source, at, Silence.sentence(failure));
    if (problem instanceof Problem.TokenEnded(String code, _)) {
      note(EventType.TOKEN_INVALID, at, source, code);
    } else if (problem instanceof Problem.TokenRejected(String code)) {
      note(EventType.TOKEN_INVALID, at, source, code);
    }
  }

  /// Nothing ran between these two: for us a clock that was set forward is the same.
  void slept(Instant from, Instant to) {
    note(EventType.SLEEP, from, Source.NONE, "");
    note(EventType.WAKE, to, Source.NONE, "after " + seconds(from, to));
  }

  /// The clock says this.
  ///
  /// @return whether it was set back since it was last looked at, which is told
  boolean setBack(Instant now) {
    boolean back = now.isBefore(latest.minus(SET_BACK));
    if (back && opened) {
      setBack(latest, now);
    } else if (back) {
      setBackEarly(latest, now);
    }
    latest = back || now.isAfter(latest) ? now : latest;
    return back;
  }

  /// The clock was set back. Kept under the time before, so that the record stays in order.
  void setBack(Instant from, Instant to) {
    notBefore = from.isAfter(notBefore) ? from : notBefore;
    note(EventType.CLOCK_ADJUSTED, from, Source.NONE, "set back by " + seconds(to, from));
  }

  /// Nothing is on record yet under the time before.
  private void setBackEarly(Instant from, Instant to) {
    early.replaceAll(one -> one.at().isAfter(to) ? at(to, one) : one);
    downSince = downSince != null && downSince.isAfter(to) ? to : downSince;
    note(EventType.CLOCK_ADJUSTED, to, Source.NONE, "set back by " + seconds(to, from));
  }

  /// Until when nothing of what is seen counts, because the clock was set back; empty when that is
  /// not worth a word.
  Optional<Instant> behind() {
    return Optional.of(notBefore).filter(end -> latest.plus(PATIENCE).isBefore(end));
  }

  /// When something counts that the clock says to happen then.
  Instant inOrder(Instant at) {
    return at.isBefore(notBefore) ? notBefore : at;
  }

  /// Tells what lies over somebody's presence, in its order.
  void laid(Overlay overlay) {
    tell(overlay.happening());
  }

  /// Slack answered otherwise than it had told by itself, or did not answer, about this person.
  void mismatch(UserId user, Source source, Instant at, String note) {
    tell(new Happening(at, EventType.PRESENCE_MISMATCH, user, source, note));
  }

  /// In words, why somebody wanted us to stop looking.
  static String wish(Cause cause) {
    return cause == Cause.APP_STOPPED
        ? "Rollcall stopped"
        : cause == Cause.WATCH_PAUSED ? "recording was paused" : "somebody wanted it so";
  }

  private void note(EventType type, Instant at, Source source, String note) {
    tell(Happening.of(type, at, source, note));
  }

  private void tell(Happening told) {
    Happening happening = at(inOrder(told.at()), told);
    if (opened) {
      audience.happened(happening);
    } else {
      early.add(happening);
    }
  }

  private static Happening at(Instant at, Happening one) {
    return new Happening(at, one.type(), one.user(), one.source(), one.note());
  }

  private static String joined(String one, String other) {
    return other.isEmpty() ? one : one + ", " + other;
  }

  private static String seconds(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return Math.max(0, length.plusMillis(500).toSeconds()) + " s";
  }
}
