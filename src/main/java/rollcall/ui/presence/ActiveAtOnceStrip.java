package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.outputScale;
import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.OccupancyCurve;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.TimelineTotals;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.StyleSheetColors;
import rollcall.ui.timeline.TimeWindow;

/// Curve of the number of people who are active at once, over the visible time and the shown rows.
/// People whose presence is unknown are a hatched band above it. Dragging chooses a range, as on
/// the lanes. Thread: FX.
final class ActiveAtOnceStrip extends Region {
  private static final double HEIGHT = 40;
  private static final double TOP = 3;
  private static final double TEXT_TOP = 2;
  private static final double BELOW = 2;
  private static final double LEFT = 16;
  private static final double MIN_DRAG = 4;

  /// The steps of the computation of a curve in one frame.
  private static final int STEPS = 20_000;

  private static final int NAMES = 20;

  private final PresenceScreenModel screen;
  private final TimelineModel model;
  private final RowGeometry geometry;
  private final Label title = label("at-once-title");
  private final Label text = label("at-once-text");
  private final StyleSheetColors palette = new StyleSheetColors();
  // Its background is the color of the area.
  private final Region soft = region("at-once-soft");
  private final CurvePicture picture = new CurvePicture();
  private final Region base = region("at-once-base");
  private final Region pointer = region("at-once-pointer");
  private final Region chosen = region("at-once-chosen");
  private final Tooltip names = new Tooltip();
  private final UpdateThrottle peaks = new UpdateThrottle(this::update);
  private final UpdateThrottle updates = new UpdateThrottle(this::update);
  private final PauseTransition nextPart = new PauseTransition(Duration.millis(1));
  private OccupancyCurve curve =
      OccupancyCurve.of(List.of(), Instant.EPOCH, Instant.EPOCH, 1, java.time.Duration.ZERO);
  private @Nullable Object curveScale;
  // The curve that is being computed, and its scale.
  private @Nullable OccupancyCurve nextCurve;
  private @Nullable Object nextScale;
  // The timelines of the shown rows, and the revision of the lanes with which they were listed.
  private List<PresenceTimeline> people = List.of();
  private int peopleRevision = -1;
  // The state of the model up to which the curve is extended.
  private @Nullable Object extended;
  private String peak = "";
  private double height = HEIGHT;
  private double pointerX = Double.NaN;
  private double dragStart = Double.NaN;

  /// @param geometry the positions of the rows below
  ActiveAtOnceStrip(PresenceScreenModel screen, RowGeometry geometry) {
    this.screen = screen;
    this.model = screen.timeline();
    this.geometry = geometry;
    setId("active-at-once");
    getStyleClass().add("at-once");
    setAccessibleRole(AccessibleRole.TEXT);
    title.setText(Messages.of("presence.at_once"));
    names.setShowDelay(Duration.millis(600));
    Tooltip.install(this, names);
    getChildren().setAll(palette, soft, title, text, base, picture, chosen, pointer);
    addEventHandler(MouseEvent.MOUSE_MOVED, move -> movePointer(move.getX()));
    addEventHandler(MouseEvent.MOUSE_EXITED, _ -> movePointer(Double.NaN));
    addEventHandler(MouseEvent.MOUSE_PRESSED, press -> dragStart = press.getX());
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    nextPart.setOnFinished(_ -> update());
    model.window().subscribe(_ -> update());
    model.now().subscribe(_ -> update());
    model.zone().subscribe(_ -> update());
    model.textScale().subscribe(this::setHeightFor);
    screen
        .shown()
        .subscribe(() -> {
          peopleRevision = -1;
          update();
        });
    screen.range().range().subscribe(_ -> update());
    geometry.columns().subscribe(_ -> update());
    palette.colors().subscribe(_ -> update());
    soft.backgroundProperty().subscribe(_ -> update());
  }

  Subscription follow() {
    return Subscription.combine(
        screen.presence().historyLoaded().subscribe(_ -> update()),
        screen.presence().namesHidden().subscribe((_, _) -> renewNames()));
  }

  /// Requests a layout of the strip only: its size does not depend on its content.
  private void update() {
    setNeedsLayout(true);
  }

  private void setHeightFor(Number textScale) {
    height = Math.rint(HEIGHT * Math.max(1, textScale.doubleValue()));
    setMinHeight(height);
    setPrefHeight(height);
    setMaxHeight(height);
  }

  private static Label label(String styleClass) {
    Label label = styled(new Label(), styleClass);
    label.setManaged(false);
    label.setMouseTransparent(true);
    return label;
  }

  private static Region region(String styleClass) {
    Region region = styled(new Region(), styleClass);
    region.setManaged(false);
    region.setMouseTransparent(true);
    region.setVisible(false);
    return region;
  }

