package rollcall.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Bulk import into an empty history, in one transaction: [#done] keeps all of it, otherwise
/// nothing is kept.
///
/// The caller adds everything in the order of time, as in an `events.csv` file. Starts and ends of
/// Rollcall in it become the sessions of this history. Thread: that of its [History].
public final class BulkImport implements AutoCloseable {
  private final SqliteDatabase database;
  private final HistoryTables tables;
  private final SightingBuffer buffer;
  private final Predicate<UserId> blocked;
  private boolean inSession;
  private @Nullable Instant reported;
  private boolean done;

  BulkImport(SqliteDatabase database, HistoryTables tables) throws HistoryException {
    this.database = database;
    this.tables = tables;
    database.begin();
    try {
      buffer = database.read("import into", tables::buffer);
      blocked = database.read("import into", () -> tables.blocked().all());
      into(() -> tables.sessions().clear());
    } catch (HistoryException e) {
      database.rollBack();
      throw e;
    }
  }

  /// Stores the details of these people.
  public void remember(Collection<Person> people) throws HistoryException {
    into(() -> tables.people().describe(people));
  }

  public void add(List<Sighting> sightings) throws HistoryException {
    if (!sightings.isEmpty()) {
      into(() -> {
        withSession(sightings.getFirst().at());
        for (Sighting seen : sightings) {
          if (!blocked.test(seen.user())) {
            add(seen);
          }
        }
      });
    }
  }

  private void add(Sighting seen) throws SQLException {
    buffer.add(tables.people().number(seen.user()), seen);
    if (HistoryTables.reportedBySlack(seen) && (reported == null || seen.at().isAfter(reported))) {
      reported = seen.at();
    }
  }

  /// Adds an audit event.
  public void note(AuditEvent event) throws HistoryException {
    into(() -> {
      UserId user = event.user();
      if (user == null) {
        noteOfAll(event);
      } else if (!blocked.test(user)) {
        tables.auditEvents().add(event, tables.people().number(user));
      }
    });
  }

  /// Commits the import.
  public void done() throws HistoryException {
    into(() -> {
      confirmReported();
      buffer.flush();
      tables.sightings().compact();
      tables.outbox().addPast();
    });
    database.commit();
    done = true;
  }

  /// Rolls back, unless [#done] was called.
  @Override
  public void close() throws HistoryException {
    into(buffer::close);
    if (!done) {
      tables.people().clearNumberCache();
      database.rollBack();
    }
  }

  private void noteOfAll(AuditEvent event) throws SQLException {
    Instant at = event.at();
    switch (event.type()) {
      case APP_STARTED -> {
        confirmReported();
        tables.sessions().start(at);
        inSession = true;
      }
      case APP_STOPPED -> {
        withSession(at);
        confirmReported();
        tables.sessions().end(at);
      }
      case APP_CRASHED, PRESENCE_CHECK -> {
        withSession(at);
        confirmReported();
        tables.sessions().knownUntil(at);
      }
      default -> tables.auditEvents().add(event, null);
    }
  }

  /// Starts a session for sightings before the first session of the file.
  private void withSession(Instant at) throws SQLException {
    if (!inSession) {
      tables.sessions().start(at);
      inSession = true;
    }
  }

  /// Extends the session to the last instant at which Slack reported something.
  private void confirmReported() throws SQLException {
    if (reported != null) {
      tables.sessions().knownUntil(reported);
      reported = null;
    }
  }

  private void into(SqlConnection.Action step) throws HistoryException {
    database.read("import into", step.asWork());
  }
}
