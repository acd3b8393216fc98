package rollcall.history;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
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

  /// Number of operations in a transaction that take statements of their own: on a slow line, more
  /// of them would take longer than others wait for a renewal.
  private static final int SINGLE_LIMIT = 100;

  /// Number of sightings and events of the past in a transaction, unless one person has more.
  private static final int PAST_LIMIT = 50_000;

  /// Longest difference between the clock of a recorder and that of the server.
  public static final Duration LONGEST_DIFFERENCE = Duration.ofMinutes(1);

  /// Classes of advisory locks: of erasures (shared by all transactions), and of recorders.
  private static final int ERASURES = 0x526F6C6C;

  static final int RECORDERS = 0x526F6C6D;

  /// Class of the advisory lock of tidying: one recorder at a time.
  private static final int TIDYING = 0x526F6C6E;

  /// Interval at which it is checked whether an old connection has ended.
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final PostgresDatabase server;
  private final SqlConnection sql;
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
      Workspace workspace,
      Duration patience)
      throws HistoryException {
    this.server = server;
    this.file = file;
    sql = server.sql();
    months = new PostgresSightings(sql);
    tables = file.read("read", () -> new HistoryTables(file.sql()));
    outbox = tables.outbox();
    Optional<Integer> known = server.read("read", () -> numberOf(attachment));
    if (known.isPresent()) {
      // Before anything that would wait for the transaction of an old connection.
      lock(known.get(), attachment, patience);
    }
    number = server.write("register a recorder in", () -> register(attachment, workspace));
    if (known.isEmpty()) {
      lock(number, attachment, patience);
    }
    handedOver =
        server.read(
            "read", () -> sql.numberOr(0, "select handed_over from recorder where n = ?", number));
  }

  /// Locks the recorder for this connection. An old connection of it that shows no renewal is
  /// ended: the server itself keeps one that waits for the rows of a COPY, with all its locks.
  ///
  /// @param patience time without a renewal after which a connection is old
  private void lock(int recorder, ServerAttachment attachment, Duration patience)
      throws HistoryException {
    String name = "'" + attachment.name() + "'";
    long signs = server.read("read", () -> renewals(recorder));
    for (Duration waited = Duration.ZERO;
        !server.read("lock", () -> locks(recorder));
        waited = waited.plus(POLL_INTERVAL)) {
      if (server.read("read", () -> renewals(recorder)) != signs) {
        throw server.problem(
            "already has a recorder "
                + name
                + " that is running, perhaps with a copy of this history: end one of them");
      }
      if (waited.compareTo(patience.multipliedBy(2)) >= 0) {
        throw server.problem(
            "still has a silent connection of the recorder "
                + name
                + " by another user: end that one, or wait until the server does");
      }
      if (waited.compareTo(patience) >= 0) {
        server.run("end an old connection to", () -> endConnections(recorder));
      }
      server.run(
          "wait for", () -> sql.call("select pg_sleep(?)", POLL_INTERVAL.toMillis() / 1000.0));
    }
  }

  /// Ends the connections of a recorder that are of this user.
  private void endConnections(int recorder) throws SQLException {
    sql.call(
        """
        select count(pg_terminate_backend(old.pid)) from pg_stat_activity as old
        join pg_locks as held on held.pid = old.pid and held.database = old.datid
        where datname = current_database() and usename = current_user
          and locktype = 'advisory' and granted
          and classid::bigint = ? and objid::bigint = ? and old.pid <> pg_backend_pid()\
        """,
        (long) RECORDERS,
        (long) recorder);
  }

  private boolean locks(int recorder) throws SQLException {
    return sql.isTrue("select pg_try_advisory_lock(?, ?)", RECORDERS, recorder);
  }

  private long renewals(int recorder) throws SQLException {
    return sql.numberOr(-1, "select renewals from recorder where n = ?", recorder);
  }

  private Optional<Integer> numberOf(ServerAttachment attachment) throws SQLException {
    return sql.first("select n from recorder where id = ?", row -> row.getInt(1), attachment.id());
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
        return new SharedRecorder(
            server, database, attachment, workspace, longestAnswer.multipliedBy(3).dividedBy(5));
      } catch (HistoryException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (HistoryException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Removes a recorder that does not run: its people are taken by others. If it runs again, it
  /// continues where it was, and first erases the people who were erased in the time between.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @return number of people who were erased elsewhere and are still in its file
  /// @throws HistoryException when there is no such recorder, or it is connected
  public static int remove(
      ServerAddress address, @Nullable String password, String name, Instant now)
      throws HistoryException {
    try (PostgresDatabase server =
        PostgresDatabase.forRecording(address, password, PostgresDatabase.LONGEST_ANSWER)) {
      SqlConnection sql = server.sql();
      return server.write(
          "remove a recorder from",
          () -> {
            lockErasures(sql, true);
            int number =
                sql.first(
                        "select n from recorder where name = ? for update",
                        row -> row.getInt(1),
                        name)
                    .orElseThrow(
                        () -> server.problem("has no recorder of the name '" + name + "'"));
            server.require(
                sql.isTrue("select pg_try_advisory_xact_lock(?, ?)", RECORDERS, number),
                "has a connection to '" + name + "' now: end that recorder first");
            LeaseTable leases = new LeaseTable(sql, new PostgresSightings(sql));
            leases.releaseAll(number, now);
            UUID id =
                sql.first(
                        """
                        insert into forgotten (id, n, known_until, handed_over)
                        select id, n, known_until, handed_over from recorder where n = ? returning id\
                        """,
                        row -> row.getObject(1, UUID.class),
                        number)
                    .orElseThrow();
            ServerErasureTable erasures = new ServerErasureTable(sql);
            int unerased = erasures.of(number).size();
            erasures.forget(id, number);
            sql.update("delete from recorder where n = ?", number);
            erasures.deleteFinished();
            leases.announce();
            return unerased;
          });
    }
  }

  /// Registers the recorder. It has no capacity until its first renewal, which stores it.
  private int register(ServerAttachment attachment, Workspace workspace)
      throws SQLException, HistoryException {
    sql.call("select begin_record()");
    server.require(
        RecorderQueries.isRecorded(sql),
        "has the copy of a file, so no recorder can write it: choose another database");
    String id = sql.text("select id from workspace").orElse(workspace.id());
    server.require(
        id.equals(workspace.id()), "has the record of another workspace: choose another one");
    new ReadableTables(sql, months).workspace(workspace);
    server.require(
        !sql.exists(
            "select 1 from recorder where name = ? and id <> ?",
            attachment.name(),
            attachment.id()),
        "has another recorder of the name '"
            + attachment.name()
            + "': choose another name, or have that one removed there");
    returnOf(attachment);
    sql.update(
        """
        insert into recorder (id, name, capacity) values (?, ?, 0)
        on conflict (id) do update set name = excluded.name, login = excluded.login\
        """,
        attachment.id(),
        attachment.name());
    return numberOf(attachment).orElseThrow();
  }

  /// Registers a recorder again that was removed.
  private void returnOf(ServerAttachment attachment) throws SQLException {
    if (!sql.exists("select 1 from forgotten where id = ?", attachment.id())) {
      return;
    }
    lockErasures(sql, true);
    List<Integer> same =
        sql.ints(
            """
            insert into recorder (n, id, name, capacity, known_until, handed_over)
            select n, id, ?, 0, known_until, handed_over from forgotten where id = ? returning n\
            """,
            attachment.name(),
            attachment.id());
    for (int one : same) {
      new ServerErasureTable(sql).recall(attachment.id(), one, outbox.people());
    }
    sql.update("delete from forgotten where id = ?", attachment.id());
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

  /// Hands over the next operations. Without any, only a renewal is stored.
  ///
  /// @throws HistoryException when it is not known whether they were: then this is closed
  public Result handOver() throws HistoryException {
    Batch batch = file.read("read", this::next);
    Result result = store(batch);
    handedOver = batch.until;
    return result;
  }

  private Result store(Batch batch) throws HistoryException {
    addMonths(batch);
    try {
      return server.write("write", () -> storeRows(batch));
    } catch (HistoryException.OnServer e) {
      if (!e.isAboutPartition()) {
        throw e;
      }
      // Another recorder dropped a month without rows since this one saw it.
      months.forgetMonths();
      addMonths(batch);
      return server.write("write", () -> storeRows(batch));
    }
  }

  private Batch next() throws SQLException {
    List<Outbox.Entry> entries = outbox.after(handedOver, LIMIT);
    List<OutboxOperation> operations = entries.stream().map(Outbox.Entry::operation).toList();
    Map<UserId, SightingArrays> past = new TreeMap<>();
    long rows = 0;
    int count = 0;
    int singles = 0;
    for (OutboxOperation operation : operations) {
      singles += operation.isSingle() ? 1 : 0;
      // A transaction that deletes people stops all others: it has nothing else to do.
      if (singles > SINGLE_LIMIT
          || operation.deletesPeople() != operations.getFirst().deletesPeople()) {
        break;
      }
      if (operation instanceof OutboxOperation.StorePastEvents events) {
        rows += events.until() - events.after();
        if (rows > PAST_LIMIT && count > 0) {
          break;
        }
      }
      if (operation instanceof OutboxOperation.StorePast one) {
        OptionalInt person = tables.people().numberOf(one.person());
        SightingArrays run =
            person.isPresent() ? tables.sightings().all(person.getAsInt()) : new SightingArrays();
        rows += run.size();
        if (rows > PAST_LIMIT && count > 0) {
          break;
        }
        past.put(one.person(), run);
      }
      count++;
    }
    tables.people().clearNumberCache();
    boolean more = count < operations.size() || count == LIMIT;
    long until = count == 0 ? handedOver : entries.get(count - 1).n();
    Set<UserId> erasedNext = new HashSet<>();
    for (OutboxOperation operation : operations.subList(count, operations.size())) {
      if (operation instanceof OutboxOperation.Erase erase) {
        erasedNext.add(erase.person());
      }
    }
    return new Batch(operations.subList(0, count), past, until, more, erasedNext);
  }

  private void addMonths(Batch batch) throws HistoryException {
    SightingArrays times = new SightingArrays();
    for (OutboxOperation operation : batch.operations) {
      if (operation instanceof OutboxOperation.StoreSighting sighting) {
        times.add(sighting.key(), 0);
      }
    }
    server.run(
        "create a month in",
        () -> {
          months.addMonths(List.of(times));
          months.addMonths(batch.past.values());
        });
  }

  private Result storeRows(Batch batch) throws SQLException, HistoryException {
    lockErasures(sql, batch.operations.stream().anyMatch(OutboxOperation::deletesPeople));
    long stored =
        sql.numberOr(-1, "select handed_over from recorder where n = ? for update", number);
    server.require(
        stored == handedOver, "no longer has this recorder as it was: it is opened again");
    Map<UserId, ErasureOrder> unerased = new ServerErasureTable(sql).of(number);
    OperationBatch rows = new OperationBatch(sql, number, unerased.keySet(), batch.past, outbox);
    for (OutboxOperation operation : batch.operations) {
      rows.add(operation);
    }
    rows.flush();
    sql.update(
        """
        update recorder set handed_over = ?, known_until = coalesce(
            (select known_until from session where recorder = recorder.n order by local desc limit 1),
            known_until),
          started = coalesce(?::bigint, started), running = true, renewals = renewals + 1
        where n = ?\
        """,
        batch.until,
        rows.started(),
        number);
    LeaseTable leases = new LeaseTable(sql, months);
    leases.moveGaps(number, rows.late());
    leases.announce();
    if (rows.isChange()) {
      ChangeFeed.announce(sql, rows.changedPeople(), rows.changedSince());
    }
    // Those of this batch or the next ones are done.
    unerased.keySet().removeIf(user -> !rows.isToErase(user) || batch.erasedNext.contains(user));
    if (!rows.describedPeople().isEmpty()) {
      ChangeFeed.announce(sql, rows.describedPeople(), ChangeFeed.DETAILS);
    }
    return new Result(batch.operations.size(), rows.refused(), batch.more, unerased);
  }

  /// Locks erasures until the end of the transaction: no transaction stores rows of a person that
  /// another one erases.
  ///
  /// @param erases whether this one deletes or blocks people
  static void lockErasures(SqlConnection sql, boolean erases) throws SQLException {
    sql.call(
        erases ? "select pg_advisory_xact_lock(?, 0)" : "select pg_advisory_xact_lock_shared(?, 0)",
        ERASURES);
  }

  /// Requires that a clock differs little from that of the server: with another one, nothing may be
  /// handed over and no one taken, because others would have to wait until that time.
  ///
  /// @throws HistoryException.OnServer when it differs more
  public void requireClock(InstantSource clock) throws HistoryException {
    Instant asked = clock.instant();
    long millis =
        server.read(
            "read the clock of",
            () -> sql.number("select (extract(epoch from clock_timestamp()) * 1000)::bigint"));
    Instant answered = clock.instant();
    Duration ahead = Duration.between(Instant.ofEpochMilli(millis), answered);
    // A computer that slept between the question and the answer shows nothing about its clock.
    boolean fresh = Duration.between(asked, answered).abs().compareTo(LONGEST_DIFFERENCE) < 0;
    if (fresh && ahead.abs().compareTo(LONGEST_DIFFERENCE) > 0) {
      throw server.problem(
          "has another time, and the clock of this computer is "
              + ahead.abs().toSeconds()
              + (ahead.isNegative() ? " s behind" : " s ahead")
              + ": set the clocks right");
    }
  }

  /// Stores a renewal, ends the leases of people that this recorder left, and takes others.
  ///
  /// @param keeper of this recorder, with every connection
  /// @param nanos reading of the monotonic clock
  public LeaseKeeper.Holding renew(
      LeaseKeeper keeper, LeaseKeeper.Intention intention, Instant now, long nanos)
      throws HistoryException {
    return keeper.renew(server, number, intention, now, nanos);
  }

  /// Deletes the changes that are older than a day, the expired rows of recorders that exist no
  /// more, expired leases, and the months before now that have no rows. Ends the unknown time of
  /// people that no recorder watches any more.
  ///
  /// @param retention that of this recorder
  /// @return false when another program reads the sightings for long, such as a backup: the months
  ///   stay until the next time
  public boolean tidy(RetentionPolicy retention, Instant now) throws HistoryException {
    RowsOfRemovedRecorders rows = new RowsOfRemovedRecorders(sql);
    // Apart: the locks of deleted leases would stop the hand-over of their recorders for long.
    tidyAlone(() -> rows.deleteLeases(retention, now));
    // Each ends with the feed, which stops all others.
    tidyAlone(() -> rows.deleteExpired(retention, now));
    tidyAlone(rows::endGaps);
    if (!server.read("tidy", rows::unseen).isEmpty()) {
      server.change(
          "tidy",
          () -> {
            lockErasures(sql, true);
            rows.deleteUnseen(rows.unseen());
          });
    }
    return server.read(
        "tidy",
        () -> {
          sql.update("delete from change where at < now() - interval '1 day'");
          try {
            sql.call("select drop_empty_months(?)", now.toEpochMilli());
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
        () -> sql.update("update recorder set running = false where n = ?", number));
  }

  /// Runs a step of [#tidy] unless another recorder runs one.
  private void tidyAlone(SqlConnection.Action step) throws HistoryException {
    server.change(
        "tidy",
        () -> {
          lockErasures(sql, false);
          if (sql.isTrue("select pg_try_advisory_xact_lock(?, 0)", TIDYING)) {
            step.run();
          }
        });
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
  /// @param unerased people that this recorder is to erase in its file
  public record Result(
      long operations, long refused, boolean more, Map<UserId, ErasureOrder> unerased) {}

  /// @param erasedNext people of erasures in the next batches
  private record Batch(
      List<OutboxOperation> operations,
      Map<UserId, SightingArrays> past,
      long until,
      boolean more,
      Set<UserId> erasedNext) {}
}
