package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Bulk import: its memory does not grow with the file.
class BulkImportTest {
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final Instant T = Instant.parse("2026-01-05T07:00:00Z");
  private static final int BATCH = 5_000;

  /// Rows that are not in blocks yet; compacting holds all of them in memory.
  private static final int MOST_LOOSE_ROWS = 60_000 + BATCH;

  @TempDir Path directory;

  @Test
  void anImportOfOnePersonsManyRowsCompactsThemOnTheWay() throws Exception {
    Path file = directory.resolve("history.db");
    int batches = 60;
    try (Database database = Database.forWriting(file)) {
      HistoryTables tables = new HistoryTables(database.connection());
      try (BulkImport job = new BulkImport(database, tables)) {
        long most = 0;
        for (int i = 0; i < batches; i++) {
          job.add(batch(i));
          most = Math.max(most, count(database));
        }
        assertTrue(most <= MOST_LOOSE_ROWS, most + " rows");
        job.done();
      }
      assertEquals(0, count(database));
    }
    try (History history = History.openReadOnly(file)) {
      List<Sighting> all = history.sightings(GRACE, Instant.EPOCH, Instant.MAX);
      assertEquals(batches * BATCH, all.size());
      assertEquals(batch(batches - 1).getLast(), all.getLast());
    }
  }

  private static long count(Database database) throws Exception {
    return Schema.number(database.connection(), "select count(*) from sighting");
  }

  private static List<Sighting> batch(int number) {
    List<Sighting> all = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      all.add(
          Sighting.of(
              GRACE,
              i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY,
              T.plusSeconds((long) number * BATCH + i),
              Source.RTM,
              Cause.PRESENCE_CHANGE));
    }
    return all;
  }
}
