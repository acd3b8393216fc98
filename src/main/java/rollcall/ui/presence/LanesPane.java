package rollcall.ui.presence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;
import rollcall.presence.TimelineTotals;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.Axis;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.LaneColors;
import rollcall.ui.timeline.LanePainter;
import rollcall.ui.timeline.LanePalette;
import rollcall.ui.timeline.LanePicker;
import rollcall.ui.timeline.NotRecorded;
import rollcall.ui.timeline.RenderContext;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimeScale;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;

/// Time axis and lanes. Only as many rows as fit on the screen exist; scrolling changes their
/// content.
///
/// Every change requests a layout, and the layout, at most one per pulse, updates everything.
/// Thread: FX.
final class LanesPane extends Region {
  private static final double MARGIN = 4;
  private static final double FOCUS_LINE = 2;

  private final TimelineModel model;
  private final LanePalette palette = new LanePalette();
  private final AxisView axisView = new AxisView();
  private final ColumnHeaders headers = new ColumnHeaders();
  private final Pane rowsPane = new Pane();
  private final Rectangle rowsClip = new Rectangle();
  private final List<LaneRow> laneRows = new ArrayList<>();
  private final LaneOverlay overlay = new LaneOverlay();
  private final Polygon nowCap = new Polygon(0, 0, 10, 0, 5, 6);
  private final Label pointerTime = new Label();
  // Focus indicator under the axis, as under the header of the table.
  private final Region focusLine = new Region();
  private final TimelineTooltip tooltip = new TimelineTooltip();
  private final ScrollBar scrollBar = new ScrollBar();
  private LaneLayout columns = LaneLayout.of(0);
  private @Nullable Axis axis;
  private @Nullable Object axisKey;

