package rollcall.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Store of secrets. Reading may take long, because the operating system may ask its user to unlock
/// the keychain.
public interface Secrets {
  /// Returns the secret of this name; empty when there is none.
  Optional<Secret> get(SecretName name) throws IOException;

  /// Stores the secret, and replaces an earlier one.
  void put(SecretName name, Secret secret) throws IOException;

  /// Deletes the secret, if there is one.
  void forget(SecretName name) throws IOException;

  /// Returns the kind of this store.
  Place place();

  /// Stores the secrets, which would end with this run, in the file from now on. Does nothing if
  /// they outlive the run.
  ///
  /// @throws IOException with a sentence when the file cannot be written; nothing has changed then
  default void storeInFile() throws IOException {}

  /// Returns the secrets of this computer: the file, if the user chose one; else the keychain, if
  /// there is one; else memory. They are opened when they are first used.
  static Secrets open(Path file) {
    SecretsFile chosen = new SecretsFile(file);
    return new LazySecrets(
        () ->
            chosen.exists()
                ? chosen
                : Keychain.open()
                    .<Secrets>map(keychain -> keychain)
                    .orElseGet(InMemorySecrets::new),
        chosen);
  }

  /// Kind of a store of secrets, from the best to the last resort.
  enum Place {
    /// Keychain of the operating system.
    KEYCHAIN,
    /// File that only its owner may read, chosen by the user.
    FILE,
    /// Memory of this process only.
    SESSION
  }
}
