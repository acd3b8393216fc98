package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.app.environment.Logging;
import rollcall.presence.Presence;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.VirtualClock;
import rollcall.ui.controls.ZoneBox;

/// Invalid input in the window: one sentence for each, without a loss of data.
@ExtendWith(FxExtension.class)
class BadInputTest {
  private static final int TIME = 0;
  private static final String NOT_DONE = "That could not be done";

  @TempDir Path data;
  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-09-17T07:00:00Z"));
  private SlackSimulator workspace;
  private Employee grace;
  private RunningApp app;

  @BeforeEach
  void aWorkspace() throws IOException {
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0);
  }

  @AfterEach
  void end() {
    app.close();
    workspace.close();
  }

  @Test
  void daysThatCannotBeAreSaidAndNothingIsWritten(FxRobot robot) throws Exception {
    openExport(robot);
    type(robot, "from", "9/15/2026");
    type(robot, "to", "9/2/2026");
    awaitError("The last day is before the first day.");
    type(robot, "to", "31 June");
    awaitError(
        "“31 June” is not a valid date: use a format such as 17 Sep 2026, or choose a date.");
    assertEquals("", app.find("file-name", TextField.class).getText());
    fire("export-go");
    type(robot, "to", "2/30/2026");
    awaitError(
        "“2/30/2026” is not a valid date: use a format such as 17 Sep 2026, or choose a date.");
    type(robot, "from", "1/1/1970");
    type(robot, "to", "9/17/2026");
    awaitError("Choose days from 2000 to 2099.");
    type(robot, "from", "9/18/2026");
    type(robot, "to", "9/18/2026");
    awaitError("The first day is in the future.");
    assertEquals(List.of(), names(folder));
    type(robot, "from", "2026-09-17");
    awaitError("");
    assertEquals(
        LocalDate.of(2026, 9, 17), app.find("from", DatePicker.class).getValue(), "as in files");
    Fx.run(() -> app.find("file-name", TextField.class).setText("no file \uD800"));
    fire("export-go");
    Label error = app.find("export-error", Label.class);
    assertEquals(
        "A file cannot be named “no file \uD800.csv” here: type another name.",
        Fx.get(error::getText));
    assertTrue(error.isVisible());
    Fx.run(() -> app.find("file-name", TextField.class).clear());
    fire("export-go");
    RunningApp.await(() -> "a file", () -> whole(folder) && names(folder).size() == 2);
  }

  @Test
  void whereNothingCanBeWrittenIsSaidAndAnotherPlaceCanBeChosen(FxRobot robot) throws Exception {
    openExport(robot);
    Path file = Files.writeString(folder.resolve("a file"), "dear");
    app.desktop.folder = Optional.of(file.resolve("below"));
    fire("export-change", "export-go");
    String name = "presence-timecards_acme-demo_2026-09-01_2026-09-17_Europe-Berlin.csv";
    app.awaitNotice(
        "export-result",
        "Nothing was exported",
        "There is no directory " + file.resolve("below") + ". Create it, or choose another place.");
    app.desktop.folder = Optional.of(folder);
    fire("export-change", "export-go");
    RunningApp.await(() -> "a file", () -> whole(folder) && names(folder).contains(name));
    assertEquals("dear", Files.readString(file));
  }

  @Test
  void aZoneThatThereIsNotIsSaidAndTheOneBeforeStays(FxRobot robot) throws Exception {
    start(Settings.DEFAULT.withZone("Asia/Tokyo"));
    app.awaitRow(grace, Presence.AWAY);
    fire("open-settings");
    Fx.run(() -> app.find("topics", ListView.class).getSelectionModel().select(TIME));
    ZoneBox zone = app.find("zone", ZoneBox.class);
    search(zone, "Mars");
    RunningApp.await(
        () -> "a sentence",
        () -> zone.getPlaceholder() instanceof Label said && said.getScene() != null);
    assertEquals(
        "Unknown time zone. Type the name of a city, such as Berlin.",
        ((Label) zone.getPlaceholder()).getText());
    robot.push(KeyCode.ENTER);
    assertEquals(Optional.of(ZoneId.of("Asia/Tokyo")), Fx.get(zone::chosen));
    assertEquals("Asia/Tokyo", app.saved().zone());
    search(zone, "kiritimati");
    robot.push(KeyCode.ENTER);
    RunningApp.await(() -> "Kiritimati", () -> "Pacific/Kiritimati".equals(app.saved().zone()));
  }

  @Test
  void aZoneThatThereIsNotInTheSettingsIsNamedAndTheFileIsKept() throws Exception {
    Path file = data.resolve("settings.json");
    new SettingsFile(file).save(settings().withZone("Europe/Berlin"));
    String before = Files.readString(file).replace("Europe/Berlin", "Mars/Olympus");
    Files.writeString(file, before);
    app = RunningApp.startAsItIs(workspace.apiUrl(), clock, data, workspace.token());
    Path kept = data.resolve("settings.json.damaged");
    app.awaitNotice(
        "local-problem",
        "Some settings can't be read",
        "Some settings cannot be read. zone must be a time zone such as \"Europe/Berlin\", or null,"
            + " was \"Mars/Olympus\": until it is corrected, this computer's time zone counts. The"
            + " file as it was is kept as "
            + kept
            + ".");
    app.awaitRow(grace, Presence.AWAY);
    assertEquals(before, Files.readString(kept));
  }

  @Test
  void aZoneThatIsInNoListIsShownAllTheSame() throws Exception {
    start(Settings.DEFAULT.withZone("+05:30"));
    app.awaitRow(grace, Presence.AWAY);
    fire("open-settings");
    Fx.run(() -> app.find("topics", ListView.class).getSelectionModel().select(TIME));
    ZoneBox zone = app.find("zone", ZoneBox.class);
    assertEquals("+05:30 (UTC+5:30)", Fx.get(() -> zone.getValue().toString()));
    assertEquals(Optional.of(ZoneId.of("+05:30")), Fx.get(zone::chosen));
  }

  @Test
  void aPlaceWhereNothingCanBeKeptIsSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("a file"), "dear");
    Path nowhere = file.resolve("rollcall");
    app = RunningApp.startAsItIs(workspace.apiUrl(), clock, nowhere, workspace.token());
    app.awaitNotice(
        "setup-problem",
        "History can't be opened",
        "Rollcall cannot write "
            + nowhere.resolve("workspaces").resolve("T0ACMEDEMO").resolve("history.db")
            + ": make its directory writable for you, or choose another data directory.");
    assertEquals(
        Optional.of(
            "Rollcall cannot write its log into "
                + nowhere.resolve("logs")
                + ": make it a directory that you can write to, or choose another data directory."),
        Logging.problemText(nowhere.resolve("logs"), System.Logger.Level.INFO));
    app.press("Try the demo");
    app.awaitNotice(
        "local-problem",
        NOT_DONE,
        "The settings could not be saved to "
            + nowhere.resolve("demo").resolve("settings.json")
            + ": make its directory writable for you, or choose another data directory.");
    assertEquals("dear", Files.readString(file));
  }

  @Test
  void settingsThatAreOutOfReachAreSaidAndReadOnceTheyAreThere() throws Exception {
    Path file = data.resolve("settings.json");
    Files.createDirectory(file);
    app = RunningApp.startAsItIs(workspace.apiUrl(), clock, data, workspace.token());
    app.awaitNotice(
        "setup-problem",
        "Settings can't be read",
        "The settings in "
            + file
            + " cannot be read: make it a file that is yours, in a directory that is yours.");
    Files.delete(file);
    new SettingsFile(file).save(settings());
    app.press("Retry now");
    app.awaitRow(grace, Presence.AWAY);
  }

  @Test
  void aHistoryThatCannotBeBegunIsSaid() throws Exception {
    Path place = Files.createDirectories(data.resolve("workspaces")).resolve("T0ACMEDEMO");
    Files.writeString(place, "dear");
    start(Settings.DEFAULT);
    app.awaitNotice(
        "setup-problem",
        "History can't be opened",
        "Rollcall cannot write "
            + place.resolve("history.db")
            + ": make its directory writable for you, or choose another data directory.");
    assertEquals("dear", Files.readString(place));
  }

  private void openExport(FxRobot robot) throws IOException {
    start(Settings.DEFAULT);
    app.awaitRow(grace, Presence.AWAY);
    app.desktop.folder = Optional.of(folder);
    robot.push(KeyCode.CONTROL, KeyCode.E);
    fire("export-change");
  }

  private void start(Settings wishes) throws IOException {
    new SettingsFile(data.resolve("settings.json")).save(settings().withZone(wishes.zone()));
    app = RunningApp.startAsItIs(workspace.apiUrl(), clock, data, workspace.token());
  }

  private Settings settings() {
    return Settings.DEFAULT
        .withProxy(new Proxy.None())
        .withList(new java.util.TreeSet<>(List.of(grace.id())), FollowedChannelsAndGroups.NONE);
  }

  /// Types a day as a person would, and moves the focus to the next field.
  private void type(FxRobot robot, String id, String text) {
    TextField field = app.find(id, DatePicker.class).getEditor();
    Fx.run(() -> {
      field.requestFocus();
      field.setText(text);
    });
    robot.push(KeyCode.TAB);
  }

  private static void search(ZoneBox zone, String text) {
    Fx.run(() -> {
      zone.requestFocus();
      zone.show();
      ((TextField) zone.lookup(".combo-box-search")).setText(text);
    });
  }

  private void awaitError(String sentence) {
    Label error = app.find("export-error", Label.class);
    RunningApp.await(
        () -> sentence + ", but " + Fx.get(error::getText),
        () -> error.getText().equals(sentence) && error.isVisible() != sentence.isEmpty());
    ButtonBase go = app.find("export-go", ButtonBase.class);
    assertEquals(!sentence.isEmpty(), Fx.get(go::isDisabled));
  }

  private void fire(String... ids) {
    for (String id : ids) {
      ButtonBase button = app.find(id, ButtonBase.class);
      Fx.run(button::fire);
    }
  }

  /// Returns whether no file is still being written.
  private static boolean whole(Path folder) {
    return names(folder).stream().noneMatch(name -> name.endsWith(".part"));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
