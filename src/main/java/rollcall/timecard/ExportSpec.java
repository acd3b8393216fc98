package rollcall.timecard;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Specification of an export: the same for the window and the command line.
///
/// @param people the people to export; empty for all who were ever watched
/// @param filter how these people were chosen
/// @param namesHidden whether people are named `Person 1`, `Person 2` and so on; the file does not
///   contain the mapping
/// @param numbers the numbers of all people of the export, where names are hidden on the screen,
///   too; if empty, they are numbered in the order of their IDs
/// @param splitAtMidnight whether an interval that continues over midnight is one row a day
/// @param meta whether a `….meta.json` file beside the file describes it
public record ExportSpec(
    ExportKind kind,
    Set<UserId> people,
    PeopleFilter filter,
    DayRange days,
    AccountingRules rules,
    CsvDialect style,
    boolean namesHidden,
    Map<UserId, Integer> numbers,
    boolean splitAtMidnight,
    boolean meta) {
  /// @throws IllegalArgumentException if the last day is before the first
  public ExportSpec {
    people = Set.copyOf(people);
    numbers = Map.copyOf(numbers);
    if (days.last().isBefore(days.first())) {
      throw new IllegalArgumentException(
          "The last day must not be before the first, was "
              + days.last()
              + " before "
              + days.first()
              + ".");
    }
  }

  /// With people who were chosen one by one, or everyone.
  public ExportSpec(
      ExportKind kind,
      Set<UserId> people,
      DayRange days,
      AccountingRules rules,
      CsvDialect style,
      boolean namesHidden,
      Map<UserId, Integer> numbers,
      boolean splitAtMidnight,
      boolean meta) {
    this(
        kind,
        people,
        PeopleFilter.of(people),
        days,
        rules,
        style,
        namesHidden,
        numbers,
        splitAtMidnight,
        meta);
  }

  /// With names, intervals split at midnight, and no metadata.
  public static ExportSpec of(
      ExportKind kind, Set<UserId> people, DayRange days, AccountingRules rules, CsvDialect style) {
    return new ExportSpec(kind, people, days, rules, style, false, Map.of(), true, false);
  }

  /// A copy with these numbers in place of names.
  public ExportSpec withNumbers(Map<UserId, Integer> hidden) {
    return new ExportSpec(
        kind, people, filter, days, rules, style, true, hidden, splitAtMidnight, meta);
  }

  /// A copy as tab-separated text for the clipboard.
  public ExportSpec tabbed() {
    return new ExportSpec(
        kind,
        people,
        filter,
        days,
        rules,
        style.tabbed(),
        namesHidden,
        numbers,
        splitAtMidnight,
        false);
  }

  /// The default name of a file: `presence-timecards_acme_2026-09-01_2026-09-30_Europe-Berlin.csv`.
  public String fileName(Workspace workspace) {
    return "presence-%s_%s_%s_%s_%s%s.csv"
        .formatted(
            kind.word(),
            forFileName(workspace.name().toLowerCase(Locale.ROOT)),
            days.first(),
            days.last(),
            rules.ownZones() ? "own-zones" : forFileName(rules.zone().getId()),
            kind.rounded() ? rules.rounding().suffix() : "");
  }

  private static String forFileName(String words) {
    return words.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
  }
}
