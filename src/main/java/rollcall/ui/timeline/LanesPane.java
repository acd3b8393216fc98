package rollcall.ui.timeline;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.SlackStatusTimeline;

/// Picture of the visible lanes, made of tiles of some columns each and the full height,
/// independent of the length of the history.
///
/// The tiles move with the window; only tiles that appear are painted. Scrolling paints only the
/// lanes that appear: the rows of pixels of a tile are a ring, which is shown in two parts. Time
/// that passes paints only the last columns. A change of the length of the window repaints
/// everything. Thread: FX.
public final class LanesPane extends Region {
  private static final int WIDTH = 128;

  // The end of a bar at the current time is rounded, and becomes straight as the bar grows.
  private static final int OVERLAP = 16;

  // The rows of pixels from the top of the visible part to the end of the ring, and those before.
  private final Group upper = new Group();
  private final Group lower = new Group();
  private final Rectangle clip = new Rectangle();
  private final List<Tile> tiles = new ArrayList<>();
  private Map<Key, Drawn> drawn = new HashMap<>();
  private @Nullable Object layout;
  // The number of columns from 1970 to the left edge of tile 0.
  private long base;
  // The number of pixels by which the lanes have been scrolled.
  private long scrolled;
  private long now;

  /// Lane at a position.
  ///
  /// @param top the upper edge in device pixels; negative for a lane above the visible part
  /// @param timelines one timeline, or those of a group, whose shares are shown
  /// @param slackStatuses the Slack statuses of a single timeline
  public record Lane(
      int top,
      List<PresenceTimeline> timelines,
      SlackStatusTimeline slackStatuses,
      boolean shares,
      RenderContext frame) {
    /// The lane of a person.
    public static Lane of(
        int top,
        PresenceTimeline timeline,
        SlackStatusTimeline slackStatuses,
        RenderContext frame) {
      return new Lane(top, List.of(timeline), slackStatuses, false, frame);
    }

    /// The shares of the states in a group; empty for a group without timelines.
    public static Lane of(int top, List<PresenceTimeline> group, RenderContext frame) {
      return new Lane(top, group, SlackStatusTimeline.NONE, true, frame);
    }

    private boolean isDense() {
      return !shares && frame.isDense(timelines.getFirst());
    }

    private int revisions() {
      return timelines.stream().mapToInt(PresenceTimeline::revision).sum();
    }
  }

  /// Identity of a lane, which keeps its pixels while it is scrolled. Groups without timelines have
  /// the same.
  private record Key(List<PresenceTimeline> timelines, boolean shares) {
    static Key of(Lane lane) {
      return new Key(lane.timelines(), lane.shares());
    }
  }

  /// State of the pixels of a lane.
  ///
  /// @param revisions the sum of the revisions of the timelines
  /// @param origin the first column, of a lane that is moved against the axis
  private record Drawn(
      int top,
      SlackStatusTimeline slackStatuses,
      RenderContext.Style style,
      int revisions,
      long origin,
      boolean dense) {
    static Drawn of(Lane lane, boolean dense) {
      RenderContext frame = lane.frame();
      return new Drawn(
          lane.top(),
          lane.slackStatuses(),
          frame.style(),
          lane.revisions(),
          frame.isMoved() ? frame.scale().origin() : 0,
          dense);
    }

    Drawn moved(int by) {
      return new Drawn(top + by, slackStatuses, style, revisions, origin, dense);
    }
  }

  /// An empty picture.
  public LanesPane() {
    getStyleClass().add("lanes");
    setMouseTransparent(true);
    for (Group part : List.of(upper, lower)) {
      part.setManaged(false);
      part.setAutoSizeChildren(false);
    }
    setClip(clip);
    getChildren().setAll(upper, lower);
  }

  @Override
  protected void layoutChildren() {
    clip.setWidth(getWidth());
    clip.setHeight(getHeight());
  }

