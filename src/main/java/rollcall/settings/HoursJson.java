package rollcall.settings;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Locale;
import java.util.TreeSet;
import rollcall.presence.RecordingHours;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How recording hours look in the settings file: `{"from": "08:00", "to": "18:00", "days":
/// ["monday", …]}`.
final class HoursJson {
  private HoursJson() {}

  /// @throws IllegalArgumentException when there is no day, or one that no week has
  /// @throws java.time.DateTimeException when a time is none
  static RecordingHours read(JsonNode node) {
    var days = new TreeSet<DayOfWeek>();
    node.path("days")
        .forEach(
            day -> days.add(DayOfWeek.valueOf(SettingsJson.text(day).toUpperCase(Locale.ROOT))));
    return new RecordingHours(time(node.path("from")), time(node.path("to")), days);
  }

  static ObjectNode write(RecordingHours hours, ObjectNode json) {
    json.put("from", hours.from().toString());
    json.put("to", hours.to().toString());
    ArrayNode days = json.putArray("days");
    hours.days().forEach(day -> days.add(day.name().toLowerCase(Locale.ROOT)));
    return json;
  }

  private static LocalTime time(JsonNode node) {
    return LocalTime.parse(SettingsJson.text(node));
  }
}
