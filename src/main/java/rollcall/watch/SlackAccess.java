package rollcall.watch;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import rollcall.presence.ConnectionMode;
import rollcall.presence.Source;
import rollcall.slack.ProxySettings;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackToken;
import rollcall.slack.TlsContexts;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmClientBuilder;
import rollcall.slack.web.SlackWebClient;
import rollcall.slack.web.SlackWebClientBuilder;

/// Connection settings of one workspace. All calls to Slack start with [#web] or [#rtm], so that
/// they use the same proxy and certificates.
///
/// @param apiUrl address of the Web API, ending in a slash
/// @param signIns memory of refused proxy sign-ins, shared by all clients with these settings
/// @param tls TLS context with the trusted certificates
/// @param demo whether it is the built-in demo workspace; marks its sightings
/// @param mode mode of observation that the user allows
/// @param stallLimit longest stall of this process that does not count as unknown
public record SlackAccess(
    SlackToken token,
    URI apiUrl,
    ProxySettings proxy,
    RefusedProxySignIns signIns,
    SSLContext tls,
    boolean demo,
    ConnectionMode mode,
    Duration stallLimit) {
  /// Default stall limit. With [Watcher#CLOCK_INTERVAL], the interval at which stalls are measured,
  /// it limits the delay of a sighting.
  public static final Duration STALL_LIMIT = Duration.ofSeconds(5);

  /// Settings with the default stall limit.
  public SlackAccess(
      SlackToken token, URI apiUrl, ProxySettings proxy, SSLContext tls, boolean demo) {
    this(
        token,
        apiUrl,
        proxy,
        new RefusedProxySignIns(),
        tls,
        demo,
        ConnectionMode.AUTOMATIC,
        STALL_LIMIT);
  }

  /// Settings with the certificates that this computer and Java trust.
  public SlackAccess(SlackToken token, URI apiUrl, ProxySettings proxy, boolean demo) {
    this(token, apiUrl, proxy, TlsContexts.trusted(), demo);
  }

  /// The same settings with another stall limit, for a virtual clock.
  public SlackAccess withStallLimit(Duration limit) {
    return new SlackAccess(token, apiUrl, proxy, signIns, tls, demo, mode, limit);
  }

  /// The same settings with another mode.
  public SlackAccess withMode(ConnectionMode newMode) {
    return new SlackAccess(token, apiUrl, proxy, signIns, tls, demo, newMode, stallLimit);
  }

  /// Builder for a Web API client with these settings.
  public SlackWebClientBuilder web() {
    return SlackWebClient.builder(token).apiUrl(apiUrl).proxy(proxy).proxySignIns(signIns).tls(tls);
  }

  /// Builder for an RTM client with these settings.
  public RtmClientBuilder rtm() {
    return RtmClient.builder(token)
        .apiUrl(apiUrl)
        .proxy(proxy)
        .proxySignIns(signIns)
        .tls(tls)
        .stallLimit(stallLimit);
  }

  /// Source of sightings over RTM.
  Source live() {
    return demo ? Source.DEMO : Source.RTM;
  }

  /// Source of sightings from polling.
  Source polled() {
    return demo ? Source.DEMO : Source.POLL;
  }
}
