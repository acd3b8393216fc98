package rollcall.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Maintenance of a history: erasure, retention, backups.
///
/// Thread: that of its [History], which must be open to record.
public final class Maintenance {
  private final SqliteDatabase database;
  private final HistoryTables tables;
  private final ErasureRunner erasures;
  private final Backups backups;

  /// @param stepDone runs after each step of an erasure
  Maintenance(SqliteDatabase database, HistoryTables tables, Runnable stepDone) {
    this.database = database;
    this.tables = tables;
    erasures = new ErasureRunner(database, tables, stepDone);
    backups = new Backups(database.file());
  }

  /// Plans the erasure of a person, which then also survives a crash or a power failure. [#erase]
  /// starts with it, too. The plan stays until the settings no longer name the person.
  public void planErasing(UserId user, boolean block) throws HistoryException {
    erasures.plan(new ErasureScope.Person(user, block, 0), true);
  }

  /// Notes that the settings no longer name these people.
  public void onSettingsForgotten(Set<UserId> people) throws HistoryException {
    erasures.onSettingsForgotten(people);
  }

  /// Erases everything about a person permanently, here and in all copies; no data is left in any
  /// of the files. Copies of an older format, and damaged copies that cannot be cleaned, are
  /// deleted.
  ///
  /// A person has to be removed from the watch list and the settings first, or is recorded again.
  ///
  /// @param block whether to refuse to watch the person again, see [#blocked()]
  /// @throws HistoryException.Unerased when it is not finished everywhere: the rest is retried
  ///   whenever the history is opened
  public Erased erase(UserId user, boolean block) throws HistoryException {
    erasures.plan(new ErasureScope.Person(user, block, 0), false);
    return finishErasing();
  }

  /// Erases a person as a shared record orders, as [#erase] does: the other recorders do not erase
  /// them once more.
  public Erased eraseAsOrdered(UserId user, ErasureOrder order) throws HistoryException {
    erasures.plan(new ErasureScope.Person(user, order.block(), order.number()), false);
    return finishErasing();
  }

  /// Erases everything about all people permanently, here and in all copies. The workspace and the
  /// blocked people stay; the session continues from `now`.
  ///
  /// @return number of erased sightings
  /// @throws HistoryException.Unerased as in [#erase]
  public long eraseAll(Instant now) throws HistoryException {
    planErasingAll(now);
    return finishErasing().sightings();
  }

  /// Plans the erasure of all people, as [#planErasing] does for one.
  public void planErasingAll(Instant now) throws HistoryException {
    erasures.plan(new ErasureScope.Everybody(now, erasures.endOfRecord(now)), false);
  }

  /// Returns whether an erasure is pending.
  public boolean erasing() {
    return isErasing(database.file());
  }

  /// Returns whether something is still to be erased from a history, which may no longer exist.
  public static boolean isErasing(Path history) {
    return Files.exists(ErasurePlanFile.beside(history));
  }

  /// Finishes pending erasures, except that of expired data.
  ///
  /// @throws HistoryException.Unerased when something is left
  public Erased finishErasing() throws HistoryException {
    return finishErasing(null);
  }

  /// Finishes pending erasures; that of expired data by the present retention, which may be longer
  /// than that of the failed maintenance.
  ///
  /// @param present `null` to leave expired data planned
  /// @throws HistoryException.Unerased when something is left
  public Erased finishErasing(@Nullable RetentionPolicy present) throws HistoryException {
    ErasureRunner.Outcome outcome = erasures.finish(present);
    return new Erased(outcome.sightings, outcome.copies, List.copyOf(outcome.deleted));
  }

  /// Returns the unreadable copies: the erasure of a person would delete them.
  public List<Path> unreadableCopies() throws HistoryException {
    return alongside("look for the copies of", backups::unreadable);
  }

  /// Returns the people whose erasure is pending, without opening the history, and whether to block
  /// them.
  public static Map<UserId, Boolean> unerased(Path history) throws HistoryException {
    List<ErasurePlanFile.Entry> planned =
        SqliteDatabase.files(
            history, "read what is still to be erased from", new ErasurePlanFile(history)::read);
    Map<UserId, Boolean> all = new TreeMap<>();
    for (ErasurePlanFile.Entry entry : planned) {
      if (entry.what() instanceof ErasureScope.Person person) {
        all.put(person.user(), person.block());
      }
    }
    return all;
  }

  /// Returns whether an erasure is pending, or an interrupted backup left files.
  public static boolean untidy(Path history) throws HistoryException {
    return SqliteDatabase.files(
        history,
        "look for what is still to be erased from",
        () -> isErasing(history) || new Backups(history).hasLeftovers());
  }

  /// Returns the test for people who are blocked at present; for all threads. Only a salted hash of
  /// each ID is stored.
  public Predicate<UserId> blocked() throws HistoryException {
    return database.read("read who is blocked in", tables.blocked()::all);
  }

  /// Allows a person to be watched again.
  ///
  /// @return whether the person was blocked before
  public boolean unblock(UserId user) throws HistoryException {
    return database.write(
        "unblock a person in",
        () -> {
          boolean before = tables.blocked().all().test(user);
          tables.blocked().remove(user);
          tables.outbox().unblocked(user);
          return before;
        });
  }

