package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.outputScale;
import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.Span;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.Axis;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.LaneColors;
import rollcall.ui.timeline.LanesPane;
import rollcall.ui.timeline.RangeUnit;
import rollcall.ui.timeline.RenderContext;
import rollcall.ui.timeline.RowDensity;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.StyleSheetColors;
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

  private final PresenceScreenModel screen;
  private final TimelineModel model;
  private final RowGeometry geometry;
  private final StyleSheetColors palette = new StyleSheetColors();
  private final AxisView axisView = new AxisView();
  private final ColumnHeaders headers;
  private final Region headerFill = styled(new Region(), "row-headers-fill");
  private final VirtualRows rows;
  private final LanesPane lanes = new LanesPane();
  private final LaneOverlay overlay = new LaneOverlay();
  private final Region divider = styled(new Region(), "presence-divider");
  private final Label nowFlag = new Label();
  // Focus indicator around the rows: four edges, so that a changed row does not repaint a ring.
  private final List<Region> focusEdges = Stream.generate(Region::new).limit(4).toList();
  private final PointerMarks pointer;
  private final ScrollBar scrollBar = new ScrollBar();
  private @Nullable Region rangeActions;
  private @Nullable String dropTarget;
  private final UpdateThrottle totals = new UpdateThrottle(this::update);
  private final ObservableValue<Boolean> minimized =
      sceneProperty()
          .flatMap(Scene::windowProperty)
          .flatMap(window -> window instanceof Stage stage ? stage.iconifiedProperty() : null)
          .orElse(false);
  private @Nullable Axis axis;
  private RenderContext.@Nullable View axisOf;

  RowsPane(PresenceScreenModel screen) {
    this.screen = screen;
    this.model = screen.timeline();
    geometry = new RowGeometry(screen);
    rows = new VirtualRows(screen, geometry);
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
    scrollBar.setOrientation(Orientation.VERTICAL);
    scrollBar
        .valueProperty()
        .subscribe(value -> {
          geometry.scrollTo(value.doubleValue());
          update();
        });
    prepareDivider();
    getChildren()
        .setAll(
            palette,
            headerFill,
            axisView,
            headers,
            rows,
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
      boolean onPerson = geometry.personAt(y).isPresent();
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
  }

  /// Widens the names by this many pixels, or narrows them if negative.
  void moveDivider(double by) {
    double width = geometry.columns().get().name() + by;
    screen.nameWidth().set(Math.clamp(width, RowColumns.MIN_NAME, RowColumns.MAX_NAME));
  }

  private void followModel() {
    Stream.<ObservableValue<?>>of(
            model.window(),
            model.now(),
            model.zone(),
            model.density(),
            model.textScale(),
            model.emphasis(),
            model.alignClocks(),
            model.ownClocks(),
            model.hideShorter(),
            model.revision(),
            model.bridging(),
            screen.nameWidth(),
            screen.hiddenColumns(),
            screen.range().range(),
            palette.colors(),
            minimized)
        .forEach(value -> value.subscribe(_ -> update()));
    model.rows().subscribe(this::update);
    screen.items().subscribe(this::update);
    screen.chosen().subscribe(this::update);
    screen.selectedGroup().subscribe(_ -> selectionChanged());
    model.selection().person().subscribe(_ -> selectionChanged());
    model.selection().start().subscribe(_ -> selectionChanged());
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

  PointerMarks pointer() {
    return pointer;
  }

  RowGeometry geometry() {
    return geometry;
  }

  @Override
  protected void layoutChildren() {
    boolean wasVisible = geometry.isVisible(screen.selectedIndex());
    geometry.layout(getWidth(), getHeight());
    RowColumns columns = geometry.columns().get();
    double top = AxisView.HEIGHT;
    double height = geometry.height();
    headerFill.resizeRelocate(0, 0, getWidth(), top);
    axisView.resizeRelocate(columns.left(), 0, columns.plot(), top);
    headers.resizeRelocate(0, 0, getWidth(), top);
    headers.show(columns);
    layoutFocus(top - FOCUS_LINE);
    layoutScrollBar(height);
    if (wasVisible) {
      // The details of the selection take their height from the rows.
      revealSelectedRow();
    }
    rows.resizeRelocate(0, top, scrollBar.isVisible() ? columns.width() : getWidth(), height);
    lanes.resizeRelocate(columns.left(), top, columns.plot(), height);
    overlay.resizeRelocate(columns.left(), top, columns.plot(), geometry.filled());
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
    double hidden = geometry.hidden();
    scrollBar.resizeRelocate(getWidth() - SCROLL_TARGET, AxisView.HEIGHT, SCROLL_TARGET, height);
    scrollBar.setVisible(hidden > 0);
    scrollBar.setMax(hidden);
    scrollBar.setVisibleAmount(geometry.visibleAmount());
    scrollBar.setUnitIncrement(geometry.rowHeight());
    scrollBar.setBlockIncrement(height);
    scrollBar.setValue(Math.clamp(scrollBar.getValue(), 0, hidden));
  }

  private void show() {
    TimeWindow window = model.window().get();
    Instant now = model.now().get();
    LaneColors colors = palette.colors().get();
    Presence emphasis = model.emphasis().get();
    LaneColors used = emphasis == null ? colors : colors.emphasizing(emphasis);
    RenderContext.View view = view(used);
    Axis shown = axis(view);
    lanes.show(
        rows.show(view, view(used.selectedRow()), dropTarget, !totals.admits(window)),
        new RenderContext(view, now, Duration.ZERO),
        (int) Math.ceil(geometry.height() * outputScale(this)));
    // The hours of a day are only known with its history.
    boolean loaded = screen.presence().historyLoaded().get();
    axisView.setVisible(loaded);
    boolean showsNow = loaded && !model.isAligned() && window.holds(now);
    overlay.show(window, showsNow ? now : null, timeBands(), shown);
    showNowFlag(showsNow, now);
    showSelection();
    showRange();
    pointer.update();
    leaveOutLabels();
  }

  /// The parts of the overlay in which times are drawn: where the lanes are under the names, only
  /// the lanes, because lines and tints would cross the texts.
  private List<LaneOverlay.Band> timeBands() {
    if (!geometry.columns().get().stacked()) {
      return List.of(new LaneOverlay.Band(0, overlay.getHeight()));
    }
    return IntStream.range(geometry.firstRow(), geometry.endRow())
        .filter(i -> geometry.height(i) >= geometry.rowHeight())
        .mapToObj(i -> new LaneOverlay.Band(geometry.laneTop(i), model.laneHeight()))
        .toList();
  }

  private RenderContext.View view(LaneColors colors) {
    double scale = outputScale(this);
    RowDensity density = model.density().get();
    return new RenderContext.View(
        model.window().get(),
        model.zone().get(),
        model.bridging().get(),
        (int) Math.max(1, Math.round(geometry.columns().get().plot() * scale)),
        (int) Math.round(model.laneHeight() * scale),
        (int) Math.round(density.margin() * model.textScale().get() * scale),
        colors,
        scale,
        model.textScale().get());
  }

  private Axis axis(RenderContext.View view) {
    Axis known = axis;
    if (known == null || !view.equals(axisOf)) {
      known =
          Axis.of(
              view.window(),
              view.zone(),
              geometry.columns().get().plot() / view.textScale(),
              Locale.getDefault(Locale.Category.FORMAT));
      axis = known;
      axisOf = view;
      axisView.show(known, view.window());
    }
    return known;
  }

  private void showNowFlag(boolean showsNow, Instant now) {
    nowFlag.setVisible(showsNow);
    if (showsNow) {
      size(nowFlag, new SpanDescription(model.zone().get()).time("HH:mm", now));
      double left = geometry.columns().get().left();
      nowFlag.relocate(
          left + axisView.leftOfBadge(geometry.xOf(now) - left, nowFlag.getWidth()),
          Math.rint((AxisView.HEIGHT - nowFlag.getHeight()) / 2));
    }
  }

  /// Hides the labels of the axis under the current time and the time at the pointer, and one that
  /// would touch the header beside the axis.
  void leaveOutLabels() {
    axisView.leaveOut(
        Stream.concat(
                headers.besideAxis(geometry.columns().get().right()).stream(),
                Stream.of(nowFlag, pointer.time())
                    .filter(Node::isVisible)
                    .map(Node::getBoundsInParent))
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

  private void showSelection() {
    Optional<Span> span = model.selection().span();
    Optional<TimelineRow> row = model.selection().row();
    int index = screen.selectedIndex();
    if (span.isEmpty() || row.isEmpty() || index < 0) {
      overlay.clearSelection();
      return;
    }
    double left = geometry.columns().get().left();
    Duration shift = model.shift(row.get().person());
    overlay.select(
        geometry.xOf(span.get().start().minus(shift)) - left,
        geometry.xOf(span.get().end().minus(shift)) - left,
        geometry.laneTop(index) + 1,
        model.laneHeight() - 2);
  }

  private void showRange() {
    TimeRangeSelection.Range range = screen.range().range().get();
    RowColumns columns = geometry.columns().get();
    if (range == null) {
      overlay.clearRange();
      return;
    }
    double from = geometry.xOf(range.from());
    double to = geometry.xOf(range.to());
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
      actions.relocate(Math.rint(x), Math.rint(geometry.topOfActions(actions.getHeight())));
    }
  }

  /// Scrolls the rows by this many pixels.
  void scrollRows(double by) {
    scrollBar.setValue(Math.clamp(scrollBar.getValue() + by, 0, scrollBar.getMax()));
  }

  /// Scrolls to the selected row.
  void revealSelectedRow() {
    int index = screen.selectedIndex();
    if (index >= 0 && geometry.height() > 0) {
      scrollBar.setValue(geometry.revealing(index));
    }
  }

  /// The unit of time at this position of the axis: that of the label there, if there is one. The
  /// label of a day among hours stands for the day.
  TimeWindow unitAt(double x) {
    ZoneId zone = model.zone().get();
    Optional<Instant> label = labelAt(x);
    Instant at = label.orElseGet(() -> geometry.timeAt(x));
    TimeWindow unit = RangeUnit.below(model.window().get(), at, zone);
    TimeWindow day = RangeUnit.DAY.window(LocalDate.ofInstant(at, zone), zone);
    boolean ofDay = label.filter(day.from()::equals).isPresent();
    return ofDay && unit.length().compareTo(day.length()) < 0 ? day : unit;
  }

  /// The start of the unit whose label is at this position of the axis.
  Optional<Instant> labelAt(double x) {
    return axisView.labelAt(x - geometry.columns().get().left());
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
        ? Optional.of(GroupRow.text(group, rows.groupKey()))
        : Optional.empty();
  }
}
