package rollcall.app.desktop;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.AppContext;
import rollcall.app.environment.DisplayCheck;
import rollcall.ui.main.FxHostDesktop;

/// The program with a window, from its first painted frame to its last stored sighting.
///
/// Lane: main waits; what the window needs is made on the FX lane.
public final class WindowRunner {
  private final AppContext home;
  private final boolean inDemo;
  private final @Nullable String complaint;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable WindowSession open;

  /// @param complaint what was wrong already before there was a window, as a sentence
  public WindowRunner(AppContext home, boolean inDemo, @Nullable String complaint) {
    this.home = home;
    this.inDemo = inDemo;
    this.complaint = complaint;
  }

  /// Shows the window until it is closed.
  ///
  /// @return why that is not possible here, or empty when it was shown and has been closed
  public Optional<String> run() {
    Optional<String> impossible = DisplayCheck.start(this::open);
    if (impossible.isEmpty()) {
      await(closing);
      WindowSession opened = open;
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
  public void close() {
    closing.countDown();
    await(closed);
  }

  /// What could not be kept at the end, as a sentence; empty when all was.
  public Optional<String> lost() {
    WindowSession opened = open;
    return opened == null ? Optional.empty() : opened.lost();
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
    Stage stage = new Stage();
    FxHostDesktop around = new FxHostDesktop(new Services().getHostServices(), stage);
    WindowSession opened = new WindowSession(home, stage, around, closing::countDown);
    open = opened;
    if (complaint != null) {
      opened.reportProblem(complaint);
    }
    opened.show(inDemo);
  }

  /// JavaFX hands out its host services (open a page in the browser) only through an application.
  private static final class Services extends Application {
    @Override
    public void start(Stage stage) {
      throw new IllegalStateException("Never launched.");
    }
  }
}
