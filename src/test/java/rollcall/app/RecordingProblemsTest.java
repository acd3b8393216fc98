package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.text.Language;
import rollcall.ui.text.Messages;

/// Problems while recording, provoked over sockets and on a full disk, in a window whose language
/// is changed while the problem lasts: words, buttons and the effect of each button. For the words
/// of the other problems see `rollcall.ui.text.ProblemWordsTest`.
@ExtendWith(FxExtension.class)
class RecordingProblemsTest {
  private static final String CONNECTION = "banner";
  private static final String COMPUTER = "local-problem";
  private static final int ALWAYS = 1000;

  /// Fills the budget of `rtm.connect`, and is not taken for sleep.
  private static final Duration PAUSE = Duration.ofSeconds(45);

  @TempDir Path scratch;
  private final Locale system = Locale.getDefault();
  private volatile Duration ahead = Duration.ZERO;
  private Path data;
  private SlackSimulator workspace;
  private NamedFaults faults;
  private Employee grace;
  private RunningApp app;
  private boolean german;

  @BeforeEach
  void open() throws IOException {
    data = Files.createDirectory(scratch.resolve("data"));
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock()).withoutLimits().withFrozenPeople());
    faults = NamedFaults.of(workspace);
    grace = workspace.people().getFirst();
  }

  @AfterEach
  void close() {
    if (app != null) {
      app.close();
    }
    workspace.close();
    Messages.use(Locale.US);
    Locale.setDefault(system);
  }

  @Test
  void everyProblemOfTheConnectionHasItsWordsAndButtonsInBothLanguages() throws Exception {
    start();
    slackFails();
    connectionIsLost();
    slackAsksToSlowDown();
    slackCannotBeReached();
    tokenEnds();
    addressRefuses();
  }

  /// C10.
  private void slackFails() {
    faults.plan("rtm.connect", HttpFault.status(503), ALWAYS);
    faults.cutSockets();
    awaitInBothLanguages(
        CONNECTION,
        new Words(
            "Slack isn't answering",
            "Slack returned an error \\(503\\)\\. This is usually on Slack's side\\. Retrying with"
                + " longer pauses; (trying now|next try in .*)\\.",
            "Retry now",
            "Slack status page"),
        new Words(
            "Slack antwortet nicht",
            "Slack hat einen Fehler gemeldet \\(503\\)\\. Das liegt meist an Slack selbst\\."
                + " Rollcall versucht es mit längeren Abständen wieder; (Versuch läuft|nächster"
                + " Versuch in .*)\\.",
            "Jetzt erneut versuchen",
            "Statusseite von Slack"));
    app.press("Statusseite von Slack");
    assertEquals("open https://slack-status.com/", app.desktop.done.getLast());
    faults.clearPlanned();
    ahead = ahead.plus(PAUSE);
    app.press("Jetzt erneut versuchen");
    awaitLive();
  }

  /// C11: in the status bar only.
  private void connectionIsLost() {
    faults.markUrlsStale(ALWAYS);
    faults.cutSockets();
    awaitStatusInBothLanguages(
        "Reconnecting \\(\\d+\\) · unknown since \\d\\d:\\d\\d.* · (trying now|next try in .*)",
        "Neu verbinden \\(\\d+\\) · unbekannt seit \\d\\d:\\d\\d.* · (Versuch läuft|nächster"
            + " Versuch in .*)");
    assertEquals("", notice(CONNECTION));
    faults.clearPlanned();
    ahead = ahead.plus(PAUSE);
    Fx.chooseMenuItem(app.root(), "recording.reconnect");
    awaitLive();
  }

  /// C8: in the status bar only.
  private void slackAsksToSlowDown() {
    ahead = ahead.plus(PAUSE);
    faults.plan("rtm.connect", HttpFault.rateLimited(40), 1);
    faults.cutSockets();
    awaitStatusInBothLanguages(
        "Slack asked us to slow down · next request in [1-4]?\\d s",
        "Slack bittet um weniger Anfragen · nächste Anfrage in [1-4]?\\d s");
    assertEquals("", notice(CONNECTION));
    ahead = ahead.plus(PAUSE);
    awaitLive();
  }

  /// C9.
  private void slackCannotBeReached() {
    faults.takeDown();
    awaitInBothLanguages(
        CONNECTION,
        new Words(
            "Can't reach Slack",
            "This computer seems to be offline\\. We'll retry by ourselves; (trying now|next try in"
                + " .*)\\. Until then time is recorded as unknown, not as away\\.",
            "Retry now",
            "Connection check"),
        new Words(
            "Slack ist nicht erreichbar",
            "Dieser Computer scheint offline zu sein\\. Rollcall versucht es von selbst wieder;"
                + " (Versuch läuft|nächster Versuch in .*)\\. Bis dahin wird die Zeit als unbekannt"
                + " aufgezeichnet, nicht als abwesend\\.",
            "Jetzt erneut versuchen",
            "Verbindung prüfen"));
    app.press(in("Connection check", "Verbindung prüfen"));
    app.find("connection-check", Node.class);
    app.closeDialog();
    faults.restore();
    ahead = ahead.plus(PAUSE);
    awaitLive();
  }

  /// C7.
  private void tokenEnds() {
    faults.plan("*", new HttpFault.NotOk("token_revoked"), ALWAYS);
    faults.cutSockets();
    awaitInBothLanguages(
        CONNECTION,
        new Words(
            "Recording stopped: the token is no longer valid",
            "Slack ended this token at \\d\\d:\\d\\d.* \\(app removed, account closed, or"
                + " expired\\)\\. History is safe\\. Time since \\d\\d:\\d\\d.* is marked"
                + " unknown\\. Slack's code: token_revoked\\.",
            "Paste a new token",
            "Open settings"),
        new Words(
            "Aufzeichnung gestoppt: das Token ist nicht mehr gültig",
            "Slack hat dieses Token um \\d\\d:\\d\\d.* beendet \\(App entfernt, Konto geschlossen"
                + " oder abgelaufen\\)\\. Der Verlauf ist sicher\\. Die Zeit seit \\d\\d:\\d\\d.*"
                + " ist als unbekannt markiert\\. Code von Slack: token_revoked\\.",
            "Neues Token einfügen",
            "Einstellungen öffnen"));
    awaitStatusInBothLanguages(
        "Token not valid · unknown since \\d\\d:\\d\\d.*",
        "Token ungültig · unbekannt seit \\d\\d:\\d\\d.*");
    app.press(in("Open settings", "Einstellungen öffnen"));
    app.find("topics", Node.class);
    app.closeDialog();
    faults.clearPlanned();
    ahead = ahead.plus(PAUSE);
    app.press(in("Paste a new token", "Neues Token einfügen"));
    TextField token = app.find("token", TextField.class);
    Fx.run(() -> token.setText(workspace.token()));
    Button use = app.find("token-use", Button.class);
    Fx.run(use::fire);
    app.closeDialog();
    awaitLive();
  }

  /// C9, where nothing listens at the address.
  private void addressRefuses() {
    String address = workspace.apiUrl().getHost() + ":" + workspace.apiUrl().getPort();
    workspace.close();
    awaitInBothLanguages(
        CONNECTION,
        new Words(
            "Can't reach Slack: " + address + " refused the connection",
            "Nothing accepts connections at that address now, or a firewall rejects them\\. Check"
                + " the network and the proxy\\. We'll retry by ourselves; .*\\. Until then time is"
                + " recorded as unknown, not as away\\.",
            "Retry now",
            "Proxy settings"),
        new Words(
            "Slack ist nicht erreichbar: " + address + " hat die Verbindung abgelehnt",
            "Unter dieser Adresse nimmt derzeit nichts Verbindungen an, oder eine Firewall lehnt"
                + " sie ab\\. Prüfen Sie das Netzwerk und den Proxy\\. Rollcall versucht es von"
                + " selbst wieder; .*\\. Bis dahin wird die Zeit als unbekannt aufgezeichnet, nicht"
                + " als abwesend\\.",
            "Jetzt erneut versuchen",
            "Proxy-Einstellungen"));
    app.press(in("Proxy settings", "Proxy-Einstellungen"));
    app.find("topics", Node.class);
    app.closeDialog();
  }

  /// C23: a small file system in memory, which only root may mount.
  @Test
  void aFullDiskHasItsWordsAndButtonInBothLanguages() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=12m", "none", data.toString()) == 0,
        "needs the right to mount a file system");
    try {
      start();
      Path filler = data.resolve("filler");
      fill(filler);
      RunningApp.await(
          () -> "a notice",
          () -> {
            workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
            workspace.setPresence(grace.id(), ActiveOrAway.AWAY);
            return !notice(COMPUTER).isEmpty();
          });
      Path history = app.context().profile().latestHistory().orElseThrow();
      awaitInBothLanguages(
          COMPUTER,
          new Words(
              "History can't be saved right now",
              "No space is left on the disk for "
                  + history
                  + ": free some space and it will be written\\. New events are kept in memory"
                  + " \\(last .* s\\) and written as soon as that is possible\\.",
              "Open data folder"),
          new Words(
              "Der Verlauf kann gerade nicht gespeichert werden",
              "Auf dem Datenträger ist kein Platz mehr für "
                  + history
                  + ": Schaffen Sie Platz, dann wird es geschrieben\\. Neue Ereignisse bleiben im"
                  + " Arbeitsspeicher \\(letzte .* s\\) und werden geschrieben, sobald das möglich"
                  + " ist\\.",
              "Datenordner öffnen"));
      app.press("Datenordner öffnen");
      assertEquals("open " + data.toUri(), app.desktop.done.getLast());
      Files.delete(filler);
      RunningApp.await(() -> "no notice", () -> notice(COMPUTER).isEmpty());
      app.close();
      app = null;
    } finally {
      assertEquals(0, run("umount", "-l", data.toString()));
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertTrue(Files.exists(file), full.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private void start() throws IOException {
    app = RunningApp.start(workspace, clock(), data, workspace.token(), grace);
    awaitLive();
  }

  private InstantSource clock() {
    return () -> InstantSource.system().instant().plus(ahead);
  }

  private void awaitLive() {
    app.awaitStatus("Live · .*");
    RunningApp.await(() -> "no notice", () -> notice(CONNECTION).isEmpty());
  }

  /// Waits for the notice in the language of the window, changes the language, and waits for the
  /// notice in the other one.
  private void awaitInBothLanguages(String id, Words inEnglish, Words inGerman) {
    awaitNotice(id, german ? inGerman : inEnglish);
    changeLanguage();
    awaitNotice(id, german ? inGerman : inEnglish);
  }

  private void awaitStatusInBothLanguages(String inEnglish, String inGerman) {
    app.awaitStatus(in(inEnglish, inGerman));
    changeLanguage();
    app.awaitStatus(in(inEnglish, inGerman));
  }

  private void changeLanguage() {
    german = !german;
    app.choose(german ? Language.GERMAN : Language.ENGLISH);
    app.closeDialog();
  }

  private void awaitNotice(String id, Words words) {
    RunningApp.await(
        () -> words + ", but " + Fx.get(() -> notice(id)),
        () -> notice(id).matches("\\Q" + words.title() + "\\E\n" + words.body()));
    assertEquals(
        List.of(words.buttons()),
        Fx.get(() ->
            app.root().lookupAll("#" + id + " .button").stream()
                .map(node -> ((Labeled) node).getText())
                .toList()));
  }

  /// Title and body of the notice with this id; blank while it is hidden.
  private String notice(String id) {
    Node card = app.root().lookup("#" + id);
    return card == null || !card.isVisible()
        ? ""
        : text(card, ".notice-title") + "\n" + text(card, ".notice-body");
  }

  private static String text(Node under, String selector) {
    return under.lookup(selector) instanceof Label label ? label.getText() : "";
  }

  private String in(String englishText, String germanText) {
    return german ? germanText : englishText;
  }

  /// Words of a notice.
  ///
  /// @param body regular expression
  private record Words(String title, String body, String... buttons) {}
}
