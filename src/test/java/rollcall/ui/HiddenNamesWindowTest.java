package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.OneTimeTrigger;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.settings.SettingsView;

/// Hidden names: no text of any window names a person.
@ExtendWith(FxExtension.class)
class HiddenNamesWindowTest {
  private final PresenceModel model = PresenceModels.acme();
  private final RecordedCommands commands = new RecordedCommands();
  private final FakeDesktop desktop = new FakeDesktop();
  private Stage stage;
  private MainWindow window;

  @Start
  void start(Stage first) {
    stage = first;
    window = SampleWindow.show(stage, model, commands, desktop);
  }

  @Test
  void noWindowNamesAPersonUntilNamesAreShownAgain(FxRobot robot) {
    robot.push(KeyCode.SLASH).push(KeyCode.F6).push(KeyCode.DOWN).push(KeyCode.LEFT);
    assertFalse(named().isEmpty());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
    assertTrue(model.namesHidden().get());
    assertEquals(Set.of(), named());
    assertTrue(texts().anyMatch(text -> text.matches("Person \\d\\d")));
    Fx.chooseMenuItem(stage.getScene().getRoot(), "view.compact");
    assertEquals(Set.of(), named());
    Fx.chooseMenuItem(stage.getScene().getRoot(), "view.compact");
    Fx.run(() -> ((ToggleButton) stage.getScene().lookup("#screen-timecards")).fire());
    assertEquals(Set.of(), named());
    for (SettingsView.Topic topic : SettingsView.Topic.values()) {
      Fx.run(() -> window.settings(topic));
      assertEquals(Set.of(), named(), topic.toString());
      Fx.run(() -> top().hide());
    }
    Fx.run(window::choosePeople);
    assertEquals(Set.of(), named());
    Fx.run(() -> ((ButtonBase) top().getScene().lookup("#picker-anyway")).fire());
    assertFalse(named().isEmpty());
    Fx.run(() -> top().hide());
    Fx.run(() -> model.namesHidden().set(false));
    assertFalse(named().isEmpty());
    assertTrue(texts().noneMatch(text -> text.matches("Person \\d\\d")));
  }

  @Test
  void anOpenPickerIsClosedWhenNamesAreHidden() {
    Fx.run(window::choosePeople);
    Window picker = top();
    Fx.run(() -> model.namesHidden().set(true));
    assertFalse(picker.isShowing());
    assertEquals(Set.of(), named());
  }

  @Test
  void theTooltipOfTheCurveAndTheCompactListFollowTheShortcut() {
    Node curve = stage.getScene().lookup("#active-at-once");
    Fx.run(() -> movePointer(curve, curve.getLayoutBounds().getWidth() / 2));
    assertFalse(named(Stream.of(tooltip(curve))).isEmpty());
    Fx.chooseMenuItem(stage.getScene().getRoot(), "view.compact");
    Node list = Fx.get(() -> top().getScene().lookup("#compact-list"));
    assertFalse(named(texts(top())).isEmpty());
    Fx.run(() -> pressShortcut(list));
    assertTrue(model.namesHidden().get());
    assertEquals(Set.of(), named(texts(top())));
    assertEquals(Set.of(), named(Stream.of(tooltip(curve))));
    Fx.run(() -> pressShortcut(list));
    assertFalse(named(texts(top())).isEmpty());
    assertFalse(named(Stream.of(tooltip(curve))).isEmpty());
  }

  @Test
  void dialogsAboutAPersonFollowTheShortcut() {
    Person grace = Acme.people().getFirst();
    Fx.run(() -> window.settings(SettingsView.Topic.PRIVACY));
    ComboBox<Person> who = Fx.find(top().getScene().getRoot(), "erase-who", ComboBox.class);
    Fx.run(() -> {
      who.setValue(grace);
      Fx.find(top().getScene().getRoot(), "erase-one", Button.class).fire();
    });
    assertFalse(named().isEmpty());
    hideAndShowNames();
    Fx.run(() -> top().hide());
    Fx.run(() -> window.messageWhenActive(grace.id()));
    hideAndShowNames();
    Fx.run(() -> top().hide());
    Fx.run(() -> window.exportPerson(grace.id()));
    hideAndShowNames();
  }

