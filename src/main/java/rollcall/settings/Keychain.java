package rollcall.settings;

import com.microsoft.credentialstorage.SecretStore;
import com.microsoft.credentialstorage.StorageProvider;
import com.microsoft.credentialstorage.StorageProvider.SecureOption;
import com.microsoft.credentialstorage.model.StoredToken;
import com.microsoft.credentialstorage.model.StoredTokenType;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;

/// The operating system's keychain: Windows' Credential Manager, macOS' Keychain, or a Secret
/// Service such as GNOME's on Linux. A locked keychain counts as none. When it ends while it is in
/// use, a secret counts as absent until the next run. One thread at a time.
public final class Keychain implements Secrets {
  /// A constant, because a logger without references loses its level. Below WARNING the library
  /// logs each missing keychain with a stack trace.
  private static final Logger LIBRARY = Logger.getLogger("com.microsoft.credentialstorage");

  private final SecretStore<StoredToken> store;

  private Keychain(SecretStore<StoredToken> store) {
    this.store = store;
  }

  /// Opens the keychain of this computer; empty when none answers, or it is locked.
  public static Optional<Keychain> open() {
    LIBRARY.setLevel(Level.WARNING);
    try {
      @Nullable SecretStore<StoredToken> store =
          StorageProvider.getTokenStorage(true, SecureOption.REQUIRED);
      return Optional.ofNullable(store).map(Keychain::new);
    } catch (RuntimeException | LinkageError e) {
      // A computer without the native library has no keychain, which is a normal result.
      return Optional.empty();
    }
  }

  @Override
  public Optional<Secret> get(SecretName name) throws IOException {
    try {
      @Nullable StoredToken found = store.get(name.text());
      return Optional.ofNullable(found).map(token -> new Secret(new String(token.getValue())));
    } catch (RuntimeException e) {
      throw new SentenceException(e, Sentence.of("This computer's password store did not answer."));
    }
  }

  @Override
  public void put(SecretName name, Secret secret) throws IOException {
    try {
      var token = new StoredToken(secret.value().toCharArray(), StoredTokenType.PERSONAL);
      if (store.add(name.text(), token)) {
        return;
      }
    } catch (RuntimeException e) {
      throw new SentenceException(e, Sentence.of("This computer's password store did not answer."));
    }
    throw new SentenceException("This computer's password store did not take the secret.");
  }

  @Override
  public void forget(SecretName name) throws IOException {
    try {
      store.delete(name.text());
    } catch (RuntimeException e) {
      throw new SentenceException(e, Sentence.of("This computer's password store did not answer."));
    }
  }

  @Override
  public Place place() {
    return Place.KEYCHAIN;
  }
}
