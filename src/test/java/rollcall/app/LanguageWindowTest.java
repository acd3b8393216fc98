package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.settings.Settings;
import rollcall.settings.ViewState;
import rollcall.settings.ViewStateFile;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.text.Language;
import rollcall.ui.text.Messages;

/// Language of the window: chosen in the settings, at once and for the next start.
@ExtendWith(FxExtension.class)
class LanguageWindowTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/api/");

  @TempDir Path data;
  private final Locale system = Locale.getDefault();
  private RunningApp app;

  @AfterEach
  void close() {
    app.close();
    Messages.use(Locale.US);
    Locale.setDefault(system);
  }

  @Test
  void aChosenLanguageAppliesAtOnceAndAtTheNextStart() throws Exception {
    start();
    assertEquals("_File", firstMenu());
    app.choose(Language.GERMAN);
    RunningApp.await(() -> "German", () -> firstMenu().equals("_Datei"));
    assertEquals("Mit Slack verbinden", connectText());
    assertEquals(Language.GERMAN, chosen());
    app.close();
    assertEquals("de", view().load().language());
    start();
    assertEquals("_Datei", firstMenu());
    app.choose(Language.ENGLISH);
    RunningApp.await(() -> "English", () -> firstMenu().equals("_File"));
    assertEquals("Connect Slack", connectText());
  }

  @Test
  void theLanguageOfTheSystemIsTheDefault() throws Exception {
    Locale formats = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.of("de", "CH"));
    Locale.setDefault(Locale.Category.FORMAT, formats);
    start();
    assertEquals("_Datei", firstMenu());
    assertEquals(formats, Locale.getDefault(Locale.Category.FORMAT));
    app.choose(Language.ENGLISH);
    RunningApp.await(() -> "English", () -> firstMenu().equals("_File"));
    app.choose(Language.SYSTEM);
    RunningApp.await(() -> "German", () -> firstMenu().equals("_Datei"));
  }

  @Test
  void aWindowInAnotherLanguageKeepsItsPlaceAndRange() throws Exception {
    ViewState.Place place = new ViewState.Place(40, 30, 900, 600, false);
    ViewState before =
        new ViewState(
            "timecards",
            "week",
            "month",
            "active",
            true,
            "compact",
            200,
            "seen",
            5,
            "keep",
            "",
            "",
            null,
            place);
    view().save(before);
    start();
    app.choose(Language.GERMAN);
    RunningApp.await(() -> "German", () -> firstMenu().equals("_Datei"));
    app.close();
    assertEquals(
        new ViewState(
            "timecards",
            "week",
            "month",
            "active",
            true,
            "compact",
            200,
            "seen",
            5,
            "keep",
            "de",
            "",
            null,
            place),
        view().load());
  }

  private void start() throws IOException {
    app = RunningApp.start(NOWHERE, InstantSource.system(), data, null, Settings.DEFAULT);
    app.find("connect", Button.class);
  }

  private ViewStateFile view() {
    return new ViewStateFile(data.resolve("view.json"));
  }

  private Language chosen() {
    return (Language) app.find("language", ComboBox.class).getValue();
  }

  private String connectText() {
    return Fx.get(() -> ((Button) app.root().lookup("#connect")).getText());
  }

  private String firstMenu() {
    return Fx.get(() -> menus().getFirst().getText());
  }

  private List<Menu> menus() {
    return ((MenuBar) app.root().lookup(".menu-bar")).getMenus();
  }
}
