package rollcall.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import rollcall.files.IoFunctions;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.DayRange;
import rollcall.timecard.KeptDay;

/// History of one workspace in one database file: sightings are appended and never edited.
///
/// Thread: database; one object belongs to one thread. One program at a time records ([#open]); any
/// number of readers may read at the same time ([#openReadOnly]), each with its own object.
///
/// A recording is a session. Its observation is confirmed until the latest [#heartbeat] or the
/// latest change that Slack pushed: a connection that reports one person would have reported the
/// others. When a session ends without [#close(Instant)], the next one stores that all observed
/// people are unknown from that instant on.
public final class History extends ReadableHistory {
  /// Time after which a copy is written again: a crash loses no more than that.
  private static final Duration COPY_AGE = Duration.ofHours(1);

  private final SqliteDatabase database;
  private final @Nullable RecordingLock lock;
  private final HistoryTables tables;
  // Copy that was written last while another file is in the place of this one, and when it was.
  private @Nullable Path copy;
  private Instant copiedAt = Instant.MIN;

  private History(SqliteDatabase database, @Nullable RecordingLock lock, @Nullable Instant now)
      throws HistoryException {
    this.database = database;
    this.lock = lock;
    tables = database.read("read sightings from", () -> new HistoryTables(database.sql()));
    if (now != null) {
      finishErasing();
      change("begin a session in", () -> tables.begin(now));
    }
  }

