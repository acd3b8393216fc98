package rollcall.ui.text;

import static rollcall.ui.controls.Controls.button;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Texts for problems.
///
/// @param now the current time
/// @param zone the zone for times of day
public record ProblemText(Instant now, ZoneId zone) {

  /// The notice above the table; empty when there is no problem or the status bar is enough.
  public Optional<Notice> of(WatchStatus status) {
    return switch (status) {
      case WatchStatus.Idle(),
          WatchStatus.Paused(),
          WatchStatus.OutsideHours _,
          WatchStatus.Live _ ->
          Optional.empty();
      case WatchStatus.Connecting(_, Problem problem, Instant nextTry) ->
          Optional.ofNullable(problem)
              .filter(ProblemText::isShownInBanner)
              .map(shown -> of(shown, nextTry));
      case WatchStatus.Reconnecting(_, _, Instant nextTry, Problem problem) ->
          Optional.of(problem)
              .filter(ProblemText::isShownInBanner)
              .map(shown -> of(shown, nextTry));
      case WatchStatus.Following following ->
          Optional.ofNullable(following.problem()).map(this::unreachable);
      case WatchStatus.Behind(Instant until) ->
          Optional.of(
              notice(
                  "behind",
                  Messages.of("problem.behind.body", TimeFormat.until(until, now, zone)),
                  button(NoticeAction.SET_ASIDE, "behind.set_aside")));
      case WatchStatus.Polling(_, _, Instant oldest, Problem.RateLimited(Instant until), _) ->
          Optional.of(slow(until, oldest));
      case WatchStatus.Polling(int people, Duration round, _, Problem reason, _) ->
          Optional.ofNullable(reason).map(why -> polling(people, round, why));
      case WatchStatus.Stopped(Problem.NewerHistory problem, _) -> Optional.of(of(problem, null));
      case WatchStatus.Stopped(Problem problem, _) ->
          Optional.of(of(problem, null).as(Notice.Kind.ERROR));
    };
  }

  private Notice unreachable(WatchStatus.Unreachable problem) {
    return problem.password()
        ? notice(
            "record_password",
            problem.sentence(),
            button(NoticeAction.SERVER_PASSWORD, "record_password.enter"))
        : notice(
            "record_away", Messages.of("problem.record_away.body", problem.sentence()), retry());
  }

  /// Lost connections and rate limits are frequent and short: the status bar is enough.
  private static boolean isShownInBanner(Problem problem) {
    return !(problem instanceof Problem.ConnectionLost || problem instanceof Problem.RateLimited);
  }

