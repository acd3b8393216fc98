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

/// Overlays of one person, now and over time. Immutable; [#with] returns an extended copy.
///
/// A Do Not Disturb time counts from when it was reported until its end or the next report: a time
/// that Slack has scheduled is not a fact before it begins.
///
/// An overlay holds no longer than the observation of the person: after a gap, or time not watched,
/// it is unknown until the next report.
public final class Overlays {
  public static final Overlays NONE = new Overlays(List.of(), List.of());

  private final List<Overlay.Dnd> dnd;
  private final List<Overlay> updates;

  private Overlays(List<Overlay.Dnd> dnd, List<Overlay> updates) {
    this.dnd = dnd;
    this.updates = updates;
  }

  /// The overlays of one person, from reports in any order. A repeated report changes nothing.
  public static Overlays of(Collection<Overlay> all) {
    return NONE.with(all);
  }

  /// A copy with these overlays added, in any order; this one when it has all of them.
  public Overlays with(Collection<Overlay> more) {
    List<Overlay.Dnd> newDnd = new ArrayList<>(dnd);
    List<Overlay> newUpdates = new ArrayList<>(updates);
    for (Overlay one : more) {
      switch (one) {
        case Overlay.Dnd it -> newDnd.add(it);
        case Overlay.StatusText it -> newUpdates.add(it);
        case Overlay.Huddle it -> newUpdates.add(it);
      }
    }
    Overlays next = new Overlays(sorted(newDnd), sorted(newUpdates));
    return next.dnd.equals(dnd) && next.updates.equals(updates) ? this : next;
  }

  private static <T extends Overlay> List<T> sorted(Collection<T> all) {
    return all.stream().distinct().sorted(Comparator.comparing(Overlay::at)).toList();
  }

  /// A copy with only these kinds.
  public Overlays only(Set<OverlayKind> kinds) {
    return new Overlays(
        kinds.contains(OverlayKind.DND) ? dnd : List.of(),
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
      Overlay.Dnd one = dnd.get(i);
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
  public List<Overlay> changes(Instant from, Instant to) {
    List<Overlay> changes = new ArrayList<>();
    Map<OverlayKind, Overlay> before = new EnumMap<>(OverlayKind.class);
    for (Overlay one : updates) {
      Overlay last = before.put(one.kind(), one);
      boolean changed = last != null && !one.isSameAs(last);
      if (changed && !one.at().isBefore(from) && one.at().isBefore(to)) {
        changes.add(one);
      }
    }
    return changes;
  }

  /// The person's status text at that instant; empty when there is none.
  public String statusAt(Instant at, ObservedTime observed) {
    return lastChange(OverlayKind.STATUS, at) instanceof Overlay.StatusText it
            && holds(it, at, observed)
        ? it.text()
        : "";
  }

  /// Returns whether the person was in a huddle at that instant, as far as reported.
  public boolean isInHuddleAt(Instant at, ObservedTime observed) {
    return lastChange(OverlayKind.HUDDLE, at) instanceof Overlay.Huddle it
        && it.in()
        && holds(it, at, observed);
  }

  /// Returns whether the person was in a huddle in `[from, to)`, as far as reported.
  public boolean isInHuddle(Instant from, Instant to, ObservedTime observed) {
    return isInHuddleAt(from, observed)
        || updates.stream()
            .anyMatch(one ->
                one instanceof Overlay.Huddle it
                    && it.in()
                    && it.at().isAfter(from)
                    && it.at().isBefore(to));
  }

  private static boolean holds(Overlay overlay, Instant at, ObservedTime observed) {
    return observed.firstEnd(overlay.at(), at).isEmpty();
  }

  private @Nullable Overlay lastChange(OverlayKind kind, Instant at) {
    Overlay last = null;
    for (Overlay one : updates) {
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
