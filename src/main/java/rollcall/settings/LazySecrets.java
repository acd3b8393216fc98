package rollcall.settings;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Secrets that are opened when they are first used: finding a keychain loads a native library and
/// may wait for another process. One thread at a time.
final class LazySecrets implements Secrets {
  private final Supplier<Secrets> opener;
  private @Nullable Secrets opened;

  LazySecrets(Supplier<Secrets> opener) {
    this.opener = opener;
  }

  @Override
  public Optional<Secret> get(SecretName name) throws IOException {
    return opened().get(name);
  }

  @Override
  public void put(SecretName name, Secret secret) throws IOException {
    opened().put(name, secret);
  }

  @Override
  public void forget(SecretName name) throws IOException {
    opened().forget(name);
  }

  @Override
  public Place place() {
    return opened().place();
  }

  @Override
  public void storeInFile() throws IOException {
    opened().storeInFile();
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
