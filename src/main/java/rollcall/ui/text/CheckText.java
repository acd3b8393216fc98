package rollcall.ui.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import rollcall.watch.CheckFinding;
import rollcall.watch.CheckReport;
import rollcall.watch.CheckResult;
import rollcall.watch.CheckStep;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Texts of the connection check, for the window, the command line and the text for IT.
///
/// @param now the current time
/// @param zone the zone for times of day
public record CheckText(Instant now, ZoneId zone) {
  private static final CheckFinding.TokenAccepted NO_ONE =
      new CheckFinding.TokenAccepted("Slack", "", "");

  /// Indentation of the lines below the first one of a step.
  public static final String INDENT = " ".repeat(39);

  /// Name of a step.
  public static String name(CheckStep step) {
    return Messages.of("check.step." + Messages.word(step));
  }

  /// Outcome of a step, in a word or two.
  public static String outcome(CheckResult result) {
    return Messages.of("check.outcome." + Messages.word(result.outcome()));
  }

  /// Finding of a step; of a failure, its title. See [#explanation(CheckResult)].
  public String finding(CheckResult result) {
    return switch (result.finding()) {
      case CheckFinding.NameFound(String host, String address) ->
          Messages.of("check.name.found", host, address);
      case CheckFinding.Connected(Sentence route) ->
          Messages.of("check.proxy.open", route.translated());
      case CheckFinding.CertificateTrusted(String issuer, boolean known) ->
          Messages.of(known ? "check.certificate.known" : "check.certificate.company", issuer);
      case CheckFinding.NotEncrypted() -> Messages.of("check.certificate.none");
      case CheckFinding.TokenAccepted(String workspace, String id, String user) ->
          Messages.of("check.token.accepted", workspace, id, user);
      case CheckFinding.PeopleListed(int count, boolean isPartial) ->
          Messages.of(isPartial ? "check.people.page" : "check.people.all", count);
      case CheckFinding.PresenceRead(boolean isActive) ->
          Messages.of(isActive ? "check.presence.active" : "check.presence.away");
      case CheckFinding.LiveOpened() -> Messages.of("check.live.opened");
      case CheckFinding.DndRead() -> Messages.of("check.dnd.read");
      case CheckFinding.NoToken() -> Messages.of("check.token.none");
      case CheckFinding.NotTried() -> Messages.of("check.not_tried");
      case CheckFinding.Failed(Problem.MissingScope(String needed, _), _)
          when result.step() == CheckStep.DND ->
          Messages.of("check.dnd.scope", needed);
      case CheckFinding.Failed(Problem problem, @Nullable Sentence route) ->
          route == null ? title(problem) : title(problem) + " (" + route.translated() + ")";
    };
  }

  /// Explanation of a failure; blank if there is none.
  public String explanation(CheckResult result) {
    return result.finding() instanceof CheckFinding.Failed(Problem problem, _)
            && result.outcome() == CheckResult.Outcome.FAILED
        ? explanation(problem)
        : "";
  }

  /// Duration of a step, such as `12 ms`; blank for one that was not tried.
  public static String time(CheckResult result) {
    return result.outcome() == CheckResult.Outcome.NOT_TRIED
        ? ""
        : Messages.of("check.time", Long.toString(Math.max(1, result.time().toMillis())));
  }

  /// One step as lines of text in columns.
  public List<String> lines(CheckResult result) {
    String first =
        "%-17s%-11s%9s  %s"
            .formatted(name(result.step()), outcome(result), time(result), finding(result));
    String explanation = explanation(result);
    return explanation.isEmpty() ? List.of(first) : List.of(first, INDENT + explanation);
  }

  /// Conclusion of the whole check.
  public String conclusion(CheckReport report) {
    if (report.mode() == CheckReport.Mode.NONE && report.reason().isEmpty()) {
      return Messages.of("check.result.no_token");
    }
    String why = report.reason().map(this::title).orElse("");
    return Messages.of("check.result." + Messages.word(report.mode()), why);
  }

  /// The conclusion as a notice, with the actions that help.
  ///
  /// @param nextTry the time of the next automatic check, or null
  public Notice notice(CheckReport report, @Nullable Instant nextTry) {
    CheckFinding.TokenAccepted known = report.identity().orElse(NO_ONE);
    return switch (report.mode()) {
      case LIVE ->
          new Notice(
              Notice.Kind.GOOD,
              Messages.of("setup.live.title", known.workspace()),
              Messages.of("setup.live.body", known.user()),
              List.of());
      case POLLING -> {
        Problem reason = report.reason().orElseThrow();
        var polling = new WatchStatus.Polling(0, Duration.ZERO, null, reason);
        yield withoutCheck(new ProblemText(now, zone).of(polling).orElseThrow());
      }
      case NONE ->
          withoutCheck(new ProblemText(now, zone).of(report.reason().orElseThrow(), nextTry))
              .as(nextTry == null ? Notice.Kind.ERROR : Notice.Kind.WARNING);
    };
  }

