package rollcall.ui.controls;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Display-only string converter for values that are chosen and not typed; null is shown as blank.
public final class DisplayConverter<T> extends StringConverter<T> {
  private final Function<T, String> label;

  public DisplayConverter(Function<T, String> label) {
    this.label = label;
  }

  @Override
  public String toString(@Nullable T value) {
    return value == null ? "" : label.apply(value);
  }

  @Override
  public T fromString(String text) {
    throw new UnsupportedOperationException("Display only, cannot parse: " + text);
  }
}
