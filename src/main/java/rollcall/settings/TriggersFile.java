package rollcall.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.files.PrivateFiles;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.UserId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// File of the [Triggers] of one workspace: JSON for its owner only, replaced atomically. One
/// thread at a time.
///
/// A file that cannot be read in full holds no triggers, so that nothing is sent by mistake: it is
/// copied beside it, and the complaint names the copy.
public final class TriggersFile {
  public static final String NAME = "triggers.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;

  /// @param folder folder of the workspace
  public TriggersFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /// Loads the triggers after a start.
  ///
  /// @throws IOException with a sentence when the file or the copy cannot be accessed
  public Loaded load(Instant now) throws IOException {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Loaded(Triggers.NONE, Optional.empty());
    }
    try {
      if (!Files.isRegularFile(file)) {
        throw new IOException("It is no regular file.");
      }
      byte[] bytes = Files.readAllBytes(file);
      try {
        return new Loaded(read(JSON.readTree(bytes)).afterRestart(now), Optional.empty());
      } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
        Sentence unread =
            Sentence.of(
                "The waiting alerts and messages in %s cannot be read: none of them is sent.",
                file);
        Sentence kept = PrivateFiles.keepDamaged(file, bytes);
        return new Loaded(Triggers.NONE, Optional.of(Sentence.join(List.of(unread, kept))));
      }
    } catch (IOException e) {
      throw new SentenceException(
          e,
          Sentence.of(
              "The waiting alerts and messages in %s cannot be read: make it a file that is yours,"
                  + " in a directory that is yours.",
              file));
    }
  }

  /// Saves the triggers, all or none.
  public void save(Triggers triggers) throws IOException {
    try {
      PrivateFiles.replace(file, JSON.writeValueAsBytes(write(triggers)));
    } catch (IOException e) {
      throw new SentenceException(
          e,
          Sentence.of(
              "The waiting alerts and messages could not be saved to %s: make its directory"
                  + " writable for you.",
              file));
    }
  }

  /// Removes the triggers of these people. Copies that cannot be read and name one of them are
  /// deleted, as are drafts of an interrupted save.
  public void forget(Set<UserId> people) throws IOException {
    for (Path one : people.isEmpty() ? List.<Path>of() : ownFiles()) {
      String name = String.valueOf(one.getFileName());
      String text = Files.readString(one, StandardCharsets.ISO_8859_1);
      boolean concerned = people.stream().anyMatch(user -> text.contains(user.value()));
      if (name.equals(NAME) && concerned && isReadable(text)) {
        save(read(JSON.readTree(Files.readAllBytes(one))).without(people));
      } else if (concerned || name.endsWith(".new")) {
        Files.delete(one);
      }
    }
  }

  /// Deletes all triggers, with all copies of the file.
  public void delete() throws IOException {
    for (Path one : ownFiles()) {
      Files.delete(one);
    }
  }

  /// The file, its copies and its drafts.
  private List<Path> ownFiles() throws IOException {
    Path path = file.toAbsolutePath();
    return Files.notExists(Objects.requireNonNull(path.getParent()))
        ? List.of()
        : SettingsFile.beside(path).stream()
            .filter(one -> String.valueOf(one.getFileName()).contains(NAME))
            .toList();
  }

  private static boolean isReadable(String text) {
    try {
      read(JSON.readTree(text));
      return true;
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  private static Triggers read(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("Not an object.");
    }
    List<OneTimeTrigger> all = FieldReader.all(json.path("triggers"), TriggersFile::trigger);
    if (all.stream().map(OneTimeTrigger::id).distinct().count() < all.size()) {
      throw new IllegalArgumentException("An id is used twice.");
    }
    return new Triggers(FieldReader.isTrue(json.path("maySend")), all);
  }

  private static OneTimeTrigger trigger(JsonNode json) {
    return new OneTimeTrigger(
        FieldReader.id(json.path("id")),
        new UserId(FieldReader.id(json.path("user"))),
        orNull(json, "text"),
        instant(json.path("created")),
        instant(json.path("expires")),
        OneTimeTrigger.State.valueOf(FieldReader.text(json.path("state")).toUpperCase(Locale.ROOT)),
        instant(json.path("changed")),
        orNull(json, "problem"),
        json.has("retry") ? instant(json.path("retry")) : null);
  }

  private static @Nullable String orNull(JsonNode json, String name) {
    return json.has(name) ? FieldReader.text(json.path(name)) : null;
  }

  private static Instant instant(JsonNode json) {
    return Instant.parse(FieldReader.text(json));
  }

  private static ObjectNode write(Triggers triggers) {
    ObjectNode json = JSON.createObjectNode().put("maySend", triggers.maySend());
    ArrayNode list = json.putArray("triggers");
    for (OneTimeTrigger one : triggers.all()) {
      ObjectNode node =
          list.addObject()
              .put("id", one.id())
              .put("user", one.user().value())
              .put("created", one.created().toString())
              .put("expires", one.expires().toString())
              .put("state", one.state().name().toLowerCase(Locale.ROOT))
              .put("changed", one.changed().toString());
      put(node, "text", one.text());
      put(node, "problem", one.problem());
      put(node, "retry", one.retry());
    }
    return json;
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  /// Result of loading the file.
  ///
  /// @param complaint sentence about a file that cannot be read, with the path of the copy
  public record Loaded(Triggers triggers, Optional<Sentence> complaint) {}
}
