package rollcall.ui.main;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import rollcall.settings.ViewState;

/// Place of the window on the screens: the one from the last start, if it is visible there. Thread:
/// FX.
final class WindowPlace {
  /// Room for the title bar and the edges, whose sizes are unknown before the window is shown.
  private static final double TITLE_BAR = 48;

  private static final double EDGES = 16;

  private final Stage stage;
  private ViewState.@Nullable Place normal;

  WindowPlace(Stage stage) {
    this.stage = stage;
  }

  /// Moves the window to this place, or to the nearest visible one; without a place, only makes it
  /// as small as the screen.
  void restore(ViewState.@Nullable Place wanted) {
    List<Rectangle2D> screens = Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
    if (wanted == null) {
      Rectangle2D screen = Screen.getPrimary().getVisualBounds();
      Dimension2D size = first(stage.getScene().getWidth(), stage.getScene().getHeight(), screen);
      stage.setWidth(size.getWidth());
      stage.setHeight(size.getHeight());
      return;
    }
    ViewState.Place place = within(wanted, screens);
    normal = place;
    stage.setX(place.x());
    stage.setY(place.y());
    stage.setWidth(place.width());
    stage.setHeight(place.height());
    stage.setMaximized(place.maximized());
  }

  /// The size of the first window, with its title bar completely on this screen.
  static Dimension2D first(double width, double height, Rectangle2D screen) {
    return new Dimension2D(
        Math.min(width, screen.getWidth() - EDGES),
        Math.min(height, screen.getHeight() - TITLE_BAR));
  }

  /// The place of the window; while it fills the screen, its place before. Null before it has one.
  ViewState.@Nullable Place current() {
    boolean fills = stage.isMaximized() || stage.isFullScreen() || stage.isIconified();
    if (!fills && stage.isShowing() && stage.getWidth() > 0) {
      normal =
          new ViewState.Place(
              stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
    }
    ViewState.Place last = normal;
    return last == null
        ? null
        : new ViewState.Place(last.x(), last.y(), last.width(), last.height(), stage.isMaximized());
  }

  /// The nearest place that is completely on one of these screens, the first of which is the
  /// primary one. It is on the screen with the largest part of the wanted place, and smaller if
  /// that screen is smaller.
  static ViewState.Place within(ViewState.Place wanted, List<Rectangle2D> screens) {
    Rectangle2D screen =
        screens.stream()
            .filter(one -> common(wanted, one) > 0)
            .max(Comparator.comparingDouble(one -> common(wanted, one)))
            .orElse(screens.getFirst());
    double width = Math.min(wanted.width(), screen.getWidth());
    double height = Math.min(wanted.height(), screen.getHeight());
    return new ViewState.Place(
        Math.clamp(wanted.x(), screen.getMinX(), screen.getMaxX() - width),
        Math.clamp(wanted.y(), screen.getMinY(), screen.getMaxY() - height),
        width,
        height,
        wanted.maximized());
  }

  private static double common(ViewState.Place place, Rectangle2D screen) {
    double width =
        Math.min(place.x() + place.width(), screen.getMaxX())
            - Math.max(place.x(), screen.getMinX());
    double height =
        Math.min(place.y() + place.height(), screen.getMaxY())
            - Math.max(place.y(), screen.getMinY());
    return Math.max(0, width) * Math.max(0, height);
  }
}
