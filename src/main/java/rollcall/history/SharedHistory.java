package rollcall.history;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Record of one workspace in a PostgreSQL server, which several people can read: recorders write
/// it, or it is a copy that [HistoryCopy] keeps equal to another record.
public final class SharedHistory extends ReadableHistory {
  /// Source of a record that recorders write; that of a copy is the name of a file.
  static final String RECORDERS = "recorders";

  /// Longest wait for a renewal: three renewals.
  private static final Duration LONGEST_SIGN = LeaseKeeper.INTERVAL.multipliedBy(3);

  private static final Duration LOOK_INTERVAL = LeaseKeeper.INTERVAL.dividedBy(4);

  private final PostgresDatabase database;
  private final SqlConnection sql;
  private final ReadableTables tables;
  private final RecorderQueries recorders;
  private boolean recorded;

  private SharedHistory(PostgresDatabase database) {
    this.database = database;
    sql = database.sql();
    tables = new ReadableTables(sql, new PostgresSightings(sql));
    recorders = new RecorderQueries(sql, tables.people());
  }

  /// Opens a record for reading.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @throws HistoryException.OnServer when it cannot be read, or was never copied completely
  public static SharedHistory openReadOnly(ServerAddress address, @Nullable String password)
      throws HistoryException {
    return open(address, password, false);
  }

  /// Opens a record for reading it again and again: a server that does not answer any more is found
  /// after some seconds, and [#await] hears its changes.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @throws HistoryException.OnServer as [#openReadOnly]
  public static SharedHistory follow(ServerAddress address, @Nullable String password)
      throws HistoryException {
    return open(address, password, true);
  }

  private static SharedHistory open(
      ServerAddress address, @Nullable String password, boolean follows) throws HistoryException {
    PostgresDatabase database =
        PostgresDatabase.forReading(address, password, PostgresDatabase.LONGEST_ANSWER);
    SharedHistory history = new SharedHistory(database);
    try {
      Optional<Boolean> complete =
          history.read(
              "read",
              () -> history.sql.first("select complete from origin", row -> row.getBoolean(1)));
      if (complete.isEmpty()) {
        throw database.problem(
            "is prepared and still empty: start a recorder with 'rollcall record --history', or run"
                + " 'rollcall history copy'");
      }
      if (!complete.get()) {
        throw database.problem(
            "holds no complete record yet: 'rollcall history copy' has not finished");
      }
      history.recorded = history.read("read", () -> RecorderQueries.isRecorded(history.sql));
      if (follows) {
        database.listen();
      } else {
        database.allowLongAnswers();
      }
      return history;
    } catch (HistoryException | RuntimeException e) {
      history.close();
      throw e;
    }
  }

  /// Creates the tables in an empty database, or migrates those of an older Rollcall, and lets the
  /// role `rollcall_viewer` read them. The user must own the database.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @return whether there is such a role: without the right to create roles, there may be none
  public static boolean prepare(ServerAddress address, @Nullable String password)
      throws HistoryException {
    return PostgresDatabase.prepare(address, password);
  }

  /// Erases everything about a person from a record that recorders write, as its owner; all
  /// recorders erase the person in their files, too.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @param block whether the recorders are to refuse the person from now on
  /// @return number of erased sightings
  public static long erase(
      ServerAddress address, @Nullable String password, UserId user, boolean block)
      throws HistoryException {
    return change(
        address,
        password,
        "erase a person from",
        "has the copy of a file: erase the person there, and copy it again",
        (sql, tables) -> {
          ServerErasureTable erasures = new ServerErasureTable(sql);
          long count = erasures.erase(tables, user, block, 0);
          erasures.deleteFinished();
          return count;
        });
  }

  /// Allows a person to be watched again, as far as the server refuses it. A recorder whose own
  /// file blocks the person still does.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @return whether the person was blocked there
  public static boolean unblock(ServerAddress address, @Nullable String password, UserId user)
      throws HistoryException {
    return change(
        address,
        password,
        "unblock a person in",
        "has the copy of a file: unblock the person there, and copy it again",
        (_, tables) -> {
          boolean before = tables.blocked().all().test(user);
          tables.blocked().remove(user);
          return before;
        });
  }

