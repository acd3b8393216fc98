package rollcall.packaging;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Symbol tables of the native libraries of an image: a sixth of the JVM's library, and never read
/// to run it.
///
/// The tables and the list of sections are the end of an ELF file, behind all segments that are
/// loaded. No tool is needed that a new computer lacks.
final class SymbolTables {
  private static final byte[] ELF_64_LITTLE_ENDIAN = {0x7f, 'E', 'L', 'F', 2, 1};
  private static final int SEGMENTS = 0x20;
  private static final int SECTIONS = 0x28;
  private static final int SEGMENT_SIZE = 0x36;
  private static final int SEGMENT_COUNT = 0x38;
  private static final int SECTION_COUNT = 0x3c;
  private static final int SEGMENT_OFFSET = 8;
  private static final int SEGMENT_FILE_SIZE = 32;

  private SymbolTables() {}

  /// Removes the tables from all libraries below a directory.
  static void remove(Path folder) throws IOException {
    for (Path file : Image.all(folder, Comparator.naturalOrder())) {
      if (file.toString().endsWith(".so") && Files.isRegularFile(file)) {
        shorten(file);
      }
    }
  }

  private static void shorten(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.slice(0, 6).mismatch(ByteBuffer.wrap(ELF_64_LITTLE_ENDIAN)) >= 0) {
      return;
    }
    long end = end(bytes);
    bytes.putLong(SECTIONS, 0);
    // Number of sections, and the index of their names.
    bytes.putInt(SECTION_COUNT, 0);
    file.toFile().setWritable(true, true);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(bytes.array(), 0, (int) end);
      out.setLength(end);
    }
  }

  /// Returns the end of the last segment.
  private static long end(ByteBuffer bytes) {
    int table = (int) bytes.getLong(SEGMENTS);
    int size = bytes.getShort(SEGMENT_SIZE);
    int count = bytes.getShort(SEGMENT_COUNT);
    long end = table + (long) size * count;
    for (int at = table; at < table + size * count; at += size) {
      long last = bytes.getLong(at + SEGMENT_OFFSET) + bytes.getLong(at + SEGMENT_FILE_SIZE);
      end = Math.max(end, last);
    }
    return end;
  }
}
