package rollcall.app.desktop;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.WatchListMapper;
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

/// The looking itself: one shift after the other, or nobody; and the list of whom to look at, which
/// a person changes, or Slack where a channel is followed.
///
/// Lane: desk.
final class WatcherController {
  private final PresenceFeed feed;
  private final InstantSource clock;
  private final CurrentSettings wishes;
  private final HistorySession history;
  private final KnownUsers known;

  private @Nullable SlackAccess access;
  private @Nullable WatcherThread shift;
  private boolean resumed;
  // How many lists a person has wished for in this shift.
  private int lists;

  WatcherController(
      PresenceFeed feed,
      InstantSource clock,
      CurrentSettings wishes,
      HistorySession history,
      KnownUsers known) {
    this.feed = feed;
    this.clock = clock;
    this.wishes = wishes;
    this.history = history;
    this.known = known;
  }

  /// Begins to look.
  void start(SlackAccess way, WatchListener audience) {
    access = way;
    lists = 0;
    shift =
        WatcherThread.start(
            way,
            history.isAllowed(wishes.watchList()),
            new WatchOptions(
                known.recordingSchedule(wishes.now()), resumed, wishes.now().overlays()),
            audience,
            clock);
    resumed = false;
  }

  /// Ends the looking, for this reason.
  void stop(Cause cause) {
    known.cancel();
    if (shift != null) {
      shift.stop(cause);
      shift = null;
      access = null;
    }
  }

  /// Whether the next shift begins because a pause ended.
  void isResumed(boolean on) {
    resumed = on;
  }

  /// The watcher at work; empty when nobody looks.
  Optional<WatcherThread> shift() {
    return Optional.ofNullable(shift);
  }

  /// Asks Slack who there is, if there is a way to it.
  void loadPeople() {
    if (access != null) {
      known.load(access);
    }
  }

  /// Watches exactly this list from now on.
  void watch(WatchList wanted) throws IOException {
    WatchList list = history.isAllowed(wanted);
    setWatchList(WatchListState.of(list), WatchListMapper.toSettings(wishes.now(), list));
    if (shift != null) {
      lists++;
      shift.watcher().setWatchList(list);
    }
  }

  /// The list has changed by itself, unless another was wished for meanwhile.
  void following(WatchListState following) throws IOException {
    if (following.version() == lists && shift != null) {
      setWatchList(following);
    }
  }

  /// Keeps this list, which no one chose, and shows who is on it.
  void setWatchList(WatchListState following) throws IOException {
    setWatchList(following, WatchListMapper.following(wishes.now(), following.list()));
  }

  private void setWatchList(WatchListState following, Settings next) throws IOException {
    Set<UserId> added = following.list().people();
    added.removeAll(wishes.people());
    if (!next.equals(wishes.now())) {
      wishes.save(next);
    }
    feed.onWatching(following);
    history.show(added);
    if (known.isMissing(added)) {
      loadPeople();
    }
  }

  /// Goes by the recording hours as they are wished for now.
  void setRecordingHours() {
    if (shift != null) {
      shift.watcher().setRecordingHours(known.recordingSchedule(wishes.now()));
    }
  }

  /// Keeps of people beside their presence what is wished for now.
  void setOverlays() {
    if (shift != null) {
      shift.watcher().setOverlays(wishes.now().overlays());
    }
    history.show(wishes.people());
  }
}
