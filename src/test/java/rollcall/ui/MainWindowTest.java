package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.settings.Appearance;
import rollcall.settings.Settings;
import rollcall.settings.Theme;
import rollcall.settings.ViewState;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.Dialog;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.watch.CheckReport;
import rollcall.watch.WatchStatus;

/// Keys and modes of the main window.
@ExtendWith(FxExtension.class)
class MainWindowTest {
  private static final Instant SHOWN = Instant.parse("2026-09-01T08:00:00Z");

  private final PresenceModel model = PresenceModels.acme();
  private final RecordedCommands commands = new RecordedCommands();
  private final FakeDesktop desktop = new FakeDesktop();
  private Stage stage;
  private MainWindow window;

  @Start
  void start(Stage first) {
    stage = first;
    commands.fxExecutor = new FxExecutor();
    window = SampleWindow.show(stage, model, commands, desktop);
  }

  @Test
  void switchShowsTheTimecardsOfThePeopleThatPresenceShows(FxRobot robot) {
    Node root = Fx.get(() -> stage.getScene().getRoot());
    Fx.run(() -> Fx.find(root, "screen-timecards", ToggleButton.class).fire());
    assertNotNull(root.lookup("#timecards"));
    assertTrue(Fx.find(root, "screen-timecards", ToggleButton.class).isSelected());
    TableView<?> grid = Fx.find(root, "timecard-grid", TableView.class);
    int everyone = grid.getItems().size();
    Fx.run(() -> Fx.find(root, "search", TextField.class).setText("gra"));
    assertTrue(grid.getItems().size() < everyone, grid.getItems().size() + " of " + everyone);
    Fx.run(() -> Fx.find(root, "screen-presence", ToggleButton.class).fire());
    assertNull(root.lookup("#timecards"));
  }

  @Test
  void theSceneHasTheColorOfTheWindowInEachTheme() {
    assertEquals(Color.web("#FFFFFF"), Fx.get(() -> stage.getScene().getFill()));
    Fx.run(() -> AppTheme.apply(true));
    Fx.run(() -> root().applyCss());
    assertEquals(Color.web("#0D1117"), Fx.get(() -> stage.getScene().getFill()));
    Fx.run(() -> AppTheme.apply(false));
  }

  @Test
  void theExportBeginsWithThePeopleWhoAreShown(FxRobot robot) {
    Fx.run(() -> search().setText("kai"));
    robot.push(KeyCode.CONTROL, KeyCode.E);
    Stage export = Fx.get(() -> (Stage) Window.getWindows().getLast());
    Fx.run(() -> Fx.find(export.getScene().getRoot(), "export-go", Button.class).fire());
    Fx.await(() -> !commands.exports.isEmpty());
    assertEquals(
        List.of("Kai Müller"),
        commands.exports.getLast().people().stream().map(id -> model.person(id).name()).toList());
    Fx.run(export::close);
  }

  @Test
  void aDialogFitsOnTheScreenOfItsOwner() {
    Fx.run(() -> {
      stage.setX(300);
      stage.setY(300);
      new Dialog(stage, "High", 500, 3000).show(new Pane(), _ -> Subscription.EMPTY);
    });
    Stage dialog = Fx.get(() -> (Stage) Window.getWindows().getLast());
    Rectangle2D screen = Fx.get(() -> Screen.getPrimary().getVisualBounds());
    Fx.await(() -> dialog.getHeight() <= screen.getHeight());
    assertTrue(dialog.getY() + dialog.getHeight() <= screen.getMaxY(), "y " + dialog.getY());
    Fx.run(() -> {
      dialog.close();
      stage.setX(0);
      stage.setY(0);
    });
  }

  @Test
  void aDialogStaysWhereItWasMoved() {
    var content = new Pane();
    Fx.run(() -> new Dialog(stage, "Moved", 500, 300).show(content, _ -> Subscription.EMPTY));
    Stage dialog = Fx.get(() -> (Stage) Window.getWindows().getLast());
    double edge = Fx.get(() -> Screen.getPrimary().getVisualBounds().getMaxX());
    Fx.run(() -> dialog.setX(edge - 100));
    Fx.run(() -> {
      content.requestLayout();
      content.layout();
    });
    assertEquals(edge - 100, Fx.get(dialog::getX));
    Fx.run(dialog::close);
  }

