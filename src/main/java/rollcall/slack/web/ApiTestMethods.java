package rollcall.slack.web;

import java.util.Map;
import rollcall.slack.SlackException;

/// `api.test`: reachability check. From [SlackWebClient#api].
public final class ApiTestMethods {
  private final SlackWebClient web;

  ApiTestMethods(SlackWebClient web) {
    this.web = web;
  }

  /// Tests the connection to the Web API: `api.test` (no scope).
  ///
  /// @param args any arguments; Slack returns them under `args`. With an argument `error`, Slack
  ///   returns that error
  /// @return the response
  /// @throws SlackException if the call fails, or an `error` was requested
  /// @throws InterruptedException if the thread is interrupted
  public SlackResponse test(Map<String, String> args) throws SlackException, InterruptedException {
    return web.call("api.test", args);
  }
}
