package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.Triggers;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PersonState;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.LanesPane;
import rollcall.ui.timeline.RenderContext;
import rollcall.ui.timeline.TotalsRange;

/// Row of a person: mark, name, state and duration, and totals of the visible time. Reused for
/// other people when the list is scrolled. Thread: FX.
final class MemberRow extends Region {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
  private static final PseudoClass ZERO = PseudoClass.getPseudoClass("zero");
  private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");
  private static final double MARK_LEFT = 18;
  private static final double SMALL = 0.8;

  /// The width of an icon after the name, with its distance from the next one.
  private static final double ICON = 18;

  /// Pixels at the right of a number.
  private static final double GAP = 4;

  private static final int LOW_PERCENT = 95;

  private final PresenceScreenModel screen;
  private final SVGPath mark = StateIcon.UNKNOWN.node();
  private final EllipsisText name = new EllipsisText("row-name", false);
  private final EllipsisText state = new EllipsisText("row-state", false);
  private final EllipsisText duration = new EllipsisText("row-duration", true);
  private final EllipsisText first = new EllipsisText("row-first", true);
  private final EllipsisText active = new EllipsisText("row-active", true);
  private final EllipsisText seen = new EllipsisText("row-seen", true);
  // Made when they are shown first: most rows have none of them.
  private @Nullable SVGPath moon;
  private @Nullable SVGPath huddle;
  private @Nullable SVGPath waiting;
  private @Nullable EllipsisText note;
  private @Nullable EllipsisText handle;
  private @Nullable PersonRow person;
  private @Nullable Object input;
  private @Nullable Object stateKey;
  private @Nullable Object drawnKey;
  private @Nullable Object totalsKey;
  private @Nullable Object placed;
  private PresenceTimeline drawn = new PresenceTimeline(new UserId("none"));

  MemberRow(PresenceScreenModel screen) {
    this.screen = screen;
    getStyleClass().add("presence-row");
    mark.setManaged(false);
    setAccessibleRole(AccessibleRole.TABLE_ROW);
    getChildren().setAll(mark, name, state, duration, first, active, seen);
  }

  /// Sets a pseudo-class, and applies the style of the node if it has changed. Rows are updated
  /// during layout, after the styles of a frame have been applied: without this, a frame would have
  /// the new text in the old color.
  static void restyle(Node node, PseudoClass pseudoClass, boolean on) {
    if (node.getPseudoClassStates().contains(pseudoClass) != on) {
      node.pseudoClassStateChanged(pseudoClass, on);
      node.applyCss();
    }
  }

  /// Shows this person.
  ///
  /// @param moving whether the window is moving; the totals are then only updated with the person
  void show(PersonRow shown, RowColumns newLayout, boolean selected, boolean moving) {
    boolean samePerson = shown.equals(person);
    person = shown;
    setUserData(shown);
    restyle(this, SELECTED, selected);
    boolean namesNow = newLayout.stacked() && !screen.timeline().showsNow();
    showState(shown, namesNow);
    showHandle(screen.presence().distinction(shown.state().person()));
    if (!moving || !samePerson) {
      showTotals(shown);
    }
    showNote(shown.timeline().size() == 0 && screen.presence().historyLoaded().get());
    place(newLayout, namesNow);
  }

  /// The lane of this person.
  ///
  /// @param top its upper edge in device pixels
  /// @param frame the parameters of the lane, with the background of the row
  LanesPane.Lane lane(PersonRow shown, int top, RenderContext frame) {
    return LanesPane.Lane.of(top, drawn(shown.timeline()), shown.slackStatuses(), frame);
  }

  /// The timeline without the intervals that are hidden.
  private PresenceTimeline drawn(PresenceTimeline timeline) {
    record Key(PresenceTimeline timeline, int revision, Duration shortest) {}
    Duration shortest = screen.timeline().hideShorter().get();
    if (shortest.isZero()) {
      return timeline;
    }
    var key = new Key(timeline, timeline.revision(), shortest);
    if (!key.equals(drawnKey)) {
      drawnKey = key;
      drawn = timeline.withoutShort(shortest);
    }
    return drawn;
  }