  @Test
  void escapeClearsTheSelectionAndThenTheFilter(FxRobot robot) {
    robot.push(KeyCode.SLASH).write("kai").push(KeyCode.F6).push(KeyCode.DOWN);
    assertEquals("Kai Müller", model.person(model.selection().get()).name());
    robot.push(KeyCode.ESCAPE);
    assertEquals(null, model.selection().get());
    assertEquals("kai", search().getText());
    robot.push(KeyCode.ESCAPE);
    assertEquals("", search().getText());
  }

  @Test
  void withoutATokenConnectOpensTheAssistantAtTheToken(FxRobot robot) {
    Fx.run(() -> model.setStatus(new WatchStatus.Idle()));
    robot.clickOn("#rows-empty-action");
    assertNotNull(root().lookup("#setup-token"));
    assertEquals(List.of(stage), Fx.get(() -> List.copyOf(Window.getWindows())));
    robot.push(KeyCode.ESCAPE).push(KeyCode.ESCAPE);
    assertNotNull(root().lookup("#presence-rows"));
  }

  @Test
  void aServerThatAsksForAPasswordGetsItFromTheDialog(FxRobot robot) {
    String place = "postgresql://viewer@db.example/team";
    WatchStatus.Unreachable wrong = new WatchStatus.Unreachable("The password is wrong.", true);
    Fx.run(() -> model.setStatus(new WatchStatus.Following(place, List.of(), 2, null, wrong)));
    robot.clickOn("Enter password…");
    Parent dialog = Fx.get(() -> Window.getWindows().getLast().getScene().getRoot());
    assertTrue(Fx.find(dialog, "server-password-use", Button.class).isDisabled());
    robot.clickOn("#server-password-remember").clickOn("#server-password").write("s3cret");
    assertEquals(List.of(), commands.log);
    robot.push(KeyCode.ENTER);
    assertEquals(List.of("serverPassword s3cret remember"), commands.log);
    assertEquals(List.of(stage), Fx.get(() -> List.copyOf(Window.getWindows())));
  }

  @Test
  void afterADialogTheKeyboardIsInTheWindow(FxRobot robot) {
    Fx.run(() -> Fx.find(root(), "open-settings", Button.class).fire());
    robot.push(KeyCode.ESCAPE);
    Fx.await(stage::isFocused);
    assertNotNull(Fx.get(() -> stage.getScene().getFocusOwner()));
  }

  @Test
  void theSmallestWindowFitsOnASmallScreenWithLargePixels() {
    assertTrue(stage.getMinWidth() <= 1366 / 1.5 && stage.getMinHeight() <= 768 / 1.5 - 40);
  }

  @Test
  void theBarsOfANarrowWindowWithLargeTextEndAtItsEdge() {
    Fx.run(() -> {
      AppTheme.apply(false, Appearance.DEFAULT.withTextPercent(150));
      stage.setWidth(700);
    });
    Region settings = Fx.find(root(), "open-settings", Region.class);
    Fx.await(() -> ((Region) root()).getWidth() <= 700);
    assertTrue(Fx.get(() -> settings.localToScene(settings.getWidth(), 0).getX()) <= 700);
    assertTrue(Fx.find(root(), "screen-timecards", ToggleButton.class).isVisible());
    Fx.run(() -> AppTheme.apply(false));
  }

  @Test
  void aNarrowWindowWithLargeTextShowsTheWholeBarOfARangeOfHours() {
    Fx.run(() -> {
      model.setSettings(Settings.DEFAULT.withAppearance(Appearance.DEFAULT.withTextPercent(150)));
      AppTheme.apply(false, Appearance.DEFAULT.withTextPercent(150));
      stage.setWidth(860);
    });
    Fx.await(() -> ((Region) root()).getWidth() <= 860);
    Node rows = Fx.find(root(), "presence-rows", Node.class);
    Fx.run(rows::requestFocus);
    robotWrites("++");
    Fx.run(() -> Fx.picture(stage.getScene()));
    List<Double> edges =
        Stream.of("range-previous", "range-now")
            .map(id -> Fx.find(root(), id, Region.class))
            .flatMap(
                node -> Stream.of(0.0, node.getWidth()).map(x -> node.localToScene(x, 0).getX()))
            .toList();
    assertEquals(edges.stream().sorted().toList(), edges);
    assertTrue(edges.getFirst() >= 0 && edges.getLast() <= 860, edges.toString());
    Fx.run(() -> AppTheme.apply(false));
  }

