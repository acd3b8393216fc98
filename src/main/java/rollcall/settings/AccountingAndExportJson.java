package rollcall.settings;

import java.time.LocalTime;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Accounting and export choices in the settings file. Pure.
final class AccountingAndExportJson {
  /// Effect of a field whose usual value is in use.
  private static final String COUNTS = "%s counts";

  private AccountingAndExportJson() {}

  /// Reads the retention and accounting; an unreadable retention is unlimited.
  static RetentionAndAccounting bookkeeping(FieldReader settings) {
    RetentionAndAccounting usual = RetentionAndAccounting.USUAL;
    FieldReader books =
        settings.object("books", "nothing is deleted for its age, and time is counted as usual");
    return new RetentionAndAccounting(
        books.number(
            "keepDays",
            0,
            RetentionAndAccounting.MOST_DAYS,
            usual.keepDays(),
            0,
            "nothing is deleted for its age"),
        usual(books, "breakMinutes", 24 * 60, usual.breakMinutes()),
        usual(books, "bridgeSeconds", 3600, usual.bridgeSeconds()),
        books.plain(
            "dayStart",
            "a time such as 04:00",
            usual.dayStart(),
            COUNTS,
            AccountingAndExportJson::time));
  }

  static ObjectNode write(RetentionAndAccounting books, ObjectNode json) {
    return json.put("keepDays", books.keepDays())
        .put("breakMinutes", books.breakMinutes())
        .put("bridgeSeconds", books.bridgeSeconds())
        .put("dayStart", books.dayStart().toString());
  }

  /// Reads the export choices; an unreadable choice about names hides them.
  static ExportChoices export(FieldReader settings) {
    ExportChoices usual = ExportChoices.USUAL;
    FieldReader export = settings.object("export", "the export begins as usual, with names hidden");
    return new ExportChoices(
        word(export, "kind", usual.kind()),
        word(export, "range", usual.range()),
        usual(export, "ownZones", usual.ownZones()),
        usual(export, "spreadsheet", usual.spreadsheet()),
        usual(export, "clockTimes", usual.clockTimes()),
        export.plain(
            "extras",
            "a list of columns such as [\"dnd_h\"]",
            usual.extras(),
            "there are none",
            node -> new TreeSet<>(FieldReader.all(node, FieldReader::text))),
        export.yesOrNo("namesHidden", usual.namesHidden(), true, "names are hidden"),
        usual(export, "splitAtMidnight", usual.splitAtMidnight()),
        usual(export, "meta", usual.meta()),
        usual(export, "roundMinutes", 24 * 60, usual.roundMinutes()),
        word(export, "roundTo", usual.roundTo()),
        export.plain(
            "folder",
            "a directory or null",
            null,
            "none is remembered",
            orNull(FieldReader::text)));
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

  static LocalTime time(JsonNode node) {
    return LocalTime.parse(FieldReader.text(node));
  }

  /// Returns a reader that also accepts `null`, which means none.
  static <T> Function<JsonNode, @Nullable T> orNull(Function<JsonNode, T> read) {
    return node -> node.isNull() ? null : read.apply(node);
  }

  private static String word(FieldReader json, String name, String usual) {
    return json.plain(name, "a word such as %s", usual, COUNTS, FieldReader::text);
  }

  private static boolean usual(FieldReader json, String name, boolean usual) {
    return json.broken() ? usual : json.yesOrNo(name, usual, usual, COUNTS);
  }

  private static int usual(FieldReader json, String name, int most, int usual) {
    return json.usualNumber(name, 0, most, usual, COUNTS);
  }
}
