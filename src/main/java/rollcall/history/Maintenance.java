package rollcall.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Maintenance of a history: erasing people, deleting what is too old, backups.
///
/// Thread: that of its [History], which must be open to record.
public final class Maintenance {
  private final Database database;
  private final HistoryTables tables;
  private final Erasures erasures;

  /// @param stepDone runs after each thing that erasing did in the files
  Maintenance(Database database, HistoryTables tables, Runnable stepDone) {
    this.database = database;
    this.tables = tables;
    erasures = new Erasures(database, tables, stepDone);
  }

  /// Notes that a person is to be erased, so that it is done whatever happens: a crash or a power
  /// cut does not take it back. [#erase] does so first, too.
  public void planErasing(UserId user, boolean block) throws HistoryException {
    erasures.plan(new ErasureTarget.Person(user, block));
  }

  /// Erases everything about a person for ever: here and in all copies, so that nothing of it is
  /// left in any of the files. Copies of an older format are deleted as a whole, and those that
  /// cannot be cleaned, because they are damaged, too.
  ///
  /// A person on the watch list will be recorded again: remove them from the list first.
  ///
  /// @param block whether to refuse to watch the person again, see [#blocked()]
  /// @throws HistoryException.Unerased when it could not be done everywhere: what is done stays
  ///   done, and the rest is tried again whenever the history is opened
  public Erased erase(UserId user, boolean block) throws HistoryException {
    planErasing(user, block);
    return finishErasing();
  }

  /// Erases everything about everybody for ever: here, and with all copies. Only whose history it
  /// is stays, and who is blocked; the session goes on from `now`.
  ///
  /// @return how many sightings there were
  /// @throws HistoryException.Unerased as with [#erase]
  public long eraseAll(Instant now) throws HistoryException {
    planErasingAll(now);
    return finishErasing().sightings();
  }

  /// Notes that everybody is to be erased, as [#planErasing] does of one person.
  public void planErasingAll(Instant now) throws HistoryException {
    erasures.plan(new ErasureTarget.Everybody(now));
  }

  /// Whether something is still to be erased.
  public boolean erasing() {
    return isErasing(database.file());
  }

  /// Whether something is still to be erased from a history, which may no longer exist.
  public static boolean isErasing(Path history) {
    return Files.exists(UnfinishedErasures.beside(history));
  }

  /// Goes on with what is still to be erased, if anything is.
  ///
  /// @throws HistoryException.Unerased when something is left
  public Erased finishErasing() throws HistoryException {
    Erasures.Outcome outcome = erasures.finish();
    return new Erased(outcome.sightings, outcome.copies, List.copyOf(outcome.deleted));
  }

  /// The copies that cannot be read: erasing a person would delete them.
  public List<Path> unreadableCopies() throws HistoryException {
    return alongside("look for the copies of", Backups::unreadable);
  }

  /// Who is still to be erased from a history, without opening it; and whether to block them.
  public static Map<UserId, Boolean> unerased(Path history) throws HistoryException {
    try {
      Map<UserId, Boolean> all = new TreeMap<>();
      for (UnfinishedErasures.Entry entry : new UnfinishedErasures(history).read()) {
        if (entry.what() instanceof ErasureTarget.Person person) {
          all.put(person.user(), person.block());
        }
      }
      return all;
    } catch (IOException e) {
      throw Database.translate(history, "read what is still to be erased from", e);
    }
  }

  /// Whether something is still to be erased from a history, or an interrupted backup left
  /// something beside it.
  public static boolean untidy(Path history) throws HistoryException {
    try {
      return isErasing(history) || new Backups(history).hasLeftovers();
    } catch (IOException e) {
      throw Database.translate(history, "look for what is still to be erased from", e);
    }
  }

  /// Whether a person was erased and is not to be watched again, at present; for all threads. Only
  /// a salted hash of each id is kept.
  public Predicate<UserId> blocked() throws HistoryException {
    return database.read("read who is blocked in", tables.blocked()::all);
  }

  /// Lets a person be watched again.
  ///
  /// @return whether that was refused before
  public boolean unblock(UserId user) throws HistoryException {
    return database.write(
        "unblock a person in",
        () -> {
          boolean before = tables.blocked().all().test(user);
          tables.blocked().remove(user);
          return before;
        });
  }

