package rollcall.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.slack.SlackException.NotSent.Reason;
import rollcall.slack.SlackException.Request.Failure;

class SlackExceptionTest {
  private static final List<SlackException> ALL =
      List.of(
          new SlackException.Platform("auth.test", "invalid_auth", null, null, List.of()),
          new SlackException.RateLimited("users.list", null),
          new SlackException.Http("users.list", 503, ""),
          new SlackException.Request(Failure.UNREACHABLE, "no connection", null),
          new SlackException.Socket("gone", null),
          new SlackException.Stalled(),
          new SlackException.SendRefused(2, "message text is missing"),
          new SlackException.NoReply(),
          new SlackException.NotSent(Reason.DISCONNECTED, "no"));

  /// Values of `ExceptionFingerprint` of Slack's clients for Node, without the name of the package
  /// before it.
  @Test
  void everyFailureHasTheNameThatSlacksOwnClientsGiveIt() {
    assertEquals(SlackException.class.getPermittedSubclasses().length, ALL.size());
    assertEquals(
        List.of(
            "platform_error",
            "rate_limited_error",
            "http_error",
            "request_error",
            "websocket_error",
            "websocket_error",
            "send_message_platform_error",
            "no_reply_received_error",
            "send_while_disconnected_error"),
        ALL.stream().map(SlackException::kind).toList());
    assertEquals(
        Map.of(
            Reason.DISCONNECTED, "send_while_disconnected_error",
            Reason.CLOSED, "send_while_disconnected_error",
            Reason.NOT_READY, "send_while_not_ready_error",
            Reason.TOO_LONG, "client_limit_error",
            Reason.TOO_MANY_USERS, "client_limit_error",
            Reason.TOO_MUCH_WAITING, "client_limit_error",
            Reason.TOO_FAST, "client_limit_error"),
        Stream.of(Reason.values())
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    reason -> new SlackException.NotSent(reason, "no").kind())));
  }
}
