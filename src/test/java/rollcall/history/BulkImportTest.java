package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

  @TempDir Path directory;

  @Test
  void anImportOfOnePersonsManyRowsCompactsThemOnTheWay() throws Exception {
    Path file = directory.resolve("history.db");
    int batches = 60;
    try (SqliteDatabase database = SqliteDatabase.forWriting(file)) {
      HistoryTables tables = new HistoryTables(database.sql());
      try (BulkImport job = new BulkImport(database, tables)) {
        long most = 0;
        for (int i = 0; i < batches; i++) {
          job.add(batch(i));
          most = Math.max(most, count(database));
        }
        assertEquals(0, most, "rows outside of blocks");
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

  @Test
  void anImportStoresWhatARecordingOfTheSameSightingsStores() throws Exception {
    Random random = new Random(12);
    List<UserId> people =
        IntStream.range(0, 7).mapToObj(number -> new UserId("U0PERSON" + number)).toList();
    List<Sighting> all = new ArrayList<>();
    Instant at = T;
    for (int i = 0; i < 40_000; i++) {
      // Bursts within one millisecond, more than fit into it, and repetitions.
      at = i % 200 < 160 ? at : at.plusMillis(random.nextInt(3) * random.nextLong(100_000));
      all.add(
          new Sighting(
              people.get(random.nextInt(i % 5000 < 2500 ? people.size() : 1)),
              Presence.values()[random.nextInt(Presence.values().length)],
              at.minusSeconds(random.nextInt(3)),
              at,
              random.nextBoolean() ? Source.RTM : Source.POLL,
              Cause.PRESENCE_CHECK));
    }
    Path recorded = directory.resolve("recorded.db");
    try (SqliteDatabase database = SqliteDatabase.forWriting(recorded)) {
      HistoryTables tables = new HistoryTables(database.sql());
      database.write(
          "write to",
          () -> {
            tables.sessions().start(T);
            tables.store(all);
            return all;
          });
    }
    Path imported = directory.resolve("imported.db");
    try (SqliteDatabase database = SqliteDatabase.forWriting(imported);
        BulkImport job = new BulkImport(database, new HistoryTables(database.sql()))) {
      for (int from = 0; from < all.size(); from += 700) {
        job.add(all.subList(from, Math.min(from + 700, all.size())));
      }
      job.done();
    }
    try (History one = History.openReadOnly(recorded);
        History other = History.openReadOnly(imported)) {
      for (UserId user : people) {
        assertEquals(
            one.sightings(user, Instant.EPOCH, Instant.MAX),
            other.sightings(user, Instant.EPOCH, Instant.MAX));
      }
      assertEquals(one.lastKnown(), other.lastKnown());
    }
  }

  @Test
  void aSightingThatIsEarlierThanThePersonsLastIsKeptInItsPlace() throws Exception {
    Path file = directory.resolve("history.db");
    List<Sighting> all = batch(0);
    try (SqliteDatabase database = SqliteDatabase.forWriting(file);
        BulkImport job = new BulkImport(database, new HistoryTables(database.sql()))) {
      List<Sighting> late = new ArrayList<>(all);
      late.add(late.remove(100));
      late.add(late.remove(4_900));
      job.add(late);
      job.done();
    }
    try (History history = History.openReadOnly(file)) {
      assertEquals(all, history.sightings(GRACE, Instant.EPOCH, Instant.MAX));
    }
  }

  private static long count(SqliteDatabase database) throws Exception {
    return database.sql().number("select count(*) from sighting");
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
