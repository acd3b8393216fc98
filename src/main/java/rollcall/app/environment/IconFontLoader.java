package rollcall.app.environment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.FontLoader;
import org.kordamp.ikonli.IkonHandler;
import org.kordamp.ikonli.IkonResolverProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Font loader of the icons: from a file in the cache folder. JavaFX copies a font from any other
/// source into the folder for temporary files, which may be full.
///
/// Thread: JavaFX.
///
/// @param cache the cache folder
public record IconFontLoader(Path cache) implements FontLoader {
  private static final Logger LOG = LoggerFactory.getLogger(IconFontLoader.class);
  private static final double SIZE = 16;

  /// Makes it the loader of all icons. To be called before the first icon is created.
  public static void install(Path cache) {
    var _ = IkonResolverProvider.getInstance(new IconFontLoader(cache));
  }

  @Override
  public void loadFont(IkonHandler icons) {
    try (InputStream in = icons.getFontResourceAsStream()) {
      byte[] content = in.readAllBytes();
      Font font = fromFile(content);
      icons.setFont(font != null ? font : Font.loadFont(new ByteArrayInputStream(content), SIZE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Font fromFile(byte[] content) {
    try {
      Path file = ExtractedResource.of(content, "font", "icons.ttf", cache);
      // JavaFX takes the path as it stands in the address: nothing may be percent-encoded.
      return Font.loadFont("file:" + file.toAbsolutePath(), SIZE);
    } catch (IOException e) {
      LOG.info("The font of the icons cannot be kept in {}: {}", cache, e.toString());
      return null;
    }
  }
}