  /// Shows these lanes, from top to bottom.
  ///
  /// @param frame the parameters of lanes that are not moved
  /// @param height the height of the visible part in device pixels
  public void show(List<Lane> lanes, RenderContext frame, int height) {
    record Layout(double secondsPerPixel, int pixels, int lane, int height) {}
    RenderContext.View view = frame.view();
    long origin = frame.scale().origin();
    var newLayout =
        new Layout(frame.scale().secondsPerPixel(), view.pixels(), view.height(), height);
    if (!newLayout.equals(layout)) {
      layout = newLayout;
      reset(origin, view, height);
    }
    List<Lane> visible =
        lanes.stream().filter(lane -> lane.top() > -view.height() && lane.top() < height).toList();
    paint(visible, frame, scroll(visible));
    now = origin + frame.nowColumn();
    int hidden = tiles.getFirst().row(0);
    upper.setTranslateX((base - origin) / view.outputScale());
    upper.setTranslateY(-hidden / view.outputScale());
    lower.setTranslateX(upper.getTranslateX());
    lower.setTranslateY((tiles.getFirst().height - hidden) / view.outputScale());
  }

  private void reset(long origin, RenderContext.View view, int height) {
    base = origin;
    drawn = new HashMap<>();
    int count = Math.ceilDiv(view.pixels(), WIDTH) + 1;
    int tileHeight = height + 2 * view.height();
    if (tiles.size() != count || !tiles.getFirst().holds(tileHeight, view.height())) {
      tiles.clear();
      for (int i = 0; i < count; i++) {
        tiles.add(new Tile(tileHeight, view.height()));
      }
      upper.getChildren().setAll(tiles.stream().map(tile -> tile.upper).toList());
      lower.getChildren().setAll(tiles.stream().map(tile -> tile.lower).toList());
    }
    tiles.forEach(Tile::clear);
  }

  /// Moves the ring if the lanes are at another height now.
  private boolean scroll(List<Lane> lanes) {
    int by = 0;
    for (Lane lane : lanes) {
      Drawn before = drawn.get(Key.of(lane));
      if (before != null && !lane.timelines().isEmpty()) {
        by = lane.top() - before.top();
        break;
      }
    }
    if (by != 0) {
      int distance = by;
      drawn.replaceAll((_, before) -> before.moved(distance));
      scrolled -= distance;
    }
    return by != 0;
  }

  private void paint(List<Lane> lanes, RenderContext frame, boolean scrolled) {
    long offset = frame.scale().origin() - base;
    long first = Math.floorDiv(offset, WIDTH);
    long last = Math.floorDiv(offset + frame.view().pixels() - 1, WIDTH);
    boolean appears = false;
    for (long index = first; index <= last; index++) {
      Tile tile = tile(index);
      if (tile.index != index) {
        appears = true;
        tile.place(index, frame.view().outputScale());
      }
    }
    Map<Key, Drawn> next = new HashMap<>();
    for (Lane lane : lanes) {
      Key key = Key.of(lane);
      Drawn before = drawn.get(key);
      boolean dense = (appears || before == null) ? lane.isDense() : before.dense();
      Drawn after = Drawn.of(lane, dense);
      boolean same = after.equals(before);
      next.put(key, after);
      for (long index = first; index <= last; index++) {
        paint(lane, dense, tile(index), (int) (index * WIDTH - offset), same);
      }
    }
    boolean moved = scrolled || !next.keySet().equals(drawn.keySet());
    tiles.stream()
        .filter(tile -> tile.isNew || (moved && tile.isUsed()))
        .forEach(tile -> tile.clearGaps(lanes));
    drawn = next;
    tiles.forEach(Tile::update);
  }

  private Tile tile(long index) {
    return tiles.get((int) Math.floorMod(index, (long) tiles.size()));
  }

  private void paint(Lane lane, boolean dense, Tile tile, int left, boolean same) {
    if (!same || tile.isNew) {
      tile.paint(lane, dense, left, 0, WIDTH);
    } else {
      int column = lane.frame().nowColumn();
      int before = (int) (now - lane.frame().scale().origin());
      if (column != before) {
        int from = Math.clamp((long) Math.min(before, column) - OVERLAP - left, 0, WIDTH);
        int to = Math.clamp((long) Math.max(before, column) + OVERLAP - left, 0, WIDTH);
        tile.paint(lane, dense, left, from, to);
      }
    }
  }

  /// Image of [#WIDTH] columns: a ring of rows of pixels with the height of one lane to spare above
  /// and below the visible part, and below the ring space for a lane that begins in its last rows.
  private final class Tile {
    private final int height;
    private final int laneHeight;
    private final int[] pixels;
    private final PixelBuffer<IntBuffer> buffer;
    private final ImageView upper;
    private final ImageView lower;
    private long index;
    private boolean isNew;
    // The part that changed.
    private int left;
    private int right;
    private int top;
    private int bottom;

