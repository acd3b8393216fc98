package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.text.Font;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.IkonHandler;
import org.kordamp.ikonli.feather.FeatherIkonHandler;
import rollcall.testkit.FxExtension;

@ExtendWith(FxExtension.class)
class IconFontLoaderTest {
  @TempDir Path folder;

  @Test
  void theFontIsLoadedFromOneFileInTheCacheAndNothingGoesIntoTheTemporaryFolder() throws Exception {
    Path cache = folder.resolve("my cache \u00e9");
    Set<Path> before = temporaryFonts();
    for (int run = 1; run <= 2; run++) {
      assertEquals("FeatherIcons", load(cache).getFamily());
    }
    try (Stream<Path> files = Files.walk(cache)) {
      assertEquals(
          List.of("icons.ttf"),
          files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList());
    }
    assertEquals(before, temporaryFonts());
  }

  @Test
  void whereTheCacheCannotBeWrittenTheFontIsLoadedAsBefore() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals("FeatherIcons", load(file.resolve("cache")).getFamily());
  }

  private static Font load(Path cache) {
    IkonHandler icons = new FeatherIkonHandler();
    new IconFontLoader(cache).loadFont(icons);
    return (Font) icons.getFont();
  }

  private static Set<Path> temporaryFonts() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("+JXF"))
          .collect(Collectors.toSet());
    }
  }
}
