package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Complete past of one person, packed for fast drawing and summing: the sorted instants of all
/// changes, each with the new state and its cause.
///
/// Before the first change a person is [Presence#NOT_WATCHED]; after the last one the state
/// continues until the instant that the caller passes as now. Adjacent changes differ in state.
/// Resolution is one second: a state shorter than that can be missing here (the history keeps it).
///
/// Memory: five bytes a change, seven when polled, three quarters of a byte for running totals, and
/// at most a sixteenth of both in reserve. A query costs O(log n), [#add] amortized O(1).
///
/// Mutable, without locks. Thread: one at a time. The thread that builds a timeline hands it over
/// and no longer uses it; what is on the screen belongs to the FX thread.
public final class PresenceTimeline implements SlackStatusTimeline.ObservedTime {
  /// Thirty bits of seconds around this instant cover Slack's first year to 2047.
  private static final long EPOCH = Instant.parse("2030-01-01T00:00:00Z").getEpochSecond();

  private static final int REACH = 1 << 29;
  private static final int BLOCK = 16;
  private static final int SAMPLES = 64;
  private static final Presence[] STATES = {
    Presence.ACTIVE, Presence.AWAY, Presence.UNKNOWN, Presence.NOT_WATCHED
  };
  // Indexes into these lists are only used in memory, never stored.
  private static final List<Cause> CAUSES = List.of(Cause.values());
  private static final List<Source> SOURCES = List.of(Source.values());

  private final UserId user;
  private int[] points = {};
  private byte[] reasons = {};
  // Seconds between each change and the poll before it; empty while every change is exact.
  private char[] uncertain = {};
  private int[] sums = {};
  private int size;
  private int revision;
  private @Nullable BridgedGaps gaps;

  /// The timeline of a person never watched.
  public PresenceTimeline(UserId user) {
    this.user = user;
  }

  /// The timeline of one person's sightings.
  ///
  /// @param sightings all of one person, in any order; of two within one second the later in the
  ///   list wins
  public static PresenceTimeline ofSightings(UserId user, List<Sighting> sightings) {
    PresenceTimeline timeline = new PresenceTimeline(user);
    timeline.reserve(sightings.size());
    sightings.stream().sorted(Comparator.comparing(Sighting::at)).forEach(timeline::add);
    timeline.reserve(timeline.size);
    return timeline;
  }

  /// The person whose timeline this is.
  public UserId user() {
    return user;
  }

  /// Appends a sighting. As in [PresenceSnapshot], a sighting from before the last change counts
  /// from that change on: what was shown is not withdrawn.
  ///
  /// @return whether the timeline changed
  public boolean add(Sighting seen) {
    if (!seen.user().equals(user)) {
      throw new IllegalArgumentException(
          "A sighting of " + seen.user() + " cannot be added to the timeline of " + user + ".");
    }
    return add(seen.earliest(), seen.at(), seen.presence(), seen.cause(), seen.source());
  }

  /// Removes all changes from this second on.
  public void removeFrom(Instant at) {
    int before = size;
    while (size > 0 && startSecond(size - 1) >= at.getEpochSecond()) {
      size--;
    }
    if (size < before) {
      gaps = null;
      revision++;
    }
  }

  private boolean add(Instant earliest, Instant at, Presence presence, Cause cause, Source source) {
    long second = at.getEpochSecond();
    if (Math.abs(second - EPOCH) >= REACH) {
      throw new IllegalArgumentException("A timeline covers 2013 to 2046, was " + at + ".");
    }
    if (presence == lastPresence()) {
      return false;
    }
    if (size > 0 && second <= startSecond(size - 1)) {
      second = startSecond(size - 1);
      size--;
      gaps = gaps != null && gaps.isOutdated() ? null : gaps;
    }
    if (presence != lastPresence()) {
      append((int) (second - EPOCH), presence, cause, source);
      setUncertain(size - 1, second - earliest.getEpochSecond());
    }
    revision++;
    return true;
  }

  private Presence lastPresence() {
    return size == 0 ? Presence.NOT_WATCHED : presence(size - 1);
  }

  private void append(int second, Presence presence, Cause cause, Source source) {
    if (size == points.length) {
      int blocks = size / BLOCK;
      resize(blocks + Math.max(1, blocks / 16));
    }
    if (size % BLOCK == 0 && size > 0) {
      int block = size / BLOCK;
      for (int code = 0; code < 3; code++) {
        sums[3 * block + code] = sumUntil(second, size - 1, code);
      }
    }
    points[size] = second << 2 | code(presence);
    reasons[size] = (byte) (CAUSES.indexOf(cause) << 2 | SOURCES.indexOf(source));
    size++;
  }

