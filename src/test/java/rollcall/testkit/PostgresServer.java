package rollcall.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ThreadLocalRandom;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;

/// PostgreSQL server of a test class, with one database at a time. The role `owner` may everything,
/// and `recorder` may record.
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;
  private String database = "postgres";

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  public static PostgresServer start() throws IOException, SQLException {
    return start(Map.of());
  }

  /// @param settings settings of the server
  public static PostgresServer start(Map<String, String> settings)
      throws IOException, SQLException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(Files.createTempDirectory("rollcall-postgres"))
            .setPort(unusedPort())
            .setServerConfig("fsync", "off");
    settings.forEach(builder::setServerConfig);
    PostgresServer started = new PostgresServer(builder.start());
    started.sql("create role owner login superuser", "create role recorder login");
    return started;
  }

  /// Finds a port below those that systems give to outgoing connections: while a server restarts, a
  /// client that connects again could take its port otherwise.
  private static int unusedPort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException e) {
        // In use: another one.
      }
    }
  }

  /// Uses a prepared database without rows from now on.
  public void useNewRecord() throws IOException, SQLException {
    useNewDatabase();
    SharedHistory.prepare(address("owner"), null);
    sql("grant rollcall_recorder to recorder");
  }

  /// Uses an empty database from now on. The second time, it is emptied: a new one has hundreds of
  /// files.
  public void useNewDatabase() throws SQLException {
    if (database.equals("postgres")) {
      sql("create database history");
      database = "history";
    } else {
      sql(
          "set default_transaction_read_only = off",
          "alter database " + database + " reset all",
          "drop schema if exists rollcall cascade");
    }
  }

  /// Uses an empty database in this directory from now on; the first of this server.
  public void useNewDatabase(Path directory) throws IOException, SQLException {
    Path data = Path.of(text("show data_directory"));
    Files.setOwner(directory, Files.getOwner(data));
    sql(
        "create tablespace other location '" + directory + "'",
        "create database history tablespace other");
    database = "history";
  }

  public int port() {
    return server.getPort();
  }

  public String database() {
    return database;
  }

  public ServerAddress address(String user) {
    return address(user, server.getPort());
  }

  /// Address of the database through another port, such as that of a proxy.
  public ServerAddress address(String user, int port) {
    return ServerAddress.of("postgresql://%s@localhost:%s/%s".formatted(user, port, database));
  }

  /// Executes statements as the superuser.
  public void sql(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /// Does something while a transaction of another program has locked a table.
  public void whileLocked(String table, Runnable work) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table " + table);
      work.run();
    }
  }

  /// Opens a connection as a recorder does: the server knows by a lock that there is one.
  public Connection connectRecorder(int number) throws SQLException {
    Connection connection = connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(%d, %d)".formatted(0x526F6C6D, number));
    }
    return connection;
  }

  /// Returns the first column of the first row as text.
  public String text(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        throw new NoSuchElementException(query);
      }
      return String.valueOf(row.getString(1));
    }
  }

  public long number(String query) throws SQLException {
    return Long.parseLong(text(query));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(server.getJdbcUrl("postgres", database));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
