package rollcall.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rollcall.files.PrivateFiles;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Secrets in a file that only its owner may read, for computers without a keychain. It is only
/// created on the user's choice; an existing file means that the user chose so before. A file that
/// other users may read or change is not used. Thread: any.
public final class SecretsFile implements Secrets {
  private static final TypeReference<TreeMap<String, String>> NAMED = new TypeReference<>() {};

  private static final int MAXIMUM_BYTES = 1 << 20;

  private final Path file;

  public SecretsFile(Path file) {
    this.file = file;
  }

  /// Returns whether the user chose a file before.
  public boolean exists() {
    return Files.exists(file);
  }

  @Override
  public synchronized Optional<Secret> get(SecretName name) throws IOException {
    return Optional.ofNullable(all().get(name.text())).map(Secret::new);
  }

  @Override
  public synchronized void put(SecretName name, Secret secret) throws IOException {
    Map<String, String> all = all();
    all.put(name.text(), secret.value());
    save(all);
  }

  @Override
  public synchronized void forget(SecretName name) throws IOException {
    Map<String, String> all = all();
    if (all.remove(name.text()) != null) {
      save(all);
    }
  }

  @Override
  public synchronized Place place() {
    return Place.FILE;
  }

  private Map<String, String> all() throws IOException {
    if (!exists()) {
      return new TreeMap<>();
    }
    if (!PrivateFiles.isPrivate(file)) {
      throw new SentenceException(
          "Other users of this computer can use the file with your secrets, %s, so it is not used;"
              + " delete it, and enter a new token.",
          file);
    }
    try {
      return json().readValue(bytes(), NAMED);
    } catch (JacksonException e) {
      // Without the cause: the message of a parser may contain a secret.
      throw new SentenceException(
          "The file with your secrets, %s, cannot be read; delete it and enter them again.", file);
    }
  }

  /// Not a constant: a start without such a file would wait for its classes.
  private static JsonMapper json() {
    return JsonMapper.builder().build();
  }

  /// Returns the content; nothing when the file is too long for one of secrets, or not regular.
  private byte[] bytes() throws IOException {
    if (!Files.isRegularFile(file)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] read = in.readNBytes(MAXIMUM_BYTES + 1);
      return read.length > MAXIMUM_BYTES ? new byte[0] : read;
    }
  }

  private void save(Map<String, String> all) throws IOException {
    try {
      PrivateFiles.replace(file, json().writeValueAsBytes(all));
    } catch (IOException e) {
      throw new SentenceException(
          e, Sentence.of("The file with your secrets, %s, cannot be written.", file));
    }
  }
}
