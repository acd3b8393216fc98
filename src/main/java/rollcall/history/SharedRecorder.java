package rollcall.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Connection of one recorder to a record on a server: hands over the operations in the [Outbox] of
/// its file, in order, each batch in one transaction with the number of its last operation. So a
/// commit whose answer was lost is neither repeated nor forgotten.
///
/// After a failure, it is closed and opened again. It reads the file with a connection of its own.
/// One object belongs to one thread.
public final class SharedRecorder implements AutoCloseable {
  /// Number of operations in a transaction.
  private static final int LIMIT = 20_000;

  /// Number of sightings and events of the past in a transaction, unless one person has more.
  private static final int PAST_LIMIT = 50_000;

  /// Classes of advisory locks: of erasures (shared by all transactions), and of recorders.
  private static final int ERASURES = 0x526F6C6C;

  private static final int RECORDERS = 0x526F6C6D;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final PostgresDatabase server;
  private final Connection connection;
  private final SqliteDatabase file;
  private final Outbox outbox;
  private final HistoryTables tables;
  private final PostgresSightings months;
  private final int number;
  private long handedOver;

  private SharedRecorder(
      PostgresDatabase server,
      SqliteDatabase file,
      ServerAttachment attachment,
      Workspace workspace)
      throws HistoryException {
    this.server = server;
    this.file = file;
    connection = server.connection();
    months = new PostgresSightings(connection);
    tables = file.read("read", () -> new HistoryTables(file.connection()));
    outbox = tables.outbox();
    number = server.write("register a recorder in", () -> register(attachment, workspace));
    boolean alone =
        server.read(
            "lock",
            () ->
                Sql.first(
                        connection,
                        "select pg_try_advisory_lock(?, ?)",
                        row -> row.getBoolean(1),
                        RECORDERS,
                        number)
                    .orElseThrow());
    if (!alone) {
      throw server.problem(
          "already has a recorder '"
              + attachment.name()
              + "' that is running, perhaps with a copy of this history: end one of them");
    }
    handedOver = server.read("read", this::storedHandedOver);
  }

  /// Opens the connection, and registers the recorder if it is new there.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @throws HistoryException.OnServer when the server cannot be used; the operations wait in the
  ///   file
  public static SharedRecorder open(
      Path file, ServerAttachment attachment, @Nullable String password, Workspace workspace)
      throws HistoryException {
    return open(file, attachment, password, workspace, PostgresDatabase.LONGEST_ANSWER);
  }