  @Test
  void theIconsOfTheWorkspaceMenuGrowWithTheTextAndKeepTheirDistance(FxRobot robot) {
    double usual = distanceOfIcon(robot, 1);
    Fx.run(() -> AppTheme.apply(false, Appearance.DEFAULT.withTextPercent(150)));
    double large = distanceOfIcon(robot, 1.5);
    Fx.run(() -> AppTheme.apply(false));
    assertEquals(usual, large, 0.5);
  }

  /// The distance between the icon and the text of a workspace in the menu.
  private static double distanceOfIcon(FxRobot robot, double scale) {
    robot.clickOn(".workspace");
    double distance =
        Fx.get(() -> {
          Node icon = robot.lookup(".context-menu .state-icon").query();
          Node text = robot.lookup(".context-menu .radio-menu-item > .label").query();
          assertEquals(scale, icon.getScaleX());
          return text.localToScreen(text.getLayoutBounds()).getMinX()
              - icon.localToScreen(icon.getLayoutBounds()).getMaxX();
        });
    robot.type(KeyCode.ESCAPE);
    return distance;
  }

  @Test
  void aWindowStartsWithTheTextSizeOfTheSettings() {
    double usual = rowHeight();
    Fx.run(() -> {
      model.setSettings(Settings.DEFAULT.withAppearance(Appearance.DEFAULT.withTextPercent(150)));
      SampleWindow.show(stage, model, new RecordedCommands(), new FakeDesktop());
    });
    Fx.run(() -> Fx.picture(stage.getScene()));
    assertTrue(rowHeight() > usual * 1.2, rowHeight() + " instead of " + usual);
  }

  @Test
  void dialogsGrowWithTheTextAndHaveTheColorOfTheWindow() {
    for (boolean dark : new boolean[] {false, true}) {
      Fx.run(() -> AppTheme.apply(dark, Appearance.DEFAULT.withTextPercent(125)));
      Fx.chooseMenuItem(root(), "help.shortcuts");
      Region sheet = (Region) dialog().getScene().getRoot();
      Fx.run(() -> Fx.picture(dialog().getScene()));
      assertEquals(1130 * 1.25, dialog().getScene().getWidth(), 1);
      Color ground = (Color) sheet.getBackground().getFills().getLast().getFill();
      assertTrue(dark ? luminance(ground) < 0.1 : luminance(ground) > 0.9, ground.toString());
      assertTrue(ground.isOpaque());
      Fx.run(() -> dialog().hide());
    }
    Fx.run(() -> AppTheme.apply(false));
  }

  @Test
  void aNarrowWindowShortensThePromptOfTheSearchBeforeItHidesButtons() {
    assertEquals(
        List.of(
            "Search people  / [People, Export]",
            "Search [People, Export]",
            "Search [Export]",
            "Search []"),
        Fx.get(() ->
            IntStream.iterate(1280, width -> width > 300, width -> width - 4)
                .mapToObj(this::topBarOfWidth)
                .distinct()
                .toList()));
  }

  /// Lays out the top bar in this width, and returns the prompt and the visible buttons.
  private String topBarOfWidth(int width) {
    Region bar = (Region) root().lookup(".top-bar");
    bar.resize(width, bar.getHeight());
    bar.layout();
    return search().getPromptText()
        + " "
        + Stream.of("open-people", "open-export")
            .map(id -> Fx.find(bar, id, Button.class))
            .filter(Node::isVisible)
            .map(Button::getText)
            .toList();
  }

  @Test
  void controlDigitsShowTheScreens(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    assertTrue(Fx.get(() -> root().lookup("#timecards") != null));
    assertTrue(Fx.find(root(), "screen-timecards", ToggleButton.class).isSelected());
    Node status = Fx.find(root(), "status", Node.class);
    assertTrue(status.isVisible());
    assertTrue(Fx.find(root(), "status-text", Labeled.class).getText().startsWith("Live"));
    assertNotNull(status.lookup("#timecard-totals"));
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
    assertTrue(Fx.get(() -> root().lookup("#presence-rows") != null));
    assertNull(status.lookup("#timecard-totals"));
    assertNotNull(status.lookup("#legend"));
  }

