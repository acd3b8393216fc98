package rollcall.settings;

import java.time.LocalTime;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How bookkeeping and the choices of an export look in the settings' file. What is missing has its
/// default; what makes no sense is refused with an [IllegalArgumentException].
final class RecordJson {
  private RecordJson() {}

  static RecordSettings bookkeeping(JsonNode json) {
    RecordSettings usual = RecordSettings.USUAL;
    return new RecordSettings(
        number(json, "keepDays", usual.keepDays()),
        number(json, "breakMinutes", usual.breakMinutes()),
        number(json, "bridgeSeconds", usual.bridgeSeconds()),
        LocalTime.parse(text(json, "dayStart", usual.dayStart().toString())));
  }

  static ObjectNode write(RecordSettings books, ObjectNode json) {
    return json.put("keepDays", books.keepDays())
        .put("breakMinutes", books.breakMinutes())
        .put("bridgeSeconds", books.bridgeSeconds())
        .put("dayStart", books.dayStart().toString());
  }

  static ExportChoices export(JsonNode json) {
    ExportChoices usual = ExportChoices.USUAL;
    return new ExportChoices(
        text(json, "kind", usual.kind()),
        text(json, "range", usual.range()),
        yes(json, "ownZones", usual.ownZones()),
        yes(json, "spreadsheet", usual.spreadsheet()),
        yes(json, "clockTimes", usual.clockTimes()),
        texts(json, "extras"),
        yes(json, "namesHidden", usual.namesHidden()),
        yes(json, "splitAtMidnight", usual.splitAtMidnight()),
        yes(json, "meta", usual.meta()),
        number(json, "roundMinutes", usual.roundMinutes()),
        text(json, "roundTo", usual.roundTo()),
        text(json, "folder"));
  }

  static ObjectNode write(ExportChoices choices, ObjectNode json) {
    json.put("kind", choices.kind())
        .put("range", choices.range())
        .put("ownZones", choices.ownZones())
        .put("spreadsheet", choices.spreadsheet())
        .put("clockTimes", choices.clockTimes());
    choices.extras().forEach(json.putArray("extras")::add);
    return json.put("namesHidden", choices.namesHidden())
        .put("splitAtMidnight", choices.splitAtMidnight())
        .put("meta", choices.meta())
        .put("roundMinutes", choices.roundMinutes())
        .put("roundTo", choices.roundTo())
        .put("folder", choices.folder());
  }

  private static boolean yes(JsonNode json, String name, boolean byDefault) {
    JsonNode node = json.path(name);
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw new IllegalArgumentException("Neither true nor false.");
    }
    return node.asBoolean(byDefault);
  }

  private static int number(JsonNode json, String name, int byDefault) {
    JsonNode node = json.path(name);
    if (!node.isMissingNode() && !node.isInt()) {
      throw new IllegalArgumentException("Not a number.");
    }
    return node.asInt(byDefault);
  }

  private static SortedSet<String> texts(JsonNode json, String name) {
    JsonNode node = json.path(name);
    if (!node.isMissingNode() && !node.isArray()) {
      throw new IllegalArgumentException("Not a list.");
    }
    SortedSet<String> texts = new TreeSet<>();
    for (JsonNode one : node) {
      if (!one.isString()) {
        throw new IllegalArgumentException("Not a text.");
      }
      texts.add(one.stringValue());
    }
    return texts;
  }

  private static String text(JsonNode json, String name, String byDefault) {
    String text = text(json, name);
    return text == null ? byDefault : text;
  }

  private static @Nullable String text(JsonNode json, String name) {
    JsonNode node = json.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isString()) {
      throw new IllegalArgumentException("Not a text.");
    }
    return node.stringValue();
  }
}
