package rollcall.slack.web;

import java.util.Map;
import rollcall.slack.SlackException;

/// `api.test`: reachability check. From [SlackWebClient#api].
public final class ApiTestMethods {
  private final SlackWebClient web;

  ApiTestMethods(SlackWebClient web) {
    this.web = web;
  }

  /// Asks Slack to answer: `api.test`. Needs no scope.
  ///
  /// @param args any arguments; Slack returns them under `args`. An argument `error` is answered
  ///   with that error
  /// @return the answer
  /// @throws SlackException if there is none, or an error was asked for
  /// @throws InterruptedException if the thread is interrupted
  public SlackResponse test(Map<String, String> args) throws SlackException, InterruptedException {
    return web.call("api.test", args);
  }
}
