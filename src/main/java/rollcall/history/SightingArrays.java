package rollcall.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SpanArray;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;

/// Sightings of one person in two growing arrays of [SightingIntegerCodec] numbers, in order of
/// key. Reused for each query.
final class SightingArrays {
  private long[] keys = new long[16];
  private long[] whats = new long[16];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  long key(int index) {
    return keys[index];
  }

  long codeAt(int index) {
    return whats[index];
  }

  Presence presence(int index) {
    return SightingIntegerCodec.presence(whats[index]);
  }

  boolean isSameAs(SightingArrays other) {
    return Arrays.equals(keys, 0, size, other.keys, 0, other.size)
        && Arrays.equals(whats, 0, size, other.whats, 0, other.size);
  }

  /// Inserts a sighting: nearly always at the end, else before the first one with a later key.
  void add(long key, long what) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      whats = Arrays.copyOf(whats, size * 2);
    }
    int place = size;
    while (place > 0 && keys[place - 1] > key) {
      keys[place] = keys[place - 1];
      whats[place] = whats[place - 1];
      place--;
    }
    keys[place] = key;
    whats[place] = what;
    size++;
  }

  void addAll(SightingArrays other) {
    for (int i = 0; i < other.size; i++) {
      add(other.keys[i], other.whats[i]);
    }
  }

  /// Removes the first sightings.
  void removeFirst(int count) {
    System.arraycopy(keys, count, keys, 0, size - count);
    System.arraycopy(whats, count, whats, 0, size - count);
    size -= count;
  }

  /// Removes all from this index on.
  void truncate(int to) {
    size = to;
  }

  /// Returns the index of the first sighting whose key is not before `key`.
  int indexOf(long key) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  List<Sighting> sightings(UserId user, int from, int to) {
    List<Sighting> all = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      all.add(SightingIntegerCodec.sighting(user, keys[i], whats[i]));
    }
    return all;
  }

  /// Returns the sightings from index `from` to index `to` as spans, by the rule of
  /// [SpanDerivation].
  ///
  /// @param knownUntil last confirmed millisecond
  /// @param now end of open spans in milliseconds
  SpanArray spans(int from, int to, long knownUntil, long now) {
    SpanArray spans = new SpanArray(to - from + 1);
    for (int i = from; i < to; i++) {
      long start = SightingIntegerCodec.millis(keys[i]);
      long end = i + 1 < to ? SightingIntegerCodec.millis(keys[i + 1]) : now;
      if (end >= now) {
        spans.addLast(presence(i), SightingIntegerCodec.sourceOf(whats[i]), start, knownUntil, now);
        break;
      }
      spans.add(presence(i), SightingIntegerCodec.sourceOf(whats[i]), start, end);
    }
    return spans;
  }
}
