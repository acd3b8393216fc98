package rollcall.slack.web;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.slack.Conversation;
import rollcall.slack.SlackException;
import rollcall.slack.json.SlackObjects;
import tools.jackson.databind.JsonNode;

/// `conversations.*`: channels, groups and direct messages. From [SlackWebClient#conversations].
///
/// Each kind of conversation needs another scope to be read: `channels:read`, `groups:read`,
/// `im:read` and `mpim:read`.
public final class ConversationsMethods {
  private final SlackWebClient web;

  ConversationsMethods(SlackWebClient web) {
    this.web = web;
  }

  /// All conversations of these kinds that the token can see: `conversations.list` (20 pages a
  /// minute).
  ///
  /// @param kinds kinds of conversations; public channels if none is given
  /// @return pages of 999, or of 200 where Slack requires it; no request is made yet
  public PageIterator<Conversation> list(Conversation.Kind... kinds) {
    return list(types(kinds));
  }

  /// All conversations, with arguments: `conversations.list`.
  ///
  /// @param args arguments such as `limit` for smaller pages, `exclude_archived`, `types`, or
  ///   `team_id` for a token of a whole organization
  /// @return as for [#list(Conversation.Kind...)]
  public PageIterator<Conversation> list(Map<String, String> args) {
    return pages(web, "conversations.list", args);
  }

  /// One conversation, with the number of its members: `conversations.info` (50 a minute).
  ///
  /// @param channel id of the conversation
  /// @return the conversation
  /// @throws SlackException if the call fails; `channel_not_found` also for those that the token
  ///   may not see
  /// @throws InterruptedException if the thread is interrupted
  public Conversation info(String channel) throws SlackException, InterruptedException {
    Map<String, String> args = Map.of("channel", channel, "include_num_members", "1");
    return SlackObjects.conversation(web.call("conversations.info", args).tree().path("channel"));
  }

  /// Members of a conversation: `conversations.members` (100 pages a minute).
  ///
  /// @param channel id of the conversation
  /// @return pages of user IDs; no request is made yet
  public PageIterator<String> members(String channel) {
    return new PageFetcher<>(
            web,
            "conversations.members",
            "members",
            Map.of("channel", channel),
            999,
            node -> node.stringValue(""))
        .pages();
  }

  /// Opens the direct message with these users, and creates it if needed: `conversations.open`
  /// (scopes `im:write` and `mpim:write`, 50 a minute).
  ///
  /// @param users ids of one to eight other users
  /// @return id of the conversation
  /// @throws SlackException if the call fails
  /// @throws InterruptedException if the thread is interrupted
  public String open(Collection<String> users) throws SlackException, InterruptedException {
    SlackResponse answer = web.call("conversations.open", Map.of("users", String.join(",", users)));
    JsonNode id = answer.tree().path("channel").path("id");
    if (id.stringValue("").isEmpty()) {
      throw new SlackException.Http(answer.method(), 200, "the answer names no channel");
    }
    return id.stringValue();
  }

  static PageIterator<Conversation> pages(
      SlackWebClient web, String method, Map<String, String> args) {
    return new PageFetcher<>(web, method, "channels", args, 999, SlackObjects::conversation)
        .pages();
  }

  static Map<String, String> types(Conversation.Kind... kinds) {
    String words =
        Stream.of(kinds).map(Conversation.Kind::word).distinct().collect(Collectors.joining(","));
    return words.isEmpty() ? Map.of() : Map.of("types", words);
  }
}
