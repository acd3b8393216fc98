package rollcall.app.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rollcall.slack.ProxySettings;

/// Options allowed before or after the name of a command. Thread: main.
public final class GlobalOptions {
  /// After the command's own options in its help.
  private static final int LAST = 100;

  @Option(
      order = LAST,
      names = "--demo",
      description = "Use the built-in demo workspace. Its history is kept apart from the real one.")
  private boolean demo;

  @Option(
      order = LAST,
      names = "--workspace",
      paramLabel = "NAME",
      description =
          "Name, ID or domain of the workspace. Needed only when there are several; 'record' and"
              + " 'watch' use all of them without it.")
  private @Nullable String workspace;

  @Option(
      order = LAST,
      names = "--api-url",
      paramLabel = "URL",
      description = "Address of Slack's Web API, instead of that in the settings.")
  private @Nullable URI apiUrl;

  @Option(
      order = LAST,
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Directory for history, settings and logs, instead of the default ones.")
  private @Nullable Path dataDir;

  @Option(
      order = LAST,
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "Trust also the certificate authorities in this file (PEM), instead of those in the file"
              + " that the settings name.")
  private @Nullable Path caFile;

  @Option(
      order = LAST,
      names = "--proxy",
      paramLabel = "URL",
      description =
          "HTTP proxy for Slack, such as http://host:3128, or 'none', whatever the settings say."
              + " Put a user name and password into https_proxy or the settings instead: others on"
              + " this computer can read arguments.")
  private @Nullable ProxySettings proxy;

  @Option(
      order = LAST,
      names = "--token-stdin",
      description = "Read the token from the first line of standard input.")
  private boolean tokenStdin;

  @Option(
      order = LAST,
      names = "--log-level",
      paramLabel = "LEVEL",
      description =
          "Lowest level of messages in the log file: 'debug', 'info', 'warning' or 'error'. No"
              + " level logs tokens or the text of messages. Default: that of the settings, 'info'"
              + " if none is chosen.")
  private System.Logger.@Nullable Level logLevel;

  /// These options, with the gaps filled from those before the command's name.
  public GlobalOptions over(GlobalOptions before) {
    GlobalOptions both = new GlobalOptions();
    both.demo = demo || before.demo;
    both.workspace = workspace != null ? workspace : before.workspace;
    both.apiUrl = apiUrl != null ? apiUrl : before.apiUrl;
    both.dataDir = dataDir != null ? dataDir : before.dataDir;
    both.caFile = caFile != null ? caFile : before.caFile;
    both.proxy = proxy != null ? proxy : before.proxy;
    both.tokenStdin = tokenStdin || before.tokenStdin;
    both.logLevel = logLevel != null ? logLevel : before.logLevel;
    return both;
  }

  public WorkspaceOptions options() {
    return new WorkspaceOptions(
        demo, workspace, apiUrl, dataDir, caFile, proxy, tokenStdin, logLevel);
  }
}
