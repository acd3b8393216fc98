package rollcall.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.app.cli.Command.Export;
import rollcall.app.cli.Command.Layout;
import rollcall.app.cli.Command.Preset;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.Rounding;

/// What may be said of an export. Lane: the one that reads the command line, once.
final class ExportOptions {
  /// The word in the place of a zone for each person's own.
  private static final String OWN = "own";

  /// What was ever recorded lies within these years, and so do all that zones know rules for.
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "timecards",
      description =
          "What to write: 'timecards' (a row a person and day), 'weekly' (a row a person and week),"
              + " 'intervals' (a row a state) or 'events' (all that arrived, for audit, and to be"
              + " read back with 'import').")
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
              + " --keep-both says so; a device or a FIFO is written through. In a directory it gets a"
              + " name that says what is in it.")
  private Path out = Path.of("");

  @Parameters(
      paramLabel = "USER",
      arity = "0..*",
      description = "Whose: user ids or names. None means everybody who was ever watched.")
  private @Nullable List<String> users;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Whose midnights split the days: a time zone such as Europe/Berlin, or 'own' for each"
              + " person's own. Without it: the report zone of the settings.")
  private @Nullable String zone;

  @Option(
      names = "--day-start",
      paramLabel = "TIME",
      description =
          "When a day begins, for people who work past midnight. Without it: as the settings say;"
              + " there it is 00:00 at first.")
  private @Nullable LocalTime dayStart;

  @Option(
      names = "--break-over",
      paramLabel = "MIN",
      description =
          "A pause longer than so many minutes ends a session. Without it: as the settings say;"
              + " there it is 5 at first.")
  private @Nullable Integer breakOver;

  @Option(
      names = "--bridge",
      paramLabel = "SEC",
      description =
          "An unknown gap of at most so many seconds, with the same state on both sides, counts as"
              + " that state; 0 for none. Without it: as the settings say; there it is 90 at first.")
  private @Nullable Integer bridge;

  @Option(
      names = "--round",
      paramLabel = "MIN",
      description =
          "Round hours to 1, 5, 6, 15 or 30 minutes. Seconds stay exact. Rounded hours can add up"
              + " differently from rounded days.")
  private int round;

  @Option(
      names = "--round-to",
      paramLabel = "DIR",
      defaultValue = "nearest",
      description = "Where to: 'nearest', 'up' or 'down'. Without it: nearest.")
  private Rounding.Direction roundTo = Rounding.Direction.NEAREST;

  @Option(
      names = "--preset",
      paramLabel = "PRESET",
      defaultValue = "data",
      description =
          "For whom: 'data' for programs (comma, decimal point), 'spreadsheet' for a spreadsheet in"
              + " this computer's language.")
  private Preset preset = Preset.DATA;

  @Option(
      names = "--no-guard",
      description =
          "Leave names that begin with = as they are, in files for programs. A spreadsheet could"
              + " run them as formulas.")
  private boolean unguarded;

  @Option(names = "--hms", description = "Say hours as 07:17:31 too, in columns at the end.")
  private boolean clockTimes;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "More columns at the end of timecards, parted by commas: 'dnd_h' (the part of the time"
              + " seen in which the person wanted no notifications) or 'source_share_rtm_pct' (how"
              + " much of it Slack told by itself).")
  private @Nullable List<ExtraColumn> columns;

  @Option(
      names = "--hide-names",
      description = "Call people 'Person 1', 'Person 2' and so on, and give no ids.")
  private boolean namesHidden;

  @Option(
      names = "--whole-intervals",
      description = "Leave intervals whole that go on over midnight.")
  private boolean whole;

  @Option(
      names = "--no-meta",
      description = "Write no .meta.json, which says beside the file how it came about.")
  private boolean noMeta;

  @Option(
      names = "--keep-both",
      description = "Keep a file that exists, and write beside it under another name.")
  private boolean keepBoth;

  /// The command that they make.
  ///
  /// @throws IllegalArgumentException with a sentence when they do not fit together
  Export command(WorkspaceOptions options) {
    check(!to.isBefore(from), "--to is before --from.");
    check(!from.isBefore(EARLIEST), "--from is before " + EARLIEST + ".");
    check(!to.isAfter(LATEST), "--to is after " + LATEST + ".");
    check(within(breakOver, 24 * 60), "--break-over must be between 0 and 1440.");
    check(within(bridge, 3600), "--bridge must be between 0 and 3600.");
    check(round == 0 || Rounding.STEPS.contains(round), "--round can only be 1, 5, 6, 15 or 30.");
    check(
        !unguarded || preset == Preset.DATA,
        "--no-guard is for files for programs, not for spreadsheets.");
    Set<ExtraColumn> extras = columns == null ? Set.of() : Set.copyOf(new TreeSet<>(columns));
    check(
        extras.isEmpty() || kind == ExportKind.TIMECARDS,
        "--columns is for timecards, a row a person and day.");
    AccountingOptions counting =
        new AccountingOptions(
            named(),
            OWN.equals(zone),
            dayStart,
            breakOver == null ? null : Duration.ofMinutes(breakOver),
            bridge == null ? null : Duration.ofSeconds(bridge),
            new Rounding(round, roundTo));
    return new Export(
        options,
        kind,
        users == null ? List.of() : users,
        from,
        to,
        counting,
        new Layout(preset, !unguarded, clockTimes, namesHidden, !whole, !noMeta, extras),
        out,
        keepBoth);
  }

  private @Nullable ZoneId named() {
    return zone == null || zone.equals(OWN) ? null : CommandLineParser.zone(zone);
  }

  private static boolean within(@Nullable Integer value, int most) {
    return value == null || (value >= 0 && value <= most);
  }

  private static void check(boolean fits, String sentence) {
    if (!fits) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
