package rollcall.slack.web;

import java.util.HashMap;
import java.util.Map;
import rollcall.slack.Conversation;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.User;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.json.SlackObjects;
import rollcall.slack.tls.TextSanitizer;
import tools.jackson.databind.JsonNode;

/// `users.*`: members of the workspace. From [SlackWebClient#users].
public final class UsersMethods {
  private static final String GET_PRESENCE = "users.getPresence";

  private final SlackWebClient web;

  UsersMethods(SlackWebClient web) {
    this.web = web;
  }

  /// All members of the workspace, deactivated ones and apps too: `users.list` (scope `users:read`,
  /// 20 pages a minute).
  ///
  /// @return pages of 1,000, or of 200 where Slack requires it; no request is made yet
  public PageIterator<User> list() {
    return list(Map.of());
  }

  /// All members of the workspace, with arguments: `users.list`.
  ///
  /// @param args arguments such as `limit` for smaller pages, `include_locale`, or `team_id` for a
  ///   token of a whole organization
  /// @return as for [#list()]
  public PageIterator<User> list(Map<String, String> args) {
    return new PageFetcher<>(web, "users.list", "members", args, 1000, SlackObjects::user).pages();
  }

  /// One member: `users.info` (scope `users:read`, 100 a minute).
  ///
  /// @param user id of the user
  /// @return the member
  /// @throws SlackException if the call fails; `user_not_found` for an unknown id
  /// @throws InterruptedException if the thread is interrupted
  public User info(String user) throws SlackException, InterruptedException {
    return SlackObjects.user(web.call("users.info", Map.of("user", user)).tree().path("user"));
  }

  /// The conversations that the token's own user is in: `users.conversations` (a scope per kind, as
  /// for [Conversation.Kind]; 50 pages a minute).
  ///
  /// @param kinds kinds of conversations; public channels if none is given
  /// @return the pages; no request is made yet
  public PageIterator<Conversation> conversations(Conversation.Kind... kinds) {
    return ConversationsMethods.pages(
        web, "users.conversations", ConversationsMethods.types(kinds));
  }

  /// The conversations of a user that the token can see, without archived ones:
  /// `users.conversations` (a scope per kind, as for [Conversation.Kind]; 50 pages a minute).
  ///
  /// @param user id of the user
  /// @param kinds kinds of conversations; public channels if none is given
  /// @return the pages; no request is made yet
  public PageIterator<Conversation> conversationsOf(String user, Conversation.Kind... kinds) {
    Map<String, String> args = new HashMap<>(ConversationsMethods.types(kinds));
    args.put("user", user);
    args.put("exclude_archived", "1");
    return ConversationsMethods.pages(web, "users.conversations", args);
  }

  /// Current presence of a user: `users.getPresence` (scope `users:read`, 50 a minute).
  ///
  /// @param user id of the user
  /// @return the presence
  /// @throws SlackException if the call fails, or Slack returns an unknown presence
  /// @throws InterruptedException if the thread is interrupted
  public SlackPresence getPresence(String user) throws SlackException, InterruptedException {
    return presence(web.call(GET_PRESENCE, Map.of("user", user)));
  }

  /// Presence of the token's own user, with its reasons: `users.getPresence` without a user.
  ///
  /// @return the presence with its reasons
  /// @throws SlackException if the call fails
  /// @throws InterruptedException if the thread is interrupted
  public OwnPresence getPresence() throws SlackException, InterruptedException {
    SlackResponse answer = web.call(GET_PRESENCE, Map.of());
    JsonNode tree = answer.tree();
    return new OwnPresence(
        presence(answer),
        JsonCodec.flag(tree, "online"),
        JsonCodec.flag(tree, "auto_away"),
        JsonCodec.flag(tree, "manual_away"),
        tree.path("connection_count").asInt(0),
        JsonCodec.instant(tree, "last_activity"));
  }

  /// Sets the presence of the token's own user: `users.setPresence` (scope `users:write`, 20 a
  /// minute).
  ///
  /// @param setting the setting; it lasts until it is changed
  /// @throws SlackException if the call fails
  /// @throws InterruptedException if the thread is interrupted
  public void setPresence(PresenceSetting setting) throws SlackException, InterruptedException {
    web.call("users.setPresence", Map.of("presence", setting.word()));
  }

  private static SlackPresence presence(SlackResponse answer) throws SlackException {
    String word = answer.tree().path("presence").stringValue("");
    return SlackPresence.of(word)
        .orElseThrow(() ->
            new SlackException.Http(
                answer.method(),
                200,
                "no such presence: “" + TextSanitizer.singleLine(word, 40) + "”"));
  }
}
