package rollcall.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Store of secrets. Reading may take long: an operating system may first ask its user to unlock
/// the keychain.
public interface Secrets {
  /// The secret of that name, or nothing when none was put.
  Optional<Secret> get(SecretName name) throws IOException;

  /// Keeps the secret, in the place of an earlier one.
  void put(SecretName name, Secret secret) throws IOException;

  /// Forgets the secret, if there is one.
  void forget(SecretName name) throws IOException;

  /// Which kind of place this is.
  Place place();

  /// Where this computer's secrets are kept: in the file, when the user chose one; else in the
  /// keychain, when there is one; else for this run only.
  static Secrets open(Path file) {
    SecretsFile chosen = new SecretsFile(file);
    return chosen.exists()
        ? chosen
        : Keychain.open().<Secrets>map(keychain -> keychain).orElseGet(InMemorySecrets::new);
  }

  /// The kinds of places, from the best to the last resort.
  enum Place {
    /// The operating system's keychain.
    KEYCHAIN,
    /// A file that only its owner may read, where the user chose one.
    FILE,
    /// Nowhere but in this run's memory.
    SESSION
  }
}
