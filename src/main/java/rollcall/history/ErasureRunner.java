package rollcall.history;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rollcall.history.ErasurePlanFile.Entry;
import rollcall.history.ErasureScope.Stage;
import rollcall.presence.UserId;

/// Erasure in steps: planned in a file first, then run on the copies, the rows and the freed pages;
/// a step that fails stays planned. The caller holds the recording lock.
///
/// Thread: that of its [History].
final class ErasureRunner {
  static final double MUCH_UNUSED = 0.1;

  private static final String ERASE_COPIES = "erase from the copies of";

  private final SqliteDatabase database;
  private final HistoryTables tables;
  private final ErasurePlanFile plan;
  private final Backups backups;
  private final Runnable stepDone;

  /// @param stepDone runs after each step
  ErasureRunner(SqliteDatabase database, HistoryTables tables, Runnable stepDone) {
    this.database = database;
    this.tables = tables;
    this.stepDone = stepDone;
    plan = new ErasurePlanFile(database.file());
    backups = new Backups(database.file());
  }

  /// Plans an erasure, which then also survives a crash.
  ///
  /// @param inSettings whether the settings may still name the person
  void plan(ErasureScope what, boolean inSettings) throws HistoryException {
    database.requireKnown();
    database.changeFiles(
        "note what is to be erased from",
        () ->
            plan.write(
                ErasurePlanFile.with(
                    // Erasing everyone covers whatever a damaged plan had.
                    what instanceof ErasureScope.Everybody ? plan.readable() : plan.read(),
                    what,
                    inSettings)));
    stepDone.run();
  }

  /// Notes that the settings no longer name these people.
  void onSettingsForgotten(Set<UserId> people) throws HistoryException {
    List<Entry> entries = new ArrayList<>(planned());
    for (Entry entry : List.copyOf(entries)) {
      if (entry.what() instanceof ErasureScope.Person person
          && people.contains(person.user())
          && entry.left().remove(Stage.SETTINGS)) {
        keep(entry, entries);
      }
    }
  }

  /// Runs the planned erasures. What had expired when it was planned is only deleted if it expires
  /// under the present retention, too: the user may have chosen a longer one after a failure.
  ///
  /// @param present retention of now; `null` if it is not known, then expired data stays planned
  /// @throws HistoryException.Unerased when something is left
  Outcome finish(@Nullable RetentionPolicy present) throws HistoryException {
    List<Entry> entries = new ArrayList<>(planned());
    Outcome outcome = new Outcome();
    entries.replaceAll(entry -> new Entry(asOfNow(entry.what(), present), entry.left()));
    for (Entry entry : List.copyOf(entries)) {
      if (entry.isInHistory() && (present != null || !entry.needsRetention())) {
        attempt(entry, entries, outcome);
      }
    }
    if (outcome.failure != null) {
      throw new HistoryException.Unerased(outcome.failure);
    }
    return outcome;
  }

  private ErasureScope asOfNow(ErasureScope what, @Nullable RetentionPolicy present) {
    return switch (what) {
      case ErasureScope.Expired expired when present != null ->
          new ErasureScope.Expired(present.withoutBackups(), expired.asOf());
      // Until now, it could not be known what was recorded after the request; from now on, it is.
      case ErasureScope.Everybody(Instant now, Instant until)
          when until.equals(ErasureScope.Everybody.EVER) ->
          new ErasureScope.Everybody(now, endOfRecord(now));
      case ErasureScope.Person _,
          ErasureScope.Everybody _,
          ErasureScope.Expired _,
          ErasureScope.Directory _ ->
          what;
    };
  }

  /// Returns the end of the record, which a wrong clock may have put after `now`;
  /// [ErasureScope.Everybody#EVER] if it cannot be read.
  Instant endOfRecord(Instant now) {
    try {
      return database
          .read("read the end of", () -> new FutureRecords(tables).extent(now))
          .orElse(now);
    } catch (HistoryException e) {
      return ErasureScope.Everybody.EVER;
    }
  }

  /// Returns whether expired data waits for the present retention.
  boolean needsRetention() throws HistoryException {
    return planned().stream().anyMatch(Entry::needsRetention);
  }

