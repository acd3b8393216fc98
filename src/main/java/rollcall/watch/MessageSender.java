package rollcall.watch;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import rollcall.presence.UserId;
import rollcall.slack.AuthTest;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.web.SlackResponse;
import rollcall.slack.web.SlackWebClient;

/// Sender of direct messages over the Web API. No call is repeated by itself.
///
/// @param access the workspace and the token
public record MessageSender(SlackAccess access) {
  /// Delay before another attempt after a failure that may be over soon.
  private static final Duration SHORT_DELAY = Duration.ofMinutes(1);

  /// Delay before another attempt after a refusal.
  private static final Duration LONG_DELAY = Duration.ofMinutes(10);

  /// Errors after which a part of the operation may have succeeded, according to Slack.
  private static final Set<String> UNCLEAR =
      Set.of("fatal_error", "internal_error", "request_timeout", "service_unavailable");

  /// Asks Slack for the scopes of the token (`auth.test`).
  public SendPermission permission() throws SlackException, InterruptedException {
    AtomicReference<SlackResponse> answer = new AtomicReference<>();
    try (SlackWebClient web = access.web().unpaced().onAnswer(answer::set).build()) {
      AuthTest identity = web.auth().test();
      return SendPermission.of(identity, answer.get().scopes());
    }
  }

  /// Opens the direct message with a person (`conversations.open`).
  ///
  /// @return the id of the conversation
  public String conversation(UserId user) throws SlackException, InterruptedException {
    try (SlackWebClient web = access.web().unpaced().build()) {
      return web.conversations().open(List.of(user.value()));
    }
  }

  /// Sends a message to a person (`chat.postMessage` with the id of a user).
  public void post(UserId user, String text) throws SlackException, InterruptedException {
    try (SlackWebClient web = access.web().unpaced().build()) {
      web.chat().postMessage(user.value(), text);
    }
  }

  /// Returns whether a message may have been received in spite of this failure.
  public static boolean mayHaveBeenSent(SlackException failure) {
    return switch (failure) {
      case SlackException.Platform refused -> UNCLEAR.contains(refused.code());
      case SlackException.Http http ->
          !http.replaced() && (http.status() >= 500 || http.status() < 400);
      case SlackException.Request request ->
          request.failure() == Failure.UNREACHABLE || request.failure() == Failure.TIMED_OUT;
      case SlackException.Socket _, SlackException.Stalled _, SlackException.NoReply _ -> true;
      case SlackException.RateLimited _, SlackException.SendRefused _, SlackException.NotSent _ ->
          false;
    };
  }

  /// Delay before another attempt.
  public static Duration delay(SlackException failure) {
    return switch (failure) {
      case SlackException.RateLimited limited -> limited.retryAfter().orElse(SHORT_DELAY);
      case SlackException.Platform _ -> LONG_DELAY;
      default -> SHORT_DELAY;
    };
  }

  /// Slack's error code, or a word for the failure: `rate_limited` or `offline`.
  public static String word(SlackException failure) {
    return switch (failure) {
      case SlackException.Platform refused -> refused.code();
      case SlackException.RateLimited _ -> "rate_limited";
      case SlackException.SendRefused _ -> "refused";
      default -> "offline";
    };
  }
}