  /// Opens a history for recording, and creates it with its directory if there is none. New files
  /// are readable by their owner only.
  ///
  /// @param now start of the session
  /// @throws HistoryException.InUse when another program is recording
  /// @throws HistoryException.Newer when it must not be written; [#openReadOnly] reads it
  /// @throws HistoryException.LogAlone when only a write-ahead log is left; it is moved aside, and
  ///   the next try creates a new history
  /// @throws HistoryException when the file is foreign, damaged or cannot be written
  public static History open(Path file, Instant now) throws HistoryException {
    RecordingLock lock = RecordingLock.acquire(file);
    try {
      SqliteDatabase database = SqliteDatabase.forWriting(file);
      try {
        return new History(database, lock, now);
      } catch (HistoryException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (HistoryException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Opens a history for reading, also during a recording.
  ///
  /// A history of a newer Rollcall is read as far as possible, and never changed.
  ///
  /// @throws HistoryException.Missing when there is none
  /// @throws HistoryException.Newer when it cannot be read
  public static History openReadOnly(Path file) throws HistoryException {
    if (SqliteDatabase.isOld(file)) {
      try (RecordingLock _ = RecordingLock.acquire(file)) {
        SqliteDatabase.forWriting(file).close();
      }
    }
    return new History(SqliteDatabase.forReading(file), null, null);
  }

  /// Returns whether the file contains a history, even a damaged or foreign one. An empty file, or
  /// one without tables, which a full disk leaves, contains none: a recording creates a new history
  /// in it.
  public static boolean containsHistory(Path file) {
    return SqliteDatabase.containsHistory(file);
  }

  /// Reserves disk space for the last writes, see [#freeReservedSpace].
  ///
  /// @throws HistoryException when the disk is full
  public void reserveSpace() throws HistoryException {
    database.changeFiles("reserve room for", () -> ReservedDiskSpace.reserve(database.file()));
  }

  /// Frees the reserved space on a full disk, once: failed writes can be retried.
  public void freeReservedSpace() throws HistoryException {
    database.freeReservedSpace();
  }

  /// Returns whether a recorder is running: this object, or another program.
  @Override
  public boolean recording(Instant now) {
    return lock != null || RecordingLock.isHeld(database.file());
  }

  @Override
  public <T> T readConsistently(IoFunctions.Supplier<T> reads) throws HistoryException {
    return read("read", reads::get);
  }

  @Override
  public List<KeptDay> keptDays(UserId user, DayRange days) throws HistoryException {
    return read("read the totals of days from", () -> tables.keptDays(user, days));
  }

  @Override
  public Optional<LocalDate> firstKeptDay() throws HistoryException {
    return read("read the totals of days from", tables.dayTotals()::first);
  }

  /// Finishes pending erasures before recording, except that of expired data, for which the
  /// retention is needed. A failure does not prevent recording: what is left stays planned.
  private void finishErasing() {
    ErasureRunner erasures = new ErasureRunner(database, tables, () -> {});
    try {
      erasures.tidy();
      erasures.finish(null);
    } catch (HistoryException e) {
      // The start reports it, and the maintenance tries again.
    } finally {
      tables.people().clearNumberCache();
    }
  }

  /// Finishes pending erasures of a history that is not open, without a recording.
  ///
  /// @param also people to erase if the history contains them, and whether to block them; the
  ///   settings no longer name them
  /// @param retention retention for the deletion of expired data that was interrupted
  /// @return totals of the erased data
  /// @throws HistoryException.Unerased when something is left
  /// @throws HistoryException.InUse when another program records into it; that program finishes the
  ///   erasure
  public static Maintenance.Erased finishErasing(
      Path file, Map<UserId, Boolean> also, RetentionPolicy retention) throws HistoryException {
    try (RecordingLock _ = RecordingLock.acquire(file);
        SqliteDatabase database = SqliteDatabase.forWriting(file)) {
      HistoryTables tables =
          database.read("read sightings from", () -> new HistoryTables(database.sql()));
      new ErasureRunner(database, tables, () -> {}).tidy();
      Maintenance maintenance = new Maintenance(database, tables, () -> {});
      Map<UserId, Boolean> noted = Maintenance.unerased(file);
      for (Person person : database.read("read the people of", tables.people()::all)) {
        Boolean block = also.get(person.id());
        if (block != null && !noted.containsKey(person.id())) {
          maintenance.planErasing(person.id(), block);
        }
      }
      maintenance.onSettingsForgotten(also.keySet());
      return maintenance.finishErasing(retention);
    } catch (HistoryException.Damaged e) {
      throw Files.exists(ErasurePlanFile.beside(file)) ? new HistoryException.Unerased(file, e) : e;
    }
  }

  /// Requires a format that this version may write.
  ///
  /// @throws HistoryException.Newer when a newer Rollcall made it
  @Override
  public void requireKnownFormat() throws HistoryException.Newer {
    database.requireKnownFormat();
  }

  /// Sets the workspace. Its name may change later, its ID may not.
  ///
  /// @throws HistoryException.Foreign when the history belongs to another workspace
  public void setWorkspace(Workspace workspace) throws HistoryException {
    Optional<Workspace> before = workspace();
    if (before.isPresent() && !before.get().id().equals(workspace.id())) {
      throw new HistoryException.Foreign(
          database.file(), Sentence.of("the history of the workspace %s", before.get().name()));
    }
    change("name the workspace of", () -> tables.workspace(workspace));
  }

  /// Stores the display name, time zone and kind of account of those people who are in the history.
  /// For the others, they are kept in memory until something is stored about them.
  public void savePeople(Collection<Person> described) throws HistoryException {
    change("write people to", () -> tables.describe(described));
  }

  /// Returns the number of rows of each table.
  public SortedMap<String, Long> rowCounts() throws HistoryException {
    return database.read("count the rows of", tables::rowCounts);
  }

  /// Stores a batch, all of it or nothing. After the return, it survives a crash or a power
  /// failure.
  ///
  /// @throws HistoryException when nothing was stored: the caller keeps the batch and retries in
  ///   order. A batch that is appended twice is stored once.
  public void append(List<Sighting> batch) throws HistoryException {
    change("write to", () -> tables.store(batch));
  }

  /// Stores audit events, all of them or nothing. Starts and ends of sessions are stored by
  /// themselves; a Slack status with nothing to show that the history already has is not stored
  /// again.
  public void appendEvents(List<AuditEvent> events) throws HistoryException {
    change("write to", () -> tables.storeNewEvents(events));
  }

  /// Stores that observation is confirmed until this instant, so that a crash loses only the time
  /// since then. Costs one small transaction; meant to be called every few seconds.
  ///
  /// @param confirmedUntil latest instant until which the last observed states are confirmed
  public void heartbeat(Instant confirmedUntil) throws HistoryException {
    change(
        "write a heartbeat to",
        () -> {
          tables.sessions().knownUntil(confirmedUntil);
          tables.sightings().compactMany();
        });
  }

  /// Resumes observation now. A session without sightings that started in the future starts now
  /// instead.
  public void resume(Instant now) throws HistoryException {
    change("resume the session in", () -> tables.resume(now));
  }

  /// Returns the sightings that the next recording will store first if no recorder is running: all
  /// people observed at the last confirmed instant are unknown since then. Empty for the recorder
  /// itself.
  public List<Sighting> pendingSightings() throws HistoryException {
    Optional<Instant> known = lock == null ? lastKnown() : Optional.empty();
    return known.isEmpty() ? List.of() : snapshot().markUnknown(known.get(), Cause.APP_NOT_RUNNING);
  }

  /// Starts a bulk import into an empty history.
  ///
  /// @throws HistoryException.NotEmpty when the history has sightings or events
  /// @throws HistoryException.Foreign when it is that of another workspace
  public BulkImport bulkImport(Workspace workspace) throws HistoryException {
    if (database.read("look into", tables::isNotEmpty)) {
      throw new HistoryException.NotEmpty(database.file());
    }
    setWorkspace(workspace);
    return new BulkImport(database, tables);
  }

  /// Returns the attachment to a record on a server; empty when there is none.
  public Optional<ServerAttachment> attachment() throws HistoryException {
    return database.read("read the attachment of", tables.outbox()::attachment);
  }

  /// Returns the attachment to make with [#attach] when the server has registered this recorder.
  public ServerAttachment reserve(ServerAddress server, String name) throws HistoryException {
    return write("attach", () -> tables.outbox().reserve(server, name));
  }

  /// Attaches the history to a record on a server: what it has, and each change from now on, waits
  /// in it until a [SharedRecorder] hands it over.
  public void attach(ServerAttachment to) throws HistoryException {
    change("attach", () -> tables.outbox().attach(to));
  }

  /// Detaches a history that is not open: nothing more is handed over, and what waits is not.
  ///
  /// @throws HistoryException.InUse when another program records into it
  public static void detach(Path file) throws HistoryException {
    try (RecordingLock _ = RecordingLock.acquire(file);
        SqliteDatabase database = SqliteDatabase.forWriting(file)) {
      database.change("detach", () -> new Outbox(database.sql()).detach());
    }
  }

  /// Prepares the hand-over after what the server has. If that is less than it had before, or more
  /// than this file knows, everything is handed over again.
  ///
  /// @param handedOver number of the last operation that the server has
  public void continueHandOver(long handedOver) throws HistoryException {
    change("prepare a hand-over from", () -> tables.outbox().continueAfter(handedOver));
  }

  /// Returns the number of the last operation that waits or was handed over.
  public long lastOperation() throws HistoryException {
    return database.read("read", tables.outbox()::lastNumber);
  }

  /// Deletes what waits for no hand-over any more.
  ///
  /// @param handedOver number of the last operation that the server has for good
  public void deleteHandedOver(long handedOver) throws HistoryException {
    change("delete what was handed over from", () -> tables.outbox().deleteUntil(handedOver));
  }

  /// Returns the maintenance: erasure, retention and backups.
  public Maintenance maintenance() {
    return maintenance(() -> {});
  }

  /// @param stepDone runs after each step of an erasure
  Maintenance maintenance(Runnable stepDone) {
    return new Maintenance(database, tables, stepDone);
  }

  /// Refuses an output path that is the history itself, one of its files, or one of its backups;
  /// also those of the histories in the directories beside it.
  ///
  /// @throws IOException with a sentence when the file is one of these
  @Override
  public void refuseAsOutput(Path file) throws IOException {
    Path history = database.file().toAbsolutePath();
    Path directory = history.toRealPath().getParent();
    Path parent = file.toAbsolutePath().getParent();
    if (directory == null || parent == null || Files.notExists(parent)) {
      return;
    }
    Path there = parent.toRealPath();
    boolean backup = Backups.DIRECTORY.equals(String.valueOf(there.getFileName()));
    Path histories = directory.getParent();
    Path its = backup ? there.getParent() : there;
    boolean beside = its != null && Objects.equals(its.getParent(), histories);
    String name = String.valueOf(file.getFileName());
    if (beside && (backup || name.startsWith(String.valueOf(history.getFileName())))) {
      throw new SentenceException(
          "%s belongs to the history itself. Choose another place for the export.", file);
    }
  }

  /// Returns whether the path still names this history. On Linux and macOS, all writes to a deleted
  /// or replaced file succeed, but are lost with its end.
  public boolean isAtPath() {
    return database.isAtPath();
  }

  /// Returns whether the lock of this program still keeps others from recording.
  public boolean isLocked() {
    return lock != null && lock.isAtPath();
  }

  /// Writes a history whose file or lock was deleted to its path again, in full, and continues the
  /// session there. If it fails, this history stays open and complete.
  ///
  /// @return the history at the path; this one must not be used any more
  /// @throws HistoryException.Replaced when another file is there, which is left as it is; a copy
  ///   of this history is among the backups
  /// @throws HistoryException.InUse when another program has begun to record there
  /// @throws HistoryException.Failed when the disk of the history is not mounted there
  public History restore(Instant now) throws HistoryException {
    boolean hasFile = database.isAtPath();
    if (!hasFile && Files.exists(database.file(), LinkOption.NOFOLLOW_LINKS)) {
      throw replaced(now);
    }
    if (!hasFile && database.isOnMissingDisk()) {
      throw new HistoryException.Failed(
          database.file(),
          "restore",
          new SentenceException(null, Sentence.of("its disk is not mounted")));
    }
    RecordingLock held = Objects.requireNonNull(lock);
    RecordingLock next = held.isAtPath() ? held : RecordingLock.acquire(database.file());
    try {
      SqliteDatabase there = hasFile ? database : database.restore();
      try {
        History restored = new History(there, next, null);
        restored.tables.people().describeAs(tables.people());
        if (next != held) {
          held.close();
        }
        return restored;
      } catch (HistoryException | RuntimeException e) {
        if (there != database) {
          there.discard();
        }
        throw e;
      }
    } catch (HistoryException | RuntimeException e) {
      if (next != held) {
        next.close();
      }
      throw e;
    }
  }

  private HistoryException.Replaced replaced(Instant now) throws HistoryException {
    if (copy == null || Duration.between(copiedAt, now).compareTo(COPY_AGE) >= 0) {
      Path before = copy;
      copy = copyAside(now);
      copiedAt = now;
      if (before != null && !before.equals(copy)) {
        SqliteDatabase.files(
            database.file(), "replace the copy of", () -> Files.deleteIfExists(before));
      }
    }
    return new HistoryException.Replaced(database.file(), copy);
  }

  /// Writes a copy of the whole history to the directory of the backups.
  ///
  /// @return its path
  public Path copyAside(Instant now) throws HistoryException {
    Backups backups = new Backups(database.file());
    return SqliteDatabase.files(
        database.file(), "keep a copy of", () -> backups.setAside(database.sql(), now));
  }

  /// Ends the session: stores that there is no observation from `now` on.
  public void end(Instant now) throws HistoryException {
    change("end a session in", () -> tables.end(now));
  }

  /// Ends the session, as [#end], and closes, also if the end cannot be stored.
  public void close(Instant now) throws HistoryException {
    try (History ending = this) {
      ending.end(now);
    }
  }

  /// Closes without ending the session, as a crash would: the time since [#lastKnown] will be
  /// unknown.
  @Override
  public void close() throws HistoryException {
    try {
      database.close();
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  private void change(String doing, SqlConnection.Action action) throws HistoryException {
    write(doing, action.asWork());
  }

  private <T> T write(String doing, SqlConnection.Work<T> work) throws HistoryException {
    try {
      return database.write(doing, work);
    } catch (HistoryException | RuntimeException e) {
      tables.people().clearNumberCache();
      throw e;
    }
  }

  @Override
  <T> T read(String doing, SqlConnection.Work<T> work) throws HistoryException {
    return database.read(doing, work);
  }

  @Override
  HistoryTables tables() {
    return tables;
  }

  /// Database of the file, for tests that set another busy timeout.
  SqliteDatabase database() {
    return database;
  }

  @Override
  void beginReadTransaction() throws HistoryException {
    database.beginReadTransaction();
  }
}
