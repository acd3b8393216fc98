package rollcall.app.desktop;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import rollcall.app.environment.WatchListMapper;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.ui.model.PresenceFeed;
import rollcall.watch.WatchList;

/// Settings in use by the window: saved to the settings file and published to the screen.
///
/// Thread: ui-commands.
final class CurrentSettings {
  private final PresenceFeed feed;
  private SettingsFile file;
  private Settings settings = Settings.DEFAULT;
  private boolean read;

  CurrentSettings(PresenceFeed feed, SettingsFile file) {
    this.feed = feed;
    this.file = file;
  }

  /// Goes by what this file says from now on; it is shown when [#show] is called.
  ///
  /// @return what could not be read, in sentences
  Optional<String> read(SettingsFile from) throws IOException {
    file = from;
    read = false;
    SettingsFile.Loaded loaded = from.load();
    read = true;
    settings = loaded.settings();
    return loaded.complaint();
  }

  Settings now() {
    return settings;
  }

  /// Whether by these something else would be recorded of those on the list, or kept for another
  /// time.
  boolean updateRecordSettings(Settings next) {
    return !next.hours().equals(settings.hours())
        || !next.overlays().equals(settings.overlays())
        || next.books().keepDays() != settings.books().keepDays();
  }

  /// Keeps these from now on, and shows them.
  ///
  /// @throws IOException with a sentence when they could not be saved, or when the file was out of
  ///   reach before: what stands in it is not known, and is not replaced
  void save(Settings next) throws IOException {
    if (!read) {
      read(file);
      throw new IOException(
          "The settings were out of reach and can be read again: nothing was changed. Retry first.");
    }
    file.save(next);
    settings = next;
    show();
  }

  void show() {
    feed.onSettings(settings);
  }

  /// Whom to watch.
  WatchList watchList() {
    return WatchListMapper.of(settings);
  }

  /// Who is on the list.
  Set<UserId> people() {
    return watchList().people();
  }
}
