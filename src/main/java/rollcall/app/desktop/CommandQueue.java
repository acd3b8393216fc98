package rollcall.app.desktop;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ErrorText;
import rollcall.ui.text.LocalProblem;

/// The desk's lane: what a person asks, one errand after the other. An errand that cannot be done
/// is told of, and the next one begins.
public final class CommandQueue implements AutoCloseable {
  /// Something to do.
  interface Command {
    void run() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(CommandQueue.class);

  private final Consumer<LocalProblem> dropped;
  // What is asked after the end is not done.
  private final ThreadPoolExecutor lane =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofVirtual().name("desk").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /// @param dropped is told, on this lane, why an errand was not done
  CommandQueue(Consumer<LocalProblem> dropped) {
    this.dropped = dropped;
  }

  /// Does this after all that was asked before. From any lane.
  void add(Command errand) {
    lane.execute(() -> {
      try {
        errand.run();
      } catch (IOException e) {
        LOG.warn("{}", ErrorText.of(e));
        dropped.accept(new LocalProblem.NotDone(ErrorText.of(e)));
      } catch (RuntimeException e) {
        LOG.error("The desk dropped something", e);
        dropped.accept(new LocalProblem.Bug(e.toString()));
      }
    });
  }

  boolean isClosed() {
    return lane.isShutdown();
  }

  /// Takes no more, and returns when all is done.
  @Override
  public void close() {
    lane.close();
  }
}
