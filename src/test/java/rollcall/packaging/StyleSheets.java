package rollcall.packaging;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.css.Stylesheet;

/// Binary style sheets, which JavaFX reads at the start in a third of the time that it takes to
/// parse text: `java StyleSheets.java FROM TO` makes one in a directory from each sheet in another.
/// Run by [Image].
///
/// Each sheet is converted twice. JavaFX keeps the pseudo-classes of a selector, such as
/// `:filled:selected`, in one immutable set per combination, whose order is another in each JVM.
/// After the first pass, all these sets are replaced by sorted ones, so that two builds are equal.
final class StyleSheets {
  private static final String SETS = "com.sun.javafx.css.ImmutablePseudoClassSetsCache";

  private StyleSheets() {}

  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    Path from = Path.of(args[0]);
    Path to = Files.createDirectories(Path.of(args[1]));
    convert(from, to);
    Field sets = Class.forName(SETS).getDeclaredField("CACHE");
    sets.setAccessible(true);
    @SuppressWarnings("unchecked")
    var cache = (Map<Set<PseudoClass>, Set<PseudoClass>>) sets.get(null);
    cache.replaceAll((key, set) -> sorted(set));
    convert(from, to);
  }

  private static Set<PseudoClass> sorted(Set<PseudoClass> set) {
    return set.stream()
        .sorted(Comparator.comparing(PseudoClass::getPseudoClassName))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
  }

  private static void convert(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      List<Path> sheets = files.filter(file -> file.toString().endsWith(".css")).sorted().toList();
      for (Path sheet : sheets) {
        String name = sheet.getFileName().toString().replace(".css", ".bss");
        Stylesheet.convertToBinary(sheet.toFile(), to.resolve(name).toFile());
      }
    }
  }
}
