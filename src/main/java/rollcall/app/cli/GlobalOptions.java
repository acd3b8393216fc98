package rollcall.app.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rollcall.slack.ProxySettings;

/// The options that may stand before or after the name of a command. Lane: the one that reads the
/// command line, once.
final class GlobalOptions {
  @Option(
      names = "--demo",
      description = "Use the built-in demo workspace. Its history is kept apart from the real one.")
  private boolean demo;

  @Option(
      names = "--api-url",
      paramLabel = "URL",
      converter = ApiUrl.class,
      description = "Where Slack's Web API is, instead of the address in the settings.")
  private @Nullable URI apiUrl;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Keep history, settings and logs here instead of in this computer's usual places.")
  private @Nullable Path dataDir;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "Trust also the certificate authorities in this file (PEM), instead of those in the file"
              + " that the settings name.")
  private @Nullable Path caFile;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      converter = ProxyUrl.class,
      description =
          "Reach Slack through this HTTP proxy, as in http://host:3128, or through none ('none'),"
              + " whatever the settings say. Put a user name and password into https_proxy or the"
              + " settings instead: others on this computer can read arguments.")
  private @Nullable ProxySettings proxy;

  @Option(
      names = "--token-stdin",
      description = "Read the token from the first line of standard input.")
  private boolean tokenStdin;

  /// These options, with the gaps filled from those before the command's name.
  GlobalOptions over(GlobalOptions before) {
    GlobalOptions both = new GlobalOptions();
    both.demo = demo || before.demo;
    both.apiUrl = apiUrl != null ? apiUrl : before.apiUrl;
    both.dataDir = dataDir != null ? dataDir : before.dataDir;
    both.caFile = caFile != null ? caFile : before.caFile;
    both.proxy = proxy != null ? proxy : before.proxy;
    both.tokenStdin = tokenStdin || before.tokenStdin;
    return both;
  }

  WorkspaceOptions options() {
    return new WorkspaceOptions(demo, apiUrl, dataDir, caFile, proxy, tokenStdin);
  }
}
