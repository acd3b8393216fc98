package rollcall.history;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import rollcall.presence.Sighting;

/// Buffer of an import into an empty history: the sightings of each person until they fill blocks,
/// so that each block is written once. Memory: at most 8 KB a person. Thread: that of its
/// [History].
final class SightingBuffer implements AutoCloseable {
  /// More than any block holds: a sighting takes two bytes or more.
  private static final int LONGEST_RUN = 512;

  private final Map<Integer, SightingArrays> runs = new HashMap<>();
  private final BlockCompactor blocks;
  private final SightingInserter late;

  SightingBuffer(SqlConnection sql) throws SQLException {
    blocks = new BlockCompactor(sql);
    late = new SightingInserter(sql, Long.MAX_VALUE);
  }

  /// Adds a sighting after those of the same person and millisecond, by the rules of
  /// [SightingInserter]. One that is earlier than the person's last becomes a row.
  void add(int person, Sighting seen) throws SQLException {
    SightingArrays run = runs.computeIfAbsent(person, _ -> new SightingArrays());
    long key = SightingIntegerCodec.key(seen.at());
    long last = run.size() == 0 ? -1 : run.key(run.size() - 1);
    if (key > last) {
      run.add(key, SightingIntegerCodec.encodeState(seen));
    } else if (key > last - SightingIntegerCodec.PLACES) {
      addToSameMillisecond(run, last - key + 1, SightingIntegerCodec.encodeState(seen));
    } else {
      late.add(person, seen);
    }
    if (run.size() == LONGEST_RUN) {
      run.removeFirst(blocks.writeFull(person, run));
    }
  }

  /// Writes everything.
  void flush() throws SQLException {
    for (int person : runs.keySet().stream().sorted().toList()) {
      blocks.write(person, Objects.requireNonNull(runs.get(person)), 0);
    }
    runs.clear();
  }

  @Override
  public void close() throws SQLException {
    blocks.close();
    late.close();
  }

  private static void addToSameMillisecond(SightingArrays run, long place, long what) {
    int last = run.size() - 1;
    if (run.codeAt(last) == what) {
      return;
    }
    long key = run.key(last);
    if (place == SightingIntegerCodec.PLACES) {
      run.truncate(last);
      run.add(key, what);
    } else {
      run.add(key + 1, what);
    }
  }
}