  /// The notice without the actions that are beside every check: to check and to continue.
  public static Notice withoutCheck(Notice notice) {
    return notice.without(NoticeAction.CHECK_CONNECTION, NoticeAction.DISMISS);
  }

  /// The notice of a certificate that this computer trusts and Java does not; empty for another.
  public Optional<Notice> companyCertificate(CheckReport report) {
    return report
        .companyIssuer()
        .map(issuer ->
            new Notice(
                Notice.Kind.WARNING,
                Messages.of("setup.certificate.title"),
                Messages.of("setup.certificate.body", issuer),
                List.of(
                    new Notice.Button(
                        NoticeAction.USE_CERTIFICATES, Messages.of("setup.certificate.use")),
                    new Notice.Button(
                        NoticeAction.PROXY_SETTINGS, Messages.of("setup.certificate.details")),
                    new Notice.Button(NoticeAction.DISCONNECT, Messages.of("button.cancel")))));
  }

  /// The time of the next check after this problem; empty for a problem that needs the user.
  ///
  /// @param usual the time if Slack has not named another
  public static Optional<Instant> nextTry(Problem problem, Instant usual) {
    return switch (problem) {
      case Problem.RateLimited(Instant until) -> Optional.of(until);
      case Problem.Offline _,
          Problem.ConnectionRefused _,
          Problem.ConnectionLost _,
          Problem.SlackFailing _,
          Problem.SlackReplaced _,
          Problem.UnusableAnswer _ ->
          Optional.of(usual);
      case Problem.NoToken _,
          Problem.TokenRejected _,
          Problem.TokenEnded _,
          Problem.MissingScope _,
          Problem.LiveNotAllowed _,
          Problem.WrongTokenKind _,
          Problem.TokenUnusable _,
          Problem.ProxySignIn _,
          Problem.ProxySignInRefused _,
          Problem.ProxyUnusable _,
          Problem.ProxyWindowsSignIn _,
          Problem.CertificateUntrusted _,
          Problem.CertificateExpired _,
          Problem.CertificateNotYetValid _,
          Problem.CertificateWrongHost _,
          Problem.EncryptionFailed _,
          Problem.MethodRefused _,
          Problem.LiveRefused _,
          Problem.LiveOnly _,
          Problem.LiveBlocked _,
          Problem.NoHistory _,
          Problem.NoSettings _,
          Problem.NewerHistory _,
          Problem.Bug _,
          Problem.Unrecognized _ ->
          Optional.empty();
    };
  }

  /// First line of the text for IT.
  ///
  /// @param version version of Rollcall
  public String header(String version) {
    return Messages.of("check.header", version, system(), now.truncatedTo(ChronoUnit.SECONDS));
  }

  /// The whole check as text for IT. Contains no token and no password.
  ///
  /// @param header see [#header]
  public String text(String header, CheckReport report) {
    return Stream.of(
            Stream.of(header, ""),
            report.results().stream().flatMap(result -> lines(result).stream()),
            Stream.of("", conclusion(report), ""))
        .flatMap(Function.identity())
        .collect(Collectors.joining("\n"));
  }

  /// Operating system and Java, such as `Linux 6.1 (amd64), Java 25.0.1`.
  private static String system() {
    return "%s %s (%s), Java %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.version().feature()
                + "."
                + Runtime.version().interim()
                + "."
                + Runtime.version().update());
  }

  private String title(Problem problem) {
    if (problem instanceof Problem.TokenEnded) {
      return Messages.of("check.why.ended.title");
    }
    return problem instanceof Problem.LiveNotAllowed
        ? Messages.of("check.why.no_live.title")
        : notice(problem).title();
  }

  /// The explanation without the announcements of retries, which a check does not make.
  private String explanation(Problem problem) {
    return switch (problem) {
      case Problem.TokenEnded(String code, _) -> Messages.of("check.why.ended", code);
      case Problem.LiveNotAllowed(String code) -> Messages.of("check.why.no_live", code);
      case Problem.RateLimited(Instant until) -> Messages.of("check.why.slow", left(until));
      case Problem.Offline(String detail) -> Messages.of("check.why.offline", words(detail));
      case Problem.ConnectionRefused _ -> Messages.of("check.why.connection_refused");
      case Problem.SlackFailing(String code) -> Messages.of("check.why.slack", code);
      case Problem.UnusableAnswer(String detail) -> words(detail) + ".";
      case Problem.ConnectionLost(String detail) -> words(detail) + ".";
      case Problem.SlackReplaced(String host, String detail) ->
          Messages.of("check.why.replaced", host, detail);
      case Problem.LiveBlocked(String detail) ->
          notice(problem).body() + " (" + words(detail) + ")";
      default -> notice(problem).body();
    };
  }

  private String left(Instant until) {
    return TimeFormat.duration(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
  }

  /// Sentence of the client without its full stop.
  private static String words(String detail) {
    return detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail;
  }

  private Notice notice(Problem problem) {
    return new ProblemText(now, zone).of(problem, null);
  }
}
