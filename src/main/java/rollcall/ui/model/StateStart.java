package rollcall.ui.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Start of the last state of a timeline. An observed state continues across time without
/// observation when the same state was observed before and after it. Immutable.
///
/// @param presence the last state
/// @param at the start of the state
/// @param orEarlier whether the state may have begun before `at`, in time without observation
/// @param gaps the number of gaps within the state that are too long to be bridged
/// @param lastGap the last of these gaps, or null
/// @param previous the observed state before it, or null
public record StateStart(
    Presence presence,
    Instant at,
    boolean orEarlier,
    int gaps,
    @Nullable Gap lastGap,
    @Nullable Previous previous) {
  /// Time without observation, `[from, to)`.
  public record Gap(Instant from, Instant to) {}

  /// An observed state and its end.
  public record Previous(Presence presence, Instant until) {
    private String sentence(Instant now, ZoneId zone) {
      String state = Messages.of("since.was." + presence.word());
      return Messages.of("since.was", state, TimeFormat.since(until, now, zone));
    }
  }

  /// The start of a state of which nothing earlier is recorded.
  public static StateStart at(Presence presence, Instant at) {
    return new StateStart(presence, at, false, 0, null, null);
  }

  /// The same start, to the fraction of a second that timelines do not keep.
  StateStart refined(Instant exact) {
    return exact.getEpochSecond() == at.getEpochSecond()
        ? new StateStart(presence, exact, orEarlier, gaps, lastGap, previous)
        : this;
  }

  /// The start of the time without gaps until now.
  Instant seenSince() {
    return lastGap == null ? at : lastGap.to();
  }

  /// The text of the column "For": the duration so far. Time before a gap is not counted, because
  /// the state may have changed in the gap: "≥ 4 min".
  String duration(Instant now) {
    Instant from = seenSince();
    Duration length = from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
    String text = TimeFormat.coarse(length);
    return orEarlier || gaps > 0 ? Messages.of("since.at_least", text) : text;
  }

  /// The start in words, with the gaps in it: "since Fri 15:48 · not recorded Fri 17:02–08:10".
  String sentence(Instant now, ZoneId zone) {
    if (!presence.isObserved() && previous != null) {
      return previous.sentence(now, zone);
    }
    String since =
        Messages.of(orEarlier ? "since.earlier" : "since.short", TimeFormat.since(at, now, zone));
    if (lastGap != null) {
      String from = TimeFormat.since(lastGap.from(), now, zone);
      String to = TimeFormat.since(lastGap.to(), now, zone);
      return Messages.of("since.gap", since, from, to, gaps - 1);
    }
    return orEarlier && previous != null ? since + " · " + previous.sentence(now, zone) : since;
  }

  /// The start of the last state of this timeline, or null when it is empty.
  ///
  /// @param bridge gaps up to this length are not reported
  static @Nullable StateStart of(PresenceTimeline timeline, Duration bridge) {
    if (timeline.size() == 0) {
      return null;
    }
    int start = timeline.size() - 1;
    Presence presence = timeline.presence(start);
    int observed = observedBefore(timeline, start);
    int gaps = 0;
    Gap last = null;
    while (presence.isObserved()
        && observed >= 0
        && observed < start - 1
        && timeline.presence(observed) == presence) {
      Gap gap = new Gap(instant(timeline, observed + 1), instant(timeline, start));
      if (Duration.between(gap.from(), gap.to()).compareTo(bridge) > 0) {
        gaps++;
        last = last == null ? gap : last;
      }
      start = observed;
      observed = observedBefore(timeline, start);
    }
    return new StateStart(
        presence,
        instant(timeline, start),
        presence.isObserved() && !isStartObserved(timeline, start, observed),
        gaps,
        last,
        observed < 0
            ? null
            : new Previous(timeline.presence(observed), instant(timeline, observed + 1)));
  }

  private static boolean isStartObserved(PresenceTimeline timeline, int start, int observed) {
    return timeline.cause(start) == Cause.PRESENCE_CHANGE
        || (observed >= 0 && observed == start - 1);
  }

  /// The last change before `index` to an observed state, or -1.
  private static int observedBefore(PresenceTimeline timeline, int index) {
    int before = index - 1;
    while (before >= 0 && !timeline.presence(before).isObserved()) {
      before--;
    }
    return before;
  }

  private static Instant instant(PresenceTimeline timeline, int index) {
    return Instant.ofEpochSecond(timeline.startSecond(index));
  }
}
