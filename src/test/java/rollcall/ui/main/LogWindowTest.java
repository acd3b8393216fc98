package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.settings.Appearance;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.LogBuffer;
import rollcall.ui.model.LogLine;
import rollcall.ui.model.PresenceModel;

@ExtendWith(FxExtension.class)
class LogWindowTest {
  private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  private final LogBuffer log = new LogBuffer();
  private final FakeDesktop desktop = new FakeDesktop();
  private LogWindow window;
  private int seconds;
  private int closed;

  @BeforeEach
  void open() {
    add(System.Logger.Level.DEBUG, "Poll", "asked");
    add(System.Logger.Level.INFO, "RtmSource", "connected");
    add(System.Logger.Level.ERROR, "History", "disk full\njava.io.IOException");
    Fx.run(() -> {
      window = new LogWindow(model, log, desktop, () -> closed++);
      window.show();
    });
  }

  @AfterEach
  void close() {
    Fx.run(() -> {
      List.copyOf(Window.getWindows()).forEach(Window::hide);
      AppTheme.enlarge(false);
      AppTheme.apply(false);
    });
  }

  @Test
  void messagesAreFilteredByLevelAndText() {
    assertEquals(List.of("connected", "disk full\njava.io.IOException"), texts());
    Fx.run(() -> level().setValue(System.Logger.Level.DEBUG));
    assertEquals(3, texts().size());
    assertEquals("3 messages", find("log-count", Label.class).getText());
    Fx.run(() -> find("log-search", TextField.class).setText("RTMsource"));
    assertEquals(List.of("connected"), texts());
    Fx.run(() -> find("log-search", TextField.class).setText("ioexception"));
    assertEquals(List.of("disk full\njava.io.IOException"), texts());
  }

  @Test
  void escapeClosesTheWindowAndGivesTheKeyboardBack() {
    Fx.run(() ->
        table()
            .fireEvent(
                new KeyEvent(
                    KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
    assertEquals(1, closed);
  }

  @Test
  void timesAreNotCutInLargeText() {
    var large = Settings.DEFAULT.appearance().withTextPercent(150);
    double before = Fx.get(() -> table().getColumns().getFirst().getWidth());
    Fx.run(() -> AppTheme.apply(false, large));
    Fx.await(() -> table().getColumns().getFirst().getWidth() >= 1.4 * before);
    assertEquals(39, table().getFixedCellSize());
  }

  @Test
  void linesAreAsHighAsTheirTextWhileTheWindowsAreReadFromADistance() {
    double before = table().getFixedCellSize();
    Fx.run(() -> AppTheme.enlarge(true));
    assertEquals(Math.rint(before * Appearance.LARGEST_TEXT / 100), table().getFixedCellSize());
  }

  @Test
  void newMessagesAppearUntilThePause() {
    add(System.Logger.Level.INFO, "RtmSource", "lost");
    tick();
    assertEquals("lost", texts().getLast());
    Fx.run(() -> find("log-pause", ToggleButton.class).fire());
    add(System.Logger.Level.INFO, "RtmSource", "connected again");
    tick();
    assertEquals("lost", texts().getLast());
    Fx.run(() -> find("log-pause", ToggleButton.class).fire());
    assertEquals("connected again", texts().getLast());
  }

  @Test
  void theSelectedMessageIsShownAndCopiedCompletely() {
    Fx.run(() -> table().getSelectionModel().select(1));
    assertEquals("disk full\njava.io.IOException", find("log-detail", TextArea.class).getText());
    Fx.run(() -> find("log-copy", Button.class).fire());
    assertEquals(
        List.of("copy 2026-09-17 17:07:12.000 ERROR History: disk full\njava.io.IOException"),
        desktop.done);
  }

  @Test
  void withoutASelectionAllShownMessagesAreCopied() {
    Fx.run(() -> find("log-copy", Button.class).fire());
    assertEquals(3, desktop.done.getLast().lines().count());
  }

  private void add(System.Logger.Level level, String source, String text) {
    log.add(new LogLine(Acme.NOW, level, source, text));
  }

  private void tick() {
    seconds++;
    Fx.run(() -> model.tick(Acme.NOW.plusSeconds(seconds)));
  }

  private List<String> texts() {
    return Fx.get(() -> table().getItems().stream().map(LogLine::text).toList());
  }

  @SuppressWarnings("unchecked")
  private TableView<LogLine> table() {
    return find("log-table", TableView.class);
  }

  @SuppressWarnings("unchecked")
  private ComboBox<System.Logger.Level> level() {
    return find("log-level", ComboBox.class);
  }

  private static <T extends Node> T find(String id, Class<T> type) {
    return Fx.find(Window.getWindows().getLast().getScene().getRoot(), id, type);
  }
}
