package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Number of people who are active, and whose presence is unknown, at evenly spaced seconds of a
/// range. Immutable.
///
/// Every second of up to a day is a sample. In longer ranges, and in those with very many changes,
/// the samples are further apart; each of them is exact. The cost is bounded by the number of
/// people times the number of columns, not by the number of changes.
public final class OccupancyCurve {
  /// More than a day of 25 hours has seconds.
  private static final int MOST_SAMPLES = 90_000;

  private static final int CHANGES_PER_COLUMN = 4;

  private final long first;
  private final long step;
  private final int people;
  private final Duration bridge;
  private final int[] active;
  private final int[] unknown;

  private OccupancyCurve(long first, long step, int people, Duration bridge, int samples) {
    this.first = first;
    this.step = step;
    this.people = people;
    this.bridge = bridge;
    active = new int[samples];
    unknown = new int[samples];
  }

  /// The curve of these people in `[from, to)`; `to` must not be after now.
  ///
  /// @param columns the number of columns in which the curve is drawn
  /// @param bridge an unknown gap of at most this length with the same state on both sides counts
  ///   as that state, as in timecards
  public static OccupancyCurve of(
      List<PresenceTimeline> people, Instant from, Instant to, int columns, Duration bridge) {
    long begin = from.getEpochSecond();
    long seconds = Math.max(0, to.getEpochSecond() - begin);
    long budget = (long) CHANGES_PER_COLUMN * columns * people.size();
    long changes = 0;
    for (PresenceTimeline timeline : people) {
      changes += timeline.indexAt(begin + seconds) - timeline.indexAt(begin);
    }
    int most = changes <= budget ? MOST_SAMPLES : Math.clamp(columns, 1, MOST_SAMPLES);
    long step = Math.max(1, Math.ceilDiv(seconds, most));
    OccupancyCurve curve =
        new OccupancyCurve(begin, step, people.size(), bridge, (int) Math.ceilDiv(seconds, step));
    people.forEach(curve::add);
    sum(curve.active);
    sum(curve.unknown);
    return curve;
  }

  /// Adds the changes of a person as differences between neighboring samples.
  private void add(PresenceTimeline timeline) {
    int index = timeline.indexAt(first);
    int last = timeline.indexAt(first + step * samples());
    count(counted(timeline, index), 0, 1);
    if (last - index <= samples()) {
      addChanges(timeline, index, last);
    } else {
      addSamples(timeline, index);
    }
  }

  private void addChanges(PresenceTimeline timeline, int index, int last) {
    for (int i = index + 1; i <= last; i++) {
      int sample = (int) Math.ceilDiv(timeline.startSecond(i) - first, step);
      count(counted(timeline, i - 1), sample, -1);
      count(counted(timeline, i), sample, 1);
    }
  }

  private void addSamples(PresenceTimeline timeline, int index) {
    int current = index;
    for (int sample = 1; sample < samples(); sample++) {
      int next = timeline.indexFrom(current, second(sample));
      if (next != current) {
        count(counted(timeline, current), sample, -1);
        count(counted(timeline, next), sample, 1);
        current = next;
      }
    }
  }

  private Presence counted(PresenceTimeline timeline, int index) {
    if (index < 0) {
      return Presence.NOT_WATCHED;
    }
    boolean between = index > 0 && index + 1 < timeline.size();
    return timeline.presence(
        between && TimelineGaps.isGap(timeline, index, bridge) ? index - 1 : index);
  }

  private void count(Presence presence, int sample, int by) {
    if (sample < samples()) {
      switch (presence) {
        case ACTIVE -> active[sample] += by;
        case UNKNOWN -> unknown[sample] += by;
        case AWAY, NOT_WATCHED -> {}
      }
    }
  }

  private static void sum(int[] differences) {
    for (int i = 1; i < differences.length; i++) {
      differences[i] += differences[i - 1];
    }
  }

  /// The number of people, watched or not.
  public int people() {
    return people;
  }

  /// The number of samples.
  public int samples() {
    return active.length;
  }

  /// The second since 1970 of a sample.
  public long second(int sample) {
    return first + step * sample;
  }

  /// The number of people active at this sample.
  public int active(int sample) {
    return active[sample];
  }

  /// The number of people whose presence is unknown at this sample.
  public int unknown(int sample) {
    return unknown[sample];
  }

  /// The highest number of active people, and the highest number of people who may have been
  /// active, at the samples in `[from, to)`, or at the last sample before when there is none in it;
  /// seconds since 1970.
  public Most most(long from, long to) {
    int begin = Math.clamp(Math.floorDiv(from - first, step), 0, samples());
    int end = Math.clamp(Math.ceilDiv(to - first, step), 0, samples());
    int certain = 0;
    int possible = 0;
    for (int i = begin; i < end; i++) {
      certain = Math.max(certain, active[i]);
      possible = Math.max(possible, active[i] + unknown[i]);
    }
    return new Most(certain, possible);
  }

  /// The numbers of people at the samples in `[from, to)`; empty without a sample.
  public Optional<Level> level(Instant from, Instant to) {
    int begin = Math.clamp(Math.ceilDiv(from.getEpochSecond() - first, step), 0, samples());
    int end = Math.clamp(Math.ceilDiv(to.getEpochSecond() - first, step), 0, samples());
    if (begin >= end) {
      return Optional.empty();
    }
    return Optional.of(
        new Level(
            Arrays.stream(active, begin, end).min().orElse(0),
            Arrays.stream(active, begin, end).max().orElse(0),
            Arrays.stream(unknown, begin, end).max().orElse(0)));
  }

  /// The highest number of active people and its first instant; empty when no one was active.
  public Optional<Peak> peak() {
    int best = -1;
    for (int i = 0; i < samples(); i++) {
      if (active[i] > (best < 0 ? 0 : active[best])) {
        best = i;
      }
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(new Peak(active[best], Instant.ofEpochSecond(second(best))));
  }

  /// Highest numbers of people within a part of the range.
  ///
  /// @param active active for certain
  /// @param possible active or unknown
  public record Most(int active, int possible) {}

  /// Numbers of people within a part of the range.
  ///
  /// @param fewest the lowest number of people active for certain
  /// @param most the highest number of people active for certain
  /// @param unknown the highest number of people whose presence is unknown
  public record Level(int fewest, int most, int unknown) {}

  /// Highest number of active people.
  ///
  /// @param at the first instant with this number
  public record Peak(int active, Instant at) {}
}
