package rollcall.app.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import rollcall.simulator.DemoOptions;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExtraColumn;

/// What a person asked Rollcall to do, as read from the command line.
public sealed interface Command {
  /// `rollcall`: the window.
  record ShowWindow(WorkspaceOptions options) implements Command {}

  /// `rollcall watch`: prints each change of presence, stores nothing, until it is stopped.
  record WatchPeople(WorkspaceOptions options, PeopleSelection wanted) implements Command {}

  /// `rollcall record`: the same as watch, and appends what it sees to the history.
  record RecordPeople(WorkspaceOptions options, PeopleSelection wanted) implements Command {}

  /// People to watch. Nothing of it means the saved list; everyone is only watched when asked for.
  ///
  /// @param users ids or names
  /// @param channels ids or names of channels whose people are watched too, as they come and go
  /// @param groups ids or handles of user groups of which the same is true
  /// @param everyone whether all people of the workspace are watched, up to the limit
  record PeopleSelection(
      List<String> users, List<String> channels, List<String> groups, boolean everyone) {
    /// Nothing was asked for.
    public static final PeopleSelection SAVED =
        new PeopleSelection(List.of(), List.of(), List.of());

    /// Everyone was asked for.
    public static final PeopleSelection EVERYONE =
        new PeopleSelection(List.of(), List.of(), List.of(), true);

    public PeopleSelection {
      users = List.copyOf(users);
      channels = List.copyOf(channels);
      groups = List.copyOf(groups);
    }

    /// These, and not everyone.
    public PeopleSelection(List<String> users, List<String> channels, List<String> groups) {
      this(users, channels, groups, false);
    }

    /// Whether a channel or a user group is asked for.
    public boolean follows() {
      return !channels.isEmpty() || !groups.isEmpty();
    }
  }

  /// `rollcall export`: writes a part of the history to a CSV file; never half a file.
  ///
  /// @param users ids or names; empty means everybody who was ever watched
  /// @param from the first day, inclusive
  /// @param to the last day, inclusive; never before `from`
  /// @param counting how time is accounted, where not as the settings say
  /// @param out the file to write, or a directory in which it gets its usual name
  /// @param keepBoth whether a file that is there already stays, and this one gets another name
  record Export(
      WorkspaceOptions options,
      ExportKind kind,
      List<String> users,
      LocalDate from,
      LocalDate to,
      AccountingOptions counting,
      Layout layout,
      Path out,
      boolean keepBoth)
      implements Command {
    public Export {
      users = List.copyOf(users);
    }
  }

  /// `rollcall import`: brings an exported `events.csv` into an empty history.
  record Import(WorkspaceOptions options, Path file) implements Command {}

  /// `rollcall erase`: erases everything about a person, from all histories and their backups.
  ///
  /// @param user an id or a name
  /// @param sure whether to do it, and not only to say what would be done
  /// @param block whether to refuse to watch the person again
  record Erase(WorkspaceOptions options, String user, boolean sure, boolean block)
      implements Command {}

  /// `rollcall erase --all`: erases everything about everybody, from all histories and with their
  /// backups.
  ///
  /// @param sure whether to do it, and not only to say what would be done
  record EraseAll(WorkspaceOptions options, boolean sure) implements Command {}

  /// `rollcall unblock`: lets a person who was erased be recorded again.
  ///
  /// @param user an id: whoever is erased has no name here
  record Unblock(WorkspaceOptions options, String user) implements Command {}

  /// `rollcall set-aside`: sets aside what was recorded by a clock that was ahead, of all
  /// histories.
  ///
  /// @param sure whether to do it, and not only to say what would be done
  record SetAside(WorkspaceOptions options, boolean sure) implements Command {}

  /// `rollcall demo-server`: the demo workspace as a process of its own, until it is stopped.
  ///
  /// @param options all but the clock
  record ServeDemo(DemoOptions options) implements Command {}

  /// How an exported file looks.
  ///
  /// @param guarded whether text that a spreadsheet could run as a formula gets a `'` in front
  /// @param clockTimes whether hours are said as `07:17:31` too
  /// @param namesHidden whether people are called `Person 1`, `Person 2` and so on
  /// @param splitAtMidnight whether an interval that goes on over midnight is one row a day
  /// @param meta whether a `….meta.json` beside it says how it came about
  /// @param extras what stands at the end of the rows of timecards
  record Layout(
      Preset preset,
      boolean guarded,
      boolean clockTimes,
      boolean namesHidden,
      boolean splitAtMidnight,
      boolean meta,
      Set<ExtraColumn> extras) {}

  /// For whom an exported file is meant.
  enum Preset {
    /// Programs: UTF-8, comma, decimal point.
    DATA,
    /// Spreadsheets: byte order mark, and delimiter and decimal mark of this computer's language.
    SPREADSHEET
  }
}
