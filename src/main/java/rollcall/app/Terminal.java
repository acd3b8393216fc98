package rollcall.app;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Board;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Workspace;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Prints what is seen: one line for each presence to `out`, everything else to `err`.
///
/// Lane: link and disk take turns; each method prints whole lines.
final class Terminal implements Outlet {
  private final PrintStream out;
  private final PrintStream err;
  private volatile @Nullable String lastSaid;

  Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void opened(Workspace workspace, Board board) {
    say("In the workspace " + workspace.name() + " (" + workspace.id() + ").");
  }

  @Override
  public void changed(Board board, List<Sighting> batch) {
    for (Sighting seen : batch) {
      if (seen.presence().observed()) {
        out.println(seen.user() + ": " + seen.presence().word());
      }
    }
    out.flush();
  }

  @Override
  public void status(WatchStatus status) {
    String sentence = sentence(status);
    if (!sentence.equals(lastSaid)) {
      lastSaid = sentence;
      say(sentence);
    }
  }

  @Override
  public void manualChange(Presence presence) {
    out.println("manual presence change: " + presence.word());
    out.flush();
  }

  /// One line to whoever started the program.
  void say(String sentence) {
    err.println("rollcall: " + sentence);
    err.flush();
  }

  private static String sentence(WatchStatus status) {
    return switch (status) {
      case WatchStatus.Idle _ -> "Not connected.";
      case WatchStatus.Connecting(int _, Problem problem, var nextTry) ->
          problem == null ? "Connecting." : sentence(problem) + retry(nextTry);
      case WatchStatus.Live live -> "Live: " + people(live.people()) + ".";
      case WatchStatus.Polling polling ->
          "Polling: "
              + people(polling.people())
              + ", each about every "
              + polling.round().toSeconds()
              + " s. "
              + sentence(polling.reason());
      case WatchStatus.Reconnecting lost ->
          "Unknown since "
              + lost.unknownSince()
              + ". "
              + sentence(lost.problem())
              + retry(lost.nextTry());
      case WatchStatus.Stopped(Problem problem, var _) -> sentence(problem);
    };
  }

  private static String retry(java.time.@Nullable Instant nextTry) {
    return nextTry == null ? "" : " Next try at " + nextTry + ".";
  }

  private static String people(int count) {
    return count == 1 ? "1 person" : count + " people";
  }

  /// The problem in one sentence, or two where something can be done about it.
  static String sentence(Problem problem) {
    return switch (problem) {
      case Problem.TokenRejected(String code) ->
          "Slack didn't accept this token (" + code + "). Copy it again from Slack's page.";
      case Problem.TokenEnded(String code, var at) ->
          "The token is no longer valid since " + at + " (" + code + "). Give a new one.";
      case Problem.MissingScope(String needed, String _) ->
          "The token lacks the permission " + needed + ". Add it and reinstall the app.";
      case Problem.LiveNotAllowed(String code) ->
          "Slack offers its live connection only to older \"classic\" apps (" + code + ").";
      case Problem.WrongTokenKind(String prefix) ->
          "A token that starts with "
              + prefix
              + " is not used here. The one needed starts with xoxb- or xoxp-.";
      case Problem.RateLimited(var until) -> "Slack asked us to slow down until " + until + ".";
      case Problem.Offline(String detail) -> "Can't reach Slack: " + detail;
      case Problem.SlackFailing(String code) -> "Slack isn't answering (" + code + ").";
      case Problem.ProxySignIn(String proxy) -> "The proxy wants a sign-in: " + proxy;
      case Problem.ProxyWindowsSignIn(String proxy) ->
          "The proxy accepts only Windows sign-in, which Rollcall cannot do: " + proxy;
      case Problem.CertificateUntrusted(String host, String issuer) ->
          "The connection isn't private: nobody here trusts " + issuer + ". " + host;
      case Problem.LiveBlocked(String detail) ->
          "Slack answers, but something blocks the live connection: " + detail;
      case Problem.ConnectionLost(String detail) -> "The live connection was lost: " + detail;
      case Problem.NoHistory(String sentence) -> sentence;
      case Problem.Unrecognised(String code) ->
          "Slack returned an error we don't know: " + code + ".";
    };
  }
}
