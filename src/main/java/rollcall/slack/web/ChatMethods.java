package rollcall.slack.web;

import java.util.HashMap;
import java.util.Map;
import rollcall.slack.SlackException;
import tools.jackson.databind.JsonNode;

/// `chat.*`: messages with attachments and blocks. From [SlackWebClient#chat].
public final class ChatMethods {
  private final SlackWebClient web;

  ChatMethods(SlackWebClient web) {
    this.web = web;
  }

  /// Sends a message to a conversation: `chat.postMessage` (scope `chat:write`, one a second in
  /// each conversation).
  ///
  /// @param channel id of the conversation
  /// @param text text of the message
  /// @return the message as Slack stored it
  /// @throws SlackException if the call fails. After [SlackException.Request] or
  ///   [SlackException.Http] the message may have been posted; it is never retried automatically
  /// @throws InterruptedException if the thread is interrupted
  public PostedMessage postMessage(String channel, String text)
      throws SlackException, InterruptedException {
    return postMessage(channel, text, Map.of());
  }

  /// Sends a message to a conversation, with arguments: `chat.postMessage`.
  ///
  /// @param channel id of the conversation
  /// @param text text of the message, or of its notifications if there are `blocks`
  /// @param args further arguments, such as `thread_ts` to reply in a thread, or `blocks` as JSON
  /// @return the message as Slack stored it
  /// @throws SlackException as for [#postMessage(String, String)]
  /// @throws InterruptedException if the thread is interrupted
  public PostedMessage postMessage(String channel, String text, Map<String, String> args)
      throws SlackException, InterruptedException {
    Map<String, String> all = new HashMap<>(args);
    all.put("channel", channel);
    all.put("text", text);
    JsonNode tree = web.call("chat.postMessage", all).tree();
    return new PostedMessage(
        tree.path("channel").stringValue(channel),
        tree.path("ts").stringValue(""),
        tree.path("message").path("text").stringValue(text));
  }
}
