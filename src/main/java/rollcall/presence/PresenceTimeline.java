package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One person's whole past, packed so that any part of it is drawn or added up at once: the sorted
/// instants at which the state changed, each with the new state and why.
///
/// Before its first change a person is [Presence#NOT_WATCHED]; after the last one the state goes on
/// until whatever instant the asker calls now. Adjacent changes differ in state. Whole seconds:
/// what begins and ends within one second leaves no trace here (the history keeps it).
///
/// Costs five bytes a change, three quarters of a byte for running totals, and at most a quarter of
/// both in reserve. A question costs O(log n), [#add] O(1) in the long run.
///
/// Mutable and without locks: it belongs to one lane at a time. Whoever builds it hands it over and
/// lets go; what is on the screen belongs to the FX lane.
public final class PresenceTimeline {
  /// Thirty bits of seconds around this instant reach from Slack's first year to 2047.
  private static final long EPOCH = Instant.parse("2030-01-01T00:00:00Z").getEpochSecond();

  private static final int REACH = 1 << 29;
  private static final int BLOCK = 16;
  private static final int SAMPLES = 64;
  private static final Presence[] STATES = {
    Presence.ACTIVE, Presence.AWAY, Presence.UNKNOWN, Presence.NOT_WATCHED
  };
  // A place in these lists is only ever read back here, while the program runs.
  private static final List<Cause> CAUSES = List.of(Cause.values());
  private static final List<Source> SOURCES = List.of(Source.values());

  private final UserId user;
  private int[] points = {};
  private byte[] reasons = {};
  private int[] sums = {};
  private int size;
  private int revision;
  private @Nullable TimelineGaps gaps;

  /// The lane of somebody never watched.
  public PresenceTimeline(UserId user) {
    this.user = user;
  }

  /// The lane of one person's sightings.
  ///
  /// @param sightings all of one person, in any order; of two in one second the later in the list
  ///   wins
  public static PresenceTimeline ofSightings(UserId user, List<Sighting> sightings) {
    PresenceTimeline lane = new PresenceTimeline(user);
    sightings.stream().sorted(Comparator.comparing(Sighting::at)).forEach(lane::add);
    return lane;
  }

  /// The lane of one person's spans: time between them is not watched, an open one goes on.
  ///
  /// @param spans sorted and without overlap, as [Spans#of] gives them
  public static PresenceTimeline ofSpans(UserId user, List<Span> spans) {
    PresenceTimeline lane = new PresenceTimeline(user);
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      lane.add(span.start(), span.presence(), span.startCause(), span.source());
      boolean goesOn = i + 1 < spans.size() && spans.get(i + 1).start().equals(span.end());
      if (!goesOn && !span.isOpen()) {
        lane.add(span.end(), Presence.NOT_WATCHED, span.endCause(), Source.NONE);
      }
    }
    return lane;
  }

  /// Whose lane it is.
  public UserId user() {
    return user;
  }

  /// Notes what was seen. As on the [PresenceSnapshot], a sighting from before the last change
  /// counts from that change on: what was shown is not taken back.
  ///
  /// @return whether the lane is different now
  public boolean add(Sighting seen) {
    if (!seen.user().equals(user)) {
      throw new IllegalArgumentException(
          "A sighting of " + seen.user() + " on the lane of " + user);
    }
    return add(seen.at(), seen.presence(), seen.cause(), seen.source());
  }

  private boolean add(Instant at, Presence presence, Cause cause, Source source) {
    long second = at.getEpochSecond();
    if (Math.abs(second - EPOCH) >= REACH) {
      throw new IllegalArgumentException("No lane reaches to " + at);
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
      grow(blocks + Math.max(1, blocks / 4));
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

  private void grow(int blocks) {
    points = Arrays.copyOf(points, blocks * BLOCK);
    reasons = Arrays.copyOf(reasons, blocks * BLOCK);
    sums = Arrays.copyOf(sums, blocks * 3);
  }

  /// How many changes there are.
  public int size() {
    return size;
  }

  /// A number that is different after every change, for those who keep a picture of the lane.
  public int revision() {
    return revision;
  }

  /// The state that begins with change `index`.
  public Presence presence(int index) {
    return STATES[points[index] & 3];
  }

  /// When change `index` happened, in seconds since 1970.
  public long startSecond(int index) {
    return EPOCH + (points[index] >> 2);
  }

  /// The last change at or before this second since 1970, or -1 before the first.
  public int indexAt(long second) {
    return indexAt(second, 0, size);
  }

  /// As [#indexAt(long)] for a second that is known not to lie before change `hint`.
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

  /// How the person stood at that instant.
  public Presence presenceAt(Instant at) {
    int index = indexAt(at.getEpochSecond());
    return index < 0 ? Presence.NOT_WATCHED : presence(index);
  }

  /// The span that begins with change `index`; empty for time not watched and for what begins at
  /// `now` or later. Its `earliest` is its start: lanes do not keep how exact a poll was.
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
            start,
            start,
            end,
            cause(index),
            open ? Cause.NOW : cause(index + 1),
            presence(index).isObserved() ? Quality.OBSERVED : Quality.NONE,
            SOURCES.get(reasons[index] & 3)));
  }

  /// The span that holds this instant; empty for time not watched, and from `now` on.
  public Optional<Span> spanAt(Instant at, Instant now) {
    int index = indexAt(at.getEpochSecond());
    return index < 0 || !at.isBefore(now) ? Optional.empty() : span(index, now);
  }

  /// Why the state that begins with change `index` began.
  public Cause cause(int index) {
    return CAUSES.get((reasons[index] & 0xff) >> 2);
  }

  /// The time spent in each state within `[from, to)`; nothing when `to` is not after `from`. Give
  /// now for `to`, or less: the last state goes on for ever.
  public TimelineTotals totals(Instant from, Instant to) {
    TimelineCursor cursor = new TimelineCursor();
    cursor.start(this, from.getEpochSecond());
    cursor.moveTo(Math.max(from.getEpochSecond(), to.getEpochSecond()));
    return new TimelineTotals(cursor.active(), cursor.away(), cursor.unknown());
  }

  /// The same as timecards count it: an unknown gap of at most `bridge` with the same state on both
  /// sides counts as that state. Costs O(n) when another `bridge` is asked for than before, else
  /// O(log n), and twelve bytes a gap.
  public TimelineTotals totals(Instant from, Instant to, Duration bridge) {
    TimelineGaps known = gaps;
    if (known == null || !known.upTo(bridge)) {
      known = new TimelineGaps(this, bridge);
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
  /// endless, looked up from at most a few dozen of them; [Long#MAX_VALUE] when there is none.
  /// Which ones are asked depends on their place in the lane, so that panning does not change the
  /// answer back and forth.
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
