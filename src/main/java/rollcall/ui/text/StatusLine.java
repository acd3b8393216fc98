package rollcall.ui.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Connection and recording status in one line: always an icon and a text.
///
/// @param help one more sentence, or blank
public record StatusLine(StateIcon icon, String text, String help) {
  /// The time for which a correction stays in the status bar.
  private static final Duration CORRECTION_SHOWN = Duration.ofHours(1);

  /// The line for this status at this time.
  public static StatusLine of(WatchStatus status, Instant now, ZoneId zone) {
    ProblemText problemText = new ProblemText(now, zone);
    return switch (status) {
      case WatchStatus.Idle() -> line(StateIcon.PAUSED, Messages.of("status.idle"));
      case WatchStatus.Paused() ->
          new StatusLine(
              StateIcon.PAUSED, Messages.of("status.paused"), Messages.of("status.paused.help"));
      case WatchStatus.OutsideHours(Instant until) ->
          new StatusLine(
              StateIcon.OUTSIDE_HOURS,
              until == null
                  ? Messages.of("status.outside")
                  : Messages.of("status.outside.until", TimeFormat.until(until, now, zone)),
              Messages.of("status.outside.help"));
      case WatchStatus.Behind(Instant until) ->
          new StatusLine(
              StateIcon.PAUSED,
              Messages.of("status.behind", TimeFormat.until(until, now, zone)),
              Messages.of("status.behind.help"));
      case WatchStatus.Connecting(int attempt, Problem problem, Instant nextTry) ->
          connecting(attempt, problem, nextTry, problemText);
      case WatchStatus.Live live -> live(live, now, zone);
      case WatchStatus.Following following -> following(following, now, zone);
      case WatchStatus.Polling polling -> polling(polling, now);
      case WatchStatus.Reconnecting(_, _, _, Problem.RateLimited slow) -> slow(slow, problemText);
      case WatchStatus.Reconnecting(int attempt, Instant since, Instant nextTry, _) ->
          line(
              StateIcon.CONNECTING,
              Messages.of(
                  "status.reconnecting",
                  attempt,
                  TimeFormat.since(since, now, zone),
                  problemText.nextTry(nextTry)));
      case WatchStatus.Stopped(Problem problem, Instant since) -> {
        StatusLine stopped = stopped(problem, problemText);
        yield since == null
            ? stopped
            : line(
                stopped.icon(),
                Messages.of("status.since", stopped.text(), TimeFormat.since(since, now, zone)));
      }
    };
  }

  private static StatusLine connecting(
      int attempt, @Nullable Problem problem, @Nullable Instant nextTry, ProblemText problemText) {
    if (problem instanceof Problem.RateLimited slow) {
      return slow(slow, problemText);
    }
    return problem == null
        ? line(StateIcon.CONNECTING, Messages.of("status.connecting"))
        : line(
            StateIcon.CONNECTING,
            Messages.of(
                "status.connecting.again",
                attempt,
                problemText.of(problem, nextTry).title(),
                problemText.nextTry(nextTry)));
  }

  private static StatusLine live(WatchStatus.Live live, Instant now, ZoneId zone) {
    String event =
        live.lastEvent() == null
            ? Messages.of("status.no_event")
            : Messages.of("status.last_event", ago(live.lastEvent(), now));
    String text = Messages.of("status.live", Messages.of("status.people", live.people()), event);
    String help = Messages.of("status.live.help", TimeFormat.clock(live.lastHeard(), zone));
    WatchStatus.MismatchSummary mismatches = live.mismatches();
    return mismatches == null || mismatch(mismatches, now, zone).isEmpty()
        ? new StatusLine(StateIcon.ACTIVE, text, help)
        : new StatusLine(
            StateIcon.ACTIVE,
            Messages.of("status.mismatch", text, mismatch(mismatches, now, zone)),
            Messages.of("status.mismatch.help", help));
  }

