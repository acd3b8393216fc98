package rollcall.ui.text;

import java.time.Instant;
import rollcall.language.Sentence;

/// Notice about this computer: a problem that does not stop watching, or a success. For problems
/// with Slack see [rollcall.watch.Problem].
public sealed interface LocalNotice {
  /// No notice.
  record None() implements LocalNotice {}

  /// Sightings cannot be written to the history. They are kept in memory, and the write is retried.
  ///
  /// @param sentence the problem, for the user
  /// @param since the time of the oldest pending write
  record HistoryUnsaved(Sentence sentence, Instant since) implements LocalNotice {}

  /// Event of the history, such as its restoration; recording continues.
  ///
  /// @param sentence the event and the remedy, if one is needed, for the user
  record HistoryNotice(String sentence) implements LocalNotice {}

  /// A command was not executed, and nothing has changed.
  ///
  /// @param sentence the problem and the remedy, for the user
  record CommandFailed(String sentence) implements LocalNotice {}

  /// A change of the settings is in effect, but could not be saved.
  ///
  /// @param sentence the problem and the remedy, for the user
  record SettingsUnsaved(String sentence) implements LocalNotice {}

  /// Some settings cannot be read; nothing is deleted, recorded or published because of that.
  ///
  /// @param sentences the settings, what applies until they are corrected, and the remedy
  record SettingsUnreadable(String sentences) implements LocalNotice {}

  /// The settings enable Do Not Disturb, but the token lacks the scope for it.
  ///
  /// @param scope the missing scope
  record DndScopeMissing(String scope) implements LocalNotice {}

  /// Entries dated in the future were discarded; shown as success.
  ///
  /// @param from the start of the time that is unknown now
  /// @param copy the name of the file with the copy
  record FutureEntriesDiscarded(Instant from, String copy) implements LocalNotice {}

  /// A cloud service copies the folder of the history to its servers.
  ///
  /// @param service its name
  /// @param folder the folder
  record CloudFolder(String service, String folder) implements LocalNotice {}

  /// The history was copied; shown as success.
  ///
  /// @param copy the path of the copy
  record BackedUp(String copy) implements LocalNotice {}

  /// The people of the demo play a Tuesday, because most of them would be away now; shown as
  /// success.
  record DemoTuesday() implements LocalNotice {}

  /// There is no keychain, so the token ends with this run unless the user chooses a file.
  record NoPasswordStore() implements LocalNotice {}

  /// The token is in a file that only this user can read; shown as success.
  record TokenStored() implements LocalNotice {}

  /// The installed package is newer than this process; shown as success.
  ///
  /// @param installed its version
  record NewerVersion(String installed) implements LocalNotice {}

  /// Internal error of Rollcall.
  ///
  /// @param detail details for a developer
  record Bug(String detail) implements LocalNotice {}
}
