package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.settings.Appearance;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.settings.Theme;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedActions;
import rollcall.testkit.RecordedCommands;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.Rounding;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.Dialog;
import rollcall.ui.export.ExportView;
import rollcall.ui.main.StatusBar;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.GroupingModel;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.model.Workspaces;
import rollcall.ui.picker.PickerView;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.PresenceView;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.watch.Problem;

/// Screens in a real window, by mouse and by keyboard.
@ExtendWith(FxExtension.class)
class ScreenTest {
  private static final AboutModel ABOUT =
      new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null);

  private final PresenceModel model = PresenceModels.acme();
  private final RecordedCommands commands = new RecordedCommands();
  private final FakeDesktop desktop = new FakeDesktop();
  private Stage stage;
  private boolean closed;

  @Start
  void start(Stage first) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    stage = first;
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(1280);
    stage.setHeight(800);
  }

  @Test
  void searchAndHeadlineFilterTheRows(FxRobot robot) {
    PresenceScreenModel screen = openRows();
    assertEquals(24, screen.shown().size());
    robot.clickOn("#headline-unknown");
    assertEquals(model.counts().get().unknown(), screen.shown().size());
    Fx.run(() -> screen.query().set("MULLER"));
    robot.clickOn("#headline-unknown");
    assertEquals(List.of("Kai Müller"), names(screen));
    Fx.run(() -> screen.query().set("kaii"));
    assertTrue(texts().contains("No one matches “kaii”."), texts().toString());
    robot.clickOn("#rows-empty-action");
    assertEquals(24, screen.shown().size());
  }

  @Test
  void headlineUpdatesCountAndFilterOnChange(FxRobot robot) {
    PresenceScreenModel screen = openRows();
    robot.clickOn("#headline-away");
    int away = screen.shown().size();
    UserId someone = screen.shown().getFirst().id();
    Fx.run(() -> {
      Sighting seen =
          Sighting.of(
              someone, Presence.ACTIVE, Acme.NOW.plusSeconds(1), Source.RTM, Cause.PRESENCE_CHANGE);
      PresenceSnapshot snapshot = Acme.snapshot().with(List.of(seen));
      model.addSightings(List.of(seen), snapshot);
      model.tick(Acme.NOW.plusSeconds(3));
    });
    assertEquals(away - 1, screen.shown().size());
    assertEquals((away - 1) + " away", Fx.find(root(), "headline-away", Labeled.class).getText());
  }

  @Test
  void selectionIsSharedAndSurvivesTheFilter(FxRobot robot) {
    PresenceScreenModel screen = openRows();
    robot.clickOn("Grace Hopper");
    UserId grace = Acme.people().getFirst().id();
    assertEquals(grace, model.selection().get());
    Fx.run(() -> screen.query().set("kai"));
    assertEquals(grace, model.selection().get());
    Fx.run(() -> screen.query().set(""));
    assertEquals(grace, screen.timeline().selection().row().orElseThrow().user());
    Fx.run(() -> model.selection().set(Acme.people().get(1).id()));
    assertEquals("Kai Müller", screen.timeline().selection().row().orElseThrow().person().name());
  }

  @Test
  void columnHeaderSortsTheRows(FxRobot robot) {
    PresenceScreenModel screen = openRows();
    Labeled header = Fx.find(root(), "sort-state", Labeled.class);
    Fx.run(header::requestFocus);
    robot.type(KeyCode.SPACE);
    Presence[] order = {Presence.ACTIVE, Presence.AWAY, Presence.UNKNOWN};
    List<Integer> places =
        screen.shown().stream().map(row -> List.of(order).indexOf(row.state().presence())).toList();
    assertEquals(places.stream().sorted().toList(), places);
    assertEquals("State ▲", Fx.find(root(), "sort-state", Labeled.class).getText());
    Fx.run(() -> ((Button) header).fire());
    assertEquals("State ▼", Fx.find(root(), "sort-state", Labeled.class).getText());
    assertEquals(Presence.UNKNOWN, screen.shown().getFirst().state().presence());
  }

  @Test
  void peopleAreSelectedByKeyboard(FxRobot robot) {
    open(() -> {
      PickerView view = new PickerView(model, commands, () -> closed = true);
      show(view);
      view.follow();
      return view;
    });
    robot.write("muller").type(KeyCode.DOWN).type(KeyCode.SPACE);
    assertEquals("23 of 750", Fx.find(root(), "meter", Labeled.class).getText());
    robot.type(KeyCode.ENTER);
    assertTrue(Fx.find(root(), "leaving", Node.class).isVisible(), "asks about the history");
    assertEquals(List.of(), commands.log);
    // The button that keeps the history has the focus.
    robot.type(KeyCode.SPACE);
    Map<Boolean, List<UserId>> people =
        Acme.people().stream()
            .collect(
                Collectors.partitioningBy(
                    person -> person.name().equals("Kai Müller"),
                    Collectors.mapping(Person::id, Collectors.toList())));
    assertEquals(
        List.of("watch " + new TreeSet<>(people.get(false))),
        commands.log.stream().filter(line -> !line.startsWith("apply")).toList());
    assertEquals(
        Set.of(people.get(true).getFirst().value()), commands.applied.getLast().people().kept());
    assertTrue(closed);
  }

  @Test
  void selectAllIsOfferedForTheMatchesOfASearch(FxRobot robot) {
    Fx.run(() -> model.setWatched(Set.of()));
    open(() -> {
      PickerView view = new PickerView(model, commands, () -> closed = true);
      show(view);
      view.follow();
      return view;
    });
    Button all = Fx.find(root(), "select-all", Button.class);
    assertFalse(all.isVisible());
    robot.write("U");
    assertTrue(all.isVisible() && !all.isDisabled());
  }

  @Test
  void failedUserListShowsTheProblem(FxRobot robot) {
    Fx.run(() ->
        model.setUserList(
            new UserList(
                List.of(),
                0,
                UserList.State.PARTIAL,
                new Problem.MissingScope("users:read", "team:read"),
                Map.of(),
                Map.of())));
    open(() -> {
      PickerView view = new PickerView(model, commands, () -> closed = true);
      show(view);
      view.follow();
      return view;
    });
    assertTrue(texts().contains("One permission is missing"), texts().toString());
  }

  @Test
  void escapeClosesTheSettings(FxRobot robot) {
    Fx.run(() -> {
      stage.setScene(new Scene(new VBox(), 860, 560));
      stage.show();
      new Dialog(stage, "Settings", 760, 520)
          .show(
              new SettingsView(
                  model,
                  new Workspaces(model),
                  commands,
                  desktop,
                  ABOUT,
                  _ -> {},
                  () -> {},
                  () -> {}),
              SettingsView::follow);
    });
    assertEquals(2, Fx.get(() -> Window.getWindows().size()));
    robot.type(KeyCode.ESCAPE);
    assertEquals(List.of(stage), Fx.get(() -> List.copyOf(Window.getWindows())));
  }

  @Test
  void invalidProxyShowsAnErrorAndValidProxyAppliesImmediately(FxRobot robot) {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.PROXY));
    robot.clickOn("#proxy-manual");
    robot.clickOn("#proxy-host").write("proxy.corp.example").clickOn("#proxy-port").write("80801");
    robot.type(KeyCode.ENTER);
    assertEquals(
        "The port must be a number from 1 to 65535.",
        Fx.find(root(), "proxy-error", Labeled.class).getText());
    assertEquals(List.of(), commands.applied);
    // The invalid field has the focus, and its text is selected.
    robot.write("8080").type(KeyCode.ENTER);
    assertEquals(
        List.of(
            Settings.DEFAULT.withProxy(
                new Proxy.Manual("proxy.corp.example", 8080, "", List.of()))),
        commands.applied);
    assertFalse(Fx.find(root(), "proxy-error", Labeled.class).isVisible());
    robot.clickOn("#proxy-none");
    assertEquals(Settings.DEFAULT.withProxy(new Proxy.None()), commands.applied.getLast());
  }

  @Test
  void unusableCaFileShowsAnErrorAndStaysInTheField(FxRobot robot) {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.PROXY));
    Path letter = Path.of("letter.pem").toAbsolutePath();
    desktop.file = Optional.of(letter);
    commands.caFileProblem = Optional.of("The file letter.pem holds no certificate.");
    robot.clickOn("#ca-choose");
    assertEquals(
        "The file letter.pem holds no certificate.",
        Fx.find(root(), "ca-error", Labeled.class).getText());
    assertEquals(letter.toString(), Fx.find(root(), "ca-file", TextField.class).getText());
    commands.caFileProblem = Optional.empty();
    robot.type(KeyCode.ENTER);
    assertFalse(Fx.find(root(), "ca-error", Labeled.class).isVisible());
    assertEquals(
        "These certificates are now trusted.", Fx.find(root(), "ca-used", Labeled.class).getText());
    robot.clickOn("#ca-file").push(KeyCode.CONTROL, KeyCode.A).type(KeyCode.DELETE, KeyCode.ENTER);
    assertEquals(
        List.of("setCaFile " + letter, "setCaFile " + letter, "setCaFile null"), commands.log);
  }

  @Test
  void oldHistoryIsDeletedAfterConfirmation() {
    SettingsView view = openSettings();
    Fx.run(() -> {
      PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofDays(50)));
      view.select(SettingsView.Topic.RECORDING);
    });
    ComboBox<?> retention = Fx.find(root(), "retention", ComboBox.class);
    Fx.run(() -> retention.getSelectionModel().select(1));
    assertFalse(Fx.find(root(), "retention-result", Labeled.class).isVisible());
    Fx.run(() -> Fx.find(root(), "retention-yes", Button.class).fire());
    assertEquals("keep 30", commands.log.getLast());
    assertEquals(
        "Retention updated. Older history of 2 people was deleted.",
        Fx.find(root(), "retention-result", Labeled.class).getText());
    assertFalse(Fx.find(root(), "retention-yes", Button.class).getParent().getParent().isVisible());
  }

  @Test
  void accountingRulesApplyImmediately(FxRobot robot) {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.RECORDING));
    Fx.run(() -> Fx.find(root(), "counting-bridge", TextField.class).setText("soon"));
    Fx.run(() -> Fx.find(root(), "counting-bridge", TextField.class).requestFocus());
    robot.type(KeyCode.ENTER);
    assertEquals(
        "The gap must be a number of seconds from 0 to 3600.",
        Fx.find(root(), "counting-error", Labeled.class).getText());
    assertEquals(List.of(), commands.applied);
    robot.push(KeyCode.CONTROL, KeyCode.A).write("60").type(KeyCode.TAB);
    robot.push(KeyCode.CONTROL, KeyCode.A).write("04:00").type(KeyCode.ENTER);
    assertEquals(
        List.of(
            Settings.DEFAULT.withBooks(Settings.DEFAULT.books().withBridgeSeconds(60)),
            Settings.DEFAULT.withBooks(
                Settings.DEFAULT.books().withBridgeSeconds(60).withDayStart(LocalTime.of(4, 0)))),
        commands.applied);
    assertFalse(Fx.find(root(), "counting-error", Labeled.class).isVisible());
  }

  @Test
  void eachSlackStatusIsEnabledSeparately(FxRobot robot) {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.PEOPLE));
    Fx.run(() -> Fx.find(root(), "slack-status-dnd", CheckBox.class).fire());
    assertEquals(
        Settings.DEFAULT.withSlackStatuses(Set.of(SlackStatusKind.DND)),
        commands.applied.getLast());
    Fx.run(() -> model.setSettings(commands.applied.getLast()));
    Fx.run(() -> Fx.find(root(), "slack-status-huddle", CheckBox.class).requestFocus());
    robot.type(KeyCode.SPACE);
    assertEquals(
        Settings.DEFAULT.withSlackStatuses(Set.of(SlackStatusKind.DND, SlackStatusKind.HUDDLE)),
        commands.applied.getLast());
    Fx.run(() -> model.setSettings(commands.applied.getLast()));
    assertTrue(Fx.find(root(), "slack-status-huddle", CheckBox.class).isSelected());
    assertFalse(Fx.find(root(), "slack-status-status", CheckBox.class).isSelected());
    Fx.run(() -> Fx.find(root(), "slack-status-dnd", CheckBox.class).fire());
    assertEquals(
        Settings.DEFAULT.withSlackStatuses(Set.of(SlackStatusKind.HUDDLE)),
        commands.applied.getLast());
  }

  @Test
  void themeAppliesImmediately(FxRobot robot) {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.APPEARANCE));
    robot.clickOn("#theme-dark");
    assertEquals(List.of(Settings.DEFAULT.withTheme(Theme.DARK)), commands.applied);
  }

  @Test
  void contrastAndTextSizeApplyImmediately() {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.APPEARANCE));
    Fx.run(() -> Fx.find(root(), "high-contrast", CheckBox.class).fire());
    assertEquals(
        Appearance.DEFAULT.withHighContrast(true), commands.applied.getLast().appearance());
    Fx.run(() -> model.setSettings(commands.applied.getLast()));
    Fx.run(() -> {
      ComboBox<?> sizes = Fx.find(root(), "text-size", ComboBox.class);
      sizes.getSelectionModel().selectLast();
    });
    assertEquals(
        Appearance.DEFAULT.withHighContrast(true).withTextPercent(150),
        commands.applied.getLast().appearance());
  }

  @Test
  void selectionByArrowKeysAppliesImmediately(FxRobot robot) {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.APPEARANCE));
    Fx.run(() -> view.lookup("#theme-automatic").requestFocus());
    robot.type(KeyCode.DOWN);
    Fx.run(() -> view.select(SettingsView.Topic.PROXY));
    Fx.run(() -> view.lookup("#proxy-system").requestFocus());
    robot.type(KeyCode.DOWN);
    assertEquals(
        List.of(
            Settings.DEFAULT.withTheme(Theme.LIGHT),
            Settings.DEFAULT.withTheme(Theme.LIGHT).withProxy(new Proxy.None())),
        commands.applied);
  }

  @Test
  void recordingHoursAreSetByKeyboard(FxRobot robot) {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.RECORDING));
    Fx.run(() -> ((Labeled) view.lookup("#hours-chosen")).requestFocus());
    robot.type(KeyCode.SPACE);
    robot.push(KeyCode.SHORTCUT, KeyCode.A);
    robot.write("lunch");
    robot.type(KeyCode.ENTER);
    assertEquals(
        "Enter a time of day such as 08:00 or 18:30.",
        Fx.get(() -> ((Labeled) view.lookup("#hours-error")).getText()));
    assertEquals(List.of(onWeekdays(8, 18, 0)), hours());
    robot.push(KeyCode.SHORTCUT, KeyCode.A);
    robot.write("22");
    robot.type(KeyCode.TAB);
    robot.push(KeyCode.SHORTCUT, KeyCode.A);
    robot.write("6:30");
    robot.type(KeyCode.ENTER);
    assertEquals(
        List.of(onWeekdays(8, 18, 0), onWeekdays(22, 18, 0), onWeekdays(22, 6, 30)), hours());
  }

  @Test
  void recordingHoursAreShownAndTypedInTwelveHours(FxRobot robot) {
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.RECORDING));
    Fx.run(() -> ((Labeled) view.lookup("#hours-chosen")).requestFocus());
    robot.type(KeyCode.SPACE);
    TextField from = Fx.find(root(), "hours-from", TextField.class);
    TextField to = Fx.find(root(), "hours-to", TextField.class);
    assertEquals("8:00 AM", from.getText());
    assertEquals("6:00 PM", to.getText());
    assertEquals("12:00 AM", Fx.find(root(), "counting-day-start", TextField.class).getText());
    Fx.run(() -> {
      to.setText("lunch");
      to.fireEvent(new ActionEvent());
    });
    assertEquals(
        "Enter a time of day such as 8:00 AM or 6:30 PM.",
        Fx.get(() -> ((Labeled) view.lookup("#hours-error")).getText()));
    Fx.run(() -> {
      to.setText("5:30 pm");
      to.fireEvent(new ActionEvent());
    });
    assertEquals(onWeekdays(8, 17, 30), hours().getLast());
  }

  @AfterEach
  void english() {
    Messages.use(Locale.ENGLISH);
  }

  private List<RecordingSchedule> hours() {
    return commands.applied.stream().map(Settings::hours).toList();
  }

  private static RecordingSchedule onWeekdays(int from, int to, int minute) {
    return new RecordingSchedule(
        LocalTime.of(from, 0),
        LocalTime.of(to, minute),
        new TreeSet<>(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
  }

  @Test
  void replacedTokenShowsItsStorage(FxRobot robot) {
    SettingsView view = openSettings();
    Fx.run(() -> view.select(SettingsView.Topic.CONNECTION));
    robot.clickOn("#token").write("xoxb-1-2-abc").clickOn("#token-use");
    Fx.await(() ->
        Fx.find(root(), "token-stored", Labeled.class)
            .getText()
            .equals("The token is kept in this computer's password store."));
    assertEquals(List.of("connect xoxb-1-2-abc"), commands.log);
    assertEquals("", Fx.find(root(), "token", TextField.class).getText());
  }

  @Test
  void statusBarCountsTheSeconds(FxRobot robot) {
    open(() -> {
      StatusBar statusBar = new StatusBar(model);
      show(new VBox(statusBar));
      statusBar.follow();
      return statusBar;
    });
    Labeled text = Fx.find(root(), "status-text", Labeled.class);
    assertEquals("Live · 24 people · last event 12 s ago", text.getText());
    Fx.run(() -> model.tick(Acme.NOW.plusSeconds(30)));
    assertEquals("Live · 24 people · last event 42 s ago", text.getText());
  }

  @Test
  void exportIsPreviewedSavedToTheChosenFolderAndReportsGaps(FxRobot robot) {
    desktop.folder = Optional.of(Path.of("Documents"));
    commands.preview =
        new CommandResult.Done<>(
            new ExportPreview(
                List.of(List.of("date", "name"), List.of("2026-09-17", "'=SUM(A1)")),
                new ExportPreview.Totals(92, 2, 81)));
    commands.exportResult = new ExportResult.Saved(Path.of("Documents", "cards.csv"), 92, 81);
    openExport();
    String gaps =
        "Between 1 Sep and 17 Sep, 19 % of the watched time is unknown (app closed or offline)."
            + " Totals count only what was observed.";
    assertTrue(texts().contains("92 rows · coverage 81 % · 2 not final yet"), texts().toString());
    assertTrue(texts().containsAll(List.of("Some hours weren't observed", gaps)));
    robot.clickOn("#export-gaps");
    assertEquals(
        List.of(new DayRange(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 9, 17))), gapsShown);
    robot.clickOn("#export-change").clickOn("#export-go");
    assertEquals(
        List.of(
            "apply, password null",
            "export to presence-timecards_acme_2026-09-01_2026-09-17_Europe-Berlin.csv"),
        commands.log);
    assertEquals("Documents", commands.applied.getLast().export().folder());
    assertTrue(texts().contains("Saved 92 rows"), texts().toString());
    assertTrue(
        texts()
            .contains(
                "cards.csv · coverage 81 % (see column).\nIts description is in cards.meta.json.\n"
                    + gaps),
        texts().toString());
    robot.clickOn("#export-copy");
    assertEquals(
        List.of("copy " + Path.of("Documents", "cards.csv").toAbsolutePath()), desktop.done);
    robot.clickOn("#for-data");
    Fx.run(() -> Fx.find(root(), "guard", CheckBox.class).fire());
    assertTrue(texts().contains("Spreadsheets may run cells that start with ="));
    Fx.run(() -> Fx.find(root(), "guard-keep", Button.class).fire());
    assertTrue(Fx.find(root(), "guard", CheckBox.class).isSelected());
  }

  @Test
  void exportWithNearlyFullCoverageIsNoWarning(FxRobot robot) {
    commands.preview =
        new CommandResult.Done<>(
            new ExportPreview(
                List.of(List.of("date", "name"), List.of("2026-09-17", "Grace")),
                new ExportPreview.Totals(92, 0, 99)));
    commands.exportResult = new ExportResult.Saved(Path.of("cards.csv"), 92, 99);
    openExport();
    Node result = Fx.find(root(), "export-result", Node.class);
    assertFalse(result.isVisible(), texts().toString());
    robot.clickOn("#export-go");
    assertTrue(texts().contains("Saved 92 rows"), texts().toString());
    assertTrue(result.getStyleClass().contains("notice-good"), result.getStyleClass() + "");
    assertFalse(result.getStyleClass().contains("notice-warning"));
    assertTrue(texts().stream().anyMatch(text -> text.contains("1 % of the watched time")));
    commands.exportResult = new ExportResult.Saved(Path.of("cards.csv"), 92, 81);
    robot.clickOn("#export-go");
    assertTrue(result.getStyleClass().contains("notice-warning"), result.getStyleClass() + "");
  }

  @Test
  void previewShowsTheHoursFirstAndAlignsNumbers(FxRobot robot) {
    List<String> header =
        List.of(
            "date",
            "weekday",
            "iso_week",
            "time_zone",
            "workspace",
            "workspace_id",
            "user_id",
            "name",
            "first_active",
            "last_active",
            "span_h",
            "active_h",
            "coverage_pct",
            "status");
    commands.preview =
        new CommandResult.Done<>(
            new ExportPreview(List.of(header, header), new ExportPreview.Totals(1, 0, 100)));
    openExport();
    TableView<?> table = Fx.find(root(), "preview", TableView.class);
    List<String> names = table.getColumns().stream().map(column -> column.getText()).toList();
    assertEquals(
        List.of("date", "name", "active_h", "coverage_pct", "first_active", "last_active"),
        names.subList(0, 6));
    assertEquals(header.size(), names.size());
    double untilHours =
        table.getColumns().stream().limit(3).mapToDouble(column -> column.getWidth()).sum();
    assertTrue(untilHours <= table.getWidth(), untilHours + " of " + table.getWidth());
    for (var cell : table.lookupAll(".table-cell.number-column")) {
      assertEquals(Pos.CENTER_RIGHT, ((Labeled) cell).getAlignment());
    }
    for (var label : table.lookupAll(".column-header.number-column > .label")) {
      assertEquals(Pos.CENTER_RIGHT, ((Labeled) label).getAlignment());
    }
  }

  @Test
  void existingFileIsReplacedOrKeptByKeyboard(FxRobot robot) {
    Path file = Path.of("cards.csv");
    commands.exportResult = new ExportResult.Exists(file, Path.of("cards (2).csv"));
    openExport();
    robot.type(KeyCode.ENTER);
    assertTrue(texts().contains("cards.csv already exists"), texts().toString());
    commands.exportResult = new ExportResult.Saved(Path.of("cards (2).csv"), 1, 100);
    robot.type(KeyCode.SPACE);
    assertTrue(texts().contains("Saved 1 row"), texts().toString());
    commands.exportResult = new ExportResult.Exists(file, Path.of("cards (3).csv"));
    robot.clickOn("#export-go");
    robot.type(KeyCode.TAB, KeyCode.SPACE);
    assertEquals(
        List.of("export to cards (2).csv", "export over cards.csv"),
        commands.log.stream().filter(line -> line.contains(" cards")).toList());
  }

  @Test
  void exportIsCopiedToTheClipboard(FxRobot robot) {
    commands.exportResult = new ExportResult.Copied("date\tname\r\n2026-09-17\tGrace\r\n", 1, 100);
    openExport();
    robot.clickOn("#export-clip");
    assertTrue(
        texts().containsAll(List.of("Copied 1 row", "Paste them into a spreadsheet.")),
        texts().toString());
    commands.exportResult = new ExportResult.Failed("That is more than fits on the clipboard.");
    robot.clickOn("#export-clip");
    assertTrue(texts().contains("That is more than fits on the clipboard."), texts().toString());
    assertEquals(List.of("copy", "copy"), commands.log);
    assertEquals('\t', commands.exports.getLast().style().delimiter(), "for a spreadsheet");
    assertEquals(List.of("copy date\tname\r\n2026-09-17\tGrace\r\n"), desktop.done);
  }

  @Test
  void allExportOptionsAreSetByKeyboard(FxRobot robot) {
    commands.exportResult = new ExportResult.Saved(Path.of("cards.csv"), 1, 100);
    openExport();
    robot.type(KeyCode.RIGHT);
    tabTo(robot, "who-all");
    robot.type(KeyCode.DOWN);
    tabTo(robot, "who-search");
    robot.write("grace");
    tabTo(robot, "who-list");
    robot.type(KeyCode.HOME, KeyCode.SPACE);
    tabTo(robot, "range");
    robot.type(KeyCode.UP);
    tabTo(robot, "own-zones");
    robot.type(KeyCode.SPACE);
    tabTo(robot, "for-spreadsheet");
    robot.type(KeyCode.DOWN);
    for (String box : List.of("guard", "hms", "hide-names", "meta")) {
      tabTo(robot, box);
      robot.type(KeyCode.SPACE);
    }
    tabTo(robot, "round");
    robot.type(KeyCode.DOWN);
    tabTo(robot, "round-to");
    robot.type(KeyCode.DOWN);
    tabTo(robot, "guard-keep");
    tabTo(robot, "file-name");
    robot.push(KeyCode.CONTROL, KeyCode.A).write("cards").type(KeyCode.ENTER);
    assertEquals(
        List.of(
            new ExportSpec(
                ExportKind.WEEKLY,
                Set.of(Acme.people().getFirst().id()),
                new DayRange(LocalDate.parse("2026-09-06"), LocalDate.parse("2026-09-12")),
                AccountingRules.in(Acme.BERLIN)
                    .withOwnZones()
                    .withRounding(new Rounding(1, Rounding.Direction.UP)),
                CsvDialect.DATA.unguarded().withClockTimes(),
                true,
                Map.of(Acme.people().getFirst().id(), 1),
                true,
                false)),
        commands.exports);
    assertEquals("export to cards.csv", commands.log.getLast());
    tabTo(robot, "export-clip");
    robot.type(KeyCode.SPACE);
    assertEquals("copy", commands.log.getLast());
  }

  @Test
  void extraColumnsAreSelectedByKeyboard(FxRobot robot) {
    openExport();
    for (ExtraColumn column : ExtraColumn.values()) {
      tabTo(robot, "column-" + column.word());
      robot.type(KeyCode.SPACE);
    }
    tabTo(robot, "file-name");
    robot.type(KeyCode.ENTER);
    assertEquals(
        List.of(Set.of(ExtraColumn.values())),
        commands.exports.stream().map(request -> request.style().extras()).toList());
    Fx.run(() -> Fx.find(root(), "kind-weekly", RadioButton.class).fire());
    assertTrue(Fx.get(() -> Fx.find(root(), "column-dnd_h", CheckBox.class).isDisabled()));
    tabTo(robot, "file-name");
    robot.type(KeyCode.ENTER);
    assertEquals(Set.of(), commands.exports.getLast().style().extras());
  }

  private void tabTo(FxRobot robot, String id) {
    for (int i = 0; i < 30; i++) {
      robot.type(KeyCode.TAB);
      Node focus = Fx.get(() -> stage.getScene().getFocusOwner());
      if (focus != null && id.equals(focus.getId())) {
        return;
      }
    }
    throw new AssertionError("Tab does not reach " + id);
  }

  private final List<DayRange> gapsShown = new ArrayList<>();

  @Test
  void theExportLinksThePageAboutPresence() {
    openExport();
    assertTrue(Fx.get(() -> stage.getScene().getRoot().lookup("#meaning-link") != null));
  }

  private void openExport() {
    open(() -> {
      ExportView view =
          new ExportView(
              model,
              commands,
              desktop,
              Path.of("home"),
              Locale.US,
              new DayRange(LocalDate.parse("2026-09-17"), LocalDate.parse("2026-09-17")),
              null,
              gapsShown::add,
              () -> closed = true);
      show(view);
      view.follow();
      return view;
    });
  }

  private PresenceScreenModel openRows() {
    PresenceScreenModel screen = new PresenceScreenModel(model);
    open(() -> {
      PresenceView view =
          new PresenceView(
              screen, new GroupingModel(model, commands), commands, new RecordedActions());
      show(view);
      stage.setWidth(1100);
      screen.follow();
      view.follow();
      return view;
    });
    return screen;
  }

  private SettingsView openSettings() {
    commands.onApplied = model::setSettings;
    return open(() -> {
      SettingsView view =
          new SettingsView(
              model, new Workspaces(model), commands, desktop, ABOUT, _ -> {}, () -> {}, () -> {});
      show(view);
      view.follow();
      return view;
    });
  }

  private <T extends Node> T open(Supplier<T> screen) {
    return Fx.get(screen::get);
  }

  private void show(Parent content) {
    stage.setScene(new Scene(content, 860, 560));
    stage.show();
    content.applyCss();
  }

  private Parent root() {
    return stage.getScene().getRoot();
  }

  private static List<String> names(PresenceScreenModel screen) {
    return screen.shown().stream().map(row -> row.state().person().name()).toList();
  }

  private List<String> texts() {
    return Fx.get(() ->
        root().lookupAll(".label").stream()
            .filter(Labeled.class::isInstance)
            .map(label -> ((Labeled) label).getText())
            .toList());
  }
}
