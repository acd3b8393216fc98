package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Number of people who are active, and whose presence is unknown, at evenly spaced seconds of a
/// range.
///
/// Every second of up to a day is a sample. In longer ranges, and in those with very many changes,
/// the samples are further apart; each of them is exact. The cost is bounded by the number of
/// people times the number of columns, not by the number of changes. It is computed in parts by
/// [#add], and grows with time by [#extend]. Thread: that of the timelines.
public final class OccupancyCurve {
  /// More than a day of 25 hours has seconds.
  private static final int MOST_SAMPLES = 90_000;

  private static final int CHANGES_PER_COLUMN = 4;

  /// The limit of the steps of a curve; with more, the samples are further apart.
  private static final long MOST_STEPS = 2_000_000;

  /// The seconds before now in which changes may still be reported.
  private static final long LATE = 10;

  private final List<PresenceTimeline> timelines;
  // The revisions and the numbers of changes that are counted.
  private final int[] revisions;
  private final int[] sizes;
  private final long first;
  private final long step;
  private final Duration bridge;
  private final int[] active;
  private final int[] unknown;
  // The people with a change after the last sample.
  private Set<Integer> ahead = new HashSet<>();
  private long end;
  private int samples;
  private int added;

  private OccupancyCurve(
      List<PresenceTimeline> timelines,
      long first,
      long end,
      long last,
      long step,
      Duration bridge) {
    this.timelines = timelines;
    this.bridge = bridge;
    this.first = first;
    this.end = end;
    this.step = step;
    revisions = new int[timelines.size()];
    sizes = new int[timelines.size()];
    samples = samplesUntil(end);
    int capacity = samplesUntil(Math.max(end, last));
    active = new int[capacity];
    unknown = new int[capacity];
  }

  /// The curve of these people in `[from, to)`; `to` must not be after now.
  ///
  /// @param columns the number of columns in which the curve is drawn
  /// @param bridge an unknown gap of at most this length with the same state on both sides counts
  ///   as that state, as in timecards
  public static OccupancyCurve of(
      List<PresenceTimeline> people, Instant from, Instant to, int columns, Duration bridge) {
    OccupancyCurve curve = begin(people, from, to, to, columns, bridge);
    curve.add(Long.MAX_VALUE);
    return curve;
  }

  /// A curve to which [#add] has yet to add the people.
  ///
  /// @param to the end, not after now
  /// @param last the instant up to which the curve may be extended
  public static OccupancyCurve begin(
      List<PresenceTimeline> people,
      Instant from,
      Instant to,
      Instant last,
      int columns,
      Duration bridge) {
    long begin = from.getEpochSecond();
    long seconds = Math.max(0, to.getEpochSecond() - begin);
    long budget = Math.min(MOST_STEPS, (long) CHANGES_PER_COLUMN * columns * people.size());
    long changes = 0;
    for (PresenceTimeline timeline : people) {
      changes += timeline.indexAt(begin + seconds) - timeline.indexAt(begin);
    }
    long affordable = Math.min(columns, MOST_STEPS / Math.max(1, people.size()));
    int most = changes <= budget ? MOST_SAMPLES : Math.clamp(affordable, 1, MOST_SAMPLES);
    long range = Math.max(seconds, last.getEpochSecond() - begin);
    long step = Math.max(1, Math.ceilDiv(range, most));
    return new OccupancyCurve(
        List.copyOf(people), begin, begin + seconds, last.getEpochSecond(), step, bridge);
  }

  private int samplesUntil(long second) {
    return (int) Math.ceilDiv(Math.max(0, second - first), step);
  }

  /// Adds people until about this many steps are done.
  ///
  /// @return whether all people have been added, so that the curve can be read
  public boolean add(long steps) {
    long left = steps;
    while (added < timelines.size() && left > 0) {
      left -= add(timelines.get(added));
      added++;
      if (added == timelines.size()) {
        sum(active, samples);
        sum(unknown, samples);
      }
    }
    return added == timelines.size();
  }

  /// Adds the changes of a person as differences between neighboring samples.
  ///
  /// @return the number of steps that this took
  private long add(PresenceTimeline timeline) {
    int index = timeline.indexAt(first);
    int last = timeline.indexAt(first + step * samples);
    update(added);
    count(counted(timeline, index), 0, 1);
    if (last - index <= samples) {
      addChanges(timeline, index, last);
    } else {
      addSamples(timeline, index);
    }
    return 10L + Math.min(last - index, samples);
  }

  /// Whether this is a curve of these timelines, with gaps bridged up to this length.
  public boolean isOf(List<PresenceTimeline> people, Duration bridged) {
    return timelines.equals(people) && bridge.equals(bridged);
  }

  /// Whether the curve can have samples in the whole of `[from, to)`.
  public boolean covers(Instant from, Instant to) {
    return first <= from.getEpochSecond() && to.getEpochSecond() <= first + step * active.length;
  }

