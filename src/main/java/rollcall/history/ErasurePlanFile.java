package rollcall.history;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rollcall.files.PrivateFiles;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.UserId;

/// Plan of unfinished erasures: a file beside the history that exists only while an erasure is
/// pending. It is on the disk before any other file is changed, and contains people's IDs only.
///
/// A line has the remaining stages, separated by commas, and the data to erase: `COPIES,ROWS,FREED
/// person block U0A1B2C3D`, and after a person the number of the [ErasureOrder], if there is one.
final class ErasurePlanFile {
  private final Path history;
  private final Path file;

  ErasurePlanFile(Path history) {
    this.history = history.toAbsolutePath();
    this.file = beside(history);
  }

  /// Returns the path of the plan of this history.
  static Path beside(Path history) {
    Path absolute = history.toAbsolutePath();
    return absolute.resolveSibling(absolute.getFileName() + ".erasing");
  }

  /// @throws HistoryException with a sentence when the plan cannot be read
  List<Entry> read() throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(ErasurePlanFile::entry)
          .toList();
    } catch (RuntimeException | CharacterCodingException e) {
      throw new HistoryException.Failed(
          file,
          "read what is still to be erased from",
          new SentenceException(
              e,
              Sentence.of(
                  "it is damaged; delete it and erase these people again, or erase everyone")));
    }
  }

  /// Returns the entries, none if the plan is damaged.
  ///
  /// @throws HistoryException with a sentence when the file cannot be read
  List<Entry> readable() throws IOException {
    try {
      return read();
    } catch (HistoryException.Failed e) {
      return List.of();
    }
  }

  /// Replaces the plan; deletes the file when there are no entries.
  void write(List<Entry> entries) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    if (entries.isEmpty()) {
      Files.deleteIfExists(part);
      Files.deleteIfExists(file);
    } else {
      PrivateFiles.createFile(part);
      Files.writeString(
          part, entries.stream().map(entry -> line(entry) + "\n").collect(Collectors.joining()));
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    sync(Objects.requireNonNull(history.getParent()));
  }

  /// Makes new, renamed and deleted files of a directory durable. Windows does so by itself and
  /// lets no program open a directory.
  static void sync(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static String line(Entry entry) {
    String stages = entry.left().stream().map(Enum::name).collect(Collectors.joining(","));
    return stages + " " + words(entry.what());
  }

  private static String words(ErasureScope what) {
    return switch (what) {
      case ErasureScope.Person person ->
          "person "
              + (person.block() ? "block " : "allow ")
              + encoded(person.user())
              + (person.order() == 0 ? "" : " " + person.order());
      case ErasureScope.Everybody everybody ->
          "everybody " + everybody.now().toEpochMilli() + " " + everybody.until().toEpochMilli();
      case ErasureScope.Expired expired ->
          String.format(
                  Locale.ROOT,
                  "expired %d %d %s",
                  expired.asOf().toEpochMilli(),
                  expired.retention().keep().toMillis(),
                  expired.retention().own().entrySet().stream()
                      .map(own -> encoded(own.getKey()) + "=" + own.getValue().toMillis())
                      .collect(Collectors.joining(" ")))
              .strip();
      case ErasureScope.Directory _ -> "directory";
    };
  }

  private static Entry entry(String line) {
    String[] words = line.split(" ", -1);
    EnumSet<ErasureScope.Stage> left = EnumSet.noneOf(ErasureScope.Stage.class);
    for (String stage : words[0].split(",", -1)) {
      left.add(ErasureScope.Stage.valueOf(stage));
    }
    return new Entry(what(words), left);
  }

  private static ErasureScope what(String[] words) {
    return switch (words[1]) {
      case "person" ->
          new ErasureScope.Person(
              user(words[3]),
              words[2].equals("block"),
              words.length > 4 ? Long.parseLong(words[4]) : 0);
      case "everybody" ->
          new ErasureScope.Everybody(
              instant(words[2]),
              words.length > 3 ? instant(words[3]) : ErasureScope.Everybody.EVER);
      case "expired" -> {
        Map<UserId, Duration> own = new TreeMap<>();
        for (String one : Arrays.asList(words).subList(4, words.length)) {
          String[] sides = one.split("=", 2);
          own.put(user(sides[0]), Duration.ofMillis(Long.parseLong(sides[1])));
        }
        Duration keep = Duration.ofMillis(Long.parseLong(words[3]));
        yield new ErasureScope.Expired(new RetentionPolicy(keep, own, 0), instant(words[2]));
      }
      case "directory" -> new ErasureScope.Directory();
      default -> throw new IllegalArgumentException(words[1]);
    };
  }

  private static String encoded(UserId user) {
    return URLEncoder.encode(user.value(), StandardCharsets.UTF_8);
  }

  private static UserId user(String encoded) {
    return new UserId(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
  }

  private static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /// Planned erasure and its remaining stages.
  record Entry(ErasureScope what, EnumSet<ErasureScope.Stage> left) {
    Entry {
      left = EnumSet.copyOf(left);
    }

    /// Returns whether the present retention decides what to delete.
    boolean needsRetention() {
      return what instanceof ErasureScope.Expired
          && !left.equals(EnumSet.of(ErasureScope.Stage.FREED));
    }

    /// Returns whether there is something left to erase in the history and its copies.
    boolean isInHistory() {
      return !left.equals(EnumSet.of(ErasureScope.Stage.SETTINGS));
    }

    boolean done() {
      return left.isEmpty();
    }
  }

  /// Returns the entries with one more, which replaces the one that it contains.
  ///
  /// @param inSettings whether the settings may still name the person
  static List<Entry> with(List<Entry> entries, ErasureScope what, boolean inSettings) {
    List<Entry> all = new ArrayList<>(entries);
    all.removeIf(entry -> contains(what, entry.what()));
    EnumSet<ErasureScope.Stage> left = EnumSet.allOf(ErasureScope.Stage.class);
    if (!inSettings) {
      left.remove(ErasureScope.Stage.SETTINGS);
    }
    all.add(new Entry(what, left));
    return all;
  }

  private static boolean contains(ErasureScope what, ErasureScope before) {
    if (what instanceof ErasureScope.Person now) {
      return before instanceof ErasureScope.Person then
          && now.user().equals(then.user())
          && (now.block() || !then.block())
          && (now.order() == 0 || (then.order() > 0 && now.order() >= then.order()));
    }
    return what.getClass().equals(before.getClass());
  }
}
