package rollcall.app.environment;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.Secrets;

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
  Optional<Secret> find(SecretName name, boolean inputFirst, boolean mayAsk) throws IOException {
    if (inputFirst) {
      return secret(input.line());
    }
    Optional<Secret> said =
        TokenVariables.NAMES.stream()
            .map(environment::get)
            .flatMap(text -> secret(text).stream())
            .findFirst();
    if (said.isPresent()) {
      return said;
    }
    Optional<Secret> kept = secrets.get(name);
    return kept.isPresent() || !mayAsk ? kept : secret(input.line());
  }

  private static Optional<Secret> secret(@Nullable String text) {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(new Secret(text.strip()));
  }
}