  private List<Entry> planned() throws HistoryException {
    return SqliteDatabase.files(database.file(), ERASE_COPIES, plan::read);
  }

  /// Deletes the leftovers of an interrupted backup, and details of people without sightings, which
  /// an older Rollcall stored.
  void tidy() throws HistoryException {
    database.changeFiles("remove what is left over beside", backups::deleteLeftovers);
    if (database.read("read the people of", () -> PersonTable.holdTooMuch(database.sql()))) {
      plan(new ErasureScope.Directory(), false);
    }
  }

  private void attempt(Entry entry, List<Entry> entries, Outcome outcome) throws HistoryException {
    var left = entry.left();
    try {
      if (entry.what() instanceof ErasureScope.Person person
          && person.block()
          && left.contains(Stage.ROWS)) {
        database.change("block a person in", () -> tables.blocked().add(person.user()));
        stepDone.run();
      }
      if (left.contains(Stage.COPIES)) {
        boolean cleaned =
            SqliteDatabase.files(
                database.file(),
                ERASE_COPIES,
                () -> backups.erase(entry.what(), outcome, stepDone));
        if (cleaned) {
          left.remove(Stage.COPIES);
        }
      }
      if (left.contains(Stage.ROWS)) {
        boolean deleted = rows(entry.what(), outcome);
        left.remove(Stage.ROWS);
        if (!deleted) {
          left.remove(Stage.FREED);
        }
        stepDone.run();
        keep(entry, entries);
      }
      if (left.contains(Stage.FREED) && !outcome.locked()) {
        freed(entry.what());
        left.remove(Stage.FREED);
        stepDone.run();
      }
    } catch (HistoryException e) {
      outcome.failed(e);
    }
    if (left.contains(Stage.ROWS)) {
      // A backup that is made until the next try has these rows.
      left.add(Stage.COPIES);
    }
    keep(entry, entries);
  }

  /// Stores the remaining stages of an erasure.
  private void keep(Entry entry, List<Entry> entries) throws HistoryException {
    entries.removeIf(one -> one.what().equals(entry.what()));
    if (!entry.done()) {
      entries.add(entry);
    }
    database.changeFiles(
        "note what is still to be erased from",
        () -> {
          backups.sync();
          plan.write(entries);
        });
    stepDone.run();
  }

  /// @return whether deleted data may be left in free pages now
  private boolean rows(ErasureScope what, Outcome outcome) throws HistoryException {
    return switch (what) {
      case ErasureScope.Person person -> {
        outcome.sightings +=
            database.write(
                "erase a person from",
                () -> tables.erase(person.user(), person.block(), person.order()));
        yield true;
      }
      case ErasureScope.Everybody everybody -> {
        outcome.sightings +=
            database.write("erase everybody from", () -> tables.eraseAll(everybody));
        yield true;
      }
      case ErasureScope.Expired expired -> {
        int shortened =
            database.write(
                "delete old sightings from",
                () -> tables.deleteExpired(expired.retention(), expired.asOf()));
        outcome.shortened += shortened;
        yield shortened > 0 || database.unusedFraction() > MUCH_UNUSED;
      }
      case ErasureScope.Directory _ -> {
        database.change(
            "erase people who are not on record from",
            () -> {
              tables.people().clearNumberCache();
              PersonTable.forgetTooMuch(database.sql());
            });
        yield true;
      }
    };
  }

  private void freed(ErasureScope what) throws HistoryException {
    if (what instanceof ErasureScope.Expired && database.unusedFraction() <= MUCH_UNUSED) {
      // Deleted data was overwritten in the file, but not in the log.
      database.truncateLog();
    } else {
      database.compact();
    }
  }

  /// Result of the erasures.
  static final class Outcome {
    long sightings;
    int shortened;
    int copies;
    final Set<Path> deleted = new TreeSet<>();
    private @Nullable HistoryException failure;

    /// Returns whether another program reads the data to erase: the second try does not wait for
    /// it.
    private boolean locked() {
      return failure instanceof HistoryException.Locked;
    }

    void failed(HistoryException e) {
      if (failure == null) {
        failure = Objects.requireNonNull(e);
      }
    }
  }
}
