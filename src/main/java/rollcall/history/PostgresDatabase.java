package rollcall.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import rollcall.language.Sentence;

/// Connection to a record in a PostgreSQL server; translates its errors to [HistoryException].
final class PostgresDatabase implements AutoCloseable {
  /// Schema with the tables of the record.
  static final String SCHEMA = "rollcall";

  /// Migrations: entry n migrates format n to n + 1. Published entries are never edited.
  private static final List<String> STEPS =
      List.of("format-1.sql", "format-2.sql", "format-3.sql", "format-4.sql");

  /// Key of the advisory lock of those that change the record.
  private static final long LOCK = 0x526F6C6C;

  /// Longest time to wait for an answer while opening or following a record, or recording.
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  /// Longest query of a reader, such as that of an export of years.
  private static final Duration LONGEST_QUERY = Duration.ofMinutes(10);

  /// Longest time to wait for a lock while migrating or copying: readers end within some minutes.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String NEWER =
      "was prepared by a newer Rollcall, so this one only reads it: update Rollcall";

  private final ServerAddress address;
  private final SqlConnection sql;

  private PostgresDatabase(ServerAddress address, SqlConnection sql) {
    this.address = address;
    this.sql = sql;
  }

  /// Opens a record for reading. That of a newer Rollcall is read as far as possible.
  ///
  /// @param longestAnswer longest time to wait for an answer
  static PostgresDatabase forReading(
      ServerAddress address, @Nullable String password, Duration longestAnswer)
      throws HistoryException {
    return connect(
        address, password, Limits.reading(longestAnswer), PostgresDatabase::requireFormat);
  }

  /// Allows answers that take as long as the queries of an export.
  void allowLongAnswers() throws HistoryException {
    run("read", () -> limitAnswers(LONGEST_QUERY.plus(LONGEST_ANSWER)));
  }

  /// Opens a record for changing it; only one program at a time can.
  static PostgresDatabase forChanging(ServerAddress address, @Nullable String password)
      throws HistoryException {
    return connect(
        address,
        password,
        Limits.CHANGING,
        database -> {
          database.requireKnownFormat();
          database.require(
              database.sql.isTrue("select pg_try_advisory_lock(?)", LOCK),
              "is being changed by another Rollcall: try again when it ended");
          database.limitAnswers(Duration.ZERO);
        });
  }

  /// Opens a record for a recorder, which stores a renewal every few seconds. A server that does
  /// not answer is given up, and the server gives up a recorder that is gone or says nothing, so
  /// that its locks stop no one.
  ///
  /// @param longestAnswer longest time to wait for an answer
  static PostgresDatabase forRecording(
      ServerAddress address, @Nullable String password, Duration longestAnswer)
      throws HistoryException {
    return connect(
        address, password, Limits.recording(longestAnswer), PostgresDatabase::requireKnownFormat);
  }

  /// Creates the tables, or migrates them to the newest format, and grants the rights of viewers
  /// and recorders.
  ///
  /// @return whether there is a role for viewers
  static boolean prepare(ServerAddress address, @Nullable String password) throws HistoryException {
    try (PostgresDatabase database =
        connect(address, password, Limits.CHANGING, one -> one.limitAnswers(Duration.ZERO))) {
      return database.write("prepare", database::migrate);
    }
  }

  private boolean migrate() throws SQLException, HistoryException {
    sql.call("select pg_advisory_xact_lock(?)", LOCK);
    int format = format();
    require(format <= STEPS.size(), NEWER);
    for (String step : STEPS.subList(format, STEPS.size())) {
      sql.execute(resource(step));
    }
    sql.execute(resource("rights.sql"));
    return sql.exists("select 1 from pg_roles where rolname = 'rollcall_viewer'");
  }

  /// Returns the format; 0 when the database is not prepared.
  private int format() throws SQLException {
    return sql.isTrue("select to_regclass('rollcall.format') is not null")
        ? (int) sql.number("select max(version) from rollcall.format")
        : 0;
  }

  private int requireFormat() throws SQLException, HistoryException {
    int format = format();
    require(format > 0, "holds no record yet: its owner runs 'rollcall history init' first");
    require(format >= STEPS.size(), "has an older format: its owner runs 'rollcall history init'");
    return format;
  }

  /// Requires a format that this version may write.
  void requireKnownFormat() throws SQLException, HistoryException {
    require(requireFormat() <= STEPS.size(), NEWER);
  }

  SqlConnection sql() {
    return sql;
  }

