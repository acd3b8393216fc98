package rollcall.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Native libraries of JavaFX, SQLite and JNA for this platform, as files of an image: none is
/// unpacked at run time.
final class NativeLibraryFiles {
  private static final Map<String, String> SQLITE =
      Map.of("linux", "Linux", "darwin", "Mac", "win32", "Windows");

  private NativeLibraryFiles() {}

  /// Copies the libraries from the jars of a directory into an image.
  static void copy(Path modules, Path image) throws IOException {
    String system = system();
    String arch = System.getProperty("os.arch").replace("amd64", "x86_64");
    Path into = image.resolve(system.equals("win32") ? "bin" : "lib");
    List<String> folders =
        List.of(
            "org/sqlite/native/" + SQLITE.get(system) + "/" + arch + "/",
            "com/sun/jna/" + system + "-" + arch.replace('_', '-') + "/");
    int copied = 0;
    try (Stream<Path> jars = Files.list(modules)) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        copied += copyFrom(jar, folders, into);
      }
    }
    if (copied < 3) {
      throw new IOException("Only " + copied + " native libraries for " + system + "-" + arch);
    }
  }

  private static int copyFrom(Path jar, List<String> folders, Path into) throws IOException {
    boolean javafx = String.valueOf(jar.getFileName()).startsWith("javafx-");
    int copied = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName();
        String file = name.substring(name.lastIndexOf('/') + 1);
        boolean ours =
            javafx
                ? name.equals(file)
                : folders.contains(name.substring(0, name.length() - file.length()));
        Path target = into.resolve(file);
        if (ours && file.matches(".*\\.(so|dll|dylib|jnilib)") && Files.notExists(target)) {
          Files.write(target, zip.getInputStream(entry).readAllBytes());
          copied++;
        }
      }
    }
    return copied;
  }

  private static String system() {
    String name = System.getProperty("os.name");
    return name.startsWith("Windows") ? "win32" : name.startsWith("Mac") ? "darwin" : "linux";
  }
}
