package rollcall.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// License and notice texts of the libraries, as files of an image: `legal/NAME-VERSION/`, beside
/// those of the JDK's modules.
final class Licenses {
  private static final Pattern TEXT =
      Pattern.compile("(.*[-_.])?(license|notice|al2\\.0|lgpl2\\.1)([-_.].*)?");

  private Licenses() {}

  /// Copies the texts in each jar, and the file in `texts` whose name is the start of the jar's:
  /// for libraries that do not contain their license.
  ///
  /// @throws IOException when a jar has no text, here or there
  static void copy(Path modules, Path texts, Path into) throws IOException {
    try (Stream<Path> jars = Files.list(modules)) {
      for (Path jar : jars.filter(Licenses::isLibrary).sorted().toList()) {
        Path folder = into.resolve(name(jar));
        Files.createDirectories(folder);
        Optional<Path> own = own(texts, name(jar));
        if (extract(jar, folder) == 0 && own.isEmpty()) {
          throw new IOException("No license text for " + jar + " in it or in " + texts);
        }
        if (own.isPresent()) {
          Files.copy(own.get(), folder.resolve("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Files.copy(Path.of("LICENSE"), into.resolve("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
  }

  /// The empty jars of JavaFX without a platform, the annotations for the compiler and the program
  /// itself are no libraries of the image.
  private static boolean isLibrary(Path jar) {
    String name = name(jar);
    return !name.matches("javafx-[a-z]+-[0-9.]+|jspecify-.*|rollcall");
  }

  private static String name(Path jar) {
    return jar.getFileName().toString().replaceFirst("\\.jar$", "");
  }

  private static int extract(Path jar, Path folder) throws IOException {
    int found = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (!file.endsWith(".class")
            && !file.endsWith(".java")
            && TEXT.matcher(file.toLowerCase(Locale.ROOT)).matches()) {
          Files.write(folder.resolve(file), zip.getInputStream(entry).readAllBytes());
          found++;
        }
      }
    }
    return found;
  }

  /// Returns the file whose name is the start of the jar's.
  private static Optional<Path> own(Path texts, String name) throws IOException {
    try (Stream<Path> files = Files.list(texts)) {
      return files.filter(file -> name.startsWith(file.getFileName().toString())).findFirst();
    }
  }
}
