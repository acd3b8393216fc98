package rollcall.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.files.PrivateFiles;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Settings file: readable JSON, for its owner only, replaced atomically. Fields that this version
/// does not know are kept.
///
/// The main file has the fields that all workspaces share, and those of one workspace. Each further
/// workspace has a file of its own, made by [#ofWorkspace]. Thread: any; one at a time uses the
/// main file and those made from it.
public final class SettingsFile {
  private final Path file;
  private final @Nullable SettingsFile main;
  private final Object lock;
  // Settings of the main file, as loaded or saved last. Guarded by the lock.
  private @Nullable Settings latest;
  // Settings whose shared fields could not be saved to the main file. Guarded by the lock.
  private @Nullable Settings unsaved;

  public SettingsFile(Path file) {
    this(file, null);
  }

  private SettingsFile(Path file, @Nullable SettingsFile main) {
    this.file = file;
    this.main = main;
    lock = main == null ? new Object() : main.lock;
  }

  /// Returns the file of a further workspace, which has the shared fields of this one.
  public SettingsFile ofWorkspace(Path own) {
    return new SettingsFile(own, this);
  }

  /// Returns the directory of the main file.
  public Path directory() {
    return main == null
        ? Objects.requireNonNull(file.toAbsolutePath().getParent())
        : main.directory();
  }

  /// Returns whether there is a file.
  public boolean exists() {
    return Files.exists(file);
  }

  /// Returns whether the other object is for the same file.
  public boolean isSameAs(SettingsFile other) {
    return file.equals(other.file);
  }

  /// Loads the settings; the defaults if there is no file.
  ///
  /// Each field is read on its own. An unreadable field has a value that deletes, records and
  /// publishes nothing. A copy of the file is kept beside it, and the complaint names it. Shared
  /// fields that could not be saved are in effect.
  ///
  /// @throws IOException with a sentence when the file or that copy cannot be accessed
  public Loaded load() throws IOException {
    synchronized (lock) {
      Loaded own = readOwn();
      if (main != null) {
        return own.sharing(main.load());
      }
      latest = own.settings();
      return unsaved == null ? own : new Loaded(latest.withShared(unsaved), own.complaint());
    }
  }

  private Loaded readOwn() throws IOException {
    try {
      return read();
    } catch (IOException e) {
      throw new SentenceException(
          e,
          Sentence.of(
              "The settings in %s cannot be read: make it a file that is yours, in a directory that"
                  + " is yours.",
              file));
    }
  }