  @Test
  void theViewIsSavedOnceItRestsAndShownAgain() {
    ViewState view =
        new ViewState(
            "timecards",
            "week",
            "month",
            "active",
            true,
            "compact",
            200,
            "first seen",
            5,
            "ask",
            "",
            "",
            SHOWN,
            new ViewState.Place(40, 30, 900, 600, false));
    Fx.run(() -> window.restore(view));
    assertTrue(Fx.find(root(), "screen-timecards", ToggleButton.class).isSelected());
    assertEquals(900, stage.getWidth());
    Fx.run(() -> Fx.find(root(), "screen-presence", ToggleButton.class).fire());
    assertTrue(Fx.find(root(), "range-week", ToggleButton.class).isSelected());
    assertEquals("Active ▼", Fx.find(root(), "sort-active", Button.class).getText());
    assertEquals(List.of(), commands.views);
    Fx.run(() -> {
      model.tick(Acme.NOW.plusSeconds(1));
      stage.setX(60);
      model.tick(Acme.NOW.plusSeconds(2));
    });
    assertEquals(List.of(), commands.views);
    Fx.run(() -> model.tick(Acme.NOW.plusSeconds(3)));
    ViewState saved = commands.views.getLast();
    assertEquals("presence", saved.screen());
    assertEquals(new ViewState.Place(60, 30, 900, 600, false), saved.place());
    assertEquals(
        new ViewState(
            "timecards",
            "week",
            "month",
            "active",
            true,
            "compact",
            200,
            "first seen",
            5,
            "ask",
            "",
            "",
            SHOWN,
            view.place()),
        new ViewState(
            view.screen(),
            saved.range(),
            saved.period(),
            saved.sort(),
            saved.descending(),
            saved.density(),
            saved.nameWidth(),
            saved.hiddenColumns(),
            saved.hiddenMinutes(),
            saved.closing(),
            saved.language(),
            saved.conventions(),
            saved.shown(),
            view.place()));
    assertEquals(1, commands.views.size());
  }

  @Test
  void aWindowSavedOutsideTheScreensIsVisible() {
    Fx.run(() ->
        window.restore(
            new ViewState(
                "",
                "",
                "",
                "",
                false,
                "",
                0,
                "",
                0,
                "",
                "",
                "",
                null,
                new ViewState.Place(-9000, 7000, 900, 600, false))));
    Rectangle2D screen = Fx.get(() -> Screen.getPrimary().getVisualBounds());
    assertTrue(
        screen.contains(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()),
        stage.getX() + ", " + stage.getY());
  }

  @Test
  void anyTimeZoneCanBeChosenFromBothScreens() {
    Fx.run(window::chooseZone);
    Parent content = dialog().getScene().getRoot();
    ZoneBox zones = Fx.find(content, "zone-box", ZoneBox.class);
    assertEquals(Optional.empty(), Fx.get(zones::chosen), "the zone of the computer");
    Fx.run(() -> zones.choose(ZoneId.of("Asia/Tokyo")));
    Fx.run(() -> Fx.find(content, "zone-use", Button.class).fire());
    assertEquals("Asia/Tokyo", commands.applied.getLast().zone());
    Fx.run(window::ownZones);
    assertTrue(commands.applied.getLast().export().ownZones());
    Fx.run(() -> window.zone("UTC"));
    assertFalse(commands.applied.getLast().export().ownZones());
  }

  @Test
  void explainOpensTheTimecardOfTheSelection(FxRobot robot) {
    Fx.run(() -> model.selection().set(Acme.people().getFirst().id()));
    // The strip appears with a later pulse than the selection.
    Fx.await(() -> Fx.find(root(), "detail", Region.class).getHeight() > 0);
    robot.clickOn("#detail-explain");
    Fx.await(() -> Fx.find(root(), "screen-timecards", ToggleButton.class).isSelected());
  }

  @Test
  void theDetailsOfTheSelectionTakeTwoLines() {
    Fx.run(() -> model.selection().set(Acme.people().getFirst().id()));
    Region detail = Fx.find(root(), "detail", Region.class);
    Fx.await(() -> detail.getHeight() > 0);
    assertTrue(detail.getHeight() < 80, "height " + detail.getHeight());
  }

  private static Set<String> labels(Parent root) {
    return root.lookupAll(".label").stream()
        .map(label -> ((Label) label).getText())
        .collect(Collectors.toSet());
  }

  @Test
  void f1ShowsTheShortcuts(FxRobot robot) {
    robot.push(KeyCode.F1);
    Stage sheet = dialog();
    assertEquals("Keyboard shortcuts", sheet.getTitle());
    Set<String> shown = Fx.get(() -> labels(sheet.getScene().getRoot()));
    ResourceBundle texts = ResourceBundle.getBundle("rollcall.ui.text.messages", Locale.ROOT);
    assertEquals(
        List.of(),
        texts.keySet().stream()
            .filter(key -> key.startsWith("shortcuts.") && !key.equals("shortcuts.title"))
            .map(texts::getString)
            .filter(text -> !shown.contains(text))
            .toList());
    Fx.run(sheet::requestFocus);
    robot.push(KeyCode.ESCAPE);
    Fx.await(() -> !sheet.isShowing());
  }

