package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.outputScale;
import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.Span;
import rollcall.settings.GroupBy;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.Axis;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.LaneColors;
import rollcall.ui.timeline.LanePicker;
import rollcall.ui.timeline.LanesPane;
import rollcall.ui.timeline.RangeUnit;
import rollcall.ui.timeline.RenderContext;
import rollcall.ui.timeline.RowDensity;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.StyleSheetColors;
import rollcall.ui.timeline.TimeScale;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;

/// Header and rows: table columns, lanes and totals. Only as many rows as fit on the screen exist;
/// scrolling changes their content.
///
/// Every change requests a layout, and the layout, at most one per pulse, updates everything.
/// Thread: FX.
final class RowsPane extends Region {
  private static final double FOCUS_LINE = 2;

  /// The width of the divider for the pointer; its line is narrower.
  private static final double DIVIDER = 24;

  /// The width of the scroll bar for the pointer: it also lies over the end of the last column.
  static final double SCROLL_TARGET = 24;

  private static final double MIN_THUMB = 36;

  private final PresenceScreenModel screen;
  private final TimelineModel model;
  private final StyleSheetColors palette = new StyleSheetColors();
  private final AxisView axisView = new AxisView();
  private final ColumnHeaders headers;
  private final Region headerFill = styled(new Region(), "row-headers-fill");
  private final Pane rowsPane = new Pane();
  private final Rectangle rowsClip = new Rectangle();
  // By the index of the row, modulo the number of rows that fit, so that a row that is scrolled
  // stays the same node.
  private final Map<Integer, MemberRow> memberRows = new HashMap<>();
  private final Map<Integer, GroupRow> groupRows = new HashMap<>();
  private final LanesPane lanes = new LanesPane();
  private final LaneOverlay overlay = new LaneOverlay();
  private final Region divider = styled(new Region(), "presence-divider");
  private final Label nowFlag = new Label();
  // Focus indicator around the rows: four edges, so that a changed row does not repaint a ring.
  private final List<Region> focusEdges = Stream.generate(Region::new).limit(4).toList();
  private final PointerMarks pointer;
  private final ScrollBar scrollBar = new ScrollBar();
  private final ObjectProperty<RowColumns> layout =
      new SimpleObjectProperty<>(RowColumns.of(0, 0, 1, Set.of()));
  private RowOffsets offsets = RowOffsets.of(List.of(), layout.get(), 1);
  private @Nullable Region rangeActions;
  private @Nullable String dropTarget;
  private final UpdateThrottle totals = new UpdateThrottle(this::update);
  private final ObservableValue<Boolean> minimized =
      sceneProperty()
          .flatMap(Scene::windowProperty)
          .flatMap(window -> window instanceof Stage stage ? stage.iconifiedProperty() : null)
          .orElse(false);
  private @Nullable LaneRenderContexts contexts;
  private @Nullable Axis axis;
  private @Nullable Object axisKey;

