package rollcall.app.desktop;

import java.lang.module.ModuleDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.AppContext;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.FxGate;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.LocalProblem;

/// Window with its model, its controller and the clock thread.
///
/// Thread: created and shown on the JavaFX application thread, closed on another one.
public final class WindowSession implements AutoCloseable {
  private final AppContext context;
  private final Stage stage;
  private final FxGate gate;
  private final PresenceFeed feed;
  private final MainWindow window;
  private final DesktopController controller;
  private final Thread clock = Thread.ofVirtual().name("tick").unstarted(this::tick);

  /// Opens the workspace, in parallel with filling the window.
  ///
  /// @param stage to fill and to show
  /// @param problem sentence about a problem from before the window was open
  /// @param onClosed is called when the user has closed the window
  public WindowSession(
      AppContext context,
      Stage stage,
      HostDesktop hostDesktop,
      boolean inDemo,
      @Nullable String problem,
      Runnable onClosed) {
    this.context = context;
    this.stage = stage;
    gate = new FxGate();
    PresenceModel model = new PresenceModel(context.clock().instant(), ZoneId.systemDefault());
    feed = new PresenceFeed(gate, model);
    controller = new DesktopController(context, feed);
    if (problem != null) {
      feed.onLocalProblem(new LocalProblem.NotDone(problem));
    }
    controller.open(inDemo);
    AboutModel about =
        new AboutModel(version(), context.histories(), context.settings(), context.address());
    var look = AppTheme.bindTo(model.settings());
    window = new MainWindow(stage, model, controller, hostDesktop, about, gate);
    window.restore(context.viewState().load());
    FirstRows.log(stage.getScene(), model, context.clock());
    window.setOnQuit(() -> {
      look.unsubscribe();
      window.dispose();
      onClosed.run();
    });
  }

  /// Shows the window.
  public void show() {
    stage.show();
    clock.start();
  }

  /// Shows the window in front of the others, from any thread.
  void raise() {
    gate.execute(window::raise);
  }

  /// Closes the controller in order; returns when the history is closed.
  @Override
  public void close() {
    clock.interrupt();
    controller.close();
  }

  /// Sentence about the sightings that could not be stored by the end; empty when all were.
  Optional<String> lost() {
    return controller.lost();
  }

  /// Sends the current time to the screen once a second, at the start of the second.
  private void tick() {
    try {
      while (true) {
        Instant now = context.clock().instant();
        feed.onTick(now);
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