  @Test
  void theConnectionCheckFillsItsStepsAndCopiesThemForIt() {
    commands.prepareCheck();
    Fx.chooseMenuItem(root(), "recording.check");
    Parent check = dialog().getScene().getRoot();
    Fx.await(() -> text(check, "check-conclusion").startsWith("Result: Polling."));
    assertEquals("slack.com is 192.0.2.1", text(check, "check-name"));
    assertEquals("Slack allows polling only for this token", text(check, "check-live"));
    Fx.run(() -> Fx.find(check, "check-copy", Button.class).fire());
    String copied = desktop.done.getLast();
    assertTrue(copied.startsWith("copy Rollcall 0.1.0, connection check"), copied);
    assertTrue(copied.contains("proxy.corp:8080, from the variable https_proxy"), copied);
    assertEquals("Run again", plain(Fx.find(check, "check-again", Button.class)));
  }

  @Test
  void aConnectionCheckIsCanceledWithItsDialog() {
    CompletableFuture<CommandResult<CheckReport>> answer = new CompletableFuture<>();
    commands.checkAnswer = answer;
    Fx.chooseMenuItem(root(), "recording.check");
    Stage opened = dialog();
    Parent check = opened.getScene().getRoot();
    assertEquals("Checking…", text(check, "check-name"));
    Button again = Fx.find(check, "check-again", Button.class);
    Fx.run(again::fire);
    assertEquals("The check was canceled.", text(check, "check-conclusion"));
    Fx.run(again::fire);
    answer.complete(new CommandResult.Failed<>("The keychain does not answer."));
    Fx.await(() -> text(check, "check-conclusion").startsWith("The keychain does not answer."));
    commands.checkAnswer = new CompletableFuture<>();
    Fx.run(again::fire);
    Fx.run(opened::close);
    assertEquals(List.of("check", "cancel check", "check", "check", "cancel check"), commands.log);
  }

  private static String text(Parent content, String id) {
    return Fx.get(() -> Fx.find(content, id, Labeled.class).getText());
  }

  private static String plain(Labeled labeled) {
    return labeled.getText().replace("_", "");
  }

  @Test
  void theCompactListShowsThePeopleAboveOtherWindows() {
    Fx.chooseMenuItem(root(), "view.compact");
    Stage compact = dialog();
    assertTrue(compact.isAlwaysOnTop());
    ListView<?> list = Fx.find(compact.getScene().getRoot(), "compact-list", ListView.class);
    assertEquals(24, list.getItems().size());
    assertEquals(model.counts().get().active() + " of 24 active", compact.getTitle());
    PersonRow first = (PersonRow) list.getItems().getFirst();
    Set<String> shown =
        Fx.get(() -> {
          compact.getScene().getRoot().layout();
          return labels(list);
        });
    assertTrue(shown.contains(first.state().person().name()), shown + "");
    String duration = Fx.get(() -> first.state().durationText(model.now().get()).orElseThrow());
    assertTrue(shown.contains(duration), shown + " " + duration);
    PersonRow second = (PersonRow) list.getItems().get(1);
    Person namesake =
        new Person(second.id(), first.state().person().name(), "", "", null, false, false);
    Fx.run(() ->
        model.setUserList(
            new UserList(
                List.of(first.state().person(), namesake),
                0,
                UserList.State.COMPLETE,
                null,
                Map.of(first.id(), "ada.b"),
                Map.of())));
    Fx.run(() -> model.tick(model.now().get().plusSeconds(1)));
    Set<String> handles =
        Fx.get(() -> {
          compact.getScene().getRoot().layout();
          return labels(list);
        });
    assertTrue(handles.containsAll(Set.of("@ada.b", second.id().value())), handles + "");
    Fx.chooseMenuItem(root(), "view.compact");
    assertFalse(compact.isShowing());
  }

