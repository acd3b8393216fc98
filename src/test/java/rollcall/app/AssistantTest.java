package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.framework.junit5.ApplicationExtension;
import rollcall.presence.Presence;
import rollcall.settings.SecretsFile;
import rollcall.settings.Settings;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoWorkspace;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.TokenKind;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.ui.text.AppManifest;
import rollcall.ui.text.Messages;

/// Set-up from the first start to the first row, on a classic and a modern workspace, in both
/// languages: each text on the way with its title, body and buttons.
@ExtendWith(ApplicationExtension.class)
class AssistantTest {
  @TempDir Path data;
  private final Locale system = Locale.getDefault();
  private DemoWorkspace workspace;
  private @Nullable RunningApp app;
  private boolean german;

  static List<String> languages() {
    return List.of("en", "de");
  }

  @AfterEach
  void close() {
    closeApp();
    workspace.close();
    Messages.use(Locale.US);
    Locale.setDefault(system);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void classicTokenLeadsFromTheWelcomeToLive(String language) throws Exception {
    open(language);
    welcome();
    wrongTokens();
    rejectedToken();
    type(workspace.token(TokenKind.CLASSIC_BOT));
    press("connect");
    noOneChosen();
    passwordStoreMissing();
    NamedFaults.of(workspace).takeDown();
    app().awaitStatus(in("Reconnecting \\(.*|Connecting \\(.*", "(Neu v|V)erbinden \\(.*"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void modernTokenLeadsFromTheWelcomeToPolling(String language) throws Exception {
    open(language);
    welcome();
    type(workspace.token(TokenKind.GRANULAR_BOT));
    press("connect");
    notice(
        "banner",
        in(
            "Connected. Slack allows polling for this token",
            "Verbunden. Slack erlaubt für dieses Token die Abfrage"),
        in(
            "Slack offers its live connection only to older “classic” apps. With your token we'll"
                + " ask Slack for each person's presence in turn. Timelines show this accuracy.",
            "Slack bietet seine Live-Verbindung nur älteren „klassischen“ Apps an. Mit Ihrem Token"
                + " fragt Rollcall die Präsenz jeder Person nacheinander ab. Die Zeitleisten zeigen"
                + " diese Genauigkeit."),
        in("Continue with polling", "Mit Abfrage fortfahren"),
        in("I have a classic-app token", "Ich habe das Token einer klassischen App"));
    noOneChosen();
    app().awaitStatus(in("Polling · no people", "Abfrage · keine Personen"));
  }

  @Test
  void withoutAKeychainTheTokenIsStoredInAFileOnlyIfTheUserWantsIt() throws Exception {
    prepare("en");
    Employee grace = workspace.people().getFirst();
    Path secrets = data.resolve("secrets.json");
    app = RunningApp.start(workspace, InstantSource.system(), data, null, grace);
    connect();
    app().awaitRow(grace, Presence.AWAY);
    press("Ask at each start", "local-problem");
    RunningApp.await(() -> "no notice", () -> titleOf("local-problem").isEmpty());
    closeApp();
    assertFalse(Files.exists(secrets));
    // The next start has no token: the middle of the window asks for it.
    app = RunningApp.startAsItIs(workspace.apiUrl(), InstantSource.system(), data, null);
    app().awaitStatus("Not connected");
    Node asked = app().find("rows-empty-action", Node.class);
    assertTrue(Fx.get(asked::isVisible));
    Fx.run(() -> ((Button) asked).fire());
    Fx.run(() -> app().find("token", TextField.class).setText(workspace.token()));
    press("token-use");
    app().closeDialog();
    app().awaitRow(grace, Presence.AWAY);
    press("Store in file", "local-problem");
    RunningApp.await(() -> "a file", () -> Files.exists(secrets));
    RunningApp.await(() -> "no notice", () -> titleOf("local-problem").isEmpty());
    assertTrue(new SecretsFile(secrets).exists());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));
    closeApp();
    app = RunningApp.startAsItIs(workspace.apiUrl(), InstantSource.system(), data, null);
    app().awaitRow(grace, Presence.AWAY);
    assertEquals(workspace.token(), app().keptToken());
  }

  private void welcome() throws Exception {
    RunningApp shown = app();
    assertEquals(
        List.of(
            in("Who's around, over time", "Wer da ist, und wann"),
            in("Connect Slack", "Mit Slack verbinden"),
            in("Try the demo", "Demo ausprobieren")),
        List.of(
            Fx.get(() -> ((Label) shown.root().lookup("#welcome .title-1")).getText()),
            shown.find("connect", Button.class).getText(),
            shown.find("demo", Button.class).getText()));
    assertEquals(
        Messages.of("welcome.body"),
        Fx.get(() -> ((Label) shown.root().lookup("#welcome .lead")).getText()));
    Node steps = shown.find("token-steps", Node.class);
    assertFalse(Fx.get(steps::isVisible));
    Hyperlink make = shown.find("make-token", Hyperlink.class);
    Fx.run(make::fire);
    assertTrue(Fx.get(steps::isVisible));
    assertEquals(5, Fx.get(() -> steps.lookupAll(".token-step").size()));
    press("copy-manifest");
    assertEquals("copy " + AppManifest.text(), shown.desktop.done.getLast());
    press("open-slack-apps");
    assertEquals("open " + AppManifest.link(), shown.desktop.done.getLast());
    Fx.run(make::fire);
    assertFalse(Fx.get(steps::isVisible));
  }

  private void wrongTokens() throws Exception {
    type("xapp-1-A1-2-abc");
    assertKind(
        in("That's a different Slack token", "Das ist ein anderes Slack-Token"),
        in(
            "This one starts with “xapp-” (app-level). The one needed starts with “xoxb-” or"
                + " “xoxp-” and is on your app's OAuth & Permissions page.",
            "Dieses beginnt mit „xapp-“ (App-Ebene). Benötigt wird eines, das mit „xoxb-“ oder"
                + " „xoxp-“ beginnt; es steht auf der Seite „OAuth & Permissions“ Ihrer App."),
        in("Show me where", "Zeigen, wo"),
        in("Paste another", "Anderes einfügen"));
    type("xoxc-123-456");
    assertKind(
        in(
            "Browser session tokens aren't used here",
            "Tokens aus dem Browser werden hier nicht verwendet"),
        in(
            "They give full access to your account and expire without notice. Create a small app"
                + " with read-only access instead; it takes about three minutes.",
            "Sie geben vollen Zugriff auf Ihr Konto und laufen ohne Ankündigung ab. Erstellen Sie"
                + " stattdessen eine kleine App, die nur lesen darf; das dauert etwa drei Minuten."),
        in("Create one", "App erstellen"));
    assertTrue(Fx.get(() -> app().find("connect", Button.class).isDisabled()));
  }

  private void assertKind(String title, String body, String... buttons) throws Exception {
    Node field = Fx.get(() -> app().root().lookup(".token-field .notice"));
    assertEquals(title, Fx.get(() -> text(field, ".notice-title")));
    assertEquals(body, Fx.get(() -> text(field, ".notice-body")));
    assertEquals(List.of(buttons), Fx.get(() -> buttons(field)));
  }

  private void rejectedToken() throws Exception {
    type("xoxb-abcdefghijkl-secret");
    press("connect");
    notice(
        "setup-problem",
        in("Slack didn't accept this token", "Slack hat dieses Token nicht angenommen"),
        in(
            "It may be incomplete or from another place. Copy it again with the copy button on"
                + " Slack's page. If your company limits Slack to certain networks, connect to that"
                + " network first. Slack's code: invalid_auth.",
            "Vielleicht ist es unvollständig oder stammt von anderer Stelle. Kopieren Sie es noch"
                + " einmal mit der Schaltfläche zum Kopieren auf der Seite von Slack. Falls Ihre"
                + " Firma Slack auf bestimmte Netzwerke beschränkt, verbinden Sie sich zuerst mit"
                + " einem davon. Code von Slack: invalid_auth."),
        in("Paste again", "Erneut einfügen"),
        in("Where do I find it?", "Wo finde ich es?"));
  }

  private void noOneChosen() throws Exception {
    Button choose = app().find("empty-choose", Button.class);
    RunningApp.await(
        () -> "the workspace",
        () -> text(app().root().lookup("#empty"), ".title-3").contains("Acme"));
    assertEquals(
        List.of(
            in(
                "Connected to Acme (demo). Choose people to watch",
                "Mit Acme (demo) verbunden. Wählen Sie Personen zum Beobachten"),
            in(
                "Nothing is recorded until you pick someone. You can change this any time.",
                "Nichts wird aufgezeichnet, bis Sie jemanden auswählen. Das können Sie jederzeit"
                    + " ändern."),
            in("Choose people…", "Personen auswählen…")),
        Fx.get(() ->
            List.of(
                text(app().root().lookup("#empty"), ".title-3"),
                text(app().root().lookup("#empty"), ".muted"),
                choose.getText())));
  }

  private void passwordStoreMissing() throws Exception {
    notice(
        "local-problem",
        in("No password store found", "Kein Passwortspeicher gefunden"),
        in(
            "Without one, the token would have to be kept in a file only your account can read. Or"
                + " enter it at each start.",
            "Ohne einen solchen müsste das Token in einer Datei liegen, die nur Ihr Benutzerkonto"
                + " lesen kann. Oder Sie geben es bei jedem Start ein."),
        in("Ask at each start", "Bei jedem Start fragen"),
        in("Store in file", "In Datei speichern"));
  }

  private void notice(String id, String title, String body, String... buttons) throws Exception {
    app().awaitNotice(id, title, body);
    assertEquals(List.of(buttons), Fx.get(() -> buttonsOf(id)));
  }

  private void prepare(String language) throws Exception {
    german = language.equals("de");
    Files.writeString(data.resolve("view.json"), "{\"language\": \"%s\"}".formatted(language));
    workspace =
        DemoWorkspace.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
  }

  private void open(String language) throws Exception {
    prepare(language);
    app =
        RunningApp.start(workspace.apiUrl(), InstantSource.system(), data, null, Settings.DEFAULT);
    app.find("connect", Button.class);
  }

  private void connect() {
    type(workspace.token());
    press("connect");
  }

  private void type(String token) {
    TextField field = app().find("token", TextField.class);
    Fx.run(() -> field.setText(token));
  }

  private void press(String id) {
    Button button = app().find(id, Button.class);
    RunningApp.await(() -> "#" + id + " to be enabled", () -> !button.isDisabled());
    Fx.run(button::fire);
  }

  /// Presses the button with this text in a notice.
  private void press(String text, String notice) {
    RunningApp.await(() -> text, () -> buttonsOf(notice).contains(text));
    Fx.run(() ->
        app().root().lookup("#" + notice).lookupAll(".button").stream()
            .map(Button.class::cast)
            .filter(button -> button.getText().equals(text))
            .findFirst()
            .orElseThrow()
            .fire());
  }

  private String in(String englishText, String germanText) {
    return german ? germanText : englishText;
  }

  private String titleOf(String id) {
    Node card = app().root().lookup("#" + id);
    return card == null || !card.isVisible() ? "" : text(card, ".notice-title");
  }

  private List<String> buttonsOf(String id) {
    return buttons(app().root().lookup("#" + id));
  }

  private static List<String> buttons(Node card) {
    return card.lookupAll(".button").stream().map(node -> ((Labeled) node).getText()).toList();
  }

  private static String text(Node under, String selector) {
    return under.lookup(selector) instanceof Label label ? label.getText() : "";
  }

  private RunningApp app() {
    return Objects.requireNonNull(app);
  }

  private void closeApp() {
    if (app != null) {
      app.close();
      app = null;
    }
  }
}
