package rollcall.settings;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Choices of the last export, the defaults of the next one. Words are those of the command line.
/// The choice to leave formulas as they are is never stored.
///
/// @param kind kind of export, such as `timecards`
/// @param range time range, such as `this_month`
/// @param ownZones whether each person's own time zone splits the days
/// @param spreadsheet whether the file is for a spreadsheet, and not for programs
/// @param clockTimes whether hours are also written as `07:17:31`
/// @param extras additional columns of timecards, such as `dnd_h`
/// @param namesHidden whether people are called `Person 1` and so on
/// @param splitAtMidnight whether an interval across midnight becomes one row a day
/// @param meta whether a `….meta.json` file is written beside the file
/// @param roundMinutes rounding step of hours; 0 for none
/// @param roundTo direction of rounding, such as `nearest`
/// @param folder folder of the file, or null when none was chosen yet
public record ExportChoices(
    String kind,
    String range,
    boolean ownZones,
    boolean spreadsheet,
    boolean clockTimes,
    SortedSet<String> extras,
    boolean namesHidden,
    boolean splitAtMidnight,
    boolean meta,
    int roundMinutes,
    String roundTo,
    @Nullable String folder) {
  /// Default choices.
  public static final ExportChoices DEFAULT =
      new ExportChoices(
          "timecards",
          "this_month",
          false,
          true,
          false,
          new TreeSet<>(),
          false,
          true,
          true,
          0,
          "nearest",
          null);

  public ExportChoices {
    extras = Collections.unmodifiableSortedSet(new TreeSet<>(extras));
  }

  /// A copy that splits the days by each person's own zone, or not.
  public ExportChoices withOwnZones(boolean own) {
    return new ExportChoices(
        kind,
        range,
        own,
        spreadsheet,
        clockTimes,
        extras,
        namesHidden,
        splitAtMidnight,
        meta,
        roundMinutes,
        roundTo,
        folder);
  }

  /// A copy with this rounding.
  ///
  /// @param minutes the step; 0 for none
  /// @param direction such as `nearest`
  public ExportChoices withRounding(int minutes, String direction) {
    return new ExportChoices(
        kind,
        range,
        ownZones,
        spreadsheet,
        clockTimes,
        extras,
        namesHidden,
        splitAtMidnight,
        meta,
        minutes,
        direction,
        folder);
  }

  /// Reads the export choices; an unreadable choice about names hides them.
  static ExportChoices read(FieldReader settings) {
    FieldReader export = settings.object("export", "the export begins as usual, with names hidden");
    return new ExportChoices(
        word(export, "kind", DEFAULT.kind),
        word(export, "range", DEFAULT.range),
        export.yesOrNoOrDefault("ownZones", DEFAULT.ownZones, FieldReader.COUNTS),
        export.yesOrNoOrDefault("spreadsheet", DEFAULT.spreadsheet, FieldReader.COUNTS),
        export.yesOrNoOrDefault("clockTimes", DEFAULT.clockTimes, FieldReader.COUNTS),
        export.plain(
            "extras",
            "a list of columns such as [\"dnd_h\"]",
            DEFAULT.extras,
            "there are none",
            node -> new TreeSet<>(FieldReader.all(node, FieldReader::text))),
        export.yesOrNo("namesHidden", DEFAULT.namesHidden, true, "names are hidden"),
        export.yesOrNoOrDefault("splitAtMidnight", DEFAULT.splitAtMidnight, FieldReader.COUNTS),
        export.yesOrNoOrDefault("meta", DEFAULT.meta, FieldReader.COUNTS),
        export.numberOrDefault(
            "roundMinutes", 0, 24 * 60, DEFAULT.roundMinutes, FieldReader.COUNTS),
        word(export, "roundTo", DEFAULT.roundTo),
        export.plain(
            "folder",
            "a directory or null",
            null,
            "none is remembered",
            FieldReader.orNull(FieldReader::text)));
  }

  private static String word(FieldReader export, String name, String fallback) {
    return export.plain(name, "a word such as %s", fallback, FieldReader.COUNTS, FieldReader::text);
  }

  ObjectNode write(ObjectNode json) {
    json.put("kind", kind)
        .put("range", range)
        .put("ownZones", ownZones)
        .put("spreadsheet", spreadsheet)
        .put("clockTimes", clockTimes);
    extras.forEach(json.putArray("extras")::add);
    return json.put("namesHidden", namesHidden)
        .put("splitAtMidnight", splitAtMidnight)
        .put("meta", meta)
        .put("roundMinutes", roundMinutes)
        .put("roundTo", roundTo)
        .put("folder", folder);
  }
}