  /// Adds the samples until now: as the last one, except for the people who changed. Its cost does
  /// not depend on the history, and only a comparison on the people who did not change.
  ///
  /// @return false when the curve cannot be extended: it is too short, or an earlier part has
  ///   changed
  public boolean extend(Instant now) {
    long newEnd = Math.min(now.getEpochSecond(), first + step * active.length);
    int next = samplesUntil(newEnd);
    int tail = samplesUntil(Math.max(first, Math.min(end, newEnd) - LATE));
    Set<Integer> changed = new HashSet<>(ahead);
    if (next < samples || !findChanged(tail == 0 ? first : second(tail - 1), changed)) {
      return false;
    }
    int from = Math.min(tail, samples);
    if (samples == 0) {
      timelines.forEach(timeline -> count(timeline, timeline.size(), 0, next, 1));
    } else {
      Arrays.fill(active, samples, next, active[samples - 1]);
      Arrays.fill(unknown, samples, next, unknown[samples - 1]);
      changed.forEach(index -> replace(index, from, next));
    }
    samples = next;
    end = newEnd;
    ahead = new HashSet<>();
    changed.forEach(this::update);
    return true;
  }

  /// Adds the people with changes that were not yet known.
  ///
  /// @return false when one of the changes lies before this second, or one has been replaced
  private boolean findChanged(long second, Set<Integer> changed) {
    for (int i = 0; i < sizes.length; i++) {
      PresenceTimeline timeline = timelines.get(i);
      int changes = timeline.revision() - revisions[i];
      if (changes != 0) {
        if (timeline.size() != sizes[i] + changes || firstChanged(timeline, i) <= second) {
          return false;
        }
        changed.add(i);
      }
    }
    return true;
  }

  /// Counts a person anew in the samples `[from, to)`, of which the new ones are as the last one.
  private void replace(int index, int from, int to) {
    PresenceTimeline timeline = timelines.get(index);
    int known = sizes[index];
    count(timeline, known, from, samples, -1);
    Presence last =
        counted(timeline, Math.min(known - 1, timeline.indexAt(second(samples - 1))), known);
    for (int sample = samples; sample < to; sample++) {
      count(last, sample, -1);
    }
    count(timeline, timeline.size(), from, to, 1);
  }

  /// Counts the first changes of a person in the samples `[from, to)`.
  private void count(PresenceTimeline timeline, int size, int from, int to, int by) {
    int index = size - 1;
    for (int sample = to - 1; sample >= from; sample--) {
      while (index >= 0 && timeline.startSecond(index) > second(sample)) {
        index--;
      }
      count(counted(timeline, index, size), sample, by);
    }
  }

  /// Notes which changes of a person are counted.
  private void update(int index) {
    PresenceTimeline timeline = timelines.get(index);
    int size = timeline.size();
    revisions[index] = timeline.revision();
    sizes[index] = size;
    if (size > 0 && (samples == 0 || timeline.startSecond(size - 1) > second(samples - 1))) {
      ahead.add(index);
    }
  }

  /// The second from which a timeline counts otherwise than before; a gap may be bridged by now.
  private long firstChanged(PresenceTimeline timeline, int index) {
    int first = sizes[index];
    boolean bridged = first > 1 && timeline.presence(first - 1) == Presence.UNKNOWN;
    return timeline.startSecond(bridged ? first - 1 : first);
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
    for (int sample = 1; sample < samples; sample++) {
      int next = timeline.indexFrom(current, second(sample));
      if (next != current) {
        count(counted(timeline, current), sample, -1);
        count(counted(timeline, next), sample, 1);
        current = next;
      }
    }
  }

  private Presence counted(PresenceTimeline timeline, int index) {
    return counted(timeline, index, timeline.size());
  }

  /// The state that counts from change `index` on, with only the first changes known.
  private Presence counted(PresenceTimeline timeline, int index, int size) {
    if (index < 0) {
      return Presence.NOT_WATCHED;
    }
    boolean between = index > 0 && index + 1 < size;
    return timeline.presence(
        between && BridgedGaps.isGap(timeline, index, bridge) ? index - 1 : index);
  }

  private void count(Presence presence, int sample, int by) {
    if (sample < active.length) {
      switch (presence) {
        case ACTIVE -> active[sample] += by;
        case UNKNOWN -> unknown[sample] += by;
        case AWAY, NOT_WATCHED -> {}
      }
    }
  }

  private static void sum(int[] differences, int samples) {
    for (int i = 1; i < samples; i++) {
      differences[i] += differences[i - 1];
    }
  }

  /// The number of people, watched or not.
  public int people() {
    return timelines.size();
  }

  /// The number of samples.
  public int samples() {
    return samples;
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
    int begin = Math.clamp(Math.floorDiv(from - first, step), 0, samples);
    int last = Math.clamp(Math.ceilDiv(to - first, step), 0, samples);
    int certain = 0;
    int possible = 0;
    for (int i = begin; i < last; i++) {
      certain = Math.max(certain, active[i]);
      possible = Math.max(possible, active[i] + unknown[i]);
    }
    return new Most(certain, possible);
  }

  /// The numbers of people at the samples in `[from, to)`; empty without a sample.
  public Optional<Level> level(Instant from, Instant to) {
    int begin = samplesUntil(from.getEpochSecond());
    int last = Math.min(samples, samplesUntil(to.getEpochSecond()));
    if (begin >= last) {
      return Optional.empty();
    }
    return Optional.of(
        new Level(
            Arrays.stream(active, begin, last).min().orElse(0),
            Arrays.stream(active, begin, last).max().orElse(0),
            Arrays.stream(unknown, begin, last).max().orElse(0)));
  }

  /// The highest number of active people in `[from, to)` and its first instant; empty when no one
  /// was active.
  public Optional<Peak> peak(Instant from, Instant to) {
    int begin = samplesUntil(from.getEpochSecond());
    int last = Math.min(samples, samplesUntil(to.getEpochSecond()));
    int best = -1;
    for (int i = begin; i < last; i++) {
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
