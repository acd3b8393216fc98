/// Types shared by the Slack clients: tokens, objects, errors, proxy and TLS settings.
///
/// `rollcall.slack` is a client library of its own: it knows nothing of Rollcall, and runs without
/// a screen. It has two clients:
///
/// - [rollcall.slack.rtm.RtmClient] keeps one live connection to Slack's RTM API, over which
///   presence, messages and everything else arrives as it happens;
/// - [rollcall.slack.web.SlackWebClient] calls the methods of the Web API.
///
/// Every failure of the outside world is a [SlackException][rollcall.slack.SlackException], a
/// sealed family that carries Slack's own words.
///
/// **Proxy and TLS settings** are the same for both clients.
/// [ProxySettings][rollcall.slack.ProxySettings] is the proxy: none, the system's, that of the
/// environment, or one with a sign-in; the error of a proxy that supports only NTLM or Negotiate
/// differs from that of a wrong password. [TlsContexts][rollcall.slack.TlsContexts] chooses the
/// trust stores: Java and the operating system together, and a company's own CA from a file. Host
/// names are always checked.
///
/// ```java
/// ProxySettings proxy = ProxySettings.of("http://user:password@proxy.corp:3128");
/// SSLContext tls = TlsContexts.trusting(Path.of("/etc/corp/ca.pem"));
/// RtmClient rtm = RtmClient.builder(token).proxy(proxy).tls(tls).build();
/// SlackWebClient web = SlackWebClient.builder(token).proxy(proxy).tls(tls).build();
/// ```
///
/// **Secrets**: no `toString`, no log and no exception message holds a token, a socket's ticket or
/// a proxy password, and none of them is sent unencrypted to another machine, nor through a proxy
/// to this one.
///
/// @serial exclude
package rollcall.slack;
