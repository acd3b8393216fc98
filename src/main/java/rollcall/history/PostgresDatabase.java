package rollcall.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  /// Longest time to wait for an answer while following a record or recording.
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  private static final String NEWER =
      "was prepared by a newer Rollcall, so this one only reads it: update Rollcall";

  private final ServerAddress address;
  private final Connection connection;

  private PostgresDatabase(ServerAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  /// Opens a record for reading. That of a newer Rollcall is read as far as possible.
  ///
  /// @param password null for that in the file `.pgpass`
  static PostgresDatabase forReading(ServerAddress address, @Nullable String password)
      throws HistoryException {
    return connect(
        address,
        password,
        database -> {
          database.requireFormat();
        });
  }

  /// Opens a record for changing it; only one program at a time can.
  ///
  /// @param password null for that in the file `.pgpass`
  static PostgresDatabase forChanging(ServerAddress address, @Nullable String password)
      throws HistoryException {
    return connect(
        address,
        password,
        database -> {
          database.requireKnown();
          if (!Sql.first(
                  database.connection,
                  "select pg_try_advisory_lock(?)",
                  row -> row.getBoolean(1),
                  LOCK)
              .orElseThrow()) {
            throw database.problem("is being changed by another Rollcall: try again when it ended");
          }
        });
  }

  /// Opens a record for a recorder, which stores a sign of life every few seconds. A server that
  /// does not answer is given up, and the server gives up a recorder that is gone or says nothing,
  /// so that its locks stop no one.
  ///
  /// @param password null for that in the file `.pgpass`
  /// @param longestAnswer longest time to wait for an answer
  static PostgresDatabase forRecording(
      ServerAddress address, @Nullable String password, Duration longestAnswer)
      throws HistoryException {
    return connect(
        address,
        password,
        database -> {
          long millis = longestAnswer.toMillis();
          database.connection.setNetworkTimeout(Runnable::run, (int) millis);
          database.requireKnown();
          database.execute(
              "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 3;"
                  + " set tcp_keepalives_count = 3;"
                  + " set idle_in_transaction_session_timeout = "
                  + millis
                  + "; set idle_session_timeout = "
                  + 3 * millis);
        });
  }

  /// Creates the tables, or migrates them to the newest format, and grants the rights of viewers
  /// and recorders.
  ///
  /// @return whether there is a role for viewers
  static boolean prepare(ServerAddress address, @Nullable String password) throws HistoryException {
    try (PostgresDatabase database = connect(address, password, _ -> {})) {
      return database.write("prepare", database::migrate);
    }
  }

  private boolean migrate() throws SQLException {
    Sql.first(connection, "select pg_advisory_xact_lock(?)", _ -> true, LOCK);
    int format = format().orElse(0);
    if (format > STEPS.size()) {
      throw new SQLException(problem(NEWER));
    }
    for (String step : STEPS.subList(format, STEPS.size())) {
      execute(resource(step));
    }
    execute(resource("rights.sql"));
    return Sql.first(
            connection, "select 1 from pg_roles where rolname = 'rollcall_viewer'", _ -> true)
        .isPresent();
  }

  private Optional<Integer> format() throws SQLException {
    boolean prepared =
        Sql.first(
                connection,
                "select to_regclass('rollcall.format') is not null",
                row -> row.getBoolean(1))
            .orElse(false);
    return prepared
        ? Sql.first(connection, "select max(version) from rollcall.format", row -> row.getInt(1))
        : Optional.empty();
  }

  private int requireFormat() throws SQLException, HistoryException {
    int format =
        format()
            .orElseThrow(
                () -> problem("holds no record yet: its owner runs 'rollcall history init' first"));
    if (format < STEPS.size()) {
      throw problem("has an older format: its owner runs 'rollcall history init'");
    }
    return format;
  }

  /// Requires a format that this version may write.
  void requireKnown() throws SQLException, HistoryException {
    if (requireFormat() > STEPS.size()) {
      throw problem(NEWER);
    }
  }

  Connection connection() {
    return connection;
  }

  /// Runs a read operation; `doing` names it in error messages.
  <T> T read(String doing, SqliteDatabase.Work<T> work) throws HistoryException {
    try {
      return work.run();
    } catch (SQLException | IllegalArgumentException e) {
      throw translate(address, doing, e);
    }
  }

  /// Runs a write operation in a transaction; after the return, its result is durable.
  <T> T write(String doing, SqliteDatabase.Work<T> work) throws HistoryException {
    return read(
        doing,
        () -> {
          execute("begin");
          try {
            T result = work.run();
            execute("commit");
            return result;
          } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
          }
        });
  }

  /// Hears changes from now on, and gives a server up that does not answer for long.
  void listen() throws HistoryException {
    read(
        "read",
        () -> {
          connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
          execute("listen rollcall");
          return this;
        });
  }

  /// Waits for a notification, or until the time is over.
  void await(Duration atMost) throws HistoryException {
    read(
        "read",
        () -> {
          connection.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
          return this;
        });
  }

  /// Starts a read transaction: from now on, all reads see the state of this moment.
  void freeze() throws HistoryException {
    read(
        "read",
        () -> {
          execute("begin isolation level repeatable read read only");
          return this;
        });
  }

  @Override
  public void close() throws HistoryException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw translate(address, "close", e);
    }
  }

  /// Error of this record with a sentence that begins with its address.
  HistoryException problem(String whatItIs) {
    return new HistoryException.OnServer(
        Sentence.of("%s %s.", address, Sentence.of(whatItIs)), null);
  }

  private void rollBack(Exception why) {
    try {
      execute("rollback");
    } catch (SQLException e) {
      // A lost connection rolls back by itself.
      why.addSuppressed(e);
    }
  }

  private void execute(String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static PostgresDatabase connect(
      ServerAddress address, @Nullable String password, Check check) throws HistoryException {
    try {
      Connection connection =
          new Driver().connect(address.forDriver(), address.properties(password));
      PostgresDatabase database = new PostgresDatabase(address, Objects.requireNonNull(connection));
      try {
        // With a plan for each value, most of the time of a query goes into its plan: it has as
        // many
        // parts as there are months.
        database.execute("set plan_cache_mode = force_generic_plan");
        check.run(database);
        return database;
      } catch (SQLException | HistoryException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (SQLException e) {
      throw translate(address, "open", e);
    }
  }

  /// Error of this record, translated; `doing` names the operation.
  HistoryException translated(String doing, Exception e) {
    return translate(address, doing, e);
  }

  private static HistoryException translate(ServerAddress address, String doing, Exception e) {
    if (e.getCause() instanceof HistoryException ours) {
      return ours;
    }
    return new HistoryException.OnServer(sentence(address, doing, e), e);
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

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(PostgresDatabase.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("A part of the program is missing: " + name, e);
    }
  }

  private interface Check {
    void run(PostgresDatabase database) throws SQLException, HistoryException;
  }
}
