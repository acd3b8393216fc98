package rollcall.files;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.language.SentenceException;

/// Output destination: a path after following its links. A regular file is replaced atomically, so
/// that a link stays a link. A device, a FIFO, a socket and an open file descriptor (`-`,
/// `/dev/stdout`, `/proc/self/fd/1`) are written directly.
///
/// @param named path as given
/// @param file path after following the links
/// @param stream whether it is written directly
public record OutputPath(Path named, Path file, boolean stream) {
  private static final Path STANDARD_OUTPUT = Path.of("-");
  private static final int LINKS_AT_MOST = 40;
  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  /// Follows the links of a path.
  ///
  /// @throws IOException with a sentence when nothing can be written there: a directory, a
  ///   read-only file, a file in a read-only directory, links that go in a circle
  public static OutputPath of(Path named) throws IOException {
    if (named.equals(STANDARD_OUTPUT)) {
      return new OutputPath(named, named, true);
    }
    Path end = named.toAbsolutePath();
    for (int links = 0; !descriptor(end) && Files.isSymbolicLink(end); links++) {
      if (links == LINKS_AT_MOST) {
        throw new SentenceException(
            "The links at %s go in a circle. Choose another place for the file.", named);
      }
      end = end.resolveSibling(Files.readSymbolicLink(end));
    }
    if (descriptor(end) || (Files.exists(end) && special(end))) {
      return new OutputPath(named, end, true);
    }
    if (Files.isDirectory(end)) {
      throw new SentenceException("%s is a directory. Choose a file.", named);
    }
    refuseReadOnly(end);
    Path parent = end.getParent();
    if (parent != null) {
      refuseReadOnly(parent);
    }
    return new OutputPath(named, end, false);
  }

  /// Returns whether the path is written directly.
  public static boolean isStream(Path named) {
    try {
      return OutputPath.of(named).stream();
    } catch (IOException e) {
      return false;
    }
  }

  /// Opens a destination that is written directly. The caller flushes it, and closes it unless it
  /// is [#standard()].
  public OutputStream open() throws IOException {
    if (standard()) {
      return new FileOutputStream(FileDescriptor.out);
    }
    if (isDescriptor(2)) {
      return new FileOutputStream(FileDescriptor.err);
    }
    return new FileOutputStream(file.toFile(), true);
  }

  /// Returns whether it is the standard output of this process.
  public boolean standard() {
    return file.equals(STANDARD_OUTPUT) || isDescriptor(1);
  }

  /// Creates the draft file for the new content, beside the target. An existing file is never
  /// changed. A draft for an existing file is readable by its owner only, until it has the
  /// permissions of that file.
  public Path draft() throws IOException {
    FileAttribute<?>[] attributes =
        Files.exists(file) && posix(file) != null
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    for (int n = 1; ; n++) {
      Path draft = file.resolveSibling(file.getFileName() + (n == 1 ? "" : "." + n) + ".part");
      try {
        return Files.createFile(draft, attributes);
      } catch (FileAlreadyExistsException e) {
        // The file belongs to another export, or to the user.
      }
    }
  }

  /// Replaces the file by the draft, with the permissions of the old file and, if this user may
  /// change them, its owner and group.
  public void replaceWith(Path draft) throws IOException {
    PosixFileAttributeView before = posix(file);
    if (Files.exists(file) && before != null) {
      keepOwner(draft);
      Files.setPosixFilePermissions(draft, before.readAttributes().permissions());
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Gives the draft the owner and group of the old file, if this user may do that.
  void keepOwner(Path draft) throws IOException {
    PosixFileAttributeView before = posix(file);
    PosixFileAttributeView after = posix(draft);
    if (!Files.exists(file) || before == null || after == null) {
      return;
    }
    PosixFileAttributes old = before.readAttributes();
    PosixFileAttributes made = after.readAttributes();
    try {
      if (!old.group().equals(made.group())) {
        after.setGroup(old.group());
      }
      if (!old.owner().equals(made.owner())) {
        after.setOwner(old.owner());
      }
    } catch (IOException e) {
      // Only an administrator may change the owner: the draft keeps the current user.
    }
  }

  /// Returns whether it is a pipe or a socket: a failed write there means that the reader is gone.
  public boolean pipe() {
    try {
      Path place = file.equals(STANDARD_OUTPUT) ? Path.of("/dev/stdout") : file;
      int type = (Integer) Files.getAttribute(place, "unix:mode") & 0170000;
      return stream && (type == 0010000 || type == 0140000);
    } catch (IOException | UnsupportedOperationException e) {
      // On Windows, a failed write to standard output means that the reader is gone.
      return stream && Files.notExists(Path.of("/dev"));
    }
  }

  private boolean isDescriptor(int number) {
    Path name = file.getFileName();
    return stream && name != null && name.toString().equals("" + number) && own(file);
  }

  /// Returns whether this is an open file descriptor of a process, which looks like a link.
  private static boolean descriptor(Path path) {
    String directory = realParent(path);
    return directory.matches("/proc/\\d+(/task/\\d+)?/fd") || directory.equals("/dev/fd");
  }

  private static boolean own(Path path) {
    String directory = realParent(path);
    String pid = Long.toString(ProcessHandle.current().pid());
    return directory.startsWith("/proc/" + pid + "/") || directory.equals("/dev/fd");
  }

  private static String realParent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    try {
      return parent == null ? "" : parent.toRealPath().toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean special(Path path) {
    return !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /// Refuses a read-only file, also for an administrator, who could write to it.
  private static void refuseReadOnly(Path path) throws IOException {
    PosixFileAttributeView view = posix(path);
    if (Files.notExists(path)) {
      return;
    }
    boolean locked =
        view != null && view.readAttributes().permissions().stream().noneMatch(WRITE::contains);
    if (locked || !Files.isWritable(path)) {
      throw new SentenceException(
          Files.isDirectory(path)
              ? "The directory %s is read-only: make it writable, or choose another place."
              : "The file %s is read-only: make it writable, or choose another place.",
          path);
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(
        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
