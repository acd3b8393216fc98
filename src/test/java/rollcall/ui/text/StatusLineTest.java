package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rollcall.presence.UserId;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

class StatusLineTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-09-17T12:30:00Z");
  private static final Instant TWENTY_PAST_TWO = Instant.parse("2026-09-17T12:20:00Z");

  @Test
  void liveConnectionShowsPeopleAndAgeOfTheLastEvent() {
    assertEquals(
        new StatusLine(
            StateIcon.ACTIVE,
            "Live · 34 people · last event 12 s ago",
            "Changes appear within seconds. Last message from Slack at 14:29:58."),
        line(new WatchStatus.Live(34, NOW.minusSeconds(12), NOW.minusSeconds(2))));
    assertEquals("Live · 1 person · no event yet", line(new WatchStatus.Live(1, null, NOW)).text());
  }

  @Test
  void outsideRecordingHoursShowsTheirStart() {
    String help =
        "No one is watched until the first person's recording hours begin. This time counts as not"
            + " watched.";
    assertEquals(
        new StatusLine(StateIcon.OUTSIDE_HOURS, "Outside recording hours (until 18:00)", help),
        line(new WatchStatus.OutsideHours(Instant.parse("2026-09-17T16:00:00Z"))));
    assertEquals(
        "Outside recording hours (until Mon 08:00)",
        line(new WatchStatus.OutsideHours(Instant.parse("2026-09-21T06:00:00Z"))).text());
    assertEquals("Outside recording hours", line(new WatchStatus.OutsideHours(null)).text());
  }

  @Test
  void correctionsAreShownForAnHourAndMissingDataWhileItLasts() {
    assertEquals(
        List.of(
            "Live · 34 people · no event yet · 1 person corrected at 14:20",
            "Live · 34 people · no event yet · 3 people corrected at 14:20 · No presence data for"
                + " 2 people",
            "Live · 34 people · no event yet · No presence data for 1 person",
            "Live · 34 people · no event yet"),
        Stream.of(
                mismatches(1, 0, TWENTY_PAST_TWO),
                mismatches(3, 2, TWENTY_PAST_TWO),
                mismatches(3, 1, TWENTY_PAST_TWO.minusSeconds(3600)),
                mismatches(3, 0, TWENTY_PAST_TWO.minusSeconds(3600)))
            .map(mismatches -> line(new WatchStatus.Live(34, null, NOW, mismatches)).text())
            .toList());
  }

  @Test
  void lostConnectionShowsStartOfUnknownTimeAndNextRetry() {
    Problem lost = new Problem.ConnectionLost("closed");
    assertEquals(
        List.of(
            "Reconnecting (3) · unknown since 14:20 · next try in 8 s",
            "Reconnecting (4) · unknown since 14:20 · trying now",
            "Slack asked us to slow down · next request in 27 s"),
        Stream.of(
                new WatchStatus.Reconnecting(3, TWENTY_PAST_TWO, NOW.plusSeconds(8), lost),
                new WatchStatus.Reconnecting(4, TWENTY_PAST_TWO, null, lost),
                new WatchStatus.Reconnecting(
                    5, TWENTY_PAST_TWO, null, new Problem.RateLimited(NOW.plusSeconds(27))))
            .map(status -> line(status).text())
            .toList());
  }

  @Test
  void stoppedRecordingShowsReasonAndStart() {
    assertEquals(
        List.of(
            new StatusLine(StateIcon.STOPPED, "Token not valid · unknown since Wed 14:20", ""),
            new StatusLine(StateIcon.STOPPED, "Stopped: Your proxy wants a sign-in", "")),
        List.of(
            line(
                new WatchStatus.Stopped(
                    new Problem.TokenEnded("token_revoked", TWENTY_PAST_TWO),
                    TWENTY_PAST_TWO.minus(Duration.ofDays(1)))),
            line(new WatchStatus.Stopped(new Problem.ProxySignIn("proxy:8080"), null))));
  }

  @Test
  void pollingShowsIntervalAndAgeOfTheOldestPoll() {
    Problem why = new Problem.LiveNotAllowed("not_allowed_token_type");
    assertEquals(
        List.of(
            "Polling · about every 1 min · oldest 58 s",
            "Polling · about every 1 min · first round in progress"),
        Stream.of(NOW.minusSeconds(58), null)
            .map(oldest ->
                line(new WatchStatus.Polling(40, Duration.ofMinutes(1), oldest, why)).text())
            .toList());
  }

  @Test
  void pollingShowsPeopleWithoutAnswerAndSlacksCode() {
    Problem why = new Problem.LiveNotAllowed("not_allowed_token_type");
    var unanswered =
        new WatchStatus.Unanswered(
            new TreeSet<>(Set.of(new UserId("U1"), new UserId("U2"))), "user_not_found");
    assertEquals(
        "Polling · about every 1 min · oldest 58 s · no answer about 2 people (user_not_found)",
        line(new WatchStatus.Polling(
                40, Duration.ofMinutes(1), NOW.minusSeconds(58), why, unanswered))
            .text());
  }

  @Test
  void aMethodRefusedForEveryoneIsShownWithSlacksCodeInsteadOfAFirstRound() {
    Problem refused = new Problem.MethodRefused("users.getPresence", "access_denied");
    assertEquals(
        "Connecting (3) · Slack refuses to tell anyone's presence · next try in 4 s",
        line(new WatchStatus.Connecting(3, refused, NOW.plusSeconds(4))).text());
    assertEquals(
        "Slack answers every users.getPresence with “access_denied”. Time is recorded as unknown,"
            + " not as away, until that ends; next try in 4 s.",
        new ProblemText(NOW, ZoneOffset.UTC).of(refused, NOW.plusSeconds(4)).body());
  }

  @Test
  void pollingWithoutPeopleIsShown() {
    Problem why = new Problem.LiveNotAllowed("not_allowed_token_type");
    assertEquals(
        "Polling · no people", line(new WatchStatus.Polling(0, Duration.ZERO, null, why)).text());
  }

  @Test
  void aSharedRecordNamesItsRecordersAndHowManyPeopleTheyWatch() {
    var berlin = new WatchStatus.Recorder("berlin-1", NOW, NOW, true, 500);
    var oslo = new WatchStatus.Recorder("oslo-1", NOW, NOW, false, 40);
    StatusLine line = line(following(List.of(berlin, oslo), 540, NOW, null));
    assertEquals("Shared record · berlin-1 · 500 of 540 people watched", line.text());
    assertEquals(2, line.help().lines().count());
    assertEquals(StateIcon.CONNECTING, line.icon());
    assertEquals(StateIcon.ACTIVE, line(following(List.of(berlin), 500, NOW, null)).icon());
    assertTrue(
        line(following(List.of(oslo), 40, NOW, null))
            .text()
            .startsWith("No recorder is running · unknown since "));
    assertTrue(
        line(following(List.of(), 40, NOW, null))
            .text()
            .startsWith("Copy of a record · known until "));
    var away = new WatchStatus.Unreachable("The server is away.", false);
    assertTrue(
        line(following(List.of(berlin), 500, NOW, away))
            .text()
            .startsWith("Shared record not reachable · unknown since "));
    assertEquals("Shared record not reachable", line(following(List.of(), 0, null, away)).text());
    assertEquals("Opening the shared record…", line(following(List.of(), 0, null, null)).text());
  }

  private static WatchStatus.Following following(
      List<WatchStatus.Recorder> recorders,
      int people,
      @Nullable Instant known,
      WatchStatus.@Nullable Unreachable problem) {
    return new WatchStatus.Following("db", recorders, people, known, problem);
  }

  @Test
  void connectingShowsThePreviousProblem() {
    assertEquals(
        List.of(
            "Not connected",
            "Connecting…",
            "Connecting (2) · Slack isn't answering · next try in 4 s"),
        Stream.of(
                new WatchStatus.Idle(),
                new WatchStatus.Connecting(1, null, null),
                new WatchStatus.Connecting(
                    2, new Problem.SlackFailing("503"), NOW.plusMillis(3100)))
            .map(status -> line(status).text())
            .toList());
  }

  private static StatusLine line(WatchStatus status) {
    return StatusLine.of(status, NOW, BERLIN);
  }

  private static WatchStatus.MismatchSummary mismatches(int corrected, int silent, Instant at) {
    return new WatchStatus.MismatchSummary(
        corrected,
        IntStream.range(0, silent)
            .mapToObj(i -> new UserId("U" + i))
            .collect(Collectors.toCollection(TreeSet::new)),
        at);
  }
}
