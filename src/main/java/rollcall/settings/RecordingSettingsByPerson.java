package rollcall.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Recording settings of single people: pauses and retentions of their own. Immutable.
///
/// @param paused IDs of the people who are not recorded until they are resumed
/// @param keepDays retention in days by ID, 0 for no limit; the general retention applies to the
///   others
/// @param kept IDs of the people who are no longer watched and whose history the user keeps
public record RecordingSettingsByPerson(
    SortedSet<String> paused, SortedMap<String, Integer> keepDays, SortedSet<String> kept) {
  /// The general settings apply to everyone.
  public static final RecordingSettingsByPerson NONE =
      new RecordingSettingsByPerson(new TreeSet<>(), new TreeMap<>(), new TreeSet<>());

  public RecordingSettingsByPerson {
    paused = Collections.unmodifiableSortedSet(new TreeSet<>(paused));
    keepDays = Collections.unmodifiableSortedMap(new TreeMap<>(keepDays));
    kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    keepDays
        .values()
        .forEach(days -> {
          if (days < 0 || days > RetentionAndAccounting.MOST_DAYS) {
            throw new IllegalArgumentException(
                "keepDays must be between 0 and 36500, was " + days + ".");
          }
        });
  }

  /// Returns whether this person is not recorded.
  public boolean isPaused(String id) {
    return paused.contains(id);
  }

  /// The same with this person paused or resumed.
  public RecordingSettingsByPerson withPaused(String id, boolean on) {
    TreeSet<String> next = new TreeSet<>(paused);
    if (on) {
      next.add(id);
    } else {
      next.remove(id);
    }
    return new RecordingSettingsByPerson(next, keepDays, kept);
  }

  /// The same with this retention for one person.
  ///
  /// @param days 0 for no limit, null for the general retention
  public RecordingSettingsByPerson withKeepDays(String id, @Nullable Integer days) {
    TreeMap<String, Integer> next = new TreeMap<>(keepDays);
    if (days == null) {
      next.remove(id);
    } else {
      next.put(id, days);
    }
    return new RecordingSettingsByPerson(paused, next, kept);
  }

  /// The same with the history of exactly these former people kept on the user's decision.
  public RecordingSettingsByPerson withKept(Collection<String> ids) {
    return new RecordingSettingsByPerson(paused, keepDays, new TreeSet<>(ids));
  }

  /// The same without this person.
  public RecordingSettingsByPerson without(String id) {
    return withPaused(id, false)
        .withKeepDays(id, null)
        .withKept(kept.stream().filter(Predicate.not(id::equals)).toList());
  }

  /// Reads the settings of single people; of two retentions of one person, the longer counts. While
  /// the whole file is damaged there are none: nothing is recorded or deleted then until everything
  /// is chosen again.
  static RecordingSettingsByPerson read(FieldReader settings) {
    if (settings.broken()) {
      return NONE;
    }
    FieldReader people =
        settings.object("people", "nothing is recorded, and nothing is deleted for its age");
    TreeMap<String, Integer> keepDays = new TreeMap<>();
    people
        .list(
            "keepDays",
            "{\"id\", \"days\": a whole number from 0 to 36500}",
            "nothing is deleted for its age",
            RecordingSettingsByPerson::retention)
        .forEach(one -> keepDays.merge(one.id(), one.days(), RecordingSettingsByPerson::longer));
    return new RecordingSettingsByPerson(
        new TreeSet<>(
            people.list(
                "paused",
                "a user id",
                "nothing is recorded, because that person may be paused",
                FieldReader::id)),
        keepDays,
        new TreeSet<>(
            people.list(
                "kept",
                "a user id",
                "the window asks again whether to keep the history of that person",
                FieldReader::id)));
  }

  /// Retention of one person in the settings file.
  record Own(String id, int days) {}

  static Own retention(JsonNode node) {
    return new Own(
        FieldReader.id(node.path("id")),
        FieldReader.number(node.path("days"), 0, RetentionAndAccounting.MOST_DAYS));
  }

  private static int longer(int days, int others) {
    return days == 0 || others == 0 ? 0 : Math.max(days, others);
  }

  ObjectNode write(ObjectNode json) {
    paused.forEach(json.putArray("paused")::add);
    ArrayNode own = json.putArray("keepDays");
    keepDays.forEach((id, days) -> own.addObject().put("id", id).put("days", days));
    kept.forEach(json.putArray("kept")::add);
    return json;
  }
}
