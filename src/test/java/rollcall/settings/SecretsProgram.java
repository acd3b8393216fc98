package rollcall.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Program with the secrets of this computer: reads commands and prints their results.
final class SecretsProgram {
  private static final SecretName TOKEN =
      SecretName.slackToken(URI.create("http://127.0.0.1:7/test-only/"));

  private SecretsProgram() {}

  /// @param words the file for computers without a keychain
  public static void main(String... words) throws IOException {
    Secrets secrets = Secrets.open(Path.of(words[0]));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] command = line.split(" ", 2);
      try {
        System.out.println(result(secrets, command));
      } catch (IOException e) {
        System.out.println("failed: " + e.getMessage());
      }
    }
  }

  private static String result(Secrets secrets, String[] command) throws IOException {
    switch (command[0]) {
      case "place" -> {
        return secrets.place().name();
      }
      case "get" -> {
        return secrets.get(TOKEN).map(Secret::value).orElse("none");
      }
      case "put" -> secrets.put(TOKEN, new Secret(command[1]));
      case "forget" -> secrets.forget(TOKEN);
      case "file" -> secrets.storeInFile();
      default -> throw new IllegalArgumentException(command[0]);
    }
    return "done";
  }
}
