package rollcall.ui.timeline;

import java.nio.IntBuffer;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Overlays;
import rollcall.presence.PresenceTimeline;

/// Image of one row: as wide as the window, independent of the length of the history. Repaints
/// completely only when the timeline or the view changed; as time passes, only the last columns.
/// Thread: FX.
public final class LaneImage {
  // Bars at the edge of a repainted range may extend a column or two beyond it.
  private static final int OVERLAP = 3;

  private int[] pixels = {};
  private @Nullable PixelBuffer<IntBuffer> buffer;
  private @Nullable WritableImage image;
  private @Nullable PresenceTimeline lane;
  private Overlays overlays = Overlays.NONE;
  private RenderContext.@Nullable View view;
  private int revision;
  private int nowColumn;

  /// The image of the timeline in this frame.
  public Image show(PresenceTimeline newLane, Overlays newOverlays, RenderContext frame) {
    RenderContext.View newView = frame.view();
    WritableImage shown = fitted(newView);
    boolean same =
        newLane == lane
            && newOverlays == overlays
            && newLane.revision() == revision
            && newView.equals(view);
    int left = same ? Math.clamp(nowColumn - OVERLAP, 0, newView.pixels()) : 0;
    int right =
        same ? Math.clamp(frame.nowColumn() + OVERLAP, left, newView.pixels()) : newView.pixels();
    if (left < right && !(same && nowColumn == frame.nowColumn())) {
      paint(newLane, newOverlays, frame, left, right);
    }
    lane = newLane;
    overlays = newOverlays;
    revision = newLane.revision();
    view = newView;
    nowColumn = frame.nowColumn();
    return shown;
  }

  private void paint(
      PresenceTimeline newLane, Overlays newOverlays, RenderContext frame, int left, int right) {
    PixelBuffer<IntBuffer> target = buffer;
    if (target != null) {
      frame.painter().paint(newLane, pixels, left, right);
      frame.overlays().paint(newLane, newOverlays, pixels, left, right);
      int height = frame.view().height();
      target.updateBuffer(_ -> new Rectangle2D(left, 0, right - left, height));
    }
  }

  private WritableImage fitted(RenderContext.View newView) {
    WritableImage shown = image;
    if (shown == null
        || shown.getWidth() != newView.pixels()
        || shown.getHeight() != newView.height()) {
      pixels = new int[newView.pixels() * newView.height()];
      buffer =
          new PixelBuffer<>(
              newView.pixels(),
              newView.height(),
              IntBuffer.wrap(pixels),
              PixelFormat.getIntArgbPreInstance());
      shown = new WritableImage(buffer);
      image = shown;
      lane = null;
    }
    return shown;
  }
}
