package rollcall.settings;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// Secrets in memory until the program ends, or until the user chooses the file, for a computer
/// without a keychain. Thread: any.
public final class InMemorySecrets implements Secrets {
  private final ConcurrentMap<SecretName, Secret> held = new ConcurrentHashMap<>();
  private final @Nullable SecretsFile file;
  private volatile @Nullable SecretsFile chosen;

  /// Secrets that end with the program.
  public InMemorySecrets() {
    this(null);
  }

  /// @param file the file that the user may choose, or null for none
  public InMemorySecrets(@Nullable SecretsFile file) {
    this.file = file;
  }

  @Override
  public Optional<Secret> get(SecretName name) throws IOException {
    SecretsFile stored = chosen;
    return stored != null ? stored.get(name) : Optional.ofNullable(held.get(name));
  }

  @Override
  public void put(SecretName name, Secret secret) throws IOException {
    SecretsFile stored = chosen;
    if (stored != null) {
      stored.put(name, secret);
    } else {
      held.put(name, secret);
    }
  }

  @Override
  public void forget(SecretName name) throws IOException {
    SecretsFile stored = chosen;
    if (stored != null) {
      stored.forget(name);
    } else {
      held.remove(name);
    }
  }

  @Override
  public Place place() {
    return chosen != null ? Place.FILE : Place.SESSION;
  }

  @Override
  public void storeInFile() throws IOException {
    SecretsFile wanted = file;
    if (wanted != null && chosen == null) {
      for (var entry : held.entrySet()) {
        wanted.put(entry.getKey(), entry.getValue());
      }
      chosen = wanted;
      held.clear();
    }
  }
}
