package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Time range of one person in one state: `[start, end)`.
///
/// @param user the person
/// @param presence [Presence#ACTIVE], [Presence#AWAY] or [Presence#UNKNOWN]; time not watched
///   belongs to no span
/// @param earliest the earliest instant at which it may have begun; equal to `start` unless polling
///   found the change
/// @param start the first instant, inclusive
/// @param end the last instant, exclusive; after `start`
/// @param startCause why it began
/// @param endCause why it ended; [Cause#NOW] while it is open
/// @param quality how completely it was observed
/// @param source the source that observed its beginning
public record Span(
    UserId user,
    Presence presence,
    Instant earliest,
    Instant start,
    Instant end,
    Cause startCause,
    Cause endCause,
    SpanQuality quality,
    Source source) {
  public Span {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "A span must end after its start, was " + start + " to " + end + ".");
    }
    if (presence == Presence.NOT_WATCHED) {
      throw new IllegalArgumentException("A span must not be NOT_WATCHED.");
    }
  }

  /// The elapsed time from start to end.
  public Duration length() {
    return Duration.between(start, end);
  }

  /// Returns whether it has not ended yet.
  public boolean isOpen() {
    return endCause == Cause.NOW;
  }

  /// Returns this span with another end.
  Span until(Instant newEnd, Cause newEndCause, SpanQuality newQuality) {
    return new Span(
        user, presence, earliest, start, newEnd, startCause, newEndCause, newQuality, source);
  }

  /// The part of it that lies in `[from, to)`, or empty. A cut end has the cause [Cause#RANGE_END],
  /// a cut start keeps its cause.
  public Optional<Span> clip(Instant from, Instant to) {
    if (!earliest.isBefore(from) && !end.isAfter(to)) {
      return Optional.of(this);
    }
    Instant newStart = start.isBefore(from) ? from : start;
    boolean cut = end.isAfter(to);
    Instant newEnd = cut ? to : end;
    if (!newStart.isBefore(newEnd)) {
      return Optional.empty();
    }
    Instant newEarliest = earliest.isBefore(from) ? newStart : earliest;
    return Optional.of(
        new Span(
            user,
            presence,
            newEarliest,
            newStart,
            newEnd,
            startCause,
            cut ? Cause.RANGE_END : endCause,
            quality,
            source));
  }
}
