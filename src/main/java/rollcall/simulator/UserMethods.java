package rollcall.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Web API methods for users and their presence (slack-protocol 4.4, 5.2). Thread: event loop.
record UserMethods(
    WorkspaceState state, PresenceRules presences, SocketHub hub, FaultQueue faults) {
  List<Method> all() {
    return List.of(
        new Method("users.list", Tier.TWO, "users:read", this::list),
        new Method("users.info", Tier.FOUR, "users:read", this::info),
        new Method("users.profile.get", Tier.FOUR, "users.profile:read", this::profile),
        new Method("users.getPresence", Tier.THREE, "users:read", this::getPresence),
        new Method("users.setPresence", Tier.TWO, "users:write", this::setPresence));
  }

  private ObjectNode list(AuthorizedApiRequest call) {
    List<Member> all = state.members();
    int limit = call.number("limit").orElse(0);
    if (limit < 0) {
      return SlackJsonCodec.refusal("invalid_limit");
    }
    if (limit == 0 && all.size() > ListPage.LIMIT) {
      return SlackJsonCodec.refusal("limit_required");
    }
    int size = faults.nextPageSize(limit == 0 ? ListPage.LIMIT : Math.min(limit, ListPage.LIMIT));
    return ListPage.of(all, "users", call.arg("cursor").orElse(""), size)
        .map(page ->
            page.answer("members", (array, each) -> array.add(UserJson.of(each, call.now())))
                .put("cache_ts", call.now().getEpochSecond()))
        .orElseGet(() -> SlackJsonCodec.refusal("invalid_cursor"));
  }

  private ObjectNode info(AuthorizedApiRequest call) {
    if (call.arg("user").isEmpty()) {
      return SlackJsonCodec.missingField("user");
    }
    return user(call)
        .map(member -> SlackJsonCodec.ok().set("user", UserJson.of(member, call.now())))
        .orElseGet(() -> SlackJsonCodec.refusal("user_not_found"));
  }

  private ObjectNode profile(AuthorizedApiRequest call) {
    return user(call)
        .map(member -> SlackJsonCodec.ok().set("profile", UserJson.profile(member)))
        .orElseGet(() -> SlackJsonCodec.refusal("user_not_found"));
  }

  private ObjectNode getPresence(AuthorizedApiRequest call) {
    Optional<Member> user = user(call);
    if (user.isEmpty()) {
      return SlackJsonCodec.refusal("user_not_found");
    }
    String id = user.get().id();
    ObjectNode answer = SlackJsonCodec.ok().put("presence", presences.of(id).word());
    if (id.equals(call.user())) {
      PresenceRules.OwnPresence own = presences.ownPresence(id, call.now());
      answer
          .put("online", own.online())
          .put("auto_away", own.autoAway())
          .put("manual_away", own.manualAway())
          .put("connection_count", own.connections());
      Instant lastActivity = own.lastActivity();
      if (lastActivity != null) {
        answer.put("last_activity", lastActivity.getEpochSecond());
      }
    }
    return answer;
  }

  private ObjectNode setPresence(AuthorizedApiRequest call) {
    String requested = call.arg("presence").orElse("");
    if (!requested.equals("auto") && !requested.equals("away")) {
      return SlackJsonCodec.refusal("invalid_presence");
    }
    String user = call.user();
    if (presences.setManual(user, requested.equals("away"), call.now())) {
      // "active" informs the user's other clients that manual away has ended.
      String word = requested.equals("away") ? "away" : "active";
      hub.toOwn(user, SlackJsonCodec.event("manual_presence_change").put("presence", word));
    }
    return SlackJsonCodec.ok();
  }

  /// Returns the requested user; the caller by default.
  private Optional<Member> user(AuthorizedApiRequest call) {
    return state.member(call.arg("user").orElse(call.user()));
  }
}
