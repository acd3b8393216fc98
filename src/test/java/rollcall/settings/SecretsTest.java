package rollcall.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.files.PrivateFiles;
import rollcall.settings.Secrets.Place;

class SecretsTest {
  private static final SecretName TOKEN =
      SecretName.slackToken(URI.create("http://127.0.0.1:7/test-only/"));
  private static final SecretName PASSWORD =
      SecretName.proxyPassword(new Proxy.Manual("test.invalid", 8080, "grace", List.of()));

  @TempDir static Path home;

  static Stream<Secrets> places() {
    return Stream.concat(
        Stream.of(new InMemorySecrets(), new SecretsFile(home.resolve("secrets.json"))),
        Keychain.open().stream());
  }

  @ParameterizedTest
  @MethodSource("places")
  void aStoreKeepsAndDeletesSecrets(Secrets secrets) throws IOException {
    assertEquals(Optional.empty(), secrets.get(TOKEN));
    secrets.put(TOKEN, new Secret("xoxb-first"));
    secrets.put(TOKEN, new Secret("xoxb-second"));
    secrets.put(PASSWORD, new Secret("pässwörd ☂"));
    assertEquals(Optional.of(new Secret("xoxb-second")), secrets.get(TOKEN));
    assertEquals(Optional.of(new Secret("pässwörd ☂")), secrets.get(PASSWORD));
    secrets.forget(TOKEN);
    secrets.forget(TOKEN);
    assertEquals(Optional.empty(), secrets.get(TOKEN));
    secrets.forget(PASSWORD);
  }

  @Test
  void secretsAreOpenedOnceWhenTheyAreFirstUsed() throws IOException {
    List<Secrets> opened = new ArrayList<>();
    Secrets secrets =
        new LazySecrets(
            () -> {
              opened.add(new InMemorySecrets());
              return opened.getLast();
            },
            new SecretsFile(home.resolve("unused.json")));
    assertEquals(List.of(), opened);
    secrets.put(TOKEN, new Secret("xoxb-1"));
    assertEquals(Optional.of(new Secret("xoxb-1")), secrets.get(TOKEN));
    assertEquals(Place.SESSION, secrets.place());
    assertEquals(1, opened.size());
  }

  @Test
  void secretsInMemoryMoveToTheFileThatTheUserChooses() throws IOException {
    SecretsFile file = new SecretsFile(home.resolve("chosen.json"));
    Secrets secrets = new LazySecrets(InMemorySecrets::new, file);
    secrets.put(TOKEN, new Secret("xoxb-1"));
    assertFalse(file.exists());
    secrets.storeInFile();
    secrets.put(PASSWORD, new Secret("new"));
    secrets.storeInFile();
    assertEquals(Place.FILE, secrets.place());
    assertEquals(Optional.of(new Secret("xoxb-1")), file.get(TOKEN));
    assertEquals(Optional.of(new Secret("new")), file.get(PASSWORD));
    secrets.forget(TOKEN);
    assertEquals(Optional.empty(), file.get(TOKEN));
  }

  @Test
  void aFileOfSecretsIsForItsOwnerAndOutlivesTheRun() throws IOException {
    Path path = home.resolve("mine").resolve("secrets.json");
    SecretsFile secrets = new SecretsFile(path);
    assertFalse(secrets.exists());
    secrets.put(TOKEN, new Secret("xoxb-1"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    assertEquals(Optional.of(new Secret("xoxb-1")), new SecretsFile(path).get(TOKEN));
    assertEquals(Place.FILE, Secrets.open(path).place());
  }

  @Test
  void aDamagedFileOfSecretsIsNotQuoted() throws IOException {
    Path path = home.resolve("damaged.json");
    Files.writeString(path, "{\"a\": xoxb-secret");
    PrivateFiles.restrictToOwner(path);
    IOException problem = assertThrows(IOException.class, () -> new SecretsFile(path).get(TOKEN));
    assertEquals(
        "The file with your secrets, " + path + ", cannot be read; delete it and enter them again.",
        problem.getMessage());
    assertEquals(null, problem.getCause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----rw-"})
  void aFileOfSecretsThatOthersMayUseIsNotUsed(String permissions) throws IOException {
    Path path = home.resolve(permissions + ".json");
    SecretsFile secrets = new SecretsFile(path);
    secrets.put(TOKEN, new Secret("xoxb-1"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    byte[] before = Files.readAllBytes(path);
    for (Executable use :
        List.<Executable>of(
            () -> secrets.get(TOKEN), () -> secrets.put(TOKEN, new Secret("xoxb-2")))) {
      assertEquals(
          "Other users of this computer can use the file with your secrets, "
              + path
              + ", so it is not used; delete it, and enter a new token.",
          assertThrows(IOException.class, use).getMessage());
    }
    assertArrayEquals(before, Files.readAllBytes(path));
  }

  @Test
  void aFileThatIsTooLongOrNotRegularIsNotReadAsSecrets() throws IOException {
    Path longer = home.resolve("long.json");
    PrivateFiles.createFile(longer);
    Files.writeString(longer, "{\"a\":\"" + "x".repeat(1 << 20) + "\"}");
    Path directory = PrivateFiles.directory(home.resolve("directory.json"));
    for (Path path : List.of(longer, directory)) {
      assertEquals(
          "The file with your secrets, "
              + path
              + ", cannot be read; delete it and enter them again.",
          assertThrows(IOException.class, () -> new SecretsFile(path).get(TOKEN)).getMessage());
    }
  }

  @Test
  void withoutAKeychainSecretsEndWithTheRun() {
    assumeTrue(Keychain.open().isEmpty());
    assertEquals(Place.SESSION, Secrets.open(home.resolve("none.json")).place());
  }

  @Test
  void aSecretNeverShowsItself() {
    assertEquals("Secret[…]", new Secret("xoxb-1").toString());
    assertThrows(IllegalArgumentException.class, () -> new Secret(" "));
  }

  @Test
  void aTokenIsStoredForItsAddress() {
    assertEquals(
        new SecretName("Rollcall: Slack token for slack.com"),
        SecretName.slackToken(Settings.SLACK));
    assertEquals(new SecretName("Rollcall: Slack token for 127.0.0.1:7"), TOKEN);
    assertEquals(new SecretName("Rollcall: password of grace at test.invalid:8080"), PASSWORD);
  }
}
