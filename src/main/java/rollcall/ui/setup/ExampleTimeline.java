package rollcall.ui.setup;

import static rollcall.ui.controls.Controls.outputScale;
import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.SlackStatusTimeline;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.ui.timeline.Axis;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.LanesPane;
import rollcall.ui.timeline.RenderContext;
import rollcall.ui.timeline.RowDensity;
import rollcall.ui.timeline.StyleSheetColors;
import rollcall.ui.timeline.TimeWindow;

/// Timeline of invented people, drawn as that of real ones. Thread: FX.
final class ExampleTimeline extends Region {
  private static final Duration SPAN = Duration.ofHours(6);
  private static final double HEADER = 40;
  private static final double PADDING = 16;
  private static final double MARK = 20;
  private static final double GAP = 12;
  private static final int ROW = RowDensity.COMFORTABLE.rowHeight();

  private final Label badge = styled(new Label(Messages.of("setup.example")), "demo-badge");
  private final Label headline = styled(new Label(), "heading");
  private final StyleSheetColors palette = new StyleSheetColors();
  private final AxisView axis = new AxisView();
  private final LanesPane lanes = new LanesPane();
  private final Region nowLine = styled(new Region(), "timeline-now");
  private final List<Label> names = new ArrayList<>();
  private final List<SVGPath> marks = new ArrayList<>();
  private Instant now = ExamplePeople.time(0);
  private List<PresenceTimeline> timelines = List.of();

  ExampleTimeline() {
    getStyleClass().add("setup-picture");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(Messages.of("setup.example.help"));
    setMouseTransparent(true);
    getChildren().setAll(palette, badge, headline, axis, lanes, nowLine);
    for (String name : ExamplePeople.names()) {
      SVGPath mark = StateIcon.AWAY.node();
      Label label = styled(new Label(name, mark), "row-name", "example-name");
      marks.add(mark);
      names.add(label);
    }
    getChildren().addAll(names);
    palette.colors().subscribe(_ -> requestLayout());
    show(0);
  }

  /// Shows the picture as it is after this many seconds.
  void show(long seconds) {
    now = ExamplePeople.time(seconds);
    timelines = ExamplePeople.until(now);
    int active = 0;
    for (int i = 0; i < names.size(); i++) {
      Presence presence = timelines.get(i).presenceAt(now);
      StateIcon.of(presence).show(marks.get(i));
      active += presence == Presence.ACTIVE ? 1 : 0;
    }
    headline.setText(Messages.of("setup.example.active", active, names.size()));
    requestLayout();
  }

  @Override
  protected double computePrefHeight(double width) {
    return 2 * PADDING + HEADER + AxisView.HEIGHT + names.size() * (double) ROW;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computeMaxHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double nameWidth =
        names.stream().mapToDouble(name -> Math.ceil(name.prefWidth(-1))).max().orElse(0);
    double left = PADDING + nameWidth + GAP;
    double plot = Math.max(1, snapSizeX(getWidth() - left - PADDING));
    double top = PADDING + HEADER + AxisView.HEIGHT;
    double height = names.size() * (double) ROW;
    double badgeWidth = Math.ceil(badge.prefWidth(-1));
    badge.resizeRelocate(
        getWidth() - PADDING - badgeWidth, PADDING, badgeWidth, Math.ceil(badge.prefHeight(-1)));
    headline.resizeRelocate(PADDING, PADDING, getWidth() - badgeWidth - 2 * PADDING - GAP, MARK);
    for (int i = 0; i < names.size(); i++) {
      names.get(i).resizeRelocate(PADDING, top + i * (double) ROW, nameWidth, ROW);
    }
    TimeWindow window = TimeWindow.at(now, 1 - TimeWindow.ROOM, SPAN);
    axis.resizeRelocate(left, top - AxisView.HEIGHT, plot, AxisView.HEIGHT);
    axis.show(
        Axis.of(window, ZoneOffset.UTC, plot, Locale.getDefault(Locale.Category.FORMAT)), window);
    lanes.resizeRelocate(left, top, plot, height);
    showLanes(window, plot, height);
    nowLine.resizeRelocate(left + Math.rint(window.partOf(now) * plot) - 0.5, top, 1.5, height);
  }

  private void showLanes(TimeWindow window, double plot, double height) {
    double scale = outputScale(this);
    int laneHeight = (int) Math.round(ROW * scale);
    RenderContext frame =
        new RenderContext(
            new RenderContext.View(
                window,
                ZoneOffset.UTC,
                Duration.ZERO,
                (int) Math.max(1, Math.round(plot * scale)),
                laneHeight,
                (int) Math.round(RowDensity.COMFORTABLE.margin() * scale),
                palette.colors().get(),
                scale,
                1),
            now,
            Duration.ZERO);
    List<LanesPane.Lane> rows = new ArrayList<>();
    for (PresenceTimeline timeline : timelines) {
      rows.add(
          LanesPane.Lane.of(rows.size() * laneHeight, timeline, SlackStatusTimeline.NONE, frame));
    }
    lanes.show(rows, frame, (int) Math.ceil(height * scale));
  }
}
