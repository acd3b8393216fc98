package rollcall.app.environment;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Proxy;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;

/// Mapping from the proxy settings to those of the Slack client.
final class ProxyMapper {
  private ProxyMapper() {}

  /// @param password the password of a manual proxy, or null when there is none
  /// @param environment the variables of this process
  static ProxySettings of(Proxy proxy, @Nullable String password, Map<String, String> environment) {
    return switch (proxy) {
      case Proxy.OperatingSystem _ -> new ProxySettings.SystemOrEnvironment(environment);
      case Proxy.None _ -> new ProxySettings.None();
      case Proxy.Environment _ -> new ProxySettings.Environment(environment);
      case Proxy.Manual(String host, int port, String user) ->
          new ProxySettings.Manual(
              user.isBlank()
                  ? new HttpProxy(host, port, null, null)
                  : new HttpProxy(host, port, user, Optional.ofNullable(password).orElse("")));
    };
  }
}