  private void setUncertain(int index, long seconds) {
    if (seconds > 0 && uncertain.length == 0) {
      uncertain = new char[points.length];
    }
    if (uncertain.length > 0) {
      uncertain[index] = (char) Math.clamp(seconds, 0, Character.MAX_VALUE);
    }
  }

  /// Makes room for this number of changes and those of the next hours, and for no more: the arrays
  /// of a year are copied when they grow.
  private void reserve(int changes) {
    int blocks = changes == 0 ? 0 : changes / BLOCK + 2;
    if (blocks * BLOCK != points.length) {
      resize(blocks);
    }
  }

  private void resize(int blocks) {
    points = Arrays.copyOf(points, blocks * BLOCK);
    reasons = Arrays.copyOf(reasons, blocks * BLOCK);
    if (uncertain.length > 0) {
      uncertain = Arrays.copyOf(uncertain, blocks * BLOCK);
    }
    sums = Arrays.copyOf(sums, blocks * 3);
  }

  /// A copy for drawing, without the active and away intervals that are shorter than this between
  /// observed time: the state before them continues. Unknown time and time not watched stay.
  public PresenceTimeline withoutShort(Duration shortest) {
    PresenceTimeline copy = new PresenceTimeline(user);
    for (int i = 0; i < size; i++) {
      boolean isShort = i + 1 < size && startSecond(i + 1) - startSecond(i) < shortest.toSeconds();
      if (!isShort || !presence(i).isObserved() || !copy.lastPresence().isObserved()) {
        Instant start = Instant.ofEpochSecond(startSecond(i));
        Instant earliest = start.minusSeconds(uncertainSeconds(i));
        copy.add(earliest, start, presence(i), cause(i), SOURCES.get(reasons[i] & 3));
      }
    }
    return copy;
  }

  /// The number of changes.
  public int size() {
    return size;
  }

  /// A number that differs after every change, for callers that cache a picture of the timeline.
  public int revision() {
    return revision;
  }

  /// The state that begins with change `index`.
  public Presence presence(int index) {
    return STATES[points[index] & 3];
  }

  /// The instant of change `index`, in seconds since 1970.
  public long startSecond(int index) {
    return EPOCH + (points[index] >> 2);
  }

  /// The last change at or before this second since 1970, or -1 before the first.
  public int indexAt(long second) {
    return indexAt(second, 0, size);
  }

  /// As [#indexAt(long)] for a second that does not lie before change `hint`.
  int indexFrom(int hint, long second) {
    int low = Math.max(0, hint);
    int step = 1;
    while (low + step < size && startSecond(low + step) <= second) {
      low += step;
      step <<= 1;
    }
    return indexAt(second, low, Math.min(size, low + step));
  }

