package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.Presence;
import rollcall.settings.SecretsFile;
import rollcall.settings.Settings;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.text.AppManifest;
import rollcall.ui.text.Messages;

/// Set-up from the first start to the first row, on a classic and a modern workspace, in both
/// languages: each text on the way with its title, body and buttons.
@ExtendWith(FxExtension.class)
class AssistantTest {
  @TempDir Path data;
  private final Locale system = Locale.getDefault();
  private SlackSimulator workspace;
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
  void aClassicTokenLeadsFromTheWelcomeToARecordingWindow(String language) throws Exception {
    open(language);
    welcome();
    tokenSteps();
    wrongTokens();
    rejectedToken();
    app().checkToken(workspace.token(TokenKind.CLASSIC_BOT));
    notice(
        "setup-problem",
        in("Connected to Acme (demo): Live", "Mit Acme (demo) verbunden: Live"),
        in(
            "Changes appear within seconds. Slack knows this token as rollcall.",
            "Änderungen erscheinen innerhalb von Sekunden. Slack kennt dieses Token als"
                + " rollcall."));
    press("setup-continue");
    noOneChosen();
    passwordStoreMissing();
    chooseEveryone();
    app().awaitStatus(in("Live · 24 people · .*", "Live · 24 Personen · .*"));
    assertEquals(24, app().saved().watched().size());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aModernTokenLeadsFromAMissingScopeToPolling(String language) throws Exception {
    open(language);
    app().checkToken(workspace.token(TokenKind.NARROW_BOT));
    notice(
        "setup-problem",
        in("One permission is missing", "Eine Berechtigung fehlt"),
        in(
            "Slack says this token lacks users:read (missing_scope). Add it under OAuth &"
                + " Permissions ▸ Scopes, choose Reinstall to workspace, then paste the new token.",
            "Laut Slack fehlt diesem Token users:read (missing_scope). Fügen Sie die Berechtigung"
                + " unter OAuth & Permissions ▸ Scopes hinzu, wählen Sie Reinstall to workspace und"
                + " fügen Sie dann das neue Token ein."),
        in("Open app settings", "App-Einstellungen öffnen"),
        in("Paste new token", "Neues Token einfügen"));
    app().checkToken(workspace.token(TokenKind.GRANULAR_BOT));
    notice(
        "setup-problem",
        in(
            "Connected. Slack allows polling for this token",
            "Verbunden. Slack erlaubt für dieses Token die Abfrage"),
        in(
            "Slack offers its live connection only to older “classic” apps. With your token we'll"
                + " ask Slack for each person's presence in turn. Timelines show this accuracy.",
            "Slack bietet seine Live-Verbindung nur älteren „klassischen“ Apps an. Mit Ihrem Token"
                + " fragt Rollcall die Präsenz jeder Person nacheinander ab. Die Zeitleisten zeigen"
                + " diese Genauigkeit."),
        in("I have a classic-app token", "Ich habe das Token einer klassischen App"),
        in("Learn more", "Mehr erfahren"));
    press(in("Learn more", "Mehr erfahren"), "setup-problem");
    assertEquals(
        "open https://docs.slack.dev/legacy/legacy-rtm-api/", app().desktop.done.getLast());
    Button next = app().find("setup-continue", Button.class);
    RunningApp.await(() -> "the stored token", () -> !next.isDisabled());
    assertEquals(in("Continue with polling", "Mit Abfrage fortfahren"), Fx.get(next::getText));
    press("setup-continue");
    noOneChosen();
    chooseEveryone();
    app().awaitStatus(in("Polling · .*", "Abfrage · .*"));
    assertEquals("", Fx.get(() -> titleOf("banner")));
  }

  @Test
  void aSetUpThatWasClosedResumesAndCanBeRepeated() throws Exception {
    prepare("en");
    app =
        RunningApp.start(workspace.apiUrl(), InstantSource.system(), data, null, Settings.DEFAULT);
    NamedFaults.of(workspace).takeDown();
    app().checkToken(workspace.token());
    RunningApp.await(
        () -> "no connection", () -> titleOf("setup-problem").startsWith("Can't reach Slack"));
    RunningApp.await(() -> "the stored token", () -> app().keptToken().equals(workspace.token()));
    closeApp();
    // The next start continues at the check, whose token is stored.
    app =
        RunningApp.start(
            workspace.apiUrl(), InstantSource.system(), data, workspace.token(), Settings.DEFAULT);
    app().find("setup-check", Node.class);
    press("setup-again");
    RunningApp.await(
        () -> "no connection", () -> titleOf("setup-problem").startsWith("Can't reach Slack"));
    NamedFaults.of(workspace).restore();
    press("setup-again");
    press("setup-continue");
    noOneChosen();
    closeApp();
    app =
        RunningApp.start(
            workspace.apiUrl(), InstantSource.system(), data, workspace.token(), Settings.DEFAULT);
    noOneChosen();
    chooseEveryone();
    Fx.chooseMenuItem(app().root(), "help.setup");
    app().find("connect", Button.class);
    assertEquals("Esc: close the assistant", app().label("setup-escape").getText());
    press("connect");
    press("token-check");
    press("setup-continue");
    app().awaitStatus("Live · 24 people · .*");
    Fx.run(() -> assertNull(app().root().lookup("#setup")));
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
    app().checkToken(workspace.token());
    Button next = app().find("setup-continue", Button.class);
    RunningApp.await(() -> "the stored token", () -> !next.isDisabled());
    press("setup-continue");
    app().awaitRow(grace, Presence.AWAY);
    press("Store in file", "local-problem");
    RunningApp.await(() -> "a file", () -> Files.exists(secrets));
    RunningApp.await(
        () -> "the answer", () -> titleOf("local-problem").equals("The token is stored"));
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
            Fx.get(() -> ((Label) shown.root().lookup("#setup-welcome .title-1")).getText()),
            shown.find("connect", Button.class).getText(),
            shown.find("demo", Button.class).getText()));
    assertEquals(
        in(
            "Watch the Slack presence of people you choose, see it as a timeline, and export"
                + " timecards. Everything stays on this computer. Slack keeps no presence history,"
                + " so recording starts when you do.",
            "Beobachten Sie die Slack-Präsenz der Personen, die Sie auswählen, sehen Sie sie als"
                + " Zeitleiste und exportieren Sie Zeitübersichten. Alles bleibt auf diesem"
                + " Computer. Slack speichert keinen Präsenzverlauf, deshalb beginnt der Verlauf"
                + " erst mit Ihrer eigenen Aufzeichnung."),
        Fx.get(() -> ((Label) shown.root().lookup("#setup-welcome .lead")).getText()));
    assertEquals(
        "connect", Fx.get(() -> shown.root().getScene().getFocusOwner().getId()), "the first key");
    press("connect");
  }

  private void tokenSteps() throws Exception {
    RunningApp shown = app();
    Node steps = shown.find("token-steps", Node.class);
    assertFalse(Fx.get(steps::isVisible));
    press("make-token");
    assertTrue(Fx.get(steps::isVisible));
    assertEquals(5, Fx.get(() -> steps.lookupAll(".token-step").size()));
    press("copy-manifest");
    assertEquals("copy " + AppManifest.text(), shown.desktop.done.getLast());
    press("open-slack-apps");
    assertEquals("open " + AppManifest.link(), shown.desktop.done.getLast());
    press("make-token");
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
            "Solche Tokens geben vollen Zugriff auf Ihr Konto und laufen ohne Ankündigung ab."
                + " Erstellen Sie stattdessen eine kleine App, die nur lesen darf; das dauert etwa"
                + " drei Minuten."),
        in("Create one", "App erstellen"),
        in("Cancel", "Abbrechen"));
    assertTrue(Fx.get(() -> app().find("token-check", Button.class).isDisabled()));
  }

  private void assertKind(String title, String body, String... buttons) throws Exception {
    Node field = Fx.get(() -> app().root().lookup(".token-field .notice"));
    assertEquals(title, Fx.get(() -> text(field, ".notice-title")));
    assertEquals(body, Fx.get(() -> text(field, ".notice-body")));
    assertEquals(List.of(buttons), Fx.get(() -> buttons(field)));
  }

  private void rejectedToken() throws Exception {
    app().checkToken("xoxb-abcdefghijkl-secret");
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
    Label title = app().find("setup-people-title", Label.class);
    RunningApp.await(() -> "the workspace", () -> title.getText().contains("Acme"));
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
                title.getText(),
                app().find("setup-people-body", Label.class).getText(),
                app().find("setup-choose", Button.class).getText())));
    assertTrue(Fx.get(() -> app().find("privacy-checklist", Node.class).isVisible()));
  }

  /// Chooses everyone in the picker, which ends the assistant.
  private void chooseEveryone() {
    press("setup-choose");
    TextField search = app().find("people-search", TextField.class);
    ListView<?> people = app().find("people", ListView.class);
    RunningApp.await(() -> "the people", () -> people.getItems().size() == 24);
    Fx.run(() -> search.setText("u"));
    press("select-all");
    Fx.run(() -> search.setText("a"));
    press("select-all");
    Fx.run(() -> search.setText("e"));
    press("select-all");
    press("save");
    RunningApp.await(() -> "rows", () -> app().root().lookup("#presence-rows") != null);
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
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
  }

  private void open(String language) throws Exception {
    prepare(language);
    app =
        RunningApp.start(workspace.apiUrl(), InstantSource.system(), data, null, Settings.DEFAULT);
    app.find("connect", Button.class);
  }

  private void connect() {
    app().signIn(workspace.token());
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
