package rollcall.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import rollcall.presence.AuditEvent;
import rollcall.presence.Person;
import rollcall.presence.Sighting;

/// Bulk import of a record into an empty history, in one transaction: all of it is kept when
/// [#done] is reached, or nothing.
///
/// To be given in order of time, as an `events.csv` has it. The beginnings and ends of Rollcall in
/// it become the sessions of this history. Thread: that of its [History].
public final class BulkImport implements AutoCloseable {
  private final Database database;
  private final HistoryTables tables;
  private boolean done;

  BulkImport(Database database, HistoryTables tables) throws HistoryException {
    this.database = database;
    this.tables = tables;
    database.begin();
    into(() -> tables.sessions().clear());
  }

  /// Keeps what is known of these people.
  public void remember(Collection<Person> people) throws HistoryException {
    into(() -> tables.people().describe(people));
  }

  /// Adds what was seen.
  public void add(List<Sighting> sightings) throws HistoryException {
    if (!sightings.isEmpty()) {
      into(() -> {
        withSession(sightings.getFirst().at());
        tables.store(sightings);
        // Compacting takes as much memory as there are rows.
        tables.sightings().compactMany();
      });
    }
  }

  /// Adds what happened.
  public void note(AuditEvent happening) throws HistoryException {
    into(() -> {
      if (happening.user() == null) {
        noteOfAll(happening);
      } else {
        tables.appendEvents(List.of(happening));
      }
    });
  }

  /// Puts it on the disk.
  public void done() throws HistoryException {
    into(() -> tables.sightings().compact());
    database.commit();
    done = true;
  }

  /// Takes everything back, unless it is done.
  @Override
  public void close() throws HistoryException {
    if (!done) {
      tables.people().clearNumberCache();
      database.rollBack();
    }
  }

  private void noteOfAll(AuditEvent happening) throws SQLException {
    Instant at = happening.at();
    switch (happening.type()) {
      case APP_STARTED -> tables.sessions().start(at);
      case APP_STOPPED -> {
        withSession(at);
        tables.sessions().end(at);
      }
      case APP_CRASHED, PRESENCE_CHECK -> {
        withSession(at);
        tables.sessions().knownUntil(at);
      }
      case PRESENCE_CHANGE,
          PRESENCE_SNAPSHOT,
          PRESENCE_MISMATCH,
          DND_UPDATED,
          STATUS_CHANGED,
          HUDDLE_CHANGED,
          CONNECTED,
          DISCONNECTED,
          SUBSCRIBED,
          UNSUBSCRIBED,
          SLEEP,
          WAKE,
          RATE_LIMITED,
          TOKEN_INVALID,
          CLOCK_ADJUSTED ->
          tables.appendEvents(List.of(happening));
    }
  }

  /// What begins before the first session that the file tells of was seen in one all the same.
  private void withSession(Instant at) throws SQLException {
    Optional<SessionTable.Session> last = tables.sessions().last();
    if (last.isEmpty()) {
      tables.sessions().start(at);
    }
  }

  private void into(Step step) throws HistoryException {
    database.read(
        "import into",
        () -> {
          step.run();
          return step;
        });
  }

  private interface Step {
    void run() throws SQLException;
  }
}
