package rollcall.app.environment;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import rollcall.history.ServerAddress;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.Secrets;

/// Passwords of database servers: typed in this run, of the variable PGPASSWORD, or of the
/// keychain.
///
/// Thread: any.
public final class DatabasePasswords {
  private final Map<String, String> environment;
  private final Secrets secrets;
  private final TokenInput input;
  private final Map<ServerAddress, String> typed = new ConcurrentHashMap<>();

  DatabasePasswords(Map<String, String> environment, Secrets secrets, TokenInput input) {
    this.environment = environment;
    this.secrets = secrets;
    this.input = input;
  }

  /// Returns the password of a server. Null leaves it to the file `.pgpass`.
  ///
  /// @throws IOException when a keychain does not answer
  public @Nullable String of(ServerAddress server) throws IOException {
    String answer = typed.get(server);
    String given = answer != null ? answer : environment.get("PGPASSWORD");
    return given != null ? given : secrets.get(secretName(server)).map(Secret::value).orElse(null);
  }

  /// Uses this password from now on in this run.
  ///
  /// @param remember whether to store it with the other secrets
  public void use(ServerAddress server, String password, boolean remember) throws IOException {
    typed.put(server, password);
    if (remember) {
      secrets.put(secretName(server), new Secret(password));
    }
  }

  /// Asks for the password in a terminal, and uses it in this run.
  ///
  /// @return whether there was an answer
  public boolean ask(ServerAddress server) {
    String answer = input.password(server);
    if (answer != null) {
      typed.put(server, answer);
    }
    return answer != null;
  }

  private static SecretName secretName(ServerAddress server) {
    return SecretName.databasePassword(server.toString());
  }
}
