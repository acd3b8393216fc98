package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rollcall.presence.UserId;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

class TerminalListenerTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
  private final TerminalListener output =
      new TerminalListener(print, print, InstantSource.fixed(T));

  @Test
  void anIdWithoutAnswerIsNamedOnceLiveAndPolling() {
    output.onStatus(
        new WatchStatus.Live(3, T, T, new WatchStatus.MismatchSummary(0, ids("U1"), T)));
    output.onStatus(
        new WatchStatus.Live(4, T, T, new WatchStatus.MismatchSummary(0, ids("U1"), T)));
    Problem why = new Problem.LiveNotAllowed("not_allowed_token_type");
    for (SortedSet<UserId> people : List.of(ids("U1"), ids("U1", "U2"), ids("U2", "U3"))) {
      output.onStatus(
          new WatchStatus.Polling(
              3,
              Duration.ofMinutes(1),
              T,
              why,
              new WatchStatus.Unanswered(people, "user_not_found")));
    }
    assertEquals(
        List.of(
            "rollcall: Slack does not answer about U1: check the ids.",
            "rollcall: Slack does not answer about U2 (user_not_found).",
            "rollcall: Slack does not answer about U3 (user_not_found)."),
        err.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("does not answer about U"))
            .toList());
  }

  @Test
  void anUntrustedCertificateIsExplainedWithTheOptionOfTheCommandLine() {
    Problem untrusted = new Problem.CertificateUntrusted("slack.com", "Corp Root");
    output.onStatus(new WatchStatus.Connecting(1, untrusted, T.plusSeconds(5)));
    String remedy =
        "To trust the certificate file of a company for one run, give it with --ca-file.";
    assertEquals(
        "rollcall: " + remedy, err.toString(StandardCharsets.UTF_8).lines().toList().getLast());
    assertTrue(output.sentences(untrusted).endsWith(remedy));
  }

  @Test
  void anOutageIsReportedOnceForEachReasonAndNotForEachAttempt() {
    for (int attempt = 1; attempt <= 100; attempt++) {
      Instant next = T.plusSeconds(attempt);
      output.onStatus(
          new WatchStatus.Reconnecting(attempt, T, next, new Problem.Offline("no route")));
      output.onStatus(
          new WatchStatus.Reconnecting(attempt, T, null, new Problem.Offline("no route")));
    }
    for (int attempt = 101; attempt <= 200; attempt++) {
      output.onStatus(
          new WatchStatus.Reconnecting(
              attempt, T, null, new Problem.CertificateUntrusted("slack.com", "Corp Root")));
    }
    output.onStatus(new WatchStatus.Live(3, T, T));
    assertEquals(
        List.of("Reconnecting (1)", "Reconnecting (101)", "Live"),
        err.toString(StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("rollcall: ", "").replaceFirst("[…·].*", "").strip())
            .filter(line -> line.startsWith("Reconnecting") || line.startsWith("Live"))
            .toList());
  }

  @Test
  void failuresToConnectAreReportedOnceForEachReason() {
    for (int attempt = 1; attempt <= 100; attempt++) {
      output.onStatus(new WatchStatus.Connecting(attempt, new Problem.Offline("no route"), T));
    }
    assertEquals(2, err.toString(StandardCharsets.UTF_8).lines().count(), err::toString);
  }

  @Test
  void aProxyThatWantsASignInIsExplainedWithoutTheDialogOfTheWindow() {
    output.onStatus(new WatchStatus.Connecting(1, new Problem.ProxySignIn("proxy:3128"), null));
    assertTrue(
        err.toString(StandardCharsets.UTF_8)
            .endsWith(
                "Put both into https_proxy, as in http://user:password@host:port, or enter them in"
                    + " the window under Settings ▸ Proxy."
                    + System.lineSeparator()),
        err::toString);
  }

  private static SortedSet<UserId> ids(String... ids) {
    SortedSet<UserId> all = new TreeSet<>();
    for (String id : ids) {
      all.add(new UserId(id));
    }
    return all;
  }
}
