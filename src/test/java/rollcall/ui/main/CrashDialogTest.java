package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.text.ExceptionFingerprint;
import rollcall.ui.text.Messages;

/// Words of the dialog about a bug, in both languages.
@ExtendWith(FxExtension.class)
class CrashDialogTest {
  private static final RuntimeException BUG = new IllegalStateException("no row for Grace Hopper");

  private Stage stage;
  private boolean german;

  @Start
  void open(Stage stage) {
    this.stage = stage;
    stage.setScene(new Scene(new Region(), 600, 400));
    stage.show();
  }

  @AfterEach
  void close() {
    Messages.use(Locale.US);
    Fx.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
  }

  /// C30.
  @ParameterizedTest
  @CsvSource({"en, true", "en, false", "de, true", "de, false"})
  void aBugIsSaidWithItsCode(String language, boolean recording) {
    german = language.equals("de");
    Messages.use(german ? Locale.GERMANY : Locale.US);
    Fx.run(
        () -> new CrashDialog(stage, new FakeDesktop(), "Rollcall").show(BUG, recording, () -> {}));
    String code = ExceptionFingerprint.of(BUG);
    assertTrue(code.matches("[0-9A-Z]{4}:[0-9A-Z]{4}:[0-9A-Z]{4}"), code);
    assertEquals(in("Something went wrong", "Etwas ist schiefgegangen"), text(".title-3"));
    assertEquals(
        (recording
                ? in("Recording continues.", "Die Aufzeichnung läuft weiter.")
                : in("Recording is not on.", "Es wird nicht aufgezeichnet."))
            + in(
                    " Error code %s. The report contains no token and no names; look before you"
                        + " share it.",
                    " Fehlercode %s. Der Bericht enthält kein Token und keine Namen; sehen Sie ihn"
                        + " an, bevor Sie ihn weitergeben.")
                .formatted(code),
        text(".message-body"));
    assertEquals(
        german
            ? List.of("Neu starten", "Bericht anzeigen", "Kopieren")
            : List.of("Restart", "Show report", "Copy"),
        Fx.get(() ->
            Stream.of("restart", "show", "copy")
                .map(word -> Fx.find(dialog(), "crash-" + word, Button.class).getText())
                .toList()));
  }

  private String text(String selector) {
    return Fx.get(() -> ((Label) dialog().lookup(selector)).getText());
  }

  private Parent dialog() {
    return Window.getWindows().stream()
        .filter(one -> one != stage && one.isShowing())
        .findFirst()
        .orElseThrow()
        .getScene()
        .getRoot();
  }

  private String in(String englishText, String germanText) {
    return german ? germanText : englishText;
  }
}
