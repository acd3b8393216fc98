package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.app.desktop.DesktopController;
import rollcall.history.History;
import rollcall.history.ServerAddress;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.Proxy;
import rollcall.settings.SecretName;
import rollcall.settings.Secrets;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.settings.Theme;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.text.Language;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Messages;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;

/// Problems of the history and the settings in the window: a history that cannot be written stays
/// unchanged.
@ExtendWith(FxExtension.class)
class WindowProblemsTest {
  private static final Workspace ACME = new Workspace("T0ACMEDEMO", "Acme (demo)");
  private static final int PEOPLE = 2;
  private static final int RECORDING = 3;
  private static final int PRIVACY = 4;
  private static final String NEWER = "This history was made by a newer Rollcall";
  private static final String ONLY_READ =
      "To protect it, this version opens it read-only: you can view and export it, but nothing is"
          + " recorded until you update Rollcall.";
  private static final String NEWER_GERMAN = "Dieser Verlauf stammt von einem neueren Rollcall";
  private static final String ONLY_READ_GERMAN =
      "Um ihn zu schützen, öffnet diese Version ihn schreibgeschützt: Sie können ihn ansehen und"
          + " exportieren, aber bis Sie Rollcall aktualisieren, wird nichts aufgezeichnet.";

  @TempDir Path data;
  @TempDir Path folder;
  private final Locale system = Locale.getDefault();
  private final PresenceModel model = new PresenceModel(Instant.now(), ZoneOffset.UTC);
  private SlackSimulator workspace;
  private Path history;
  private Employee grace;
  private Employee kai;
  private @Nullable RunningApp app;

