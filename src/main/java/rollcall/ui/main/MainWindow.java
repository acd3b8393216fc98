package rollcall.ui.main;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
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
import rollcall.settings.Settings;
import rollcall.settings.ViewState;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.PagePrinter;
import rollcall.ui.controls.PresenceMeaning;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Commands;
import rollcall.ui.model.GroupingModel;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.StateCounts;
import rollcall.ui.model.Workspaces;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.PresenceView;
import rollcall.ui.presence.TimeRangeSelection;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.setup.SetupView;
import rollcall.ui.text.AppManifest;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.timecards.PeopleGroup;
import rollcall.ui.timecards.TimecardsModel;
import rollcall.ui.timecards.TimecardsView;
import rollcall.ui.timeline.TimeWindow;

/// Main window: menu, top bar, notices, one of the screens, and status bar. Thread: FX.
public final class MainWindow implements PresenceView.Actions {
  private static final URI SLACK_APPS = URI.create("https://api.slack.com/apps");
  private static final URI SLACK_LIVE = URI.create("https://docs.slack.dev/legacy/legacy-rtm-api/");
  private static final URI SLACK_STATUS = URI.create("https://slack-status.com/");

  /// While the window is so low that the bars leave room for more rows.
  private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

  private static final double LOW_HEIGHT = 640;

  /// For a moment after another start has asked for this window.
  private static final PseudoClass RAISED = PseudoClass.getPseudoClass("raised");

  private static final Duration HIGHLIGHT = Duration.millis(400);

  /// Fits on a screen of 1366 by 768 pixels at 150 %.
  private static final double MIN_WIDTH = 640;

  private static final double MIN_HEIGHT = 420;

  private final Stage stage;
  private final PresenceModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final AboutModel about;

  private final PresenceScreenModel screen;
  private final PresenceView presenceView;
  private final WindowKeys keys;
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
    dialogs =
        new WindowDialogs(stage, model, workspaces, commands, desktop, about, this::runAction);
    screen = new PresenceScreenModel(model);
    grouping = new GroupingModel(model, commands);
    presenceView = new PresenceView(screen, grouping, commands, this);
    menu = new MainMenu(model, commands, screen, workspaces, this::run);
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
    topBar =
        new TopBar(
            model, commands, screen.query(), this::showFound, screens, workspaces, this::run);
    statusBar = new StatusBar(model);
    legend = new Legend(screen);
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
    keys =
        new WindowKeys(
            root,
            screen,
            this::run,
            List.of(
                topBar.search(),
                presenceView,
                presenceView.details(),
                timecardsView,
                timecardsView.proof()));
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

  private void export() {
    TimeWindow window = screen.timeline().window().get();
    export(isTimecards() ? timecardDays() : days(window.from(), window.to()));
  }

