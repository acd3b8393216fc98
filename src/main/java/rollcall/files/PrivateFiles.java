package rollcall.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;

/// Files and directories that only their owner may read.
public final class PrivateFiles {
  private PrivateFiles() {}

  /// Creates the directory and its missing parents; existing ones are not changed.
  ///
  /// @return the directory
  public static Path directory(Path directory) throws IOException {
    if (posix(directory)) {
      return Files.createDirectories(directory, only("rwx------"));
    }
    boolean isNew = Files.notExists(directory);
    Files.createDirectories(directory);
    if (isNew) {
      restrictToOwner(directory);
    }
    return directory;
  }

  /// Creates the file, empty, unless it exists; an existing one keeps its permissions.
  public static void createFile(Path file) throws IOException {
    try {
      if (posix(file)) {
        Files.createFile(file, only("rw-------"));
      } else {
        Files.createFile(file);
        restrictToOwner(file);
      }
    } catch (FileAlreadyExistsException e) {
      // It keeps the permissions its owner gave it.
    }
  }

  /// Replaces the file atomically: a reader, or a start after a power failure, finds the old file
  /// or the new one.
  public static void replace(Path file, byte[] bytes) throws IOException {
    OutputPath output = OutputPath.of(file.toAbsolutePath());
    if (output.stream()) {
      throw new SentenceException("%s is not a regular file.", file);
    }
    Path target = output.file();
    Path parent = Objects.requireNonNull(target.getParent());
    if (Files.isSymbolicLink(file) && Files.notExists(parent)) {
      // For example, a disk that is not mounted.
      throw new NoSuchFileException(target.toString());
    }
    directory(parent);
    Path draft = Files.createTempFile(parent, "." + target.getFileName(), ".new");
    try {
      restrictToOwner(draft);
      output.keepOwner(draft);
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Keeps a copy of a file that cannot be read in full, beside it; the same content is copied only
  /// once.
  ///
  /// @return a sentence that names the copy
  public static Sentence keepDamaged(Path file, byte[] bytes) throws IOException {
    Path copy = file.resolveSibling(file.getFileName() + ".damaged");
    for (int n = 2; Files.exists(copy) && !Arrays.equals(Files.readAllBytes(copy), bytes); n++) {
      copy = file.resolveSibling(file.getFileName() + ".damaged-" + n);
    }
    replace(copy, bytes);
    return Sentence.of("The file as it was is kept as %s.", copy);
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /// Lets no other user of this computer read or write the file or directory.
  public static void restrictToOwner(Path path) throws IOException {
    if (posix(path)) {
      String rights = Files.isDirectory(path) ? "rwx------" : "rw-------";
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
      return;
    }
    @Nullable AclFileAttributeView view =
        Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (view != null) {
      AclEntry ownerMayAll =
          AclEntry.newBuilder()
              .setType(AclEntryType.ALLOW)
              .setPrincipal(Files.getOwner(path))
              .setPermissions(EnumSet.allOf(AclEntryPermission.class))
              .build();
      view.setAcl(List.of(ownerMayAll));
    }
  }

  /// Returns whether no other user of this computer may read or write the file or directory; true
  /// where permissions cannot tell.
  public static boolean isPrivate(Path path) throws IOException {
    return !posix(path)
        || PosixFilePermissions.fromString("rwx------")
            .containsAll(Files.getPosixFilePermissions(path));
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