  /// @param namesNow whether the state is said to be the current one: there are no headers that say
  ///   it, and the lanes are of another time
  private void showState(PersonRow shown, boolean namesNow) {
    record Input(
        PersonState state,
        SlackStatusTimeline slackStatuses,
        Triggers triggers,
        Instant now,
        ZoneId zone,
        boolean namesNow) {}
    record Key(PersonState state, long age, LocalDate today, ZoneId zone, boolean namesNow) {}
    PersonState current = shown.state();
    Instant now = screen.presence().now().get();
    ZoneId zone = screen.timeline().zoneOf(current.person());
    Triggers triggers = screen.presence().triggers().get();
    var newInput = new Input(current, shown.slackStatuses(), triggers, now, zone, namesNow);
    if (newInput.equals(input)) {
      return;
    }
    input = newInput;
    showWaiting(triggers.openFor(shown.id()));
    boolean observed = current.presence().isObserved();
    boolean isQuiet = observed && shown.slackStatuses().dndAt(now, shown.timeline()).isPresent();
    moon = icon(moon, MemberRow::moon, isQuiet);
    boolean inHuddle = observed && shown.slackStatuses().isInHuddleAt(now, shown.timeline());
    huddle = icon(huddle, StateIcon.HUDDLE::node, inHuddle);
    // Durations have seconds below a minute, else minutes.
    Instant seen = current.seenSince();
    long age = seen == null ? 0 : Duration.between(seen, now).toSeconds();
    var key =
        new Key(
            current,
            age < 60 ? age : age / 60 * 60,
            LocalDate.ofInstant(now, zone),
            zone,
            namesNow);
    if (key.equals(stateKey)) {
      return;
    }
    stateKey = key;
    current.icon().show(mark);
    name.show(current.person().name());
    state.show(namesNow ? Messages.of("presence.row.now", current.label()) : current.label());
    boolean isActive = current.presence() == Presence.ACTIVE;
    restyle(state, ACTIVE, isActive);
    restyle(duration, ACTIVE, isActive);
    duration.show(current.durationText(now).orElseGet(() -> Messages.of("presence.no-value")));
  }

  private void showNote(boolean shown) {
    EllipsisText text = note;
    if (text == null && shown) {
      text = new EllipsisText("row-note", false);
      text.show(Messages.of("presence.no-data"));
      note = text;
      placed = null;
      getChildren().add(text);
    }
    if (text != null) {
      text.setVisible(shown);
    }
  }

  private void showHandle(String distinction) {
    EllipsisText text = handle;
    if (text == null && !distinction.isEmpty()) {
      text = new EllipsisText("row-handle", false);
      handle = text;
      getChildren().add(text);
      text.applyCss();
    }
    if (text != null) {
      text.show(distinction);
    }
  }

  private static SVGPath moon() {
    SVGPath icon = StateIcon.OUTSIDE_HOURS.node();
    icon.getStyleClass().setAll("row-dnd");
    return icon;
  }

  private void showWaiting(List<OneTimeTrigger> triggers) {
    waiting = icon(waiting, StateIcon.ALERT::node, !triggers.isEmpty());
    if (waiting != null) {
      boolean message = triggers.stream().anyMatch(OneTimeTrigger::isMessage);
      (message ? StateIcon.MESSAGE : StateIcon.ALERT).show(waiting);
    }
  }

  /// Shows or hides an icon, which is made when it is shown first.
  private @Nullable SVGPath icon(@Nullable SVGPath made, Supplier<SVGPath> newIcon, boolean shown) {
    SVGPath icon = made;
    if (icon == null && shown) {
      icon = newIcon.get();
      icon.setManaged(false);
      getChildren().add(icon);
    }
    if (icon != null) {
      icon.setVisible(shown);
    }
    return icon;
  }

  private void showTotals(PersonRow shown) {
    ZoneId zone = screen.timeline().zoneOf(shown.state().person());
    TotalsRange range = screen.timeline().range(shown.state().person());
    TimelineTotals totals = range.totals(shown.timeline());
    boolean watched = totals.watched() > 0;
    Optional<Instant> begin = watched ? range.firstActive(shown.timeline()) : Optional.empty();
    String text = begin.map(at -> firstText(range, at, zone)).orElse(watched ? "–" : "");
    String hours = watched ? TimeFormat.hoursMinutes(totals.active()) : "";
    int percent = totals.coveragePercent();
    record Key(String first, String hours, boolean watched, int percent) {}
    var key = new Key(text, hours, watched, percent);
    if (key.equals(totalsKey)) {
      return;
    }
    totalsKey = key;
    first.show(text);
    active.show(hours);
    restyle(active, ZERO, totals.active() == 0);
    seen.show(watched ? percent + " %" : "");
    restyle(seen, LOW, percent < LOW_PERCENT);
  }

  /// The time of day, or in a range of several days the day. The column has no room for its year.
  static String firstText(TotalsRange range, Instant at, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(range.from(), zone);
    boolean oneDay =
        Duration.between(range.from(), range.to()).toHours() <= 24
            || day.equals(LocalDate.ofInstant(range.to().minusMillis(1), zone));
    return oneDay
        ? TimeFormat.time(at, zone)
        : TimeFormat.day(LocalDate.ofInstant(at, zone), LocalDate.ofInstant(at, zone));
  }

