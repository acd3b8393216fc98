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

/// The native libraries of SQLite and JNA. An image brings them in `lib`; elsewhere they are copied
/// once into the cache folder, and every run uses that copy. Without this both libraries unpack
/// theirs into the folder for temporary files at each start, which may be full or `noexec`.
///
/// Where neither is possible the libraries do what they do by themselves.
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

  /// Says where both are, unless a property says it already. To be called before the first of them
  /// is used.
  ///
  /// @param javaHome the Java that runs this: an image's own, or a JDK
  /// @param cache the folder for what can be made again
  public static void prepare(Path javaHome, Path cache) {
    String platform =
        platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    Path image = javaHome.resolve(platform.startsWith("win32") ? "bin" : "lib");
    prepare(SQLITE, SQLITE_FOLDERS.get(platform), image, cache);
    prepare(JNA, platform + "/", image, cache);
  }

  private static void prepare(Library library, @Nullable String folder, Path image, Path cache) {
    if (System.getProperty(library.pathProperty()) != null) {
      return;
    }
    String file = library.file();
    if (Files.isRegularFile(image.resolve(file))) {
      library.isIn(image);
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
      Path copy = CachedFile.of(in.readAllBytes(), "native", file, cache);
      library.isIn(Objects.requireNonNull(copy.getParent()));
    } catch (IOException e) {
      LOG.info("The library {} cannot be kept in {}: {}", file, cache, e.toString());
    }
  }

  /// What JNA calls this computer.
  static String platform(String system, String processor) {
    String os =
        system.startsWith("Windows") ? "win32" : system.startsWith("Mac") ? "darwin" : "linux";
    String arch = processor.equals("amd64") || processor.equals("x86_64") ? "x86-64" : processor;
    return os + "-" + arch;
  }

  /// SQLite has libraries of its own for systems with musl in the place of glibc, and finds them.
  private static boolean musl() {
    return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
        || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
  }

  /// @param pathProperty says in which folder the library is
  /// @param leftovers says where copies of earlier runs are looked for
  /// @param name without what the operating system adds
  /// @param resources where its module keeps those of all systems
  private record Library(String pathProperty, String leftovers, String name, String resources) {
    /// Says so to the library, which also looks there, and not into a folder that may not exist,
    /// for what earlier runs left.
    void isIn(Path folder) {
      System.setProperty(pathProperty, folder.toString());
      System.getProperties().putIfAbsent(leftovers, folder.toString());
    }

    String file() {
      String file = System.mapLibraryName(name);
      return name.equals("jnidispatch") ? file.replace(".dylib", ".jnilib") : file;
    }
  }
}
