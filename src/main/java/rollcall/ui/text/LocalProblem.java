package rollcall.ui.text;

import java.time.Instant;

/// Something that went wrong on this computer while the looking goes on: what the screen says in
/// the words for [rollcall.watch.Problem] is about Slack.
public sealed interface LocalProblem {
  /// All is well.
  record None() implements LocalProblem {}

  /// What is seen cannot be written to the history. It waits in memory, and is tried again.
  ///
  /// @param sentence what is wrong, for a person
  /// @param since from when on things wait
  record HistoryUnsaved(String sentence, Instant since) implements LocalProblem {}

  /// Something that was asked for was not done, and nothing has changed.
  ///
  /// @param sentence what is wrong and what to do, for a person
  record NotDone(String sentence) implements LocalProblem {}

  /// Some settings cannot be read: nothing is deleted, recorded or published by that.
  ///
  /// @param sentences which, what counts until they are corrected, and what to do
  record SettingsUnread(String sentences) implements LocalProblem {}

  /// Do Not Disturb is to be kept, and the token may not see it.
  ///
  /// @param scope the permission that it lacks
  record DndUnseen(String scope) implements LocalProblem {}

  /// What was recorded by a clock that was ahead is set aside: that is no trouble any more.
  ///
  /// @param from from when on it is unknown now
  /// @param copy the name of the file in which it is kept
  record SetAside(Instant from, String copy) implements LocalProblem {}

  /// Rollcall hit a bug in itself.
  ///
  /// @param detail what a developer would want to know
  record Bug(String detail) implements LocalProblem {}
}
