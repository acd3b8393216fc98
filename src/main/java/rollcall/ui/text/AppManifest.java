package rollcall.ui.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Manifest of a Slack app that may only read, from `slack-app-manifest.json`.
///
/// Source of the format: https://docs.slack.dev/reference/app-manifest
public final class AppManifest {
  private static final String NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_json=";

  private AppManifest() {}

  /// The manifest as JSON.
  public static String text() {
    try (InputStream file = AppManifest.class.getResourceAsStream("slack-app-manifest.json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read slack-app-manifest.json", e);
    }
  }

  /// Slack's page for a new app, with the manifest filled in.
  public static URI link() {
    String manifest = text().replaceAll("\n *", "");
    return URI.create(NEW_APP + URLEncoder.encode(manifest, StandardCharsets.UTF_8));
  }
}