  /// Runs a read operation; `doing` names it in error messages.
  <T> T read(String doing, SqlConnection.Work<T> work) throws HistoryException {
    try {
      return work.run();
    } catch (SQLException | IOException | IllegalArgumentException e) {
      throw translate(address, doing, e);
    }
  }

  /// Runs an operation without a result and without a transaction, as [#read].
  void run(String doing, SqlConnection.Action action) throws HistoryException {
    read(doing, action.asWork());
  }

  /// Runs a write operation without a result, as [#write].
  void change(String doing, SqlConnection.Action action) throws HistoryException {
    write(doing, action.asWork());
  }

  /// Runs a write operation in a transaction; after the return, its result is durable.
  <T> T write(String doing, SqlConnection.Work<T> work) throws HistoryException {
    return read(doing, () -> sql.transaction("begin", "commit", work));
  }

  /// Hears changes from now on, and gives a server up that does not answer for long.
  void listen() throws HistoryException {
    run("read", () -> sql.execute("listen rollcall"));
  }

  /// Waits for a notification, or until the time is over.
  void await(Duration atMost) throws HistoryException {
    run(
        "read",
        () ->
            sql.connection().unwrap(PGConnection.class).getNotifications((int) atMost.toMillis()));
  }

  /// Starts a read transaction: from now on, all reads see the state of this moment.
  void beginReadTransaction() throws HistoryException {
    run("read", () -> sql.execute("begin isolation level repeatable read read only"));
  }

  @Override
  public void close() throws HistoryException {
    try {
      sql.connection().close();
    } catch (SQLException e) {
      throw translate(address, "close", e);
    }
  }

  /// Requires a condition within an operation.
  ///
  /// @param problem as that of [#problem]
  void require(boolean fits, String problem) throws HistoryException {
    if (!fits) {
      throw problem(problem);
    }
  }

  /// Error of this record with a sentence that begins with its address.
  HistoryException problem(String whatItIs) {
    return new HistoryException.OnServer(
        Sentence.of("%s %s.", address, Sentence.of(whatItIs)), null);
  }

