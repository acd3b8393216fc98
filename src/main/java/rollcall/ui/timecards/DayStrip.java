package rollcall.ui.timecards;

import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.QuadCurveTo;
import javafx.scene.shape.VLineTo;
import rollcall.presence.Presence;

/// Strip of one day, in the shapes of the lanes: active is a full bar, away a thin line, unknown a
/// hatched bar. Colors are set by the style sheet. Thread: FX.
final class DayStrip extends Region {
  private static final double LEAST_ACTIVE = 1;
  private static final double LEAST_UNKNOWN = 2;

  // High strips have the bars of the Presence screen.
  private static final double ROUNDED = 10;
  private static final double RADIUS = 2.5;

  private final Path active = path("strip-active");
  private final Path away = path("strip-away");
  private final Path unknown = path("strip-unknown");
  private final double awayHeight;
  private List<DayWindow.Piece> pieces = List.of();

  /// @param awayHeight the height of the line for time away
  DayStrip(double awayHeight) {
    this.awayHeight = awayHeight;
    getStyleClass().add("day-strip");
    setMouseTransparent(true);
    getChildren().setAll(away, unknown, active);
  }

  private static Path path(String style) {
    Path path = new Path();
    path.getStyleClass().add(style);
    path.setManaged(false);
    return path;
  }

  /// Shows these states.
  void show(List<DayWindow.Piece> newPieces) {
    if (!pieces.equals(newPieces)) {
      pieces = newPieces;
      requestLayout();
    }
  }

  @Override
  protected void layoutChildren() {
    for (Path path : List.of(active, away, unknown)) {
      path.getElements().clear();
    }
    double awayTop = snapPositionY((getHeight() - awayHeight) * 0.6);
    double radius = getHeight() < ROUNDED ? 0 : RADIUS;
    for (DayWindow.Piece piece : pieces) {
      switch (piece.presence()) {
        case ACTIVE -> add(active, piece, 0, getHeight(), LEAST_ACTIVE, radius);
        case AWAY -> add(away, piece, awayTop, awayTop + awayHeight, 0, 0);
        case UNKNOWN -> add(unknown, piece, 0, getHeight(), LEAST_UNKNOWN, 0);
        case NOT_WATCHED ->
            throw new IllegalArgumentException(Presence.NOT_WATCHED + " is not drawn.");
      }
    }
  }

  private void add(
      Path path, DayWindow.Piece piece, double top, double bottom, double least, double radius) {
    double left = snapPositionX(piece.from() * getWidth());
    double right = Math.max(left + least, snapPositionX(piece.to() * getWidth()));
    double round = Math.min(radius, (right - left) / 2);
    path.getElements()
        .addAll(
            new MoveTo(left + round, top),
            new HLineTo(right - round),
            new QuadCurveTo(right, top, right, top + round),
            new VLineTo(bottom - round),
            new QuadCurveTo(right, bottom, right - round, bottom),
            new HLineTo(left + round),
            new QuadCurveTo(left, bottom, left, bottom - round),
            new VLineTo(top + round),
            new QuadCurveTo(left, top, left + round, top),
            new ClosePath());
  }
}