  /// Sets aside what was recorded by a clock that was ahead and is right now: from then on, when
  /// the clock may have been wrong, everyone is unknown until the next observation. All of it, as
  /// it was, stays in a copy among the backups; those backups that say to be of a later day go.
  ///
  /// @return empty when the record does not reach beyond `now`, which changes nothing
  /// @throws HistoryException when it could not be done: then nothing of the record has changed
  public Optional<Aside> setAside(Instant now) throws HistoryException {
    FutureRecords ahead = new FutureRecords(tables);
    Optional<Instant> end = database.read("read the end of", () -> ahead.extent(now));
    if (end.isEmpty()) {
      return Optional.empty();
    }
    Path copy =
        alongside(
            "keep a copy of",
            backups -> {
              Path kept = backups.setAside(database.connection(), now);
              backups.deleteAfter(now);
              return kept;
            });
    Instant from = database.write("set something aside from", () -> ahead.setAside(now, end.get()));
    return Optional.of(new Aside(from, end.get(), copy));
  }

  /// Until when the record reaches, where that is later than `now`.
  public Optional<Instant> futureRecords(Instant now) throws HistoryException {
    return database.read("read the end of", () -> new FutureRecords(tables).extent(now));
  }

  /// Whether the day (as UTC has it) still wants its [#run]. A history that holds nothing wants
  /// none.
  public boolean isDue(Instant now) throws HistoryException {
    return database.read("read the first sighting of", tables.sightings()::first).isPresent()
        && alongside("look for the backups of", backups -> backups.isDueOn(now));
  }

  /// Does what is due once a day: deletes what is older than it may be, here and in the backups,
  /// gives back the room, makes the backup of the day and looks whether it is sound. Takes seconds
  /// when there are hundreds of megabytes.
  ///
  /// Where more than a week went by without Rollcall until less than three days ago, nothing grows
  /// older by that yet: it may have been the clock.
  public Done run(Retention retention, Instant now) throws HistoryException {
    Instant asOf =
        database.read("read the sessions of", () -> new RetentionClock(tables).asOf(now));
    return run(retention, asOf, now);
  }

  /// The same at the request of the user: the clock is trusted.
  public Done runNow(Retention retention, Instant now) throws HistoryException {
    return run(retention, now, now);
  }

  /// @param asOf what is too old then goes
  private Done run(Retention retention, Instant asOf, Instant now) throws HistoryException {
    erasures.plan(
        new ErasureTarget.Expired(new Retention(retention.keep(), retention.own(), 0), asOf));
    HistoryException.@Nullable Unerased unerased = null;
    int shortened = 0;
    try {
      shortened = erasures.finish().shortened;
    } catch (HistoryException.Unerased e) {
      unerased = e;
    }
    Optional<Path> backup =
        retention.backups() == 0
            ? Optional.empty()
            : Optional.of(
                alongside(
                    "back up",
                    backups -> backups.create(database.connection(), now, retention.backups())));
    if (unerased != null) {
      throw unerased;
    }
    return new Done(shortened, backup);
  }

  /// Gives back the room that nothing uses, where it is much, and puts all that waits beside the
  /// file into it.
  public void compact() throws HistoryException {
    if (database.isUnused() > Erasures.MUCH_UNUSED) {
      database.compact();
    } else {
      database.truncateLog();
    }
  }

  private <T> T alongside(String doing, BesideWork<T> work) throws HistoryException {
    try {
      return work.with(new Backups(database.file()));
    } catch (SQLException | IOException e) {
      throw Database.translate(database.file(), doing, e);
    }
  }

  /// What was done in a day's upkeep.
  ///
  /// @param shortened of how many people something was deleted because it was too old
  /// @param backup the backup that was made, if any is wanted
  public record Done(int shortened, Optional<Path> backup) {}

  /// What was set aside.
  ///
  /// @param from from when on, by the clock as it is now, nothing of the record is left
  /// @param until until when the record reached, by the clock that was ahead
  /// @param copy where all of it is
  public record Aside(Instant from, Instant until, Path copy) {}

  /// What was erased.
  ///
  /// @param sightings how many there were in the history
  /// @param copies in how many backups the person was looked for
  /// @param deleted the copies that could not be cleaned and are deleted
  public record Erased(long sightings, int copies, List<Path> deleted) {
    public Erased {
      deleted = List.copyOf(deleted);
    }

    /// All copies could be cleaned.
    public Erased(long sightings, int copies) {
      this(sightings, copies, List.of());
    }

    /// Both together.
    public Erased and(Erased other) {
      return new Erased(
          sightings + other.sightings,
          copies + other.copies,
          Stream.concat(deleted.stream(), other.deleted.stream()).toList());
    }
  }

  private interface BesideWork<T> {
    T with(Backups backups) throws SQLException, IOException;
  }
}
