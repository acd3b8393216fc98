package rollcall.ui.model;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.settings.ViewState;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DaySpans;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.TotalsByDay;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.CheckReport;
import rollcall.watch.CheckResult;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.SendPermission;
import rollcall.watch.WatchList;

/// User commands: every action the screen can request.
///
/// Thread: called on the FX thread; each method returns at once and does its work on another
/// thread. Results are completion stages that complete on any thread; the screen receives them on
/// [#fxExecutor].
public interface Commands {
  /// Executor of the FX thread, on which the screen receives the results.
  Executor fxExecutor();

  /// Checks this token with Slack; if it is accepted, stores it, connects, and leaves the demo.
  /// Until then, and if it is rejected, the previous token stays in use.
  ///
  /// @return canceled when another token is given before this one was checked
  CompletionStage<TokenAnswer> connect(String token);

  /// Stores the tokens in a file that only this user can read, for a computer without a keychain.
  ///
  /// @return [LocalNotice.TokenStored], or the reason as [LocalNotice.CommandFailed]
  CompletionStage<LocalNotice> storeTokenInFile();

  /// Deletes the token and stops watching. The history is kept. In the demo this does nothing.
  void disconnect();

  /// Connects now instead of at the next retry.
  void reconnectNow();

  /// Returns the proxy for Slack and its origin, or why there is none, in a few words. Completes on
  /// any thread.
  CompletionStage<String> proxyRoute();

  /// Checks the connection to Slack step by step; without a token, the way to Slack. Cancels an
  /// earlier check.
  ///
  /// @param token a token that is not stored, or null for the one in use
  /// @param onResult receives the result of each step, on any thread
  /// @return canceled with [#cancelCheck]
  CompletionStage<CommandResult<CheckReport>> checkConnection(
      @Nullable String token, Consumer<CheckResult> onResult);

  /// Cancels the check of the connection.
  void cancelCheck();

  /// Pauses or resumes watching. The list is kept; paused time counts as not watched.
  void pause(boolean on);

  /// Polls this person more often for a while. Without effect on a live connection.
  void prioritize(UserId person);

  /// Replaces the watch list. Takes effect without a restart and is saved.
  void watch(WatchList list);

  /// Fetches the channels or user groups from Slack.
  CompletionStage<SlackAnswer<List<FollowedGroup>>> followable(FollowedGroup.Kind kind);

  /// Fetches the members of a channel or user group from Slack.
  ///
  /// @param known users known to be people and not bots
  CompletionStage<SlackAnswer<List<FollowedGroup>>> peopleIn(
      FollowedGroup group, Set<UserId> known);

  /// Fetches the channels or user groups of these people from Slack, each with its members among
  /// them.
  CompletionStage<SlackAnswer<List<FollowedGroup>>> groupsOf(
      FollowedGroup.Kind kind, Set<UserId> people);

  /// Saves these settings and applies the changes.
  default void apply(Settings settings) {
    apply(settings, null);
  }

  /// Saves these settings and applies the changes.
  ///
  /// @param proxyPassword the password of a manual proxy, or null to keep the stored one
  void apply(Settings settings, @Nullable String proxyPassword);

  /// Saves the state of the window for the next start.
  void saveView(ViewState state);

  /// Sets the retention in days, 0 for unlimited. Older history is deleted at once, here and in the
  /// backups.
  ///
  /// @return number of people whose history was shortened. After a failure, deleting is retried
  ///   daily.
  CompletionStage<CommandResult<Integer>> setRetention(int days);

  /// Sets whether the totals of days are kept when the retention deletes their entries. If not,
  /// those that are there are deleted at once, here and in the backups.
  CompletionStage<CommandResult<Integer>> setKeepDayTotals(boolean keep);

  /// Sets the retention of one person in days, 0 for unlimited, or null for the general retention.
  /// Older history of the person is deleted at once, here and in the backups.
  CompletionStage<CommandResult<Integer>> setRetention(UserId person, @Nullable Integer days);

  /// Sets the extra CA file, or none. Takes effect without a restart and is saved.
  ///
  /// @return empty on success; else the reason as a sentence, and the previous file stays in use
  CompletionStage<Optional<String>> setCaFile(@Nullable Path file);

  /// Reloads the user list from Slack; it arrives in the model page by page.
  void loadPeople();

  /// Stops loading the user list; what is loaded stays.
  void stopLoadingPeople();

