package rollcall.ui.picker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.Dialog;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SlackAnswer;
import rollcall.ui.model.UserList;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;

/// The people picker in a real window.
@ExtendWith(FxExtension.class)
class PickerViewTest {
  private final RecordedCommands commands = new RecordedCommands();
  private Stage stage;
  private PickerView view;

  @Start
  void start(Stage first) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    stage = first;
    stage.setX(0);
    stage.setY(0);
  }

  @Test
  void escapeInTheChannelStepGoesBackAndKeepsTheChoice(FxRobot robot) {
    commands.followable =
        new SlackAnswer.Found<>(
            List.of(
                new FollowedGroup(
                    FollowedGroup.Kind.CHANNEL, "C1", "crew", Set.of(), Set.of(), Set.of())));
    open(PresenceModels.with(list("Ada", "Kai"), "U0"));
    robot.clickOn("#people-search").write("kai").type(KeyCode.DOWN, KeyCode.SPACE);
    assertEquals("2 of 750", text("meter"));
    robot.clickOn("#add-channel");
    assertTrue(node("chooser").isVisible());
    robot.type(KeyCode.ESCAPE);
    assertFalse(node("chooser").isVisible());
    assertEquals("2 of 750", text("meter"));
    assertEquals(2, Fx.get(() -> Window.getWindows().size()), "the dialog is still open");
    robot.type(KeyCode.ESCAPE);
    assertEquals(List.of(stage), Fx.get(() -> List.copyOf(Window.getWindows())));
    assertEquals(List.of(), commands.lists);
  }

  @Test
  void overTheLimitTitleBodyAndMeterAgree() {
    open(
        PresenceModels.with(
            list(IntStream.range(0, 751).mapToObj("P%d"::formatted).toArray(String[]::new)),
            ids(751)));
    assertEquals("751 of 750", text("meter"));
    assertEquals(
        List.of(
            "That's more than Slack accepts at once",
            "751 selected. One connection can follow at most 750; 500 is comfortable. Choose fewer,"
                + " or use groups and pause some."),
        notice());
    Fx.run(() -> ((Button) view.lookup(".notice-buttons .button")).fire());
    assertFalse(Fx.get(() -> view.lookup(".notice-error").isVisible()), "the selection is kept");
    assertEquals("751 of 750", text("meter"));
    assertTrue(node("save").isDisabled());
  }

  @Test
  void longListIsNotReportedAsMoreThanSlackAccepts() {
    open(
        PresenceModels.with(
            list(IntStream.range(0, 600).mapToObj("P%d"::formatted).toArray(String[]::new)),
            ids(600)));
    assertEquals("600 of 750", text("meter"));
    assertEquals(
        0.8,
        Fx.get(() -> view.lookup(".picker-watching .progress-bar")) instanceof ProgressBar bar
            ? bar.getProgress()
            : -1);
    assertEquals(
        List.of(
            "That's a long list",
            "600 selected. Slack accepts up to 750 at once; up to 500 is comfortable."),
        notice());
    assertTrue(node("save").isDisabled(), "nothing to save");
    Fx.run(() -> ((Button) view.lookup("#watching .small-icon")).fire());
    assertEquals("599 of 750", text("meter"));
    assertFalse(node("save").isDisabled());
    open(
        PresenceModels.with(
            list(IntStream.range(0, 500).mapToObj("P%d"::formatted).toArray(String[]::new)),
            ids(500)));
    assertEquals(List.of("", ""), notice(), "500 is comfortable");
  }

  @Test
  void enterInTheSearchAddsTheMatchAndSavesNothing(FxRobot robot) {
    open(PresenceModels.with(list("Ada", "Kai", "Zoe")));
    assertTrue(node("save").isDisabled());
    assertTrue(text("rate").isEmpty(), "nothing is polled without a connection");
    robot.clickOn("#people-search");
    robot.type(KeyCode.ENTER);
    assertEquals("3 to choose from", text("count"));
    assertFalse(node("select-all").isVisible());
    robot.write("nobody").type(KeyCode.ENTER);
    assertEquals("nobody", search().getText());
    robot.push(KeyCode.CONTROL, KeyCode.F).write("kai");
    assertEquals("1 match", text("count"));
    assertTrue(node("select-all").isVisible());
    robot.type(KeyCode.ENTER);
    assertEquals("1 of 750", text("meter"));
    assertEquals("", search().getText());
    assertEquals(List.of(), commands.lists);
    robot.type(KeyCode.DOWN).write("zo");
    assertEquals("zo", search().getText(), "letters in the list start a search");
    robot.type(KeyCode.ENTER, KeyCode.DOWN).push(KeyCode.CONTROL, KeyCode.F);
    assertTrue(Fx.get(() -> search().isFocused()));
    robot.type(KeyCode.ENTER);
    assertEquals(
        List.of(Set.of(id(1), id(2))), commands.lists.stream().map(WatchList::people).toList());
    assertEquals(List.of(stage), Fx.get(() -> List.copyOf(Window.getWindows())));
  }

  @Test
  void theNoteSaysWhenNewPeopleAreRecorded() {
    open(PresenceModels.with(list("Ada", "Kai")));
    assertTrue(noteTexts().startsWith("Nothing is recorded until you pick someone."));
    Fx.run(() -> ((CheckBox) view.lookup("#people .check-box")).fire());
    assertTrue(noteTexts().startsWith("The new people are recorded from when you save."));
  }

  private String noteTexts() {
    return texts(".dialog-buttons .muted").stream()
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private TextField search() {
    return Fx.find(view, "people-search", TextField.class);
  }

  @Test
  void selectedPeopleAreMovedIntoANewGroupBeforeTheListIsSaved(FxRobot robot) {
    PresenceModel model = PresenceModels.with(list("Ada", "Kai", "Zoe"), "U0", "U1", "U2");
    open(model);
    Fx.run(() -> watching().getSelectionModel().selectIndices(0, 2));
    robot.clickOn(Fx.get(() -> group().getEditor())).write("Platform").type(KeyCode.ENTER);
    assertEquals(List.of(), commands.applied);
    assertEquals(List.of("No group", "Platform"), Fx.get(() -> List.copyOf(group().getItems())));
    assertTrue(texts(".picker-watching .label").contains("Changed"));
    robot.clickOn("#save");
    assertEquals(
        new GroupingSettings(
            GroupBy.MINE, List.of(new PersonGroup("Platform", new TreeSet<>(List.of("U0", "U2"))))),
        commands.applied.getFirst().groups());
    assertEquals(
        List.of("apply", "watch"),
        commands.log.stream().map(line -> line.split("[ ,]")[0]).toList());
  }

  @Test
  void pausedPeopleMakeRoomAndSetThePaceOfPolling(FxRobot robot) {
    PresenceModel model =
        PresenceModels.with(
            list(
                IntStream.range(0, 751)
                    .mapToObj(i -> String.format(Locale.ROOT, "P%03d", i))
                    .toArray(String[]::new)),
            ids(751));
    Fx.run(() ->
        model.setStatus(
            new WatchStatus.Polling(
                751, Duration.ofMinutes(19), null, new Problem.LiveNotAllowed("not_allowed"))));
    open(model);
    assertEquals("With polling: each person about every 19 min.", text("rate"));
    Fx.run(() -> watching().getSelectionModel().selectRange(0, 711));
    robot.clickOn("#pause");
    assertEquals("40 of 750 · 711 paused", text("meter"));
    assertEquals("With polling: each person about every 1 min.", text("rate"));
    assertFalse(node("save").isDisabled());
    robot.clickOn("#save");
    assertEquals(711, commands.applied.getLast().people().paused().size());
  }

  @Test
  void ownGroupsAreMadeRenamedOrderedAssignedAndRemovedInOnePlace(FxRobot robot) {
    open(PresenceModels.with(list("Ada", "Kai"), "U0", "U1"));
    robot.clickOn("#groups-edit").clickOn("#groups-name");
    robot.write("Ops").type(KeyCode.ENTER);
    Fx.run(() -> Fx.find(view, "groups-name", TextField.class).setText("Platform"));
    robot.clickOn("#groups-add");
    Fx.run(() -> Fx.find(view, "groups-name", TextField.class).setText("Ops"));
    assertEquals("There is already a group of this name.", text("groups-reason"));
    Fx.run(() -> Fx.find(view, "groups-name", TextField.class).setText("Sales"));
    robot.clickOn("#groups-rename").clickOn("#groups-up");
    assertTrue(node("groups-assign").isDisabled());
    assertEquals("Select people on the right to move them into this group.", text("groups-reason"));
    assertEquals("Select people above to group or pause them.", text("selected-count"));
    Fx.run(() -> watching().getSelectionModel().selectIndices(0));
    assertEquals("1 person selected", text("selected-count"));
    robot.clickOn("#groups-assign");
    assertEquals(
        List.of("Sales (1)", "Ops (0)"),
        texts("#groups-list .list-cell").stream().filter(text -> text != null).toList());
    assertTrue(Fx.get(() -> Fx.find(view, "groups-add", Button.class).isDisabled()), "a name once");
    Fx.run(() -> {
      ListView<?> groups = Fx.find(view, "groups-list", ListView.class);
      groups.getSelectionModel().select(1);
    });
    robot.clickOn("#groups-remove").clickOn("#groups-back").clickOn("#save");
    assertEquals(
        List.of(new PersonGroup("Sales", new TreeSet<>(List.of("U0")))),
        commands.applied.getLast().groups().mine());
  }

  @Test
  void aTeamLimitsTheListAndWhatSelectAllSelects(FxRobot robot) {
    commands.followable =
        new SlackAnswer.Found<>(
            List.of(
                new FollowedGroup(
                    FollowedGroup.Kind.CHANNEL, "C1", "crew", Set.of(), Set.of(), Set.of())));
    commands.peopleIn = Set.of(id(0), id(2));
    open(PresenceModels.with(list("Ada", "Kai", "Zoe")));
    Fx.run(() -> {
      MenuButton team = Fx.find(view, "team", MenuButton.class);
      team.getItems().getLast().fire();
    });
    Fx.run(() -> {
      ListView<?> groups = Fx.find(view, "chooser-list", ListView.class);
      groups.getSelectionModel().select(0);
    });
    robot.type(KeyCode.ENTER);
    assertEquals("Team: #crew", text("team"));
    assertEquals("2 matches", text("count"));
    robot.clickOn("#select-all");
    assertEquals("2 of 750", text("meter"));
    robot.clickOn("#save");
    assertEquals(
        List.of(Set.of(id(0), id(2))), commands.lists.stream().map(WatchList::people).toList());
    assertEquals(List.of(), commands.lists.getLast().followed());
  }

  @Test
  void historyOfPeopleWhoLeaveIsKeptOrErasedOnceAskedWithTheirNumber(FxRobot robot) {
    open(leaving());
    deselectAda();
    robot.clickOn("#save");
    assertEquals(
        "2 people leave: keep or erase the history?", texts("#leaving .notice-title").getFirst());
    assertTrue(
        texts("#leaving .notice-body")
            .getFirst()
            .startsWith("Ada, Kai. 1 is no longer chosen. 1 is no longer on the list,"));
    assertEquals(List.of(), commands.log, "nothing happens before the answer");
    robot.clickOn("#leaving-keep");
    assertEquals(Set.of("U0", "U1"), commands.applied.getLast().people().kept());
    assertFalse(commands.log.stream().anyMatch(line -> line.startsWith("erase")));
  }

  @Test
  void erasingPeopleWhoLeaveNeedsTheirNumberTyped(FxRobot robot) {
    open(leaving());
    deselectAda();
    robot.clickOn("#save").clickOn("#leaving-erase");
    assertTrue(node("leaving-yes").isDisabled());
    robot.clickOn("#leaving-name").write("2").clickOn("#leaving-yes");
    assertEquals(
        List.of("watch [U2]", "erase U0", "erase U1"),
        commands.log.stream().filter(line -> !line.startsWith("apply")).toList());
  }

  @Test
  void historyOfADeactivatedPersonWhoIsStillChosenIsAskedAboutOnce(FxRobot robot) {
    PresenceModel model = leaving();
    Fx.run(() ->
        model.setUserList(
            new UserList(
                List.of(
                    new Person(id(0), "Ada", "", "", null, false, true),
                    person(1, "Kai", ""),
                    person(2, "Zoe", "")),
                0,
                UserList.State.COMPLETE)));
    open(model);
    robot.clickOn("#save");
    assertTrue(
        texts("#leaving .notice-body")
            .getFirst()
            .startsWith("Kai, Ada. 1 is no longer on the list,"),
        () -> texts("#leaving .notice-body").getFirst());
    assertTrue(texts("#leaving .notice-body").getFirst().contains("deactivated"));
    robot.clickOn("#leaving-keep");
    Settings kept = commands.applied.getLast();
    assertEquals(Set.of("U0", "U1"), kept.people().kept());
    Fx.run(() -> model.setSettings(kept));
    open(model);
    assertTrue(node("save").isDisabled(), "it is not asked again");
  }

  private void deselectAda() {
    Fx.run(() -> ((Button) view.lookup("#watching .small-icon")).fire());
  }

  /// Ada is to be deselected, Kai has left a channel, Zoe stays.
  private PresenceModel leaving() {
    PresenceModel model = PresenceModels.with(list("Ada", "Kai", "Zoe"), "U0", "U2");
    Fx.run(() ->
        model.addSightings(
            List.of(),
            PresenceSnapshot.EMPTY.with(
                Stream.of(0, 1, 2)
                    .map(number ->
                        Sighting.of(
                            id(number),
                            Presence.AWAY,
                            Acme.NOW.minusSeconds(60),
                            Source.RTM,
                            Cause.SNAPSHOT))
                    .toList())));
    return model;
  }

  @Test
  void loadingCanBeStopped(FxRobot robot) {
    open(PresenceModels.with(new UserList(List.of(), 10_000, UserList.State.LOADING)));
    assertTrue(texts(".picker-head .label").contains("Loading people… 0 of about 10,000"));
    robot.clickOn("#stop-loading");
    assertEquals(List.of("stop loading people"), commands.log);
  }

  @Test
  void aLongNameLeavesTheDetailsOfAllPeopleInView() {
    List<Person> people =
        List.of(
            person(0, "Wolfeschlegelsteinhausen ".repeat(8).strip(), "Hubert Wolfe"),
            person(1, "Kai", "Kai Berg"));
    open(PresenceModels.with(new UserList(people, 0, UserList.State.COMPLETE)));
    Fx.run(view::layout);
    Node list = node("people");
    double right = list.localToScene(list.getLayoutBounds()).getMaxX();
    for (String name : List.of("Hubert Wolfe", "Kai Berg")) {
      Node details =
          list.lookupAll(".label").stream()
              .filter(node -> ((Labeled) node).getText().contains(name))
              .findFirst()
              .orElseThrow();
      assertTrue(details.localToScene(details.getLayoutBounds()).getMaxX() <= right, name);
      assertEquals(((Labeled) details).getText(), ((Text) details.lookup(".text")).getText());
    }
  }

  @Test
  void namesakesShowTheirHandlesAndRealNames() {
    List<Person> people =
        List.of(
            person(0, "Kai", "Kai Müller"),
            person(1, "Kai", "Kai Berg"),
            person(2, "Zoe", ""),
            person(3, "Sam", ""),
            person(4, "Sam", "Sam"));
    Map<UserId, String> handles = Map.of(id(0), "kai.m", id(1), "kai.b", id(2), "zoe");
    open(
        PresenceModels.with(
            new UserList(people, 0, UserList.State.COMPLETE, null, handles, Map.of()),
            "U0",
            "U1",
            "U2"));
    assertTrue(
        texts("#people .label")
            .containsAll(List.of("@kai.m · Kai Müller", "@kai.b · Kai Berg", "U3", "U4")),
        texts("#people .label").toString());
    assertEquals(
        List.of("Kai (@kai.m · Kai Müller)", "Kai (@kai.b · Kai Berg)", "Zoe"),
        texts("#watching .label").stream().filter(text -> !text.isEmpty()).toList());
  }

  private void open(PresenceModel model) {
    Fx.run(() -> {
      stage.setScene(new Scene(new VBox(), 1280, 800));
      stage.show();
      Dialog dialog = new Dialog(stage, "People", 800, 520);
      view = new PickerView(model, commands, dialog::close);
      dialog.show(view, PickerView::follow);
    });
  }

  private Node node(String id) {
    return Fx.get(() -> Fx.find(view, id, Node.class));
  }

  private String text(String id) {
    return Fx.get(() -> Fx.find(view, id, Labeled.class).getText());
  }

  private List<String> texts(String selector) {
    return Fx.get(() -> {
      view.applyCss();
      view.layout();
      return view.lookupAll(selector).stream()
          .filter(Labeled.class::isInstance)
          .map(node -> ((Labeled) node).getText())
          .collect(Collectors.toList());
    });
  }

  private List<String> notice() {
    return Stream.of(".notice-title", ".notice-body")
        .map(part -> texts(part).stream().filter(text -> !text.isEmpty()).findFirst().orElse(""))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private ListView<Person> watching() {
    return Fx.find(view, "watching", ListView.class);
  }

  @SuppressWarnings("unchecked")
  private ComboBox<String> group() {
    return Fx.find(view, "group", ComboBox.class);
  }

  private static String[] ids(int count) {
    return IntStream.range(0, count).mapToObj("U%d"::formatted).toArray(String[]::new);
  }

  private static UserList list(String... names) {
    return new UserList(
        IntStream.range(0, names.length).mapToObj(i -> person(i, names[i], "")).toList(),
        0,
        UserList.State.COMPLETE);
  }

  private static UserId id(int number) {
    return new UserId("U" + number);
  }

  private static Person person(int number, String name, String realName) {
    return new Person(id(number), name, realName, "", null, false, false);
  }
}
