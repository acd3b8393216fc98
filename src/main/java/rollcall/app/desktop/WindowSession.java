package rollcall.app.desktop;

import java.lang.module.ModuleDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import javafx.stage.Stage;
import rollcall.app.environment.AppContext;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.FxGate;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.LocalProblem;

/// A window, the desk behind it that does what it is asked, and the clock that both go by.
///
/// Made and shown on the FX lane, closed from any other.
public final class WindowSession implements AutoCloseable {
  private final AppContext home;
  private final Stage stage;
  private final PresenceFeed feed;
  private final DesktopController desk;
  private final Thread clock = Thread.ofVirtual().name("tick").unstarted(this::tick);

  /// @param stage to fill and to show
  /// @param closed is told when a person has closed it
  public WindowSession(AppContext home, Stage stage, HostDesktop around, Runnable closed) {
    this.home = home;
    this.stage = stage;
    FxGate gate = new FxGate();
    PresenceModel model = new PresenceModel(home.clock().instant(), ZoneId.systemDefault());
    feed = new PresenceFeed(gate, model);
    desk = new DesktopController(home, feed);
    AboutModel about = new AboutModel(version(), home.histories(), home.settings(), home.address());
    var look = AppTheme.bindTo(model.settings());
    MainWindow window = new MainWindow(stage, model, desk, around, about, gate);
    stage.setOnCloseRequest(_ -> {
      look.unsubscribe();
      window.dispose();
      closed.run();
    });
  }

  /// Shows it, and opens what there is to see.
  public void show(boolean inDemo) {
    stage.show();
    clock.start();
    desk.open(inDemo);
  }

  /// Says on it what was wrong before it was there, as a sentence.
  void reportProblem(String sentence) {
    feed.onLocalProblem(new LocalProblem.NotDone(sentence));
  }

  /// Ends what is behind it, in order; returns when the history is closed.
  @Override
  public void close() {
    clock.interrupt();
    desk.close();
  }

  /// What could not be kept at the end, as a sentence; empty when all was.
  Optional<String> lost() {
    return desk.lost();
  }

  /// Tells the screen what time it is, once a second, at the beginning of the second.
  private void tick() {
    try {
      while (true) {
        Instant now = home.clock().instant();
        feed.onTick(now);
        // Its only deadline, and nothing is decided by it; closing interrupts it.
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