  private static String mismatch(WatchStatus.MismatchSummary mismatches, Instant now, ZoneId zone) {
    boolean fresh =
        mismatches.corrected() > 0 && mismatches.at().plus(CORRECTION_SHOWN).isAfter(now);
    String at = TimeFormat.since(mismatches.at(), now, zone);
    String corrected =
        fresh ? Messages.of("status.mismatch.corrected", mismatches.corrected(), at) : "";
    String silent =
        mismatches.silent().isEmpty()
            ? ""
            : Messages.of("status.mismatch.no_data", mismatches.silent().size());
    return corrected.isEmpty() || silent.isEmpty()
        ? corrected + silent
        : Messages.of("status.mismatch", corrected, silent);
  }

  private static StatusLine polling(WatchStatus.Polling polling, Instant now) {
    String round = TimeFormat.about(polling.round());
    String text =
        polling.people() == 0
            ? Messages.of("status.polling.no_people")
            : polling.oldest() == null
                ? Messages.of("status.polling.first", round)
                : Messages.of("status.polling", round, ago(polling.oldest(), now));
    WatchStatus.Unanswered unanswered = polling.unanswered();
    return unanswered == null
        ? new StatusLine(StateIcon.POLLING, text, Messages.of("status.polling.help"))
        : new StatusLine(
            StateIcon.POLLING,
            Messages.of(
                "status.polling.unanswered", text, unanswered.people().size(), unanswered.why()),
            Messages.of("status.polling.unanswered.help"));
  }

  private static StatusLine following(WatchStatus.Following following, Instant now, ZoneId zone) {
    Instant known = following.knownUntil();
    if (known == null) {
      return line(
          following.problem() == null ? StateIcon.CONNECTING : StateIcon.STOPPED,
          Messages.of(
              following.problem() == null ? "status.record.opening" : "status.record.away"));
    }
    String since = TimeFormat.since(known, now, zone);
    if (following.problem() != null) {
      return line(StateIcon.STOPPED, Messages.of("status.record.away.since", since));
    }
    if (following.recorders().isEmpty()) {
      return line(StateIcon.PAUSED, Messages.of("status.record.copy", since));
    }
    String each =
        following.recorders().stream()
            .map(one -> recorder(one, now, zone))
            .collect(Collectors.joining("\n"));
    List<String> names =
        following.recorders().stream()
            .filter(WatchStatus.Recorder::recording)
            .map(WatchStatus.Recorder::name)
            .toList();
    return names.isEmpty()
        ? new StatusLine(StateIcon.STOPPED, Messages.of("status.record.none", since), each)
        : new StatusLine(
            following.watched() < following.people() ? StateIcon.CONNECTING : StateIcon.ACTIVE,
            Messages.of(
                "status.record",
                String.join(", ", names),
                following.watched(),
                Messages.of("status.people", following.people())),
            each);
  }

  private static String recorder(WatchStatus.Recorder one, Instant now, ZoneId zone) {
    Instant since = one.since();
    return one.recording() && since != null
        ? Messages.of(
            "status.record.each",
            one.name(),
            Messages.of("status.people", one.people()),
            TimeFormat.since(since, now, zone))
        : Messages.of(
            "status.record.each.not", one.name(), TimeFormat.since(one.knownUntil(), now, zone));
  }

  private static StatusLine slow(Problem.RateLimited slow, ProblemText problemText) {
    return new StatusLine(
        StateIcon.CONNECTING,
        Messages.of("status.slow", TimeFormat.duration(problemText.until(slow.until()))),
        problemText.of(slow, null).body());
  }

  private static StatusLine stopped(Problem problem, ProblemText problemText) {
    return switch (problem) {
      case Problem.TokenRejected(_),
          Problem.TokenEnded(_, _),
          Problem.TokenUnusable(_),
          Problem.WrongTokenKind(_) ->
          line(StateIcon.STOPPED, Messages.of("status.token"));
      case Problem.NewerHistory() -> line(StateIcon.PAUSED, Messages.of("status.newer"));
      default ->
          line(
              StateIcon.STOPPED,
              Messages.of("status.stopped", problemText.of(problem, null).title()));
    };
  }

  private static String ago(Instant at, Instant now) {
    return TimeFormat.duration(at.isAfter(now) ? Duration.ZERO : Duration.between(at, now));
  }

  private static StatusLine line(StateIcon mark, String text) {
    return new StatusLine(mark, text, "");
  }
}
