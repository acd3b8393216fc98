package rollcall.app.commands;

import java.io.IOException;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.watch.WatchList;

/// Saved watch list of a running session: takes over what is changed in the settings, and saves the
/// members of followed groups there if the session records. Thread: watcher.
final class WatchListSettingsSync {
  private final SettingsFile file;
  private final HistoryWorker worker;
  private final TerminalListener terminal;
  private final boolean shared;
  // The list whose members are in the settings.
  private WatchList saved;
  // The list of the settings that was applied or saved last.
  private WatchList inSettings;

  /// @param shared whether other recorders share the people, so that there may be more than one can
  ///   watch
  /// @param list people who are watched at the beginning
  /// @param settings settings from which they were read
  WatchListSettingsSync(
      SettingsFile file,
      HistoryWorker worker,
      TerminalListener terminal,
      boolean shared,
      WatchList list,
      Settings settings) {
    this.file = file;
    this.worker = worker;
    this.terminal = terminal;
    this.shared = shared;
    saved = list;
    inSettings = SettingsMapper.watchList(settings);
  }

  /// Returns the list of the settings if it was changed there, else the current one.
  WatchList reload(WatchList current) {
    try {
      Settings latest = file.load().settings();
      WatchList list = SettingsMapper.watchList(latest);
      if (!file.exists() || !latest.listKnown() || list.equals(inSettings)) {
        return current;
      }
      WatchList before = inSettings;
      inSettings = list;
      int recorded = SettingsMapper.recorded(latest).size();
      if (!shared && recorded > WatchList.LIMIT) {
        terminal.print(WatchListResolver.tooMany(recorded));
        // People who were removed are not recorded any more, even if too many others were added.
        saved = current.withRemovals(before, list);
      } else {
        saved = list.without(worker.blocked());
        terminal.print(
            "The list was changed in the settings: " + saved.people().size() + " people.");
      }
      return saved;
    } catch (IOException e) {
      // The next call reports it.
      return current;
    }
  }

  /// Saves the members of followed groups for the next session and for the window, which may have
  /// changed everything else of the list.
  void save(WatchList list) {
    try {
      if (!file.exists()) {
        return;
      }
      Settings latest = file.load().settings();
      WatchList there = SettingsMapper.watchList(latest);
      Settings next = SettingsMapper.following(latest, there.withMemberChanges(saved, list));
      if (!next.equals(latest)) {
        file.save(next);
      }
      saved = list;
      if (there.equals(inSettings)) {
        inSettings = SettingsMapper.watchList(next);
      }
    } catch (IOException e) {
      terminal.print(String.valueOf(e.getMessage()));
    }
  }
}
