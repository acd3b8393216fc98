package rollcall.ui.main;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCombination;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Appearance;
import rollcall.settings.Settings;
import rollcall.settings.Theme;
import rollcall.ui.controls.Controls;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.presence.ColumnMenu;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.SortKey;
import rollcall.ui.presence.TimelineModel;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.RowDensity;

/// Menu bar with all commands. Thread: FX.
final class MainMenu extends MenuBar {
  /// The factor of one step of zoom.
  static final double ZOOM_STEP = 1.25;

  private static final List<Duration> SHORTEST =
      List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

  /// The shortcut that opens the compact list, and closes it.
  static final String COMPACT_LIST = "Shortcut+Shift+B";

  /// The shortcut that hides the names of people, and shows them again.
  static final KeyCombination HIDE_NAMES = KeyCombination.valueOf("Shortcut+Shift+H");

  private static final MenuKeys KEYS = MenuKeys.ofThisComputer();

  private final PresenceModel model;
  private final Commands commands;
  private final PresenceScreenModel screen;
  private final TimelineModel timeline;
  private final Consumer<Action> actions;
  private Subscription subscription = Subscription.EMPTY;

  MainMenu(
      PresenceModel model,
      Commands commands,
      PresenceScreenModel screen,
      Workspaces workspaces,
      Consumer<Action> actions) {
    this.model = model;
    this.commands = commands;
    this.screen = screen;
    this.timeline = screen.timeline();
    this.actions = actions;
    setUseSystemMenuBar(true);
    Menu workspace = menu("file.workspace");
    follow(new WorkspaceMenu(workspaces, actions).fill(workspace.getItems(), true));
    MenuItem export = item("file.export", "Shortcut+E", Action.EXPORT);
    MenuItem backup = item("file.backup", null, Action.BACK_UP);
    MenuItem choose = item("people.choose", "Shortcut+P", Action.CHOOSE_PEOPLE);
    MenuItem groups = item("people.groups", null, Action.EDIT_GROUPS);
    MenuItem find = item("edit.find", "Shortcut+F", Action.FIND);
    MenuItem reconnect = item("recording.reconnect", "F5", commands::reconnectNow);
    MenuItem pause = item("recording.pause", "Shortcut+Shift+P", this::togglePause);
    MenuItem demo = item("recording.demo", null, () -> commands.demo(true));
    MenuItem leave = item("recording.leave_demo", null, () -> commands.demo(false));
    getMenus()
        .setAll(
            menu(
                "file",
                export,
                workspace,
                backup,
                item("file.settings", "Shortcut+Comma", Action.SETTINGS),
                new SeparatorMenuItem(),
                item("file.close", "Shortcut+W", Action.CLOSE),
                item("file.quit", "Shortcut+Q", Action.QUIT)),
            menu(
                "edit",
                item("edit.copy", "Shortcut+C", Action.COPY),
                item("edit.copy_csv", "Shortcut+Shift+C", Action.COPY_CSV),
                item("edit.select_all", "Shortcut+A", screen::chooseAll),
                new SeparatorMenuItem(),
                find),
            viewMenu(),
            menu(
                "people",
                choose,
                groups,
                item("people.triggers", null, Action.SHOW_TRIGGERS),
                new SeparatorMenuItem(),
                item("people.erase", null, Action.PRIVACY)),
            menu(
                "recording",
                pause,
                reconnect,
                item("recording.check", null, Action.CHECK_CONNECTION),
                new SeparatorMenuItem(),
                demo,
                leave),
            menu(
                "help",
                item("help.setup", null, Action.SET_UP),
                item("help.shortcuts", "Shortcut+Slash", Action.SHORTCUTS),
                item("help.log", "Shortcut+Shift+L", Action.LOG),
                item("help.diagnostics", null, Action.DIAGNOSTICS),
                item("help.privacy", null, Action.PRIVACY),
                item("help.meaning", null, Action.MEANING),
                new SeparatorMenuItem(),
                item("help.about", null, Action.ABOUT)));
    if (KEYS.mac()) {
      getMenus()
          .add(
              getMenus().size() - 1,
              menu("window", item("window.minimize", "Shortcut+M", Action.MINIMIZE)));
    }
    followAccount(find, reconnect, demo, leave);
    followRecording(List.of(choose, groups), pause);
    follow(model.counts().subscribe(counts -> export.setDisable(counts.all() == 0)));
    follow(model.recordedSince().subscribe(since -> backup.setDisable(since == null)));
  }

