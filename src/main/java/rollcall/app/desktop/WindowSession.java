package rollcall.app.desktop;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.InstalledUpgrade;
import rollcall.app.environment.WorkspaceContext;
import rollcall.settings.ViewState;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.CrashDialog;
import rollcall.ui.main.DueNotifications;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.text.ExceptionFingerprint;
import rollcall.ui.text.LocalNotice;

/// Window with its model, its controller and the clock thread.
///
/// Thread: created and shown on the JavaFX application thread, closed on another one.
public final class WindowSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WindowSession.class);

  private final WorkspaceContext context;
  private final Stage stage;
  private final FxExecutor gate;
  private final OpenWorkspaces workspaces;
  private final Supplier<MainWindow> newWindow;
  private final CrashDialog crashes;
  private final DueNotifications notifications;
  private final Subscription subscription;
  private Subscription shownSubscription;
  private boolean namesHidden;
  private MainWindow window;
  // A failure of a receiver from before the window, which can only be shown in the window.
  private @Nullable RuntimeException early;
  private final Thread clock = Thread.ofVirtual().name("tick").unstarted(this::tick);

  /// Fills the window with what is being opened.
  ///
  /// @param stage to fill and to show
  /// @param problem sentence about a problem from before the window was open
  /// @param onClosed is called when the user has closed the window
  public WindowSession(
      WorkspaceContext context,
      OpenWorkspaces workspaces,
      Stage stage,
      HostDesktop hostDesktop,
      @Nullable String problem,
      Runnable onClosed) {
    this.context = context;
    this.stage = stage;
    this.workspaces = workspaces;
    gate = workspaces.gate();
    if (problem != null) {
      shown().feed().onLocalNotice(new LocalNotice.CommandFailed(problem));
    }
    AboutModel about =
        new AboutModel(
            version(),
            context.directories().data(),
            context.directories().settings(),
            context.address());
    notifications = new DueNotifications(workspaces.model(), hostDesktop.tray());
    crashes = new CrashDialog(stage, hostDesktop, program(about.version()));
    newWindow =
        () -> {
          OpenWorkspaces.Open shown = shown();
          MainWindow next =
              new MainWindow(
                  stage, shown.model(), shown.controller(), hostDesktop, about, workspaces.model());
          next.setOnQuit(() -> quit(onClosed));
          return next;
        };
    ViewState view = shown().context().viewState().load();
    workspaces.useLanguage(view);
    deliverEarly();
    window = newWindow.get();
    window.restore(view);
    TimeToFirstRows.log(stage.getScene(), shown().model());
    shownSubscription = follow(shown().model());
    // Not within the event of the menu item, whose window is filled again.
    subscription =
        workspaces.model().shown().subscribe((_, _) -> gate.execute(this::showWorkspace));
  }

  private OpenWorkspaces.Open shown() {
    return workspaces.of(workspaces.model().shown().get());
  }

  private Subscription follow(PresenceModel model) {
    // Not within the event of the control that chose the language: its window is closed.
    return Subscription.combine(
        AppTheme.bindTo(model.settings()),
        model
            .language()
            .subscribe((before, _) ->
                gate.execute(() ->
                    fillAgain(SettingsView.Topic.APPEARANCE, one -> one.offerLanguage(before)))),
        model
            .conventions()
            .subscribe((before, _) ->
                gate.execute(
                    () -> fillAgain(SettingsView.Topic.TIME, one -> one.offerConventions(before)))),
        model.namesHidden().subscribe(hidden -> namesHidden = hidden),
        model.now().subscribe(_ -> notifications.onTick(stage.isFocused())));
  }

  private void quit(Runnable onClosed) {
    subscription.unsubscribe();
    shownSubscription.unsubscribe();
    window.dispose();
    onClosed.run();
  }

  /// Shows the window in front of the others, from any thread.
  void raise() {
    gate.execute(() -> window.raise());
  }

  /// Logs a bug in the window, and shows it. Recording continues, because it has its own threads.
  ///
  /// @param bug an exception that no one caught on the JavaFX thread
  public void onBug(Throwable bug) {
    LOG.error("A bug in the window, error code {}", ExceptionFingerprint.of(bug), bug);
    // Not within the event or the layout that failed.
    gate.execute(() -> crashes.show(bug, window.isRecording(), this::refill));
  }

  /// Fills the window again, in the state that was saved last.
  private void refill() {
    window.release();
    window = newWindow.get();
    window.restore(shown().context().viewState().load());
  }

  /// Fills the window with the workspace that was chosen, in its own state.
  private void showWorkspace() {
    ViewState current = window.state();
    window.release();
    shownSubscription.unsubscribe();
    if (namesHidden) {
      // They were hidden on the screen, which shows another workspace now.
      shown().model().namesHidden().set(true);
    }
    window = newWindow.get();
    OpenWorkspaces.Open shown = shown();
    ViewState view =
        shown.context().viewState().load().inWindowOf(current, context.clock().instant());
    if (!shown.demo()) {
      // The next start shows this workspace again.
      shown.controller().saveView(view);
    }
    window.restore(view);
    shownSubscription = follow(shown().model());
  }

  private static String program(String version) {
    return "Rollcall %s · Java %s · JavaFX %s · %s %s %s"
        .formatted(
            version,
            Runtime.version(),
            System.getProperty("javafx.runtime.version"),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"));
  }

  /// Shows the window with the language and the conventions that were chosen, and with the settings
  /// open where that was.
  private void fillAgain(SettingsView.Topic topic, Consumer<SettingsView> then) {
    ViewState view = window.state();
    window.release();
    workspaces.useLanguage(view);
    window = newWindow.get();
    window.restore(view);
    then.accept(window.settings(topic));
  }

  /// Delivers to the models what was read until now, so that the window is made with it, and not
  /// changed by it.
  private void deliverEarly() {
    try {
      gate.open();
    } catch (RuntimeException e) {
      early = e;
    }
  }

  /// Shows the window, with what was read until now.
  public void show() {
    try {
      gate.open();
      if (early != null) {
        throw early;
      }
    } finally {
      // Also when a receiver fails: the window shows the bug.
      stage.show();
      clock.start();
    }
  }

  /// Closes the controller in order; returns when the history is closed.
  @Override
  public void close() {
    clock.interrupt();
    workspaces.close();
  }

  /// Sentence about the sightings that could not be stored by the end; empty when all were.
  Optional<String> unsavedSentence() {
    return workspaces.unsavedSentence();
  }

  /// Sends the current time to the screen once a second, at the start of the second.
  private void tick() {
    HeapTrimmer heap = new HeapTrimmer();
    InstalledUpgrade installed =
        new InstalledUpgrade(Path.of(System.getProperty("java.home")), version());
    try {
      while (true) {
        Instant now = context.clock().instant();
        workspaces.onTick(now);
        heap.onTick();
        if (now.getEpochSecond() % 60 == 0) {
          installed.newer().ifPresent(workspaces::onInstalled);
        }
        // The only deadline of this thread; closing the window interrupts it.
        Thread.sleep(Duration.ofMillis(1000 - now.toEpochMilli() % 1000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String version() {
    ModuleDescriptor module = WindowSession.class.getModule().getDescriptor();
    return module == null ? "" : module.rawVersion().orElse("");
  }
}
