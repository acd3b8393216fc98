package rollcall.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// The truth about our looking in one line: always a shape and a text.
///
/// @param help one sentence more, or blank
public record StatusLine(Mark mark, String text, String help) {
  /// How long a correction is worth a word in the strip.
  private static final Duration CORRECTED = Duration.ofHours(1);

  /// The line for this status at this moment.
  public static StatusLine of(WatchStatus status, Instant now, ZoneId zone) {
    ProblemWords words = new ProblemWords(now, zone);
    return switch (status) {
      case WatchStatus.Idle() -> line(Mark.PAUSED, Words.of("status.idle"));
      case WatchStatus.Paused() ->
          new StatusLine(Mark.PAUSED, Words.of("status.paused"), Words.of("status.paused.help"));
      case WatchStatus.OutsideHours(Instant until) ->
          new StatusLine(
              Mark.OUTSIDE_HOURS,
              until == null
                  ? Words.of("status.outside")
                  : Words.of("status.outside.until", TimeWords.until(until, now, zone)),
              Words.of("status.outside.help"));
      case WatchStatus.Behind(Instant until) ->
          new StatusLine(
              Mark.PAUSED,
              Words.of("status.behind", TimeWords.until(until, now, zone)),
              Words.of("status.behind.help"));
      case WatchStatus.Connecting(int attempt, Problem problem, Instant nextTry) ->
          connecting(attempt, problem, nextTry, words);
      case WatchStatus.Live live -> live(live, now, zone);
      case WatchStatus.Polling polling -> polling(polling, now);
      case WatchStatus.Reconnecting(_, _, _, Problem.RateLimited(Instant until)) ->
          line(Mark.CONNECTING, Words.of("status.slow", TimeWords.lasting(words.until(until))));
      case WatchStatus.Reconnecting(int attempt, Instant since, Instant nextTry, _) ->
          line(
              Mark.CONNECTING,
              Words.of(
                  "status.reconnecting",
                  attempt,
                  TimeWords.since(since, now, zone),
                  words.nextTry(nextTry)));
      case WatchStatus.Stopped(Problem problem, Instant since) -> {
        StatusLine stopped = stopped(problem, words);
        yield since == null
            ? stopped
            : line(
                stopped.mark(),
                Words.of("status.since", stopped.text(), TimeWords.since(since, now, zone)));
      }
    };
  }

  private static StatusLine connecting(
      int attempt, @Nullable Problem problem, @Nullable Instant nextTry, ProblemWords words) {
    if (problem instanceof Problem.RateLimited(Instant until)) {
      return line(Mark.CONNECTING, Words.of("status.slow", TimeWords.lasting(words.until(until))));
    }
    return problem == null
        ? line(Mark.CONNECTING, Words.of("status.connecting"))
        : line(
            Mark.CONNECTING,
            Words.of(
                "status.connecting.again",
                attempt,
                words.of(problem, nextTry).title(),
                words.nextTry(nextTry)));
  }

  private static StatusLine live(WatchStatus.Live live, Instant now, ZoneId zone) {
    String event =
        live.lastEvent() == null
            ? Words.of("status.no_event")
            : Words.of("status.last_event", ago(live.lastEvent(), now));
    String text = Words.of("status.live", Words.of("status.people", live.people()), event);
    String help = Words.of("status.live.help", TimeWords.clock(live.lastHeard(), zone));
    WatchStatus.Doubt doubt = live.doubt();
    return doubt == null || doubt(doubt, now, zone).isEmpty()
        ? new StatusLine(Mark.ACTIVE, text, help)
        : new StatusLine(
            Mark.ACTIVE,
            Words.of("status.doubt", text, doubt(doubt, now, zone)),
            Words.of("status.doubt.help", help));
  }

  private static String doubt(WatchStatus.Doubt doubt, Instant now, ZoneId zone) {
    boolean fresh = doubt.corrected() > 0 && doubt.at().plus(CORRECTED).isAfter(now);
    String at = TimeWords.since(doubt.at(), now, zone);
    String corrected = fresh ? Words.of("status.doubt.corrected", doubt.corrected(), at) : "";
    String mute = doubt.mute() > 0 ? Words.of("status.doubt.mute", doubt.mute()) : "";
    return corrected.isEmpty() || mute.isEmpty()
        ? corrected + mute
        : Words.of("status.doubt", corrected, mute);
  }

  private static StatusLine polling(WatchStatus.Polling polling, Instant now) {
    String round = TimeWords.lasting(polling.round());
    String text =
        polling.people() == 0
            ? Words.of("status.polling.nobody")
            : polling.oldest() == null
                ? Words.of("status.polling.first", round)
                : Words.of("status.polling", round, ago(polling.oldest(), now));
    WatchStatus.Unanswered unanswered = polling.unanswered();
    return unanswered == null
        ? new StatusLine(Mark.POLLING, text, Words.of("status.polling.help"))
        : new StatusLine(
            Mark.POLLING,
            Words.of(
                "status.polling.unanswered", text, unanswered.people().size(), unanswered.why()),
            Words.of("status.polling.unanswered.help"));
  }

  private static StatusLine stopped(Problem problem, ProblemWords words) {
    return switch (problem) {
      case Problem.TokenRejected(_),
          Problem.TokenEnded(_, _),
          Problem.TokenUnusable(_),
          Problem.WrongTokenKind(_) ->
          line(Mark.STOPPED, Words.of("status.token"));
      case Problem.NewerHistory() -> line(Mark.PAUSED, Words.of("status.newer"));
      case Problem.MissingScope(_, _),
          Problem.LiveNotAllowed(_),
          Problem.RateLimited(_),
          Problem.Offline(_),
          Problem.SlackFailing(_),
          Problem.ProxySignIn(_),
          Problem.ProxySignInRefused(_),
          Problem.ProxyUnusable(_),
          Problem.ProxyWindowsSignIn(_),
          Problem.SlackReplaced(_, _),
          Problem.CertificateUntrusted(_, _),
          Problem.CertificateExpired(_, _, _),
          Problem.CertificateNotYetValid(_, _, _),
          Problem.CertificateWrongHost(_, _, _),
          Problem.EncryptionFailed(_, _),
          Problem.LiveBlocked(_),
          Problem.LiveRefused(_),
          Problem.MethodRefused(_, _),
          Problem.ConnectionLost(_),
          Problem.NoHistory(_),
          Problem.NoSettings(_),
          Problem.Bug(_),
          Problem.Unrecognised(_) ->
          line(Mark.STOPPED, Words.of("status.stopped", words.of(problem, null).title()));
    };
  }

  private static String ago(Instant at, Instant now) {
    return TimeWords.lasting(at.isAfter(now) ? Duration.ZERO : Duration.between(at, now));
  }

  private static StatusLine line(Mark mark, String text) {
    return new StatusLine(mark, text, "");
  }
}
