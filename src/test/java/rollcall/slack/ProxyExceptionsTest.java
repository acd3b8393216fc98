package rollcall.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyExceptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.corp.example | https://a.corp.example/ | true",
        ".corp.example | https://corp.example/ | true",
        "corp.example | https://CORP.example/ | true",
        "corp.example | https://notcorp.example/ | false",
        "localhost, slack.com | https://wss.slack.com/ | true",
        "slack.com:8443 | https://slack.com/ | false",
        "slack.com:8443 | https://slack.com:8443/ | true",
        "* | https://slack.com/ | true",
        "10.0.0.0/8 | https://10.200.3.4:8443/ | true",
        "10.0.0.0/8 | https://11.0.0.1/ | false",
        "10.1.2.3 | https://10.1.2.3/ | true",
        "192.168.1.128/25 | https://192.168.1.130/ | true",
        "192.168.1.128/25 | https://192.168.1.127/ | false",
        "2001:db8::/32 | https://[2001:db8::1]/ | true",
        "2001:db8::/32 | https://[2001:db9::1]/ | false",
        "[2001:db8::1] | https://[2001:db8::1]/ | true",
        "2001:db8::1 | https://[2001:db8::1]:8443/ | true",
        "0.0.0.0/0 | https://slack.com/ | false",
        "10.0.0.0/99 | https://10.0.0.1/ | false",
        "'' | https://slack.com/ | false"
      })
  void anEntryIsAHostAnAddressOrARange(String list, URI address, boolean direct) {
    assertEquals(direct, ProxyExceptions.of(list).match(address));
  }
}
