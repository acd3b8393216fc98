package rollcall.ui.timeline;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// Reads the colors of the style sheet for the painters: a node without a size whose only content
/// is [#colors], which changes with the theme. Thread: FX.
public final class StyleSheetColors extends Region {
  private static final StyleablePropertyFactory<StyleSheetColors> FACTORY =
      new StyleablePropertyFactory<>(Region.getClassCssMetaData());

  private final ObjectProperty<LaneColors> colors = new SimpleObjectProperty<>();
  private final List<StyleableProperty<Color>> properties = new ArrayList<>();

  public StyleSheetColors() {
    getStyleClass().add("timeline-palette");
    setManaged(false);
    setMouseTransparent(true);
    for (String name :
        List.of(
            "background", "selected", "text", "active", "away", "unknown", "not-watched", "dnd")) {
      addColor("-lane-" + name);
    }
    colors.set(currentColors());
  }

  private void addColor(String name) {
    StyleableProperty<Color> property =
        FACTORY.createStyleableColorProperty(
            this, name, name, palette -> palette.property(name), Color.GRAY);
    properties.add(property);
    ((ObservableValue<?>) property).subscribe(_ -> colors.set(currentColors()));
  }

  private StyleableProperty<Color> property(String name) {
    return properties.stream()
        .filter(one -> one.getCssMetaData().getProperty().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private LaneColors currentColors() {
    int[] argb = properties.stream().mapToInt(one -> argb(one.getValue())).toArray();
    return argb.length < 8
        ? LaneColors.NONE
        : new LaneColors(argb[0], argb[1], argb[2], argb[3], argb[4], argb[5], argb[6], argb[7]);
  }

  /// The current colors.
  public ReadOnlyObjectProperty<LaneColors> colors() {
    return colors;
  }

  /// The color as `0xAARRGGBB`, opaque.
  public static int argb(Color color) {
    return 0xff000000
        | (int) Math.round(color.getRed() * 255) << 16
        | (int) Math.round(color.getGreen() * 255) << 8
        | (int) Math.round(color.getBlue() * 255);
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return FACTORY.getCssMetaData();
  }
}