  /// @param password null for that in the file `.pgpass`
  private static PostgresDatabase connect(
      ServerAddress address, @Nullable String password, Limits limits, Check check)
      throws HistoryException {
    Properties properties = address.properties(password, limits.answer());
    Optional<Path> ignored = password == null ? PasswordFile.ignored() : Optional.empty();
    if (ignored.isPresent()) {
      // Otherwise the driver reads the file.
      properties.setProperty("password", "");
    }
    try {
      Connection connection = new Driver().connect(address.forDriver(), properties);
      PostgresDatabase database =
          new PostgresDatabase(address, new SqlConnection(Objects.requireNonNull(connection)));
      try {
        // With a plan for each value, most of the time of a query goes into its plan, which has as
        // many parts as there are months.
        database.limitAnswers(limits.answer());
        database.sql.execute(limits.settings() + "set plan_cache_mode = force_generic_plan");
        check.run(database);
        return database;
      } catch (SQLException | HistoryException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (SQLException e) {
      HistoryException translated = translate(address, "open", e);
      if (ignored.isPresent()
          && translated instanceof HistoryException.OnServer refused
          && refused.isAboutPassword()) {
        throw new HistoryException.OnServer(
            Sentence.of(
                "%s wants a password, and %s is ignored because others may read it: allow only"
                    + " yourself to, as by 'chmod 600', or set PGPASSWORD.",
                address, ignored.get()),
            e);
      }
      throw translated;
    }
  }

  private static HistoryException translate(ServerAddress address, String doing, Exception e) {
    return e instanceof HistoryException ours
        ? ours
        : new HistoryException.OnServer(sentence(address, doing, e), e);
  }

  private static Sentence sentence(ServerAddress address, String doing, Exception e) {
    String state = state(e);
    // The driver gives advice of its own.
    String message = String.valueOf(e.getMessage()).replaceFirst("\\. Check that .*", "");
    if (isAboutCertificates(e, state)) {
      return Sentence.of(
          "%s offers no connection that can be trusted (%s): install a certificate there, and name"
              + " the file of its authority with ?sslrootcert=FILE.",
          address, message);
    }
    return switch (state) {
      case "28P01" ->
          Sentence.of(
              "%s refuses this user or the password: check both, in PGPASSWORD or the file"
                  + " .pgpass.",
              address);
      case "28000" ->
          Sentence.of(
              "%s does not let this user sign in from this computer (%s): its administrator can"
                  + " allow that, in pg_hba.conf.",
              address, message);
      case "3D000" ->
          Sentence.of("There is no such database as %s: create it with 'createdb' first.", address);
      case "42501" ->
          Sentence.of(
              "This user of %s may not %s it: connect as its owner; to read, the role"
                  + " rollcall_viewer is enough, and to record, rollcall_recorder.",
              address, doing);
      case "25006" ->
          Sentence.of(
              "%s is a replica that can only be read: use the address of the primary server.",
              address);
      case "53100" ->
          Sentence.of("The disk of %s is full: free some space there, and try again.", address);
      case "55P03" ->
          Sentence.of(
              "%s is locked by another program, such as an update or a backup: try again when it"
                  + " ended.",
              address);
      case "08004" ->
          Sentence.of(
              "%s refuses the connection (%s): set PGPASSWORD, or write the password into the file"
                  + " .pgpass.",
              address, message);
      default ->
          isLost(state)
              ? Sentence.of(
                  "%s cannot be reached (%s): check the address, the network and the server.",
                  address, message)
              : Sentence.of(
                  "Could not %s %s (%s): look into the log of the server.",
                  doing, address, message);
    };
  }

  private static String state(Exception e) {
    return e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
  }

  /// Returns whether the server wants another password than the one it got, or any.
  static boolean isAboutPassword(Exception e) {
    String state = state(e);
    return state.equals("28P01") || (state.equals("08004") && !isAboutCertificates(e, state));
  }

  private static boolean isLost(String state) {
    // 25P03: the server ended a transaction in which this program was silent.
    return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
  }

  /// Returns whether a connection failed because the server has no certificate that can be trusted.
  /// Refusals of the server have states of their own, and name TLS in their texts, too.
  static boolean isAboutCertificates(Exception e, String state) {
    if (!state.isEmpty() && !state.startsWith("08")) {
      return false;
    }
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      // Another SSLException is a lost connection.
      if (cause instanceof SSLHandshakeException
          || cause instanceof SSLPeerUnverifiedException
          || cause instanceof GeneralSecurityException) {
        return true;
      }
    }
    String message = String.valueOf(e.getMessage());
    return message.contains("could not be verified") || message.contains("SSL");
  }

  /// @param longest zero for no limit
  private void limitAnswers(Duration longest) throws SQLException {
    sql.connection().setNetworkTimeout(Runnable::run, (int) longest.toMillis());
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(PostgresDatabase.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("A part of the program is missing: " + name, e);
    }
  }

  /// Time limits of a connection, on both sides: the server gives up one that is gone or silent, so
  /// that its locks stop no one. Zero is none.
  ///
  /// @param answer longest time to wait for an answer while opening the connection
  /// @param lock longest time to wait for a lock
  /// @param statement longest duration of a statement
  /// @param pause longest silence within a transaction
  /// @param silence longest silence outside
  private record Limits(
      Duration answer, Duration lock, Duration statement, Duration pause, Duration silence) {
    /// Limits of a change by the owner: a COPY may wait for a lock while its rows are on the way.
    static final Limits CHANGING =
        new Limits(
            PATIENCE.plus(LONGEST_ANSWER), PATIENCE, Duration.ZERO, LONGEST_QUERY, Duration.ZERO);

    static Limits reading(Duration answer) {
      return new Limits(answer, answer, LONGEST_QUERY, LONGEST_QUERY, Duration.ZERO);
    }

    /// Limits of a recorder. A wait for a lock ends before the recorder gives the connection up,
    /// and a statement later, because a COPY lasts as long as its rows are on the way.
    static Limits recording(Duration answer) {
      return new Limits(
          answer,
          answer.multipliedBy(3).dividedBy(4),
          answer.multipliedBy(3),
          answer,
          answer.multipliedBy(3));
    }

    /// Commands that set them. A server that does not know one of the TCP settings ignores it.
    String settings() {
      return "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 3;"
          + " set tcp_keepalives_count = 3;"
          + setting("tcp_user_timeout", LONGEST_ANSWER)
          + setting("lock_timeout", lock)
          + setting("statement_timeout", statement)
          + setting("idle_in_transaction_session_timeout", pause)
          + setting("idle_session_timeout", silence);
    }

    private static String setting(String name, Duration limit) {
      return " set " + name + " = " + limit.toMillis() + "; ";
    }
  }

  private interface Check {
    void run(PostgresDatabase database) throws SQLException, HistoryException;
  }
}
