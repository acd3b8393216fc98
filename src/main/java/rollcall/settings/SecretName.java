package rollcall.settings;

import java.net.URI;

/// Name of a secret. It contains the address of the secret's receiver, so that a token is never
/// sent to another address than the one for which it was given.
///
/// @param text name in the user interface of the keychain
public record SecretName(String text) {
  /// Returns the name of the token of a further workspace.
  ///
  /// @param workspace ID of the workspace
  public static SecretName slackToken(URI apiUrl, String workspace) {
    return new SecretName(slackToken(apiUrl).text() + ", workspace " + workspace);
  }

  /// Returns the name of the token of the first workspace. All versions use it.
  public static SecretName slackToken(URI apiUrl) {
    return new SecretName("Rollcall: Slack token for " + apiUrl.getRawAuthority());
  }

  /// Returns the name of the password for a database server.
  ///
  /// @param address with the user, and without a password
  public static SecretName databasePassword(String address) {
    return new SecretName("Rollcall: password of " + address);
  }

  /// Returns the name of the password for this proxy and user.
  public static SecretName proxyPassword(Proxy.Manual proxy) {
    return new SecretName(
        "Rollcall: password of " + proxy.user() + " at " + proxy.host() + ":" + proxy.port());
  }
}
