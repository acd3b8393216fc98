package rollcall.app.recording;

import java.time.InstantSource;
import rollcall.presence.Cause;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchOptions;
import rollcall.watch.Watcher;

/// Watcher and the thread that runs it, from its start to its end.
public record WatcherThread(Watcher watcher, Thread thread) {
  public static WatcherThread start(
      SlackAccess access,
      WatchList list,
      WatchOptions options,
      WatchListener listener,
      InstantSource clock) {
    Watcher watcher =
        new Watcher(
            access, list, options, listener, clock, Thread.ofVirtual().name("members")::start);
    return new WatcherThread(watcher, Thread.ofVirtual().name("watcher").start(watcher));
  }

  /// Ends watching with this cause; returns when the last sighting has been delivered.
  public void stop(Cause cause) {
    watcher.stop(cause);
    join();
  }

  /// Waits until it has ended.
  void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
