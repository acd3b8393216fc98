package rollcall.architecture;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Source formatter: google-java-format without options. Its main method rewrites all sources (`mvn
/// -Pformat process-sources`); [FormatTest] compares the sources with its output.
final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  static String wanted(String source) throws FormatterException {
    String ordered =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
    return FORMATTER.formatSource(ordered);
  }

  static List<Path> sources() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  public static void main(String[] args) throws IOException, FormatterException {
    for (Path file : sources()) {
      String is = Files.readString(file);
      String wanted = wanted(is);
      if (!wanted.equals(is)) {
        Files.writeString(file, wanted);
        System.out.println("formatted " + file);
      }
    }
  }
}