  RowsPane(PresenceScreenModel screen) {
    this.screen = screen;
    this.model = screen.timeline();
    headers = new ColumnHeaders(screen);
    pointer = new PointerMarks(model, this, overlay);
    getStyleClass().add("presence-rows");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TABLE_VIEW);
    setAccessibleRoleDescription(Messages.of("timeline.accessible"));
    mark(nowFlag, "timeline-now-flag");
    for (Region edge : focusEdges) {
      edge.getStyleClass().add("presence-focus");
      edge.setMouseTransparent(true);
    }
    rowsPane.setClip(rowsClip);
    scrollBar.setOrientation(Orientation.VERTICAL);
    scrollBar.valueProperty().subscribe(_ -> update());
    prepareDivider();
    getChildren()
        .setAll(
            palette,
            headerFill,
            axisView,
            headers,
            rowsPane,
            lanes,
            overlay,
            divider,
            nowFlag,
            pointer.time(),
            scrollBar,
            pointer.tooltip());
    getChildren().addAll(getChildren().indexOf(nowFlag), focusEdges);
    followModel();
  }

  /// Prepares a label that this pane does not lay out and that is hidden at first.
  static void mark(Label label, String styleClass) {
    label.getStyleClass().add(styleClass);
    label.setManaged(false);
    label.setVisible(false);
    label.setMouseTransparent(true);
  }

  private void prepareDivider() {
    divider.setId("presence-divider");
    divider.setCursor(Cursor.H_RESIZE);
    divider.setOnMouseDragged(drag -> {
      double shift = drag.getSceneX() - divider.localToScene(DIVIDER / 2, 0).getX();
      moveDivider(shift);
      drag.consume();
    });
    divider.setOnMouseClicked(click -> {
      boolean twice = click.getClickCount() == 2;
      double y = divider.localToParent(click.getX(), click.getY()).getY();
      boolean onPerson = itemAt(y).filter(RowItem.Member.class::isInstance).isPresent();
      // A single click selects a person.
      if (twice || !click.isStillSincePress() || !onPerson) {
        click.consume();
      }
      if (twice) {
        screen.nameWidth().set(0);
      }
    });
    divider.setOnMousePressed(press -> {
      requestFocus();
      press.consume();
    });
    screen.nameWidth().subscribe(_ -> update());
    screen.hiddenColumns().subscribe(_ -> update());
  }

  /// Widens the names by this many pixels, or narrows them if negative.
  void moveDivider(double by) {
    screen
        .nameWidth()
        .set(Math.clamp(layout.get().name() + by, RowColumns.MIN_NAME, RowColumns.MAX_NAME));
  }

  private void followModel() {
    model.window().subscribe(_ -> update());
    model.now().subscribe(_ -> update());
    model.zone().subscribe(_ -> update());
    model.density().subscribe(_ -> update());
    model.textScale().subscribe(_ -> update());
    model.emphasis().subscribe(_ -> update());
    model.alignClocks().subscribe(_ -> update());
    model.ownClocks().subscribe(_ -> update());
    model.hideShorter().subscribe(_ -> update());
    model.revision().subscribe(_ -> update());
    model.bridging().subscribe(_ -> update());
    model.rows().subscribe(this::update);
    screen.items().subscribe(this::update);
    screen.selectedGroup().subscribe(_ -> selectionChanged());
    model.selection().person().subscribe(_ -> selectionChanged());
    model.selection().start().subscribe(_ -> selectionChanged());
    screen.range().range().subscribe(_ -> update());
    screen.chosen().subscribe(this::update);
    palette.colors().subscribe(_ -> update());
    minimized.subscribe(_ -> update());
  }

  /// Subscribes to the presence, which lives longer than the screen.
  Subscription follow() {
    return Subscription.combine(
        screen.presence().historyLoaded().subscribe(_ -> update()),
        screen.presence().triggers().subscribe(_ -> update()));
  }

  /// Requests a layout of the rows only: their size does not depend on their content.
  private void update() {
    setNeedsLayout(true);
  }

  private void selectionChanged() {
    revealSelectedRow();
    update();
    notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }

  /// Adds the floating bar of the chosen range.
  void setRangeActions(Region actions) {
    rangeActions = actions;
  }

  /// Adds a label that is only visible while something is dragged.
  void addFlag(Label flag) {
    mark(flag, "drag-flag");
    getChildren().add(flag);
  }

  /// Highlights the heading of the group onto which people are dragged; null for none.
  void setDropTarget(@Nullable String group) {
    if (!Objects.equals(dropTarget, group)) {
      dropTarget = group;
      update();
    }
  }

  /// The marks at the pointer.
  PointerMarks pointer() {
    return pointer;
  }

  /// The horizontal layout of the rows.
  ReadOnlyObjectProperty<RowColumns> columns() {
    return layout;
  }

  @Override
  protected void layoutChildren() {
    RowColumns columns =
        RowColumns.of(
            getWidth(),
            screen.nameWidth().get(),
            model.textScale().get(),
            screen.hiddenColumns().get());
    layout.set(columns);
    offsets = RowOffsets.of(screen.items(), columns, model.laneHeight());
    double top = AxisView.HEIGHT;
    double height = Math.max(0, getHeight() - top);
    headerFill.resizeRelocate(0, 0, getWidth(), top);
    axisView.resizeRelocate(columns.left(), 0, columns.plot(), top);
    headers.resizeRelocate(0, 0, getWidth(), top);
    headers.show(columns);
    layoutFocus(top - FOCUS_LINE);
    layoutScrollBar(height);
    double rowWidth = scrollBar.isVisible() ? columns.width() : getWidth();
    rowsPane.resizeRelocate(0, top, rowWidth, height);
    rowsClip.setWidth(rowWidth);
    rowsClip.setHeight(height);
    lanes.resizeRelocate(columns.left(), top, columns.plot(), height);
    double filled = Math.min(height, offsets.total() - scrolled());
    overlay.resizeRelocate(columns.left(), top, columns.plot(), Math.max(0, filled));
    divider.setVisible(!columns.stacked());
    divider.resizeRelocate(columns.left() - DIVIDER - 3, 0, DIVIDER, getHeight());
    // Nothing is visible of a minimized window.
    if (!minimized.getValue()) {
      show();
    }
  }

  private void layoutFocus(double top) {
    double height = getHeight() - top;
    focusEdges.get(0).resizeRelocate(0, top, getWidth(), FOCUS_LINE);
    focusEdges.get(1).resizeRelocate(0, top, FOCUS_LINE, height);
    focusEdges.get(2).resizeRelocate(getWidth() - FOCUS_LINE, top, FOCUS_LINE, height);
    focusEdges.get(3).resizeRelocate(0, getHeight() - FOCUS_LINE, getWidth(), FOCUS_LINE);
  }

  private void layoutScrollBar(double height) {
    double hidden = Math.max(0, offsets.total() - height);
    scrollBar.resizeRelocate(getWidth() - SCROLL_TARGET, AxisView.HEIGHT, SCROLL_TARGET, height);
    scrollBar.setVisible(hidden > 0);
    scrollBar.setMax(hidden);
    scrollBar.setVisibleAmount(visibleAmount(hidden, height));
    scrollBar.setUnitIncrement(rowHeight());
    scrollBar.setBlockIncrement(height);
    scrollBar.setValue(Math.clamp(scrollBar.getValue(), 0, hidden));
  }

  /// The size of the thumb in units of the scroll bar, at least [#MIN_THUMB] pixels.
  private static double visibleAmount(double hidden, double height) {
    double share = height <= 0 ? 1 : height / (hidden + height);
    double least = height <= 0 ? 1 : Math.min(1, MIN_THUMB / height);
    return hidden * Math.max(share, least);
  }

  private void show() {
    TimeWindow window = model.window().get();
    Instant now = model.now().get();
    Axis shown = axis();
    LaneColors colors = palette.colors().get();
    Presence emphasis = model.emphasis().get();
    LaneColors used = emphasis == null ? colors : colors.emphasizing(emphasis);
    showRows(contexts(view(used), view(used.selectedRow()), now));
    // The hours of a day are only known with its history.
    boolean loaded = screen.presence().historyLoaded().get();
    axisView.setVisible(loaded);
    boolean showsNow = loaded && !model.isAligned() && window.holds(now);
    overlay.show(window, now, showsNow ? nowBands() : List.of(), shown);
    showNowFlag(showsNow, now);
    showSelection();
    showRange();
    pointer.update();
    leaveOutLabels();
  }

  /// The parts of the overlay with the line of the current time: where the lanes are under the
  /// names, only the lanes, because the line would cross the texts.
  private List<LaneOverlay.Band> nowBands() {
    RowColumns columns = layout.get();
    if (!columns.stacked()) {
      return List.of(new LaneOverlay.Band(0, overlay.getHeight()));
    }
    return IntStream.range(firstRow(), endRow())
        .filter(i -> offsets.height(i) >= rowHeight())
        .mapToObj(i ->
            new LaneOverlay.Band(
                offsets.top(i) - scrolled() + columns.laneTop(), model.laneHeight()))
        .toList();
  }

  private LaneRenderContexts contexts(
      RenderContext.View plain, RenderContext.View selected, Instant now) {
    LaneRenderContexts known = contexts;
    if (known == null || !known.isOf(plain, selected, now)) {
      known = new LaneRenderContexts(plain, selected, now);
      contexts = known;
    }
    return known;
  }

  private RenderContext.View view(LaneColors colors) {
    double scale = outputScale(this);
    RowDensity density = model.density().get();
    return new RenderContext.View(
        model.window().get(),
        model.zone().get(),
        model.bridging().get(),
        (int) Math.max(1, Math.round(layout.get().plot() * scale)),
        (int) Math.round(model.laneHeight() * scale),
        (int) Math.round(density.margin() * model.textScale().get() * scale),
        colors,
        scale,
        model.textScale().get());
  }

  private Axis axis() {
    record Key(TimeWindow window, Object zone, double width, double textScale) {}
    double textScale = model.textScale().get();
    var key = new Key(model.window().get(), model.zone().get(), layout.get().plot(), textScale);
    Axis known = axis;
    if (known == null || !key.equals(axisKey)) {
      known =
          Axis.of(
              key.window(),
              model.zone().get(),
              key.width() / textScale,
              Locale.getDefault(Locale.Category.FORMAT));
      axis = known;
      axisKey = key;
      axisView.show(known, key.window());
    }
    return known;
  }

  private void showNowFlag(boolean showsNow, Instant now) {
    nowFlag.setVisible(showsNow);
    if (showsNow) {
      size(nowFlag, new SpanDescription(model.zone().get()).time("HH:mm", now));
      double left = layout.get().left();
      nowFlag.relocate(
          left + axisView.leftOfBadge(xOf(now) - left, nowFlag.getWidth()),
          Math.rint((AxisView.HEIGHT - nowFlag.getHeight()) / 2));
    }
  }

  /// Hides the labels of the axis under the current time and the time at the pointer.
  void leaveOutLabels() {
    axisView.leaveOut(
        Stream.of(nowFlag, pointer.time())
            .filter(Node::isVisible)
            .map(Node::getBoundsInParent)
            .toList());
  }

  /// Sets the text and the size of a label whose parent does not lay it out.
  static void size(Label label, String text) {
    if (label.isNeedsLayout() || !text.equals(label.getText()) || label.getWidth() == 0) {
      label.setText(text);
      label.applyCss();
      label.autosize();
    }
  }

  private void showRows(LaneRenderContexts frames) {
    int first = firstRow();
    int end = endRow();
    // As many as fit at most, so that a row keeps its node while it is scrolled.
    int slots = 2 + (int) (height() / Math.min(rowHeight(), model.laneHeight()));
    int selected = screen.selectedIndex();
    boolean moving = !totals.admits(model.window().get());
    Set<Node> used = new HashSet<>();
    List<LanesPane.Lane> shown = new ArrayList<>();
    for (int i = first; i < end; i++) {
      boolean isSelected = i == selected || isChosen(screen.items().get(i));
      int top = laneTop(i);
      switch (screen.items().get(i)) {
        case RowItem.Member(PersonRow person) -> {
          MemberRow row = row(memberRows, i % slots, () -> new MemberRow(screen));
          place(row, i);
          row.show(person, layout.get(), isSelected, moving);
          Duration shift = model.shift(person.state().person());
          if (person.timeline().size() > 0) {
            shown.add(row.lane(person, top, frames.of(isSelected, shift)));
          }
          used.add(row);
        }
        case RowItem.Group group -> {
          GroupRow row = row(groupRows, i % slots, GroupRow::new);
          place(row, i);
          row.show(group, groupKey(), layout.get(), isSelected);
          boolean isTarget = group.name().equals(dropTarget);
          row.showDropTarget(isTarget);
          if (group.collapsed() || !layout.get().stacked()) {
            RenderContext frame = frames.of(isSelected || isTarget, Duration.ZERO);
            shown.add(GroupRow.lane(group, top, frame, model.isAligned()));
          }
          used.add(row);
        }
      }
    }
    lanes.show(
        shown,
        frames.of(false, Duration.ZERO),
        (int) Math.ceil(rowsPane.getHeight() * outputScale(this)));
    rowsPane.getChildren().forEach(row -> row.setVisible(used.contains(row)));
  }

  /// The message key of the number of members of a group. A group of one state has only a number.
  private String groupKey() {
    return "presence.group."
        + (screen.grouping().get().by() == GroupBy.STATE ? "people" : "active")
        + (model.showsNow() ? "" : ".now");
  }

  /// The upper edge of a lane in device pixels.
  private int laneTop(int index) {
    double top = offsets.top(index) - scrolled() + layout.get().laneTop();
    return (int) Math.round(top * outputScale(this));
  }

  private boolean isChosen(RowItem item) {
    return item instanceof RowItem.Member member && screen.chosen().contains(member.person().id());
  }

  private void place(Region row, int index) {
    row.resizeRelocate(
        0, offsets.top(index) - scrolled(), rowsPane.getWidth(), offsets.height(index));
  }

  private <R extends Region> R row(Map<Integer, R> rows, int slot, Supplier<R> newRow) {
    return rows.computeIfAbsent(
        slot,
        _ -> {
          R row = newRow.get();
          row.setManaged(false);
          rowsPane.getChildren().add(row);
          row.applyCss();
          return row;
        });
  }

  private void showSelection() {
    Optional<Span> span = model.selection().span();
    Optional<TimelineRow> row = model.selection().row();
    int index = screen.selectedIndex();
    if (span.isEmpty() || row.isEmpty() || index < 0) {
      overlay.clearSelection();
      return;
    }
    double left = layout.get().left();
    Duration shift = model.shift(row.get().person());
    double y = offsets.top(index) - scrolled() + layout.get().laneTop();
    overlay.select(
        xOf(span.get().start().minus(shift)) - left,
        xOf(span.get().end().minus(shift)) - left,
        y + 1,
        model.laneHeight() - 2);
  }

  private void showRange() {
    TimeRangeSelection.Range range = screen.range().range().get();
    RowColumns columns = layout.get();
    if (range == null) {
      overlay.clearRange();
      return;
    }
    double from = xOf(range.from());
    double to = xOf(range.to());
    overlay.showRange(from - columns.left(), to - columns.left());
    Region actions = rangeActions;
    if (actions != null) {
      // Most windows never show it.
      if (actions.getParent() == null) {
        getChildren().add(actions);
      }
      actions.applyCss();
      actions.autosize();
      double last = Math.max(columns.left(), columns.right() - actions.getWidth());
      double x = Math.clamp((from + to - actions.getWidth()) / 2, columns.left(), last);
      actions.relocate(Math.rint(x), Math.rint(topOfActions(actions.getHeight())));
    }
  }

  /// The position of the actions: above the rows, or below them if they would cover the selected
  /// row.
  private double topOfActions(double height) {
    double top = AxisView.HEIGHT + 6;
    boolean covers =
        screen.selectedIndex() >= 0
            && Math.abs(selectedY() - top - height / 2) < (rowHeight() + height) / 2;
    return covers ? getHeight() - height - 6 : top;
  }

  /// The position of an instant.
  double xOf(Instant at) {
    RowColumns columns = layout.get();
    return columns.left() + Math.rint(model.window().get().partOf(at) * columns.plot());
  }

  /// The height of a person's row.
  double rowHeight() {
    return layout.get().rowHeight(model.laneHeight());
  }

  private double scrolled() {
    return Math.rint(scrollBar.getValue());
  }

  private double height() {
    return rowsPane.getHeight();
  }

  private int firstRow() {
    return Math.max(0, offsets.indexAt(scrolled()));
  }

  /// The row after the last visible one.
  private int endRow() {
    return Math.min(screen.items().size(), offsets.indexAt(scrolled() + height()) + 1);
  }

  /// The number of completely visible rows.
  int rowsShown() {
    return (int) Math.max(1, rowsPane.getHeight() / rowHeight());
  }

  /// Scrolls the rows by this many pixels.
  void scrollRows(double by) {
    scrollBar.setValue(Math.clamp(scrollBar.getValue() + by, 0, scrollBar.getMax()));
  }

  /// Scrolls to the selected row.
  void revealSelectedRow() {
    int index = screen.selectedIndex();
    if (index >= 0 && rowsPane.getHeight() > 0) {
      double top = offsets.top(index);
      double bottom = top + offsets.height(index) - rowsPane.getHeight();
      scrollBar.setValue(Math.clamp(scrolled(), Math.max(0, Math.min(bottom, top)), top));
    }
  }

  /// The middle of the selected row, for a menu that the keyboard opened.
  double selectedY() {
    int index = Math.max(0, screen.selectedIndex());
    return AxisView.HEIGHT + offsets.top(index) - scrolled() + offsets.height(index) / 2;
  }

  /// Whether a point is on the rows, not on the header or the scroll bar.
  boolean onRows(double x, double y) {
    return y >= AxisView.HEIGHT && x < layout.get().width();
  }

  /// Whether a point is within the time range.
  boolean onTime(double x) {
    return x >= layout.get().left() && x < layout.get().right();
  }

  /// The nearest position within the time range.
  double withinTime(double x) {
    return Math.clamp(x, layout.get().left(), layout.get().right());
  }

  /// The width of these pixels as a fraction of the window.
  double partOf(double pixels) {
    return pixels / layout.get().plot();
  }

  /// The instant at this position.
  Instant timeAt(double x) {
    return model.window().get().at(partOf(x - layout.get().left()));
  }

  /// The instant at this position of a lane, which may be moved.
  Instant timeAt(TimelineRow row, double x) {
    return timeAt(x).plus(model.shift(row.person()));
  }

  /// The scale of a lane, which may be moved.
  TimeScale scale(TimelineRow row) {
    TimeWindow window = model.window().get().moved(model.shift(row.person()));
    return new TimeScale(window, (int) layout.get().plot());
  }

  /// The row at this position.
  Optional<RowItem> itemAt(double y) {
    int index = offsets.indexAt(y - AxisView.HEIGHT + scrolled());
    return y < AxisView.HEIGHT || index >= screen.items().size()
        ? Optional.empty()
        : Optional.of(screen.items().get(index));
  }

  /// The person whose name, state or duration is at this position.
  Optional<PersonRow> nameAt(double x, double y) {
    RowColumns columns = layout.get();
    double inRows = y - AxisView.HEIGHT + scrolled();
    double inRow = inRows - offsets.top(offsets.indexAt(inRows));
    boolean onName = columns.stacked() ? inRow < columns.nameHeight() : x < columns.durationRight();
    return itemAt(y)
        .filter(item -> onName && onRows(x, y) && item instanceof RowItem.Member)
        .map(item -> ((RowItem.Member) item).person());
  }

  /// The lane at this position; empty on a group.
  Optional<TimelineRow> laneAt(double y) {
    return itemAt(y)
        .filter(RowItem.Member.class::isInstance)
        .flatMap(item -> model.lane(((RowItem.Member) item).person().id()));
  }

  /// The interval at this position, by the rules of [LanePicker].
  Optional<Span> spanAt(TimelineRow row, double x) {
    var scale = scale(row);
    return LanePicker.at(
        row.timeline(),
        scale,
        model.now().get(),
        model.bridging().get(),
        (int) (x - layout.get().left()));
  }

  /// The unit of time at this position of the axis: that of the label there, if there is one. The
  /// label of a day among hours stands for the day.
  TimeWindow unitAt(double x) {
    ZoneId zone = model.zone().get();
    Optional<Instant> label = labelAt(x);
    Instant at = label.orElseGet(() -> timeAt(x));
    TimeWindow unit = RangeUnit.below(model.window().get(), at, zone);
    TimeWindow day = RangeUnit.DAY.window(LocalDate.ofInstant(at, zone), zone);
    boolean ofDay = label.filter(day.from()::equals).isPresent();
    return ofDay && unit.length().compareTo(day.length()) < 0 ? day : unit;
  }

  /// The start of the unit whose label is at this position of the axis.
  Optional<Instant> labelAt(double x) {
    return axisView.labelAt(x - layout.get().left());
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT
        ? TimelineAccessibleText.of(screen)
            .or(this::selectedGroupText)
            .orElseGet(() -> Messages.of("timeline.accessible"))
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  private Optional<String> selectedGroupText() {
    int index = screen.selectedIndex();
    return index >= 0 && screen.items().get(index) instanceof RowItem.Group group
        ? Optional.of(GroupRow.text(group, groupKey()))
        : Optional.empty();
  }
}
