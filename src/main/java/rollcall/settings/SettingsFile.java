package rollcall.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the wishes of the user are kept: a JSON file that a person can read, that only its owner
/// may read, and that is never half written. Fields that this version does not know stay in it. One
/// lane at a time.
public final class SettingsFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path file;

  public SettingsFile(Path file) {
    this.file = file;
  }

  /// What is kept, or the defaults when nothing was kept yet.
  ///
  /// Whatever cannot be understood has its default, a copy of the file is kept beside it, and the
  /// complaint says so.
  ///
  /// @throws IOException with a sentence when the file, or that copy, is out of reach
  public Loaded load() throws IOException {
    try {
      return read();
    } catch (IOException e) {
      throw new IOException(
          "The settings in %s cannot be read: make it a file that is yours, in a directory that is yours."
              .formatted(file),
          e);
    }
  }

  private Loaded read() throws IOException {
    if (Files.notExists(file)) {
      return new Loaded(Settings.DEFAULT);
    }
    byte[] bytes = Files.readAllBytes(file);
    Optional<ObjectNode> json = object(bytes);
    if (json.isEmpty()) {
      String complaint = "The settings could not be read, so the defaults are used";
      return new Loaded(Settings.DEFAULT, Optional.of(complaint + aside(bytes)), false);
    }
    SettingsJson read = SettingsJson.read(json.get());
    if (read.unclear().isEmpty()) {
      return new Loaded(read.settings());
    }
    String complaint = "Some settings could not be read and have their defaults: ";
    return new Loaded(
        read.settings(),
        Optional.of(complaint + String.join(", ", read.unclear()) + aside(bytes)),
        !read.unclear().contains("hours"));
  }

  /// Keeps these settings from now on: all of them or, when this fails, none.
  public void save(Settings settings) throws IOException {
    try {
      ObjectNode json =
          Files.exists(file)
              ? object(Files.readAllBytes(file)).orElseGet(JSON::createObjectNode)
              : JSON.createObjectNode();
      SettingsJson.write(settings, json);
      OwnerOnly.replace(file, JSON.writeValueAsBytes(json));
    } catch (IOException e) {
      throw new IOException(
          "The settings could not be saved to %s: make its directory writable for you, or choose another data directory."
              .formatted(file),
          e);
    }
  }

  /// Takes these ids out of every list in the settings, and leaves all else as it is, also what
  /// cannot be understood. Copies of damaged settings, and what an interrupted saving left, are
  /// deleted where they name one.
  ///
  /// @throws IOException with a sentence when the settings still name one
  public void forget(Collection<String> ids) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || Files.notExists(directory)) {
      return;
    }
    if (Files.exists(file)) {
      Optional<ObjectNode> json = object(Files.readAllBytes(file));
      if (json.isPresent() && removed(json.get(), ids)) {
        OwnerOnly.replace(file, JSON.writeValueAsBytes(json.get()));
      }
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path copy : files.filter(this::isCopy).toList()) {
        if (names(copy, ids)) {
          Files.delete(copy);
        }
      }
    }
    if (Files.exists(file) && names(file, ids)) {
      throw new IOException(
          "The settings in %s still name a person who is to be erased, in a part that Rollcall cannot read: correct the file, or delete it."
              .formatted(file));
    }
  }

  private static boolean removed(JsonNode node, Collection<String> ids) {
    boolean removed = false;
    if (node instanceof ArrayNode list) {
      int before = list.size();
      list.removeIf(one -> one.isString() && ids.contains(one.stringValue()));
      removed = list.size() < before;
    }
    for (JsonNode child : node) {
      removed |= removed(child, ids);
    }
    return removed;
  }

  private boolean isCopy(Path other) {
    String name = String.valueOf(other.getFileName());
    return name.startsWith(file.getFileName() + ".damaged")
        || (name.startsWith("." + file.getFileName()) && name.endsWith(".new"));
  }

  private static boolean names(Path file, Collection<String> ids) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return ids.stream().anyMatch(id -> text.contains('"' + id + '"'));
  }

  private static Optional<ObjectNode> object(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      return json instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// Every damaged file once: loading the same one again makes no further copy.
  private String aside(byte[] bytes) throws IOException {
    Path copy = file.resolveSibling(file.getFileName() + ".damaged");
    for (int n = 2; Files.exists(copy) && !Arrays.equals(Files.readAllBytes(copy), bytes); n++) {
      copy = file.resolveSibling(file.getFileName() + ".damaged-" + n);
    }
    OwnerOnly.replace(copy, bytes);
    return ". The file as it was is kept as " + copy + ".";
  }

  /// What came out of the file.
  ///
  /// @param complaint what could not be understood and where the file as it was is kept, as a
  ///   sentence for a person
  /// @param hoursKnown whether the recording hours are what the user wished: where they could not
  ///   be read, nobody may be recorded before they are set again
  public record Loaded(Settings settings, Optional<String> complaint, boolean hoursKnown) {
    /// Everything could be understood.
    Loaded(Settings settings) {
      this(settings, Optional.empty(), true);
    }
  }
}
