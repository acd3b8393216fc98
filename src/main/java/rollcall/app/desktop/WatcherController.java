package rollcall.app.desktop;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.WatcherThread;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.ui.model.PresenceFeed;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchOptions;

/// Controller of the watcher: starts and stops it, and applies changes of the watch list by the
/// user or by the membership sync.
///
/// Thread: ui-commands.
final class WatcherController {
  private final PresenceFeed feed;
  private final InstantSource clock;
  private final CurrentSettings settings;
  private final HistorySession history;
  private final KnownUsers known;

  private @Nullable SlackAccess access;
  private @Nullable WatcherThread thread;
  private boolean resumed;
  // Number of watch lists that the user has chosen since the watcher started.
  private int lists;

  WatcherController(
      PresenceFeed feed,
      InstantSource clock,
      CurrentSettings settings,
      HistorySession history,
      KnownUsers known) {
    this.feed = feed;
    this.clock = clock;
    this.settings = settings;
    this.history = history;
    this.known = known;
  }

  void start(SlackAccess access, WatchListener listener) {
    this.access = access;
    lists = 0;
    thread =
        WatcherThread.start(
            access,
            history.withoutBlocked(settings.watchList()),
            new WatchOptions(
                known.recordingSchedule(settings.now()), resumed, settings.now().slackStatuses()),
            listener,
            clock);
    resumed = false;
  }

  void stop(Cause cause) {
    known.cancel();
    if (thread != null) {
      thread.stop(cause);
      thread = null;
      access = null;
    }
  }

  /// Sets whether the next start ends a pause.
  void setResumed(boolean on) {
    resumed = on;
  }

  /// Returns the running watcher; empty when it is stopped.
  Optional<WatcherThread> thread() {
    return Optional.ofNullable(thread);
  }

  /// Loads the user list if there is a connection.
  void loadPeople() {
    if (access != null) {
      known.load(access);
    }
  }

  /// Stops loading the user list; what is loaded stays.
  void stopLoadingPeople() {
    known.stopLoading();
  }

  /// Replaces the watch list on the user's request.
  void watch(WatchList wanted) throws IOException {
    WatchList list = history.withoutBlocked(wanted);
    setWatchList(WatchListState.of(list), SettingsMapper.withList(settings.now(), list));
    if (thread != null) {
      lists++;
      thread.watcher().setWatchList(list);
    }
  }

  /// Handles a change by the membership sync, unless the user has changed the list since.
  void onWatchList(WatchListState following) throws IOException {
    if (following.version() == lists && thread != null) {
      setWatchList(following);
    }
  }

  /// Saves and shows a watch list that the user did not choose.
  void setWatchList(WatchListState following) throws IOException {
    setWatchList(following, SettingsMapper.following(settings.now(), following.list()));
  }

  private void setWatchList(WatchListState following, Settings next) throws IOException {
    Set<UserId> added = following.list().people();
    added.removeAll(settings.people());
    if (!next.equals(settings.now())) {
      settings.use(next);
    }
    feed.onWatching(following);
    history.show(added);
    if (known.isMissing(added)) {
      loadPeople();
    }
  }

  /// Applies the current recording hours.
  void setRecordingHours() {
    if (thread != null) {
      thread.watcher().setRecordingHours(known.recordingSchedule(settings.now()));
    }
  }

  /// Applies the current Slack status settings.
  void setSlackStatuses() {
    if (thread != null) {
      thread.watcher().setSlackStatuses(settings.now().slackStatuses());
    }
    history.show(settings.people());
  }
}
