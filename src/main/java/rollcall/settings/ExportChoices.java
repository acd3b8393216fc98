package rollcall.settings;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Choices of the last export, the defaults of the next one. Words are those of the command line.
/// That formulas were left alone is never remembered.
///
/// @param kind such as `timecards`
/// @param range such as `this_month`
/// @param ownZones whether each person's days were split by their own clock
/// @param spreadsheet whether the file was for a spreadsheet, and not for programs
/// @param clockTimes whether hours were said as `07:17:31` too
/// @param extras which columns stood at the end of timecards, such as `dnd_h`
/// @param namesHidden whether people were called `Person 1` and so on
/// @param splitAtMidnight whether an interval that goes on over midnight was one row a day
/// @param meta whether a `….meta.json` was written beside the file
/// @param roundMinutes to which step hours were rounded; 0 for none
/// @param roundTo such as `nearest`
/// @param folder where the file was saved, or null when none was chosen yet
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
  /// What most people want first.
  public static final ExportChoices USUAL =
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

  /// The set is copied.
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
}
