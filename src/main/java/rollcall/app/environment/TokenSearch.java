package rollcall.app.environment;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.Secrets;
import rollcall.slack.SlackToken;

/// Search for the token: a token given for this run has priority over a stored one.
///
/// @param environment the variables of this process
/// @param secrets stored tokens
/// @param input standard input
record TokenSearch(Map<String, String> environment, Secrets secrets, TokenInput input) {
  /// Returns the token of this name.
  ///
  /// @param inputFirst whether the options name standard input
  /// @param mayAsk whether to ask on standard input for a token that is not found
  /// @throws IOException with a sentence when a variable holds no token, or a keychain does not
  ///   answer
  Optional<Secret> find(SecretName name, boolean inputFirst, boolean mayAsk) throws IOException {
    if (inputFirst) {
      return secret(input.line());
    }
    for (String variable : TokenVariables.NAMES) {
      Optional<Secret> said = secret(environment.get(variable));
      if (said.isPresent()) {
        return Optional.of(checked(said.get(), variable));
      }
    }
    Optional<Secret> kept = secrets.get(name);
    return kept.isPresent() || !mayAsk ? kept : secret(input.line());
  }

  /// @throws IOException with a sentence that names the variable when it holds no token
  private static Secret checked(Secret secret, String variable) throws IOException {
    try {
      new SlackToken(secret.value());
      return secret;
    } catch (IllegalArgumentException e) {
      throw new SentenceException(
          e,
          Sentence.of(
              "The environment variable %s holds no Slack token: a token has no blanks, and starts"
                  + " with xoxb- or xoxp-.",
              variable));
    }
  }

  private static Optional<Secret> secret(@Nullable String text) {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(new Secret(text.strip()));
  }
}