  private Loaded read() throws IOException {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Loaded(Settings.DEFAULT);
    }
    if (!Files.isRegularFile(file)) {
      // Reading a FIFO would wait forever.
      throw new IOException("It is no regular file.");
    }
    byte[] bytes = Files.readAllBytes(file);
    JsonNode json = json(bytes);
    SettingsJson read = SettingsJson.read(json);
    if (json.isObject() && read.sentences().isEmpty()) {
      return new Loaded(read.settings());
    }
    Sentence what =
        json.isObject()
            ? Sentence.of("Some settings cannot be read. %s", Sentence.join(read.sentences()))
            : Sentence.of(
                bytes.length == 0
                    ? "The file of the settings is empty. Until you choose who is recorded, when,"
                        + " and how long that is kept, nothing is recorded and nothing is deleted"
                        + " for its age."
                    : "The file of the settings is no JSON object. Until you choose who is"
                        + " recorded, when, and how long that is kept, nothing is recorded and"
                        + " nothing is deleted for its age.");
    return new Loaded(
        read.settings(),
        Optional.of(Sentence.join(List.of(what, PrivateFiles.keepDamaged(file, bytes)))));
  }

  /// Saves changed settings, and shared fields that could not be saved before. If they change no
  /// shared field, these keep their latest values, which another workspace may have saved.
  ///
  /// @return the settings as saved
  public Settings save(Settings before, Settings next) throws IOException {
    synchronized (lock) {
      boolean changed = !next.sharesWith(before);
      Settings saved = changed ? next : next.withShared(shared());
      if (main != null && (changed || main.unsaved != null)) {
        main.save(shared().withShared(saved));
      }
      save(saved);
      return saved;
    }
  }

  /// Saves the settings of this file, all or none. A file that cannot be read in full is copied
  /// first.
  public void save(Settings settings) throws IOException {
    synchronized (lock) {
      write(settings);
      latest = settings;
      unsaved = null;
    }
  }

  /// Keeps the shared fields of settings that could not be saved, for the next save. If they were
  /// not changed, another workspace may have saved newer ones.
  public void keepShared(Settings before, Settings next) {
    synchronized (lock) {
      if (!next.sharesWith(before)) {
        common().unsaved = next;
      }
    }
  }

  /// Returns the settings of the main file, with the shared fields that could not be saved.
  private Settings shared() throws IOException {
    SettingsFile common = common();
    if (common.latest == null) {
      return common.load().settings();
    }
    return common.unsaved == null ? common.latest : common.latest.withShared(common.unsaved);
  }

  private SettingsFile common() {
    return main == null ? this : main;
  }

  private void write(Settings settings) throws IOException {
    try {
      ObjectNode json = Json.MAPPER.createObjectNode();
      if (Files.exists(file)) {
        byte[] bytes = Files.readAllBytes(file);
        JsonNode before = json(bytes);
        json = before instanceof ObjectNode object ? object : json;
        if (!before.isObject() || !SettingsJson.read(before).sentences().isEmpty()) {
          PrivateFiles.keepDamaged(file, bytes);
        }
      }
      SettingsJson.write(settings, json, json.deepCopy());
      own(json);
      PrivateFiles.replace(file, Json.MAPPER.writeValueAsBytes(json));
    } catch (IOException e) {
      throw new SentenceException(
          e,
          Sentence.of(
              "The settings could not be saved to %s: make its directory writable for you, or"
                  + " choose another data directory.",
              file));
    }
  }

  /// Removes these IDs from all lists in the settings. In unreadable parts and in the copies of the
  /// file, they are replaced by the word `erased`. Everything else stays. Drafts of an interrupted
  /// save are deleted.
  ///
  /// @throws IOException when a file cannot be read or replaced
  public void forget(Collection<String> ids) throws IOException {
    synchronized (lock) {
      latest = null;
      Path directory = file.toAbsolutePath().getParent();
      if (ids.isEmpty() || directory == null || Files.notExists(directory)) {
        return;
      }
      if (Files.exists(file)
          && json(Files.readAllBytes(file)) instanceof ObjectNode object
          && removed(object, ids)) {
        PrivateFiles.replace(file, Json.MAPPER.writeValueAsBytes(object));
      }
      redactBeside(file.toAbsolutePath(), ids);
      if (Files.isSymbolicLink(file) && Files.exists(file)) {
        // An interrupted save left its draft beside the target of the link.
        redactBeside(file.toRealPath(), ids);
      }
    }
  }

  /// Deletes the copies that were kept of a damaged file.
  public void deleteCopies() throws IOException {
    for (Path other : beside(file.toAbsolutePath())) {
      if (String.valueOf(other.getFileName()).startsWith(file.getFileName() + ".damaged")) {
        Files.delete(other);
      }
    }
  }

  /// Returns the regular files in the directory of a file.
  static List<Path> beside(Path file) throws IOException {
    try (Stream<Path> all = Files.list(Objects.requireNonNull(file.getParent()))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void redactBeside(Path file, Collection<String> ids) throws IOException {
    String name = String.valueOf(file.getFileName());
    for (Path other : beside(file)) {
      String its = String.valueOf(other.getFileName());
      if (its.startsWith("." + name) && its.endsWith(".new")) {
        Files.delete(other);
      } else if (its.startsWith(name)) {
        String text = new String(Files.readAllBytes(other), StandardCharsets.ISO_8859_1);
        String without = redact(redact(text, ids, ""), ids, "\0");
        if (!without.equals(text)) {
          PrivateFiles.replace(other, without.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  /// @param between byte between two letters: none, or zero in UTF-16, in which an editor may have
  ///   saved the file
  private static String redact(String text, Collection<String> ids, String between) {
    Pattern word =
        Pattern.compile(
            ids.stream()
                .map(id -> Pattern.quote(String.join(between, id.split(""))))
                .collect(
                    Collectors.joining(
                        "|", "(?<![A-Z0-9]" + between + ")(?:", ")(?!" + between + "[A-Z0-9])")));
    return word.matcher(text).replaceAll(String.join(between, "erased".split("")));
  }

  private static boolean removed(JsonNode node, Collection<String> ids) {
    boolean removed = false;
    if (node instanceof ArrayNode list) {
      int before = list.size();
      list.removeIf(one -> ids.contains(one.path("id").stringValue(one.stringValue(""))));
      removed = list.size() < before;
    }
    for (JsonNode child : node) {
      removed |= removed(child, ids);
    }
    return removed;
  }

  /// Returns the content of the file; a missing node if it is no JSON.
  private JsonNode json(byte[] bytes) {
    try {
      return own(Json.MAPPER.readTree(bytes));
    } catch (JacksonException e) {
      return Json.MAPPER.missingNode();
    }
  }

  /// Removes the fields that only the main file has.
  private JsonNode own(JsonNode json) {
    return main != null && json instanceof ObjectNode object
        ? object.remove(Settings.SHARED)
        : json;
  }

  /// Result of loading the file.
  ///
  /// @param settings readable settings; [Settings#unread] names the rest
  /// @param complaint sentences about the unreadable fields, the values in effect until they are
  ///   corrected, and the path of the copy
  public record Loaded(Settings settings, Optional<Sentence> complaint) {
    /// Result without a complaint.
    Loaded(Settings settings) {
      this(settings, Optional.empty());
    }

    /// Result with the shared fields of the main file, and the complaints about both.
    private Loaded sharing(Loaded common) {
      return new Loaded(
          settings.withShared(common.settings),
          Stream.of(complaint, common.complaint)
              .flatMap(Optional::stream)
              .reduce((first, second) -> Sentence.join(List.of(first, second))));
    }
  }

  /// Made when a file is read or written first: it takes 30 ms, and at the start of the program
  /// other threads have time for it.
  private static final class Json {
    static final JsonMapper MAPPER =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // Of two fields with one name, the later would replace the earlier without a complaint.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }
}