  static SharedRecorder open(
      Path file,
      ServerAttachment attachment,
      @Nullable String password,
      Workspace workspace,
      Duration longestAnswer)
      throws HistoryException {
    PostgresDatabase server =
        PostgresDatabase.forRecording(attachment.server(), password, longestAnswer);
    try {
      SqliteDatabase database = SqliteDatabase.forReading(file);
      try {
        return new SharedRecorder(server, database, attachment, workspace);
      } catch (HistoryException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (HistoryException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Removes a recorder that does not run: its people are taken by others.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @throws HistoryException when there is no such recorder, or it is connected
  public static void remove(
      ServerAddress address, @Nullable String password, String name, Instant now)
      throws HistoryException {
    try (PostgresDatabase server =
        PostgresDatabase.forRecording(address, password, PostgresDatabase.LONGEST_ANSWER)) {
      Connection connection = server.connection();
      server.write(
          "remove a recorder from",
          () -> {
            lockErasures(connection, true);
            int number =
                Sql.first(
                        connection,
                        "select n from recorder where name = ? for update",
                        row -> row.getInt(1),
                        name)
                    .orElseThrow(() ->
                        new SQLException(
                            server.problem("has no recorder of the name '" + name + "'")));
            boolean free =
                Sql.first(
                        connection,
                        "select pg_try_advisory_xact_lock(?, ?)",
                        row -> row.getBoolean(1),
                        RECORDERS,
                        number)
                    .orElseThrow();
            if (!free) {
              throw new SQLException(
                  server.problem(
                      "has a connection to '" + name + "' now: end that recorder first"));
            }
            new LeaseTable(connection, new PostgresSightings(connection)).releaseAll(number, now);
            return Sql.update(connection, "delete from recorder where n = ?", number);
          });
    }
  }

  /// Registers the recorder. It has no capacity until its first sign of life, which stores it.
  private int register(ServerAttachment attachment, Workspace workspace) throws SQLException {
    Sql.update(
        connection,
        "insert into origin (source, complete) select ?, true where not exists (select from"
            + " origin)",
        SharedHistory.RECORDERS);
    require(
        Sql.first(connection, "select source from origin", row -> row.getString(1))
            .filter(SharedHistory.RECORDERS::equals)
            .isPresent(),
        "has the copy of a file, so no recorder can write it: choose another database");
    String id =
        Sql.first(connection, "select id from workspace", row -> row.getString(1))
            .orElse(workspace.id());
    require(id.equals(workspace.id()), "has the record of another workspace: choose another one");
    new ReadableTables(connection, months).workspace(workspace);
    require(
        Sql.first(
                connection,
                "select 1 from recorder where name = ? and id <> ?",
                _ -> true,
                attachment.name(),
                attachment.id())
            .isEmpty(),
        "has another recorder of the name '"
            + attachment.name()
            + "': choose another name, or have that one removed there");
    Sql.update(
        connection,
        """
        insert into recorder (id, name, capacity) values (?, ?, 0)
        on conflict (id) do update set name = excluded.name\
        """,
        attachment.id(),
        attachment.name());
    return Sql.first(
            connection,
            "select n from recorder where id = ?",
            row -> row.getInt(1),
            attachment.id())
        .orElseThrow();
  }

  private void require(boolean fits, String problem) throws SQLException {
    if (!fits) {
      throw new SQLException(server.problem(problem));
    }
  }

  private long storedHandedOver() throws SQLException {
    return Sql.first(
            connection,
            "select handed_over from recorder where n = ?",
            row -> row.getLong(1),
            number)
        .orElse(0L);
  }

  /// Returns the number of this recorder on the server.
  public int number() {
    return number;
  }

  /// Returns the number of the last operation that the server has. The caller prepares the file for
  /// it with [History#continueHandOver] before the first hand-over.
  public long handedOver() {
    return handedOver;
  }

  /// Returns the number of operations that wait.
  public long waiting() throws HistoryException {
    return file.read("read", () -> outbox.countAfter(handedOver));
  }

  /// Hands over the next operations. Without any, only a sign of life is stored.
  ///
  /// @throws HistoryException when it is not known whether they were: then this is closed
  public Result handOver() throws HistoryException {
    Batch batch = file.read("read", this::next);
    months(batch);
    Result result = server.write("write", () -> store(batch));
    handedOver = batch.until;
    return result;
  }

  private Batch next() throws SQLException {
    List<OutboxOperation> operations = outbox.after(handedOver, LIMIT);
    Map<String, SightingArrays> past = new TreeMap<>();
    long rows = 0;
    int count = 0;
    for (OutboxOperation one : operations) {
      if (one.kind() == OutboxOperation.Kind.PAST_EVENTS) {
        rows += one.b() - one.a();
        if (rows > PAST_LIMIT && count > 0) {
          break;
        }
      }
      if (one.kind() == OutboxOperation.Kind.PAST) {
        OptionalInt person = tables.people().numberOf(new UserId(one.user()));
        SightingArrays run =
            person.isPresent() ? tables.sightings().all(person.getAsInt()) : new SightingArrays();
        rows += run.size();
        if (rows > PAST_LIMIT && count > 0) {
          break;
        }
        past.put(one.user(), run);
      }
      count++;
    }
    tables.people().clearNumberCache();
    boolean more = count < operations.size() || count == LIMIT;
    long until = count == 0 ? handedOver : operations.get(count - 1).n();
    return new Batch(operations.subList(0, count), past, until, more);
  }

  private void months(Batch batch) throws HistoryException {
    SightingArrays times = new SightingArrays();
    for (OutboxOperation one : batch.operations) {
      if (one.kind() == OutboxOperation.Kind.SIGHTING) {
        times.add(one.a(), 0);
      }
    }
    server.read(
        "create a month in",
        () -> {
          months.addMonths(List.of(times));
          months.addMonths(batch.past.values());
          return times;
        });
  }

  private Result store(Batch batch) throws SQLException {
    boolean deletesPeople =
        batch.operations.stream()
            .anyMatch(one ->
                one.kind() == OutboxOperation.Kind.ERASED
                    || one.kind() == OutboxOperation.Kind.BLOCKED
                    || one.kind() == OutboxOperation.Kind.PERSON_DELETED);
    lockErasures(connection, deletesPeople);
    long stored =
        Sql.first(
                connection,
                "select handed_over from recorder where n = ? for update",
                row -> row.getLong(1),
                number)
            .orElse(-1L);
    require(stored == handedOver, "no longer has this recorder as it was: it is opened again");
    Map<UserId, Boolean> unerased = unerased();
    OperationBatch rows =
        new OperationBatch(
            connection, number, unerased.keySet().stream().map(UserId::value).toList());
    for (OutboxOperation one : batch.operations) {
      rows.add(one, new PastRows(batch.past));
    }
    rows.flush();
    Sql.update(
        connection,
        """
        update recorder set handed_over = ?, known_until = greatest(known_until, ?),
          started = coalesce(?::bigint, started), running = true, renewals = renewals + 1
        where n = ?\
        """,
        batch.until,
        rows.knownUntil(),
        rows.started(),
        number);
    new LeaseTable(connection, months).moveGaps(number, rows.late());
    if (rows.isChange()) {
      ChangeFeed.announce(connection, rows.changedPeople(), rows.changedSince());
    }
    if (!rows.describedPeople().isEmpty()) {
      ChangeFeed.announce(connection, rows.describedPeople(), ChangeFeed.DETAILS);
    }
    return new Result(batch.operations.size(), rows.refused(), batch.more, unerased);
  }

  /// Locks erasures until the end of the transaction: no transaction stores rows of a person whom
  /// another one erases.
  ///
  /// @param erases whether this one deletes or blocks people
  static void lockErasures(Connection connection, boolean erases) throws SQLException {
    Sql.first(
        connection,
        erases ? "select pg_advisory_xact_lock(?, 0)" : "select pg_advisory_xact_lock_shared(?, 0)",
        _ -> true,
        ERASURES);
  }

  /// People that this recorder has to erase in its file, because another one erased them.
  private Map<UserId, Boolean> unerased() throws SQLException {
    Map<UserId, Boolean> all = new HashMap<>();
    Sql.list(
        connection,
        """
        select person, blocks from erasure where not exists (
          select from erasure_done where erasure = n and recorder = ?)\
        """,
        row -> all.merge(new UserId(row.getString(1)), row.getBoolean(2), Boolean::logicalOr),
        number);
    return all;
  }

  /// Stores a sign of life, ends the leases of people that this recorder left, and takes others.
  ///
  /// @param keeper of this recorder, with every connection
  /// @param nanos reading of the monotonic clock
  public LeaseKeeper.Holding renew(
      LeaseKeeper keeper, LeaseKeeper.Intention intention, Instant now, long nanos)
      throws HistoryException {
    return keeper.renew(server, number, intention, now, nanos);
  }

  /// Deletes the changes that are older than a day, and the months before `millis` that have no
  /// rows.
  ///
  /// @return false when another program reads the sightings for long, such as a backup: the months
  ///   stay until the next time
  public boolean tidy(long millis) throws HistoryException {
    return server.read(
        "tidy",
        () -> {
          Sql.update(connection, "delete from change where at < now() - interval '1 day'");
          try {
            Sql.first(connection, "select drop_empty_months(?)", _ -> true, millis);
            return true;
          } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
              return false;
            }
            throw e;
          }
        });
  }

  /// Stores that this recorder ended in order.
  public void end() throws HistoryException {
    server.write(
        "end a recorder in",
        () -> Sql.update(connection, "update recorder set running = false where n = ?", number));
  }

  @Override
  public void close() throws HistoryException {
    try {
      server.close();
    } finally {
      file.close();
    }
  }

  /// Result of a hand-over.
  ///
  /// @param operations number of operations
  /// @param refused number of rows from a time in which another recorder had the person; the file
  ///   keeps them
  /// @param more whether operations wait
  /// @param unerased people that another recorder erased, and this one is to erase in its file, and
  ///   whether to block them
  public record Result(
      long operations, long refused, boolean more, Map<UserId, Boolean> unerased) {}

  private record Batch(
      List<OutboxOperation> operations,
      Map<String, SightingArrays> past,
      long until,
      boolean more) {}

  private final class PastRows implements OperationBatch.Past {
    private final Map<String, SightingArrays> runs;

    PastRows(Map<String, SightingArrays> runs) {
      this.runs = runs;
    }

    @Override
    public SightingArrays sightings(String person) {
      return runs.getOrDefault(person, new SightingArrays());
    }

    @Override
    public List<OutboxOperation> events(long after, long until) throws SQLException {
      return Sql.list(
          file.connection(),
          """
          select happening.n, id, at, type, source, note
          from happening left join person on person.n = happening.person
          where happening.n > ? and happening.n <= ? order by happening.n\
          """,
          row ->
              new OutboxOperation(
                  0,
                  OutboxOperation.Kind.EVENT,
                  row.getString(2),
                  row.getLong(1),
                  row.getLong(3),
                  row.getInt(4),
                  row.getLong(5),
                  Sql.text(row.getString(6)),
                  null),
          after,
          until);
    }
  }
}
