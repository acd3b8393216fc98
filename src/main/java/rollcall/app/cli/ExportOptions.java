package rollcall.app.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.history.ServerAddress;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.PeopleFilter;

/// Options of `export`. Thread: main.
public final class ExportOptions {
  /// All recorded time is within these years, and so are the rules of all time zones.
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "timecards",
      description =
          "Kind of export: 'timecards' (a row a person and day), 'weekly' (a row a person and"
              + " ISO week, from Monday), 'intervals' (a row a state) or 'events' (all that arrived, for audit, and"
              + " to be read back with 'import').")
  private ExportKind kind = ExportKind.TIMECARDS;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "The first day, such as 2026-11-02.")
  private LocalDate from = EARLIEST;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DATE",
      description = "The last day; it is included.")
  private LocalDate to = EARLIEST;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "The file to write, or - for standard output. A file that exists is replaced, unless"
              + " --keep-both says so; a device or a FIFO is written through. In a directory it"
              + " gets a name by its content.")
  private Path out = Path.of("");

  @Parameters(
      paramLabel = "USER",
      arity = "0..*",
      description = "User IDs or names. Default: all people who were ever watched.")
  private @Nullable List<String> users;

  @Option(
      names = "--my-group",
      paramLabel = "NAME",
      description =
          "Export the recorded people of one of your own groups (My groups in the window). Not with"
              + " USER.")
  private @Nullable String myGroup;

  @Option(
      names = "--history",
      paramLabel = "URL",
      description =
          "Export from a server, such as postgresql://host/db, and not from the history of this"
              + " computer. The password comes from .pgpass or PGPASSWORD.")
  private @Nullable ServerAddress history;

  @Mixin private final AccountingOptions accounting = new AccountingOptions();

  @Option(
      names = "--preset",
      paramLabel = "PRESET",
      defaultValue = "data",
      description =
          "Format: 'data' for programs (comma, decimal point), 'spreadsheet' for a spreadsheet in"
              + " this computer's language.")
  private CsvDialect preset = CsvDialect.DATA;

  @Option(
      names = "--no-guard",
      description =
          "Leave names that begin with = as they are, in files for programs. A spreadsheet could"
              + " run them as formulas.")
  private boolean unguarded;

  @Option(names = "--hms", description = "Also write hours as 07:17:31, in columns at the end.")
  private boolean clockTimes;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "Additional columns of timecards, comma-separated: 'dnd_h' (the part of the time"
              + " seen with Do Not Disturb) or 'source_share_rtm_pct' (how"
              + " much of it Slack reported).")
  private @Nullable List<ExtraColumn> columns;

  @Option(
      names = "--hide-names",
      description = "Replace names by 'Person 1', 'Person 2' and so on, without IDs.")
  private boolean namesHidden;

  @Option(names = "--whole-intervals", description = "Do not split intervals at midnight.")
  private boolean whole;

  @Option(
      names = "--no-meta",
      description = "Do not write the .meta.json file, which describes the export.")
  private boolean noMeta;

  @Option(names = "--keep-both", description = "Keep an existing file, and write to another name.")
  private boolean keepBoth;

  /// Checks options that depend on each other or have a range.
  ///
  /// @throws IllegalArgumentException when they cannot be used; its message is a sentence
  public void validate() {
    check(!to.isBefore(from), "--to is before --from.");
    check(!from.isBefore(EARLIEST), "--from is before " + EARLIEST + ".");
    check(!to.isAfter(LATEST), "--to is after " + LATEST + ".");
    check(myGroup == null || users == null, "--my-group cannot be combined with USER.");
    accounting.validate();
    check(
        !unguarded || preset.equals(CsvDialect.DATA),
        "--no-guard is for files for programs, not for spreadsheets.");
    check(
        columns == null || kind == ExportKind.TIMECARDS,
        "--columns is for timecards, a row a person and day.");
    check(
        !accounting.rounds() || kind.rounded(),
        "--round is for timecards and weeks: '%s' has exact times.",
        kind.word());
    check(
        !clockTimes || kind != ExportKind.EVENTS, "--hms is not for events, which have no hours.");
    check(!whole || kind == ExportKind.INTERVALS, "--whole-intervals is for intervals.");
  }

  /// The specification of the export.
  ///
  /// @param people the people of [#users] or [#myGroup]; empty for all who were ever watched
  /// @param filter how these people were chosen
  /// @param settings the accounting rules of the settings
  public ExportSpec spec(Set<UserId> people, PeopleFilter filter, AccountingRules settings) {
    return new ExportSpec(
        kind,
        people,
        filter,
        new DayRange(from, to),
        accounting.over(settings),
        style(),
        namesHidden,
        Map.of(),
        !whole,
        !noMeta);
  }

  /// The file to write, or a directory in which it gets its usual name.
  public Path out() {
    return out;
  }

  /// Ids or names; empty for all people ever watched.
  public List<String> users() {
    return users == null ? List.of() : users;
  }

  /// Name of one of the user's own groups; empty if the people are not those of a group.
  public Optional<String> myGroup() {
    return Optional.ofNullable(myGroup);
  }

  /// Server whose record is exported; empty for the history of this computer.
  public Optional<ServerAddress> history() {
    return Optional.ofNullable(history);
  }

  private CsvDialect style() {
    CsvDialect guarded = unguarded ? preset.unguarded() : preset;
    CsvDialect style =
        guarded.withExtras(columns == null ? Set.of() : Set.copyOf(new TreeSet<>(columns)));
    return clockTimes ? style.withClockTimes() : style;
  }

  /// Returns whether an existing file is kept, and the new file gets another name.
  public boolean keepsBoth() {
    return keepBoth;
  }

  /// Refuses options that do not fit.
  ///
  /// @param sentence the message, with a placeholder for each value
  @SuppressWarnings("AnnotateFormatMethod") // Without Error Prone's annotations at run time.
  static void check(boolean fits, String sentence, @Nullable Object... values) {
    if (!fits) {
      throw new IllegalArgumentException(sentence.formatted(values));
    }
  }
}