  LanesPane(TimelineModel model) {
    this.model = model;
    getStyleClass().add("timeline-lanes");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TABLE_VIEW);
    setAccessibleRoleDescription(Messages.of("timeline.accessible"));
    nowCap.getStyleClass().add("timeline-now-cap");
    nowCap.setManaged(false);
    nowCap.setMouseTransparent(true);
    pointerTime.getStyleClass().add("timeline-pointer-time");
    pointerTime.setVisible(false);
    pointerTime.setMouseTransparent(true);
    focusLine.getStyleClass().add("timeline-focus");
    focusLine.setMouseTransparent(true);
    rowsPane.setClip(rowsClip);
    scrollBar.setOrientation(Orientation.VERTICAL);
    scrollBar.valueProperty().subscribe(_ -> requestLayout());
    getChildren()
        .setAll(
            palette,
            axisView,
            headers,
            rowsPane,
            overlay,
            focusLine,
            nowCap,
            pointerTime,
            scrollBar,
            tooltip);
    followModel();
  }

  private void followModel() {
    model.window().subscribe(_ -> changed());
    model.now().subscribe(_ -> requestLayout());
    model.zone().subscribe(_ -> changed());
    model.density().subscribe(_ -> changed());
    model.emphasis().subscribe(_ -> changed());
    model.revision().subscribe(_ -> requestLayout());
    model.bridging().subscribe(_ -> requestLayout());
    model.rows().subscribe(this::changed);
    model.selection().person().subscribe(_ -> selectionChanged());
    model.selection().start().subscribe(_ -> selectionChanged());
    palette.colors().subscribe(_ -> requestLayout());
  }

  private void changed() {
    tooltip.cancel();
    requestLayout();
  }

  private void selectionChanged() {
    revealSelectedRow();
    requestLayout();
    notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }

  @Override
  protected void layoutChildren() {
    columns = LaneLayout.of(getWidth());
    double top = AxisView.HEIGHT;
    double height = Math.max(0, getHeight() - top);
    axisView.resizeRelocate(columns.left(), 0, columns.plot(), top);
    headers.resizeRelocate(0, 0, getWidth(), top);
    focusLine.resizeRelocate(0, top - FOCUS_LINE, getWidth(), FOCUS_LINE);
    rowsPane.resizeRelocate(0, top, getWidth() - LaneLayout.SCROLL_BAR, height);
    rowsClip.setWidth(rowsPane.getWidth());
    rowsClip.setHeight(height);
    double lanes = Math.min(height, model.rows().size() * rowHeight() - scrolled());
    overlay.resizeRelocate(columns.left(), top, columns.plot(), Math.max(0, lanes));
    scrollBar.resizeRelocate(
        getWidth() - LaneLayout.SCROLL_BAR, top, LaneLayout.SCROLL_BAR, height);
    layoutScrollBar(height);
    show();
  }

  private void layoutScrollBar(double height) {
    double hidden = Math.max(0, model.rows().size() * rowHeight() - height);
    scrollBar.setVisible(hidden > 0);
    scrollBar.setMax(hidden);
    scrollBar.setVisibleAmount(hidden == 0 ? 0 : hidden * height / (hidden + height));
    scrollBar.setUnitIncrement(rowHeight());
    scrollBar.setBlockIncrement(height);
    scrollBar.setValue(Math.clamp(scrollBar.getValue(), 0, hidden));
  }

  private void show() {
    TimeWindow window = model.window().get();
    Instant now = model.now().get();
    Axis shown = axis();
    double scale = outputScale();
    LaneColors colors = palette.colors().get();
    Presence emphasis = model.emphasis().get();
    var view =
        new RenderContext.View(
            window,
            model.zone().get(),
            (int) Math.max(1, Math.round(columns.plot() * scale)),
            (int) Math.round(rowHeight() * scale),
            (int) Math.round(MARGIN * scale),
            emphasis == null ? colors : colors.emphasizing(emphasis),
            model.recordedSince().orElse(null));
    showRows(RenderContext.of(view, shown, now));
    overlay.show(window, now, shown);
    nowCap.setVisible(window.holds(now));
    nowCap.relocate(Math.rint(xOf(now)) - 5, AxisView.HEIGHT - 6);
    headers.show(columns, new SpanDescription(model.zone().get()).zoneName(window.at(0.5)));
    showSelection();
  }

  private double outputScale() {
    Window window = getScene() == null ? null : getScene().getWindow();
    return window == null ? 1 : window.getOutputScaleX();
  }

  private Axis axis() {
    record Key(TimeWindow window, Object zone, double width) {}
    var key = new Key(model.window().get(), model.zone().get(), columns.plot());
    Axis known = axis;
    if (known == null || !key.equals(axisKey)) {
      known = Axis.of(key.window(), model.zone().get(), key.width(), SpanDescription.LOCALE);
      axis = known;
      axisKey = key;
      axisView.show(known, key.window());
    }
    return known;
  }

  private void showRows(RenderContext frame) {
    int first = firstRow();
    int count =
        Math.min(model.rows().size() - first, 2 + (int) (rowsPane.getHeight() / rowHeight()));
    for (int i = 0; i < count; i++) {
      TimelineRow row = model.rows().get(first + i);
      LaneRow laneRow = laneRow(i);
      laneRow.resizeRelocate(
          0, (first + i) * rowHeight() - scrolled(), rowsPane.getWidth(), rowHeight());
      laneRow.show(row, frame, columns, model.totals(row.timeline()));
      laneRow.setSelected(row.user().equals(model.selection().person().get()));
      laneRow.setVisible(true);
    }
    laneRows
        .subList(Math.max(0, count), laneRows.size())
        .forEach(laneRow -> laneRow.setVisible(false));
  }

  private LaneRow laneRow(int place) {
    while (place >= laneRows.size()) {
      LaneRow laneRow = new LaneRow();
      laneRow.setManaged(false);
      laneRows.add(laneRow);
      rowsPane.getChildren().add(laneRow);
    }
    return laneRows.get(place);
  }

  private void showSelection() {
    Optional<Span> span = model.selection().span();
    if (span.isEmpty()) {
      overlay.clearSelection();
      return;
    }
    double y = model.selection().index() * rowHeight() - scrolled();
    overlay.select(
        xOf(span.get().start()) - columns.left(),
        xOf(span.get().end()) - columns.left(),
        y + 1,
        rowHeight() - 2);
  }

  private double xOf(Instant at) {
    return columns.left() + Math.rint(model.window().get().partOf(at) * columns.plot());
  }

  private double rowHeight() {
    return model.density().get().rowHeight();
  }

  private double scrolled() {
    return Math.rint(scrollBar.getValue());
  }

  private int firstRow() {
    return (int) (scrolled() / rowHeight());
  }

  /// The number of completely visible rows.
  int rowsShown() {
    return (int) Math.max(1, rowsPane.getHeight() / rowHeight());
  }

  /// Scrolls the rows by this many pixels.
  void scrollRows(double by) {
    tooltip.cancel();
    scrollBar.setValue(Math.clamp(scrollBar.getValue() + by, 0, scrollBar.getMax()));
  }

  private void revealSelectedRow() {
    int index = model.selection().index();
    if (index >= 0 && rowsPane.getHeight() > 0) {
      double top = index * rowHeight();
      double bottom = top + rowHeight() - rowsPane.getHeight();
      scrollBar.setValue(Math.clamp(scrolled(), Math.max(0, Math.min(bottom, top)), top));
    }
  }

  /// Whether a point is on the lanes.
  boolean onLanes(double x, double y) {
    return onTime(x) && y >= AxisView.HEIGHT;
  }

  /// Whether a point is within the time range.
  boolean onTime(double x) {
    return x >= columns.left() && x < columns.left() + columns.plot();
  }

  /// The width of these pixels as a fraction of the window.
  double partOf(double pixels) {
    return pixels / columns.plot();
  }

  /// The instant at this position.
  Instant timeAt(double x) {
    return model.window().get().at(partOf(x - columns.left()));
  }

  /// The row at this position.
  Optional<TimelineRow> rowAt(double y) {
    int index = (int) Math.floor((y - AxisView.HEIGHT + scrolled()) / rowHeight());
    return y < AxisView.HEIGHT || index >= model.rows().size()
        ? Optional.empty()
        : Optional.of(model.rows().get(index));
  }

  /// The interval at this position, by the rules of [LanePicker].
  Optional<Span> spanAt(TimelineRow row, double x) {
    var scale = new TimeScale(model.window().get(), (int) columns.plot());
    return LanePicker.at(row.timeline(), scale, model.now().get(), (int) (x - columns.left()));
  }

  private Optional<NotRecorded> notRecordedAt(TimelineRow row, double x) {
    return NotRecorded.at(row, timeAt(x), model.now().get(), model.hours().get());
  }

  /// Shows the time at the pointer, and after a delay the tooltip.
  void point(double x, double y) {
    overlay.point(x - columns.left());
    Instant at = timeAt(x);
    pointerTime.setText(new SpanDescription(model.zone().get()).time(pointerPattern(), at));
    pointerTime.applyCss();
    pointerTime.autosize();
    double half = pointerTime.getWidth() / 2;
    double left = columns.left();
    pointerTime.relocate(
        Math.rint(Math.clamp(x - half, left, left + columns.plot() - 2 * half)),
        AxisView.HEIGHT - pointerTime.getHeight() - 1);
    pointerTime.setVisible(true);
    rowAt(y).ifPresentOrElse(row -> tooltip.show(textAt(row, x), x, y, this), tooltip::cancel);
  }

  private String pointerPattern() {
    long seconds = model.window().get().length().toSeconds();
    return seconds > 3 * 86_400 ? "EEE d MMM HH:mm" : seconds > 3_600 ? "HH:mm" : "HH:mm:ss";
  }

  /// Hides the time at the pointer and the tooltip.
  void clearPointer() {
    overlay.clearPointer();
    pointerTime.setVisible(false);
    tooltip.cancel();
  }

  private List<String> textAt(TimelineRow row, double x) {
    var text = new SpanDescription(model.zone().get());
    TimeWindow window = model.window().get();
    var scale = new TimeScale(window, (int) columns.plot());
    PresenceTimeline lane = row.timeline();
    if (!isDense(lane, scale)) {
      return spanAt(row, x)
          .map(span -> text.lines(row, span, timeAt(x)))
          .orElseGet(() -> notRecordedAt(row, x).map(text::lines).orElse(List.of()));
    }
    int column = (int) (x - columns.left());
    Instant from = Instant.ofEpochSecond(scale.secondAt(column - 1));
    Instant to = earlier(Instant.ofEpochSecond(scale.secondAt(column + 2)), model.now().get());
    TimelineTotals totals = lane.totals(from, to);
    int changes = lane.indexAt(to.getEpochSecond()) - lane.indexAt(from.getEpochSecond());
    return totals.watched() == 0 ? List.of() : text.summary(row, from, to, totals, changes);
  }

  private static boolean isDense(PresenceTimeline lane, TimeScale scale) {
    TimeWindow window = scale.window();
    return LanePainter.isDense(lane, window, scale.secondsPerPixel());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT
        ? TimelineAccessibleText.of(model)
        : super.queryAccessibleAttribute(attribute, parameters);
  }
}
