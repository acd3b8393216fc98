package rollcall.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import rollcall.files.PrivateFiles;
import rollcall.language.Sentence;

/// Copy of a file that cannot be read in full, kept beside it.
final class DamagedCopy {
  private DamagedCopy() {}

  /// Keeps a copy; the same content is copied only once.
  ///
  /// @return a sentence that names the copy
  static Sentence keep(Path file, byte[] bytes) throws IOException {
    Path copy = file.resolveSibling(file.getFileName() + ".damaged");
    for (int n = 2; Files.exists(copy) && !Arrays.equals(Files.readAllBytes(copy), bytes); n++) {
      copy = file.resolveSibling(file.getFileName() + ".damaged-" + n);
    }
    PrivateFiles.replace(copy, bytes);
    return Sentence.of("The file as it was is kept as %s.", copy);
  }
}
