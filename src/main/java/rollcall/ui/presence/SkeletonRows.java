package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.util.stream.IntStream;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// Placeholder in the shape of the rows, until the history is loaded. Thread: FX.
final class SkeletonRows extends Region {
  private static final double BAR = 9;

  private final PresenceScreenModel screen;
  private final RowGeometry geometry;

  SkeletonRows(PresenceScreenModel screen, RowGeometry geometry) {
    this.screen = screen;
    this.geometry = geometry;
    setId("presence-skeleton");
    getStyleClass().add("skeleton");
    setMouseTransparent(true);
    geometry.columns().subscribe(_ -> requestLayout());
    screen.items().subscribe(this::requestLayout);
  }

  Subscription follow() {
    return screen.presence().historyLoaded().subscribe(loaded -> setShown(this, !loaded));
  }

  @Override
  protected void layoutChildren() {
    if (!isVisible()) {
      return;
    }
    RowColumns layout = geometry.columns().get();
    double lane = screen.timeline().laneHeight();
    double row = geometry.rowHeight();
    int rows = (int) Math.min(screen.items().size(), Math.ceil(getHeight() / row));
    while (getChildren().size() < 2 * rows) {
      Region bar = styled(new Region(), "skeleton-bar");
      bar.setManaged(false);
      getChildren().add(bar);
    }
    IntStream.range(0, getChildren().size())
        .forEach(i -> getChildren().get(i).setVisible(i < 2 * rows));
    for (int i = 0; i < rows; i++) {
      double top = i * row;
      double name = Math.max(24, layout.name() - RowColumns.nameLeft(1) - 16 - 23 * (i % 3));
      double nameHeight = layout.stacked() ? layout.nameHeight() : row;
      place(2 * i, RowColumns.nameLeft(1), top + (nameHeight - BAR) / 2, Math.min(name, 160));
      double laneTop = top + layout.laneTop();
      place(2 * i + 1, layout.left(), laneTop + (lane - BAR) / 2, layout.plot());
    }
  }

  private void place(int bar, double x, double y, double width) {
    getChildren().get(bar).resizeRelocate(x, Math.rint(y), width, BAR);
  }
}
