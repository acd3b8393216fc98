package rollcall.watch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Results of a whole [ConnectionCheck].
///
/// @param results one of each step, in order
public record CheckReport(List<CheckResult> results) {
  /// Way in which this connection can observe presence.
  public enum Mode {
    LIVE,
    POLLING,
    NONE
  }

  public CheckReport {
    results = List.copyOf(results);
  }

  /// Way in which this connection can observe presence.
  public Mode mode() {
    if (has(CheckStep.LIVE)) {
      return Mode.LIVE;
    }
    return has(CheckStep.PRESENCE) ? Mode.POLLING : Mode.NONE;
  }

  /// The problem that prevents a better mode; empty for [Mode#LIVE], and if only a token is
  /// missing.
  public Optional<Problem> reason() {
    return switch (mode()) {
      case LIVE -> Optional.empty();
      case POLLING -> problem(results.stream().filter(one -> one.step() == CheckStep.LIVE));
      case NONE -> problem(results.stream());
    };
  }

  /// Workspace and user of the token; empty if Slack did not accept it.
  public Optional<CheckFinding.TokenAccepted> identity() {
    return findings(results.stream(), CheckFinding.TokenAccepted.class).findFirst();
  }

  /// Issuer of a certificate that this computer trusts, and Java does not; empty for another.
  public Optional<String> companyIssuer() {
    return findings(results.stream(), CheckFinding.CertificateTrusted.class)
        .filter(finding -> !finding.knownToJava())
        .map(CheckFinding.CertificateTrusted::issuer)
        .findFirst();
  }

  private static <T extends CheckFinding> Stream<T> findings(
      Stream<CheckResult> results, Class<T> type) {
    return results.map(CheckResult::finding).filter(type::isInstance).map(type::cast);
  }

  private boolean has(CheckStep step) {
    return results.stream()
        .anyMatch(one -> one.step() == step && one.outcome() == CheckResult.Outcome.PASSED);
  }

  private static Optional<Problem> problem(Stream<CheckResult> results) {
    return findings(results, CheckFinding.Failed.class)
        .map(CheckFinding.Failed::problem)
        .findFirst();
  }
}
