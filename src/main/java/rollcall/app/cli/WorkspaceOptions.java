package rollcall.app.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import rollcall.slack.ProxySettings;

/// Options of every command that uses a workspace.
///
/// @param demo whether to use the built-in demo workspace, with a history of its own
/// @param workspace name or ID of the workspace; null for the only one, or for all
/// @param apiUrl address of the Web API, ending in a slash; null for the one in the settings
/// @param dataDir directory for everything (history, settings, logs); null for the default
///   directories
/// @param caFile a file with certificates of authorities to trust too; null for the one in the
///   settings
/// @param proxy proxy of this run; null for that of the settings
/// @param tokenFromInput whether to read the token from standard input first
/// @param logLevel lowest level of messages in the log file, or null for that of the settings
public record WorkspaceOptions(
    boolean demo,
    @Nullable String workspace,
    @Nullable URI apiUrl,
    @Nullable Path dataDir,
    @Nullable Path caFile,
    @Nullable ProxySettings proxy,
    boolean tokenFromInput,
    System.Logger.@Nullable Level logLevel) {
  /// A real workspace, with the saved settings, in this computer's usual places.
  public static final WorkspaceOptions NONE =
      new WorkspaceOptions(false, null, null, null, null, null, false, null);

  /// Returns the level of the log until the settings are read.
  public System.Logger.Level firstLogLevel() {
    return logLevel == null ? System.Logger.Level.INFO : logLevel;
  }
}
