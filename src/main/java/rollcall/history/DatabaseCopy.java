package rollcall.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import rollcall.files.PrivateFiles;
import rollcall.language.SentenceException;

/// Copies of an open database: complete and on the disk, or not there at all. They are not attached
/// to a server.
final class DatabaseCopy {
  private DatabaseCopy() {}

  /// Writes a compact copy to this file, or to the target of this link.
  ///
  /// @throws IOException with a sentence when something other than a file has that name
  static void write(SqlConnection sql, Path named) throws SQLException, IOException {
    Path copy = Files.isSymbolicLink(named) ? endOfLinks(named) : named;
    if (Files.exists(copy) && !Files.isRegularFile(copy)) {
      throw new SentenceException(
          "The backup %s cannot be written: that is not a regular file. Move it away.", named);
    }
    Path part = copy.resolveSibling(copy.getFileName() + ".part");
    try {
      vacuumInto(sql, part);
      Outbox.detachCopy(sql, part);
      sync(part);
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Writes a compact copy to this file, which is replaced.
  static void vacuumInto(SqlConnection sql, Path copy) throws SQLException, IOException {
    Files.deleteIfExists(copy);
    PrivateFiles.createFile(copy);
    sql.update("vacuum into ?", copy.toString());
    sync(copy);
  }

  private static void sync(Path copy) throws IOException {
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Writes a copy as [#write], and checks it.
  ///
  /// @throws HistoryException.Damaged when it is damaged
  static void writeChecked(SqlConnection sql, Path named) throws SQLException, IOException {
    write(sql, named);
    try (SqliteDatabase copy = SqliteDatabase.forReading(named)) {
      copy.check();
    }
  }

  /// Returns the target of a link, which need not exist.
  private static Path endOfLinks(Path link) throws IOException {
    if (Files.exists(link)) {
      return link.toRealPath();
    }
    return link.resolveSibling(Files.readSymbolicLink(link));
  }
}
