package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.timecard.DayRange;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.export.ExportView;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.model.Workspaces;
import rollcall.ui.picker.PickerView;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.text.Messages;

/// Words and buttons of the picker, the export and the erasure, in both languages.
@ExtendWith(FxExtension.class)
class DialogTextsTest {
  private static final Path FILE =
      Path.of("presence-timecards_acme_2026-09-01_2026-09-30_Europe-Berlin.csv");

  private final RecordedCommands commands = new RecordedCommands();
  private final FakeDesktop desktop = new FakeDesktop();
  private Stage stage;
  private Parent view;
  private boolean german;

  @Start
  void start(Stage first) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    stage = first;
  }

  @AfterEach
  void english() {
    Messages.use(Locale.US);
    Fx.run(stage::hide);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void loadingPeopleSaysHowManyAndCanBeStopped(String language) {
    use(language);
    openPicker(PresenceModels.with(new UserList(people(4000), 10_000, UserList.State.LOADING)));
    assertShown(
        words("Loading people… 4,000 of about 10,000", "4.000 von ~10.000…"),
        words(
            "You can search and choose now; the rest keeps loading. Slack limits how fast this"
                + " goes.",
            "Sie können schon suchen und auswählen; der Rest lädt weiter. Slack begrenzt, wie"
                + " schnell das geht."));
    assertEquals(
        0.4,
        Fx.get(() -> ((ProgressBar) view.lookup(".picker-people .progress-bar")).getProgress()));
    assertButton("stop-loading", words("Stop loading", "Laden beenden"));
    press("stop-loading");
    assertEquals(List.of("stop loading people"), commands.log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void overTheLimitTheSelectionIsKept(String language) {
    use(language);
    openPicker(
        PresenceModels.with(
            new UserList(people(812), 0, UserList.State.COMPLETE),
            people(812).stream().map(person -> person.id().value()).toArray(String[]::new)));
    assertShown(
        words(
            "That's more than Slack accepts at once",
            "Das sind mehr, als Slack auf einmal annimmt"),
        words(
            "812 selected. One connection can follow at most 750; 500 is comfortable. Choose fewer,"
                + " or use groups and pause some.",
            "812 ausgewählt. Eine Verbindung kann höchstens 750 folgen; 500 ist angenehm. Wählen"
                + " Sie weniger, oder verwenden Sie Gruppen und pausieren Sie einige."));
    assertEquals(List.of("OK"), buttons(".notice-error .button"));
    Fx.run(() -> ((Button) view.lookup(".notice-error .button")).fire());
    assertFalse(Fx.get(() -> view.lookup(".notice-error").isVisible()));
    assertEquals(words("812 of 750", "812 von 750"), label("meter"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void protectionAgainstFormulasIsKeptOrTurnedOffForOneFile(String language) {
    use(language);
    prepare(100);
    openExport();
    press("for-data");
    press("guard");
    assertShown(
        words(
            "Spreadsheets may run cells that start with =",
            "Tabellenkalkulationen können Zellen ausführen, die mit = beginnen"),
        words(
            "Names and statuses come from other people. Without protection a spreadsheet could"
                + " treat one as a formula.",
            "Namen und Statustexte kommen von anderen Personen. Ohne Schutz könnte eine"
                + " Tabellenkalkulation sie als Formel behandeln."));
    assertButton("guard-keep", words("Keep protection", "Schutz behalten"));
    assertButton("guard-off", words("Turn off for this file", "Für diese Datei ausschalten"));
    press("guard-keep");
    assertTrue(Fx.get(() -> find("guard", CheckBox.class).isSelected()));
    press("guard");
    press("guard-off");
    assertFalse(Fx.get(() -> find("guard-off", Button.class).getParent().getParent().isVisible()));
    press("export-go");
    assertFalse(commands.exports.getLast().style().guarded(), "the file is not protected");
    openExport();
    assertTrue(Fx.get(() -> find("guard", CheckBox.class).isSelected()), "the next file is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aSavedFileIsNamedWithItsRowsAndCoverage(String language) {
    use(language);
    prepare(100);
    openExport();
    press("export-go");
    assertShown(
        words("Saved 92 rows", "92 Zeilen gespeichert"),
        FILE
            + words(
                " · coverage 100 % (see column).\nIts description is in ",
                " · Abdeckung 100 % (siehe Spalte).\nDie Beschreibung dazu steht in ")
            + (FILE + ".").replace(".csv.", ".meta.json."));
    assertButton("export-show", words("Show in folder", "Im Ordner zeigen"));
    assertButton("export-copy", words("Copy path", "Pfad kopieren"));
    press("export-copy");
    press("export-show");
    assertEquals("copy " + FILE.toAbsolutePath(), desktop.done.getFirst());
    assertEquals("open " + FILE.toAbsolutePath().getParent().toUri(), desktop.done.getLast());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void lowCoverageIsSaidBeforeTheExport(String language) {
    use(language);
    prepare(81);
    openExport();
    assertShown(
        words("Some hours weren't observed", "Einige Stunden wurden nicht beobachtet"),
        words(
            "Between 1 Sep and 17 Sep, 19 % of the watched time is unknown (app closed or"
                + " offline). Totals count only what was observed.",
            "Zwischen 1. Sep und 17. Sep sind 19 % der beobachteten Zeit unbekannt (App"
                + " geschlossen oder offline). Summen zählen nur, was beobachtet wurde."));
    assertButton("export-go", words("Export anyway", "Trotzdem exportieren"));
    assertButton("export-gaps", words("Show gaps", "Lücken zeigen"));
    press("export-go");
    assertEquals(1, commands.exports.size());
    assertButton("export-go", words("Export", "Exportieren"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void erasingAPersonNeedsTheNameTyped(String language) {
    use(language);
    openPrivacy();
    Person person = Acme.people().getFirst();
    Fx.run(() -> choose(person));
    press("erase-one");
    String name = person.name();
    assertShown(
        words("Erase everything about %s?", "Alles über %s löschen?").formatted(name),
        words(
                "Removes all history of %s, the entry on the watch list and the name from this"
                    + " computer, including automatic backups and every other copy of the history"
                    + " in its folder; a copy that cannot be read is deleted as a whole. This"
                    + " cannot be undone. A person in a channel or user group that you follow is"
                    + " also never recorded again. Files you exported are not touched.",
                "Entfernt den gesamten Verlauf von %s, den Eintrag auf der Beobachtungsliste und"
                    + " den Namen von diesem Computer, auch aus automatischen Sicherungen und jeder"
                    + " anderen Kopie des Verlaufs in seinem Ordner; eine Kopie, die sich nicht"
                    + " lesen lässt, wird ganz gelöscht. Das lässt sich nicht rückgängig machen."
                    + " Eine Person in einem Channel oder einer Nutzergruppe, der Sie folgen, wird"
                    + " auch nie wieder aufgezeichnet. Dateien, die Sie exportiert haben, bleiben"
                    + " unberührt.")
            .formatted(name),
        words("Type “%s” to confirm.", "Geben Sie zur Bestätigung „%s“ ein.").formatted(name));
    assertButton("erase-yes", words("Erase", "Löschen"));
    assertButton("erase-no", words("Cancel", "Abbrechen"));
    assertTrue(Fx.get(() -> find("erase-yes", Button.class).isDisabled()));
    press("erase-no");
    press("erase-one");
    Fx.run(() -> find("erase-name", TextField.class).setText(name));
    press("erase-yes");
    assertEquals(List.of("erase " + person.id()), commands.log);
  }

  private void use(String language) {
    german = language.equals("de");
    Messages.use(german ? Locale.GERMANY : Locale.US);
  }

  private String words(String english, String inGerman) {
    return german ? inGerman : english;
  }

  private void prepare(int coverage) {
    commands.preview =
        new CommandResult.Done<>(
            new ExportPreview(
                List.of(List.of("date", "name"), List.of("2026-09-17", "Grace")),
                new ExportPreview.Totals(92, 0, coverage)));
    commands.exportResult = new ExportResult.Saved(FILE, 92, coverage);
  }

  private void openPicker(PresenceModel model) {
    Fx.run(() -> {
      PickerView picker = new PickerView(model, commands, () -> {});
      show(picker);
      picker.follow();
    });
  }

  private void openExport() {
    Fx.run(() -> {
      ExportView export =
          new ExportView(
              PresenceModels.acme(),
              commands,
              desktop,
              Path.of("home"),
              Locale.US,
              new DayRange(LocalDate.parse("2026-09-17"), LocalDate.parse("2026-09-17")),
              null,
              _ -> {},
              () -> {});
      show(export);
      export.follow();
    });
  }

  private void openPrivacy() {
    Fx.run(() -> {
      PresenceModel model = PresenceModels.acme();
      SettingsView settings =
          new SettingsView(
              model,
              new Workspaces(model),
              commands,
              desktop,
              new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
              _ -> {},
              () -> {},
              () -> {});
      show(settings);
      settings.follow();
      settings.select(SettingsView.Topic.PRIVACY);
    });
  }

  private void show(Parent content) {
    view = content;
    stage.setScene(new Scene(content, 1000, 700));
    stage.show();
    content.applyCss();
    content.layout();
  }

  @SuppressWarnings("unchecked")
  private void choose(Person person) {
    ((ComboBox<Person>) find("erase-who", ComboBox.class)).setValue(person);
  }

  private static List<Person> people(int count) {
    return IntStream.range(0, count)
        .mapToObj(number ->
            new Person(new UserId("U" + number), "P" + number, "", "", null, false, false))
        .toList();
  }

  private void assertShown(String... texts) {
    List<String> shown =
        Fx.get(() -> {
          view.applyCss();
          view.layout();
          return view.lookupAll(".label").stream()
              .filter(node -> node.isVisible() && node.getParent().isVisible())
              .map(node -> ((Labeled) node).getText())
              .toList();
        });
    for (String text : texts) {
      assertTrue(shown.contains(text), text + " is not in " + shown);
    }
  }

  private void assertButton(String id, String text) {
    Button button = Fx.get(() -> find(id, Button.class));
    assertTrue(button.isVisible(), id);
    assertEquals(text, button.getText());
  }

  private List<String> buttons(String selector) {
    return Fx.get(
        () -> view.lookupAll(selector).stream().map(node -> ((Button) node).getText()).toList());
  }

  private String label(String id) {
    return Fx.get(() -> find(id, Labeled.class).getText());
  }

  private void press(String id) {
    Fx.run(() -> find(id, ButtonBase.class).fire());
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return Fx.find(view, id, type);
  }
}
