package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Compact array of one person's spans without causes, for summing millions of them: sorted,
/// without overlap, adjacent ones differing in state, as [SpanDerivation] returns them. Instants
/// are milliseconds since 1970, ends exclusive.
///
/// Grows at its end. Thread: one.
public final class SpanArray implements SlackStatusTimeline.ObservedTime {
  // Indexes into these lists are only used in memory, never stored.
  private static final List<Presence> PRESENCES = List.of(Presence.values());
  private static final List<Source> SOURCES = List.of(Source.values());

  private long[] starts;
  private long[] ends;
  private byte[] kinds;
  private int size;

  /// An empty array.
  ///
  /// @param expected the approximate number of spans
  public SpanArray(int expected) {
    starts = new long[expected];
    ends = new long[expected];
    kinds = new byte[expected];
  }

  /// The same spans, reduced to state, source, start and end.
  public static SpanArray of(List<Span> spans) {
    SpanArray plain = new SpanArray(spans.size());
    for (Span span : spans) {
      plain.append(
          kind(span.presence(), span.source()),
          span.start().toEpochMilli(),
          span.end().toEpochMilli());
    }
    return plain;
  }

  public int size() {
    return size;
  }

  /// The first millisecond of span `index`.
  public long start(int index) {
    return starts[index];
  }

  /// The first millisecond after span `index`.
  public long end(int index) {
    return ends[index];
  }

  public Presence presence(int index) {
    return PRESENCES.get(kinds[index] & 3);
  }

  /// The source that observed the beginning of span `index`.
  public Source source(int index) {
    return SOURCES.get(kinds[index] >> 2);
  }

  @Override
  public Optional<Instant> firstEnd(Instant from, Instant to) {
    int index = Arrays.binarySearch(ends, 0, size, from.toEpochMilli());
    for (int i = index < 0 ? -index - 1 : index; i < size && ends[i] <= to.toEpochMilli(); i++) {
      boolean continues = i + 1 < size && starts[i + 1] == ends[i] && presence(i + 1).isObserved();
      if (presence(i).isObserved() && !continues) {
        return Optional.of(Instant.ofEpochMilli(ends[i]));
      }
    }
    return Optional.empty();
  }

  /// Appends a state that began at `start` and held until `end`, the next sighting: extends the
  /// last span when the state is the same, and does nothing when it has no length or the person was
  /// not watched.
  public void add(Presence presence, Source source, long start, long end) {
    if (presence == Presence.NOT_WATCHED || start >= end) {
      return;
    }
    if (size > 0 && ends[size - 1] == start && presence(size - 1) == presence) {
      ends[size - 1] = end;
    } else {
      append(kind(presence, source), start, end);
    }
  }

  /// Appends the last sighting: it holds until `knownUntil`, the last confirmed instant; from there
  /// to `now` the person is unknown.
  public void addLast(Presence presence, Source source, long start, long knownUntil, long now) {
    if (presence.isObserved() && knownUntil < now) {
      long end = Math.max(start, knownUntil);
      add(presence, source, start, end);
      add(Presence.UNKNOWN, Source.NONE, end, now);
    } else {
      add(presence, source, start, now);
    }
  }

  /// Removes everything outside `[from, to)`.
  public void clip(long from, long to) {
    while (size > 0 && (starts[size - 1] >= to || from >= to)) {
      size--;
    }
    int before = 0;
    while (before < size && ends[before] <= from) {
      before++;
    }
    size -= before;
    System.arraycopy(starts, before, starts, 0, size);
    System.arraycopy(ends, before, ends, 0, size);
    System.arraycopy(kinds, before, kinds, 0, size);
    if (size > 0) {
      starts[0] = Math.max(from, starts[0]);
      ends[size - 1] = Math.min(to, ends[size - 1]);
    }
  }

  /// These spans with short gaps closed, as by [SpanDerivation#bridged]; this array itself when
  /// there are none.
  public SpanArray bridged(Duration limit) {
    long longest = limit.toMillis();
    for (int i = 2; i < size; i++) {
      if (isGap(i - 1, longest, kinds[i], starts[i])) {
        return bridged(longest);
      }
    }
    return this;
  }

  private SpanArray bridged(long longest) {
    SpanArray bridged = new SpanArray(size);
    for (int i = 0; i < size; i++) {
      if (bridged.isGap(bridged.size - 1, longest, kinds[i], starts[i])) {
        bridged.size--;
        bridged.ends[bridged.size - 1] = ends[i];
      } else {
        bridged.append(kinds[i], starts[i], ends[i]);
      }
    }
    return bridged;
  }

  /// Returns whether [#bridged] closes span `index`.
  public boolean isBridged(int index, Duration limit) {
    int next = index + 1;
    return next < size && isGap(index, limit.toMillis(), kinds[next], starts[next]);
  }

  /// Returns whether span `index` is a short unknown gap between an observed state and the same
  /// state.
  private boolean isGap(int index, long longest, byte nextKind, long nextStart) {
    return index > 0
        && presence(index) == Presence.UNKNOWN
        && presence(index - 1) == PRESENCES.get(nextKind & 3)
        && presence(index - 1).isObserved()
        && ends[index - 1] == starts[index]
        && ends[index] == nextStart
        && nextStart - starts[index] <= longest;
  }

  private void append(byte kind, long start, long end) {
    if (size == starts.length) {
      int more = 16 + 2 * size;
      starts = Arrays.copyOf(starts, more);
      ends = Arrays.copyOf(ends, more);
      kinds = Arrays.copyOf(kinds, more);
    }
    starts[size] = start;
    ends[size] = end;
    kinds[size] = kind;
    size++;
  }

  private static byte kind(Presence presence, Source source) {
    return (byte) (PRESENCES.indexOf(presence) | SOURCES.indexOf(source) << 2);
  }
}
