package rollcall.presence;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// One person's spans as plain numbers, for whoever adds up millions of them and asks for no
/// causes: sorted, without overlap, adjacent ones differing in state, as [Spans] makes them.
/// Instants are milliseconds since 1970, ends exclusive.
///
/// Grows at its end; belongs to one thread.
public final class SpanArray {
  // A place in these lists is only ever read back here, while the program runs.
  private static final List<Presence> PRESENCES = List.of(Presence.values());
  private static final List<Source> SOURCES = List.of(Source.values());

  private long[] starts;
  private long[] ends;
  private byte[] kinds;
  private int size;

  /// None yet.
  ///
  /// @param expected about how many there will be
  public SpanArray(int expected) {
    starts = new long[expected];
    ends = new long[expected];
    kinds = new byte[expected];
  }

  /// The same spans without what only a [Span] knows.
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

  /// By which means the beginning of span `index` was seen.
  public Source source(int index) {
    return SOURCES.get(kinds[index] >> 2);
  }

  /// Adds what was seen at `start` and held until `end`, where the next was seen: it makes the last
  /// span longer when it is the same state going on, and is nothing when it did not last or nobody
  /// was allowed to watch.
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

  /// Adds what was seen last: it holds until `knownUntil`, the last instant at which somebody is
  /// known to have looked; from there to `now` the person is unknown.
  public void addLast(Presence presence, Source source, long start, long knownUntil, long now) {
    if (presence.isObserved() && knownUntil < now) {
      long end = Math.max(start, knownUntil);
      add(presence, source, start, end);
      add(Presence.UNKNOWN, Source.NONE, end, now);
    } else {
      add(presence, source, start, now);
    }
  }

  /// Lets go of what does not lie in `[from, to)`.
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

  /// These spans with short gaps closed, as [Spans#bridged] does; they themselves, when they have
  /// none.
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

  /// Whether a span is a short unknown gap between such a state and what is next, which is the
  /// same.
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
