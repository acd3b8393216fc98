package rollcall.history;

import java.util.Arrays;

/// Successive sightings of one person in as few bytes as can be: about five each, where a row of
/// their own costs twenty.
///
/// The key of the first stands beside it. Then, each as a variable-length integer (seven bits a
/// byte, the lowest first, the highest bit saying that more follow): what of the first; and for
/// each other the distance of its key from the one before, and its what.
final class SightingBlock {
  /// So many bytes lie within a page of the database beside three others of the kind; one byte more
  /// than about a thousand, and each would need a page of its own.
  static final int FULL = 900;

  private static final int LONGEST = 2 * 10;

  private final long first;
  private final long last;
  private final int size;
  private final byte[] bytes;

  private SightingBlock(long first, long last, int size, byte[] bytes) {
    this.first = first;
    this.last = last;
    this.size = size;
    this.bytes = bytes;
  }

  /// The key of the first.
  long first() {
    return first;
  }

  /// The key of the last.
  long last() {
    return last;
  }

  /// How many there are.
  int size() {
    return size;
  }

  /// Not a copy: the caller stores it.
  byte[] bytes() {
    return bytes;
  }

  /// Packs as many as fit, beginning with the one at `from`.
  static SightingBlock of(SightingArrays run, int from) {
    byte[] bytes = new byte[FULL + LONGEST];
    int end = write(bytes, 0, run.codeAt(from));
    int next = from + 1;
    while (next < run.size() && end < FULL) {
      end = write(bytes, end, run.key(next) - run.key(next - 1));
      end = write(bytes, end, run.codeAt(next));
      next++;
    }
    return new SightingBlock(
        run.key(from), run.key(next - 1), next - from, Arrays.copyOf(bytes, end));
  }

  /// Adds everything packed to the run.
  static void decode(long first, byte[] bytes, SightingArrays into) {
    long key = first;
    int at = 0;
    while (at < bytes.length) {
      if (at > 0) {
        long distance = 0;
        int shift = 0;
        do {
          distance |= (bytes[at] & 0x7FL) << shift;
          shift += 7;
        } while (bytes[at++] < 0);
        key += distance;
      }
      long what = 0;
      int shift = 0;
      do {
        what |= (bytes[at] & 0x7FL) << shift;
        shift += 7;
      } while (bytes[at++] < 0);
      into.add(key, what);
    }
  }

  private static int write(byte[] bytes, int at, long number) {
    int end = at;
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
    return end;
  }
}
