package rollcall.watch;

import java.net.URI;
import javax.net.ssl.SSLContext;
import rollcall.presence.Source;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.slack.TlsSettings;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmClientBuilder;
import rollcall.slack.web.SlackWebClient;
import rollcall.slack.web.SlackWebClientBuilder;

/// The way to one workspace. Whoever calls Slack begins with [#web] or [#rtm]: so all go the same
/// way, and trust the same authorities.
///
/// @param apiUrl where the Web API is, ending in a slash
/// @param tls whom to believe that they are Slack
/// @param demo whether it is the built-in demo workspace, whose sightings are marked as such
public record SlackAccess(
    SlackToken token, URI apiUrl, ProxySettings proxy, SSLContext tls, boolean demo) {
  /// The way on which those are trusted whom this computer and Java trust.
  public SlackAccess(SlackToken token, URI apiUrl, ProxySettings proxy, boolean demo) {
    this(token, apiUrl, proxy, TlsSettings.trusted(), demo);
  }

  /// A client of the Web API that goes this way.
  public SlackWebClientBuilder web() {
    return SlackWebClient.builder(token).apiUrl(apiUrl).proxy(proxy).tls(tls);
  }

  /// An RTM client that goes this way.
  public RtmClientBuilder rtm() {
    return RtmClient.builder(token).apiUrl(apiUrl).proxy(proxy).tls(tls);
  }

  /// How sightings made over RTM are marked.
  Source live() {
    return demo ? Source.DEMO : Source.RTM;
  }

  /// How sightings made by asking are marked.
  Source polled() {
    return demo ? Source.DEMO : Source.POLL;
  }
}
