package rollcall.slack.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import rollcall.slack.ProxySettings;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackException;
import rollcall.slack.network.NetworkErrors;
import rollcall.slack.rtm.transport.TcpConnection;
import rollcall.slack.tls.CombinedTrustManager;

/// Connection to Slack's Web API in single steps, to find the step that fails: [#resolve], then
/// [#open], then [#encrypt]. Sends no token. From [SlackWebClientBuilder#probe].
///
/// Each step blocks, and is called once. Not thread-safe, except [#close], which ends any step.
public final class ConnectionProbe implements AutoCloseable {
  private final URI address;
  private final ProxySettings proxies;
  private final TcpConnection connection;
  private List<InetAddress> addresses = List.of();

  ConnectionProbe(URI address, ProxySettings proxies, RefusedProxySignIns signIns, SSLContext tls) {
    this.address = address;
    this.proxies = proxies;
    this.connection = new TcpConnection(address, proxies, signIns, tls, (_, _) -> true);
  }

  /// Host that was looked up.
  ///
  /// @param name the host: of the proxy, which looks up Slack itself, or else of Slack
  /// @param address its first IP address
  public record Host(String name, String address) {}

  /// Authority that issued the server's certificate.
  ///
  /// @param name its common name, or its whole name if it has none
  /// @param knownToJava whether Java itself trusts it; otherwise this computer or a file does, as
  ///   for a company that inspects encrypted traffic
  public record Issuer(String name, boolean knownToJava) {}

  /// Looks up the host to which the TCP connection is made.
  ///
  /// @return the host
  /// @throws SlackException if it is not known, or the proxy setting cannot be used
  public Host resolve() throws SlackException {
    String name =
        proxies.proxyFor(address).map(ProxySettings.HttpProxy::host).orElseGet(address::getHost);
    try {
      addresses = connection.resolve();
      return new Host(name, addresses.getFirst().getHostAddress());
    } catch (IOException e) {
      throw NetworkErrors.of(new ProxySettings.None(), address, "Looking up " + name, e);
    }
  }

  /// Connects to the host that [#resolve] found, and through the proxy if there is one.
  ///
  /// @throws SlackException if there is no connection, or the proxy opens no tunnel
  public void open() throws SlackException {
    try {
      connection.reach(addresses.isEmpty() ? connection.resolve() : addresses);
    } catch (IOException e) {
      throw failure("Connecting", e);
    }
  }

  /// Encrypts the open connection and checks the certificate of the server.
  ///
  /// @return the issuer of the certificate; empty for an address with `http`
  /// @throws SlackException if the certificate is not trusted, or TLS fails
  public Optional<Issuer> encrypt() throws SlackException {
    try {
      Optional<SSLSession> session = connection.encrypt();
      if (session.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Issuer(
              CombinedTrustManager.issuer(session.get()),
              CombinedTrustManager.isKnownToJava(session.get())));
    } catch (IOException e) {
      throw failure("Encrypting", e);
    }
  }

  /// Ends the connection. Calling it twice is harmless.
  @Override
  public void close() {
    connection.close();
  }

  private SlackException failure(String doing, IOException problem) {
    return NetworkErrors.of(proxies, address, doing, problem);
  }
}