  @Override
  protected void layoutChildren() {
    RowColumns layout = geometry.columns().get();
    updateCurve((int) Math.max(1, layout.plot()));
    base.setVisible(true);
    base.resizeRelocate(layout.left(), bottom(), layout.plot(), 1);
    drawCurve(layout);
    showText();
    boolean beside = !layout.stacked();
    title.setVisible(beside);
    double width = beside ? layout.left() - LEFT - 8 : getWidth() - 2 * LEFT;
    double titleHeight = title.prefHeight(-1);
    double textHeight = text.prefHeight(-1);
    double top = Math.max(0, Math.rint((height - (beside ? titleHeight : 0) - textHeight) / 2));
    title.resizeRelocate(LEFT, top, width, titleHeight);
    text.resizeRelocate(LEFT, beside ? top + titleHeight : TEXT_TOP, width, textHeight);
    showPointer(layout);
  }

  /// Extends the curve to now, or computes a new one, in parts and not while the window is moving.
  private void updateCurve(int width) {
    record Scale(java.time.Duration length, int width) {}
    TimeWindow window = model.window().get();
    Instant now = model.now().get();
    java.time.Duration bridge = model.bridging().get();
    listPeople();
    Object scale = new Scale(window.length(), width);
    OccupancyCurve next = nextCurve;
    if (next != null && !next.isOf(people, bridge)) {
      next = null;
    }
    boolean current = scale.equals(curveScale) && curve.isOf(people, bridge);
    Instant end = window.to().isBefore(now) ? window.to() : now;
    boolean usable = current && curve.covers(window.from(), end) && extendCurve(now);
    if (!usable && next == null && (!curve.isOf(people, bridge) || updates.admits(window))) {
      java.time.Duration margin = window.length().dividedBy(2);
      Instant last = window.to().plus(margin);
      Instant from = window.from().minus(margin);
      next =
          OccupancyCurve.begin(
              people, from, last.isBefore(now) ? last : now, last, 2 * width, bridge);
      nextScale = scale;
    }
    nextCurve = next;
    if (next != null) {
      if (next.add(STEPS)) {
        curve = next;
        extended = null;
        curveScale = nextScale;
        nextCurve = null;
      } else {
        nextPart.playFromStart();
      }
    }
  }

  private void listPeople() {
    int revision = screen.presence().laneRevision().get();
    if (revision != peopleRevision) {
      peopleRevision = revision;
      List<PresenceTimeline> shown =
          screen.shown().stream().map(PersonRow::timeline).collect(Collectors.toUnmodifiableList());
      people = shown.equals(people) ? people : shown;
    }
  }

  /// Extends the curve unless neither the time nor a timeline has changed.
  private boolean extendCurve(Instant now) {
    record State(Instant now, int revision) {}
    var state = new State(now, model.revision().get());
    boolean isExtended = state.equals(extended) || curve.extend(now);
    extended = isExtended ? state : null;
    return isExtended;
  }

  private void drawCurve(RowColumns layout) {
    TimeWindow window = model.window().get();
    double scale = outputScale(this);
    int width = (int) Math.max(1, Math.round(layout.plot() * scale));
    int most = (int) Math.round((bottom() - top(layout)) * scale);
    int[] certain = new int[width];
    int[] possible = new int[width];
    double from = window.from().getEpochSecond();
    double perPixel = window.length().toMillis() / 1000.0 / width;
    double now = Math.min(width, width * window.partOf(model.now().get()));
    int people = Math.max(1, curve.people());
    for (int x = 0; x < now; x++) {
      OccupancyCurve.Most one =
          curve.most((long) (from + x * perPixel), (long) (from + (x + 1) * perPixel));
      certain[x] = Math.round((float) most * one.active() / people);
      possible[x] = Math.round((float) most * one.possible() / people);
    }
    int dot = (int) Math.max(1, Math.round(scale));
    long origin = Math.round(from / perPixel);
    var style =
        new CurvePicture.Style(width, most + dot, dot, origin, softColor(), palette.colors().get());
    picture.show(style, certain, possible);
    picture.setX(layout.left());
    picture.setY(bottom() - style.height() / scale);
    picture.setFitWidth(width / scale);
    picture.setFitHeight(style.height() / scale);
  }

  private int softColor() {
    return soft.getBackground() != null
            && soft.getBackground().getFills().getFirst().getFill() instanceof Color color
        ? StyleSheetColors.argb(color)
        : palette.colors().get().background();
  }

  /// The upper edge of the curve: below the text where that is not beside the curve.
  private double top(RowColumns layout) {
    return layout.stacked() ? TEXT_TOP + text.prefHeight(-1) : TOP;
  }

  private double bottom() {
    return height - BELOW;
  }

  private void showText() {
    TimeWindow window = model.window().get();
    boolean loaded = screen.presence().historyLoaded().get() && !screen.shown().isEmpty();
    if (!loaded) {
      peak = "";
    } else if (nextCurve == null && peaks.admits(window)) {
      // A curve that is still being computed has no peak yet.
      peak =
          curve
              .peak(window.from(), window.to())
              .map(one -> Messages.of("presence.at_once.peak", one.active(), moment(one.at())))
              .orElseGet(() -> withoutPeak(window));
    }
    TimeRangeSelection.Range range = screen.range().range().get();
    String resting = range == null ? peak : reading(range).orElse(peak);
    text.setText(!loaded ? "" : isOnCurve(pointerX) ? reading(geometry.timeAt(pointerX)) : resting);
    setAccessibleText(peak.isEmpty() ? title.getText() : title.getText() + ", " + peak);
  }

