package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import javafx.scene.layout.Region;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.VLineTo;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;

/// Chart of one person's last 24 hours: active full height, away lower with an edge, unknown
/// hatched, not watched a dotted line. Thread: FX.
final class Last24hChart extends Region {
  /// The range of the chart.
  static final Duration DAY = Duration.ofHours(24);

  private static final double HEIGHT = 14;
  private static final double AWAY_HEIGHT = 8;
  private static final double HATCH = 4;

  private final Path baseline = part("last24h-baseline");
  private final Path active = part("last24h-active");
  private final Path away = part("last24h-away");
  private final Path unknown = part("last24h-unknown");

  Last24hChart() {
    getStyleClass().add("last24h");
    setMinSize(24, HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    getChildren().setAll(baseline, unknown, away, active);
  }

  /// Draws the 24 hours before `now` with a width of `width` pixels.
  void draw(PresenceTimeline timeline, Instant now, double width) {
    active.getElements().clear();
    away.getElements().clear();
    unknown.getElements().clear();
    baseline.getElements().setAll(new MoveTo(0, HEIGHT - 1), new HLineTo(width));
    double secondsPerPixel = DAY.toSeconds() / width;
    long from = now.getEpochSecond() - DAY.toSeconds();
    for (int i = Math.max(0, timeline.indexAt(from)); i < timeline.size(); i++) {
      long start = Math.max(from, timeline.startSecond(i));
      long end = i + 1 < timeline.size() ? timeline.startSecond(i + 1) : now.getEpochSecond();
      if (end > from && start < now.getEpochSecond()) {
        double left = Math.floor((start - from) / secondsPerPixel);
        // Even the shortest interval is one pixel wide.
        double right = Math.max(left + 1, Math.floor((end - from) / secondsPerPixel));
        draw(timeline.presence(i), left, Math.min(right, width));
      }
    }
  }

  private void draw(Presence presence, double left, double right) {
    switch (presence) {
      case ACTIVE -> box(active, left, 0, right);
      case AWAY -> box(away, left, HEIGHT - AWAY_HEIGHT, right);
      case UNKNOWN -> hatch(left, right);
      case NOT_WATCHED -> {
        // Only the baseline.
      }
    }
  }

  private static void box(Path path, double left, double top, double right) {
    path.getElements()
        .addAll(
            new MoveTo(left, top),
            new HLineTo(right),
            new VLineTo(HEIGHT),
            new HLineTo(left),
            new VLineTo(top));
  }

  /// Draws lines at 45°, aligned across boxes so that adjacent ones join.
  private void hatch(double left, double right) {
    for (double x = Math.floor(left / HATCH) * HATCH; x < right + HEIGHT; x += HATCH) {
      double low = Math.max(left, x - HEIGHT);
      double high = Math.min(right, x);
      if (low < high) {
        unknown.getElements().addAll(new MoveTo(low, x - low), new LineTo(high, x - high));
      }
    }
  }

  private static Path part(String style) {
    Path path = new Path();
    path.getStyleClass().setAll(style);
    path.setManaged(false);
    path.setSmooth(style.equals("last24h-unknown"));
    return path;
  }
}
