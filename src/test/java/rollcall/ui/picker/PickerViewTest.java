package rollcall.ui.picker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupSettings;
import rollcall.settings.PersonGroup;
import rollcall.testkit.Fx;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.controls.Dialog;
import rollcall.ui.model.Commands.FollowAnswer;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.watch.FollowedGroup;

/// The people picker in a real window.
@ExtendWith(ApplicationExtension.class)
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
        new FollowAnswer.Found(
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
            "751 selected. One connection can follow at most 750. Choose fewer."),
        notice());
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
    assertFalse(node("save").isDisabled());
  }

  @Test
  void selectedPeopleAreMovedIntoANewGroupBeforeTheListIsSaved(FxRobot robot) {
    PresenceModel model = PresenceModels.with(list("Ada", "Kai", "Zoe"), "U0", "U1", "U2");
    open(model);
    Fx.run(() -> watching().getSelectionModel().selectIndices(0, 2));
    robot.clickOn(Fx.get(() -> group().getEditor())).write("Platform").type(KeyCode.ENTER);
    assertEquals(List.of(), commands.applied);
    assertEquals(List.of("No group", "Platform"), Fx.get(() -> List.copyOf(group().getItems())));
    assertTrue(texts(".picker-watching .label").contains("Groups changed"));
    robot.clickOn("#save");
    assertEquals(
        new GroupSettings(
            GroupBy.MINE, List.of(new PersonGroup("Platform", new TreeSet<>(List.of("U0", "U2"))))),
        commands.applied.getFirst().groups());
    assertEquals(
        List.of("apply", "watch"),
        commands.log.stream().map(line -> line.split("[ ,]")[0]).toList());
  }

  @Test
  void namesakesShowTheirHandlesAndRealNames() {
    List<Person> people =
        List.of(person(0, "Kai", "Kai Müller"), person(1, "Kai", "Kai Berg"), person(2, "Zoe", ""));
    Map<UserId, String> handles = Map.of(id(0), "kai.m", id(1), "kai.b", id(2), "zoe");
    open(
        PresenceModels.with(
            new UserList(people, 0, UserList.State.COMPLETE, null, handles), "U0", "U1", "U2"));
    assertTrue(
        texts("#people .label").containsAll(List.of("@kai.m · Kai Müller", "@kai.b · Kai Berg")),
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
      view = new PickerView(model, commands, Runnable::run, dialog::close);
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