  @Test
  void theCompactListIsWiderWithLargerTextAndClosesByItsKeys(FxRobot robot) {
    var large = Settings.DEFAULT.withAppearance(Settings.DEFAULT.appearance().withTextPercent(150));
    Fx.run(() -> {
      AppTheme.apply(false, large.appearance());
      model.setSettings(large);
    });
    Fx.chooseMenuItem(root(), "view.compact");
    Stage compact = dialog();
    assertEquals(360, compact.getScene().getWidth());
    Fx.run(() -> Fx.picture(compact.getScene()));
    assertEquals(1.5, Fx.get(() -> compact.getScene().lookup(".state-icon").getScaleX()));
    Fx.run(() -> AppTheme.apply(false));
    Fx.run(compact::requestFocus);
    robot
        .press(KeyCode.CONTROL, KeyCode.SHIFT)
        .type(KeyCode.B)
        .release(KeyCode.SHIFT, KeyCode.CONTROL);
    assertFalse(compact.isShowing(), "the keys that open it close it");
    Fx.await(() -> stage.isFocused());
  }

  @Test
  void theLegendHighlightsAStateUntilItIsClickedAgain(FxRobot robot) {
    Node lanes = Fx.find(root(), "presence-rows", Node.class);
    ToggleButton away = Fx.find(root(), "legend-away", ToggleButton.class);
    ToggleButton active = Fx.find(root(), "legend-active", ToggleButton.class);
    int plain = Fx.get(() -> Arrays.hashCode(pixels(lanes)));
    robot.clickOn("#legend-away");
    assertTrue(away.isSelected());
    assertNotEquals(plain, Fx.get(() -> Arrays.hashCode(pixels(lanes))));
    robot.clickOn("#legend-active");
    assertTrue(active.isSelected() && !away.isSelected());
    robot.clickOn("#legend-active");
    assertFalse(active.isSelected());
    assertEquals(plain, Fx.get(() -> Arrays.hashCode(pixels(lanes))));
  }

  @Test
  void theLegendHasTheTotalsOfTheVisibleRangeWhereTheyFit() {
    ToggleButton active = Fx.find(root(), "legend-active", ToggleButton.class);
    Fx.await(() -> active.getText().matches("active \\d+ h \\d+ min"));
    String total = active.getText();
    assertTrue(active.getAccessibleText().startsWith(total + " in the visible range"));
    Fx.run(() -> stage.setWidth(860));
    Fx.await(10, () -> active.getText().equals("active"));
    assertTrue(active.getAccessibleText().startsWith(total + " in the visible range"));
    Fx.run(() -> stage.setWidth(1600));
    Fx.await(() -> active.getText().equals(total));
    robotWrites("+");
    Fx.await(() -> !active.getText().equals(total));
    String shorter = active.getText();
    Fx.run(() -> Fx.find(root(), "legend-away", ToggleButton.class).fire());
    assertEquals(shorter, active.getText());
  }

  @Test
  void theLegendFollowsAnOutageAtOnce() {
    ToggleButton unknown = Fx.find(root(), "legend-unknown", ToggleButton.class);
    Fx.await(() -> unknown.getText().startsWith("unknown "));
    String before = unknown.getText();
    UserId user = model.rows().getFirst().id();
    Instant lost = model.now().get().minusSeconds(1800);
    List<Sighting> outage = List.of(Sighting.unknown(user, lost, Cause.DISCONNECTED));
    Fx.run(() -> model.addSightings(outage, PresenceSnapshot.EMPTY.with(outage)));
    Fx.await(() -> !unknown.getText().equals(before));
  }

  @Test
  void theLegendHasTimeNotWatchedWhileItIsInTheLanes(FxRobot robot) {
    Label item = Fx.find(root(), "legend-not_watched", Label.class);
    Fx.await(() -> !item.isVisible());
    Fx.run(() -> Fx.find(root(), "presence-rows", Node.class).requestFocus());
    robot.push(KeyCode.M);
    Fx.await(() -> item.isVisible() && item.getWidth() > 0);
    robot.push(KeyCode.D);
    Fx.await(() -> !item.isVisible());
  }

