package rollcall.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollcall.slack.ProxySettings.HttpProxy;

class ProxySettingsTest {
  private static final URI SLACK = URI.create("https://slack.com/api/");
  private static final URI SOCKET = URI.create("wss://wss.slack.com/x?ticket=1");
  private static final Optional<HttpProxy> CORP =
      Optional.of(new HttpProxy("proxy.corp", 8080, null, null));

  @Test
  void theEnvironmentIsReadInEitherCaseTheLowerFirst() {
    assertEquals(CORP, environment("HTTPS_PROXY", "http://proxy.corp:8080").proxyFor(SLACK));
    assertEquals(CORP, environment("https_proxy", "proxy.corp:8080").proxyFor(SOCKET));
    assertEquals(CORP, environment("ALL_PROXY", "http://proxy.corp:8080/").proxyFor(SOCKET));
    assertEquals(Optional.empty(), environment("http_proxy", "proxy.corp:8080").proxyFor(SLACK));
    assertEquals(
        CORP,
        new ProxySettings.Environment(
                Map.of("https_proxy", "proxy.corp:8080", "HTTPS_PROXY", "other:1"))
            .proxyFor(SLACK));
  }

  @Test
  void noProxyExemptsAHostAndWhatIsBelowIt() {
    for (String exempt : new String[] {"*", "slack.com", ".slack.com", "a.b, *.slack.com"}) {
      ProxySettings settings =
          new ProxySettings.Environment(
              Map.of("https_proxy", "proxy.corp:8080", "NO_PROXY", exempt));
      assertEquals(Optional.empty(), settings.proxyFor(SOCKET), exempt);
    }
    assertEquals(
        CORP,
        new ProxySettings.Environment(
                Map.of("https_proxy", "proxy.corp:8080", "no_proxy", "notslack.com,lack.com"))
            .proxyFor(SLACK));
  }

  @Test
  void aSignInMayBeInTheAddressAndNeverShows() {
    HttpProxy proxy =
        environment("https_proxy", "http://ann:s%40cret@proxy.corp:8080")
            .proxyFor(SLACK)
            .orElseThrow();
    assertEquals(new HttpProxy("proxy.corp", 8080, "ann", "s@cret"), proxy);
    assertFalse(proxy.toString().contains("cret"));
    assertFalse(new ProxySettings.Manual(proxy).toString().contains("cret"));
    assertFalse(environment("https_proxy", "http://ann:cret@p:1").toString().contains("cret"));
  }

  @Test
  void thisMachineNeedsNoProxy() {
    ProxySettings manual = new ProxySettings.Manual(CORP.orElseThrow());
    assertEquals(CORP, manual.proxyFor(SOCKET));
    assertEquals(Optional.empty(), manual.proxyFor(URI.create("ws://127.0.0.1:9/")));
    assertEquals(Optional.empty(), manual.proxyFor(URI.create("http://[::1]:9/")));
    assertEquals(Optional.empty(), new ProxySettings.None().proxyFor(SLACK));
  }

  private static ProxySettings environment(String name, String value) {
    return new ProxySettings.Environment(Map.of(name, value));
  }
}
