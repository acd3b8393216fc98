package rollcall.simulator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Body of `rtm.start` before September 2022: the whole workspace (slack-protocol 2.3). Thread:
/// event loop.
record RtmStartBody(WorkspaceState state, DndState dnd) {
  /// Slack truncated longer member lists, with a warning.
  private static final int MEMBERS = 1500;

  /// Adds the workspace to the response of `rtm.connect`.
  void addTo(ObjectNode answer, AuthorizedApiRequest call) {
    long now = call.now().getEpochSecond();
    ObjectNode self = (ObjectNode) answer.path("self");
    self.put("created", 1_600_000_000).put("manual_presence", "active").putObject("prefs");
    ObjectNode team = (ObjectNode) answer.path("team");
    team.put("email_domain", "acme.example").put("plan", "").put("msg_edit_window_mins", -1);
    team.put("over_storage_limit", false).putObject("icon").put("image_default", true);
    team.putObject("prefs");
    ArrayNode users = answer.putArray("users");
    state.members().forEach(member -> users.add(UserJson.of(member, call.now())));
    channels(answer, call);
    bots(answer.putArray("bots"));
    subteams(answer.putObject("subteams"), call.user());
    Member caller = state.memberOrFail(call.user());
    answer.set("dnd", dnd.ownStatus(caller, call.now()));
    answer.put("latest_event_ts", now + ".000000").put("cache_ts", now);
    answer.put("cache_version", "demo").put("cache_ts_version", "demo");
    answer.putArray("read_only_channels");
    answer.put("can_manage_shared_channels", false);
  }

  private void channels(ObjectNode answer, AuthorizedApiRequest call) {
    ArrayNode open = answer.putArray("channels");
    ArrayNode hidden = answer.putArray("groups");
    ArrayNode groups = answer.putArray("mpims");
    ArrayNode direct = answer.putArray("ims");
    boolean cut = false;
    for (Channel channel : state.channels()) {
      if (!channel.isVisibleTo(call.user())) {
        continue;
      }
      ObjectNode body = ChannelMethods.channel(channel, call.user());
      List<String> members = new ArrayList<>(channel.members());
      cut |= members.size() > MEMBERS;
      body.set(
          "members", SlackJsonCodec.array(members.subList(0, Math.min(MEMBERS, members.size()))));
      body.put("last_read", "0000000000.000000");
      switch (channel.kind()) {
        case PUBLIC -> open.add(body);
        case PRIVATE -> hidden.add(body);
        case GROUP_DIRECT_MESSAGE -> groups.add(body);
        case DIRECT_MESSAGE -> direct.add(body);
      }
    }
    if (cut) {
      answer.put("warning", "member_list_truncated");
    }
  }

  private void bots(ArrayNode bots) {
    ObjectNode bot = bots.addObject().put("id", Member.BOT_ID).put("deleted", false);
    bot.put("name", state.handle(Member.BOT_USER)).put("app_id", "A0ROLLCALL0");
    bot.putObject("icons");
  }

  private void subteams(ObjectNode subteams, String user) {
    ArrayNode self = subteams.putArray("self");
    ArrayNode all = subteams.putArray("all");
    for (Group group : state.groups()) {
      all.add(GroupMethods.group(group, true, true));
      if (group.members().contains(user)) {
        self.add(group.id());
      }
    }
  }
}
