package rollcall.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import rollcall.presence.UserId;

/// What there is to do about a history beside recording and reading: erasing people, deleting what
/// is too old, backups.
///
/// Lane: that of its [History], which must be open to record.
public final class Upkeep {
  private static final double MUCH_UNUSED = 0.1;

  private final Database database;
  private final Ledger ledger;

  Upkeep(Database database, Ledger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /// Erases everything about a person for ever: here and in all backups, so that nothing of it is
  /// left in any of the files. Copies of an older format are deleted as a whole.
  ///
  /// Whoever is watched will be seen again: take them off the list first.
  ///
  /// @param block whether to refuse to watch the person again, see [#blocked()]
  /// @throws HistoryException when it could not be done everywhere: what is done stays done, and it
  ///   may be tried again
  public Erased erase(UserId user, boolean block) throws HistoryException {
    long sightings =
        database.write(
            "erase somebody from",
            () -> {
              if (block) {
                ledger.blocked().add(user);
              }
              return ledger.erase(user);
            });
    database.compact();
    return new Erased(
        sightings, besides("erase somebody from a backup of", backups -> backups.erase(user)));
  }

  /// Erases everything about everybody for ever: here, and with all copies. Only whose history it
  /// is stays, and who is blocked; the session goes on from `now`.
  ///
  /// @return how many sightings there were
  /// @throws HistoryException when it could not be done everywhere: what is done stays done, and it
  ///   may be tried again
  public long eraseAll(Instant now) throws HistoryException {
    long sightings = database.write("erase everybody from", () -> ledger.eraseAll(now));
    database.compact();
    besides(
        "delete the backups of",
        backups -> {
          backups.deleteAll();
          return backups;
        });
    return sightings;
  }

  /// Whether somebody was erased and is not to be watched again, as it is now; for all threads. Who
  /// they are is not kept, but a salted hash.
  public Predicate<UserId> blocked() throws HistoryException {
    return database.read("read who is blocked in", ledger.blocked()::all);
  }

  /// Lets a person be watched again.
  ///
  /// @return whether that was refused before
  public boolean unblock(UserId user) throws HistoryException {
    return database.write(
        "unblock somebody in",
        () -> {
          boolean before = ledger.blocked().all().test(user);
          ledger.blocked().remove(user);
          return before;
        });
  }

  /// Sets aside what was recorded by a clock that was ahead and is right now: from then on, when
  /// the clock may have been wrong, everybody is unknown until somebody looks again. All of it, as
  /// it was, stays in a copy among the backups; those backups that say to be of a later day go.
  ///
  /// @return empty when the record does not reach beyond `now`, which changes nothing
  /// @throws HistoryException when it could not be done: then nothing of the record has changed
  public Optional<Aside> setAside(Instant now) throws HistoryException {
    Ahead ahead = new Ahead(ledger);
    Optional<Instant> end = database.read("read the end of", () -> ahead.reach(now));
    if (end.isEmpty()) {
      return Optional.empty();
    }
    Path copy =
        besides(
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
  public Optional<Instant> ahead(Instant now) throws HistoryException {
    return database.read("read the end of", () -> new Ahead(ledger).reach(now));
  }

  /// Whether the day (as UTC has it) still wants its [#run]. A history that holds nothing wants
  /// none.
  public boolean due(Instant now) throws HistoryException {
    return database.read("read the first sighting of", ledger.sightings()::first).isPresent()
        && besides("look for the backups of", backups -> backups.wantedOn(now));
  }

  /// Does what is due once a day: deletes what is older than it may be, here and in the backups,
  /// gives back the room, makes the backup of the day and looks whether it is sound. Takes seconds
  /// when there are hundreds of megabytes.
  ///
  /// Where more than a week went by without Rollcall until less than three days ago, nothing grows
  /// older by that yet: it may have been the clock.
  public Done run(Retention retention, Instant now) throws HistoryException {
    Instant asOf = database.read("read the sessions of", () -> new Ageing(ledger).asOf(now));
    return run(retention, asOf, now);
  }

  /// The same for somebody who sits before the clock and wants it so now: it is believed.
  public Done runNow(Retention retention, Instant now) throws HistoryException {
    return run(retention, now, now);
  }

  /// @param asOf what is too old then goes
  private Done run(Retention retention, Instant asOf, Instant now) throws HistoryException {
    int shortened =
        database.write("delete old sightings from", () -> ledger.forgetTheOld(retention, asOf));
    if (database.unused() > MUCH_UNUSED) {
      database.compact();
    }
    besides(
        "delete old sightings from a backup of",
        backups -> {
          backups.forgetTheOld(retention, asOf);
          return backups;
        });
    if (retention.backups() == 0) {
      return new Done(shortened, Optional.empty());
    }
    return new Done(
        shortened,
        Optional.of(
            besides(
                "back up",
                backups -> backups.make(database.connection(), now, retention.backups()))));
  }

  /// Gives back the room that nothing uses, where it is much, and puts all that waits beside the
  /// file into it.
  public void compact() throws HistoryException {
    if (database.unused() > MUCH_UNUSED) {
      database.compact();
    } else {
      database.checkpoint();
    }
  }

  private <T> T besides(String doing, BesideWork<T> work) throws HistoryException {
    try {
      return work.with(new Backups(database.file()));
    } catch (SQLException | IOException e) {
      throw Database.asOurs(database.file(), doing, e);
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

  /// What was erased of a person.
  ///
  /// @param sightings how many there were in the history
  /// @param copies in how many backups the person was looked for
  public record Erased(long sightings, int copies) {}

  private interface BesideWork<T> {
    T with(Backups backups) throws SQLException, IOException;
  }
}
