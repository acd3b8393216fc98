package rollcall.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Builder of the image `target/rollcall`: `java Image.java VERSION`, from the repository root,
/// after `package`. Run by the profiles "image" and "installer".
///
/// Adds to `jlink @jlink.config` the binary style sheets, the native libraries as files, the
/// licenses of the libraries, the launcher, and the AOT cache.
final class Image {
  static final Path MODULES = Path.of("target/modules");
  static final Path IMAGE = Path.of("target/rollcall");

  /// Date of the files that are added to the program, so that two builds are equal.
  private static final String DATE = "2026-11-21T00:00:00Z";

  private static final Path PACKAGING = Path.of("src/main/packaging");

  /// Native libraries of all systems, which lie in the modules.
  private static final String NATIVE =
      ",regex:/javafx.[a-z]+/[^/]*.(so|dll|dylib)"
          + ",regex:/org.xerial.sqlitejdbc/org/sqlite/native/.*"
          + ",regex:/com.sun.jna/com/sun/jna/[^/]+-[^/]*/.*";

  private Image() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    delete(IMAGE);
    compileStyleSheets();
    link();
    NativeLibraryFiles.copy(MODULES, IMAGE);
    SymbolTables.remove(IMAGE.resolve("lib"));
    Licenses.copy(MODULES, PACKAGING.resolve("legal"), IMAGE.resolve("legal"));
    Files.writeString(IMAGE.resolve("lib/rollcall.version"), args[0] + "\n");
    Path launcher = IMAGE.resolve("bin/rollcall");
    Files.copy(
        PACKAGING.resolve("linux/image-launcher"),
        launcher,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    if (isLinux()) {
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    long bytes = 0;
    for (Path file : all(IMAGE, Comparator.naturalOrder())) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    limit("image without its cache", bytes, 85_000_000);
    AotTraining.train(IMAGE);
  }

  /// Prints a size.
  ///
  /// @throws IOException when it is above its limit
  static void limit(String what, long bytes, long most) throws IOException {
    System.out.printf("%s: %,d bytes%n", what, bytes);
    if (bytes > most) {
      throw new IOException("%s: %,d bytes, and the limit is %,d".formatted(what, bytes, most));
    }
  }

  static boolean isLinux() {
    return System.getProperty("os.name").startsWith("Linux");
  }

  /// Adds the binary style sheets to the program.
  private static void compileStyleSheets() throws IOException, InterruptedException {
    Path compiled = Path.of("target/style-sheets");
    delete(compiled);
    run(
        tool("java"),
        "--module-path",
        MODULES.toString(),
        "--add-modules",
        "javafx.graphics",
        "--add-opens",
        "javafx.graphics/com.sun.javafx.css=ALL-UNNAMED",
        "src/test/java/rollcall/packaging/StyleSheets.java",
        "target/classes/rollcall/ui",
        compiled.resolve("rollcall/ui").toString());
    run(
        tool("jar"),
        "--update",
        "--date=" + DATE,
        "--file",
        MODULES.resolve("rollcall.jar").toString(),
        "-C",
        compiled.toString(),
        ".");
  }

  /// Runs jlink.
  ///
  /// It runs its plugins in the order of their identity hash codes. `--strip-debug` either precedes
  /// or follows the plugin that generates method handles, whose classes then have the name of a
  /// source file or not. With equal hash codes, their order depends on the options only.
  private static void link() throws IOException, InterruptedException {
    String exclude =
        Files.readAllLines(Path.of("jlink.config")).stream()
            .filter(line -> line.startsWith("--exclude-resources="))
            .findFirst()
            .orElseThrow();
    if (System.getProperty("os.name").startsWith("Windows")) {
      exclude = exclude.replaceAll(",regex:[^,]*win32[^,]*", "");
    }
    run(
        tool("jlink"),
        "-J-XX:+UnlockExperimentalVMOptions",
        "-J-XX:hashCode=2",
        "@jlink.config",
        exclude + NATIVE);
  }

  /// Returns a tool of the JDK that runs this program.
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /// Runs a command and waits for it.
  ///
  /// @throws IOException when it fails
  static void run(String... command) throws IOException, InterruptedException {
    run(new ProcessBuilder(command));
  }

  static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    int code = builder.inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(builder.command() + " ended with " + code);
    }
  }

  /// Deletes a file or a directory with everything in it.
  static void delete(Path path) throws IOException {
    for (Path one : all(path, Comparator.reverseOrder())) {
      Files.delete(one);
    }
  }

  /// Returns a file or directory and everything in it; nothing when it does not exist.
  static List<Path> all(Path path, Comparator<Path> order) throws IOException {
    if (Files.notExists(path)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(path)) {
      return new ArrayList<>(tree.sorted(order).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
