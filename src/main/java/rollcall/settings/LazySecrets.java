package rollcall.settings;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Secrets that are opened when they are first used: finding a keychain loads a native library and
/// may wait for another process. Thread: any; one at a time.
public final class LazySecrets implements Secrets {
  private final Supplier<Secrets> opener;
  private final SecretsFile file;
  private @Nullable Secrets opened;

  /// @param file the file that the user may choose in place of memory
  public LazySecrets(Supplier<Secrets> opener, SecretsFile file) {
    this.opener = opener;
    this.file = file;
  }

  @Override
  public synchronized Optional<Secret> get(SecretName name) throws IOException {
    return opened().get(name);
  }

  @Override
  public synchronized void put(SecretName name, Secret secret) throws IOException {
    opened().put(name, secret);
  }

  @Override
  public synchronized void forget(SecretName name) throws IOException {
    opened().forget(name);
  }

  @Override
  public synchronized Place place() {
    return opened().place();
  }

  @Override
  public synchronized void storeInFile() throws IOException {
    if (opened() instanceof InMemorySecrets memory) {
      memory.copyTo(file);
      opened = file;
    }
  }

  private Secrets opened() {
    Secrets secrets = opened;
    if (secrets == null) {
      secrets = opener.get();
      opened = secrets;
    }
    return secrets;
  }
}
