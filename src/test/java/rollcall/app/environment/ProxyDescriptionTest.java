package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.language.Sentence;
import rollcall.slack.ProxyExceptions;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;

/// The proxy and its origin in words, in English for the log and in German for a window.
class ProxyDescriptionTest {
  private static final URI SLACK = URI.create("https://slack.com/api/");

  @AfterEach
  void english() {
    Sentence.use(Locale.ENGLISH);
  }

  @Test
  void aProxyNamesItsOriginAndNoPassword() {
    ProxySettings manual = ProxySettings.of("http://user:pw@host:3128");
    assertRoute(
        "proxy host:3128, set by hand", "Proxy host:3128, manuell eingestellt", manual, SLACK);
    assertEquals(
        "proxy host:3128, from --proxy", ProxyDescription.of(manual, SLACK, true).english());
    assertRoute(
        "proxy p:1, from the variable https_proxy",
        "Proxy p:1, aus der Variablen https_proxy",
        new ProxySettings.Environment(Map.of("https_proxy", "p:1")),
        SLACK);
  }

  @Test
  void noProxyHasAReason() {
    assertRoute("no proxy: chosen so", "kein Proxy: so gewählt", new ProxySettings.None(), SLACK);
    assertRoute(
        "no proxy: the address is on this computer",
        "kein Proxy: die Adresse ist auf diesem Computer",
        ProxySettings.of("p:1"),
        URI.create("http://localhost:1/"));
    assertRoute(
        "no proxy: the variable no_proxy exempts slack.com",
        "kein Proxy: die Variable no_proxy nimmt slack.com aus",
        new ProxySettings.Environment(Map.of("https_proxy", "p:1", "no_proxy", "slack.com")),
        SLACK);
    assertRoute(
        "no proxy: the list of exceptions has slack.com",
        "kein Proxy: slack.com steht in der Liste der Ausnahmen",
        new ProxySettings.Manual(
            new HttpProxy("p", 1, null, null), ProxyExceptions.of("slack.com")),
        SLACK);
    assertRoute(
        "no proxy: neither the system's settings nor a variable names one",
        "kein Proxy: weder die Einstellungen des Systems noch eine Variable nennen einen",
        new ProxySettings.Environment(Map.of()),
        SLACK);
    ProxySelector before = ProxySelector.getDefault();
    try {
      ProxySelector.setDefault(null);
      assertRoute(
          "no proxy: the system's settings name none",
          "kein Proxy: die Einstellungen des Systems nennen keinen",
          new ProxySettings.SystemWide(),
          SLACK);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static void assertRoute(
      String english, String german, ProxySettings proxies, URI address) {
    Sentence route = ProxyDescription.of(proxies, address, false);
    assertEquals(english, route.english());
    Sentence.use(Locale.GERMANY);
    assertEquals(german, route.translated());
  }
}