  private void backUp() {
    desktop
        .folder()
        .ifPresent(folder ->
            commands.backUp(folder).thenAcceptAsync(model::setLocalNotice, commands.fxExecutor()));
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

  /// The days of the Timecards screen until the latest current day of the watched people.
  private DayRange timecardDays() {
    LocalDate today = timecards.lastDay();
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

  private void show(ScreenSwitch.Screen next) {
    screens.screen().set(next);
  }

  @Override
  public void explain(UserId person, LocalDate day) {
    show(ScreenSwitch.Screen.TIMECARDS);
    timecards.prove(person, day);
  }

  private void runInScreen(Runnable onTimecards, Runnable onPresence) {
    (isTimecards() ? onTimecards : onPresence).run();
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
        () ->
            screen.lastingGroups().split(screen.shownByName()).entrySet().stream()
                .map(group -> new PeopleGroup(group.getKey(), group.getValue()))
                .toList(),
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

  /// Leads from the search to the people found.
  private void showFound() {
    runInScreen(timecardsView::focusFirst, presenceView::focusFirst);
  }

  private void find() {
    topBar.search().requestFocus();
    topBar.search().selectAll();
  }

  /// Opens the settings at this page.
  public SettingsView settings(SettingsView.Topic topic) {
    SettingsView view = dialogs.settings();
    view.select(topic);
    return view;
  }

  private void log() {
    LogWindow window = logWindow;
    if (window == null) {
      window = new LogWindow(model, commands.log(), desktop, stage::requestFocus);
      logWindow = window;
    }
    window.show();
  }

  private void setUp() {
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
  public void connect() {
    if (model.isWithoutToken()) {
      setup().connect();
      showContent();
    } else {
      dialogs.settings().pasteToken();
    }
  }

  @Override
  public void exportPerson(UserId person) {
    dialogs.exportPerson(model.person(person));
  }

  @Override
  public void openHours() {
    settings(SettingsView.Topic.RECORDING);
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

  private void goToDate() {
    if (timecardsView.getScene() != null) {
      timecardsView.goToDate();
    } else if (presenceView.getScene() != null) {
      presenceView.goToDate();
    }
  }

  @Override
  public void messageWhenActive(UserId person) {
    dialogs.messageWhenActive(person);
  }

  private void compactList() {
    CompactList list = compactList;
    if (list == null) {
      list = new CompactList(stage, model, screen);
      compactList = list;
    }
    list.toggle();
  }

  private void wallboard() {
    show(ScreenSwitch.Screen.PRESENCE);
    stage.setFullScreen(!stage.isFullScreen());
  }

  /// Hides menu, bars and buttons while the window fills the screen.
  private void showWallboard(boolean on) {
    // On a wall, the focus is not shown until the next key.
    keys.hideFocus();
    setShown(menu, !on);
    setShown(topBar, !on);
    presenceView.showControls(!on);
    setShown(statusBar, !on);
    AppTheme.enlarge(on);
    // A window is built before the theme has its settings.
    double usual = model.settings().get().appearance().textScale();
    screen.timeline().textScale().set(on ? AppTheme.textScale().get() : usual);
  }

  private void prioritize(@Nullable UserId selected) {
    if (selected != null) {
      commands.prioritize(selected);
    }
  }

  private void run(MainMenu.Action action) {
    switch (action) {
      case EXPORT -> export();
      case BACK_UP -> backUp();
      case COPY -> runInScreen(timecardsView::copyText, presenceView::copyText);
      case COPY_CSV -> runInScreen(timecardsView::copyCsv, presenceView::copyCsv);
      case FIND -> find();
      case CHOOSE_PEOPLE -> choosePeople();
      case EDIT_GROUPS -> editGroups();
      case SHOW_TRIGGERS -> dialogs.triggers();
      case SETTINGS -> dialogs.settings();
      case PRIVACY -> settings(SettingsView.Topic.PRIVACY);
      case CONNECT -> connect();
      case REMOVE_WORKSPACE -> dialogs.removeWorkspace();
      case CHECK_CONNECTION -> dialogs.checkConnection();
      case PRESENCE -> show(ScreenSwitch.Screen.PRESENCE);
      case TIMECARDS -> show(ScreenSwitch.Screen.TIMECARDS);
      case GO_TO_DATE -> goToDate();
      case CHOOSE_ZONE -> chooseZone();
      case ACTIVE_BY_HOUR -> {
        show(ScreenSwitch.Screen.PRESENCE);
        dialogs.activeByHour(screen);
      }
      case WALLBOARD -> wallboard();
      case COMPACT_LIST -> compactList();
      case MINIMIZE -> stage.setIconified(true);
      case SET_UP -> setUp();
      case SHORTCUTS -> dialogs.shortcuts();
      case MEANING -> PresenceMeaning.open(stage);
      case LOG -> log();
      case DIAGNOSTICS -> dialogs.diagnostics();
      case ABOUT -> settings(SettingsView.Topic.ABOUT);
      case CLOSE -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
      case QUIT -> closing.quit();
    }
  }

  private void runAction(NoticeAction action) {
    switch (action) {
      case PASTE_TOKEN -> dialogs.settings().pasteToken();
      case RETRY -> commands.reconnectNow();
      case CHECK_CONNECTION -> dialogs.checkConnection();
      case CONNECTION_SETTINGS -> settings(SettingsView.Topic.CONNECTION);
      case PROXY_SETTINGS -> settings(SettingsView.Topic.PROXY);
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
      case SET_ASIDE -> commands.discardFutureEntries();
      case CLOSE_LOCAL_NOTICE -> model.setLocalNotice(new LocalNotice.None());
      case CHOOSE_PEOPLE -> choosePeople();
      case ADMIT -> commands.watch(model.watchListState().get().list().admittingAll());
      case DECLINE -> commands.watch(model.watchListState().get().list().decliningAll());
      case CLOSE_TRIGGER ->
          model.triggers().get().firstEnded().ifPresent(one -> commands.removeTrigger(one.id()));
      case SHOW_TRIGGERS -> dialogs.triggers();
      case DISMISS, USE_CERTIFICATES -> notices.dismiss();
    }
  }

  private void showContent() {
    SignInState signIn = model.signInState().get();
    Node content = content(signIn);
    if (!List.of(content).equals(middle.getChildren())) {
      middle.getChildren().setAll(content);
      focusContent(content);
    }
    boolean isSetup = content.equals(setup);
    notices.showConnection(!isSetup);
    setShown(topBar, !signIn.signedOut() && !isInSetup() && !stage.isFullScreen());
    if (content.equals(timecardsView)) {
      statusBar.show(timecardsView.legend(), timecardsView.totals());
    } else {
      statusBar.show(content.equals(presenceView) ? legend : new Region(), statusBar.recorded());
    }
    stage.setTitle(title(signIn));
  }

  private Node content(SignInState signIn) {
    boolean noPeople = model.counts().get().all() == 0;
    return switch (signIn.kind()) {
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

  private static String title(SignInState signIn) {
    if (signIn.name().isEmpty()) {
      return Messages.of("app.name");
    }
    return Messages.of(
        switch (signIn.kind()) {
          case DEMO -> "app.title.demo";
          case SHARED -> "app.title.shared";
          case OPENING, NONE, SLACK -> "app.title";
        },
        signIn.name());
  }
}
