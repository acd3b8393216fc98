package rollcall.settings;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import rollcall.presence.RecordingSchedule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Recording hours in the settings file: `{"from": "08:00", "to": "18:00", "days": ["monday", …]}`.
/// Pure.
final class HoursJson {
  /// Effect while the hours cannot be read.
  private static final String EFFECT =
      "nothing is recorded, because recording hours protect people";

  private HoursJson() {}

  /// Reads all hours or none: an unreadable part makes all of them unread.
  static RecordingSchedule read(FieldReader settings) {
    RecordingSchedule defaults = RecordingSchedule.ALWAYS;
    if (!settings.broken() && settings.json().path("hours").isMissingNode()) {
      return defaults;
    }
    FieldReader hours = settings.object("hours", EFFECT);
    LocalTime from =
        hours.required("from", "a time such as 08:00", defaults.from(), EFFECT, FieldReader::time);
    LocalTime to =
        hours.required("to", "a time such as 18:00", defaults.to(), EFFECT, FieldReader::time);
    List<DayOfWeek> days =
        hours.required(
            "days", "a list of weekdays such as [\"monday\"]", List.of(), EFFECT, HoursJson::days);
    if (settings.lacks("hours")) {
      settings.unread().add("hours");
      return defaults;
    }
    return new RecordingSchedule(from, to, new TreeSet<>(days));
  }

  static ObjectNode write(RecordingSchedule hours, ObjectNode json) {
    json.put("from", hours.from().toString());
    json.put("to", hours.to().toString());
    ArrayNode days = json.putArray("days");
    hours.days().forEach(day -> days.add(day.name().toLowerCase(Locale.ROOT)));
    return json;
  }

  private static List<DayOfWeek> days(JsonNode node) {
    List<DayOfWeek> days = FieldReader.all(node, HoursJson::day);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("No day.");
    }
    return days;
  }

  private static DayOfWeek day(JsonNode node) {
    return DayOfWeek.valueOf(FieldReader.text(node).toUpperCase(Locale.ROOT));
  }
}
