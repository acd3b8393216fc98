package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.consumeIf;
import static rollcall.ui.controls.Controls.hasFocus;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.UserId;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.controls.ZoneMenu;
import rollcall.ui.model.Commands;
import rollcall.ui.model.GroupingModel;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.SpanDescription;

/// Presence screen: headline, time range, a row for each person with the current state and the
/// lane, and details of the selection. Thread: FX.
public final class PresenceView extends BorderPane {
  private final RowsPane rows;
  private final RowsEmptyState message;
  private final SkeletonRows skeleton;
  private final RangeBar range;
  private final Headline headline;
  private final PresenceToolbar toolbar;
  private final GroupByMenu group;
  private final ZoneMenu zone;
  private final CheckMenuItem align = new CheckMenuItem(Messages.of("presence.zone.align"));
  private final ActiveAtOnceStrip activeAtOnce;
  private final DetailStrip detail;
  private final PresenceModel presence;
  private final PresenceScreenModel screen;
  private final TimelineModel timeline;
  private final VisibleIntervalsTable intervals;
  private final Label noGap = note("no-gap");
  private final Label deleted = note("timeline-deleted");
  private Subscription intervalsSubscription = Subscription.EMPTY;

  /// A view of this model.
  public PresenceView(
      PresenceScreenModel screen, GroupingModel grouping, Commands commands, Actions actions) {
    TimelineModel model = screen.timeline();
    timeline = model;
    this.screen = screen;
    presence = screen.presence();
    getStyleClass().add("presence");
    range = new RangeBar(model, actions::chooseDays);
    headline = new Headline(screen, commands, actions);
    group = new GroupByMenu(presence, grouping, actions);
    align.setId("zone-align");
    align.selectedProperty().bindBidirectional(model.alignClocks());
    zone = new ZoneMenu(presence, actions, new SeparatorMenuItem(), align, new SeparatorMenuItem());
    zone.setId("zone");
    rows = new RowsPane(screen);
    rows.setId("presence-rows");
    activeAtOnce = new ActiveAtOnceStrip(screen, rows.geometry());
    detail = new DetailStrip(screen, actions);
    rows.setRangeActions(new SelectedRangeToolbar(screen, actions::exportRange));
    new TimelineMouse(screen, rows).attach();
    new TimelineContextMenu(screen, rows, range::openCalendar, grouping, commands, actions)
        .attach();
    var keys =
        new TimelineKeys(
            screen,
            range::openCalendar,
            zone::show,
            detail::explain,
            rows::moveDivider,
            this::showNoGap);
    new DragToGroup(screen, rows, grouping::move, keys::isSpaceHeld).attach();
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        key -> {
          // Ctrl alone freezes the tooltip.
          if (!key.getCode().isModifierKey()) {
            rows.pointer().tooltip().dismiss();
          }
        });
    rows.addEventHandler(
        KeyEvent.KEY_PRESSED,
        key -> {
          noGap.setVisible(false);
          consumeIf(keys.press(key, rows.geometry().rowsShown()), key);
        });
    rows.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> noGap.setVisible(false));
    rows.addEventHandler(KeyEvent.KEY_TYPED, key -> consumeIf(keys.type(key), key));
    rows.addEventHandler(KeyEvent.KEY_RELEASED, keys::release);
    rows.addEventHandler(MouseEvent.MOUSE_DRAGGED, _ -> keys.drag());
    message = new RowsEmptyState(screen, actions);
    skeleton = new SkeletonRows(screen, rows.geometry());
    StackPane.setMargin(skeleton, new Insets(AxisView.HEIGHT, 0, 0, 0));
    Label waiting = waitingNote(screen);
    var stack = new StackPane(rows, skeleton, message, waiting, noGap);
    StackPane.setAlignment(waiting, Pos.BOTTOM_LEFT);
    StackPane.setAlignment(noGap, Pos.BOTTOM_LEFT);
    noGap.setVisible(false);
    // Below the rows, because it stays there.
    var middle = new BorderPane(stack, null, null, new VBox(hidingNote(model), deleted), null);
    // In a low window the rows leave their height to the details.
    stack.setMinHeight(0);
    middle.setMinHeight(0);
    rows.geometry().columns().subscribe(_ -> placeMessage());
    message.visibleProperty().subscribe(_ -> placeMessage());
    HBox menus = styled(new HBox(group, zone), "headline-menus");
    toolbar = new PresenceToolbar(headline, range, menus);
    setTop(new VBox(toolbar, activeAtOnce));
    setCenter(middle);
    intervals = new VisibleIntervalsTable(screen);
    screen.asTable().subscribe(shown -> showTable(shown, middle));
    // Added with the first selection.
    detail
        .visibleProperty()
        .subscribe((_, shown) -> setBottom(shown || getBottom() != null ? detail : null));
  }

  /// Places the message in the middle of the rows, or while there are rows, of their lanes.
  private void placeMessage() {
    RowColumns columns = rows.geometry().columns().get();
    boolean hasRows = !screen.shown().isEmpty();
    double left = hasRows ? columns.left() : 0;
    double right = hasRows ? rows.getWidth() - left - columns.plot() : 0;
    StackPane.setMargin(message, new Insets(AxisView.HEIGHT, Math.max(0, right), 0, left));
  }

  private void showTable(boolean shown, Node lanes) {
    Node before = getCenter();
    boolean focused = before != null && hasFocus(before);
    setCenter(shown ? intervals : lanes);
    intervalsSubscription.unsubscribe();
    intervalsSubscription = shown ? intervals.follow() : Subscription.EMPTY;
    if (focused) {
      requestFocus();
    }
  }

  /// Subscribes to the model.
  public Subscription follow() {
    return Subscription.combine(
        () -> intervalsSubscription.unsubscribe(),
        headline.follow(),
        group.follow(),
        detail.follow(),
        rows.follow(),
        // The room for a row depends on its height.
        rows.geometry().columns().map(RowColumns::nameHeight).subscribe(_ -> requestLayout()),
        skeleton.follow(),
        message.follow(),
        activeAtOnce.follow(),
        presence.settings().subscribe(_ -> showActiveAtOnce()),
        presence.settings().subscribe(_ -> showZone()),
        presence.zone().subscribe(_ -> showZone()),
        presence
            .now()
            .map(now -> presence.zone().get().getRules().getOffset(now))
            .subscribe(_ -> showZone()),
        timeline.aligned().subscribe(_ -> showZone()),
        timeline.aligned().subscribe(_ -> showActiveAtOnce()),
        screen.asTable().subscribe(_ -> showActiveAtOnce()),
        presence.totalsSince().subscribe(_ -> showDeleted()),
        timeline.window().subscribe(_ -> showDeleted()),
        timeline.revision().subscribe(_ -> showDeleted()));
  }

  @Override
  protected void layoutChildren() {
    showActiveAtOnce();
    super.layoutChildren();
  }

  private void showZone() {
    ZoneId shown = presence.zone().get();
    zone.show(
        timeline.isAligned()
            ? Messages.of("presence.zone.aligned")
            : ZoneMenu.isOwn(presence.settings().get())
                ? Messages.of("presence.zone.own", TimeFormat.zone(shown))
                : ZoneBox.name(shown, presence.now().get()));
  }

  /// Hides the curve also while clocks are aligned, because one position is then several moments,
  /// above the table of intervals, and where it would leave no room for a row.
  private void showActiveAtOnce() {
    boolean shown =
        presence.settings().get().appearance().activeAtOnce()
            && !timeline.isAligned()
            && !screen.asTable().get()
            && (getHeight() <= 0 || hasRoom(activeAtOnce.prefHeight(getWidth())));
    setShown(activeAtOnce, shown);
  }

  /// Whether this height above the rows leaves room for one of them.
  private boolean hasRoom(double height) {
    double used = toolbar.prefHeight(getWidth()) + AxisView.HEIGHT + height;
    double below = detail.isVisible() ? detail.prefHeight(getWidth()) : 0;
    return getHeight() - used - below >= rows.geometry().rowHeight();
  }

  /// Says until the next key that the selected person has no later or no earlier gap.
  private void showNoGap(TimeDirection direction) {
    String person = timeline.selection().row().map(row -> row.person().name()).orElse("");
    if (!person.isEmpty()) {
      noGap.setText(
          Messages.of(
              direction.isLater() ? "presence.gap.no-later" : "presence.gap.no-earlier", person));
      noGap.setVisible(true);
    }
  }

  /// Note that the rows are not in order, because the pointer is over them.
  private static Label waitingNote(PresenceScreenModel screen) {
    Label note = note("rows-wait");
    note.setText(Messages.of("presence.rows.wait"));
    note.visibleProperty().bind(screen.orderWaits());
    return note;
  }

  private static Label note(String id) {
    Label note = styled(new Label(), "timeline-hiding");
    note.setId(id);
    note.setMouseTransparent(true);
    note.managedProperty().bind(note.visibleProperty());
    return note;
  }

  /// Shows from when on the sums of the visible range are, where entries before were deleted.
  private void showDeleted() {
    Optional<LocalDate> since = screen.entriesAfterDeletedDays();
    deleted.setVisible(since.isPresent());
    since.ifPresent(day ->
        deleted.setText(
            Messages.of(
                "presence.deleted_before", new SpanDescription(timeline.zone().get()).date(day))));
  }

  /// Note that short changes are hidden.
  private static Label hidingNote(TimelineModel model) {
    Label note = note("timeline-hiding");
    model
        .hideShorter()
        .subscribe(shortest -> {
          note.setVisible(!shortest.isZero());
          note.setText(Messages.of("presence.hiding", shortest.toMinutes()));
        });
    return note;
  }

  /// Shows the controls above the rows, or leaves only the headline.
  public void showControls(boolean shown) {
    toolbar.showControls(shown);
    detail.setAllowed(shown);
  }

  /// Copies the selection as text.
  public void copyText() {
    new SelectionText(screen).copyText();
  }

  /// Copies the selection as CSV.
  public void copyCsv() {
    new SelectionText(screen).copyCsv();
  }

  /// Opens the calendar.
  public void goToDate() {
    range.openCalendar();
  }

  /// Focuses the rows, or the table of intervals.
  @Override
  public void requestFocus() {
    (screen.asTable().get() ? intervals : rows).requestFocus();
  }

  /// Focuses the rows, and selects the first person unless one of them is selected.
  public void focusFirst() {
    requestFocus();
    screen.selectFirst();
  }

  /// The details of the selection.
  public Node details() {
    return detail;
  }

  /// Commands that need other parts of the window.
  public interface Actions extends ZoneMenu.Actions {
    void choosePeople();

    /// Opens the editor of the user's own groups.
    void editGroups();

    /// Opens the timecard of this person and day with the proof of its sum.
    void explain(UserId person, LocalDate day);

    /// Opens the dialog of a message that is sent when this person is active.
    void messageWhenActive(UserId person);

    /// Opens the dialog that saves everything about a person.
    void exportPerson(UserId person);

    /// Opens the field for the token of a workspace.
    void connect();

    /// Opens the settings of the recording hours.
    void openHours();

    /// Opens the dialog for a range of days.
    void chooseDays();

    /// Opens the export of the days of this range.
    void exportRange(TimeRangeSelection.Range range);
  }
}
