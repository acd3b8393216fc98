package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.menuItem;
import static rollcall.ui.controls.Controls.radioItem;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.GroupingModel;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.RangeUnit;

/// Context menus of rows, bars, groups and the time axis. Thread: FX.
final class TimelineContextMenu {
  /// Time after which an alert is given up.
  private static final Duration ALERT_EXPIRY = Duration.ofDays(7);

  private final PresenceScreenModel screen;
  private final TimelineModel timeline;
  private final RowsPane pane;
  private final RowGeometry geometry;
  private final Runnable goToDate;
  private final GroupingModel grouping;
  private final Commands commands;
  private final PresenceView.Actions actions;
  private final ContextMenu menu = new ContextMenu();

  /// @param goToDate opens the calendar
  TimelineContextMenu(
      PresenceScreenModel screen,
      RowsPane pane,
      Runnable goToDate,
      GroupingModel grouping,
      Commands commands,
      PresenceView.Actions actions) {
    this.screen = screen;
    this.timeline = screen.timeline();
    this.pane = pane;
    this.geometry = pane.geometry();
    this.goToDate = goToDate;
    this.grouping = grouping;
    this.commands = commands;
    this.actions = actions;
    menu.setId("row-menu");
  }

  /// Attaches the menus to the pane.
  void attach() {
    pane.setOnContextMenuRequested(this::open);
    // Not every platform reports these keys as a request for a menu.
    pane.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
  }

  private void onKey(KeyEvent key) {
    boolean shiftF10 = key.getCode() == KeyCode.F10 && key.isShiftDown();
    if (shiftF10 || key.getCode() == KeyCode.CONTEXT_MENU) {
      openForSelection();
      key.consume();
    }
  }

  private void open(ContextMenuEvent event) {
    event.consume();
    double x = event.getX();
    double y = event.getY();
    if (event.isKeyboardTrigger()) {
      openForSelection();
    } else if (y < AxisView.HEIGHT) {
      show(axisItems(geometry.timeAt(x)), x, y);
    } else {
      geometry.itemAt(y).ifPresent(item -> select(item, x, y));
      show(geometry.itemAt(y).map(this::rowItems).orElse(List.of()), x, y);
    }
  }

  /// Opens the menu of the selected row, or of the first one, and scrolls to it.
  private void openForSelection() {
    if (screen.selectedIndex() < 0) {
      screen.move(1);
    }
    pane.revealSelectedRow();
    double y = geometry.selectedY();
    List<MenuItem> items = geometry.itemAt(y).map(this::rowItems).orElse(List.of());
    show(items, geometry.columns().get().left(), y);
  }

  private void show(List<MenuItem> items, double x, double y) {
    menu.hide();
    if (!items.isEmpty()) {
      menu.getItems().setAll(items);
      var at = pane.localToScreen(x, y);
      menu.show(pane, at.getX(), at.getY());
    }
  }

  private void select(RowItem item, double x, double y) {
    screen.select(item);
    if (geometry.onTime(x)) {
      geometry
          .laneAt(y)
          .ifPresent(row ->
              geometry
                  .spanAt(row, x)
                  .ifPresent(span -> timeline.selection().select(row, span.start())));
    }
  }

  private List<MenuItem> axisItems(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, timeline.zone().get());
    return List.of(
        item("axis.day", () -> timeline.show(RangeUnit.DAY, day)),
        item("axis.date", goToDate),
        item("axis.zone", actions::chooseZone));
  }

  private List<MenuItem> rowItems(RowItem item) {
    return switch (item) {
      case RowItem.Group group ->
          List.of(
              item(
                  group.collapsed() ? "group.expand" : "group.collapse",
                  () -> screen.toggle(group.name())));
      case RowItem.Member member -> memberItems(member.person().id());
    };
  }

  private List<MenuItem> memberItems(UserId user) {
    List<MenuItem> items = new ArrayList<>();
    TimelineSelection selection = timeline.selection();
    items.add(
        selection.span().isPresent()
            ? item("zoom", selection::zoom)
            : item("details", () -> selection.moveInterval(TimeDirection.EARLIER)));
    items.add(item("events", () -> screen.asTable().set(true)));
    items.add(item("copy", () -> new SelectionText(screen).copyText()));
    items.add(item("copy-csv", () -> new SelectionText(screen).copyCsv()));
    items.add(new SeparatorMenuItem());
    boolean chosen = screen.chosen().contains(user);
    items.add(item(chosen ? "unchoose" : "choose", () -> screen.toggleChosen(user)));
    if (screen.comparing().get()) {
      items.add(item("compare.end", () -> screen.comparing().set(false)));
    } else if (screen.chosen().size() > 1) {
      items.add(item("compare", () -> screen.comparing().set(true)));
    }
    items.add(new SeparatorMenuItem());
    items.add(personMenu(user));
    items.add(item("hide", () -> screen.hide(user)));
    items.add(groupMenu(user));
    return items;
  }

  private Menu personMenu(UserId user) {
    LocalDate day = screen.selectedDay();
    var menu = new Menu(Messages.of("presence.menu.person"));
    menu.setId("row-menu-person");
    boolean paused = screen.presence().settings().get().people().isPaused(user.value());
    MenuItem pause = item(paused ? "resume-person" : "pause-person", () -> pause(user, !paused));
    pause.setDisable(screen.presence().readOnly().getValue());
    menu.getItems()
        .setAll(
            item("explain", () -> actions.explain(user, day)),
            trigger("alert", () -> addAlert(user)),
            trigger("message", () -> actions.messageWhenActive(user)),
            pause,
            item("person-data", () -> actions.exportPerson(user)),
            item("people", actions::choosePeople));
    return menu;
  }

  private void pause(UserId user, boolean on) {
    Settings settings = screen.presence().settings().get();
    commands.apply(settings.withPeople(settings.people().withPaused(user.value(), on)));
  }

  private void addAlert(UserId user) {
    commands.addTrigger(user, null, screen.presence().now().get().plus(ALERT_EXPIRY));
  }

  /// An action that waits until the person is active; not in a history without a connection.
  private MenuItem trigger(String word, Runnable action) {
    MenuItem item = menuItem("trigger.menu." + word, "row-menu-" + word, action);
    item.setDisable(screen.presence().readOnly().getValue());
    return item;
  }

  /// The user's own groups; new ones are made in the people picker.
  private Menu groupMenu(UserId user) {
    var groups = screen.presence().settings().get().groups();
    String current = groups.groupOf(user.value()).orElse(null);
    var menu = new Menu(Messages.of("presence.menu.group"));
    menu.setId("row-menu-group");
    menu.getItems().add(groupItem(user, Messages.of("group.none"), null, current));
    groups
        .mine()
        .forEach(one -> menu.getItems().add(groupItem(user, one.name(), one.name(), current)));
    menu.getItems().addAll(new SeparatorMenuItem(), item("group.new", actions::editGroups));
    return menu;
  }

  private RadioMenuItem groupItem(
      UserId user, String text, @Nullable String name, @Nullable String current) {
    return radioItem(
        text, null, Objects.equals(name, current), () -> grouping.move(List.of(user), name));
  }

  private static MenuItem item(String key, Runnable action) {
    return menuItem("presence.menu." + key, "row-menu-" + key.replace('.', '-'), action);
  }
}
