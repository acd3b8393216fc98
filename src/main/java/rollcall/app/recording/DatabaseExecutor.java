package rollcall.app.recording;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One thread of the platform, since SQLite is native code, that does one thing after the other.
///
/// The queue is bounded and never drops: whoever is faster than the disk waits for it.
final class DatabaseExecutor implements AutoCloseable {
  private final ThreadPoolExecutor disk =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1024),
          Thread.ofPlatform().name("disk").factory(),
          DatabaseExecutor::blockIfFull);

  /// Does this after all that was asked before. From any lane.
  ///
  /// @throws RejectedExecutionException when it is closed
  void execute(Runnable work) {
    disk.execute(work);
  }

  /// Does this after all that was asked before, and waits until it is done.
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
      throw new IOException("Rollcall was stopped while it waited for the disk.", e);
    }
  }

  boolean closed() {
    return disk.isShutdown();
  }

  /// Takes no more, and returns when all is done.
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