  private int indexAt(long second, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (startSecond(middle) <= second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /// The state of the person at that instant.
  public Presence presenceAt(Instant at) {
    int index = indexAt(at.getEpochSecond());
    return index < 0 ? Presence.NOT_WATCHED : presence(index);
  }

  /// The state of the person at that instant, as totals count it: within a gap that [#isBridged],
  /// the state on both sides of it.
  public Presence presenceAt(Instant at, Duration bridge) {
    int index = indexAt(at.getEpochSecond());
    return index < 0
        ? Presence.NOT_WATCHED
        : presence(isBridged(index, bridge) ? index - 1 : index);
  }

  @Override
  public Optional<Instant> firstEnd(Instant from, Instant to) {
    // The changes within the second of `from` count, too.
    int index = Math.max(0, indexAt(from.getEpochSecond() - 1));
    while (index + 1 < size && startSecond(index + 1) <= to.getEpochSecond()) {
      index++;
      if (presence(index - 1).isObserved() && !presence(index).isObserved()) {
        return Optional.of(Instant.ofEpochSecond(startSecond(index)));
      }
    }
    return Optional.empty();
  }

  /// The span that begins with change `index`; empty for time not watched and when it begins at
  /// `now` or later.
  public Optional<Span> span(int index, Instant now) {
    Instant start = Instant.ofEpochSecond(startSecond(index));
    if (presence(index) == Presence.NOT_WATCHED || !start.isBefore(now)) {
      return Optional.empty();
    }
    boolean open = index + 1 == size || startSecond(index + 1) >= now.getEpochSecond();
    Instant end = open ? now : Instant.ofEpochSecond(startSecond(index + 1));
    return Optional.of(
        new Span(
            user,
            presence(index),
            start.minusSeconds(uncertainSeconds(index)),
            start,
            end,
            cause(index),
            open ? Cause.NOW : cause(index + 1),
            presence(index).isObserved() ? SpanQuality.OBSERVED : SpanQuality.NONE,
            SOURCES.get(reasons[index] & 3)));
  }

  /// The span that contains this instant; empty for time not watched, and from `now` on.
  public Optional<Span> spanAt(Instant at, Instant now) {
    int index = indexAt(at.getEpochSecond());
    return index < 0 || !at.isBefore(now) ? Optional.empty() : span(index, now);
  }

  /// The span with those before and after it, as far as the gaps between them are at most `limit`
  /// long. The same rule as [SpanDerivation#bridged].
  public Span bridged(Span span, Instant now, Duration limit) {
    int first = indexAt(span.start().getEpochSecond());
    int last = first;
    while (first >= 2 && isBridged(first - 1, limit)) {
      first -= 2;
    }
    while (last + 2 < size
        && startSecond(last + 2) < now.getEpochSecond()
        && isBridged(last + 1, limit)) {
      last += 2;
    }
    Span begin = span(first, now).orElse(span);
    Span end = span(last, now).orElse(span);
    return first == last ? span : begin.until(end.end(), end.endCause(), SpanQuality.BRIDGED);
  }

  /// Whether the interval that begins with change `index` is an unknown gap of at most `limit` with
  /// the same observed state on both sides.
  public boolean isBridged(int index, Duration limit) {
    return index > 0 && index + 1 < size && BridgedGaps.isGap(this, index, limit);
  }

  /// The seconds before change `index` in which it may have happened already: since the previous
  /// poll. Zero when it is exact.
  public int uncertainSeconds(int index) {
    return uncertain.length == 0 ? 0 : uncertain[index];
  }

  /// The cause of change `index`.
  public Cause cause(int index) {
    return CAUSES.get((reasons[index] & 0xff) >> 2);
  }

  /// The time spent in each state within `[from, to)`; zero when `to` is not after `from`. `to`
  /// must not be after now: the last state has no end.
  public TimelineTotals totals(Instant from, Instant to) {
    long begin = from.getEpochSecond();
    long end = Math.max(begin, to.getEpochSecond());
    int first = indexAt(begin);
    int last = indexFrom(first, end);
    return new TimelineTotals(
        sumUntil(end, last, Presence.ACTIVE) - sumUntil(begin, first, Presence.ACTIVE),
        sumUntil(end, last, Presence.AWAY) - sumUntil(begin, first, Presence.AWAY),
        sumUntil(end, last, Presence.UNKNOWN) - sumUntil(begin, first, Presence.UNKNOWN));
  }

  /// The same as timecards count it: an unknown gap of at most `bridge` with the same state on both
  /// sides counts as that state. Costs O(n) when `bridge` differs from the previous call, else
  /// O(log n), and twelve bytes a gap.
  public TimelineTotals totals(Instant from, Instant to, Duration bridge) {
    BridgedGaps known = gaps;
    if (known == null || !known.isUpTo(bridge)) {
      known = new BridgedGaps(this, bridge);
      gaps = known;
    }
    return known.closed(from, to);
  }

  /// The seconds in the state with this code from the first change until `second`, which lies in
  /// the interval of change `index`.
  private int sumUntil(int second, int index, int code) {
    int i = index / BLOCK * BLOCK;
    int sum = sums[index / BLOCK * 3 + code];
    for (; i < index; i++) {
      if ((points[i] & 3) == code) {
        sum += (points[i + 1] >> 2) - (points[i] >> 2);
      }
    }
    return (points[index] & 3) == code ? sum + second - (points[index] >> 2) : sum;
  }

  int sumUntil(long second, int index, Presence presence) {
    return index < 0
        ? 0
        : sumUntil(Math.clamp(second - EPOCH, 0 - REACH, REACH), index, code(presence));
  }

  /// The median length in seconds of the intervals that touch `[from, to)`, the open one being
  /// endless, computed from a sample of at most a few dozen; [Long#MAX_VALUE] when there is none.
  /// The sample depends on positions in the timeline, so that panning does not make the answer
  /// jump.
  public long medianSeconds(Instant from, Instant to) {
    int first = Math.max(0, indexAt(from.getEpochSecond()));
    int end = indexAt(to.getEpochSecond()) + 1;
    int stride = Integer.highestOneBit(Math.max(0, end - first) / SAMPLES + 1);
    long[] lengths = new long[Math.max(0, end - first) / stride + 1];
    int n = 0;
    for (int i = (first + stride - 1) / stride * stride; i < end; i += stride) {
      lengths[n++] = i + 1 < size ? startSecond(i + 1) - startSecond(i) : Long.MAX_VALUE;
    }
    Arrays.sort(lengths, 0, n);
    return n == 0 ? Long.MAX_VALUE : lengths[n / 2];
  }

  private static int code(Presence presence) {
    return switch (presence) {
      case ACTIVE -> 0;
      case AWAY -> 1;
      case UNKNOWN -> 2;
      case NOT_WATCHED -> 3;
    };
  }
}
