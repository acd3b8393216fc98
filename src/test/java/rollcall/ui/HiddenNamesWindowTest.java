package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.FxGate;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.settings.SettingsView;

/// Hidden names: no text of any window names a person.
@ExtendWith(ApplicationExtension.class)
class HiddenNamesWindowTest {
  private final PresenceModel model = PresenceModels.acme();
  private final FakeDesktop desktop = new FakeDesktop();
  private Stage stage;
  private MainWindow window;

  @Start
  void start(Stage first) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    stage = first;
    window =
        new MainWindow(
            stage,
            model,
            new RecordedCommands(),
            desktop,
            new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
            new FxGate());
    stage.show();
  }

  @Test
  void noWindowNamesAPersonUntilNamesAreShownAgain(FxRobot robot) {
    robot.push(KeyCode.SLASH).push(KeyCode.F6).push(KeyCode.DOWN).push(KeyCode.LEFT);
    Fx.run(window::compactList);
    assertFalse(named().isEmpty());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
    assertTrue(model.namesHidden().get());
    assertEquals(Set.of(), named());
    assertTrue(texts().anyMatch(text -> text.matches("Person \\d\\d")));
    robot.push(KeyCode.CONTROL, KeyCode.C);
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    assertEquals(2, desktop.done.size());
    assertEquals(Set.of(), named(desktop.done.stream()));
    assertTrue(desktop.done.getLast().contains("\r\nPerson "), desktop.done.getLast());
    assertFalse(desktop.done.getLast().contains(",U0"), desktop.done.getLast());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
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
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
    assertFalse(named().isEmpty());
    assertTrue(texts().noneMatch(text -> text.matches("Person \\d\\d")));
  }

  private static Set<String> named() {
    return named(texts());
  }

  /// The names of people in these texts.
  private static Set<String> named(Stream<String> texts) {
    List<String> all = texts.toList();
    Set<String> named = new TreeSet<>();
    Acme.people().stream()
        .map(Person::name)
        .filter(name -> all.stream().anyMatch(text -> text.contains(name)))
        .forEach(named::add);
    return named;
  }

  private static Stream<String> texts() {
    return Fx.get(() ->
        Window.getWindows().stream()
            .flatMap(window ->
                Stream.concat(
                    window instanceof Stage one ? Stream.of(one.getTitle()) : Stream.of(),
                    window.getScene().getRoot().lookupAll("*").stream()
                        .flatMap(HiddenNamesWindowTest::texts)))
            .filter(Objects::nonNull)
            .toList())
        .stream();
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
