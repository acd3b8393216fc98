package rollcall.app.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import rollcall.files.PrivateFiles;

/// Copy of a resource in the cache folder, for libraries that need a file. Made once; every run
/// uses the same copy.
final class ExtractedResource {
  private ExtractedResource() {}

  /// Returns the copy of this content. Its folder is named after the content, so that versions side
  /// by side do not meet.
  ///
  /// @param kind prefix of the folder, such as `native`
  /// @param name name of the file
  /// @throws IOException if it cannot be written
  static Path of(byte[] content, String kind, String name, Path cache) throws IOException {
    Path folder = cache.resolve(kind + "-" + sum(content));
    Path copy = folder.resolve(name);
    if (Files.isRegularFile(copy) && Files.size(copy) == content.length) {
      return copy;
    }
    PrivateFiles.directory(folder);
    Path draft = Files.createTempFile(folder, name, ".part");
    try {
      Files.write(draft, content);
      Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    return copy;
  }

  private static String sum(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content);
    return Long.toHexString(sum.getValue());
  }
}