  /// The notice for a problem.
  ///
  /// @param nextTry the time of the next automatic retry, or null while connecting or when stopped
  public Notice of(Problem problem, @Nullable Instant nextTry) {
    return switch (problem) {
      case Problem.NoToken() ->
          notice(
              "no_token",
              Messages.of("problem.no_token.body"),
              button(NoticeAction.PASTE_TOKEN, "ended.token"));
      case Problem.WrongTokenKind(String prefix) -> wrongKind(prefix);
      case Problem.TokenUnusable(String sentence) ->
          notice("unusable", sentence, button(NoticeAction.PASTE_TOKEN, "rejected.again"), retry());
      case Problem.TokenRejected(String code) ->
          notice(
              "rejected",
              Messages.of("problem.rejected.body", code),
              button(NoticeAction.PASTE_TOKEN, "rejected.again"),
              button(NoticeAction.SLACK_APPS, "rejected.where"));
      case Problem.TokenEnded(String code, Instant at) ->
          notice(
              "ended",
              Messages.of("problem.ended.body", TimeFormat.since(at, now, zone), code),
              button(NoticeAction.PASTE_TOKEN, "ended.token"),
              button(NoticeAction.CONNECTION_SETTINGS, "ended.settings"));
      case Problem.MissingScope(String needed, _) ->
          notice(
              "scope",
              Messages.of("problem.scope.body", needed),
              button(NoticeAction.SLACK_APPS, "scope.app"),
              button(NoticeAction.PASTE_TOKEN, "scope.token"));
      case Problem.LiveNotAllowed(String code) ->
          notice(
              "no_live",
              Messages.of("problem.no_live.body", code),
              button(NoticeAction.PASTE_TOKEN, "no_live.token"));
      case Problem.RateLimited(Instant until) -> slow(until, null);
      case Problem.Offline(_) ->
          notice(
              "offline",
              Messages.of("problem.offline.body", nextTry(nextTry)),
              retry(),
              button(NoticeAction.CHECK_CONNECTION, "offline.check"));
      case Problem.ConnectionRefused(String address) ->
          new Notice(
              Notice.Kind.WARNING,
              Messages.of("problem.connection_refused.title", address),
              Messages.of("problem.connection_refused.body", nextTry(nextTry)),
              List.of(retry(), button(NoticeAction.PROXY_SETTINGS, "ntlm.settings")));
      case Problem.SlackFailing(String code) ->
          notice(
              "slack",
              Messages.of("problem.slack.body", code, nextTry(nextTry)),
              retry(),
              button(NoticeAction.SLACK_STATUS, "slack.status"));
      case Problem.ProxySignIn(String proxy) ->
          notice(
              "proxy",
              Messages.of("problem.proxy.body", proxy),
              button(NoticeAction.PROXY_SETTINGS, "proxy.enter"));
      case Problem.ProxySignInRefused(String proxy) ->
          notice(
              "proxy_refused",
              Messages.of("problem.proxy_refused.body", proxy),
              button(NoticeAction.PROXY_SETTINGS, "proxy.enter"),
              retry());
      case Problem.ProxyUnusable(String sentence) ->
          notice(
              "proxy_unusable",
              sentence,
              button(NoticeAction.PROXY_SETTINGS, "ntlm.settings"),
              retry());
      case Problem.UnusableAnswer(String detail) ->
          notice(
              "unusable_answer",
              Messages.of("problem.unusable_answer.body", detail, nextTry(nextTry)),
              retry(),
              copyDetails());
      case Problem.SlackReplaced(String host, String detail) ->
          notice(
              "replaced",
              Messages.of("problem.replaced.body", host, detail, nextTry(nextTry)),
              retry(),
              copyDetails());
      case Problem.ProxyWindowsSignIn(String proxy) ->
          notice(
              "ntlm",
              Messages.of("problem.ntlm.body", proxy),
              button(NoticeAction.PROXY_SETTINGS, "ntlm.settings"),
              copyDetails());
      case Problem.CertificateUntrusted(String host, String issuer) ->
          notice(
              "certificate",
              Messages.of("problem.certificate.body", host, issuer),
              retry(),
              button(NoticeAction.PROXY_SETTINGS, "certificate.settings"),
              copyDetails());
      case Problem.CertificateExpired(String host, String issuer, LocalDate day) ->
          certificate(
              "expired",
              Messages.of("problem.certificate.expired", host, issuer, TimeFormat.day(day)));
      case Problem.CertificateNotYetValid(String host, String issuer, LocalDate day) ->
          certificate(
              "early", Messages.of("problem.certificate.early", host, issuer, TimeFormat.day(day)));
      case Problem.CertificateWrongHost(String host, String issuer, String names) ->
          certificate("host", Messages.of("problem.certificate.host", host, issuer, names));
      case Problem.EncryptionFailed(String host, String detail) ->
          certificate("failed", Messages.of("problem.certificate.failed", host, detail));
      case Problem.LiveRefused(String code) ->
          notice(
              "live_refused",
              Messages.of("problem.live_refused.body", code),
              retry(),
              copyDetails());
      case Problem.MethodRefused(String method, String code) ->
          notice(
              "refused",
              Messages.of("problem.refused.body", method, code, nextTry(nextTry)),
              retry(),
              button(NoticeAction.COPY_DETAILS, "unrecognized.copy"));
      case Problem.LiveBlocked(_) ->
          notice("blocked", Messages.of("problem.blocked.body"), retry(), copyDetails());
      case Problem.LiveOnly(String detail) ->
          notice(
              "live_only",
              Messages.of("problem.live_only.body", detail),
              button(NoticeAction.CONNECTION_SETTINGS, "ended.settings"),
              retry());
      case Problem.ConnectionLost(_) -> notice("lost", Messages.of("problem.lost.start"), retry());
      case Problem.Unrecognized(String code) ->
          notice(
              "unrecognized",
              Messages.of("problem.unrecognized.body", code),
              retry(),
              button(NoticeAction.COPY_DETAILS, "unrecognized.copy"));
      case Problem.NoHistory(String sentence) ->
          notice("unopened", sentence, retry(), openFolder());
      case Problem.NoSettings(String sentence) -> notice("unread", sentence, retry());
      case Problem.NewerHistory() ->
          notice("newer", Messages.of("problem.newer.body"), openFolder());
      case Problem.Bug(String detail) ->
          notice(
              "bug",
              Messages.of("problem.bug.body", detail),
              retry(),
              button(NoticeAction.COPY_DETAILS, "unrecognized.copy"));
    };
  }

