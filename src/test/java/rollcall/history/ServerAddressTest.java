package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          postgresql://db.acme.test/rollcall, verify-full
          postgresql://localhost/rollcall, prefer
          postgresql://127.0.0.1/rollcall, prefer
          postgresql://127.example.com/rollcall, verify-full
          postgresql://[::1]/rollcall, prefer
          postgres://localhost.acme.test/rollcall, verify-full
          postgresql://db.acme.test/rollcall?sslmode=require, require
          postgresql://localhost/rollcall?sslmode=verify-full, verify-full
          """)
  void certificatesAreVerifiedUnlessTheServerIsThisComputer(String text, String mode) {
    assertEquals(mode, ServerAddress.of(text).sslMode());
  }

  @Test
  void anAddressIsReadInParts() {
    ServerAddress address =
        ServerAddress.of("postgresql://grace@db.acme.test:6543/a%20b?sslrootcert=%2Fetc%2Fca.pem");
    assertEquals(
        new ServerAddress("db.acme.test", 6543, "a b", "grace", "verify-full", "/etc/ca.pem"),
        address);
    assertEquals("postgresql://grace@db.acme.test:6543/a b", address.toString());
    assertEquals(
        "/etc/ca.pem", address.properties("secret", Duration.ZERO).getProperty("sslrootcert"));
    assertEquals("secret", address.properties("secret", Duration.ZERO).getProperty("password"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "local", "postgresql://", "postgresql:///db", "http://host/db", "a b"})
  void otherTextsAreNoAddress(String text) {
    assertEquals(
        "'" + text + "' is no address such as postgresql://user@host:5432/db.", refusal(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, 99_999})
  void aPortThatCannotBeIsRefused(int port) {
    assertEquals(
        "The port of the address must be between 1 and 65535, was " + port + ".",
        refusal("postgresql://host:" + port + "/db"));
  }

  @Test
  void aPasswordOrAnotherParameterIsRefusedAndNotRepeated() {
    String sentence = refusal("postgresql://grace:geheim@host/db");
    assertTrue(sentence.startsWith("The address contains a password"), sentence);
    assertEquals(-1, sentence.indexOf("geheim"));
    assertEquals(
        "The address may have the parameters sslmode and sslrootcert, not 'password'.",
        refusal("postgresql://host/db?password=geheim"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:geh^eim@db/x",
        "postgresql://u:geh/eim@db/x",
        "postgresql://u:geh@eim^@db/x",
        "postgresql://u:geh?eim@db/x",
        "postgresql://db/x?password=geh^eim",
        "postgresql:/u:geheim@db/x",
        "u:geheim@db/x",
        "u^x:geheim@db/x"
      })
  void aPasswordInATextThatIsNoAddressIsNotRepeated(String text) {
    String sentence = refusal(text);
    assertTrue(
        sentence.endsWith("…' is no address such as postgresql://user@host:5432/db."), sentence);
    assertFalse(sentence.contains("eim"), sentence);
  }

  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> ServerAddress.of(text)).getMessage());
  }
}
