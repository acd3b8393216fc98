package rollcall.app.desktop;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ErrorText;
import rollcall.app.environment.SettingsMapper;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.WatchList;

/// Settings in use by the window: saved to the settings file and published to the screen.
///
/// Thread: ui-commands; any thread may call [#now].
final class CurrentSettings {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentSettings.class);

  private final PresenceFeed feed;
  private SettingsFile file;
  private volatile Settings settings = Settings.DEFAULT;
  private boolean loaded;
  // Set while the file has other settings, because these could not be saved.
  private boolean unsaved;

  CurrentSettings(PresenceFeed feed, SettingsFile file) {
    this.feed = feed;
    this.file = file;
  }

  /// Loads the settings from this file, unless those in use could not be saved to it; [#publish]
  /// shows them.
  ///
  /// @return sentence about the values that could not be read
  Optional<Sentence> load(SettingsFile from) throws IOException {
    if (unsaved && from.isSameAs(file)) {
      return Optional.empty();
    }
    file = from;
    loaded = false;
    unsaved = false;
    SettingsFile.Loaded content = from.load();
    loaded = true;
    settings = content.settings();
    return content.complaint();
  }

  Settings now() {
    return settings;
  }

  /// Returns whether the file could be read.
  boolean isLoaded() {
    return loaded;
  }

  /// Returns whether these settings change which facts are recorded or for how long they are kept.
  boolean changesRecording(Settings next) {
    return !next.hours().equals(settings.hours())
        || !next.slackStatuses().equals(settings.slackStatuses())
        || next.books().keepDays() != settings.books().keepDays()
        || !next.people().equals(settings.people());
  }

  /// @throws SentenceException when these settings resume more people than one connection can
  ///   follow
  void requireFollowableCount(Settings next) throws SentenceException {
    boolean resumes = !next.people().paused().containsAll(settings.people().paused());
    if (resumes && SettingsMapper.recorded(next).size() > WatchList.LIMIT) {
      throw new SentenceException(
          "One connection can follow at most %s people: pause someone else first.",
          WatchList.LIMIT);
    }
  }

  /// Saves and publishes these settings.
  ///
  /// @throws IOException with a sentence when they could not be saved, or when the file could not
  ///   be read before: its content is not known and is not replaced
  void save(Settings next) throws IOException {
    requireLoaded();
    settings = file.save(settings, next);
    unsaved = false;
    publish();
  }

  /// Publishes these settings, and saves them if possible: who is recorded does not depend on the
  /// disk. Settings that could not be saved are in effect until the end, the user is informed, and
  /// the next save includes them.
  ///
  /// @throws IOException with a sentence when the file could not be read before: nothing is changed
  void use(Settings next) throws IOException {
    requireLoaded();
    try {
      useAndSave(next);
    } catch (IOException e) {
      LOG.warn("{}", ErrorText.of(e));
      feed.onLocalNotice(new LocalNotice.SettingsUnsaved(ErrorText.of(e)));
    }
  }

  /// Publishes and saves these settings: as [#use], but fails when they could not be saved.
  ///
  /// @throws IOException with a sentence when they could not be saved, and are in effect; or when
  ///   the file could not be read before: nothing is changed
  void useAndSave(Settings next) throws IOException {
    requireLoaded();
    try {
      save(next);
    } catch (IOException e) {
      file.keepShared(settings, next);
      settings = next;
      unsaved = true;
      publish();
      throw e;
    }
  }

  private void requireLoaded() throws IOException {
    if (!loaded) {
      load(file);
      throw new SentenceException(
          "The settings were out of reach and can be read again: nothing was changed. Retry"
              + " first.");
    }
  }

  /// Uses and publishes the shared fields that another workspace has saved.
  void applySharedSettings(Settings saved) {
    if (loaded) {
      settings = settings.withShared(saved);
      publish();
    }
  }

  /// Saves and publishes that the workspace is removed, without its people.
  void remove() throws IOException {
    save(settings.removed());
    file.deleteCopies();
  }

  void publish() {
    feed.onSettings(settings);
  }

  WatchList watchList() {
    return SettingsMapper.watchList(settings);
  }

  /// Returns the people on the watch list.
  Set<UserId> people() {
    return watchList().people();
  }
}
