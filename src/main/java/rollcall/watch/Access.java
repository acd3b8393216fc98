package rollcall.watch;

import java.net.URI;
import rollcall.presence.Source;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;

/// The way to one workspace.
///
/// @param apiUrl where the Web API is, ending in a slash
/// @param demo whether it is the built-in demo workspace, whose sightings are marked as such
public record Access(SlackToken token, URI apiUrl, ProxySettings proxy, boolean demo) {
  /// How sightings made over RTM are marked.
  Source live() {
    return demo ? Source.DEMO : Source.RTM;
  }

  /// How sightings made by asking are marked.
  Source polled() {
    return demo ? Source.DEMO : Source.POLL;
  }
}