    Tile(int height, int laneHeight) {
      this.height = height;
      this.laneHeight = laneHeight;
      int rows = height + laneHeight;
      pixels = new int[WIDTH * rows];
      buffer =
          new PixelBuffer<>(
              WIDTH, rows, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
      var image = new WritableImage(buffer);
      upper = new ImageView(image);
      lower = new ImageView(image);
      clear();
    }

    /// Whether the ring has this height, for lanes of this height.
    boolean holds(int rows, int laneRows) {
      return height == rows && laneHeight == laneRows;
    }

    /// The row of the ring at this distance from the top of the visible part.
    int row(int y) {
      return (int) Math.floorMod(scrolled + y, (long) height);
    }

    void clear() {
      index = Long.MIN_VALUE;
    }

    boolean isUsed() {
      return index != Long.MIN_VALUE;
    }

    void place(long newIndex, double outputScale) {
      index = newIndex;
      isNew = true;
      change(0, WIDTH, 0, height);
      for (ImageView part : List.of(upper, lower)) {
        part.setX(index * WIDTH / outputScale);
        part.setFitWidth(WIDTH / outputScale);
        part.setFitHeight((height + laneHeight) / outputScale);
      }
    }

    /// Paints the columns `[from, to)` of the tile, whose left edge is this column of the window.
    void paint(Lane lane, boolean dense, int edge, int from, int to) {
      if (from >= to) {
        return;
      }
      RenderContext frame = lane.frame();
      RenderContext.Painters painters = frame.painters(edge, WIDTH);
      int y = row(lane.top());
      if (lane.shares()) {
        painters.lanes().paintShares(lane.timelines(), pixels, y, from, to);
        showLine(y + laneHeight, frame, from, to);
      } else {
        PresenceTimeline timeline = lane.timelines().getFirst();
        painters.lanes().paint(timeline, dense, pixels, y, from, to);
        painters.slackStatuses().paint(timeline, lane.slackStatuses(), pixels, y, from, to);
      }
      change(from, to, y, Math.min(height, y + laneHeight));
      closeRing(y + laneHeight, from, to);
    }

    /// Moves the rows below the end of the ring to its start.
    private void closeRing(int end, int from, int to) {
      for (int y = height; y < end; y++) {
        int row = y * WIDTH;
        System.arraycopy(pixels, row + from, pixels, row - height * WIDTH + from, to - from);
        Arrays.fill(pixels, row + from, row + to, 0);
      }
      if (end > height) {
        change(from, to, 0, end - height);
      }
    }

    /// Makes the last pixels of a group transparent, so that the line under its row is visible.
    private void showLine(int end, RenderContext frame, int from, int to) {
      for (int y = end - (int) Math.max(1, Math.round(frame.view().outputScale())); y < end; y++) {
        Arrays.fill(pixels, y * WIDTH + from, y * WIDTH + to, 0);
      }
    }

    /// Makes transparent what is between and below the lanes.
    void clearGaps(List<Lane> lanes) {
      int end = -laneHeight;
      for (Lane lane : lanes) {
        clear(end, lane.top());
        end = lane.top() + laneHeight;
      }
      clear(end, height - laneHeight);
    }

    private void clear(int from, int to) {
      for (int y = from; y < to; y++) {
        int row = row(y);
        Arrays.fill(pixels, row * WIDTH, (row + 1) * WIDTH, 0);
        change(0, WIDTH, row, row + 1);
      }
    }

    private void change(int from, int to, int first, int end) {
      boolean none = left >= right;
      left = none ? from : Math.min(left, from);
      right = none ? to : Math.max(right, to);
      top = none ? first : Math.min(top, first);
      bottom = none ? end : Math.max(bottom, end);
    }

    void update() {
      if (left < right) {
        var changed = new Rectangle2D(left, top, right - left, bottom - top);
        buffer.updateBuffer(_ -> changed);
      }
      upper.setVisible(isUsed());
      lower.setVisible(isUsed());
      isNew = false;
      left = 0;
      right = 0;
    }
  }
}
