package rollcall.app.desktop;

import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.PendingErasures;
import rollcall.files.IoFunctions;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;

/// Changes of the open history at the request of the user: retention, erasure, blocked people, and
/// entries dated in the future. The watcher is stopped as long as it would write against a change.
///
/// Thread: ui-commands.
final class ErasureAndRetention {
  private final HistoryWorker worker;
  private final HistorySession history;
  private final KnownUsers known;
  private final CurrentSettings settings;
  private final WatcherController watcher;
  private final TriggerRunner triggers;
  private final PresenceFeed feed;
  private final Supplier<ProfilePaths> profile;
  private final IoFunctions.Action startWatcher;

  /// @param profile that of the open history
  /// @param startWatcher starts the watcher again, if it may run
  ErasureAndRetention(
      HistoryWorker worker,
      HistorySession history,
      KnownUsers known,
      CurrentSettings settings,
      WatcherController watcher,
      TriggerRunner triggers,
      PresenceFeed feed,
      Supplier<ProfilePaths> profile,
      IoFunctions.Action startWatcher) {
    this.worker = worker;
    this.history = history;
    this.known = known;
    this.settings = settings;
    this.watcher = watcher;
    this.triggers = triggers;
    this.feed = feed;
    this.profile = profile;
    this.startWatcher = startWatcher;
  }

  /// Sets the retention of these settings.
  ///
  /// @return number of people with older entries
  int setRetention(Settings next) throws IOException {
    history.requireWritable();
    settings.save(next);
    try {
      return HistoryWorker.waitFor(worker.setRetention(SettingsMapper.retention(settings.now())));
    } finally {
      history.showAll(settings.people());
    }
  }

  /// Erases a person from the history and the watch list. A watched person is removed from the
  /// watch list first, so that their latest sightings are erased, too. A member of a followed
  /// channel or user group is also blocked, because the membership sync would add them again.
  ///
  /// @return number of erased sightings
  long erase(UserId person, boolean block) throws IOException {
    history.requireWritable();
    WatchList list = settings.watchList();
    boolean refused = block || PendingErasures.comesBack(list, person);
    // An interrupted erasure is finished at the next start.
    HistoryWorker.waitFor(worker.planErasing(person, refused));
    WatchList others = list.without(person::equals);
    boolean listed = !others.equals(list);
    if (listed) {
      watcher.stop(Cause.APP_STOPPED);
    }
    try {
      if (listed) {
        watcher.setWatchList(WatchListState.of(others));
      }
      Settings now = settings.now();
      Settings without = now.without(person.value());
      // Also when only the list was changed: the erasure must not end before that is saved.
      if (listed || !without.equals(now)) {
        settings.useAndSave(without);
      }
      triggers.forget(person);
      PendingErasures.forgetChoices(profile.get(), Set.of(person));
      return HistoryWorker.waitFor(worker.erase(person, refused)).sightings();
    } finally {
      refreshAndStart(listed);
    }
  }

  /// Erases all people from the history; the watch list is not changed.
  ///
  /// @return number of erased sightings
  long eraseAll() throws IOException {
    history.requireWritable();
    watcher.stop(Cause.APP_STOPPED);
    try {
      // An interrupted erasure is finished at the next start.
      HistoryWorker.waitFor(worker.planErasingAll());
      long erased;
      try {
        triggers.forgetAll();
      } finally {
        // Otherwise, the maintenance would erase later, and with it what is recorded until then.
        erased = HistoryWorker.waitFor(worker.eraseAll());
      }
      return erased;
    } finally {
      refreshAndStart(true);
    }
  }

  /// Discards the entries dated in the future and restarts the watcher.
  void discardFutureEntries() throws IOException {
    history.requireWritable();
    watcher.stop(Cause.CLOCK_ADJUSTED);
    try {
      HistoryWorker.waitFor(worker.setAside())
          .ifPresent(aside ->
              feed.onLocalNotice(
                  new LocalNotice.FutureEntriesDiscarded(
                      aside.from(), String.valueOf(aside.copy().getFileName()))));
    } finally {
      refreshAndStart(true);
    }
  }

  /// Allows a person to be recorded again.
  void unblock(UserId person) throws IOException {
    history.requireWritable();
    HistoryWorker.waitFor(worker.unblock(person));
    history.showBlocked(known.directory());
  }

  /// Shows what is left, and starts the watcher again, also when nothing can be shown.
  private void refreshAndStart(boolean starts) throws IOException {
    try {
      history.showBlocked(known.directory());
      history.refresh(settings.people());
    } finally {
      if (starts) {
        startWatcher.run();
      }
    }
  }
}
