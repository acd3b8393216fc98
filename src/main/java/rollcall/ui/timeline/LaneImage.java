package rollcall.ui.timeline;

import java.nio.IntBuffer;
import java.util.List;
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
  // The end of a bar at the current time is rounded, and becomes straight as the bar grows.
  private static final int OVERLAP = 16;

  private int[] pixels = {};
  private @Nullable PixelBuffer<IntBuffer> buffer;
  private @Nullable WritableImage image;
  private @Nullable Content content;
  private RenderContext.@Nullable View view;
  private int nowColumn;

  /// Input of the image.
  ///
  /// @param revisions the sum of the revisions of the timelines
  private record Content(
      List<PresenceTimeline> lanes, Overlays overlays, boolean shares, int revisions) {
    static Content of(List<PresenceTimeline> lanes, Overlays overlays, boolean shares) {
      int revisions = 0;
      for (PresenceTimeline lane : lanes) {
        revisions += lane.revision();
      }
      return new Content(lanes, overlays, shares, revisions);
    }
  }

  /// The image of a timeline in this frame.
  public Image show(PresenceTimeline lane, Overlays overlays, RenderContext frame) {
    return show(Content.of(List.of(lane), overlays, false), frame);
  }

  /// The image of the share of active people in a group; empty for a group without timelines.
  public Image show(List<PresenceTimeline> group, RenderContext frame) {
    return show(Content.of(group, Overlays.NONE, true), frame);
  }

  private Image show(Content newContent, RenderContext frame) {
    RenderContext.View newView = frame.view();
    WritableImage shown = fitted(newView);
    boolean same = newContent.equals(content) && newView.equals(view);
    int left = same ? Math.clamp(nowColumn - OVERLAP, 0, newView.pixels()) : 0;
    int right =
        same ? Math.clamp(frame.nowColumn() + OVERLAP, left, newView.pixels()) : newView.pixels();
    if (left < right && !(same && nowColumn == frame.nowColumn())) {
      paint(newContent, frame, left, right);
    }
    content = newContent;
    view = newView;
    nowColumn = frame.nowColumn();
    return shown;
  }

  private void paint(Content newContent, RenderContext frame, int left, int right) {
    PixelBuffer<IntBuffer> target = buffer;
    if (target != null) {
      if (newContent.shares()) {
        frame.painter().paintShares(newContent.lanes(), pixels, left, right);
      } else {
        PresenceTimeline lane = newContent.lanes().getFirst();
        frame.painter().paint(lane, pixels, left, right);
        frame.overlays().paint(lane, newContent.overlays(), pixels, left, right);
      }
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
      content = null;
    }
    return shown;
  }
}
