package rollcall.ui.presence;

import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import rollcall.ui.timeline.LaneColors;

/// Picture of the curve of active people: an area with a line along its upper edge, and a hatched
/// band above it. Paints only the columns that changed. A shape with as many edges would cost most
/// of the time of a frame. Thread: FX.
final class CurvePicture extends ImageView {
  private static final int HATCH = 5;

  private Style style = new Style(0, 0, 1, 0, 0, LaneColors.NONE);
  private int[] pixels = {};
  private int[] certain = {};
  private int[] possible = {};
  private @Nullable PixelBuffer<IntBuffer> buffer;

  /// Parameters whose change requires a complete repaint.
  ///
  /// @param width in device pixels
  /// @param height in device pixels
  /// @param dot the width of the line in device pixels
  /// @param origin the number of columns from 1970 to the left edge, so that the hatch moves with
  ///   the time
  /// @param soft the color of the area
  record Style(int width, int height, int dot, long origin, int soft, LaneColors colors) {}

  CurvePicture() {
    getStyleClass().add("at-once-picture");
    setManaged(false);
    setMouseTransparent(true);
    setSmooth(false);
  }

  /// Shows a curve.
  ///
  /// @param nextCertain the height of the area in each column, in device pixels
  /// @param nextPossible the height of the band above it, from the bottom
  void show(Style next, int[] nextCertain, int[] nextPossible) {
    int from = 0;
    int to = next.width();
    if (next.equals(style)) {
      from = Math.min(mismatch(certain, nextCertain), mismatch(possible, nextPossible));
      to = Math.max(lastMismatch(certain, nextCertain), lastMismatch(possible, nextPossible)) + 2;
    } else if (next.width() != style.width() || next.height() != style.height()) {
      pixels = new int[next.width() * next.height()];
      buffer =
          new PixelBuffer<>(
              next.width(),
              next.height(),
              IntBuffer.wrap(pixels),
              PixelFormat.getIntArgbPreInstance());
      setImage(new WritableImage(buffer));
    }
    style = next;
    certain = nextCertain;
    possible = nextPossible;
    paint(from, Math.min(to, next.width()));
  }

  private void paint(int from, int to) {
    PixelBuffer<IntBuffer> target = buffer;
    if (from >= to || target == null) {
      return;
    }
    for (int y = 0; y < style.height(); y++) {
      Arrays.fill(pixels, y * style.width() + from, y * style.width() + to, 0);
    }
    for (int x = from; x < to; x++) {
      paintColumn(x);
    }
    var changed = new Rectangle2D(from, 0, to - from, style.height());
    target.updateBuffer(_ -> changed);
  }

  private void paintColumn(int x) {
    int height = certain[x];
    int before = x == 0 ? 0 : certain[x - 1];
    for (int y = height; y < possible[x]; y++) {
      if (Math.floorMod(x + style.origin() - y, HATCH * style.dot()) < style.dot()) {
        set(x, y, style.colors().unknown());
      }
    }
    for (int y = 0; y < height - style.dot(); y++) {
      set(x, y, style.soft());
    }
    // The line, and the step to the column before.
    int low = Math.max(0, Math.min(height - style.dot(), before));
    int high = before > height ? before : height;
    for (int y = low; y < high; y++) {
      set(x, y, style.colors().active());
    }
  }

  /// @param y from the bottom
  private void set(int x, int y, int color) {
    if (y < style.height()) {
      pixels[(style.height() - 1 - y) * style.width() + x] = color;
    }
  }

  private static int mismatch(int[] one, int[] other) {
    int at = Arrays.mismatch(one, other);
    return at < 0 ? other.length : at;
  }

  private static int lastMismatch(int[] one, int[] other) {
    int at = Math.min(one.length, other.length) - 1;
    while (at >= 0 && one[at] == other[at]) {
      at--;
    }
    return one.length == other.length ? at : other.length - 1;
  }
}
