package rollcall.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

  @Test
  void whatIsOnThisMachineGoesThroughNoProxyWhateverTheSystemSays() {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(selecting(Proxy.Type.HTTP));
    try {
      ProxySettings system = new ProxySettings.SystemWide();
      assertEquals(CORP, system.proxyFor(SOCKET));
      assertEquals(Optional.empty(), system.proxyFor(URI.create("http://localhost:1/api/")));
      ProxySelector.setDefault(selecting(Proxy.Type.SOCKS));
      assertEquals(Optional.empty(), system.proxyFor(SLACK));
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.corp:8080, proxy.corp, 8080, , ",
    "proxy.corp, proxy.corp, 80, , ",
    "http://proxy.corp:8080/, proxy.corp, 8080, , ",
    "HTTPS://proxy.corp:8080, proxy.corp, 8080, , ",
    "http://[2001:db8::1]:3128, [2001:db8::1], 3128, , ",
    "http://@proxy.corp:1, proxy.corp, 1, , ",
    "http://ann@proxy.corp:1, proxy.corp, 1, ann, ''",
    "http://ann:@proxy.corp:1, proxy.corp, 1, ann, ''",
    "ann:secret@proxy.corp:1, proxy.corp, 1, ann, secret",
    "http://corp%5Cann:p%3Ass%25@proxy.corp:1, proxy.corp, 1, corp\\ann, p:ss%",
    "http://ann:p#s/s?@x@proxy.corp:1, proxy.corp, 1, ann, p#s/s?@x",
    "http://ann:1+1=100%@proxy.corp:1, proxy.corp, 1, ann, 1+1=100%",
  })
  void aProxyIsUnderstoodAsPeopleWriteIt(
      String text, String host, int port, String user, String password) {
    assertEquals(
        Optional.of(new HttpProxy(host, port, user, password)),
        environment("https_proxy", text).proxyFor(SLACK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "socks5://proxy.corp:1080",
        "http://proxy.corp:99999",
        "http://proxy.corp:http",
        "http://",
        "proxy corp:1"
      })
  void whatNamesNoHttpProxyIsNone(String text) {
    assertEquals(Optional.empty(), environment("https_proxy", text).proxyFor(SLACK));
  }

  @Test
  void noProxyMayNameAPort() {
    ProxySettings settings =
        new ProxySettings.Environment(
            Map.of("https_proxy", "proxy.corp:8080", "no_proxy", "a.example:8443,slack.com:443"));
    assertEquals(Optional.empty(), settings.proxyFor(URI.create("https://a.example:8443/")));
    assertEquals(CORP, settings.proxyFor(URI.create("https://a.example/")));
    assertEquals(Optional.empty(), settings.proxyFor(SOCKET));
  }

  @Test
  void theEnvironmentCountsByDefaultWhereTheSystemHasNoProxySetting() {
    ProxySettings settings =
        new ProxySettings.SystemOrEnvironment(Map.of("https_proxy", "http://other.corp:3128"));
    ProxySelector before = ProxySelector.getDefault();
    try {
      ProxySelector.setDefault(selecting(Proxy.Type.DIRECT));
      assertEquals(
          Optional.of(new HttpProxy("other.corp", 3128, null, null)), settings.proxyFor(SOCKET));
      assertEquals(
          new ProxyOrigin(ProxyOrigin.Kind.VARIABLE, "https_proxy"), settings.origin(SLACK));
      ProxySelector.setDefault(selecting(Proxy.Type.HTTP));
      assertEquals(CORP, settings.proxyFor(SLACK));
      assertEquals(ProxyOrigin.Kind.SYSTEM, settings.origin(SLACK).kind());
      ProxySelector.setDefault(selecting(Proxy.Type.HTTP, "slack.com"));
      assertEquals(Optional.empty(), settings.proxyFor(SLACK), "the system says: not for Slack");
      assertEquals(ProxyOrigin.Kind.NONE_IN_SYSTEM, settings.origin(SLACK).kind());
      ProxySelector.setDefault(null);
      assertEquals(3128, settings.proxyFor(SLACK).orElseThrow().port());
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "socks5://ann:secret@proxy.corp:1080 | “socks5://…@proxy.corp:1080” is no HTTP proxy, and"
            + " socks5 is not supported: write http://host:port.",
        "http://ann:secret@proxy.corp:99999 | “http://…@proxy.corp:99999” is no proxy: write"
            + " http://host:port or http://user:password@host:port, with a port from 1 to 65535.",
        "http:// | “http://” is no proxy: write http://host:port or http://user:password@host:port,"
            + " with a port from 1 to 65535."
      })
  void aProxyThatCannotBeParsedIsAProblemThatShowsNoPassword(String text, String sentence) {
    assertEquals(
        Optional.of("The variable https_proxy cannot be used. " + sentence),
        environment("https_proxy", text).problem(SLACK));
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> ProxySettings.of(text)).getMessage());
    assertEquals(Optional.empty(), environment("http_proxy", text).problem(SLACK));
    assertEquals(
        Optional.empty(),
        new ProxySettings.Environment(Map.of("https_proxy", text, "no_proxy", "slack.com"))
            .problem(SLACK));
  }

  @Test
  void aSystemThatNamesOnlyASocksProxyIsAProblemAndNotDirect() {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(selecting(Proxy.Type.SOCKS));
    try {
      ProxySettings settings = new ProxySettings.SystemOrEnvironment(Map.of());
      assertTrue(settings.problem(SLACK).orElseThrow().contains("SOCKS"));
      assertEquals(Optional.empty(), settings.problem(URI.create("http://127.0.0.1:1/api/")));
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void aProxyIsMadeFromItsUrl() {
    assertEquals(
        new ProxySettings.Manual(new HttpProxy("host", 3128, "user", "pw")),
        ProxySettings.of("http://user:pw@host:3128"));
  }

  private static ProxySelector selecting(Proxy.Type type) {
    return selecting(type, "none.example");
  }

  private static ProxySelector selecting(Proxy.Type type, String except) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return type == Proxy.Type.DIRECT || uri.getHost().equals(except)
            ? List.of(Proxy.NO_PROXY)
            : List.of(
                Proxy.NO_PROXY,
                new Proxy(type, InetSocketAddress.createUnresolved("proxy.corp", 8080)));
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException problem) {}
    };
  }

  private static ProxySettings environment(String name, String value) {
    return new ProxySettings.Environment(Map.of(name, value));
  }
}