  /// Changes what is stored about a person in a record that recorders write; they wait until then.
  ///
  /// @param otherwise the error about a record that is the copy of a file
  private static <T> T change(
      ServerAddress address,
      @Nullable String password,
      String doing,
      String otherwise,
      Change<T> change)
      throws HistoryException {
    try (PostgresDatabase server =
        PostgresDatabase.forRecording(address, password, PostgresDatabase.LONGEST_ANSWER)) {
      SqlConnection sql = server.sql();
      ReadableTables tables = new ReadableTables(sql, new PostgresSightings(sql));
      return server.write(
          doing,
          () -> {
            server.require(RecorderQueries.isRecorded(sql), otherwise);
            SharedRecorder.lockErasures(sql, true);
            return change.run(sql, tables);
          });
    }
  }

  private interface Change<T> {
    T run(SqlConnection sql, ReadableTables tables) throws SQLException;
  }

  @Override
  void requireKnownFormat() throws HistoryException {
    database.run("read", database::requireKnownFormat);
  }

  /// Returns whether recorders write this record; false for a copy.
  public boolean isRecorded() {
    return recorded;
  }

  /// Returns what the server says about itself, this connection and this user.
  public Server server() throws HistoryException {
    return read(
        "read",
        () ->
            sql.first(
                    """
                    select 'PostgreSQL ' || current_setting('server_version'),
                      coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),
                      (select max(version) from format),
                      has_table_privilege('rollcall.sighting', 'insert')\
                    """,
                    row ->
                        new Server(
                            row.getString(1), row.getBoolean(2), row.getInt(3), row.getBoolean(4)))
                .orElseThrow());
  }

  /// Server of a record.
  ///
  /// @param version its name and version
  /// @param encrypted whether the connection is encrypted
  /// @param format format of the record
  /// @param writes whether the user may record
  public record Server(String version, boolean encrypted, int format, boolean writes) {}

  /// Returns the recorders, in the order of their names; none for a copy.
  public List<RecorderState> recorders() throws HistoryException {
    return read("read the recorders of", recorders::all);
  }

  /// Returns the people that recorders are to watch; none for a copy.
  public Set<UserId> wanted() throws HistoryException {
    return read("read the people of", recorders::wanted);
  }

  /// Returns the last recorder of each person that recorders are to watch; none for a copy.
  public Map<UserId, LastRecorderOfPerson> holders() throws HistoryException {
    return read("read the recorders of", recorders::holders);
  }

  /// Returns the last change; what is read afterwards contains it.
  public RecordChanges.Position lastChange() throws HistoryException {
    return read("read the changes of", recorders::last);
  }

  /// Returns the changes after this one; what is read afterwards contains them.
  public RecordChanges changesAfter(RecordChanges.Position seen) throws HistoryException {
    return read("read the changes of", () -> recorders.after(seen));
  }

  /// Waits for as long as this, and for [#follow] only until the record may have changed.
  public void await(Duration atMost) throws HistoryException {
    database.await(atMost);
  }

  /// Returns whether a recorder runs: it has confirmed the states of its people a short time ago,
  /// or has a connection to the server. This does not wait, as [#running] does: the server ends a
  /// connection that is silent for a minute.
  @Override
  public boolean recording(Instant now) throws HistoryException {
    return !runningNow(now).isEmpty();
  }

  /// Returns the numbers of the recorders that will confirm the time since their last confirmation.
  private Set<Integer> runningNow(Instant now) throws HistoryException {
    if (!recorded) {
      return Set.of();
    }
    Set<Integer> connected = read("read the recorders of", recorders::connected);
    return recorders().stream()
        .filter(one -> one.isRecording(now) || (one.running() && connected.contains(one.number())))
        .map(RecorderState::number)
        .collect(Collectors.toSet());
  }

