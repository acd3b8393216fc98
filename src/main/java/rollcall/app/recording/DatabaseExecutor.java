package rollcall.app.recording;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;

/// Database thread: runs tasks in order, on a platform thread, because SQLite is native code.
///
/// The queue is bounded and never drops a task: a producer that is faster than the disk waits.
final class DatabaseExecutor implements AutoCloseable {
  private final ThreadPoolExecutor disk =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1024),
          Thread.ofPlatform().name("database").factory(),
          DatabaseExecutor::blockIfFull);

  /// Runs a task after all tasks added before. From any thread.
  ///
  /// @throws RejectedExecutionException when it is closed
  void execute(Runnable work) {
    disk.execute(work);
  }

  /// Runs a task after all tasks added before, and waits for its result.
  <T> T waitFor(Callable<T> work) throws IOException {
    try {
      return disk.submit(work).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SentenceException(
          e, Sentence.of("Rollcall was stopped while it waited for the disk."));
    }
  }

  boolean closed() {
    return disk.isShutdown();
  }

  /// Accepts no more tasks, and returns when all have run.
  @Override
  public void close() {
    disk.close();
  }

  private static void blockIfFull(Runnable work, ThreadPoolExecutor disk) {
    if (disk.isShutdown()) {
      throw new RejectedExecutionException("The history is closed.");
    }
    try {
      disk.getQueue().put(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
