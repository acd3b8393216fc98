package rollcall.history;

import java.util.Arrays;

/// Compressed block of consecutive sightings of one person: about five bytes each, where a row of
/// its own takes twenty.
///
/// The key of the first sighting is stored beside the block. The block is a series of
/// variable-length integers (seven bits a byte, the lowest first, the highest bit set if more
/// follow): the value of the first sighting; then, for each other one, the difference of its key
/// from the one before, and its value.
final class SightingBlock {
  /// Size of a full block: four of this size fit into a page of the database; from about a thousand
  /// bytes on, each would take a page of its own.
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

  /// Key of the first sighting.
  long first() {
    return first;
  }

  /// Key of the last sighting.
  long last() {
    return last;
  }

  /// Number of sightings.
  int size() {
    return size;
  }

  /// Bytes of the block, without a copy, for the caller to store.
  byte[] bytes() {
    return bytes;
  }

  /// Compresses as many sightings as fit, from index `from` on.
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

  /// Adds all sightings of a block to the arrays.
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
