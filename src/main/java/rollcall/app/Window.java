package rollcall.app;

import java.lang.module.ModuleDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import rollcall.ui.About;
import rollcall.ui.FxDesktop;
import rollcall.ui.FxGate;
import rollcall.ui.Look;
import rollcall.ui.MainWindow;
import rollcall.ui.PresenceFeed;
import rollcall.ui.PresenceModel;

/// The program with a window, from its first painted frame to its last stored sighting.
///
/// Lane: main waits; what the window needs is made on the FX lane.
final class Window {
  private final Home home;
  private final boolean inDemo;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Desk desk;

  Window(Home home, boolean inDemo) {
    this.home = home;
    this.inDemo = inDemo;
  }

  /// Shows the window until it is closed.
  ///
  /// @return why that is not possible here, or empty when it was shown and has been closed
  Optional<String> run() {
    Optional<String> impossible = Display.start(this::open);
    if (impossible.isEmpty()) {
      await(closing);
      Desk opened = desk;
      if (opened != null) {
        opened.close();
      }
    }
    closed.countDown();
    if (impossible.isEmpty()) {
      // Last: after a signal the toolkit has ended by itself, and this waits for it in vain.
      Platform.exit();
    }
    return impossible;
  }

  /// Closes it in order; returns when the history is closed.
  void close() {
    closing.countDown();
    await(closed);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void open() {
    Platform.setImplicitExit(false);
    Instant now = home.clock().instant();
    FxGate gate = new FxGate();
    PresenceModel model = new PresenceModel(now, ZoneId.systemDefault());
    PresenceFeed feed = new PresenceFeed(gate, model);
    Desk made = new Desk(home, feed);
    desk = made;
    Look.follow(model.settings());
    Stage stage = new Stage();
    About about = new About(version(), home.histories(), home.settings());
    FxDesktop around = new FxDesktop(new Services().getHostServices(), stage);
    MainWindow window = new MainWindow(stage, model, made, around, about, gate);
    stage.setOnCloseRequest(_ -> {
      window.dispose();
      closing.countDown();
    });
    stage.show();
    Thread.ofVirtual().name("tick").start(() -> tick(feed));
    made.open(inDemo);
  }

  /// Tells the screen what time it is, once a second, at the beginning of the second.
  private void tick(PresenceFeed feed) {
    try {
      while (closing.getCount() > 0) {
        Instant now = home.clock().instant();
        feed.tick(now);
        Thread.sleep(Duration.ofMillis(1000 - now.toEpochMilli() % 1000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String version() {
    ModuleDescriptor module = Window.class.getModule().getDescriptor();
    return module == null ? "" : module.rawVersion().orElse("");
  }

  /// JavaFX hands out its host services (open a page in the browser) only through an application.
  private static final class Services extends Application {
    @Override
    public void start(Stage stage) {
      throw new IllegalStateException("Never launched.");
    }
  }
}
