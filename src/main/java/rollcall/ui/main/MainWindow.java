package rollcall.ui.main;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.settings.Appearance;
import rollcall.settings.GroupBy;
import rollcall.settings.Settings;
import rollcall.settings.ViewState;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.PagePrinter;
import rollcall.ui.controls.PresenceMeaning;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Commands;
import rollcall.ui.model.Grouping;
import rollcall.ui.model.GroupingModel;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignedInAccount;
import rollcall.ui.model.StateCounts;
import rollcall.ui.model.Workspaces;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.PresenceView;
import rollcall.ui.presence.TimeRangeSelection;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.setup.SetupView;
import rollcall.ui.text.AppManifest;
import rollcall.ui.text.LocalProblem;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.timecards.PeopleGroup;
import rollcall.ui.timecards.TimecardsModel;
import rollcall.ui.timecards.TimecardsView;
import rollcall.ui.timeline.TimeWindow;

/// Main window: table, timeline and status bar. Thread: FX.
public final class MainWindow implements MainMenu.Actions, PresenceView.Actions {
  private static final URI SLACK_APPS = URI.create("https://api.slack.com/apps");
  private static final URI SLACK_LIVE = URI.create("https://docs.slack.dev/legacy/legacy-rtm-api/");
  private static final URI SLACK_STATUS = URI.create("https://slack-status.com/");

  /// While the keyboard is used; the focus of the rows is shown then.
  private static final PseudoClass KEYBOARD = PseudoClass.getPseudoClass("keyboard");

  /// While the window is so low that the bars leave room for more rows.
  private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

  private static final double LOW_HEIGHT = 640;

  /// For a moment after another start has asked for this window.
  private static final PseudoClass RAISED = PseudoClass.getPseudoClass("raised");

  /// Time after which an alert is given up.
  private static final java.time.Duration ALERT_EXPIRY = java.time.Duration.ofDays(7);

  private static final Duration HIGHLIGHT = Duration.millis(400);

  /// Fits on a screen of 1366 by 768 pixels at 150 %.
  private static final double MIN_WIDTH = 640;

  private static final double MIN_HEIGHT = 420;

  private final Stage stage;
  private final PresenceModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final AboutModel about;
  private final Workspaces workspaces;

  private final PresenceScreenModel screen;
  private final PresenceView presenceView;
  private final FocusCycle focusCycle;
  private final MainMenu menu;
  private final GroupingModel grouping;
  private final TimecardsModel timecards;
  private final TimecardsView timecardsView;
  private final ScreenSwitch screens = new ScreenSwitch();
  private final TopBar topBar;
  private final WindowDialogs dialogs;
  private final NoticeStack notices;
  private final Region opening = new Region();
  private final StackPane middle = new StackPane();
  private final StatusBar statusBar;
  private final Legend legend;
  private final ViewStatePersistence memory;
  private final WindowClosing closing;
  private final Subscription subscription;
  // Made when they are shown first: most starts show none of them.
  private @Nullable SetupView setup;
  private Subscription setupSubscription = Subscription.EMPTY;
  private @Nullable CompactList compactList;
  private @Nullable LogWindow logWindow;
  private Subscription timecardsSubscription = Subscription.EMPTY;
  private Runnable onQuit = () -> {};

