package rollcall.app;

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
import rollcall.history.History;
import rollcall.history.Upkeep;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.ExportKind;
import rollcall.timecard.Rules;
import rollcall.timecard.Written;
import rollcall.ui.UsualRules;

/// The commands about what was recorded: they need no connection. Says what it did, one sentence on
/// standard error. Lane: main.
final class Archive {
  private final Home home;
  private final PrintStream err;

  Archive(Home home, PrintStream err) {
    this.home = home;
    this.err = err;
  }

  void run(Command.Export command) throws IOException {
    finishErasures().complaints().forEach(sentence -> say("%s", sentence));
    SettingsFile.Loaded loaded = home.site().settings().load();
    loaded.complaint().ifPresent(complaint -> say("%s", complaint));
    Settings settings = loaded.settings();
    Path latest =
        home.site()
            .latestHistory()
            .orElseThrow(() -> new IOException("Nothing has been recorded here yet."));
    try (History history = History.openReadOnly(latest)) {
      Layout layout = command.layout();
      Set<UserId> people = Whom.named(command.users(), recorded(history), Map.of());
      requireRecorded(people, history);
      ExportFile file =
          new ExportFile(
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
      ExportFile.Saved saved =
          command.keepBoth() ? file.writeBeside(history, now()) : file.write(history, now());
      String workspace = history.workspace().map(one -> one.name()).orElse("?");
      say(
          "Saved %s of %s to %s%s.",
          rows(saved.written()),
          workspace,
          saved.place(),
          command.kind() == ExportKind.EVENTS ? "" : coverage(saved.written()));
    }
  }

  void run(Command.Import command) throws IOException {
    finishErasures().complaints().forEach(sentence -> say("%s", sentence));
    ImportFile.Imported imported = new ImportFile(command.file(), home.site()).read(now());
    say("Imported %d events of %s.", imported.lines(), imported.workspace().name());
  }

  /// @throws IOException with what would be erased, when nobody said that they are sure
  void run(Command.Erase command) throws IOException {
    PendingErasures.Result before = finishErasures();
    requireNothingLeft(before);
    if (before.gone().stream().anyMatch(user -> user.value().equals(command.user()))) {
      return;
    }
    Erasure erasure = Erasure.of(home.site(), command.user());
    if (!command.sure()) {
      throw new IOException(erasure.sentence(now()));
    }
    boolean followed = erasure.followed();
    Upkeep.Erased erased = erasure.erase(command.block(), now());
    say(
        "Erased %s (%s): %d sightings, and what was in %d backups.",
        erasure.name(), erasure.user(), erased.sightings(), erased.copies());
    sayDeleted(erased);
    if (followed && !command.block()) {
      say(
          "A channel or user group that is followed would bring %s back, so %s is not recorded"
              + " again: 'rollcall unblock %s' allows it.",
          erasure.user(), erasure.user(), erasure.user());
    }
  }

  private void sayDeleted(Upkeep.Erased erased) {
    if (!erased.deleted().isEmpty()) {
      say(
          "Deleted as a whole, because they could not be read: %s",
          Erasure.paths(erased.deleted()));
    }
  }

  /// Erasing that was begun and is not finished comes first.
  private PendingErasures.Result finishErasures() throws IOException {
    PendingErasures.Result result = new PendingErasures(home.site()).finish();
    result.gone().forEach(user -> say("What was left of %s is erased now.", user));
    sayDeleted(result.erased());
    return result;
  }

  private static void requireNothingLeft(PendingErasures.Result result) throws IOException {
    if (!result.complaints().isEmpty()) {
      throw new IOException(String.join(" ", result.complaints()));
    }
  }

  /// @throws IOException with what would be erased, when nobody said that they are sure
  void run(Command.EraseAll command) throws IOException {
    requireNothingLeft(finishErasures());
    EraseEverything everything = new EraseEverything(home.site());
    if (!command.sure()) {
      throw new IOException(everything.sentence());
    }
    say("Erased everybody: %d sightings, and all backups.", everything.erase(now()));
  }

  /// @throws IOException with a sentence when that person is not blocked
  void run(Command.Unblock command) throws IOException {
    finishErasures().complaints().forEach(sentence -> say("%s", sentence));
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
    say("%s may be recorded again.", user);
  }

  /// @throws IOException with what would be set aside, when nobody said that they are sure
  void run(Command.SetAside command) throws IOException {
    finishErasures().complaints().forEach(sentence -> say("%s", sentence));
    SetAside aside = SetAside.of(home.site(), now());
    if (!command.sure()) {
      throw new IOException(aside.sentence());
    }
    for (Upkeep.Aside done : aside.run()) {
      say("What was recorded from %s on is set aside in %s.", done.from(), done.copy());
    }
  }

  /// Everybody of whom there is something, also those of whom only the id is known.
  private static List<Person> recorded(History history) throws IOException {
    List<Person> people = new ArrayList<>(history.people());
    history.board().standings().forEach(one -> people.add(Person.unknown(one.user())));
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
      if (!history.upkeep().blocked().test(user)) {
        return false;
      }
    }
    try (History history = History.open(file, now())) {
      history.upkeep().unblock(user);
      history.close(now());
    }
    return true;
  }

  private static Rules rules(Command.Export command, Settings settings) {
    return command.counting().over(UsualRules.of(settings.books(), settings.reportZone()));
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

  private static String rows(Written written) {
    return written.rows() == 1 ? "1 row" : written.rows() + " rows";
  }

  private static String coverage(Written written) {
    return String.format(Locale.ROOT, "; coverage %.0f %%", written.coverage() * 100);
  }

  private Instant now() {
    return home.clock().instant();
  }

  private void say(String sentence, Object... words) {
    err.println(String.format(Locale.ROOT, "rollcall: " + sentence, words));
  }
}
