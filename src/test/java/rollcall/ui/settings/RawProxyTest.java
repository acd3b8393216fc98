package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.settings.Proxy;
import rollcall.ui.text.Messages;

class RawProxyTest {
  @Test
  void validInputIsAProxy() {
    assertEquals(
        List.of(
            new FormResult.Valid<>(new Proxy.Manual("proxy.corp.example", 8080, "", List.of())),
            new FormResult.Valid<>(new Proxy.Manual("10.0.0.1", 1, "grace", List.of())),
            new FormResult.Valid<>(new Proxy.Manual("::1", 65_535, "", List.of())),
            new FormResult.Valid<>(
                new Proxy.Manual(
                    "proxy",
                    80,
                    "",
                    List.of(
                        "localhost", "*.corp.example", "a.example:8443", "10.0.0.0/8", "::1")))),
        Stream.of(
                new RawProxy(" proxy.corp.example ", " 8080 ", "", "", ""),
                new RawProxy("10.0.0.1", "1", " grace ", "secret", ""),
                new RawProxy("::1", "65535", "", "", ""),
                new RawProxy(
                    "proxy",
                    "80",
                    "",
                    "",
                    " localhost,*.corp.example, a.example:8443,10.0.0.0/8, ::1 ,"))
            .map(RawProxy::read)
            .toList());
  }

  @Test
  void firstInvalidFieldIsReportedInOneSentence() {
    assertEquals(
        List.of(
            "HOST Enter the proxy's host name, such as proxy.example.com.",
            "HOST Enter the host name only, without “http://”, path or port.",
            "HOST Enter the host name only, without “http://”, path or port.",
            "HOST Enter the host name only, without “http://”, path or port.",
            "PORT The port must be a number from 1 to 65535.",
            "PORT The port must be a number from 1 to 65535.",
            "PORT The port must be a number from 1 to 65535.",
            "USER The user name must not contain a colon.",
            "USER A password needs a user name.",
            "EXCEPT Separate the exceptions by commas: hosts, *.example.com, addresses or ranges"
                + " such as 10.0.0.0/8.",
            "EXCEPT Separate the exceptions by commas: hosts, *.example.com, addresses or ranges"
                + " such as 10.0.0.0/8."),
        Stream.of(
                new RawProxy("", "x", "", "", ""),
                new RawProxy("http://proxy", "8080", "", "", ""),
                new RawProxy("proxy:8080", "8080", "", "", ""),
                new RawProxy("my proxy", "8080", "", "", ""),
                new RawProxy("proxy", "", "", "", ""),
                new RawProxy("proxy", "0", "", "", ""),
                new RawProxy("proxy", "65536", "", "", ""),
                new RawProxy("proxy", "80", "a:b", "", ""),
                new RawProxy("proxy", "80", " ", "secret", ""),
                new RawProxy("proxy", "80", "", "", "http://intranet"),
                new RawProxy("proxy", "80", "", "", "localhost intranet"))
            .map(form -> errorText(form.read()))
            .toList());
  }

  @Test
  void passwordIsNotInToString() {
    assertFalse(new RawProxy("proxy", "80", "grace", "secret", "").toString().contains("secret"));
  }

  private static String errorText(FormResult<Proxy.Manual, RawProxy.Field> answer) {
    return switch (answer) {
      case FormResult.Valid(Proxy.Manual proxy) -> proxy.toString();
      case FormResult.Invalid(RawProxy.Field field, String key) -> field + " " + Messages.of(key);
    };
  }
}
