package rollcall.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// What keeps us from looking, in words for a person.
///
/// @param now what time it is
/// @param zone in which times of day are said
public record ProblemWords(Instant now, ZoneId zone) {

  /// What to say above the table; empty when all is well or the status strip says enough.
  public Optional<Notice> of(WatchStatus status) {
    return switch (status) {
      case WatchStatus.Idle(),
          WatchStatus.Paused(),
          WatchStatus.OutsideHours _,
          WatchStatus.Live _ ->
          Optional.empty();
      case WatchStatus.Connecting(_, Problem problem, Instant nextTry) ->
          Optional.ofNullable(problem).filter(ProblemWords::needsRoom).map(it -> of(it, nextTry));
      case WatchStatus.Reconnecting(_, _, Instant nextTry, Problem problem) ->
          Optional.of(problem).filter(ProblemWords::needsRoom).map(it -> of(it, nextTry));
      case WatchStatus.Behind(Instant until) ->
          Optional.of(
              notice(
                  "behind",
                  Words.of("problem.behind.body", TimeWords.until(until, now, zone)),
                  button(Remedy.SET_ASIDE, "behind.aside")));
      case WatchStatus.Polling(int people, Duration round, _, Problem reason, _) ->
          Optional.of(polling(people, round, reason));
      case WatchStatus.Stopped(Problem.NewerHistory problem, _) -> Optional.of(of(problem, null));
      case WatchStatus.Stopped(Problem problem, _) ->
          Optional.of(of(problem, null).as(Notice.Kind.ERROR));
    };
  }

  /// A lost connection and a full minute are daily events: the strip tells of them.
  private static boolean needsRoom(Problem problem) {
    return !(problem instanceof Problem.ConnectionLost || problem instanceof Problem.RateLimited);
  }