  /// Adds the content to this stage; the caller shows it.
  public MainWindow(
      Stage stage,
      PresenceModel model,
      Commands commands,
      HostDesktop desktop,
      AboutModel about,
      Workspaces workspaces) {
    this.stage = stage;
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    this.about = about;
    this.workspaces = workspaces;
    dialogs = new WindowDialogs(stage, model, commands, desktop, about, this::runAction);
    screen = new PresenceScreenModel(model);
    grouping = new GroupingModel(model, commands);
    presenceView = new PresenceView(screen, this);
    menu = new MainMenu(model, commands, screen, workspaces, this);
    timecards =
        new TimecardsModel(model, commands, groups(), Locale.getDefault(Locale.Category.FORMAT));
    timecardsView =
        new TimecardsView(
            timecards,
            model,
            commands,
            desktop,
            PagePrinter.system(stage),
            this,
            this::showOnTimeline);
    memory = new ViewStatePersistence(stage, model, screen, timecards, screens, commands::saveView);
    topBar = new TopBar(model, commands, screen.query(), screens, workspaces, this);
    statusBar = new StatusBar(model);
    legend = new Legend(screen);
    focusCycle =
        new FocusCycle(
            List.of(
                topBar.search(),
                presenceView,
                presenceView.details(),
                timecardsView,
                timecardsView.proof()));
    closing =
        new WindowClosing(
            stage,
            workspaces,
            desktop.tray(),
            commands.fxExecutor(),
            commands::storeTokenInFile,
            () -> onQuit.run());
    notices = new NoticeStack(model, this::runAction);
    VBox header = new VBox(menu, topBar, notices);
    // Notices in large text push nothing out of a small window.
    middle.setMinHeight(0);
    // In the order of the Tab key.
    BorderPane root = new BorderPane();
    root.setTop(header);
    root.setCenter(middle);
    root.setBottom(statusBar);
    root.setId("main");
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    root.addEventFilter(
        MouseEvent.MOUSE_PRESSED, _ -> root.pseudoClassStateChanged(KEYBOARD, false));
    root.addEventFilter(KeyEvent.KEY_TYPED, this::onSlash);
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::onEscape);
    Scene scene = new Scene(root, 1280, 800);
    root.getChildren().add(windowColor(scene));
    stage.setScene(scene);
    AppIcon.addAfterFirstFrame(stage, scene, commands.fxExecutor());
    root.heightProperty()
        .subscribe(height -> root.pseudoClassStateChanged(LOW, height.doubleValue() < LOW_HEIGHT));
    stage.setOnCloseRequest(closing::onCloseRequest);
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    subscription =
        Subscription.combine(
            screen.follow(),
            grouping.follow(),
            grouping.grouping().subscribe(screen.grouping()::set),
            presenceView.follow(),
            screens.screen().subscribe(_ -> onScreen()),
            statusBar.follow(),
            legend.follow(),
            model.signInState().subscribe(_ -> showContent()),
            model.counts().map(StateCounts::all).subscribe(_ -> showContent()),
            notices.follow(),
            model.selection().subscribe(this::prioritize),
            model.now().subscribe(_ -> memory.tick()),
            stage.fullScreenProperty().subscribe(this::showWallboard));
    stage.setFullScreenExitHint("");
    showContent();
  }

  /// The color of the window, which fills the scene. A background of the root would be painted once
  /// more in each frame.
  private static Region windowColor(Scene scene) {
    Region color = styled(new Region(), "window-color");
    color.setManaged(false);
    color
        .backgroundProperty()
        .subscribe(background -> {
          if (background != null) {
            scene.setFill(background.getFills().getFirst().getFill());
          }
        });
    return color;
  }

  /// Shows the state that the last window saved.
  public void restore(ViewState state) {
    memory.restore(state);
  }

  /// Sets the end of the program, which runs after the user has quit.
  public void setOnQuit(Runnable onQuit) {
    this.onQuit = onQuit;
  }

  /// Shows the window in front of the others, and highlights its edge for a moment.
  public void raise() {
    closing.show();
    Parent root = stage.getScene().getRoot();
    root.pseudoClassStateChanged(RAISED, true);
    PauseTransition highlight = new PauseTransition(HIGHLIGHT);
    highlight.setOnFinished(_ -> root.pseudoClassStateChanged(RAISED, false));
    highlight.play();
  }

  /// The state that [#restore] shows.
  public ViewState state() {
    return memory.current();
  }

  /// Whether recording is on, or waits for the connection or the recording hours.
  public boolean isRecording() {
    return closing.isRecording();
  }

  /// Closes all windows and unsubscribes from the model.
  public void dispose() {
    release();
    stage.hide();
  }

  /// Closes all other windows and unsubscribes from the model, so that the stage can have other
  /// content.
  public void release() {
    memory.close();
    subscription.unsubscribe();
    setupSubscription.unsubscribe();
    timecardsSubscription.unsubscribe();
    AppTheme.enlarge(false);
    menu.dispose();
    topBar.dispose();
    // On GTK, a pop-up that is open when the toolkit exits crashes it.
    Window.getWindows().stream()
        .filter(window -> !stage.equals(window))
        .toList()
        .forEach(Window::hide);
  }

  @Override
  public void export() {
    TimeWindow window = screen.timeline().window().get();
    export(isTimecards() ? timecardDays() : days(window.from(), window.to()));
  }

  @Override
  public void backUp() {
    desktop
        .folder(Path.of(System.getProperty("user.home", ".")))
        .ifPresent(folder ->
            commands.backUp(folder).thenAcceptAsync(model::localProblem, commands.fxExecutor()));
  }

  @Override
  public void copy(boolean csv) {
    if (isTimecards()) {
      timecardsView.copy(csv);
    } else {
      presenceView.copy(csv);
    }
  }

  @Override
  public void privacy() {
    dialogs.settings().select(SettingsView.Topic.PRIVACY);
  }

  @Override
  public void minimize() {
    stage.setIconified(true);
  }

  @Override
  public void exportRange(TimeRangeSelection.Range range) {
    export(days(range.from(), range.to()));
  }

  private void export(DayRange initialDays) {
    dialogs.export(
        initialDays, isTimecards() ? timecards.people() : shownPeople(), this::showOnTimeline);
  }

  /// The people of the Presence screen, or null for everyone.
  private @Nullable Set<UserId> shownPeople() {
    return screen.shown().size() < model.rows().size()
        ? screen.shown().stream().map(PersonRow::id).collect(Collectors.toSet())
        : null;
  }

  /// The days of a time range, up to today.
  private DayRange days(Instant start, Instant end) {
    AccountingRules rules = model.rules();
    LocalDate today = rules.day(model.now().get());
    LocalDate from = rules.day(start);
    LocalDate to = rules.day(end.minusMillis(1));
    return new DayRange(from.isAfter(today) ? today : from, to.isAfter(today) ? today : to);
  }

  /// The days of the Timecards screen until today.
  private DayRange timecardDays() {
    LocalDate today = model.rules().day(model.now().get());
    LocalDate last = timecards.days().last();
    return new DayRange(timecards.days().first(), last.isAfter(today) ? today : last);
  }

  private void showOnTimeline(DayRange days) {
    AccountingRules rules = model.rules();
    showOnTimeline(rules.start(days.first()), rules.start(days.last().plusDays(1)));
  }

  private void showOnTimeline(UserId person, Instant from, Instant to) {
    model.selection().set(person);
    showOnTimeline(from, to);
  }

  private void showOnTimeline(Instant from, Instant to) {
    show(ScreenSwitch.Screen.PRESENCE);
    screen.timeline().show(from, to);
    presenceView.requestFocus();
  }

  @Override
  public void show(ScreenSwitch.Screen next) {
    screens.screen().set(next);
  }

  @Override
  public void explain(UserId person, LocalDate day) {
    show(ScreenSwitch.Screen.TIMECARDS);
    timecards.prove(person, day);
  }

  private boolean isTimecards() {
    return screens.screen().get() == ScreenSwitch.Screen.TIMECARDS;
  }

  /// Timecards shows all people found by the search, in any state. Its totals are only read while
  /// it is shown.
  private void onScreen() {
    timecardsSubscription.unsubscribe();
    timecardsSubscription = Subscription.EMPTY;
    if (isTimecards()) {
      screen.filterState().set(Optional.empty());
      timecardsSubscription = timecardsView.follow();
    }
    showContent();
  }

  /// The shown people in their groups, as on the Presence screen, but independent of who is active
  /// now.
  private ObservableValue<List<PeopleGroup>> groups() {
    return Bindings.createObjectBinding(
        () -> {
          Grouping current = screen.lastingGroups();
          Map<String, List<PersonRow>> groups = new TreeMap<>(current.order());
          for (PersonRow row : screen.shownByName()) {
            String name = current.group(row);
            groups.computeIfAbsent(name == null ? "" : name, _ -> new ArrayList<>()).add(row);
          }
          return groups.entrySet().stream()
              .map(group -> new PeopleGroup(group.getKey(), group.getValue()))
              .toList();
        },
        screen.shown(),
        screen.order(),
        screen.grouping());
  }

  @Override
  public void choosePeople() {
    dialogs.choosePeople();
  }

  @Override
  public void editGroups() {
    dialogs.editGroups();
  }

  @Override
  public void find() {
    topBar.search().requestFocus();
    topBar.search().selectAll();
  }

  @Override
  public void settings() {
    dialogs.settings();
  }

  /// Opens the settings at this page.
  public SettingsView settings(SettingsView.Topic topic) {
    SettingsView view = dialogs.settings();
    view.select(topic);
    return view;
  }

  @Override
  public void about() {
    dialogs.settings().select(SettingsView.Topic.ABOUT);
  }

  @Override
  public void close() {
    stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
  }

  @Override
  public void log() {
    LogWindow window = logWindow;
    if (window == null) {
      window = new LogWindow(model, commands.log(), desktop);
      logWindow = window;
    }
    window.show();
  }

  @Override
  public void diagnostics() {
    dialogs.diagnostics();
  }

  @Override
  public void setUp() {
    setup().restart();
    showContent();
  }

  private SetupView setup() {
    SetupView view = setup;
    if (view == null) {
      view =
          new SetupView(model, commands, desktop, about.version(), this::runAction, this::onSetUp);
      setup = view;
      setupSubscription = view.follow();
    }
    return view;
  }

  private boolean isInSetup() {
    return setup != null && setup.isInProgress();
  }

  /// Shows the recording after the assistant, in which polling was accepted.
  private void onSetUp() {
    notices.dismiss();
    showContent();
  }

  @Override
  public void quit() {
    closing.quit();
  }

  @Override
  public void connect() {
    if (model.isWithoutToken()) {
      setup().connect();
      showContent();
    } else {
      dialogs.settings().pasteToken();
    }
  }

  @Override
  public void removeWorkspace() {
    dialogs.removeWorkspace(workspaces);
  }

  @Override
  public void moveToGroup(List<UserId> people, @Nullable String name) {
    grouping.move(people, name);
  }

  @Override
  public void pausePerson(UserId person, boolean on) {
    Settings settings = model.settings().get();
    commands.apply(settings.withPeople(settings.people().withPaused(person.value(), on)));
  }

  @Override
  public void exportPerson(UserId person) {
    dialogs.exportPerson(model.person(person));
  }

  @Override
  public void group(GroupBy by) {
    grouping.choose(by);
  }

  @Override
  public void resume() {
    commands.pause(false);
  }

  @Override
  public void openHours() {
    dialogs.settings().select(SettingsView.Topic.RECORDING);
  }

  @Override
  public void zone(@Nullable String id) {
    Settings settings = model.settings().get();
    commands.apply(settings.withZone(id).withExport(settings.export().withOwnZones(false)));
  }

  @Override
  public void ownZones() {
    Settings settings = model.settings().get();
    commands.apply(settings.withExport(settings.export().withOwnZones(true)));
  }

  @Override
  public void chooseZone() {
    dialogs.zones(this::zone);
  }

  @Override
  public void chooseDays() {
    dialogs.days(screen.timeline());
  }

  @Override
  public void goToDate() {
    if (timecardsView.getScene() != null) {
      timecardsView.goToDate();
    } else if (presenceView.getScene() != null) {
      presenceView.goToDate();
    }
  }

  @Override
  public void activeByHour() {
    show(ScreenSwitch.Screen.PRESENCE);
    dialogs.activeByHour(screen);
  }

  @Override
  public void checkConnection() {
    dialogs.checkConnection();
  }

  @Override
  public void meaning() {
    PresenceMeaning.open(stage);
  }

  @Override
  public void triggers() {
    dialogs.triggers();
  }

  @Override
  public void alertWhenActive(UserId person) {
    commands.addTrigger(person, null, model.now().get().plus(ALERT_EXPIRY));
  }

  @Override
  public void messageWhenActive(UserId person) {
    dialogs.messageWhenActive(person);
  }

  @Override
  public void shortcuts() {
    dialogs.shortcuts();
  }

  @Override
  public void compactList() {
    CompactList list = compactList;
    if (list == null) {
      list = new CompactList(stage, model, screen);
      compactList = list;
    }
    list.toggle();
  }

  @Override
  public void wallboard() {
    show(ScreenSwitch.Screen.PRESENCE);
    stage.setFullScreen(!stage.isFullScreen());
  }

  /// Hides menu, bars and buttons while the window fills the screen.
  private void showWallboard(boolean on) {
    // On a wall, the focus is not shown until the next key.
    stage.getScene().getRoot().pseudoClassStateChanged(KEYBOARD, false);
    setShown(menu, !on);
    setShown(topBar, !on);
    presenceView.showControls(!on);
    setShown(statusBar, !on);
    int textPercent =
        on ? Appearance.LARGEST_TEXT : model.settings().get().appearance().textPercent();
    screen.timeline().textScale().set(textPercent / 100.0);
    AppTheme.enlarge(on);
  }

  private void prioritize(@Nullable UserId selected) {
    if (selected != null) {
      commands.prioritize(selected);
    }
  }

  private void runAction(NoticeAction action) {
    switch (action) {
      case PASTE_TOKEN -> dialogs.settings().pasteToken();
      case RETRY -> commands.reconnectNow();
      case CHECK_CONNECTION -> checkConnection();
      case CONNECTION_SETTINGS -> dialogs.settings().select(SettingsView.Topic.CONNECTION);
      case PROXY_SETTINGS -> dialogs.settings().select(SettingsView.Topic.PROXY);
      case SLACK_APPS -> desktop.open(SLACK_APPS);
      case NEW_SLACK_APP -> desktop.open(AppManifest.link());
      case COPY_MANIFEST -> desktop.copy(AppManifest.text());
      case SERVER_PASSWORD -> dialogs.serverPassword();
      case STORE_IN_FILE -> closing.storeToken(() -> {});
      case LIVE_HELP -> desktop.open(SLACK_LIVE);
      case RECORDING_SETTINGS -> openHours();
      case DISCONNECT -> commands.disconnect();
      case SLACK_STATUS -> desktop.open(SLACK_STATUS);
      case COPY_DETAILS -> desktop.copy(model.status().get().toString());
      case DATA_FOLDER -> desktop.open(about.history().toUri());
      case SET_ASIDE -> commands.setAside();
      case CLOSE_LOCAL_PROBLEM -> model.localProblem(new LocalProblem.None());
      case CHOOSE_PEOPLE -> choosePeople();
      case ADMIT -> commands.watch(model.watchListState().get().list().admittingAll());
      case DECLINE -> commands.watch(model.watchListState().get().list().decliningAll());
      case CLOSE_TRIGGER ->
          model.triggers().get().firstEnded().ifPresent(one -> commands.removeTrigger(one.id()));
      case SHOW_TRIGGERS -> triggers();
      case DISMISS, USE_CERTIFICATES -> notices.dismiss();
    }
  }

  private void showContent() {
    SignedInAccount account = model.signInState().get();
    Node content = content(account);
    if (!List.of(content).equals(middle.getChildren())) {
      middle.getChildren().setAll(content);
      focusContent(content);
    }
    boolean isSetup = content.equals(setup);
    notices.showConnection(!isSetup);
    setShown(topBar, !account.signedOut() && !isInSetup() && !stage.isFullScreen());
    if (content.equals(timecardsView)) {
      statusBar.show(timecardsView.legend(), timecardsView.totals());
    } else {
      statusBar.show(content.equals(presenceView) ? legend : new Region(), statusBar.recorded());
    }
    stage.setTitle(title(account));
  }

  private Node content(SignedInAccount account) {
    boolean noPeople = model.counts().get().all() == 0;
    return switch (account.kind()) {
      case OPENING -> opening;
      case NONE -> setup();
      case SHARED -> isTimecards() ? timecardsView : presenceView;
      case SLACK, DEMO ->
          noPeople || isInSetup() ? setup() : isTimecards() ? timecardsView : presenceView;
    };
  }

  /// Focuses the main control of the content.
  private void focusContent(Node content) {
    if (content.equals(presenceView) || content.equals(timecardsView)) {
      content.requestFocus();
    } else if (setup != null && content.equals(setup)) {
      setup.focusFirst();
    }
  }

  private static String title(SignedInAccount account) {
    if (account.name().isEmpty()) {
      return Messages.of("app.name");
    }
    return Messages.of(
        switch (account.kind()) {
          case DEMO -> "app.title.demo";
          case SHARED -> "app.title.shared";
          case OPENING, NONE, SLACK -> "app.title";
        },
        account.name());
  }

  private void onKey(KeyEvent key) {
    stage.getScene().getRoot().pseudoClassStateChanged(KEYBOARD, true);
    boolean used = key.isShortcutDown() ? onShortcut(key) : showPart(key);
    if (used) {
      key.consume();
    }
  }

  private boolean showPart(KeyEvent key) {
    switch (key.getCode()) {
      case F6 -> focusCycle.moveFocus(stage.getScene(), key.isShiftDown() ? -1 : 1);
      case F1 -> shortcuts();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean onShortcut(KeyEvent key) {
    if (key.getCode() == KeyCode.SLASH && key.isShiftDown()) {
      // The key of the help on macOS.
      shortcuts();
      return true;
    }
    return zoom(key.getCode());
  }

  /// Handles the keys of plus and minus that a menu item cannot have as well.
  private boolean zoom(KeyCode code) {
    switch (code) {
      case EQUALS, PLUS, ADD -> screen.timeline().zoom(1 / MainMenu.ZOOM_STEP);
      case SUBTRACT -> screen.timeline().zoom(MainMenu.ZOOM_STEP);
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Clears the filter when nothing else used the key.
  private void onEscape(KeyEvent key) {
    boolean filtered = !screen.query().get().isEmpty() || screen.filterState().get().isPresent();
    if (key.getCode() == KeyCode.ESCAPE && filtered) {
      screen.clearFilter();
      key.consume();
    }
  }

  /// Handles the typed and not the pressed key: otherwise the slash would be typed into the search
  /// field.
  private void onSlash(KeyEvent key) {
    if (key.getCharacter().equals("/") && !(key.getTarget() instanceof TextInputControl)) {
      find();
      key.consume();
    }
  }
}
