package rollcall.app.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.demo.DemoOptions;

/// What a person asked Rollcall to do, as read from the command line.
public sealed interface Command {
  /// `rollcall`: the window.
  record ShowWindow(Options options) implements Command {}

  /// `rollcall watch`: prints each change of presence, stores nothing, until it is stopped.
  ///
  /// @param users ids or names; empty means the saved list, and without one everybody up to the
  ///   limit
  record WatchPeople(Options options, List<String> users) implements Command {
    public WatchPeople {
      users = List.copyOf(users);
    }
  }

  /// `rollcall record`: the same as watch, and appends what it sees to the history.
  ///
  /// @param users ids or names; empty means the saved list, and without one everybody up to the
  ///   limit
  record RecordPeople(Options options, List<String> users) implements Command {
    public RecordPeople {
      users = List.copyOf(users);
    }
  }

  /// `rollcall export --kind timecards`: writes timecards from the history; never half a file.
  ///
  /// @param from the first day, inclusive
  /// @param to the last day, inclusive; never before `from`
  /// @param zone the IANA id of the zone whose midnights split the days, or null for the report
  ///   zone of the settings
  /// @param out the file to write
  record ExportTimecards(
      Options options, LocalDate from, LocalDate to, @Nullable String zone, Preset preset, Path out)
      implements Command {
    /// The zone asked for, if one was.
    public Optional<String> askedZone() {
      return Optional.ofNullable(zone);
    }
  }

  /// `rollcall demo-server`: the demo workspace as a process of its own, until it is stopped.
  ///
  /// @param options all but the clock
  record ServeDemo(DemoOptions options) implements Command {}

  /// For whom an exported file is meant.
  enum Preset {
    /// Programs: UTF-8, comma, decimal point.
    DATA,
    /// Spreadsheets: byte order mark, and delimiter and decimal mark of this computer's language.
    SPREADSHEET
  }
}