  private void place(RowColumns layout, boolean namesNow) {
    record Placed(
        RowColumns layout,
        boolean namesNow,
        double height,
        String name,
        String handle,
        String state,
        String duration,
        List<SVGPath> icons,
        Font font) {}
    List<SVGPath> icons =
        Stream.of(moon, huddle, waiting)
            .flatMap(Stream::ofNullable)
            .filter(Node::isVisible)
            .toList();
    var wanted =
        new Placed(
            layout,
            namesNow,
            getHeight(),
            name.whole(),
            handle == null ? "" : handle.whole(),
            state.whole(),
            duration.whole(),
            icons,
            name.getFont());
    if (wanted.equals(placed)) {
      return;
    }
    placed = wanted;
    double scale = screen.timeline().textScale().get();
    scale(mark, scale);
    icons.forEach(icon -> scale(icon, icon.equals(waiting) ? scale : SMALL * scale));
    double height = layout.stacked() ? layout.nameHeight() : getHeight();
    double laneHeight = getHeight() - layout.laneTop();
    if (note != null) {
      note.place(layout.left() + 8, layout.laneTop(), layout.plot() - 16, laneHeight);
    }
    mark.relocate(MARK_LEFT, Math.rint((height - RowColumns.MARK) / 2));
    double left = RowColumns.nameLeft(scale);
    double iconWidth = ICON * scale;
    double room = layout.name() - left - 6 - iconWidth * icons.size();
    double width = Math.min(room, Math.ceil(name.wholeWidth()));
    if (handle != null && !handle.whole().isEmpty()) {
      double added = GAP + Math.ceil(handle.wholeWidth());
      double nameWidth = Math.min(width, Math.max(room - added, room / 2));
      width = Math.min(room, nameWidth + added);
      name.place(left, 0, nameWidth, height);
      handle.place(left + nameWidth + GAP, 0, width - nameWidth - GAP, height);
    } else {
      name.place(left, 0, width, height);
    }
    double top = Math.rint((height - RowColumns.MARK) / 2);
    // Icons grow around their middle.
    double right = left + width + 6 + (iconWidth - ICON) / 2;
    for (int i = 0; i < icons.size(); i++) {
      icons.get(i).relocate(right + iconWidth * i, top);
    }
    state.place(layout.name(), 0, stateWidth(layout), height);
    // Without the state beside it, it would be read as one of the visible time.
    double durationWidth = namesNow && layout.state() == 0 ? 0 : layout.duration();
    duration.place(layout.durationRight() - layout.duration(), 0, durationWidth, height);
    first.place(layout.right(), 0, layout.first() - GAP, height);
    active.place(layout.firstRight(), 0, layout.active() - GAP, height);
    seen.place(layout.activeRight(), 0, layout.seen() - GAP, height);
  }

  /// The width of the state: a long one, such as that outside the recording hours, takes what the
  /// duration beside it does not need.
  private double stateWidth(RowColumns layout) {
    boolean isLong = layout.state() > 0 && state.wholeWidth() > layout.state();
    double free = layout.state() + layout.duration() - Math.ceil(duration.wholeWidth()) - 2 * GAP;
    return isLong && layout.duration() > 0 ? Math.max(layout.state(), free) : layout.state();
  }

  private static void scale(SVGPath icon, double scale) {
    icon.setScaleX(scale);
    icon.setScaleY(scale);
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    PersonRow shown = person;
    return attribute == AccessibleAttribute.TEXT && shown != null
        ? String.join(", ", accessibleParts(shown))
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  /// "Grace Hopper, Active · since 14:26, today 7 hours 17 minutes active".
  private List<String> accessibleParts(PersonRow shown) {
    Instant now = screen.presence().now().get();
    Stream<String> parts =
        Stream.of(
            shown.state().person().name(),
            screen.presence().distinction(shown.state().person()),
            shown.state().sentence(now, screen.timeline().zoneOf(shown.state().person())),
            Messages.of(
                "presence.row.today",
                TimeFormat.spokenHoursMinutes(screen.presence().today(shown).active())));
    Stream<String> triggers =
        screen.presence().triggers().get().openFor(shown.id()).stream()
            .map(one -> Messages.of(one.isMessage() ? "trigger.row.message" : "trigger.row.alert"));
    return Stream.concat(parts, triggers).filter(part -> !part.isEmpty()).toList();
  }
}
