package rollcall.settings;

import java.net.URI;

/// Name of a secret. It includes the address that the secret may be sent to, so that a token never
/// travels to another address than the one it was given for.
///
/// @param text what a person finds in the keychain's own window
public record SecretName(String text) {
  /// The token for the workspace behind this Web API.
  public static SecretName slackToken(URI apiUrl) {
    return new SecretName("Rollcall: Slack token for " + apiUrl.getRawAuthority());
  }

  /// The password that goes with the proxy's user name.
  public static SecretName proxyPassword(Proxy.Manual proxy) {
    return new SecretName(
        "Rollcall: password of " + proxy.user() + " at " + proxy.host() + ":" + proxy.port());
  }
}
