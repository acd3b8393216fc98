package rollcall.settings;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Secrets in memory until the program ends, for a computer without a keychain whose user wants no
/// file. Thread: any.
public final class InMemorySecrets implements Secrets {
  private final ConcurrentMap<SecretName, Secret> held = new ConcurrentHashMap<>();

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
}
