package rollcall.app.desktop;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;
import rollcall.watch.MessageSender;
import rollcall.watch.SendPermission;
import rollcall.watch.Watcher;

/// Attempt to send one message, in two steps. [#prepare] has no effect; only after it, the message
/// is sent with [#send]. Thread: of its own; the steps wait for Slack.
///
/// @param watcher the watcher with the live connection, or null when it is stopped
record MessageAttempt(MessageSender sender, UserId user, String text, @Nullable Watcher watcher) {
  private static final long LONGEST_REPLY_SECONDS = 60;

  private static final Duration CONSENT_DELAY = Duration.ofMinutes(1);
  private static final Duration SCOPE_DELAY = Duration.ofMinutes(10);

  /// Result of a step.
  sealed interface Result {}

  /// The message can be sent.
  ///
  /// @param conversation conversation for the live connection, or null for the Web API
  record Ready(@Nullable String conversation) implements Result {}

  /// Slack accepted the message.
  record Sent() implements Result {}

  /// The message may have been sent.
  record Uncertain() implements Result {}

  /// The message was not sent.
  ///
  /// @param problem Slack's error code or a word
  record Failed(String problem, Duration delay) implements Result {}

  /// Checks the permission, and opens the conversation if the live connection needs it.
  ///
  /// @param maySend whether the user has allowed messages
  Result prepare(boolean maySend) throws InterruptedException {
    try {
      return switch (sender.permission()) {
        case SendPermission.Granted _ -> new Ready(null);
        case SendPermission.Included _ when !maySend -> new Failed("not_allowed", CONSENT_DELAY);
        case SendPermission.Included included ->
            new Ready(included.overLive() ? sender.conversation(user) : null);
        case SendPermission.Missing _ -> new Failed("missing_scope", SCOPE_DELAY);
      };
    } catch (SlackException e) {
      return new Failed(MessageSender.word(e), MessageSender.delay(e));
    }
  }

  /// Sends the message once.
  Result send(Ready ready) throws InterruptedException {
    try {
      String conversation = ready.conversation();
      if (conversation == null) {
        sender.post(user, text);
      } else {
        sendLive(conversation);
      }
      return new Sent();
    } catch (SlackException e) {
      return MessageSender.mayHaveBeenSent(e)
          ? new Uncertain()
          : new Failed(MessageSender.word(e), MessageSender.delay(e));
    } catch (TimeoutException e) {
      return new Uncertain();
    }
  }

  private void sendLive(String conversation)
      throws SlackException, InterruptedException, TimeoutException {
    if (watcher == null) {
      throw new SlackException.NotSent(
          SlackException.NotSent.Reason.DISCONNECTED, "Nothing is watched.");
    }
    try {
      watcher.sendMessage(text, conversation).get(LONGEST_REPLY_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SlackException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }
}
