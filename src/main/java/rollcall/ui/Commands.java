package rollcall.ui;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.settings.Settings;

/// What a person can make Rollcall do. Called on the FX lane; each returns at once and does its
/// work on another.
///
/// Answers that the screen needs come as stages, completed on any lane: the screen brings them home
/// through its gate.
public interface Commands {
  /// Uses this token from now on: stores it in the keychain, connects, and leaves the demo if it
  /// was on.
  ///
  /// @return what keeps it from working as a [rollcall.watch.Problem] in the status; completes when
  ///   the keychain has it
  CompletionStage<TokenStored> connect(String token);

  /// Forgets the token and stops looking. History stays.
  void disconnect();

  /// Tries now instead of at the next deadline.
  void reconnectNow();

  /// Watches exactly these people from now on. Takes effect without a restart and is remembered.
  void watch(Set<UserId> people);

  /// Takes over these settings: saves them and applies what changed.
  ///
  /// @param proxyPassword the password of a manual proxy, or null to leave the stored one
  void apply(Settings settings, @Nullable String proxyPassword);

  /// Asks Slack for the workspace's people again; they arrive in the model page by page.
  void loadPeople();

  /// Writes timecards; never half a file.
  CompletionStage<ExportResult> export(ExportRequest request, Path file);

  /// Starts the demo workspace, or leaves it.
  void demo(boolean on);

  /// Where the token went.
  enum TokenStored {
    KEYCHAIN,
    FILE,
    SESSION_ONLY
  }
}
