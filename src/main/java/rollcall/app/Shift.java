package rollcall.app;

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
final class Shift {
  private final Watcher watcher;
  private final Thread link;

  private Shift(Watcher watcher) {
    this.watcher = watcher;
    this.link = Thread.ofVirtual().name("link").start(watcher);
  }

  static Shift begin(
      SlackAccess access,
      WatchList list,
      WatchOptions terms,
      WatchListener audience,
      InstantSource clock) {
    return new Shift(
        new Watcher(
            access, list, terms, audience, clock, Thread.ofVirtual().name("members")::start));
  }

  void watch(WatchList list) {
    watcher.watch(list);
  }

  void keep(RecordingSchedule timetable) {
    watcher.setWatchList(timetable);
  }

  void overlay(Set<OverlayKind> kinds) {
    watcher.overlay(kinds);
  }

  void favour(UserId user) {
    watcher.prioritize(user);
  }

  void retryNow() {
    watcher.retryNow();
  }

  /// Ends the looking for this reason; returns when its last sighting has been handed on.
  void end(Cause cause) {
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
