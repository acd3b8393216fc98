package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.language.Sentence;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Words of problems while recording, in both languages: title, text and buttons of the banner, and
/// the line of the status bar.
class ProblemWordsTest {
  private static final Instant NOW = Instant.parse("2026-09-17T12:30:00Z");
  private static final Instant SINCE = Instant.parse("2026-09-17T12:05:00Z");
  private static final Instant NEXT = NOW.plusSeconds(8);
  private static final Sentence FULL =
      Sentence.of(
          "No space is left on the disk for %s: free some space and it will be written.",
          "history.db");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private boolean german;

  @AfterEach
  void reset() {
    Messages.use(Locale.US);
  }

  /// C7.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aTokenThatSlackEnded(String language) {
    use(language);
    var stopped = new WatchStatus.Stopped(new Problem.TokenEnded("token_revoked", SINCE), SINCE);
    assertNotice(
        in(
            "Recording stopped: the token is no longer valid",
            "Aufzeichnung gestoppt: das Token ist nicht mehr gültig"),
        in(
            "Slack ended this token at 14:05 (app removed, account closed, or expired). History is"
                + " safe. Time since 14:05 is marked unknown. Slack's code: token_revoked.",
            "Slack hat dieses Token um 14:05 beendet (App entfernt, Konto geschlossen oder"
                + " abgelaufen). Der Verlauf ist sicher. Die Zeit seit 14:05 ist als unbekannt"
                + " markiert. Code von Slack: token_revoked."),
        words().of(stopped).orElseThrow(),
        in("Paste a new token", "Neues Token einfügen"),
        in("Open settings", "Einstellungen öffnen"));
    assertLine(
        in("Token not valid · unknown since 14:05", "Token ungültig · unbekannt seit 14:05"),
        stopped);
  }

  /// C8: in the status bar only.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aWaitThatSlackAskedFor(String language) {
    use(language);
    WatchStatus slow = reconnecting(new Problem.RateLimited(NOW.plusSeconds(27)));
    assertEquals(
        new StatusLine(
            StateIcon.CONNECTING,
            in(
                "Slack asked us to slow down · next request in 27 s",
                "Slack bittet um weniger Anfragen · nächste Anfrage in 27 s"),
            in(
                "Next request in 27 s. Presence may be older until then; nothing is lost.",
                "Nächste Anfrage in 27 s. Bis dahin kann die Präsenz älter sein; nichts geht"
                    + " verloren.")),
        StatusLine.of(slow, NOW, BERLIN));
    assertEquals(Optional.empty(), words().of(slow));
    var limited = new Problem.RateLimited(NOW.plusSeconds(27));
    assertNotice(
        in("Slack asked us to slow down", "Slack bittet um weniger Anfragen"),
        in(
            "Next request in 27 s. Presence may be up to 3 min 0 s old until then; nothing is"
                + " lost.",
            "Nächste Anfrage in 27 s. Bis dahin kann die Präsenz bis zu 3 min 0 s alt sein; nichts"
                + " geht verloren."),
        words()
            .of(new WatchStatus.Polling(17, Duration.ofMinutes(1), NOW.minusSeconds(153), limited))
            .orElseThrow());
  }

  /// C9.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aComputerWithoutANetwork(String language) {
    use(language);
    assertNotice(
        in("Can't reach Slack", "Slack ist nicht erreichbar"),
        in(
            "This computer seems to be offline. We'll retry by ourselves; next try in 8 s. Until"
                + " then time is recorded as unknown, not as away.",
            "Dieser Computer scheint offline zu sein. Rollcall versucht es von selbst wieder;"
                + " nächster Versuch in 8 s. Bis dahin wird die Zeit als unbekannt aufgezeichnet,"
                + " nicht als abwesend."),
        words().of(reconnecting(new Problem.Offline("no route"))).orElseThrow(),
        in("Retry now", "Jetzt erneut versuchen"),
        in("Connection check", "Verbindung prüfen"));
  }

  /// C9, where the address answers that nothing listens there.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void anAddressThatRefuses(String language) {
    use(language);
    assertNotice(
        in(
            "Can't reach Slack: slack.com:443 refused the connection",
            "Slack ist nicht erreichbar: slack.com:443 hat die Verbindung abgelehnt"),
        in(
            "Nothing accepts connections at that address now, or a firewall rejects them. Check the"
                + " network and the proxy. We'll retry by ourselves; next try in 8 s. Until then"
                + " time is recorded as unknown, not as away.",
            "Unter dieser Adresse nimmt derzeit nichts Verbindungen an, oder eine Firewall lehnt"
                + " sie ab. Prüfen Sie das Netzwerk und den Proxy. Rollcall versucht es von selbst"
                + " wieder; nächster Versuch in 8 s. Bis dahin wird die Zeit als unbekannt"
                + " aufgezeichnet, nicht als abwesend."),
        words().of(reconnecting(new Problem.ConnectionRefused("slack.com:443"))).orElseThrow(),
        in("Retry now", "Jetzt erneut versuchen"),
        in("Proxy settings", "Proxy-Einstellungen"));
  }

  /// C10.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void anErrorOfSlack(String language) {
    use(language);
    assertNotice(
        in("Slack isn't answering", "Slack antwortet nicht"),
        in(
            "Slack returned an error (503). This is usually on Slack's side. Retrying with longer"
                + " pauses; next try in 8 s.",
            "Slack hat einen Fehler gemeldet (503). Das liegt meist an Slack selbst. Rollcall"
                + " versucht es mit längeren Abständen wieder; nächster Versuch in 8 s."),
        words().of(reconnecting(new Problem.SlackFailing("503"))).orElseThrow(),
        in("Retry now", "Jetzt erneut versuchen"),
        in("Slack status page", "Statusseite von Slack"));
  }

  /// C11: in the status bar only.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aConnectionThatWasLost(String language) {
    use(language);
    WatchStatus lost = reconnecting(new Problem.ConnectionLost("closed"));
    assertLine(
        in(
            "Reconnecting (3) · unknown since 14:05 · next try in 8 s",
            "Neu verbinden (3) · unbekannt seit 14:05 · nächster Versuch in 8 s"),
        lost);
    assertEquals(Optional.empty(), words().of(lost));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void onlyLiveIsAllowedAndThereIsNone(String language) {
    use(language);
    var stopped = new WatchStatus.Stopped(new Problem.LiveOnly("not_allowed_token_type"), SINCE);
    assertNotice(
        in("No live connection, and polling is off", "Keine Live-Verbindung, und Abfrage ist aus"),
        in(
            "The settings allow the live connection only, and it fails: not_allowed_token_type."
                + " Until it works, or the settings allow polling, time is unknown.",
            "Die Einstellungen erlauben nur die Live-Verbindung, und sie misslingt:"
                + " not_allowed_token_type. Bis sie gelingt oder die Einstellungen die Abfrage"
                + " erlauben, ist die Zeit unbekannt."),
        words().of(stopped).orElseThrow(),
        in("Open settings", "Einstellungen öffnen"),
        in("Retry now", "Jetzt erneut versuchen"));
    assertLine(
        in(
            "Stopped: No live connection, and polling is off · unknown since 14:05",
            "Gestoppt: Keine Live-Verbindung, und Abfrage ist aus · unbekannt seit 14:05"),
        stopped);
  }

  /// C23.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aFullDisk(String language) {
    use(language);
    assertNotice(
        in("History can't be saved right now", "Der Verlauf kann gerade nicht gespeichert werden"),
        in(
            "No space is left on the disk for history.db: free some space and it will be written."
                + " New events are kept in memory (last 6 min 12 s) and written as soon as that is"
                + " possible.",
            "Auf dem Datenträger ist kein Platz mehr für history.db: Schaffen Sie Platz, dann wird"
                + " es geschrieben. Neue Ereignisse bleiben im Arbeitsspeicher (letzte 6 min 12 s)"
                + " und werden geschrieben, sobald das möglich ist."),
        words().of(new LocalNotice.HistoryUnsaved(FULL, NOW.minusSeconds(372))).orElseThrow(),
        in("Open data folder", "Datenordner öffnen"));
  }

  /// C24.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aHistoryOfANewerVersion(String language) {
    use(language);
    var reading = new WatchStatus.Stopped(new Problem.NewerHistory(), null);
    assertNotice(
        in(
            "This history was made by a newer Rollcall",
            "Dieser Verlauf stammt von einem neueren Rollcall"),
        in(
            "To protect it, this version opens it read-only: you can view and export it, but"
                + " nothing is recorded until you update Rollcall.",
            "Um ihn zu schützen, öffnet diese Version ihn schreibgeschützt: Sie können ihn ansehen"
                + " und exportieren, aber bis Sie Rollcall aktualisieren, wird nichts"
                + " aufgezeichnet."),
        words().of(reading).orElseThrow(),
        in("Open data folder", "Datenordner öffnen"));
    assertLine(
        in("Read-only: nothing is recorded", "Schreibgeschützt: keine Aufzeichnung"), reading);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void anErrorThatIsNotListed(String language) {
    use(language);
    assertNotice(
        in("Slack returned an error we don't know", "Slack hat einen unbekannten Fehler gemeldet"),
        in("Slack's code: fatal_error", "Code von Slack: fatal_error"),
        words().of(new Problem.Unrecognized("fatal_error"), null),
        in("Retry now", "Jetzt erneut versuchen"),
        in("Copy details", "Details kopieren"));
  }

  private static WatchStatus reconnecting(Problem problem) {
    return new WatchStatus.Reconnecting(3, SINCE, NEXT, problem);
  }

  private static void assertNotice(String title, String body, Notice notice, String... buttons) {
    assertEquals(
        List.of(title, body, List.of(buttons)),
        List.of(
            notice.title(),
            notice.body(),
            notice.buttons().stream().map(Notice.Button::label).toList()));
  }

  private static void assertLine(String text, WatchStatus status) {
    assertEquals(text, StatusLine.of(status, NOW, BERLIN).text());
  }

  private static ProblemText words() {
    return new ProblemText(NOW, BERLIN);
  }

  private void use(String language) {
    german = language.equals("de");
    Messages.use(german ? Locale.GERMANY : Locale.US);
  }

  private String in(String englishText, String germanText) {
    return german ? germanText : englishText;
  }
}