  /// Copies the history of the workspace into this folder.
  ///
  /// @return the name of the copy as [LocalNotice.BackedUp], or the reason as
  ///   [LocalNotice.CommandFailed]
  CompletionStage<LocalNotice> backUp(Path folder);

  /// Computes an export preview without writing a file.
  ///
  /// @param onPreview receives the first rows up to twice, as soon as they are available and again
  ///   with the totals; on any thread. A newer request may cancel further calls.
  void preview(ExportSpec spec, Consumer<CommandResult<ExportPreview>> onPreview);

  /// Writes a file completely or not at all.
  ///
  /// @param replace whether an existing file is overwritten
  CompletionStage<ExportResult> export(ExportSpec spec, Path file, boolean replace);

  /// Creates the export as text for the clipboard: [ExportResult.Copied], or the error.
  CompletionStage<ExportResult> copy(ExportSpec spec);

  /// Writes everything that is stored about a person into a ZIP file, completely or not at all.
  ///
  /// @return empty on success; else the reason as a sentence
  CompletionStage<Optional<String>> exportPerson(UserId person, Path file);

  /// Computes the totals of some people and days from the history.
  ///
  /// @param onAnswer receives the totals by person, on any thread. A newer request may cancel the
  ///   call.
  void timecards(
      TimecardRequest request, Consumer<CommandResult<Map<UserId, TotalsByDay>>> onAnswer);

  /// Reads the record from which one person's timecard of a day is calculated.
  ///
  /// @param onAnswer receives the record, on any thread. A newer request may cancel the call.
  void timecardDay(
      UserId person,
      LocalDate day,
      AccountingRules rules,
      Consumer<CommandResult<DaySpans>> onAnswer);

  /// Permanently erases a person from the history and its backups, and removes them from the list.
  ///
  /// @param block whether to refuse to record the person again
  /// @return number of erased sightings. After a failure, erasing can be retried.
  CompletionStage<CommandResult<Long>> erase(UserId person, boolean block);

  /// Permanently erases everyone from the history, with its backups. The list is kept.
  ///
  /// @return as in [#erase]
  CompletionStage<CommandResult<Long>> eraseAll();

  /// Discards entries dated in the future, recorded while the clock was ahead. That time becomes
  /// unknown, a copy is kept among the backups, and recording resumes at once.
  void discardFutureEntries();

  /// Removes a person from the block list, so that they can be recorded again. Does not add them to
  /// the watch list.
  void unblock(UserId person);

  /// Adds an alert or a message that waits until the person is observed active, once.
  ///
  /// @param text the message, or null for an alert
  /// @param expires time at which it is given up
  void addTrigger(UserId person, @Nullable String text, Instant expires);

  /// Cancels a waiting alert or message, or removes one that has ended.
  void removeTrigger(String id);

  /// Allows messages with a token whose write scope is part of a larger one. Lasts until all is
  /// erased.
  void allowSending();

  /// Asks Slack whether the token may send messages.
  CompletionStage<SlackAnswer<SendPermission>> sendPermission();

  /// Collects the texts for a support request, in which people, workspaces and groups have no name.
  ///
  /// @param known people whose names are replaced, in addition to those of the history
  CompletionStage<Diagnostics> diagnostics(UserList known);

  /// Writes the texts into a zip file.
  ///
  /// @return empty on success; else the reason as a sentence
  CompletionStage<Optional<String>> saveDiagnostics(Diagnostics diagnostics, Path file);

  /// The messages of the log since the start.
  LogBuffer log();

  /// Shows the record that others keep on a server, until the window is closed.
  ///
  /// @param address such as `postgresql://user@host:5432/db`
  /// @return empty on success; else what is wrong with the address, as a sentence
  CompletionStage<Optional<String>> showRecord(String address);

  /// Uses this password for the server with the shared record.
  ///
  /// @param remember whether to store it in the keychain
  void serverPassword(String password, boolean remember);

  /// Starts or leaves the demo workspace.
  void demo(boolean on);

  /// Result of [#connect].
  sealed interface TokenAnswer {
    /// The token is in use.
    record Kept(TokenPlace place) implements TokenAnswer {}

    /// The token cannot be used.
    record Refused(Problem problem) implements TokenAnswer {}

    /// Slack could not be reached; the previous token stays in use.
    record Unchecked(Problem problem) implements TokenAnswer {}
  }

  /// Storage of the token.
  enum TokenPlace {
    KEYCHAIN,
    FILE,
    SESSION_ONLY
  }
}