  /// The words of one problem.
  ///
  /// @param nextTry when we try again by ourselves, or null while we are trying or have stopped
  public Notice of(Problem problem, @Nullable Instant nextTry) {
    return switch (problem) {
      case Problem.WrongTokenKind(String prefix) -> wrongKind(prefix);
      case Problem.TokenUnusable(String sentence) ->
          notice(
              "unusable",
              sentence,
              button(Remedy.PASTE_TOKEN, "rejected.again"),
              button(Remedy.RETRY, "retry"));
      case Problem.TokenRejected(String code) ->
          notice(
              "rejected",
              Words.of("problem.rejected.body", code),
              button(Remedy.PASTE_TOKEN, "rejected.again"),
              button(Remedy.SLACK_APPS, "rejected.where"));
      case Problem.TokenEnded(String code, Instant at) ->
          notice(
              "ended",
              Words.of("problem.ended.body", TimeWords.since(at, now, zone), code),
              button(Remedy.PASTE_TOKEN, "ended.token"),
              button(Remedy.CONNECTION_SETTINGS, "ended.settings"));
      case Problem.MissingScope(String needed, _) ->
          notice(
              "scope",
              Words.of("problem.scope.body", needed),
              button(Remedy.SLACK_APPS, "scope.app"),
              button(Remedy.PASTE_TOKEN, "scope.token"));
      case Problem.LiveNotAllowed(String code) ->
          notice(
              "no_live",
              Words.of("problem.no_live.body", code),
              button(Remedy.PASTE_TOKEN, "no_live.token"));
      case Problem.RateLimited(Instant until) ->
          notice("slow", Words.of("problem.slow.body", TimeWords.lasting(until(until))));
      case Problem.Offline(_) ->
          notice(
              "offline",
              Words.of("problem.offline.body", nextTry(nextTry)),
              button(Remedy.RETRY, "retry"));
      case Problem.SlackFailing(String code) ->
          notice(
              "slack",
              Words.of("problem.slack.body", code, nextTry(nextTry)),
              button(Remedy.RETRY, "retry"),
              button(Remedy.SLACK_STATUS, "slack.status"));
      case Problem.ProxySignIn(String proxy) ->
          notice(
              "proxy",
              Words.of("problem.proxy.body", proxy),
              button(Remedy.PROXY_SETTINGS, "proxy.enter"));
      case Problem.ProxySignInRefused(String proxy) ->
          notice(
              "proxy_refused",
              Words.of("problem.proxy_refused.body", proxy),
              button(Remedy.PROXY_SETTINGS, "proxy.enter"),
              button(Remedy.RETRY, "retry"));
      case Problem.ProxyUnusable(String sentence) ->
          notice(
              "proxy_unusable",
              sentence,
              button(Remedy.PROXY_SETTINGS, "ntlm.settings"),
              button(Remedy.RETRY, "retry"));
      case Problem.SlackReplaced(String host, String detail) ->
          notice(
              "replaced",
              Words.of("problem.replaced.body", host, detail, nextTry(nextTry)),
              button(Remedy.RETRY, "retry"),
              button(Remedy.COPY_DETAILS, "copy"));
      case Problem.ProxyWindowsSignIn(String proxy) ->
          notice(
              "ntlm",
              Words.of("problem.ntlm.body", proxy),
              button(Remedy.PROXY_SETTINGS, "ntlm.settings"),
              button(Remedy.COPY_DETAILS, "copy"));
      case Problem.CertificateUntrusted(String host, String issuer) ->
          notice(
              "certificate",
              Words.of("problem.certificate.body", host, issuer),
              button(Remedy.RETRY, "retry"),
              button(Remedy.PROXY_SETTINGS, "certificate.settings"),
              button(Remedy.COPY_DETAILS, "copy"));
      case Problem.CertificateExpired(String host, String issuer, LocalDate day) ->
          certificate("expired", Words.of("problem.certificate.expired", host, issuer, day(day)));
      case Problem.CertificateNotYetValid(String host, String issuer, LocalDate day) ->
          certificate("early", Words.of("problem.certificate.early", host, issuer, day(day)));
      case Problem.CertificateWrongHost(String host, String issuer, String names) ->
          certificate("host", Words.of("problem.certificate.host", host, issuer, names));
      case Problem.EncryptionFailed(String host, String detail) ->
          certificate("failed", Words.of("problem.certificate.failed", host, detail));
      case Problem.LiveRefused(String code) ->
          notice(
              "live_refused",
              Words.of("problem.live_refused.body", code),
              button(Remedy.RETRY, "retry"),
              button(Remedy.COPY_DETAILS, "copy"));
      case Problem.MethodRefused(String method, String code) ->
          notice(
              "refused",
              Words.of("problem.refused.body", method, code, nextTry(nextTry)),
              button(Remedy.RETRY, "retry"),
              button(Remedy.COPY_DETAILS, "unrecognised.copy"));
      case Problem.LiveBlocked(_) ->
          notice(
              "blocked",
              Words.of("problem.blocked.body"),
              button(Remedy.RETRY, "retry"),
              button(Remedy.COPY_DETAILS, "copy"));
      case Problem.ConnectionLost(_) ->
          notice("lost", Words.of("problem.lost.start"), button(Remedy.RETRY, "retry"));
      case Problem.Unrecognised(String code) ->
          notice(
              "unrecognised",
              Words.of("problem.unrecognised.body", code),
              button(Remedy.RETRY, "retry"),
              button(Remedy.COPY_DETAILS, "unrecognised.copy"));
      case Problem.NoHistory(String sentence) ->
          notice(
              "unopened",
              sentence,
              button(Remedy.RETRY, "retry"),
              button(Remedy.DATA_FOLDER, "no_history.folder"));
      case Problem.NoSettings(String sentence) ->
          notice("unread", sentence, button(Remedy.RETRY, "retry"));
      case Problem.NewerHistory() ->
          notice(
              "newer",
              Words.of("problem.newer.body"),
              button(Remedy.DATA_FOLDER, "no_history.folder"));
      case Problem.Bug(String detail) ->
          notice(
              "bug",
              Words.of("problem.bug.body", detail),
              button(Remedy.RETRY, "retry"),
              button(Remedy.COPY_DETAILS, "unrecognised.copy"));
    };
  }

  /// The words for a token that Slack could not be asked about.
  public Notice unchecked(Problem problem) {
    return notice("unchecked", Words.of("problem.unchecked.body", of(problem, null).title()));
  }

