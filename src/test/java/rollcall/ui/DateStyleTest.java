package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.settings.Settings;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.timecards.SampleMonth;
import rollcall.watch.WatchStatus;

/// Every date on the screen has one style: the day before the month, the month as a word. Files
/// have dates of ISO 8601, also in their preview.
@ExtendWith(FxExtension.class)
class DateStyleTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:07:12Z");
  private static final String MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";

  private static final Pattern STYLE = Pattern.compile("\\b\\d{1,2} " + MONTH + "\\b");

  private static final Pattern OTHER =
      Pattern.compile(
          "\\d{4}-\\d{2}|\\d{1,2}/\\d{1,2}\\b|\\b\\d{1,2}\\.\\d{1,2}\\.|\\d(st|nd|rd|th) |"
              + MONTH
              + ",? \\d{1,2}\\b(?!:)");

  private final SampleMonth sample = new SampleMonth(NOW);
  private final Set<String> dates = new TreeSet<>();
  private final Set<String> others = new TreeSet<>();
  private Stage stage;

  @Start
  void start(Stage first) {
    stage = first;
    PresenceModel model = sample.model(Settings.DEFAULT.withZone("Europe/Berlin"));
    model.setStatus(new WatchStatus.Live(17, NOW.minusSeconds(12), NOW));
    SampleWindow.show(stage, model, sample.commands, new FakeDesktop());
  }

  @Test
  void everyDateOnTheScreenHasTheSameStyle(FxRobot robot) {
    focus("presence-rows");
    for (KeyCode key :
        List.of(KeyCode.DOWN, KeyCode.LEFT, KeyCode.P, KeyCode.W, KeyCode.P, KeyCode.M)) {
      robot.push(key);
      read();
    }
    robot.push(KeyCode.CONTROL, KeyCode.T);
    read();
    robot.push(KeyCode.CONTROL, KeyCode.T);
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    focus("timecard-grid");
    for (KeyCode key :
        List.of(KeyCode.DOWN, KeyCode.ENTER, KeyCode.E, KeyCode.D, KeyCode.M, KeyCode.P)) {
      robot.push(key);
      read();
    }
    robot.push(KeyCode.CONTROL, KeyCode.E);
    read();
    assertEquals(Set.of(), others);
    assertTrue(dates.size() > 10 && dates.contains("20 November"), dates + "");
  }

  private void focus(String id) {
    Fx.run(() -> stage.getScene().getRoot().lookup("#" + id).requestFocus());
  }

  private void read() {
    Fx.run(() -> Window.getWindows().forEach(shown -> read(shown.getScene().getRoot())));
  }

  private void read(Node node) {
    if (!node.isVisible() || node.getStyleClass().contains("export-preview")) {
      return;
    }
    String text =
        switch (node) {
          case Text shown -> shown.getText();
          case Labeled shown -> shown.getText();
          case TextInputControl field -> field.getText();
          default -> "";
        };
    if (text != null) {
      check(text.replaceAll("\\S+\\.csv", "a file"));
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(this::read);
    }
  }

  private void check(String text) {
    STYLE.matcher(text).results().map(MatchResult::group).forEach(dates::add);
    if (OTHER.matcher(text).find()) {
      others.add(text);
    }
  }
}
