package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

class ProblemTextTest {
  private static final Instant NOW = Instant.parse("2026-09-17T12:30:00Z");
  private static final ProblemText WORDS = new ProblemText(NOW, ZoneId.of("Europe/Berlin"));

  private static final List<Problem> ALL =
      List.of(
          new Problem.TokenRejected("invalid_auth"),
          new Problem.TokenEnded("token_revoked", NOW),
          new Problem.MissingScope("users:read", "dnd:read"),
          new Problem.LiveNotAllowed("not_allowed_token_type"),
          new Problem.WrongTokenKind("xapp-"),
          new Problem.RateLimited(NOW.plusSeconds(27)),
          new Problem.Offline("no route"),
          new Problem.ConnectionRefused("slack.com:443"),
          new Problem.SlackFailing("503"),
          new Problem.ProxySignIn("proxy:8080"),
          new Problem.ProxyWindowsSignIn("proxy:8080"),
          new Problem.CertificateUntrusted("slack.com", "gateway.local"),
          new Problem.CertificateExpired("slack.com", "gateway.local", LocalDate.of(2026, 9, 1)),
          new Problem.CertificateNotYetValid(
              "slack.com", "gateway.local", LocalDate.of(2027, 1, 1)),
          new Problem.CertificateWrongHost("slack.com", "gateway.local", "portal.example"),
          new Problem.EncryptionFailed("slack.com", "rtm.connect: no common protocol"),
          new Problem.ProxySignInRefused("proxy.corp:8080"),
          new Problem.ProxyUnusable("The variable https_proxy cannot be used."),
          new Problem.SlackReplaced("slack.com", "HTTP 302: a redirect to portal.example"),
          new Problem.UnusableAnswer("rtm.connect: no workspace"),
          new Problem.LiveBlocked("403"),
          new Problem.LiveRefused("HTTP 404"),
          new Problem.LiveOnly("not_allowed_token_type"),
          new Problem.MethodRefused("users.getPresence", "access_denied"),
          new Problem.ConnectionLost("closed"),
          new Problem.NoHistory("No space left on the disk."),
          new Problem.NoSettings("They are no file."),
          new Problem.NewerHistory(),
          new Problem.NoToken(),
          new Problem.TokenUnusable("It has blanks."),
          new Problem.Bug("java.lang.IllegalStateException"),
          new Problem.Unrecognized("fatal_error"));

  @Test
  void everyProblemHasItsOwnText() {
    assertEquals(Problem.class.getPermittedSubclasses().length, ALL.size());
    assertEquals(
        ALL.size(),
        ALL.stream().map(problem -> WORDS.of(problem, null).title()).distinct().count());
    ALL.forEach(problem -> assertFalse(WORDS.of(problem, null).body().isBlank()));
  }

  @Test
  void daysOfCertificatesAreWrittenAsEverywhere() {
    Problem expired =
        new Problem.CertificateExpired("slack.com", "gateway.local", LocalDate.of(2026, 9, 1));
    Problem early =
        new Problem.CertificateNotYetValid("slack.com", "gateway.local", LocalDate.of(2027, 1, 1));
    assertTrue(WORDS.of(expired, null).body().contains("1 Sep 2026"));
    assertTrue(WORDS.of(early, null).body().contains("1 Jan 2027"));
  }

  @Test
  void rejectedTokenExplainsTheRemedy() {
    assertEquals(
        new Notice(
            Notice.Kind.ERROR,
            "Slack didn't accept this token",
            "It may be incomplete or from another place. Copy it again with the copy button on"
                + " Slack's page. If your company limits Slack to certain networks, connect to that"
                + " network first. Slack's code: invalid_auth.",
            List.of(
                new Notice.Button(NoticeAction.PASTE_TOKEN, "Paste again"),
                new Notice.Button(NoticeAction.SLACK_APPS, "Where do I find it?"))),
        WORDS
            .of(new WatchStatus.Stopped(new Problem.TokenRejected("invalid_auth"), null))
            .orElseThrow());
  }

  @Test
  void offlineCountsDownToTheNextRetry() {
    Problem offline = new Problem.Offline("no route");
    assertEquals(
        List.of(
            "This computer seems to be offline. We'll retry by ourselves; next try in 8 s. Until"
                + " then time is recorded as unknown, not as away.",
            "This computer seems to be offline. We'll retry by ourselves; trying now. Until then"
                + " time is recorded as unknown, not as away."),
        List.of(WORDS.of(offline, NOW.plusMillis(7400)).body(), WORDS.of(offline, null).body()));
  }

  @Test
  void refusedConnectionNamesTheAddressAndDoesNotSayOffline() {
    Notice notice = WORDS.of(new Problem.ConnectionRefused("slack.com:443"), NOW.plusMillis(7400));
    assertEquals("Can't reach Slack: slack.com:443 refused the connection", notice.title());
    assertEquals(
        "Nothing accepts connections at that address now, or a firewall rejects them. Check the"
            + " network and the proxy. We'll retry by ourselves; next try in 8 s. Until then time"
            + " is recorded as unknown, not as away.",
        notice.body());
  }

  @Test
  void unusableTokenIsNotAHistoryProblem() {
    Notice notice = WORDS.of(new Problem.TokenUnusable("It has blanks."), null);
    assertEquals("The token can't be used", notice.title());
    assertEquals("It has blanks.", notice.body());
  }

  @Test
  void wrongKindOfTokenShowsOnlyThePrefix() {
    assertEquals(
        List.of(
            "That's a different Slack token",
            "That's a different Slack token",
            "Browser session tokens aren't used here"),
        Stream.of("xapp-", "xoxe-", "xoxc-")
            .map(prefix -> WORDS.of(new Problem.WrongTokenKind(prefix), null).title())
            .toList());
  }

  @Test
  void pollingNoticeStatesIntervalAndAccuracy() {
    var polling =
        new WatchStatus.Polling(
            34, Duration.ofSeconds(58), NOW, new Problem.LiveNotAllowed("not_allowed_token_type"));
    assertEquals(
        "Slack offers its live connection only to older “classic” apps. With your token we'll ask"
            + " Slack for each person's presence in turn: with 34 people, about every 1 min."
            + " Timelines show this accuracy.",
        WORDS.of(polling).orElseThrow().body());
  }

  @Test
  void pollingWithoutPeopleStatesNoInterval() {
    var polling =
        new WatchStatus.Polling(
            0, Duration.ZERO, null, new Problem.LiveNotAllowed("not_allowed_token_type"));
    assertEquals(
        "Slack offers its live connection only to older “classic” apps. With your token we'll ask"
            + " Slack for each person's presence in turn. Timelines show this accuracy.",
        WORDS.of(polling).orElseThrow().body());
  }

  @Test
  void problemsInTheStatusBarHaveNoBanner() {
    Problem lost = new Problem.ConnectionLost("closed");
    assertEquals(
        List.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        Stream.of(
                new WatchStatus.Idle(),
                new WatchStatus.Live(3, NOW, NOW),
                new WatchStatus.Connecting(1, null, null),
                new WatchStatus.Reconnecting(2, NOW, null, lost))
            .map(WORDS::of)
            .toList());
  }
}
