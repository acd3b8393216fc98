package rollcall.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Copies of a database that is in use: whole and on the disk, or not there at all.
final class DatabaseCopy {
  private DatabaseCopy() {}

  /// Writes a compact copy in the place of whatever has that name.
  static void write(Connection connection, Path copy) throws SQLException, IOException {
    Path part = copy.resolveSibling(copy.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      PrivateFiles.createFile(part);
      try (PreparedStatement statement = connection.prepareStatement("vacuum into ?")) {
        statement.setString(1, part.toString());
        statement.executeUpdate();
      }
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
