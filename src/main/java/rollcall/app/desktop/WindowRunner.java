package rollcall.app.desktop;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.DisplayCheck;
import rollcall.app.environment.IconFontLoader;
import rollcall.app.environment.TokenVariables;
import rollcall.app.environment.WorkspaceContext;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.FxHostDesktop;

/// Program with a window, from its first frame until the last sighting is stored.
///
/// Thread: main, which waits; the window is created on the JavaFX application thread.
public final class WindowRunner {
  private static final Logger LOG = LoggerFactory.getLogger(WindowRunner.class);

  private final WorkspaceContext context;
  private final @Nullable String problem;
  private final FutureTask<OpenWorkspaces> opening;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable WindowSession open;

  /// @param problem sentence about a problem from before the window was open
  public WindowRunner(WorkspaceContext context, boolean inDemo, @Nullable String problem) {
    this.context = context;
    this.opening = new FutureTask<>(() -> new OpenWorkspaces(context, inDemo));
    this.problem = problem;
  }

  /// Shows the window until it is closed.
  ///
  /// @return reason why no window can be shown, or empty when it was shown and closed
  public Optional<String> run() {
    Optional<String> refusal;
    try {
      refusal = show();
    } finally {
      closed.countDown();
    }
    if (refusal.isEmpty()) {
      // Last: after a signal the toolkit has already ended, and this call never returns.
      Platform.exit();
    }
    return refusal;
  }

  private Optional<String> show() {
    if (isClosing()) {
      return Optional.empty();
    }
    TokenVariables.hideFromPrograms();
    Thread.ofPlatform().name("opening").daemon().start(opening);
    Optional<String> refusal;
    try {
      refusal = DisplayCheck.start(this::open);
    } catch (RuntimeException e) {
      opened().close();
      if (isClosing()) {
        // After a signal, the toolkit does not start any more.
        return Optional.empty();
      }
      throw e;
    }
    if (refusal.isEmpty()) {
      await(closing);
    }
    WindowSession window = open;
    if (window != null) {
      window.close();
    } else {
      opened().close();
    }
    return refusal;
  }

  /// Waits for the workspaces.
  private OpenWorkspaces opened() {
    try {
      return opening.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /// Closes the window in order; returns when the history is closed.
  public void close() {
    closing.countDown();
    await(closed);
  }

  /// Shows the window in front of the others, from any thread.
  ///
  /// @return false while the window closes
  public boolean raise() {
    if (isClosing()) {
      return false;
    }
    LOG.info("Another start asked for the window");
    WindowSession opened = open;
    // A window that is not open yet is about to be.
    if (opened != null) {
      opened.raise();
    }
    return true;
  }

  /// Sentence about the sightings that could not be stored by the end; empty when all were.
  public Optional<String> unsavedSentence() {
    WindowSession opened = open;
    return opened == null ? Optional.empty() : opened.unsavedSentence();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void open() {
    IconFontLoader.install(context.directories().cache());
    // Before the first control, which would load the default theme of JavaFX.
    AppTheme.apply(false);
    Platform.setImplicitExit(false);
    setWindowClass();
    Stage stage = new Stage();
    FxHostDesktop hostDesktop =
        new FxHostDesktop(new Services().getHostServices(), stage, new AwtTray(), loginFile());
    WindowSession opened =
        new WindowSession(context, opened(), stage, hostDesktop, problem, closing::countDown);
    open = opened;
    Thread.currentThread().setUncaughtExceptionHandler((_, bug) -> opened.onBug(bug));
    opened.show();
  }

  private static AutostartFile loginFile() {
    return AutostartFile.of(
        System.getProperty("os.name"),
        System.getenv(),
        Path.of(System.getProperty("user.home", "")),
        Path.of(System.getProperty("java.home")));
  }

  /// Sets the window class, by which a desktop finds the launcher of a window. JavaFX has no public
  /// call for it: without `--add-exports javafx.graphics/com.sun.glass.ui=rollcall` it stays
  /// `java`.
  private static void setWindowClass() {
    try {
      Class<?> toolkit = Class.forName("com.sun.glass.ui.Application");
      Object application = toolkit.getMethod("GetApplication").invoke(null);
      toolkit.getMethod("setName", String.class).invoke(application, "Rollcall");
    } catch (ReflectiveOperationException e) {
      LOG.debug("The window class stays as it is: {}", e.toString());
    }
  }

  /// Host services (open a page in the browser) are only available from an application.
  private static final class Services extends Application {
    @Override
    public void start(Stage stage) {
      throw new IllegalStateException("Never launched.");
    }
  }
}
