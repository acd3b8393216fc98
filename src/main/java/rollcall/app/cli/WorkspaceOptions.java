package rollcall.app.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import rollcall.slack.ProxySettings;

/// Options of every command that uses a workspace.
///
/// @param demo look at the built-in demo workspace, and keep what is seen apart from real history
/// @param apiUrl where the Web API is, ending in a slash; null for the one in the settings
/// @param dataDir keeps everything (history, settings, logs) in this directory; null for this
///   computer's usual places
/// @param caFile a file with certificates of authorities to trust too; null for the one in the
///   settings
/// @param proxy the way to Slack in this run; null for what the settings say
/// @param tokenFromInput read the token from standard input before looking anywhere else
public record WorkspaceOptions(
    boolean demo,
    @Nullable URI apiUrl,
    @Nullable Path dataDir,
    @Nullable Path caFile,
    @Nullable ProxySettings proxy,
    boolean tokenFromInput) {
  /// A real workspace, with the saved settings, in this computer's usual places.
  public static final WorkspaceOptions NONE = new WorkspaceOptions(false, null, null, null, false);

  /// Options without a proxy.
  public WorkspaceOptions(
      boolean demo,
      @Nullable URI apiUrl,
      @Nullable Path dataDir,
      @Nullable Path caFile,
      boolean tokenFromInput) {
    this(demo, apiUrl, dataDir, caFile, null, tokenFromInput);
  }
}