  /// The text for a range in which no one was active: others may still become active only while it
  /// continues, and no one is known to have been absent while no one was observed.
  private String withoutPeak(TimeWindow window) {
    Instant now = model.now().get();
    boolean continues = now.isBefore(window.to());
    if (!window.from().isBefore(now)) {
      return Messages.of("presence.at_once.none_yet");
    }
    Instant end = continues ? now : window.to();
    long active = 0;
    long away = 0;
    long unknown = 0;
    for (PresenceTimeline timeline : people) {
      TimelineTotals totals = timeline.totals(window.from(), end, model.bridging().get());
      active += totals.active();
      away += totals.away();
      unknown += totals.unknown();
    }
    if (active > 0) {
      return ""; // The curve is not complete yet.
    }
    if (away > 0) {
      return Messages.of(continues ? "presence.at_once.none_yet" : "presence.at_once.none");
    }
    return ActiveAtOnceTable.unobserved(unknown);
  }

  private String moment(Instant at) {
    boolean oneDay = model.firstDay().equals(model.lastDay());
    String time = TimeFormat.time(at, model.zone().get());
    LocalDate day = LocalDate.ofInstant(at, model.zone().get());
    return oneDay ? time : Messages.of("presence.at_once.day", TimeFormat.date(day), time);
  }

  /// The presence that the curve counts.
  private Presence presence(PersonRow row, Instant at) {
    return row.timeline().presenceAt(at, model.bridging().get());
  }

  /// The numbers at an instant, such as "11:20 · 14 of 17 active · 1 unknown".
  private String reading(Instant at) {
    Map<Presence, Integer> counts = new EnumMap<>(Presence.class);
    screen.shown().forEach(row -> counts.merge(presence(row, at), 1, Integer::sum));
    StringJoiner parts = new StringJoiner(" · ");
    parts.add(
        Messages.of(
            "presence.at_once.reading",
            moment(at),
            counts.getOrDefault(Presence.ACTIVE, 0),
            screen.shown().size()));
    for (Presence state : List.of(Presence.UNKNOWN, Presence.NOT_WATCHED)) {
      Integer count = counts.get(state);
      if (count != null) {
        parts.add(Messages.of("presence.headline." + state.word(), count));
      }
    }
    return parts.toString();
  }

  /// The numbers in a range, such as "12:00 – 14:00 · 5 to 9 of 17 active".
  private Optional<String> reading(TimeRangeSelection.Range range) {
    return curve
        .level(range.from(), range.to())
        .map(level ->
            Messages.of(
                "presence.at_once.range",
                moment(range.from()),
                moment(range.to()),
                isObserved(range)
                    ? ActiveAtOnceTable.text(level, curve.people())
                    : ActiveAtOnceTable.unobserved(level.unknown())));
  }

  private boolean isObserved(TimeRangeSelection.Range range) {
    return ActiveAtOnceTable.isObserved(people, range.from(), range.to(), model.bridging().get());
  }

  private void movePointer(double x) {
    pointerX = x;
    if (isOnCurve(x)) {
      names.setText(activeNames(geometry.timeAt(x)));
    }
    update();
  }

  /// Shows the names anew, also while the pointer does not move.
  private void renewNames() {
    names.setText(isOnCurve(pointerX) ? activeNames(geometry.timeAt(pointerX)) : title.getText());
  }

  private String activeNames(Instant at) {
    List<String> all =
        screen.shown().stream()
            .filter(row -> presence(row, at) == Presence.ACTIVE)
            .map(row -> row.state().person().name())
            .toList();
    List<String> lines = new ArrayList<>(List.of(reading(at)));
    lines.addAll(all.subList(0, Math.min(NAMES, all.size())));
    if (all.size() > NAMES) {
      lines.add(Messages.of("presence.at_once.more", all.size() - NAMES));
    }
    return String.join("\n", lines);
  }

  private void showPointer(RowColumns layout) {
    pointer.setVisible(isOnCurve(pointerX));
    if (pointer.isVisible()) {
      pointer.resizeRelocate(Math.rint(pointerX), 0, 1, height);
    }
    TimeRangeSelection.Range range = screen.range().range().get();
    chosen.setVisible(range != null);
    if (range != null) {
      double left = xOf(range.from(), layout);
      chosen.resizeRelocate(left, 0, Math.max(0, xOf(range.to(), layout) - left), bottom());
    }
  }

  private double xOf(Instant at, RowColumns layout) {
    double part = Math.clamp(model.window().get().partOf(at), 0, 1);
    return layout.left() + part * layout.plot();
  }

  private void drag(MouseEvent drag) {
    pointerX = drag.getX();
    if (Math.abs(pointerX - dragStart) >= MIN_DRAG) {
      screen
          .range()
          .choose(
              geometry.timeAt(geometry.withinTime(dragStart)),
              geometry.timeAt(geometry.withinTime(pointerX)));
    }
    update();
  }

  private boolean isOnCurve(double x) {
    return geometry.onTime(x) && geometry.timeAt(x).isBefore(model.now().get());
  }
}
