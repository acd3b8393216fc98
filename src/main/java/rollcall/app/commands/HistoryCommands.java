package rollcall.app.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.app.cli.Command;
import rollcall.app.cli.Command.Layout;
import rollcall.app.environment.AppContext;
import rollcall.app.recording.EverythingEraser;
import rollcall.app.recording.ExportJob;
import rollcall.app.recording.FutureRecordsCleanup;
import rollcall.app.recording.ImportJob;
import rollcall.app.recording.PendingErasures;
import rollcall.app.recording.PersonEraser;
import rollcall.app.recording.UserLookup;
import rollcall.history.History;
import rollcall.history.Maintenance;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSummary;
import rollcall.ui.model.DefaultRules;

/// The commands about what was recorded: they need no connection. Says what it did, one sentence on
/// standard error. Lane: main.
public final class HistoryCommands {
  private final AppContext home;
  private final PrintStream err;

  public HistoryCommands(AppContext home, PrintStream err) {
    this.home = home;
    this.err = err;
  }

  public void run(Command.Export command) throws IOException {
    finishErasures().complaints().forEach(sentence -> print("%s", sentence));
    SettingsFile.Loaded loaded = home.site().settings().load();
    loaded.complaint().ifPresent(complaint -> print("%s", complaint));
    Settings settings = loaded.settings();
    Path latest =
        home.site()
            .latestHistory()
            .orElseThrow(() -> new IOException("Nothing has been recorded here yet."));
    try (History history = History.openReadOnly(latest)) {
      Layout layout = command.layout();
      Set<UserId> people = UserLookup.byName(command.users(), recorded(history), Map.of());
      requireRecorded(people, history);
      ExportJob file =
          new ExportJob(
              command.kind(),
              people,
              command.from(),
              command.to(),
              rules(command, settings),
              style(layout),
              layout.namesHidden(),
              layout.splitAtMidnight(),
              layout.meta(),
              command.out());
      ExportJob.Saved saved =
          command.keepBoth() ? file.writeBeside(history, now()) : file.write(history, now());
      String workspace = history.workspace().map(one -> one.name()).orElse("?");
      print(
          "Saved %s of %s to %s%s.",
          rows(saved.written()),
          workspace,
          saved.place(),
          command.kind() == ExportKind.EVENTS ? "" : coverage(saved.written()));
    }
  }

  public void run(Command.Import command) throws IOException {
    finishErasures().complaints().forEach(sentence -> print("%s", sentence));
    ImportJob.Imported imported = new ImportJob(command.file(), home.site()).read(now());
    print("Imported %d events of %s.", imported.lines(), imported.workspace().name());
  }

  /// Erases one person.
  ///
  /// @throws IOException with what would be erased, when nobody said that they are sure
  public void run(Command.Erase command) throws IOException {
    PendingErasures.Result before = finishErasures();
    requireNothingLeft(before);
    if (before.gone().stream().anyMatch(user -> user.value().equals(command.user()))) {
      return;
    }
    PersonEraser erasure = PersonEraser.of(home.site(), command.user());
    if (!command.sure()) {
      throw new IOException(erasure.summary(now()));
    }
    boolean followed = erasure.followed();
    Maintenance.Erased erased = erasure.erase(command.block(), now());
    print(
        "Erased %s (%s): %d sightings, and what was in %d backups.",
        erasure.name(), erasure.user(), erased.sightings(), erased.copies());
    sayDeleted(erased);
    if (followed && !command.block()) {
      print(
          "A channel or user group that is followed would bring %s back, so %s is not recorded"
              + " again: 'rollcall unblock %s' allows it.",
          erasure.user(), erasure.user(), erasure.user());
    }
  }

  private void sayDeleted(Maintenance.Erased erased) {
    if (!erased.deleted().isEmpty()) {
      print(
          "Deleted as a whole, because they could not be read: %s",
          PersonEraser.paths(erased.deleted()));
    }
  }

  /// Erasing that was begun and is not finished comes first.
  private PendingErasures.Result finishErasures() throws IOException {
    PendingErasures.Result result = new PendingErasures(home.site()).finish();
    result.gone().forEach(user -> print("What was left of %s is erased now.", user));
    sayDeleted(result.erased());
    return result;
  }