  @Test
  void theLegendHasChangesOfStatusWhileTheyAreInTheLanes() {
    Label item = Fx.find(root(), "legend-changes", Label.class);
    UserId user = model.rows().getFirst().id();
    Fx.run(() ->
        model.setSettings(Settings.DEFAULT.withSlackStatuses(EnumSet.of(SlackStatusKind.STATUS))));
    PresenceFeed feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), model));
    Instant now = model.now().get();
    Fx.run(() ->
        feed.onSlackStatus(
            List.of(new SlackStatus.StatusText(user, "", now.minusSeconds(900), Source.RTM))));
    Fx.await(() -> !item.isVisible());
    Fx.run(() ->
        feed.onSlackStatus(
            List.of(new SlackStatus.StatusText(user, "Lunch", now.minusSeconds(600), Source.RTM))));
    Fx.run(() -> model.tick(now.plusSeconds(60)));
    Fx.await(() -> item.isVisible() && item.getWidth() > 0);
  }

  @Test
  void noLayoutIsRequestedWhileNothingChanges(FxRobot robot) {
    Fx.await(() -> dirty(root()).isEmpty());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    Fx.await(() -> dirty(root()).isEmpty());
    robot.push(KeyCode.CONTROL, KeyCode.COMMA);
    Fx.await(() ->
        Window.getWindows().stream()
            .allMatch(window -> dirty(window.getScene().getRoot()).isEmpty()));
  }

  /// The visible parts that the next frame would lay out.
  private static List<Parent> dirty(Parent part) {
    Stream<Parent> within =
        part.getChildrenUnmodifiable().stream()
            .filter(child -> child.isVisible() && child instanceof Parent)
            .flatMap(child -> dirty((Parent) child).stream());
    return Stream.concat(Stream.of(part).filter(Parent::isNeedsLayout), within).toList();
  }

  private void robotWrites(String sign) {
    Fx.run(() -> Fx.find(root(), "presence-rows", Node.class).requestFocus());
    new FxRobot().write(sign);
  }

  @Test
  void aSmallWindowShowsElevenPeople() {
    Fx.run(() -> {
      stage.setWidth(860);
      stage.setHeight(560);
    });
    Region rows = Fx.find(root(), "presence-rows", Region.class);
    Fx.await(
        () -> ((Region) root()).getHeight() <= 560 && root().getPseudoClassStates().size() > 0);
    Fx.run(() -> root().layout());
    double room = Fx.get(() -> rows.getHeight() - 30);
    assertTrue(room >= 11 * 27, room + " of " + Fx.get(MainWindowTest.this::heights));
  }

  private String heights() {
    StringBuilder all = new StringBuilder();
    for (String one :
        List.of(".menu-bar", ".top-bar", ".presence-toolbar", ".at-once", ".status-bar")) {
      all.append(one).append(' ').append(((Region) root().lookup(one)).getHeight()).append(' ');
    }
    return all.toString();
  }

  @Test
  void theStatusOfANarrowWindowEndsWithAWholePart(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    Labeled status = Fx.find(root(), "status-text", Labeled.class);
    String whole = status.getText();
    Labeled totals = Fx.find(root(), "timecard-totals", Labeled.class);
    Fx.run(() -> totals.setText("Totals: 17 people · 605 h 8 min active · 99 % seen"));
    Fx.run(() -> stage.setWidth(720));
    Fx.await(() -> !status.getText().equals(whole));
    assertTrue(whole.startsWith(status.getText() + " · "), status.getText());
    assertEquals(status.getText(), Fx.get(() -> ((Text) status.lookup(".text")).getText()));
    assertTrue(status.getTooltip().getText().startsWith(whole));
    Fx.run(() -> stage.setWidth(1280));
    Fx.await(() -> status.getText().equals(whole));
  }

  @Test
  void anyRangeOfDaysIsChosenInItsDialog() {
    Fx.run(window::chooseDays);
    Stage days = dialog();
    Parent content = days.getScene().getRoot();
    DatePicker from = Fx.find(content, "days-from", DatePicker.class);
    DatePicker to = Fx.find(content, "days-to", DatePicker.class);
    Button show = Fx.find(content, "days-show", Button.class);
    Fx.run(() -> {
      from.setValue(LocalDate.of(2026, 9, 16));
      to.setValue(LocalDate.of(2026, 9, 15));
    });
    assertTrue(show.isDisabled());
    Fx.run(() -> {
      from.setValue(LocalDate.of(2026, 9, 16));
      to.setValue(LocalDate.of(2026, 9, 17));
    });
    assertFalse(show.isDisabled());
    assertEquals("16 Sep 2026", from.getEditor().getText());
    type(from, "31 June");
    assertTrue(show.isDisabled());
    assertEquals(
        "“31 June” is not a valid date: use a format such as 17 Sep 2026, or choose a date.",
        ((Labeled) content.lookup(".error")).getText());
    for (String text : List.of("15 sep 2026", "9/14/2026", "2026-09-16")) {
      type(from, text);
      assertFalse(show.isDisabled(), text);
    }
    assertEquals("16 Sep 2026", from.getEditor().getText());
    Fx.run(show::fire);
    Fx.await(() -> !days.isShowing());
    Labeled title = Fx.find(root(), "range-title", Labeled.class);
    assertEquals("16 – 17 Sep 2026", title.getText());
  }

  private static void type(DatePicker picker, String text) {
    Fx.run(() -> {
      picker.getEditor().setText(text);
      picker.commitValue();
    });
  }

  /// The pixels of the upper lanes.
  private int[] pixels(Node lanes) {
    Bounds shown = lanes.localToScene(lanes.getLayoutBounds());
    int x = (int) shown.getCenterX();
    int y = (int) shown.getMinY() + 40;
    return Fx.picture(stage.getScene()).getRGB(x, y, 200, 200, null, 0, 200);
  }

  @Test
  void tabLeadsFromTheTopOfTheWindowToItsBottom(FxRobot robot) {
    Fx.run(() -> Fx.find(root(), "open-settings", Button.class).requestFocus());
    robot.push(KeyCode.TAB);
    Node next = Fx.get(() -> stage.getScene().getFocusOwner());
    assertTrue(next.getId().startsWith("headline-"), "after the top bar: " + next);
  }

  @Test
  void contrastAndTextSizeAreOnTheScreenAtOnce() {
    Subscription theme = Fx.get(() -> AppTheme.bindTo(model.settings()));
    for (Theme chosen : List.of(Theme.LIGHT, Theme.DARK)) {
      Appearance usual = Appearance.DEFAULT.withTheme(chosen);
      show(usual);
      double contrast = contrast();
      double height = rowHeight();
      double size = stateText().getFont().getSize();
      assertTrue(contrast > 4.5, chosen + " " + contrast);
      show(usual.withHighContrast(true));
      assertTrue(contrast() > 10 && contrast() > contrast + 2, chosen + " " + contrast());
      assertEquals(size, stateText().getFont().getSize());
      show(usual.withHighContrast(true).withTextPercent(150));
      assertEquals(size * 1.5, stateText().getFont().getSize(), 0.26);
      assertEquals(Math.rint(height * 1.5), rowHeight(), 1);
      assertTrue(contrast() > 10, chosen + " " + contrast());
    }
    Fx.run(theme::unsubscribe);
  }

  private void show(Appearance appearance) {
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withAppearance(appearance)));
    Fx.run(() -> Fx.picture(stage.getScene()));
  }

  /// The contrast of the state of the first row against its window, by WCAG.
  private double contrast() {
    double text = luminance((Color) stateText().getFill());
    double ground = luminance((Color) Fx.get(() -> stage.getScene().getFill()));
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private Text stateText() {
    return Fx.get(() ->
        root().lookupAll(".row-state").stream()
            .map(Text.class::cast)
            .filter(text -> text.getParent().isVisible() && !text.getText().equals("Active"))
            .findFirst()
            .orElseThrow());
  }

  private double rowHeight() {
    Region row = (Region) stateText().getParent();
    return Fx.get(row::getHeight);
  }

  @Test
  void theWallboardHasNoMenuAndNoBars() {
    Fx.run(() -> model.selection().set(model.rows().getFirst().id()));
    Node details = Fx.find(root(), "detail", Node.class);
    Fx.await(() -> isShown(details));
    Fx.chooseMenuItem(root(), "view.wallboard");
    for (String id : List.of("status", "range", "search", "group", "zone", "detail")) {
      Node node = Fx.find(root(), id, Node.class);
      assertFalse(Fx.get(() -> isShown(node)), id);
    }
    Region bar = (Region) root().lookup(".presence-toolbar");
    Fx.await(() -> bar.getHeight() > 0 && bar.getHeight() < 70);
    Fx.chooseMenuItem(root(), "view.wallboard");
    Node status = Fx.find(root(), "status", Node.class);
    assertTrue(Fx.get(() -> isShown(status) && isShown(details)));
  }

  private static boolean isShown(Node node) {
    for (Node current = node; current != null; current = current.getParent()) {
      if (!current.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private TextField search() {
    return Fx.find(root(), "search", TextField.class);
  }

  private Stage dialog() {
    return Fx.get(() ->
        Window.getWindows().stream()
            .filter(opened -> opened instanceof Stage && opened != stage)
            .map(Stage.class::cast)
            .findFirst()
            .orElseThrow());
  }

  private Parent root() {
    return stage.getScene().getRoot();
  }
}
