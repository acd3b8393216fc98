package rollcall.app.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Native libraries of SQLite and JNA. An image has them in `lib`; otherwise they are copied once
/// into the cache directory, and every run uses that copy. Without this, both libraries unpack
/// theirs at each start into the directory for temporary files, which may be full or `noexec`.
///
/// The default of the libraries is used if neither is possible.
public final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

  private static final Library SQLITE =
      new Library("org.sqlite.lib.path", "org.sqlite.tmpdir", "sqlitejdbc", "org/sqlite/native/");
  private static final Library JNA =
      new Library("jna.boot.library.path", "jna.tmpdir", "jnidispatch", "com/sun/jna/");
  private static final Map<String, String> SQLITE_FOLDERS =
      Map.of(
          "linux-x86-64", "Linux/x86_64/",
          "linux-aarch64", "Linux/aarch64/",
          "darwin-x86-64", "Mac/x86_64/",
          "darwin-aarch64", "Mac/aarch64/",
          "win32-x86-64", "Windows/x86_64/",
          "win32-aarch64", "Windows/aarch64/");

  private NativeLibraries() {}

  /// Sets the system properties with the folders of both libraries, unless they already name an
  /// existing folder. To be called before the first of them is used.
  ///
  /// @param javaHome Java installation of this process: an image's own, or a JDK
  /// @param cache directory for files that can be created again
  public static void prepare(Path javaHome, Path cache) {
    String platform =
        platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    Path image = javaHome.resolve(platform.startsWith("win32") ? "bin" : "lib");
    prepare(SQLITE, SQLITE_FOLDERS.get(platform), image, cache);
    prepare(JNA, platform + "/", image, cache);
  }

  private static void prepare(Library library, @Nullable String folder, Path image, Path cache) {
    String known = System.getProperty(library.pathProperty());
    // A copy in a cache folder may have been deleted since.
    if (known != null && Files.isDirectory(Path.of(known))) {
      return;
    }
    String file = library.file();
    if (Files.isRegularFile(image.resolve(file))) {
      library.setFolder(image);
      return;
    }
    if (folder == null || musl()) {
      return;
    }
    try (@Nullable InputStream in =
        ClassLoader.getSystemResourceAsStream(library.resources() + folder + file)) {
      if (in == null) {
        return;
      }
      Path copy = ExtractedResource.of(in.readAllBytes(), "native", file, cache);
      library.setFolder(Objects.requireNonNull(copy.getParent()));
    } catch (IOException e) {
      LOG.info("The library {} cannot be kept in {}: {}", file, cache, e.toString());
    }
  }

  /// Returns JNA's name of this platform.
  static String platform(String system, String processor) {
    String os =
        system.startsWith("Windows") ? "win32" : system.startsWith("Mac") ? "darwin" : "linux";
    String arch = processor.equals("amd64") || processor.equals("x86_64") ? "x86-64" : processor;
    return os + "-" + arch;
  }

  /// Returns whether the system uses musl instead of glibc: SQLite has own libraries for it.
  private static boolean musl() {
    return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
        || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
  }

  /// @param pathProperty property for the directory of the library
  /// @param leftovers property for the directory with copies of earlier runs
  /// @param name name without the prefix and suffix of the operating system
  /// @param resources directory of the libraries of all systems in the module
  private record Library(String pathProperty, String leftovers, String name, String resources) {
    /// Sets the properties to this directory. The library also deletes copies of earlier runs
    /// there, and not in a directory that may not exist.
    void setFolder(Path folder) {
      System.setProperty(pathProperty, folder.toString());
      System.getProperties().putIfAbsent(leftovers, folder.toString());
    }

    String file() {
      String file = System.mapLibraryName(name);
      return name.equals("jnidispatch") ? file.replace(".dylib", ".jnilib") : file;
    }
  }
}