  /// The notice for a token that could not be checked with Slack.
  public Notice tokenUnchecked(Problem problem) {
    return notice("unchecked", Messages.of("problem.unchecked.body", of(problem, null).title()));
  }

  /// The text of the notice about this computer; empty when there is none.
  public Optional<Notice> of(LocalNotice problem) {
    return switch (problem) {
      case LocalNotice.None() -> Optional.empty();
      case LocalNotice.HistoryUnsaved(Sentence sentence, Instant since) ->
          Optional.of(
              notice(
                      "no_history",
                      Messages.of(
                          "problem.no_history.body",
                          sentence.translated(),
                          TimeFormat.duration(
                              since.isAfter(now) ? Duration.ZERO : Duration.between(since, now))),
                      openFolder())
                  .as(Notice.Kind.ERROR));
      case LocalNotice.CommandFailed(String sentence) -> closable("not_done", sentence);
      case LocalNotice.HistoryNotice(String sentence) -> closable("history", sentence);
      case LocalNotice.SettingsUnsaved(String sentence) ->
          closable("unsaved", Messages.of("problem.unsaved.body", sentence));
      case LocalNotice.SettingsUnreadable(String sentences) -> closable("settings", sentences);
      case LocalNotice.DndScopeMissing(String scope) ->
          closable(
              "dnd",
              Messages.of("problem.dnd.body", scope),
              button(NoticeAction.SLACK_APPS, "scope.app"));
      case LocalNotice.FutureEntriesDiscarded(Instant from, String copy) ->
          success(
              "set_aside",
              Messages.of("problem.set_aside.body", TimeFormat.since(from, now, zone), copy),
              openFolder());
      case LocalNotice.CloudFolder(String service, String folder) ->
          closable("cloud", Messages.of("problem.cloud.body", service, folder), openFolder());
      case LocalNotice.BackedUp(String copy) ->
          success("backed_up", Messages.of("problem.backed_up.body", copy));
      case LocalNotice.NoPasswordStore() ->
          Optional.of(
              notice(
                  "no_keychain",
                  Messages.of("problem.no_keychain.body"),
                  button(NoticeAction.CLOSE_LOCAL_NOTICE, "no_keychain.ask"),
                  button(NoticeAction.STORE_IN_FILE, "no_keychain.store")));
      case LocalNotice.TokenStored() ->
          success("token_stored", Messages.of("problem.token_stored.body"));
      case LocalNotice.DemoTuesday() -> success("tuesday", Messages.of("problem.tuesday.body"));
      case LocalNotice.NewerVersion(String installed) ->
          success("newer_version", Messages.of("problem.newer_version.body", installed));
      case LocalNotice.Bug(String detail) ->
          closable("bug", Messages.of("problem.bug.once", detail));
    };
  }

  private static Optional<Notice> success(String key, String body, Notice.Button... first) {
    return closable(key, body, first).map(notice -> notice.as(Notice.Kind.GOOD));
  }

