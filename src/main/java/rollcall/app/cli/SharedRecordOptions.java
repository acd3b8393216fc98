package rollcall.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rollcall.history.ServerAddress;
import rollcall.watch.WatchList;

/// Options of a recorder that hands over to a server. Thread: main.
public final class SharedRecordOptions {
  private static final int LONGEST_NAME = 64;

  @Option(
      names = "--history",
      paramLabel = "URL",
      description =
          "Hand over what is recorded, and what was before, to this database server, such as"
              + " postgresql://host/db. Remembered until 'rollcall history detach'. The password"
              + " comes from PGPASSWORD, .pgpass or the keychain, or is asked for in a terminal.")
  private @Nullable ServerAddress history;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Name of this recorder there, such as berlin-1, of up to 64 characters; needed with"
              + " --history.")
  private @Nullable String name;

  @Option(
      names = "--capacity",
      paramLabel = "N",
      description =
          "With --history: watch at most N of the people that all recorders share, up to 750."
              + " Default: 500 live, which Slack recommends. By polling, at most 40.")
  private @Nullable Integer capacity;

  /// Returns the server and the name; null without them.
  ///
  /// @throws IllegalArgumentException with a sentence when one of them is missing
  public @Nullable SharedRecord sharedRecord() {
    if (history == null && name == null && capacity == null) {
      return null;
    }
    if (history == null && name == null) {
      throw new IllegalArgumentException(
          "--capacity needs --history and --name: it limits this recorder's part of the people that"
              + " all recorders share.");
    }
    if (history == null || name == null || name.isBlank()) {
      throw new IllegalArgumentException(
          "--history and --name belong together: a recorder has a name on the server.");
    }
    if (capacity != null && (capacity < 1 || capacity > WatchList.LIMIT)) {
      throw new IllegalArgumentException(
          "--capacity must be between 1 and %s, was %s.".formatted(WatchList.LIMIT, capacity));
    }
    String shown = name.strip();
    if (shown.length() > LONGEST_NAME
        || !shown.codePoints().allMatch(SharedRecordOptions::prints)) {
      throw new IllegalArgumentException(
          "--name must have 1 to %s printable characters in one line, such as berlin-1."
              .formatted(LONGEST_NAME));
    }
    return new SharedRecord(history, shown, capacity);
  }

  /// Returns whether readers see the character: otherwise two names would look the same.
  private static boolean prints(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }

  /// Record on a server, and the name of this recorder there.
  ///
  /// @param capacity number of people that it can watch; null for what Slack allows
  public record SharedRecord(ServerAddress server, String name, @Nullable Integer capacity) {}
}
