package rollcall.ui.presence;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Toolbar of the Presence screen: headline, time range and menus. In narrow windows the time range
/// is in a second row, and with large text the menus in one of their own. A change of its content
/// lays out the window only when it needs another number of rows. Thread: FX.
final class PresenceToolbar extends Region {
  private static final double ROW = 42;
  private static final double SPACE = 12;

  /// Pixels by which each of several rows is lower than a single one.
  private static final double LOWER = 10;

  private static final double SIDE = 16;
  private static final double GAP = 20;

  private final Node headline;
  private final RangeBar range;
  private final Node menus;

  PresenceToolbar(Node headline, RangeBar range, Node menus) {
    this.headline = headline;
    this.range = range;
    this.menus = menus;
    getStyleClass().add("presence-toolbar");
    getChildren().setAll(headline, range, menus);
    setMinWidth(0);
  }

  /// Shows the range and the menus, or leaves only the headline.
  void showControls(boolean shown) {
    range.setVisible(shown);
    menus.setVisible(shown);
    requestLayout();
  }

  @Override
  public void requestLayout() {
    setNeedsLayout(true);
  }

  @Override
  protected double computePrefHeight(double width) {
    double wide = width < 0 ? getWidth() : width;
    return fits(wide) ? row() : (menusFit(wide) ? 2 : 3) * (row() - LOWER);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private boolean fits(double width) {
    return 2 * SIDE + 2 * GAP + width(headline) + width(range) + width(menus) <= width;
  }

  /// Whether headline and menus fit into one row.
  private boolean menusFit(double width) {
    return 2 * SIDE + GAP + width(headline) + width(menus) <= width;
  }

  private double row() {
    return Math.max(ROW, Math.ceil(range.prefHeight(-1)) + SPACE);
  }

  private static double width(Node node) {
    return node.isVisible() ? Math.ceil(node.prefWidth(-1)) : 0;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    range.fit(width - 2 * SIDE);
    if (Math.abs(computePrefHeight(width) - getHeight()) >= 1) {
      super.requestLayout();
    }
    double row = fits(width) ? row() : row() - LOWER;
    place(headline, SIDE, 0, Math.min(width(headline), width - 2 * SIDE), row);
    double menusWidth = Math.min(width(menus), width - 2 * SIDE);
    double menusTop = menusFit(width) ? 0 : row;
    place(menus, menusTop > 0 ? SIDE : width - SIDE - menusWidth, menusTop, menusWidth, row);
    double free = width - 2 * SIDE - width(headline) - menusWidth;
    if (fits(width)) {
      place(range, SIDE + width(headline) + (free - width(range)) / 2, 0, width(range), row);
    } else {
      place(range, SIDE, menusTop + row, Math.min(width(range), width - 2 * SIDE), row);
    }
  }

  private static void place(Node node, double x, double top, double width, double row) {
    double height = Math.ceil(node.prefHeight(-1));
    node.resizeRelocate(Math.rint(x), Math.rint(top + (row - height) / 2), width, height);
  }
}