  private static Optional<Notice> closable(String key, String body, Notice.Button... first) {
    Notice.Button close = button(NoticeAction.CLOSE_LOCAL_NOTICE, "not_done.close");
    Stream<Notice.Button> all = Stream.concat(Stream.of(first), Stream.of(close));
    return Optional.of(notice(key, body, all.toArray(Notice.Button[]::new)));
  }

  /// "next try in 8 s", or "trying now".
  String nextTry(@Nullable Instant at) {
    return at == null
        ? Messages.of("time.trying")
        : Messages.of("time.next_try", TimeFormat.duration(until(at)));
  }

  /// The time left in whole seconds, rounded up; never negative.
  Duration until(Instant at) {
    Duration left = Duration.between(now, at);
    return left.isNegative() ? Duration.ZERO : Duration.ofSeconds(left.plusMillis(999).toSeconds());
  }

  /// @param oldest the oldest last poll, or null if it is not known
  private Notice slow(Instant until, @Nullable Instant oldest) {
    String wait = TimeFormat.duration(until(until));
    return notice(
        "slow",
        oldest == null || oldest.isAfter(until)
            ? Messages.of("problem.slow.body", wait)
            : Messages.of(
                "problem.slow.polling",
                wait,
                TimeFormat.duration(Duration.between(oldest, until))));
  }

  private Notice polling(int people, Duration round, Problem reason) {
    Notice.Button continueButton = button(NoticeAction.DISMISS, "polling.continue");
    if (reason instanceof Problem.LiveBlocked) {
      return notice(
          "blocked", Messages.of("problem.blocked.polling"), continueButton, copyDetails());
    }
    if (reason instanceof Problem.LiveRefused(String code)) {
      return notice(
          "live_refused",
          Messages.of("problem.live_refused.polling", code),
          continueButton,
          copyDetails());
    }
    if (reason instanceof Problem.LiveNotAllowed) {
      String many = Messages.of("status.people", people);
      return notice(
          "polling",
          people == 0
              ? Messages.of("problem.polling.no_people")
              : Messages.of("problem.polling.body", many, TimeFormat.about(round)),
          continueButton,
          button(NoticeAction.PASTE_TOKEN, "polling.token"),
          button(NoticeAction.LIVE_HELP, "polling.help"));
    }
    return of(reason, null);
  }

  private static Notice certificate(String which, String body) {
    return notice(
        "certificate." + which,
        body,
        retry(),
        button(NoticeAction.PROXY_SETTINGS, "certificate.settings"),
        copyDetails());
  }

  private static Notice wrongKind(String prefix) {
    return switch (TokenKind.of(prefix)) {
      case BROWSER ->
          notice(
              "browser",
              Messages.of("problem.browser.body"),
              button(NoticeAction.NEW_SLACK_APP, "browser.create"),
              new Notice.Button(NoticeAction.PASTE_TOKEN, Messages.of("button.cancel")));
      case APP -> wrongKind(prefix, "app");
      case REFRESH -> wrongKind(prefix, "refresh");
      case BOT, USER, BROKEN, OTHER -> wrongKind(prefix, "other");
    };
  }

  private static Notice wrongKind(String prefix, String which) {
    return notice(
        "wrong_kind",
        Messages.of("problem.wrong_kind." + which, prefix),
        button(NoticeAction.SLACK_APPS, "wrong_kind.where"),
        button(NoticeAction.PASTE_TOKEN, "wrong_kind.another"));
  }

  private static Notice notice(String key, String body, Notice.Button... buttons) {
    return new Notice(
        Notice.Kind.WARNING,
        Messages.of("problem." + key + ".title"),
        body,
        Stream.of(buttons).toList());
  }

  private static Notice.Button retry() {
    return button(NoticeAction.RETRY, "retry");
  }

  private static Notice.Button copyDetails() {
    return button(NoticeAction.COPY_DETAILS, "copy");
  }

  private static Notice.Button openFolder() {
    return button(NoticeAction.DATA_FOLDER, "no_history.folder");
  }

  private static Notice.Button button(NoticeAction action, String key) {
    return new Notice.Button(action, Messages.of("problem." + key));
  }
}
