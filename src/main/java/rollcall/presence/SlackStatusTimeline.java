package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Timeline of the Slack statuses of one person, now and over time. Immutable; [#with] returns an
/// extended copy.
///
/// A Do Not Disturb time counts from when it was reported until its end or the next report: a time
/// that Slack has scheduled is not a fact before it begins.
///
/// A Slack status holds no longer than the observation of the person: after a gap, or time not
/// watched, it is unknown until the next report.
public final class SlackStatusTimeline {
  public static final SlackStatusTimeline NONE = new SlackStatusTimeline(List.of(), List.of());

  private final List<SlackStatus.Dnd> dnd;
  private final List<SlackStatus> updates;

  private SlackStatusTimeline(List<SlackStatus.Dnd> dnd, List<SlackStatus> updates) {
    this.dnd = dnd;
    this.updates = updates;
  }

  /// The Slack statuses of one person, from reports in any order. A repeated report changes
  /// nothing.
  public static SlackStatusTimeline of(Collection<SlackStatus> all) {
    return NONE.with(all);
  }

  /// A copy with these Slack statuses added, in any order; this one when it has all of them.
  public SlackStatusTimeline with(Collection<SlackStatus> more) {
    List<SlackStatus.Dnd> newDnd = new ArrayList<>(dnd);
    List<SlackStatus> newUpdates = new ArrayList<>(updates);
    for (SlackStatus one : more) {
      switch (one) {
        case SlackStatus.Dnd it -> newDnd.add(it);
        case SlackStatus.StatusText it -> newUpdates.add(it);
        case SlackStatus.Huddle it -> newUpdates.add(it);
      }
    }
    SlackStatusTimeline next = new SlackStatusTimeline(sorted(newDnd), sorted(newUpdates));
    return next.dnd.equals(dnd) && next.updates.equals(updates) ? this : next;
  }

  private static <T extends SlackStatus> List<T> sorted(Collection<T> all) {
    return all.stream().distinct().sorted(Comparator.comparing(SlackStatus::at)).toList();
  }

  /// A copy with only these kinds.
  public SlackStatusTimeline only(Set<SlackStatusKind> kinds) {
    return new SlackStatusTimeline(
        kinds.contains(SlackStatusKind.DND) ? dnd : List.of(),
        updates.stream().filter(one -> kinds.contains(one.kind())).toList());
  }

  /// The Do Not Disturb time that contains this instant, as far as reported.
  public Optional<Band> dndAt(Instant at, ObservedTime observed) {
    return bands(at, at.plus(Duration.ofDays(2)), observed).stream()
        .filter(band -> !band.from().isAfter(at) && band.until().isAfter(at))
        .findFirst();
  }

  /// The Do Not Disturb times that touch `[from, to)`, in order, each from when it was reported.
  public List<Band> bands(Instant from, Instant to, ObservedTime observed) {
    List<Band> bands = new ArrayList<>();
    for (int i = 0; i < dnd.size(); i++) {
      SlackStatus.Dnd one = dnd.get(i);
      Instant begin = one.from();
      Instant end = one.until();
      if (begin == null || end == null) {
        continue;
      }
      Instant start = begin.isAfter(one.at()) ? begin : one.at();
      Instant next = i + 1 < dnd.size() ? dnd.get(i + 1).at() : end;
      Instant stop = next.isBefore(end) ? next : end;
      if (start.isBefore(stop) && start.isBefore(to) && stop.isAfter(from)) {
        Instant held = observed.firstEnd(one.at(), stop).orElse(stop);
        if (start.isBefore(held) && held.isAfter(from)) {
          add(bands, new Band(start, held));
        }
      }
    }
    return bands;
  }

  private static void add(List<Band> bands, Band band) {
    if (!bands.isEmpty() && bands.getLast().until().equals(band.from())) {
      bands.add(new Band(bands.removeLast().from(), band.until()));
    } else {
      bands.add(band);
    }
  }

  /// The changes of status text and huddle in `[from, to)`, in order; the first report about a
  /// person is not a change.
  public List<SlackStatus> changes(Instant from, Instant to) {
    List<SlackStatus> changes = new ArrayList<>();
    Map<SlackStatusKind, SlackStatus> before = new EnumMap<>(SlackStatusKind.class);
    for (SlackStatus one : updates) {
      SlackStatus last = before.put(one.kind(), one);
      boolean changed = last != null && !one.isSameAs(last);
      if (changed && !one.at().isBefore(from) && one.at().isBefore(to)) {
        changes.add(one);
      }
    }
    return changes;
  }

  /// The person's status text at that instant; empty when there is none.
  public String statusAt(Instant at, ObservedTime observed) {
    return lastChange(SlackStatusKind.STATUS, at) instanceof SlackStatus.StatusText it
            && holds(it, at, observed)
        ? it.text()
        : "";
  }

  /// Returns whether the person was in a huddle at that instant, as far as reported.
  public boolean isInHuddleAt(Instant at, ObservedTime observed) {
    return lastChange(SlackStatusKind.HUDDLE, at) instanceof SlackStatus.Huddle it
        && it.in()
        && holds(it, at, observed);
  }

  /// Returns whether the person was in a huddle in `[from, to)`, as far as reported.
  public boolean isInHuddle(Instant from, Instant to, ObservedTime observed) {
    return isInHuddleAt(from, observed)
        || updates.stream()
            .anyMatch(one ->
                one instanceof SlackStatus.Huddle it
                    && it.in()
                    && it.at().isAfter(from)
                    && it.at().isBefore(to));
  }

  private static boolean holds(SlackStatus slackStatus, Instant at, ObservedTime observed) {
    return observed.firstEnd(slackStatus.at(), at).isEmpty();
  }

  private @Nullable SlackStatus lastChange(SlackStatusKind kind, Instant at) {
    SlackStatus last = null;
    for (SlackStatus one : updates) {
      if (one.kind() == kind && !one.at().isAfter(at)) {
        last = one;
      }
    }
    return last;
  }

  /// Time range of Do Not Disturb: `[from, until)`.
  public record Band(Instant from, Instant until) {}

  /// Time in which a person's presence was observed.
  @FunctionalInterface
  public interface ObservedTime {
    /// The first instant in `[from, to]` at which observed presence ends: from there on the person
    /// is unknown or not watched.
    Optional<Instant> firstEnd(Instant from, Instant to);
  }
}
