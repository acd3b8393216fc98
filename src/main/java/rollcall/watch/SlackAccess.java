package rollcall.watch;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import rollcall.presence.Source;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySignIns;
import rollcall.slack.SlackToken;
import rollcall.slack.TlsContexts;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmClientBuilder;
import rollcall.slack.web.SlackWebClient;
import rollcall.slack.web.SlackWebClientBuilder;

/// The way to one workspace. Whoever calls Slack begins with [#web] or [#rtm]: so all go the same
/// way, and trust the same authorities.
///
/// @param apiUrl where the Web API is, ending in a slash
/// @param signIns memory of refused proxy sign-ins, shared by all clients of this way
/// @param tls whom to believe that they are Slack
/// @param demo whether it is the built-in demo workspace, whose sightings are marked as such
/// @param stallLimit how long this process may stand still before that time is unknown
public record SlackAccess(
    SlackToken token,
    URI apiUrl,
    ProxySettings proxy,
    ProxySignIns signIns,
    SSLContext tls,
    boolean demo,
    Duration stallLimit) {
  /// The usual limit. With [Watcher#PULSE], the interval at which it is measured, it bounds by how
  /// much a sighting can be late.
  public static final Duration STALL_LIMIT = Duration.ofSeconds(5);

  /// The way with the usual stall limit.
  public SlackAccess(
      SlackToken token, URI apiUrl, ProxySettings proxy, SSLContext tls, boolean demo) {
    this(token, apiUrl, proxy, new ProxySignIns(), tls, demo, STALL_LIMIT);
  }

  /// The way on which those are trusted whom this computer and Java trust.
  public SlackAccess(SlackToken token, URI apiUrl, ProxySettings proxy, boolean demo) {
    this(token, apiUrl, proxy, TlsContexts.trusted(), demo);
  }

  /// The same way with another stall limit, for a clock that is moved by hand.
  public SlackAccess withStallLimit(Duration limit) {
    return new SlackAccess(token, apiUrl, proxy, signIns, tls, demo, limit);
  }

  /// A client of the Web API that goes this way.
  public SlackWebClientBuilder web() {
    return SlackWebClient.builder(token).apiUrl(apiUrl).proxy(proxy).proxySignIns(signIns).tls(tls);
  }

  /// An RTM client that goes this way.
  public RtmClientBuilder rtm() {
    return RtmClient.builder(token)
        .apiUrl(apiUrl)
        .proxy(proxy)
        .proxySignIns(signIns)
        .tls(tls)
        .stallLimit(stallLimit);
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