  private static void requireNothingLeft(PendingErasures.Result result) throws IOException {
    if (!result.complaints().isEmpty()) {
      throw new IOException(String.join(" ", result.complaints()));
    }
  }

  /// Erases everything.
  ///
  /// @throws IOException with what would be erased, when nobody said that they are sure
  public void run(Command.EraseAll command) throws IOException {
    requireNothingLeft(finishErasures());
    EverythingEraser everything = new EverythingEraser(home.site());
    if (!command.sure()) {
      throw new IOException(everything.summary());
    }
    print("Erased everybody: %d sightings, and all backups.", everything.erase(now()));
  }

  /// Removes a person from the block list.
  ///
  /// @throws IOException with a sentence when that person is not blocked
  public void run(Command.Unblock command) throws IOException {
    finishErasures().complaints().forEach(sentence -> print("%s", sentence));
    String word = command.user();
    if (!word.matches("[UW][A-Z0-9]+")) {
      throw new IOException("'" + word + "' is no user id: whoever is erased has no name here.");
    }
    UserId user = new UserId(word);
    boolean blocked = false;
    for (Path file : home.site().allHistories()) {
      blocked |= unblocked(file, user);
    }
    if (!blocked) {
      throw new IOException(user + " is not blocked in any history.");
    }
    print("%s may be recorded again.", user);
  }

  /// Sets aside records dated in the future.
  ///
  /// @throws IOException with what would be set aside, when nobody said that they are sure
  public void run(Command.SetAside command) throws IOException {
    finishErasures().complaints().forEach(sentence -> print("%s", sentence));
    FutureRecordsCleanup aside = FutureRecordsCleanup.of(home.site(), now());
    if (!command.sure()) {
      throw new IOException(aside.summary());
    }
    for (Maintenance.Aside done : aside.run()) {
      print("What was recorded from %s on is set aside in %s.", done.from(), done.copy());
    }
  }

  /// Everybody of whom there is something, also those of whom only the id is known.
  private static List<Person> recorded(History history) throws IOException {
    List<Person> people = new ArrayList<>(history.people());
    history.snapshot().all().forEach(one -> people.add(Person.unknown(one.user())));
    return people;
  }

  private static void requireRecorded(Set<UserId> people, History history) throws IOException {
    Set<UserId> known =
        recorded(history).stream().map(Person::id).collect(Collectors.toCollection(TreeSet::new));
    for (UserId user : people) {
      if (!known.contains(user)) {
        throw new IOException("Nothing is recorded of " + user + ".");
      }
    }
  }

  private boolean unblocked(Path file, UserId user) throws IOException {
    try (History history = History.openReadOnly(file)) {
      if (!history.maintenance().blocked().test(user)) {
        return false;
      }
    }
    try (History history = History.open(file, now())) {
      history.maintenance().unblock(user);
      history.close(now());
    }
    return true;
  }

  private static AccountingRules rules(Command.Export command, Settings settings) {
    return command.counting().over(DefaultRules.of(settings.books(), settings.reportZone()));
  }

  private static CsvStyle style(Layout layout) {
    CsvStyle style =
        switch (layout.preset()) {
          case DATA -> CsvStyle.DATA;
          case SPREADSHEET -> CsvStyle.spreadsheet(Locale.getDefault(Locale.Category.FORMAT));
        };
    CsvStyle guarded = (layout.guarded() ? style : style.unguarded()).withExtras(layout.extras());
    return layout.clockTimes() ? guarded.withClockTimes() : guarded;
  }

  private static String rows(ExportSummary written) {
    return written.rows() == 1 ? "1 row" : written.rows() + " rows";
  }

  private static String coverage(ExportSummary written) {
    return String.format(Locale.ROOT, "; coverage %.0f %%", written.coverage() * 100);
  }

  private Instant now() {
    return home.clock().instant();
  }

  private void print(String sentence, Object... words) {
    err.println(String.format(Locale.ROOT, "rollcall: " + sentence, words));
  }
}
