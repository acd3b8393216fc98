package rollcall.app.recording;

import java.time.InstantSource;
import java.util.Set;
import rollcall.presence.Cause;
import rollcall.presence.OverlayKind;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.UserId;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchOptions;
import rollcall.watch.Watcher;

/// One watcher at work, on a lane of its own, from its beginning to its end.
public final class WatcherThread {
  private final Watcher watcher;
  private final Thread link;

  private WatcherThread(Watcher watcher) {
    this.watcher = watcher;
    this.link = Thread.ofVirtual().name("link").start(watcher);
  }

  public static WatcherThread start(
      SlackAccess access,
      WatchList list,
      WatchOptions terms,
      WatchListener audience,
      InstantSource clock) {
    return new WatcherThread(
        new Watcher(
            access, list, terms, audience, clock, Thread.ofVirtual().name("members")::start));
  }

  public void watch(WatchList list) {
    watcher.watch(list);
  }

  public void setWatchList(RecordingSchedule timetable) {
    watcher.setWatchList(timetable);
  }

  public void overlay(Set<OverlayKind> kinds) {
    watcher.overlay(kinds);
  }

  public void prioritize(UserId user) {
    watcher.prioritize(user);
  }

  public void retryNow() {
    watcher.retryNow();
  }

  /// Ends the looking for this reason; returns when its last sighting has been handed on.
  public void stop(Cause cause) {
    watcher.stop(cause);
    join();
  }

  /// Waits until it has ended.
  void join() {
    try {
      link.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