  @BeforeEach
  void graceAndKaiWereSeen() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0);
    kai = workspace.people().get(1);
    history = data.resolve("workspaces").resolve(ACME.id()).resolve("history.db");
    Instant begun = Instant.now().minusSeconds(3600);
    try (History record = History.open(history, begun)) {
      record.setWorkspace(ACME);
      record.savePeople(List.of(person(grace), person(kai)));
      record.append(
          List.of(
              seen(grace, Presence.ACTIVE, begun.plusSeconds(60)),
              seen(kai, Presence.AWAY, begun.plusSeconds(60))));
      record.close(begun.plusSeconds(600));
    }
  }

  @AfterEach
  void end() {
    close();
    Messages.use(Locale.US);
    Locale.setDefault(system);
    workspace.close();
  }

  @Test
  void aHistoryOfANewerRollcallIsShownAndExportedAndNothingIsRecorded(FxRobot robot)
      throws Exception {
    on(history, "pragma user_version = 99");
    byte[] before = Files.readAllBytes(history);
    int asked = workspace.calls().size();
    RunningApp reading = start();
    reading.awaitStatus("Read-only: nothing is recorded");
    reading.awaitNotice("banner", NEWER, ONLY_READ);
    reading.awaitRow(grace, Presence.UNKNOWN);
    workspace.setPresence(grace.id(), ActiveOrAway.AWAY);
    // No command starts the watcher.
    robot.push(KeyCode.CONTROL, KeyCode.R);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    export(robot);
    reading.awaitNotice("banner", NEWER, ONLY_READ);
    reading.awaitRow(grace, Presence.UNKNOWN);
    assertEquals(new TreeSet<>(Set.of(grace.id(), kai.id())), reading.saved().watched());
    reading.choose(Language.GERMAN);
    reading.closeDialog();
    reading.awaitNotice("banner", NEWER_GERMAN, ONLY_READ_GERMAN);
    reading.awaitStatus("Schreibgeschützt: keine Aufzeichnung");
    close();
    assertArrayEquals(before, Files.readAllBytes(history));
    assertEquals(asked, workspace.calls().size());
  }

  @Test
  void aReadOnlyHistoryRefusesChangesOfTheRecord() throws Exception {
    on(history, "pragma user_version = 99");
    RunningApp reading = start();
    reading.awaitStatus("Read-only: nothing is recorded");
    byte[] before = Files.readAllBytes(data.resolve("settings.json"));
    assertEquals(true, reading.find("open-people", ButtonBase.class).isDisabled());
    fire("open-settings");
    assertEquals(List.of(true, true), fixed(PEOPLE, "settings-choose", "slack-status-dnd"));
    assertEquals(List.of(true, true), fixed(RECORDING, "hours-always", "retention"));
    assertEquals(
        "A newer version of Rollcall wrote this history: the watch list, recording hours and"
            + " retention can't be changed until you update Rollcall.",
        label("read-only"));
    assertEquals(List.of(true, true, true), fixed(PRIVACY, "erase-who", "erase-one", "erase-all"));
    assertEquals(
        "A newer version of Rollcall wrote this history: nothing in it can be erased until you"
            + " update Rollcall.",
        label("read-only"));
    reading.closeDialog();
    PresenceFeed feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), model));
    try (DesktopController controller =
        new DesktopController(reading.context(), feed, new NoOthers())) {
      controller.open(false);
      RunningApp.await(() -> "only reading", () -> model.readOnly().getValue());
      Settings now = Fx.get(() -> model.settings().get());
      List<Runnable> wishes =
          List.of(
              () -> controller.watch(WatchList.of(Set.of())),
              () -> controller.pause(true),
              () -> controller.unblock(new UserId(grace.id())),
              controller::discardFutureEntries,
              () -> controller.apply(now.withBooks(now.books().withKeepDays(7)), null),
              () -> controller.apply(now.withSlackStatuses(Set.of(SlackStatusKind.DND)), null));
      for (Object answer :
          List.of(
              controller.eraseAll().toCompletableFuture().get(),
              controller.erase(new UserId(grace.id()), true).toCompletableFuture().get(),
              controller.setRetention(7).toCompletableFuture().get())) {
        assertTrue(
            answer.toString().endsWith("update Rollcall to record or to change anything.]"),
            answer.toString());
      }
      for (Runnable wish : wishes) {
        feed.onLocalNotice(new LocalNotice.None());
        RunningApp.await(
            () -> "peace", () -> model.localNotice().get() instanceof LocalNotice.None);
        wish.run();
        RunningApp.await(
            () -> "a refusal, but " + model.localNotice().get(),
            () ->
                model.localNotice().get() instanceof LocalNotice.CommandFailed(String why)
                    && why.endsWith("update Rollcall to record or to change anything."));
      }
      assertArrayEquals(before, Files.readAllBytes(data.resolve("settings.json")));
      controller.apply(now.withTheme(Theme.DARK), null);
      RunningApp.await(() -> "the dark", () -> reading.saved().appearance().theme() == Theme.DARK);
    }
  }

  @Test
  void whoIsRecordedDoesNotDependOnTheSettingsBeingSaved() throws Exception {
    Path settings = data.resolve("settings.json");
    SettingsFile file = new SettingsFile(settings);
    file.save(
        Settings.DEFAULT
            .withList(new TreeSet<>(Set.of(grace.id(), kai.id())), FollowedChannelsAndGroups.NONE)
            .withProxy(new Proxy.None()));
    Secrets secrets = RunningApp.secrets(workspace.apiUrl(), data, workspace.token());
    try (DesktopController controller = controller(secrets)) {
      controller.open(false);
      awaitStored(grace, Presence::isObserved);
      awaitStored(kai, Presence::isObserved);
      Files.delete(settings);
      Files.createDirectories(settings.resolve("in the way"));
      controller.watch(WatchList.of(Set.of(new UserId(kai.id()))));
      awaitStored(grace, Presence.NOT_WATCHED::equals);
      RunningApp.await(
          () -> "an unsaved change, but " + model.localNotice().get(),
          () -> model.localNotice().get() instanceof LocalNotice.SettingsUnsaved);
      Settings now = Fx.get(() -> model.settings().get());
      controller.apply(now.withPeople(now.people().withPaused(kai.id(), true)), null);
      awaitStored(kai, Presence.NOT_WATCHED::equals);
      controller.pause(true);
      RunningApp.await(
          () -> "a pause, but " + model.status().get(),
          () -> model.status().get() instanceof WatchStatus.Paused);
      // The file still has the list and no pause: it is not read again.
      controller.open(false);
      Files.delete(settings.resolve("in the way"));
      Files.delete(settings);
      Settings paused = Fx.get(() -> model.settings().get());
      controller.apply(paused.withTheme(Theme.DARK), null);
      RunningApp.await(
          () -> "the settings to be saved",
          () -> file.load().settings().appearance().theme() == Theme.DARK);
      Settings saved = file.load().settings();
      assertEquals(Set.of(kai.id()), saved.watched());
      assertTrue(saved.people().isPaused(kai.id()));
      assertTrue(saved.paused());
    }
  }

  @Test
  void aDemoThatCouldNotBeOpenedNeverOpensTheRealWorkspace() throws Exception {
    Path inTheWay = data.resolve("demo/settings.json/in the way");
    Files.createDirectories(inTheWay);
    Secrets secrets = RunningApp.secrets(workspace.apiUrl(), data, workspace.token());
    try (DesktopController controller = controller(secrets)) {
      controller.open(true);
      RunningApp.await(
          () -> "a stop, but " + model.status().get(),
          () -> model.status().get() instanceof WatchStatus.Stopped);
      controller.disconnect();
      controller.reconnectNow();
      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
      controller.reconnectNow();
      RunningApp.await(
          () -> "the demo, but " + model.signInState().get(),
          () -> model.signInState().get().kind() == SignInState.Kind.DEMO);
    }
    assertTrue(secrets.get(SecretName.slackToken(workspace.apiUrl())).isPresent());
    try (History record = History.openReadOnly(history)) {
      assertEquals(2, record.snapshot().all().size());
    }
  }

  @Test
  void aDemoThatStartsPausedShowsItsHistory() throws IOException {
    Secrets secrets = RunningApp.secrets(workspace.apiUrl(), data, workspace.token());
    try (DesktopController controller = controller(secrets)) {
      controller.open(true);
      RunningApp.await(
          () -> "a live demo, but " + model.status().get(),
          () -> model.status().get() instanceof WatchStatus.Live);
      controller.pause(true);
      RunningApp.await(
          () -> "a pause, but " + model.status().get(),
          () -> model.status().get() instanceof WatchStatus.Paused);
    }
    PresenceModel next = new PresenceModel(Instant.now(), ZoneOffset.UTC);
    try (DesktopController controller = controller(secrets, next)) {
      controller.open(true);
      RunningApp.await(
          () -> "the history, but " + next.signInState().get(),
          () -> next.signInState().get().workspace() != null && next.historyLoaded().get());
      RunningApp.await(
          () -> "a pause, but " + next.status().get(),
          () -> next.status().get() instanceof WatchStatus.Paused);
      assertTrue(Fx.get(() -> next.rows().stream().anyMatch(row -> row.timeline().size() > 1)));
    }
  }

  /// Controller of the data, without a window.
  private DesktopController controller(Secrets secrets) {
    return controller(secrets, model);
  }

  private DesktopController controller(Secrets secrets, PresenceModel shown) {
    PresenceFeed feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), shown));
    return new DesktopController(
        RunningApp.context(workspace.apiUrl(), InstantSource.system(), data, secrets),
        feed,
        new NoOthers());
  }

  private void awaitStored(Employee person, Predicate<Presence> expected) {
    RunningApp.await(
        () -> person.id() + " in another state",
        () -> {
          try (History record = History.openReadOnly(history)) {
            UserId user = new UserId(person.id());
            return expected.test(record.snapshot().of(user).orElseThrow().presence());
          }
        });
  }

  @SuppressWarnings("unchecked")
  private List<Boolean> fixed(int page, String... ids) {
    RunningApp open = Objects.requireNonNull(app);
    Fx.run(() -> open.find("topics", ListView.class).getSelectionModel().select(page));
    return Stream.of(ids).map(id -> open.find(id, Node.class).isDisabled()).toList();
  }

  @Test
  void whatANewerRollcallLeftWithoutAGoodbyeIsUnknownSinceItsLastWord() throws Exception {
    on(history, "update session set ended = null");
    on(history, "delete from sighting where key = (select max(key) from sighting)");
    on(history, "pragma user_version = 99");
    RunningApp reading = start();
    reading.awaitStatus("Read-only: nothing is recorded");
    reading.awaitRow(grace, Presence.UNKNOWN);
    reading.awaitRow(kai, Presence.UNKNOWN);
  }

  @Test
  void aNewerHistoryThatIsFoundOnlyWhenSlackSaysWhereWeAreIsShownToo() throws Exception {
    on(history, "pragma user_version = 99");
    byte[] before = Files.readAllBytes(history);
    Path other = data.resolve("workspaces").resolve("T0OTHER").resolve("history.db");
    try (History elsewhere = History.open(other, Instant.now())) {
      elsewhere.setWorkspace(new Workspace("T0OTHER", "Elsewhere"));
      elsewhere.close(Instant.now());
    }
    Files.setLastModifiedTime(history, FileTime.from(Instant.EPOCH));
    RunningApp reading = start();
    reading.awaitStatus("Read-only: nothing is recorded");
    reading.awaitNotice("banner", NEWER, ONLY_READ);
    reading.awaitRow(grace, Presence.UNKNOWN);
    close();
    assertArrayEquals(before, Files.readAllBytes(history));
  }

  @Test
  void aNewerHistoryThatIsNotUnderstoodIsSaidToBeSo() throws Exception {
    on(history, "pragma user_version = 99");
    on(history, "drop table sighting");
    refused(
        "The history "
            + history
            + " was made by a newer Rollcall (format 99, this one knows 6), and this one cannot"
            + " read it: update Rollcall.");
  }

  @Test
  void aDamagedHistoryIsLeftAsItIsAndTheBackupIsNamed() throws Exception {
    byte[] bytes = Files.readAllBytes(history);
    for (int i = 4096; i < bytes.length; i++) {
      bytes[i] = (byte) 0xA5;
    }
    Files.write(history, bytes);
    refused(
        "The history "
            + history
            + " is damaged: put a copy of it in its place, or move it away to begin a new one.");
  }

  @Test
  void theDatabaseOfAnotherProgramIsLeftAsItIs() throws Exception {
    Files.delete(history);
    on(history, "create table diary (day text, words text)");
    refused(
        history
            + " is the database of another program, so Rollcall left it as it is: choose another"
            + " data directory, or move it away.");
  }

  @Test
  void theHistoryOfAnotherWorkspaceIsLeftAsItIs() throws Exception {
    on(history, "update workspace set id = 'T0OTHER', name = 'Elsewhere'");
    RunningApp refusing = start();
    List<Sighting> before = refusing.stored(grace, _ -> true);
    refusing.awaitStatus("Stopped: .*");
    refusing.awaitNotice(
        "banner",
        "History can't be opened",
        history
            + " is the history of the workspace Elsewhere, so Rollcall left it as it is: choose"
            + " another data directory, or move it away.");
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    assertEquals(before, refusing.stored(grace, _ -> true));
  }

  @Test
  void aHistoryIntoWhichAnotherRollcallRecordsIsLeftToIt() throws Exception {
    try (History another = History.open(history, Instant.now())) {
      refused(
          "Another Rollcall is already recording into "
              + history
              + ": close it first, or choose another data directory.");
      another.close(Instant.now());
    }
  }

  @Test
  void aPlaceThatIsNoDirectoryIsLeftAsItIs() throws Exception {
    Path place = data.resolve("workspaces");
    Files.move(place, data.resolve("away"));
    Files.writeString(place, "a file");
    RunningApp refusing = start();
    refusing.awaitNotice(
        "setup-problem",
        "History can't be opened",
        "Rollcall cannot look into "
            + place
            + ": make it a directory that you can read, or choose another data directory.");
    close();
    assertEquals("a file", Files.readString(place));
  }

  @Test
  void whileTheDiskOfTheHistoryIsNotMountedNoNewOneIsBegun() throws Exception {
    Path note = Files.createFile(data.resolve(ACME.id() + ".recorded"));
    Path place = data.resolve("workspaces");
    Path away = Files.move(place, data.resolve("away"));
    RunningApp refusing = start();
    refusing.awaitNotice(
        "setup-problem",
        "History can't be opened",
        "The history "
            + history
            + " is missing: mount its disk, or delete "
            + note
            + " to begin a new one.");
    assertFalse(Files.exists(place));
    Files.move(away, place);
    refusing.press("Retry now");
    refusing.awaitRow(grace, Presence.AWAY);
  }

  @Test
  void aFileThatIsNoHistoryIsLeftAsItIsUntilItIsMovedAway() throws Exception {
    byte[] good = Files.readAllBytes(history);
    Files.writeString(history, "Dear diary, ".repeat(1000), StandardCharsets.UTF_8);
    byte[] before = Files.readAllBytes(history);
    RunningApp again = start();
    again.awaitStatus("Stopped: History can't be opened");
    again.awaitNotice(
        "setup-problem",
        "History can't be opened",
        history
            + " is not a database, so Rollcall left it as it is: choose another data directory, or"
            + " move it away.");
    assertArrayEquals(before, Files.readAllBytes(history));
    Files.write(history, good);
    again.press("Retry now");
    again.awaitRow(grace, Presence.AWAY);
  }

  /// The window says so, records nothing, and the file stays as it is.
  private void refused(String sentence) throws Exception {
    byte[] before = Files.readAllBytes(history);
    RunningApp refusing = start();
    refusing.awaitStatus("Stopped: .*");
    refusing.awaitNotice("setup-problem", "History can't be opened", sentence);
    close();
    assertArrayEquals(before, Files.readAllBytes(history));
  }

  private void export(FxRobot robot) throws IOException {
    RunningApp open = Objects.requireNonNull(app);
    open.desktop.folder = Optional.of(folder);
    robot.push(KeyCode.CONTROL, KeyCode.E);
    fire("export-change", "kind-events", "for-data");
    fire("export-go");
    RunningApp.await(() -> "a file", () -> whole(folder));
    open.closeDialog();
  }

  private String label(String id) {
    return Objects.requireNonNull(app).find(id, Label.class).getText();
  }

  private void fire(String... ids) {
    for (String id : ids) {
      ButtonBase button = Objects.requireNonNull(app).find(id, ButtonBase.class);
      Fx.run(button::fire);
    }
  }

  private RunningApp start() throws IOException {
    app = RunningApp.start(workspace, InstantSource.system(), data, workspace.token(), grace, kai);
    return app;
  }

  private void close() {
    if (app != null) {
      app.close();
      app = null;
    }
  }

  private static Person person(Employee employee) {
    String name = employee.realName();
    return new Person(new UserId(employee.id()), name, name, "", null, false, false);
  }

  private static Sighting seen(Employee employee, Presence presence, Instant at) {
    UserId user = new UserId(employee.id());
    return Sighting.of(user, presence, at, Source.RTM, Cause.PRESENCE_CHANGE);
  }

  /// Returns whether there is a file, and nothing is still being written.
  private static boolean whole(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(Path::toString).toList();
      return !names.isEmpty() && names.stream().noneMatch(name -> name.endsWith(".part"));
    }
  }

  private static void on(Path file, String command) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /// No other workspace is open.
  private static final class NoOthers implements DesktopController.OtherWorkspaces {
    @Override
    public boolean passToken(
        DesktopController from,
        SlackAccess access,
        Workspace workspace,
        CompletableFuture<TokenAnswer> answer) {
      return false;
    }

    @Override
    public void connect(String token, CompletableFuture<TokenAnswer> answer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void shareSettings(DesktopController from, Settings saved, boolean reconnect) {}

    @Override
    public void showRecord(ServerAddress server) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void demo(boolean on) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<DesktopController> all() {
      return List.of();
    }
  }
}