  /// Discards the entries dated in the future: from the time at which the clock may have been
  /// wrong, all people are unknown until the next observation. A copy with all entries is kept
  /// among the backups; backups of later days are deleted.
  ///
  /// @return empty when there are no entries after `now`, and nothing was changed
  /// @throws HistoryException when it failed: then no entry was changed
  public Optional<Aside> setAside(Instant now) throws HistoryException {
    FutureRecords ahead = new FutureRecords(tables);
    Optional<Instant> end = database.read("read the end of", () -> ahead.extent(now));
    if (end.isEmpty()) {
      return Optional.empty();
    }
    Path copy =
        alongside(
            "keep a copy of",
            () -> {
              Path kept = backups.setAside(database.sql(), now);
              backups.deleteAfter(now);
              return kept;
            });
    Instant from = database.write("set something aside from", () -> ahead.setAside(now, end.get()));
    return Optional.of(new Aside(from, end.get(), copy));
  }

  /// Returns the latest time in the history if it is after `now`.
  public Optional<Instant> futureRecords(Instant now) throws HistoryException {
    return database.read("read the end of", () -> new FutureRecords(tables).extent(now));
  }

  /// Returns whether the [#run] of this UTC day is due, or one was interrupted and its expired data
  /// waits for the retention. Other pending erasures need no [#run]. A history without sightings
  /// and totals of days has no backup of the day.
  public boolean isDue(Instant now) throws HistoryException {
    return erasures.needsRetention()
        || (database.read("look into", this::hasDays)
            && alongside("look for the backups of", () -> backups.isDueOn(now)));
  }

  private boolean hasDays() throws SQLException {
    return tables.sightings().first().isPresent() || tables.dayTotals().first().isPresent();
  }

  /// Runs the daily maintenance: deletes expired data here and in the backups, frees space, creates
  /// the backup of the day and checks it. Takes seconds for hundreds of megabytes.
  ///
  /// After more than a week without Rollcall, nothing expires for three days, because the clock may
  /// be wrong.
  ///
  /// @return number of people with expired entries
  public int run(RetentionPolicy retention, Instant now) throws HistoryException {
    Instant asOf =
        database.read("read the sessions of", () -> new RetentionClock(tables).asOf(now));
    return run(retention, asOf, now);
  }

  /// Runs the maintenance at the request of the user: the clock is trusted.
  ///
  /// @return number of people with expired entries
  public int runNow(RetentionPolicy retention, Instant now) throws HistoryException {
    return run(retention, now, now);
  }

  /// @param asOf instant to which ages are counted
  private int run(RetentionPolicy retention, Instant asOf, Instant now) throws HistoryException {
    erasures.plan(new ErasureScope.Expired(retention.withoutBackups(), asOf), false);
    HistoryException.@Nullable Unerased unerased = null;
    int shortened = 0;
    try {
      shortened = erasures.finish(retention).shortened;
    } catch (HistoryException.Unerased e) {
      unerased = e;
    }
    if (retention.backups() > 0) {
      var _ = alongside("back up", () -> backups.create(database.sql(), now, retention.backups()));
    }
    if (unerased != null) {
      throw unerased;
    }
    return shortened;
  }

  /// Writes a copy of the history to a file that the user chose, and checks it. Rollcall does not
  /// know this copy afterwards: nothing is erased from it.
  public void copyTo(Path file) throws HistoryException {
    database.changeFiles("copy", () -> DatabaseCopy.writeChecked(database.sql(), file));
  }

  /// Frees unused space if it is large, and checkpoints the write-ahead log.
  public void compact() throws HistoryException {
    if (database.unusedFraction() > ErasureRunner.MUCH_UNUSED) {
      database.compact();
    } else {
      database.truncateLog();
    }
  }

  /// Frees the memory that reading much has filled.
  public void releaseMemory() throws HistoryException {
    database.releaseMemory();
  }

  private <T> T alongside(String doing, SqlConnection.Work<T> work) throws HistoryException {
    return SqliteDatabase.files(database.file(), doing, work);
  }

  /// Result of discarding entries dated in the future.
  ///
  /// @param from time from which nothing of the record is left
  /// @param until latest time in the record before
  /// @param copy file with all entries
  public record Aside(Instant from, Instant until, Path copy) {}

  /// Totals of an erasure.
  ///
  /// @param sightings number of sightings in the history
  /// @param copies number of searched backups
  /// @param deleted copies that could not be cleaned and were deleted
  public record Erased(long sightings, int copies, List<Path> deleted) {
    public Erased {
      deleted = List.copyOf(deleted);
    }

    /// Totals without a deleted copy.
    public Erased(long sightings, int copies) {
      this(sightings, copies, List.of());
    }

    /// Returns the sum of both.
    public Erased and(Erased other) {
      return new Erased(
          sightings + other.sightings,
          copies + other.copies,
          Stream.concat(deleted.stream(), other.deleted.stream()).toList());
    }
  }
}
