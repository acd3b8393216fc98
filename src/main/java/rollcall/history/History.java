package rollcall.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.Overlay;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.Spans;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// History of one workspace in one database file: sightings are appended and never edited.
///
/// Thread: database; one object belongs to one thread. One program at a time records ([#open]); any
/// number may read beside it ([#openReadOnly]), each through an object of its own.
///
/// A recording is a session. Its time is known up to the latest [#heartbeat], or the latest change
/// that Slack reported: a connection that reports one person would have reported the others. When a
/// session ends without [#close(Instant)], the next one notes for everybody who was active or away
/// that from that instant on nothing was observed.
public final class History implements Closeable {
  private final Database database;
  private final @Nullable RecordingLock lock;
  private final HistoryTables tables;
  private final HistoryException.@Nullable Unerased unerased;
  private final boolean crashedBefore;

  private History(Database database, @Nullable RecordingLock lock, @Nullable Instant now)
      throws HistoryException {
    this.database = database;
    this.lock = lock;
    tables = database.read("read sightings from", () -> new HistoryTables(database.connection()));
    unerased = now == null ? null : finishErasing();
    crashedBefore = now != null && write("begin a session in", () -> tables.begin(now));
  }

  /// Opens a history to record into, and makes it, with its directory, when there is none. Only the
  /// owner can read what it makes.
  ///
  /// @param now when the session begins
  /// @throws HistoryException.InUse when another program is recording
  /// @throws HistoryException.Newer when it must not be written; [#openReadOnly] reads it
  /// @throws HistoryException.LogAlone when only a log of changes is left; it is kept aside, and
  ///   the next try begins anew
  /// @throws HistoryException when the file is foreign, damaged or cannot be written
  public static History open(Path file, Instant now) throws HistoryException {
    RecordingLock lock = lock(file);
    try {
      Database database = Database.forWriting(file);
      try {
        return new History(database, lock, now);
      } catch (HistoryException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (HistoryException | RuntimeException e) {
      release(file, lock);
      throw e;
    }
  }

  /// Opens a history to read what has been recorded so far, while others may go on recording.
  ///
  /// What a newer Rollcall made is read as far as it is understood, and never changed.
  ///
  /// @throws HistoryException.Missing when there is none
  /// @throws HistoryException.Newer when it is not understood
  public static History openReadOnly(Path file) throws HistoryException {
    if (Database.isOld(file)) {
      try (RecordingLock _ = lock(file)) {
        Database.forWriting(file).close();
      } catch (IOException e) {
        throw Database.translate(file, "update", e);
      }
    }
    return new History(Database.forReading(file), null, null);
  }

  /// Whether there is a history in this file, also one that is damaged or foreign. A file that a
  /// full disk left empty or without tables holds none: recording begins anew in it.
  public static boolean isBegun(Path file) {
    return Database.isBegun(file);
  }

  /// Reserves disk space for what is to be written last, see [#makeRoom].
  ///
  /// @throws HistoryException when the disk has no room for it
  public void reserveRoom() throws HistoryException {
    try {
      Reserve.take(database.file());
    } catch (IOException e) {
      throw Database.translate(database.file(), "reserve room for", e);
    }
  }

  /// Makes room on a full disk, once: what waits can be tried again.
  public void makeRoom() throws HistoryException {
    database.makeRoom();
  }

  /// Whether a recorder is running: this object, or another program.
  public boolean recording() {
    return lock != null || RecordingLock.isHeld(database.file());
  }

  /// Before anything is recorded, what is still to be erased goes. What cannot go yet does not
  /// prevent recording.
  private HistoryException.@Nullable Unerased finishErasing() throws HistoryException {
    Erasures erasures = new Erasures(database, tables, () -> {});
    try {
      erasures.tidy();
      erasures.finish();
      return null;
    } catch (HistoryException.Unerased e) {
      return e;
    } catch (HistoryException e) {
      return new HistoryException.Unerased(e);
    } finally {
      tables.people().clearNumberCache();
    }
  }

  /// Goes on with what is still to be erased from a history that may not be read before, and
  /// records nothing.
  ///
  /// @param also who is to be erased, too, if the history knows them; and whether to block them
  /// @return what was erased
  /// @throws HistoryException.Unerased when something is left
  /// @throws HistoryException.InUse when another program records into it, which goes on with it
  public static Maintenance.Erased finishErasing(Path file, Map<UserId, Boolean> also)
      throws HistoryException {
    RecordingLock lock = lock(file);
    try (Database database = Database.forWriting(file)) {
      HistoryTables tables =
          database.read("read sightings from", () -> new HistoryTables(database.connection()));
      new Erasures(database, tables, () -> {}).tidy();
      Maintenance upkeep = new Maintenance(database, tables, () -> {});
      Map<UserId, Boolean> noted = Maintenance.unerased(file);
      for (Person person : database.read("read the people of", tables.people()::all)) {
        Boolean block = also.get(person.id());
        if (block != null && !noted.containsKey(person.id())) {
          upkeep.planErasing(person.id(), block);
        }
      }
      return upkeep.finishErasing();
    } catch (HistoryException.Damaged e) {
      throw Files.exists(UnfinishedErasures.beside(file))
          ? new HistoryException.Unerased(file, e)
          : e;
    } finally {
      release(file, lock);
    }
  }

  /// Why something that is to be erased was still there when this was opened; empty when nothing
  /// was.
  public Optional<HistoryException.Unerased> unerased() {
    return Optional.ofNullable(unerased);
  }

  /// Whether the session before this one ended without saying goodbye.
  public boolean crashedBefore() {
    return crashedBefore;
  }

  /// Requires a format that this version may write.
  ///
  /// @throws HistoryException.Newer when a newer Rollcall made it
  public void requireKnown() throws HistoryException.Newer {
    database.requireKnown();
  }

  /// Whose history it is, once that has been said.
  public Optional<Workspace> workspace() throws HistoryException {
    return database.read("read the workspace of", tables::workspace);
  }

  /// Says whose history it is. The name may change later, the workspace may not.
  ///
  /// @throws HistoryException.Foreign when it is that of another workspace
  public void belongTo(Workspace workspace) throws HistoryException {
    Optional<Workspace> before = workspace();
    if (before.isPresent() && !before.get().id().equals(workspace.id())) {
      throw new HistoryException.Foreign(
          database.file(), "the history of the workspace " + before.get().name());
    }
    write(
        "name the workspace of",
        () -> {
          tables.workspace(workspace);
          return workspace;
        });
  }

  /// Keeps what the directory says of those of these people who are on record, in place of what it
  /// said before: display name, zone and kind of account. Of the others it is remembered in memory
  /// only, until something of them is stored.
  public void savePeople(Collection<Person> described) throws HistoryException {
    write(
        "write people to",
        () -> {
          tables.people().describe(described);
          return described.size();
        });
  }

  /// Everyone on record, in the order of their first sighting.
  public List<Person> people() throws HistoryException {
    return database.read("read the people of", tables.people()::all);
  }

  /// Stores a batch, all of it or nothing. When this returns, a crash or a power cut does not take
  /// it back.
  ///
  /// @throws HistoryException when nothing of it was stored: keep it and try again in order. A
  ///   batch tried twice counts once.
  public void append(List<Sighting> batch) throws HistoryException {
    write(
        "write to",
        () -> {
          tables.store(batch);
          return batch.size();
        });
  }

  /// Stores what happened to our looking, all of it or nothing. The beginnings and ends of sessions
  /// need no note; nor does what lies over presence where the record says the same already.
  public void appendEvents(List<AuditEvent> news) throws HistoryException {
    write(
        "write to",
        () -> {
          tables.storeNewEvents(news);
          return news.size();
        });
  }

  /// Stores that observation was confirmed until now, so that a crash loses only the time since.
  /// Costs one small transaction; a beat every few seconds is welcome.
  ///
  /// @param confirmedUntil the last instant at which what was last seen is known to hold
  public void heartbeat(Instant confirmedUntil) throws HistoryException {
    write(
        "write a heartbeat to",
        () -> {
          tables.sessions().knownUntil(confirmedUntil);
          tables.sightings().compactMany();
          return confirmedUntil;
        });
  }

  /// Resumes observation now. A session that began later, by a clock that was ahead, and in which
  /// nothing was seen, is one that begins now.
  public void resume(Instant now) throws HistoryException {
    write(
        "begin to look into",
        () -> {
          tables.resume(now);
          return now;
        });
  }

  /// Everyone's present state as the record has it.
  public PresenceSnapshot snapshot() throws HistoryException {
    return database.read("read the last states from", tables::snapshot);
  }

  /// What the next recording will store first, if no recorder is running: everyone seen at the last
  /// known instant is unknown since then. Empty for the recorder itself.
  public List<Sighting> pendingEvents() throws HistoryException {
    Optional<Instant> known = lock == null ? lastKnown() : Optional.empty();
    return known.isEmpty() ? List.of() : snapshot().markUnknown(known.get(), Cause.APP_NOT_RUNNING);
  }

  /// The last confirmed instant: the latest heartbeat, reported change or end of a session. Empty
  /// when nothing was ever recorded.
  public Optional<Instant> lastKnown() throws HistoryException {
    return database.read(
        "read the last heartbeat of",
        () -> tables.sessions().last().map(SessionTable.Session::knownUntil));
  }

  /// When the oldest sighting was made.
  public Optional<Instant> firstSighting() throws HistoryException {
    OptionalLong millis = database.read("read the first sighting of", tables.sightings()::first);
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  /// One person's sightings in `[from, to)` in order of time, after the last one before `from`,
  /// which says how the person stood then.
  public List<Sighting> sightings(UserId user, Instant from, Instant to) throws HistoryException {
    List<Sighting> around = spansAround(user, from, to);
    return !around.isEmpty() && !around.getLast().at().isBefore(to)
        ? List.copyOf(around.subList(0, around.size() - 1))
        : List.copyOf(around);
  }

  /// One person's spans in `[from, to)`, cut to it.
  ///
  /// @param knownUntil until when what was last seen holds: now for someone who records,
  ///   [#lastKnown] for someone who reads beside it; from there to `now` the person is unknown
  /// @param now where time ends; at or before `to` the last span is still open
  public List<Span> spans(UserId user, Instant from, Instant to, Instant knownUntil, Instant now)
      throws HistoryException {
    List<Span> spans = new ArrayList<>();
    for (Span span : Spans.of(spansAround(user, from, to), knownUntil, now)) {
      span.clip(from, to).ifPresent(spans::add);
    }
    return List.copyOf(spans);
  }

  /// The same spans as [#spans] as plain numbers, in a fraction of the time.
  public SpanArray plainSpans(
      UserId user, Instant from, Instant to, Instant knownUntil, Instant now)
      throws HistoryException {
    return database.read(
        "read sightings from", () -> tables.plainSpans(user, from, to, knownUntil, now));
  }

  /// Everyone's sightings in `[from, to)`, person by person and each in order of time after the
  /// last one before `from`. Never holds more than one person's in memory.
  public void replay(Instant from, Instant to, Consumer<Sighting> each) throws HistoryException {
    for (PersonTable.Numbered person :
        database.read("read the people of", tables.people()::byNumber)) {
      sightings(person.user(), from, to).forEach(each);
    }
  }

  /// What happened to our looking in `[from, to)`, in order of time: what was noted, and when
  /// sessions began and ended.
  public List<AuditEvent> auditEvents(Instant from, Instant to) throws HistoryException {
    return database.read("read what happened from", () -> tables.auditEvents(from, to));
  }

  /// Overlays of one person in `[from, to)` in order of time, after the last of each kind before
  /// `from`, which says how it was then.
  public List<Overlay> overlays(UserId user, Instant from, Instant to) throws HistoryException {
    return database.read("read overlays from", () -> tables.overlays(user, from, to));
  }

  /// Begins to fill an empty history with what was recorded elsewhere.
  ///
  /// @throws HistoryException.NotEmpty when something was ever seen or noted in it
  /// @throws HistoryException.Foreign when it is that of another workspace
  public BulkImport bulkImport(Workspace workspace) throws HistoryException {
    if (database.read("look into", tables::isNotEmpty)) {
      throw new HistoryException.NotEmpty(database.file());
    }
    belongTo(workspace);
    return new BulkImport(database, tables);
  }

  /// What there is to do about what was recorded: erasing people, deleting what is too old,
  /// backups.
  public Maintenance maintenance() {
    return maintenance(() -> {});
  }

  /// @param stepDone runs after each thing that erasing did in the files
  Maintenance maintenance(Runnable stepDone) {
    return new Maintenance(database, tables, stepDone);
  }

  /// Refuses to have its own file, a file that belongs to it, or one of its backups replaced by
  /// something else.
  ///
  /// @throws IOException with a sentence when the file is one of these
  public void refuseAsOutput(Path file) throws IOException {
    Path history = database.file().toAbsolutePath();
    Path directory = history.toRealPath().getParent();
    Path parent = file.toAbsolutePath().getParent();
    if (directory == null || parent == null || Files.notExists(parent)) {
      return;
    }
    Path there = parent.toRealPath();
    boolean own =
        there.equals(directory)
            && String.valueOf(file.getFileName()).startsWith(String.valueOf(history.getFileName()));
    if (own || there.equals(directory.resolve(Backups.DIRECTORY))) {
      throw new IOException(
          file + " belongs to the history itself. Choose another place for the export.");
    }
  }

  /// Ends the session: stores that nothing is observed from `now` on, and closes.
  public void close(Instant now) throws HistoryException {
    write(
        "end a session in",
        () -> {
          tables.end(now);
          return now;
        });
    close();
  }

  /// Closes without saying goodbye, as a crash would: the time since [#lastKnown] will count as
  /// unknown.
  @Override
  public void close() throws HistoryException {
    try {
      database.close();
    } finally {
      release(database.file(), lock);
    }
  }

  private List<Sighting> spansAround(UserId user, Instant from, Instant to)
      throws HistoryException {
    return database.read("read sightings from", () -> tables.spansAround(user, from, to));
  }

  private <T> T write(String doing, Database.Work<T> work) throws HistoryException {
    try {
      return database.write(doing, work);
    } catch (HistoryException | RuntimeException e) {
      tables.people().clearNumberCache();
      throw e;
    }
  }

  private static RecordingLock lock(Path file) throws HistoryException {
    try {
      PrivateFiles.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      return RecordingLock.acquire(file);
    } catch (IOException e) {
      throw Database.translate(file, "open", e);
    }
  }

  private static void release(Path file, @Nullable RecordingLock lock) throws HistoryException {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw Database.translate(file, "close", e);
    }
  }
}
