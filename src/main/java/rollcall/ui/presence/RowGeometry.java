package rollcall.ui.presence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import rollcall.presence.Span;
import rollcall.ui.model.PersonRow;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.LanePicker;
import rollcall.ui.timeline.TimeScale;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;

/// Coordinates of the pane with the rows: the row, lane, interval or instant at a position, and the
/// position of each. The header is at the top, and positions are relative to the pane. Thread: FX.
final class RowGeometry {
  /// The distance of the actions of a range from the upper or lower edge of the rows.
  private static final double ACTIONS_GAP = 6;

  private static final double MIN_THUMB = 36;

  private final PresenceScreenModel screen;
  private final TimelineModel model;
  private final ObjectProperty<RowColumns> columns =
      new SimpleObjectProperty<>(RowColumns.of(0, 0, 1, Set.of()));
  private RowOffsets offsets = RowOffsets.of(List.of(), columns.get(), 1);
  private double height;
  private double scrolled;

  RowGeometry(PresenceScreenModel screen) {
    this.screen = screen;
    model = screen.timeline();
  }

  /// Lays out the rows of the screen in a pane of this size.
  void layout(double paneWidth, double paneHeight) {
    columns.set(
        RowColumns.of(
            paneWidth,
            screen.nameWidth().get(),
            model.textScale().get(),
            screen.hiddenColumns().get()));
    offsets = RowOffsets.of(screen.items(), columns.get(), model.laneHeight());
    height = Math.max(0, paneHeight - AxisView.HEIGHT);
  }

  /// Moves the rows up by this many pixels, in all.
  void scrollTo(double pixels) {
    scrolled = Math.rint(pixels);
  }

  /// The horizontal layout of the rows.
  ReadOnlyObjectProperty<RowColumns> columns() {
    return columns;
  }

  /// The height of the visible part of the rows.
  double height() {
    return height;
  }

  /// The height of all rows that is not visible.
  double hidden() {
    return Math.max(0, offsets.total() - height);
  }

  /// The size of the thumb of the scroll bar, in the unit of [#hidden]; at least [#MIN_THUMB]
  /// pixels.
  double visibleAmount() {
    return height <= 0
        ? hidden()
        : hidden() * Math.max(height / (hidden() + height), Math.min(1, MIN_THUMB / height));
  }

  /// The height of the visible part that rows cover.
  double filled() {
    return Math.clamp(offsets.total() - scrolled, 0, height);
  }

  /// The height of a person's row.
  double rowHeight() {
    return columns.get().rowHeight(model.laneHeight());
  }

  /// The number of completely visible rows.
  int rowsShown() {
    return (int) Math.max(1, height / rowHeight());
  }

  /// The largest number of rows that are visible at once.
  int mostRows() {
    return 2 + (int) (height / Math.min(rowHeight(), model.laneHeight()));
  }

  /// The first visible row.
  int firstRow() {
    return Math.max(0, offsets.indexAt(scrolled));
  }

  /// The row after the last visible one.
  int endRow() {
    return Math.min(screen.items().size(), offsets.indexAt(scrolled + height) + 1);
  }

  /// The upper edge of a row below the header.
  double top(int index) {
    return offsets.top(index) - scrolled;
  }

  /// The upper edge of the lane of a row below the header.
  double laneTop(int index) {
    return top(index) + columns.get().laneTop();
  }

  double height(int index) {
    return offsets.height(index);
  }

  /// The middle of the selected row, or of the first one.
  double selectedY() {
    int index = Math.max(0, screen.selectedIndex());
    return AxisView.HEIGHT + top(index) + height(index) / 2;
  }

  /// The scroll position, nearest to the current one, at which a row is visible.
  double revealing(int index) {
    double top = offsets.top(index);
    double bottom = top + offsets.height(index) - height;
    return Math.clamp(scrolled, Math.max(0, Math.min(bottom, top)), top);
  }

  /// Whether a row is completely visible; false for no row.
  boolean isVisible(int index) {
    return index >= 0 && revealing(index) == scrolled;
  }

  /// The upper edge of the actions of a range: above the rows, or below them if they would cover
  /// the selected row.
  double topOfActions(double actionsHeight) {
    double top = AxisView.HEIGHT + ACTIONS_GAP;
    boolean covers =
        screen.selectedIndex() >= 0
            && Math.abs(selectedY() - top - actionsHeight / 2) < (rowHeight() + actionsHeight) / 2;
    return covers ? AxisView.HEIGHT + height - actionsHeight - ACTIONS_GAP : top;
  }

  /// The position of an instant.
  double xOf(Instant at) {
    return columns.get().left() + Math.rint(model.window().get().partOf(at) * columns.get().plot());
  }

  /// The width of these pixels as a fraction of the window.
  double partOf(double pixels) {
    return pixels / columns.get().plot();
  }

  /// The instant at this position.
  Instant timeAt(double x) {
    return model.window().get().at(partOf(x - columns.get().left()));
  }

  /// The instant at this position of a lane, which may be moved.
  Instant timeAt(TimelineRow row, double x) {
    return timeAt(x).plus(model.shift(row.person()));
  }

  /// The scale of a lane, which may be moved.
  TimeScale scale(TimelineRow row) {
    TimeWindow window = model.window().get().moved(model.shift(row.person()));
    return new TimeScale(window, (int) columns.get().plot());
  }

  /// The column of a lane at this position.
  int column(double x) {
    return (int) (x - columns.get().left());
  }

  /// Whether a point is on the rows, not on the header or the scroll bar.
  boolean onRows(double x, double y) {
    return y >= AxisView.HEIGHT && x < columns.get().width();
  }

  /// Whether a point is within the time range.
  boolean onTime(double x) {
    return x >= columns.get().left() && x < columns.get().right();
  }

  /// The nearest position within the time range.
  double withinTime(double x) {
    return Math.clamp(x, columns.get().left(), columns.get().right());
  }

  /// The row at this position.
  Optional<RowItem> itemAt(double y) {
    int index = offsets.indexAt(inRows(y));
    return y < AxisView.HEIGHT || index >= screen.items().size()
        ? Optional.empty()
        : Optional.of(screen.items().get(index));
  }

  /// The distance of a position from the upper edge of the first row.
  private double inRows(double y) {
    return y - AxisView.HEIGHT + scrolled;
  }

  /// The person at this position; empty on a group.
  Optional<PersonRow> personAt(double y) {
    return itemAt(y).flatMap(RowItem::member);
  }

  /// The person whose name, state or duration is at this position.
  Optional<PersonRow> nameAt(double x, double y) {
    double inRow = inRows(y) - offsets.top(offsets.indexAt(inRows(y)));
    RowColumns shown = columns.get();
    boolean onName = shown.stacked() ? inRow < shown.nameHeight() : x < shown.durationRight();
    return personAt(y).filter(_ -> onName && onRows(x, y));
  }

  /// The lane at this position; empty on a group.
  Optional<TimelineRow> laneAt(double y) {
    return personAt(y).flatMap(person -> model.lane(person.id()));
  }

  /// The interval at this position, by the rules of [LanePicker].
  Optional<Span> spanAt(TimelineRow row, double x) {
    return LanePicker.at(
        row.timeline(), scale(row), model.now().get(), model.bridging().get(), column(x));
  }
}
