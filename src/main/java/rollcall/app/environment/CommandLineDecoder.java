package rollcall.app.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Decoder of the command-line arguments. Without a locale (`LC_ALL=C`, cron, systemd) Java decodes
/// them as ASCII and loses every other character; Linux keeps the bytes.
public final class CommandLineDecoder {
  private static final Path TYPED = Path.of("/proc/self/cmdline");
  private static final char LOST = '\uFFFD';

  private CommandLineDecoder() {}

  /// Returns the arguments; those that Java decoded with a loss are decoded again as UTF-8.
  public static String[] decoded(String... words) {
    if (Arrays.stream(words).noneMatch(word -> word.indexOf(LOST) >= 0)
        || !Files.isReadable(TYPED)) {
      return words;
    }
    try {
      return decoded(words, Files.readString(TYPED, StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The bytes are not valid UTF-8 either.
      return words;
    }
  }

  /// Decodes the arguments from the bytes of `typed`.
  ///
  /// @param typed all arguments of the process, each followed by a NUL, `words` last
  public static String[] decoded(String[] words, String typed) {
    List<String> all = Arrays.asList(typed.split("\0", -1));
    int first = all.size() - 1 - words.length;
    if (first < 0) {
      return words;
    }
    List<String> last = all.subList(first, all.size() - 1);
    for (int i = 0; i < words.length; i++) {
      if (words[i].indexOf(LOST) < 0 && !words[i].equals(last.get(i))) {
        return words;
      }
    }
    return last.toArray(String[]::new);
  }
}