  /// Returns the numbers of the recorders that run. One without a recent confirmation runs if it
  /// gives a renewal within some seconds: outside of the recording hours nothing is confirmed, and
  /// by polling only what the oldest poll confirms.
  public Set<Integer> running(Instant now) throws HistoryException {
    Set<Integer> running = new HashSet<>();
    Map<Integer, Long> silent = new HashMap<>();
    for (RecorderState one : recorders()) {
      if (one.isRecording(now)) {
        running.add(one.number());
      } else if (one.running()) {
        silent.put(one.number(), one.renewals());
      }
    }
    Duration waited = Duration.ZERO;
    while (!silent.isEmpty() && waited.compareTo(LONGEST_SIGN) < 0) {
      await(LOOK_INTERVAL);
      waited = waited.plus(LOOK_INTERVAL);
      for (RecorderState one : recorders()) {
        Long before = silent.get(one.number());
        if (before != null && one.running() && one.renewals() != before) {
          silent.remove(one.number());
          running.add(one.number());
        }
      }
    }
    return running;
  }

  /// Returns the instant until which all running recorders have confirmed their people's states.
  @Override
  public Optional<Instant> lastKnown() throws HistoryException {
    return recorded ? RecorderState.confirmed(recorders()) : super.lastKnown();
  }

  /// Returns the last confirmed instant of the people whose recorder is behind the others, or
  /// stopped to watch them.
  @Override
  public Map<UserId, Instant> lastKnownBefore(Instant known) throws HistoryException {
    if (!recorded) {
      return Map.of();
    }
    Map<Integer, Instant> confirmed =
        recorders().stream()
            .collect(Collectors.toMap(RecorderState::number, RecorderState::knownUntil));
    Map<UserId, Instant> people = new HashMap<>();
    read("read the recorders of", recorders::holdersEver)
        .forEach((user, holder) ->
            holder
                .knownUntil(confirmed)
                .filter(until -> until.isBefore(known))
                .ifPresent(until -> people.put(user, until)));
    return people;
  }

  @Override
  public Set<UserId> withPendingConfirmation(Collection<UserId> users, Instant now)
      throws HistoryException {
    Set<Integer> running = users.isEmpty() ? Set.of() : runningNow(now);
    if (running.isEmpty()) {
      return Set.of();
    }
    Set<UserId> pending = new HashSet<>(users);
    pending.retainAll(
        read("read the recorders of", recorders::holdersEver).entrySet().stream()
            .filter(one -> one.getValue().until() == null)
            .filter(one -> running.contains(one.getValue().recorder()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
    return pending;
  }

  /// The newest session of each recorder ends where it is confirmed, except the one that is
  /// confirmed as far as the record. That is the last one: another open session would be a crash.
  @Override
  List<SessionTable.Row> sessionsOfOne() throws HistoryException {
    List<SessionTable.Row> sessions = super.sessionsOfOne();
    Optional<Instant> known = lastKnown();
    if (!recorded || known.isEmpty() || sessions.isEmpty()) {
      return sessions;
    }
    Set<Integer> newest =
        read("read the sessions of", () -> Set.copyOf(tables.sessions().newestOfEachRecorder()));
    List<SessionTable.Row> rows = new ArrayList<>();
    SessionTable.@Nullable Row last = null;
    for (SessionTable.Row one : sessions) {
      boolean isOpen = one.ended() == null && newest.contains(one.n());
      rows.add(isOpen ? one.endedAt(one.knownUntil()) : one);
      if (newest.contains(one.n()) && one.knownUntil() == known.get().toEpochMilli()) {
        last = one;
      }
    }
    if (last != null) {
      int n = last.n();
      rows.removeIf(one -> one.n() == n);
      rows.add(
          new SessionTable.Row(
              sessions.getLast().n() + (sessions.getLast().n() == n ? 0 : 1),
              last.started(),
              last.knownUntil(),
              last.ended()));
    }
    return rows;
  }

  /// Accepts every path: no file belongs to this record.
  @Override
  public void refuseAsOutput(Path file) {}

  @Override
  public void close() throws HistoryException {
    database.close();
  }

  @Override
  <T> T read(String doing, SqlConnection.Work<T> work) throws HistoryException {
    return database.read(doing, work);
  }

  @Override
  ReadableTables tables() {
    return tables;
  }

  @Override
  void beginReadTransaction() throws HistoryException {
    database.beginReadTransaction();
  }
}
