package rollcall.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import rollcall.presence.AuditEvent;
import rollcall.presence.Person;
import rollcall.presence.Sighting;

/// Bulk import into an empty history, in one transaction: [#done] keeps all of it, otherwise
/// nothing is kept.
///
/// The caller adds everything in the order of time, as in an `events.csv` file. Starts and ends of
/// Rollcall in it become the sessions of this history. Thread: that of its [History].
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

  /// Stores the details of these people.
  public void remember(Collection<Person> people) throws HistoryException {
    into(() -> tables.people().describe(people));
  }

  /// Adds sightings.
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

  /// Adds an audit event.
  public void note(AuditEvent event) throws HistoryException {
    into(() -> {
      if (event.user() == null) {
        noteOfAll(event);
      } else {
        tables.appendEvents(List.of(event));
      }
    });
  }

  /// Commits the import.
  public void done() throws HistoryException {
    into(() -> tables.sightings().compact());
    database.commit();
    done = true;
  }

  /// Rolls back, unless [#done] was called.
  @Override
  public void close() throws HistoryException {
    if (!done) {
      tables.people().clearNumberCache();
      database.rollBack();
    }
  }

  private void noteOfAll(AuditEvent event) throws SQLException {
    Instant at = event.at();
    switch (event.type()) {
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
          tables.appendEvents(List.of(event));
    }
  }

  /// Starts a session for sightings before the first session of the file.
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
