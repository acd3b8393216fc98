package rollcall.settings;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Secrets in memory until the program ends, for a computer without a keychain. Thread: any.
public final class InMemorySecrets implements Secrets {
  private final Map<SecretName, Secret> held = new ConcurrentHashMap<>();

  @Override
  public Optional<Secret> get(SecretName name) {
    return Optional.ofNullable(held.get(name));
  }

  @Override
  public void put(SecretName name, Secret secret) {
    held.put(name, secret);
  }

  @Override
  public void forget(SecretName name) {
    held.remove(name);
  }

  @Override
  public Place place() {
    return Place.SESSION;
  }

  void copyTo(SecretsFile file) throws IOException {
    for (var entry : held.entrySet()) {
      file.put(entry.getKey(), entry.getValue());
    }
  }
}
