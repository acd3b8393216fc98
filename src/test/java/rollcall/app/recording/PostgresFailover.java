package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Fail-over of a PostgreSQL server to a streaming replica that lacks its last commits. The replica
/// takes over the port.
public final class PostgresFailover implements AutoCloseable {
  private final Path folder;
  private final int port;
  private Path data;
  private int replicas;

  /// @param data folder of the running server
  public PostgresFailover(Path folder, Path data, int port) {
    this.folder = folder;
    this.data = data;
    this.port = port;
  }

  /// Commits that the replica does not get.
  public interface Lost {
    void commit() throws IOException, InterruptedException;
  }

  /// Replaces the server by a replica.
  public void failOver(Lost lost) throws IOException, SQLException, InterruptedException {
    Path replica = folder.resolve("replica" + ++replicas);
    int other = port + replicas;
    try (Connection connection = connect(port)) {
      text(connection, "select pg_backup_start('replica', true)");
      copy(data, replica);
      Files.writeString(
          replica.resolve("backup_label"),
          text(connection, "select labelfile from pg_backup_stop(false)"));
      Files.createFile(replica.resolve("standby.signal"));
      Files.writeString(
          replica.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=localhost port=%d user=postgres'%nmax_connections = 300%nfsync = off%n"
              .formatted(port));
      control(replica, "-o", "-p " + other, "-w", "start");
      String end = text(connection, "select pg_current_wal_lsn()");
      try (Connection follower = connect(other)) {
        while (text(follower, "select pg_last_wal_replay_lsn() >= '" + end + "'").equals("f")) {
          Thread.sleep(50);
        }
      }
    }
    control(replica, "-m", "fast", "-w", "stop");
    lost.commit();
    control(data, "-m", "immediate", "-w", "stop");
    control(replica, "-o", "-p " + port, "-w", "start");
    control(replica, "-w", "promote");
    data = replica;
  }

  /// Restarts the server as after a crash.
  public void restart() throws IOException, InterruptedException {
    control(data, "-m", "immediate", "-w", "stop");
    control(data, "-o", "-p " + port, "-w", "start");
  }

  @Override
  public void close() throws IOException {
    try {
      if (replicas > 0) {
        control(data, "-m", "immediate", "-w", "stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private void control(Path where, String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // The server refuses to run as root.
      line.addAll(List.of("unshare", "-U"));
    }
    line.addAll(List.of(program().toString(), "-D", where.toString(), "-l", where + ".log"));
    line.addAll(List.of(words));
    Path output = folder.resolve("pg_ctl.txt");
    int code =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(line + ": " + Files.readString(output));
    }
  }

  private static Path program() throws IOException {
    try (Stream<Path> versions =
        Files.list(Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"))) {
      return versions
          .map(one -> one.resolve("bin/pg_ctl"))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(to.resolve(from.relativize(one)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path one, BasicFileAttributes attributes)
              throws IOException {
            if (!one.getFileName().toString().startsWith("postmaster.")) {
              try {
                Files.copy(one, to.resolve(from.relativize(one)));
              } catch (NoSuchFileException e) {
                // Deleted meanwhile: the log of the server says so, too.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path one, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    try (Stream<Path> all = Files.walk(to)) {
      for (Path one : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }
}