  /// The words for what is wrong on this computer; empty when nothing is.
  public Optional<Notice> of(Trouble trouble) {
    return switch (trouble) {
      case Trouble.None() -> Optional.empty();
      case Trouble.HistoryUnsaved(String sentence, Instant since) ->
          Optional.of(
              notice(
                      "no_history",
                      Words.of(
                          "problem.no_history.body",
                          sentence,
                          TimeWords.lasting(
                              since.isAfter(now) ? Duration.ZERO : Duration.between(since, now))),
                      button(Remedy.DATA_FOLDER, "no_history.folder"))
                  .as(Notice.Kind.ERROR));
      case Trouble.NotDone(String sentence) ->
          Optional.of(
              notice("not_done", sentence, button(Remedy.FORGET_TROUBLE, "not_done.close")));
      case Trouble.SettingsUnread(String sentences) ->
          Optional.of(
              notice("settings", sentences, button(Remedy.FORGET_TROUBLE, "not_done.close")));
      case Trouble.DndUnseen(String scope) ->
          Optional.of(
              notice(
                  "dnd",
                  Words.of("problem.dnd.body", scope),
                  button(Remedy.SLACK_APPS, "scope.app"),
                  button(Remedy.FORGET_TROUBLE, "not_done.close")));
      case Trouble.SetAside(Instant from, String copy) ->
          Optional.of(
              notice(
                      "aside",
                      Words.of("problem.aside.body", TimeWords.since(from, now, zone), copy),
                      button(Remedy.DATA_FOLDER, "no_history.folder"),
                      button(Remedy.FORGET_TROUBLE, "not_done.close"))
                  .as(Notice.Kind.GOOD));
      case Trouble.Bug(String detail) ->
          Optional.of(
              notice(
                  "bug",
                  Words.of("problem.bug.once", detail),
                  button(Remedy.FORGET_TROUBLE, "not_done.close")));
    };
  }

  /// "next try in 8 s", or "trying now".
  String nextTry(@Nullable Instant at) {
    return at == null
        ? Words.of("time.trying")
        : Words.of("time.next_try", TimeWords.lasting(until(at)));
  }

  /// How long until then, in whole seconds and rounded up; never negative.
  Duration until(Instant at) {
    Duration left = Duration.between(now, at);
    return left.isNegative() ? Duration.ZERO : Duration.ofSeconds(left.plusMillis(999).toSeconds());
  }

  private Notice polling(int people, Duration round, Problem reason) {
    Notice.Button goOn = button(Remedy.DISMISS, "polling.continue");
    if (reason instanceof Problem.LiveBlocked) {
      return notice(
          "blocked",
          Words.of("problem.blocked.polling"),
          goOn,
          button(Remedy.COPY_DETAILS, "copy"));
    }
    if (reason instanceof Problem.LiveRefused(String code)) {
      return notice(
          "live_refused",
          Words.of("problem.live_refused.polling", code),
          goOn,
          button(Remedy.COPY_DETAILS, "copy"));
    }
    if (reason instanceof Problem.LiveNotAllowed) {
      String many = Words.of("status.people", people);
      return notice(
          "polling",
          people == 0
              ? Words.of("problem.polling.nobody")
              : Words.of("problem.polling.body", many, TimeWords.lasting(round)),
          goOn,
          button(Remedy.PASTE_TOKEN, "polling.token"));
    }
    return of(reason, null);
  }

  private static Notice certificate(String which, String body) {
    return notice(
        "certificate." + which,
        body,
        button(Remedy.RETRY, "retry"),
        button(Remedy.PROXY_SETTINGS, "certificate.settings"),
        button(Remedy.COPY_DETAILS, "copy"));
  }

  private static String day(LocalDate day) {
    return day.toString();
  }

  private static Notice wrongKind(String prefix) {
    return switch (TokenKind.of(prefix)) {
      case BROWSER ->
          notice(
              "browser",
              Words.of("problem.browser.body"),
              button(Remedy.NEW_SLACK_APP, "browser.create"));
      case APP -> wrongKind(prefix, "app");
      case REFRESH -> wrongKind(prefix, "refresh");
      case BOT, USER, OTHER -> wrongKind(prefix, "other");
    };
  }

  private static Notice wrongKind(String prefix, String which) {
    return notice(
        "wrong_kind",
        Words.of("problem.wrong_kind." + which, prefix),
        button(Remedy.SLACK_APPS, "wrong_kind.where"),
        button(Remedy.PASTE_TOKEN, "wrong_kind.another"));
  }

  private static Notice notice(String key, String body, Notice.Button... buttons) {
    return new Notice(
        Notice.Kind.WARNING,
        Words.of("problem." + key + ".title"),
        body,
        Stream.of(buttons).toList());
  }

  private static Notice.Button button(Remedy remedy, String key) {
    return new Notice.Button(remedy, Words.of("problem." + key));
  }
}
