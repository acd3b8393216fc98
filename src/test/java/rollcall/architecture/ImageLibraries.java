package rollcall.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Copies the native libraries of JavaFX, SQLite and JNA for this platform into an image, so that
/// none is unpacked at run time: `java ImageLibraries.java target/modules target/rollcall`. Run by
/// the profile "image".
final class ImageLibraries {
  private static final Map<String, String> SQLITE =
      Map.of("linux", "Linux", "darwin", "Mac", "win32", "Windows");

  private ImageLibraries() {}

  public static void main(String[] args) throws IOException {
    String system = system();
    String arch = System.getProperty("os.arch").replace("amd64", "x86_64");
    Path into = Path.of(args[1], system.equals("win32") ? "bin" : "lib");
    List<String> folders =
        List.of(
            "org/sqlite/native/" + SQLITE.get(system) + "/" + arch + "/",
            "com/sun/jna/" + system + "-" + arch.replace('_', '-') + "/");
    int copied = 0;
    try (Stream<Path> jars = Files.list(Path.of(args[0]))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        copied += copy(jar, folders, into);
      }
    }
    if (copied < 3) {
      throw new IOException("Only " + copied + " native libraries for " + system + "-" + arch);
    }
  }

  private static int copy(Path jar, List<String> folders, Path into) throws IOException {
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
