package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.settings.Proxy;
import rollcall.ui.Words;

class ProxyFormTest {
  @Test
  void whatIsRightIsAProxy() {
    assertEquals(
        List.of(
            new Answer.Right<>(new Proxy.Manual("proxy.corp.example", 8080, "")),
            new Answer.Right<>(new Proxy.Manual("10.0.0.1", 1, "grace")),
            new Answer.Right<>(new Proxy.Manual("::1", 65_535, ""))),
        Stream.of(
                new ProxyForm(" proxy.corp.example ", " 8080 ", "", ""),
                new ProxyForm("10.0.0.1", "1", "grace", "secret"),
                new ProxyForm("::1", "65535", "", ""))
            .map(ProxyForm::read)
            .toList());
  }

  @Test
  void theFirstWrongFieldIsSaidInOneSentence() {
    assertEquals(
        List.of(
            "HOST Enter the proxy's host name, such as proxy.example.com.",
            "HOST Enter the host name only, without “http://”, path or port.",
            "HOST Enter the host name only, without “http://”, path or port.",
            "HOST Enter the host name only, without “http://”, path or port.",
            "PORT The port is a number from 1 to 65535.",
            "PORT The port is a number from 1 to 65535.",
            "PORT The port is a number from 1 to 65535.",
            "USER A user name for a proxy cannot contain a colon.",
            "USER A password needs a user name."),
        Stream.of(
                new ProxyForm("", "x", "", ""),
                new ProxyForm("http://proxy", "8080", "", ""),
                new ProxyForm("proxy:8080", "8080", "", ""),
                new ProxyForm("my proxy", "8080", "", ""),
                new ProxyForm("proxy", "", "", ""),
                new ProxyForm("proxy", "0", "", ""),
                new ProxyForm("proxy", "65536", "", ""),
                new ProxyForm("proxy", "80", "a:b", ""),
                new ProxyForm("proxy", "80", " ", "secret"))
            .map(form -> said(form.read()))
            .toList());
  }

  @Test
  void thePasswordIsNeverPrinted() {
    assertFalse(new ProxyForm("proxy", "80", "grace", "secret").toString().contains("secret"));
  }

  private static String said(Answer<Proxy.Manual, ProxyForm.Field> answer) {
    return switch (answer) {
      case Answer.Right(Proxy.Manual proxy) -> proxy.toString();
      case Answer.Wrong(ProxyForm.Field field, String key) -> field + " " + Words.of(key);
    };
  }
}