  @Test
  void theFileOfAPersonHasTheNumberAlone() {
    Person grace = Acme.people().getFirst();
    desktop.folder = Optional.of(Path.of("home"));
    Fx.run(() -> model.namesHidden().set(true));
    Fx.run(() -> window.exportPerson(grace.id()));
    Fx.run(() -> Fx.find(top().getScene().getRoot(), "person-data-save", Button.class).fire());
    String id = grace.id().value();
    String number = model.person(grace.id()).name().toLowerCase(Locale.ROOT).replace(' ', '-');
    assertEquals(
        "export " + id + " to rollcall_acme_" + number + "_2026-09-17.zip", commands.log.getLast());
    assertTrue(texts().noneMatch(text -> text.toUpperCase(Locale.ROOT).contains(id)));
  }

  @Test
  void openDialogsFollowTheShortcut(FxRobot robot) {
    UserId grace = Acme.people().getFirst().id();
    Fx.run(() -> {
      PresenceModels.block(model, grace.value());
      PresenceModels.wait(
          model, OneTimeTrigger.of("1", grace, null, Acme.NOW, Acme.NOW.plusSeconds(60)));
      model.selection().set(grace);
    });
    for (SettingsView.Topic topic :
        List.of(SettingsView.Topic.PEOPLE, SettingsView.Topic.PRIVACY)) {
      Fx.run(() -> window.settings(topic));
      assertFalse(named(texts(top())).isEmpty(), topic.toString());
      hideAndShowNames();
      Fx.run(() -> top().hide());
    }
    Fx.chooseMenuItem(stage.getScene().getRoot(), "people.triggers");
    assertFalse(named(texts(top())).isEmpty());
    hideAndShowNames();
    Fx.run(() -> top().hide());
    robot.push(KeyCode.CONTROL, KeyCode.E);
    Parent export = Fx.get(() -> top().getScene().getRoot());
    Fx.run(() -> Fx.find(export, "who-chosen", RadioButton.class).fire());
    assertFalse(named(texts(top())).isEmpty());
    CheckBox hidden = Fx.find(export, "hide-names", CheckBox.class);
    assertFalse(hidden.isSelected());
    hideAndShowNames();
    assertTrue(hidden.isSelected());
    assertFalse(named(texts(top())).isEmpty());
  }

  private void hideAndShowNames() {
    Fx.run(() -> model.namesHidden().set(true));
    assertEquals(Set.of(), named());
    Fx.run(() -> model.namesHidden().set(false));
  }

  private static String tooltip(Node node) {
    return Fx.get(
        () -> ((Tooltip) node.getProperties().get("javafx.scene.control.Tooltip")).getText());
  }

  private static void movePointer(Node node, double x) {
    Event.fireEvent(
        node,
        new MouseEvent(
            MouseEvent.MOUSE_MOVED,
            x,
            1,
            x,
            1,
            MouseButton.NONE,
            0,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            null));
  }

  private static void pressShortcut(Node node) {
    Event.fireEvent(
        node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.H, true, true, false, false));
  }

  private static Set<String> named() {
    return named(texts());
  }

  /// Those of the texts that have the name of a person.
  private static Set<String> named(Stream<String> texts) {
    List<String> names = Acme.people().stream().map(Person::name).toList();
    return texts
        .filter(text -> names.stream().anyMatch(text::contains))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> texts() {
    return Fx.get(
        () -> Window.getWindows().stream().flatMap(HiddenNamesWindowTest::shownTexts).toList())
        .stream();
  }

  private static Stream<String> texts(Window window) {
    return Fx.get(() -> shownTexts(window).toList()).stream();
  }

  private static Stream<String> shownTexts(Window window) {
    return Stream.concat(
            window instanceof Stage one ? Stream.of(one.getTitle()) : Stream.of(),
            window.getScene().getRoot().lookupAll("*").stream()
                .filter(HiddenNamesWindowTest::isShown)
                .flatMap(HiddenNamesWindowTest::texts))
        .filter(Objects::nonNull);
  }

  /// Rows that are not needed now are kept invisible, with their old texts.
  private static boolean isShown(Node node) {
    return node.isVisible() && (node.getParent() == null || isShown(node.getParent()));
  }

  private static Stream<String> texts(Node node) {
    String text =
        switch (node) {
          case Labeled one -> one.getText();
          case Text one -> one.getText();
          case TextInputControl one -> one.getText();
          default -> null;
        };
    return Stream.of(text, node.getAccessibleText(), node.getAccessibleHelp());
  }

  private Window top() {
    return Window.getWindows().stream()
        .filter(one -> one instanceof Stage && one != stage && one.isShowing())
        .reduce((_, last) -> last)
        .orElseThrow();
  }
}
