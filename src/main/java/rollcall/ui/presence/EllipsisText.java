package rollcall.ui.presence;

import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// Text of one cell of a row: a single line, cut with an ellipsis where it has no room. Much
/// cheaper than a label, which is a control with a skin and a text of its own. Thread: FX.
final class EllipsisText extends Text {
  private static final String ELLIPSIS = "...";

  private final boolean alignRight;
  private String whole = "";
  private double left;
  private double top;
  private double room;
  private double height;

  /// @param alignRight whether the text is at the right edge of its cell
  EllipsisText(String styleClass, boolean alignRight) {
    this.alignRight = alignRight;
    getStyleClass().setAll("text", styleClass);
    setTextOrigin(VPos.TOP);
    setManaged(false);
    fontProperty().subscribe((_, _) -> fit());
  }

  /// The text before it is cut.
  String whole() {
    return whole;
  }

  void show(String text) {
    if (!text.equals(whole)) {
      whole = text;
      fit();
    }
  }

  /// The width of the text before it is cut.
  double wholeWidth() {
    return widthOf(whole);
  }

  /// Places the cell; without a width, nothing is shown.
  void place(double x, double y, double width, double cellHeight) {
    left = x;
    top = y;
    room = width;
    height = cellHeight;
    fit();
  }

  private void fit() {
    if (room <= 0 || !(getParent() instanceof Region row)) {
      setText("");
      return;
    }
    double width = widthOf(whole);
    if (width > room) {
      width = widthOf(cut());
    }
    double x = alignRight ? left + room - row.snapSizeX(width) : left;
    double y = top + (height - getLayoutBounds().getHeight()) / 2;
    relocate(row.snapPositionX(x), row.snapPositionY(y));
  }

  private double widthOf(String text) {
    setText(text);
    return getLayoutBounds().getWidth();
  }

  /// The longest beginning of the text that has room together with the ellipsis.
  private String cut() {
    int fits = 0;
    int tooLong = whole.codePointCount(0, whole.length());
    while (tooLong - fits > 1) {
      int middle = (fits + tooLong) / 2;
      if (widthOf(beginning(middle)) <= room) {
        fits = middle;
      } else {
        tooLong = middle;
      }
    }
    return beginning(fits);
  }

  private String beginning(int characters) {
    return whole.substring(0, whole.offsetByCodePoints(0, characters)) + ELLIPSIS;
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT
        ? whole
        : super.queryAccessibleAttribute(attribute, parameters);
  }
}