  private void followAccount(MenuItem find, MenuItem reconnect, MenuItem demo, MenuItem leave) {
    follow(
        model
            .signInState()
            .subscribe(account -> {
              boolean signedOut = account.signedOut();
              find.setDisable(signedOut);
              reconnect.setDisable(signedOut);
              demo.setVisible(!account.demo());
              leave.setVisible(account.demo());
            }));
  }

  private void followRecording(List<MenuItem> people, MenuItem pause) {
    Runnable update =
        () -> {
          boolean paused = model.settings().get().paused();
          boolean signedOut = model.signInState().get().signedOut();
          boolean readOnly = model.readOnly().getValue();
          people.forEach(item -> item.setDisable(signedOut || readOnly));
          // A pause can be ended before there is any history, too.
          pause.setDisable((signedOut && !paused) || readOnly);
          pause.setText(Messages.of(paused ? "menu.recording.resume" : "menu.recording.pause"));
        };
    follow(model.settings().subscribe(_ -> update.run()));
    follow(model.signInState().subscribe(_ -> update.run()));
    follow(model.readOnly().subscribe(_ -> update.run()));
  }

  void dispose() {
    subscription.unsubscribe();
  }

  private void togglePause() {
    commands.pause(!model.settings().get().paused());
  }

  private Menu viewMenu() {
    return menu(
        "view",
        item("view.presence", "Shortcut+1", Action.PRESENCE),
        item("view.timecards", "Shortcut+2", Action.TIMECARDS),
        new SeparatorMenuItem(),
        item("view.date", "Shortcut+G", Action.GO_TO_DATE),
        item("view.today", null, timeline::showToday),
        item("view.zoom_in", "Shortcut+Equals", () -> timeline.zoom(1 / ZOOM_STEP)),
        item("view.zoom_out", "Shortcut+Minus", () -> timeline.zoom(ZOOM_STEP)),
        item("view.fit", "Shortcut+0", timeline::fit),
        new SeparatorMenuItem(),
        check("view.at_once", Appearance::activeAtOnce, Appearance::withActiveAtOnce),
        item("view.zone", null, Action.CHOOSE_ZONE),
        item("view.by_hour", "Shortcut+Shift+A", Action.ACTIVE_BY_HOUR),
        densityMenu(),
        columnsMenu(),
        sortMenu(),
        hidingMenu(),
        check("view.as_table", KeyCombination.valueOf("Shortcut+T"), screen.asTable()),
        check("view.hide_names", HIDE_NAMES, model.namesHidden()),
        new SeparatorMenuItem(),
        themeMenu(),
        check("view.contrast", Appearance::highContrast, Appearance::withHighContrast),
        textSizeMenu(),
        new SeparatorMenuItem(),
        item("view.wallboard", "F11", Action.WALLBOARD),
        item("view.compact", COMPACT_LIST, Action.COMPACT_LIST));
  }

  private Menu hidingMenu() {
    return choices(
        "view.hiding",
        SHORTEST,
        shortest ->
            shortest.isZero()
                ? Messages.of("menu.view.hiding.none")
                : Messages.of("time.min", shortest.toMinutes()),
        timeline.hideShorter(),
        timeline.hideShorter()::set);
  }

  private Menu columnsMenu() {
    Menu columns = new Menu(Messages.of("menu.view.columns"));
    columns.setId("view.columns");
    follow(ColumnMenu.fill(columns.getItems(), screen));
    return columns;
  }

  private Menu sortMenu() {
    return choices(
        "view.sort",
        List.of(SortKey.values()),
        key -> Messages.of("presence.column." + key.word()),
        screen.order().map(SortKey.Order::key),
        key -> screen.order().set(screen.order().get().clicked(key)));
  }

  private Menu densityMenu() {
    List<RowDensity> all = List.of(RowDensity.values());
    return choices(
        "view.density",
        all,
        density -> Messages.of("menu.view.density." + Messages.word(density)),
        timeline.density(),
        timeline.density()::set);
  }

  private Menu themeMenu() {
    return choices(
        "view.theme",
        List.of(Theme.values()),
        theme -> Messages.of("settings.appearance." + Messages.word(theme)),
        model.settings().map(settings -> settings.appearance().theme()),
        theme -> commands.apply(model.settings().get().withTheme(theme)));
  }

