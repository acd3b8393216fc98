package rollcall.ui.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;

/// What a person can make Rollcall do. Called on the FX lane; each returns at once and does its
/// work on another.
///
/// Answers that the screen needs come as stages, completed on any lane: the screen brings them home
/// through its gate.
public interface Commands {
  /// Asks Slack whether it accepts this token; if so, uses it from now on: keeps it, connects, and
  /// leaves the demo if it was on. Until then, and if not, all goes on with the token before.
  ///
  /// @return cancelled when another token is given meanwhile
  CompletionStage<TokenAnswer> connect(String token);

  /// Forgets the token and stops looking. History stays. The demo has no token to forget: in it,
  /// this does nothing.
  void disconnect();

  /// Tries now instead of at the next deadline.
  void reconnectNow();

  /// Watches nobody until the pause ends. The list stays, and the time counts as not watched.
  void pause(boolean on);

  /// Looks at this person more often for a while, where Slack must be asked.
  void prioritize(UserId person);

  /// Watches exactly this list from now on. Takes effect without a restart and is remembered.
  void watch(WatchList list);

  /// Asks Slack which channels or user groups there are.
  CompletionStage<FollowAnswer> followable(FollowedGroup.Kind kind);

  /// Asks Slack who is in one of them.
  ///
  /// @param known of whom it is known that they are people, and no bots
  CompletionStage<FollowAnswer> peopleIn(FollowedGroup one, Set<UserId> known);

  /// Takes over these settings: saves them and applies what changed.
  ///
  /// @param proxyPassword the password of a manual proxy, or null to leave the stored one
  void apply(Settings settings, @Nullable String proxyPassword);

  /// Keeps the record for so many days from now on, 0 for ever; what is older is deleted at once,
  /// here and in the backups.
  CompletionStage<RetentionResult> setRetention(int days);

  /// Trusts also the certificate authorities in this file from now on, or those in no file. Takes
  /// effect without a restart and is remembered.
  ///
  /// @return empty when it is so; else why the file cannot be used, as a sentence, and all stays as
  ///   it was
  CompletionStage<Optional<String>> trust(@Nullable Path file);

  /// Asks Slack for the workspace's people again; they arrive in the model page by page.
  void loadPeople();

  /// Shows how an export would look, without writing it.
  ///
  /// @param told gets its first rows, perhaps twice: as soon as they are there, and with the
  ///   totals; on any lane. When something else is asked meanwhile, it may hear no more.
  void preview(ExportRequest request, Consumer<ExportPreview> told);

  /// Writes a file; never half of it.
  ///
  /// @param replace whether it takes the place of one that is there already
  CompletionStage<ExportResult> export(ExportRequest request, Path file, boolean replace);

  /// Writes no file, but text for the clipboard: [ExportResult.Copied], or why there is none.
  CompletionStage<ExportResult> copy(ExportRequest request);

  /// Erases everything about a person for ever, from the history and its backups, and takes them
  /// off the list.
  ///
  /// @param block whether to refuse to record the person again
  CompletionStage<EraseResult> erase(UserId person, boolean block);

  /// Erases everything about everybody for ever, from the history and with its backups. The list
  /// stays.
  CompletionStage<EraseResult> eraseAll();

  /// Sets aside what was recorded by a clock that was ahead and is right now: it becomes unknown, a
  /// copy is kept among the backups, and recording goes on at once.
  void setAside();

  /// Lets a person who was erased be recorded again. They come back onto no list by that.
  void unblock(UserId person);

  /// Starts the demo workspace, or leaves it.
  void demo(boolean on);

  /// What became of a token that was given.
  sealed interface TokenAnswer {
    /// It is used from now on.
    record Kept(TokenPlace place) implements TokenAnswer {}

    /// It cannot be used.
    record Refused(Problem problem) implements TokenAnswer {}

    /// Slack could not be asked, and there is a token that works: that one stays.
    record Unchecked(Problem problem) implements TokenAnswer {}
  }

  /// What Slack said of what can be followed.
  sealed interface FollowAnswer {
    /// This is there.
    record Found(List<FollowedGroup> all) implements FollowAnswer {}

    /// Slack does not say.
    record Refused(Problem problem) implements FollowAnswer {}
  }

  /// Where the token is kept.
  enum TokenPlace {
    KEYCHAIN,
    FILE,
    SESSION_ONLY
  }
}
