package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.settings.InMemorySecrets;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.Settings;

class TokenSearchTest {
  private static final SecretName NAME = SecretName.slackToken(Settings.SLACK);
  private static final Map<String, String> NO_VARIABLES = Map.of();
  private static final TokenInput SILENT =
      () -> {
        throw new IOException("Nobody was to be asked.");
      };

  private final InMemorySecrets kept = new InMemorySecrets();

  @BeforeEach
  void aTokenIsKept() throws IOException {
    kept.put(NAME, new Secret("xoxb-kept"));
  }

  @Test
  void whatIsPipedInWinsWhenTheUserSaysSo() throws IOException {
    var search = new TokenSearch(Map.of("SLACK_TOKEN", "xoxb-env"), kept, () -> " xoxb-piped\t");
    assertEquals(token("xoxb-piped"), search.find(NAME, true, false));
  }

  @Test
  void anInputThatEndsIsNoToken() throws IOException {
    var search = new TokenSearch(Map.of("SLACK_TOKEN", "xoxb-env"), kept, () -> null);
    assertEquals(Optional.empty(), search.find(NAME, true, true));
  }

  @Test
  void theEnvironmentWinsOverTheKeychain() throws IOException {
    assertEquals(
        token("xoxb-api"),
        new TokenSearch(Map.of("SLACK_TOKEN", " ", "SLACK_API_TOKEN", "xoxb-api"), kept, SILENT)
            .find(NAME, false, true));
    assertEquals(
        token("xoxb-env"),
        new TokenSearch(
                Map.of("SLACK_TOKEN", "xoxb-env", "SLACK_API_TOKEN", "xoxb-api"), kept, SILENT)
            .find(NAME, false, true));
  }

  @Test
  void aVariableThatHoldsNoTokenIsNamed() {
    var search = new TokenSearch(Map.of("SLACK_API_TOKEN", "xoxb bad"), kept, SILENT);
    assertEquals(
        "The environment variable SLACK_API_TOKEN holds no Slack token: a token has no blanks, and"
            + " starts with xoxb- or xoxp-.",
        assertThrows(IOException.class, () -> search.find(NAME, false, true)).getMessage());
  }

  @Test
  void whatIsKeptNeedsNoQuestion() throws IOException {
    assertEquals(
        token("xoxb-kept"), new TokenSearch(NO_VARIABLES, kept, SILENT).find(NAME, false, true));
  }

  @Test
  void onlyWhoMayAskIsAsked() throws IOException {
    kept.forget(NAME);
    assertEquals(
        Optional.empty(), new TokenSearch(NO_VARIABLES, kept, SILENT).find(NAME, false, false));
    assertEquals(
        token("xoxb-typed"),
        new TokenSearch(NO_VARIABLES, kept, () -> "xoxb-typed").find(NAME, false, true));
  }

  private static Optional<Secret> token(String text) {
    return Optional.of(new Secret(text));
  }
}