  private Menu textSizeMenu() {
    return choices(
        "view.text_size",
        Appearance.TEXT_SIZES,
        percent -> Messages.of("settings.appearance.percent", percent),
        model.settings().map(settings -> settings.appearance().textPercent()),
        percent -> change(appearance -> appearance.withTextPercent(percent)));
  }

  private <T> Menu choices(
      String key,
      List<T> values,
      Function<T, String> label,
      ObservableValue<T> current,
      Consumer<T> choose) {
    Menu menu = menu(key);
    menu.setId(key);
    ToggleGroup group = new ToggleGroup();
    for (T value : values) {
      RadioMenuItem item =
          Controls.radioItem(label.apply(value), group, false, () -> choose.accept(value));
      follow(current.subscribe(chosen -> item.setSelected(value.equals(chosen))));
      menu.getItems().add(item);
    }
    return menu;
  }

  private CheckMenuItem check(String key, KeyCombination shortcut, BooleanProperty shown) {
    CheckMenuItem item = checkItem(key);
    item.setAccelerator(shortcut);
    item.selectedProperty().bindBidirectional(shown);
    follow(() -> item.selectedProperty().unbindBidirectional(shown));
    return item;
  }

  private CheckMenuItem check(
      String key,
      Predicate<Appearance> current,
      BiFunction<Appearance, Boolean, Appearance> change) {
    CheckMenuItem item = checkItem(key);
    item.setOnAction(
        _ -> change(appearance -> change.apply(appearance, !current.test(appearance))));
    follow(
        model
            .settings()
            .subscribe(settings -> item.setSelected(current.test(settings.appearance()))));
    return item;
  }

  private static CheckMenuItem checkItem(String key) {
    CheckMenuItem item = new CheckMenuItem(Messages.of("menu." + key));
    item.setId(key);
    return item;
  }

  private void change(UnaryOperator<Appearance> change) {
    Settings settings = model.settings().get();
    commands.apply(settings.withAppearance(change.apply(settings.appearance())));
  }

  private void follow(Subscription more) {
    subscription = subscription.and(more);
  }

  private static Menu menu(String key, MenuItem... items) {
    return new Menu(Messages.of("menu." + key), null, items);
  }

  private MenuItem item(String key, @Nullable String shortcut, Action action) {
    return item(key, shortcut, () -> actions.accept(action));
  }

  private static MenuItem item(String key, @Nullable String shortcut, Runnable action) {
    MenuItem item = Controls.menuItem("menu." + key, key, action);
    if (shortcut != null) {
      item.setAccelerator(KeyCombination.valueOf(KEYS.accelerator(shortcut)));
    }
    return item;
  }

  /// Commands of the window itself.
  enum Action {
    EXPORT,
    /// Asks for a folder, and copies the history into it.
    BACK_UP,
    COPY,
    COPY_CSV,
    FIND,
    CHOOSE_PEOPLE,
    /// Opens the editor of the user's own groups.
    EDIT_GROUPS,
    /// Opens the alerts and messages that wait until a person is active.
    SHOW_TRIGGERS,
    SETTINGS,
    /// Opens the settings of privacy, with the erasure of people.
    PRIVACY,
    /// Opens the field for the token of a workspace.
    CONNECT,
    /// Asks whether to remove the shown workspace.
    REMOVE_WORKSPACE,
    /// Opens the check of the connection, and starts it.
    CHECK_CONNECTION,
    PRESENCE,
    TIMECARDS,
    /// Opens the calendar.
    GO_TO_DATE,
    /// Opens the choice of any time zone.
    CHOOSE_ZONE,
    /// Opens the numbers of people who are active at once, hour by hour.
    ACTIVE_BY_HOUR,
    /// Shows the rows on the whole screen, or the window again.
    WALLBOARD,
    /// Opens the narrow list, or closes it.
    COMPACT_LIST,
    MINIMIZE,
    /// Opens the set-up assistant at its first step.
    SET_UP,
    SHORTCUTS,
    /// Opens the page about the meaning of presence.
    MEANING,
    /// Opens the window with the messages of the log.
    LOG,
    /// Opens the texts for a support request, to look at and to save.
    DIAGNOSTICS,
    ABOUT,
    CLOSE,
    QUIT
  }
}
