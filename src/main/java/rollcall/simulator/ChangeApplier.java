package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Applier of workspace changes: updates the state and sends the events that Slack sends
/// (slack-protocol 4.5, 4.6, 5.1). Thread: event loop.
record ChangeApplier(
    EventLoop loop, WorkspaceState state, PresenceRules presences, DndState dnd, SocketHub hub) {
  /// Applies a change.
  ///
  /// @throws IllegalArgumentException when its user, channel or group does not exist, or exists
  ///   already
  void apply(WorkspaceChange change) {
    switch (change) {
      case WorkspaceChange.SetPresence(String user, var presence) ->
          presences.setOverride(user, presence, loop.now());
      case WorkspaceChange.ReleasePresence(String user) ->
          presences.clearOverride(user, loop.now());
      case WorkspaceChange.JoinWorkspace join -> join(join);
      case WorkspaceChange.Deactivate(String user) -> left(user, true);
      case WorkspaceChange.Reactivate(String user) -> left(user, false);
      case WorkspaceChange.Rename(String user, String real, String display) ->
          changed(state.change(user, member -> member.withName(real, display)));
      case WorkspaceChange.SetStatus(String user, UserStatus status) -> postStatus(user, status);
      case WorkspaceChange.Huddle(String user, boolean in) -> huddle(user, in);
      case WorkspaceChange.Snooze(String user, Duration length) -> snooze(user, length);
      case WorkspaceChange.CreateChannel create -> create(create);
      case WorkspaceChange.JoinChannel(String user, String channel) -> enter(user, channel);
      case WorkspaceChange.LeaveChannel(String user, String channel) -> exit(user, channel);
      case WorkspaceChange.JoinGroup(String user, String group) -> group(user, group, true);
      case WorkspaceChange.LeaveGroup(String user, String group) -> group(user, group, false);
    }
  }

  private void join(WorkspaceChange.JoinWorkspace join) {
    refuseIf(state.member(join.user()).isPresent(), "There is already a " + join.user() + ".");
    Member member = Member.newcomer(join);
    state.put(member);
    presences.add(member);
    presences.initialize(member.id(), false, loop.now());
    hub.toAll(about("team_join", member));
    enter(member.id(), Channel.GENERAL);
  }

  private void left(String user, boolean left) {
    Member member =
        state.change(user, m -> m.withKind(left ? Member.Kind.LEFT : Member.Kind.PERSON));
    presences.setLeft(user, left, loop.now());
    changed(member);
    if (left) {
      hub.sessions().stream()
          .filter(session -> session.user().equals(user))
          .forEach(session -> session.socket().close(1000, ""));
    }
  }

  private void postStatus(String user, UserStatus status) {
    Member member = state.change(user, m -> m.withStatus(status));
    changed(member);
    hub.toAll(about("user_status_changed", member));
    hub.toAll(about("user_profile_changed", member));
  }

  private void huddle(String user, boolean in) {
    Member member = state.change(user, m -> m.huddling(in));
    changed(member);
    hub.toAll(about("user_huddle_changed", member));
  }

  private void changed(Member member) {
    hub.toAll(about("user_change", member));
  }

  private ObjectNode about(String type, Member member) {
    ObjectNode event = SlackJsonCodec.event(type);
    event.set("user", UserJson.of(member, loop.now()));
    return stamped(event.put("cache_ts", loop.now().getEpochSecond()));
  }

  private void snooze(String user, Duration length) {
    Member member = state.memberOrFail(user);
    Instant now = loop.now();
    dnd.snooze(user, now, length);
    hub.toOwn(user, dnd("dnd_updated", user, dnd.ownStatus(member, now)));
    hub.toOthers(user, dnd("dnd_updated_user", user, dnd.status(member, now)));
  }

  private ObjectNode dnd(String type, String user, ObjectNode status) {
    ObjectNode event = SlackJsonCodec.event(type).put("user", user);
    event.set("dnd_status", status);
    return stamped(event);
  }

  private void create(WorkspaceChange.CreateChannel create) {
    String id = create.id();
    refuseIf(state.channel(id).isPresent(), "There is already a channel " + id + ".");
    create.members().forEach(state::memberOrFail);
    Channel.Kind kind = create.hidden() ? Channel.Kind.PRIVATE : Channel.Kind.PUBLIC;
    Channel channel = Channel.of(id, create.name(), "", kind, create.members());
    state.put(channel);
    create.members().forEach(user -> membership("member_joined_channel", channel, user));
  }

  private void enter(String user, String id) {
    state.memberOrFail(user);
    Channel channel = state.channelOrFail(id);
    refuseIf(!channel.members().add(user), user + " is already in " + id + ".");
    membership("member_joined_channel", channel, user);
  }

  private void exit(String user, String id) {
    state.memberOrFail(user);
    Channel channel = state.channelOrFail(id);
    refuseIf(!channel.members().contains(user), user + " is not in " + id + ".");
    // The leaving member gets the event too.
    membership("member_left_channel", channel, user);
    channel.members().remove(user);
  }

  private void group(String user, String id, boolean enters) {
    state.memberOrFail(user);
    Group group = state.groupOrFail(id);
    boolean changed = enters ? group.members().add(user) : group.members().remove(user);
    refuseIf(!changed, user + (enters ? " is already in " : " is not in ") + id + ".");
    long now = loop.now().getEpochSecond();
    ObjectNode event = SlackJsonCodec.event("subteam_members_changed");
    event.put("subteam_id", id).put("team_id", TeamMethods.TEAM_ID);
    event.put("date_previous_update", 1_600_000_000).put("date_update", now);
    notifyUser(event, "added_users", enters ? List.of(user) : List.of());
    notifyUser(event, "removed_users", enters ? List.of() : List.of(user));
    hub.toAll(stamped(event));
    ObjectNode whole = SlackJsonCodec.event("subteam_updated");
    whole.set("subteam", GroupMethods.group(group, true, true));
    hub.toAll(stamped(whole));
  }

  private static void notifyUser(ObjectNode event, String field, List<String> users) {
    event.set(field, SlackJsonCodec.array(users));
    event.put(field + "_count", users.size());
  }

  private void membership(String type, Channel channel, String user) {
    ObjectNode event =
        SlackJsonCodec.event(type)
            .put("user", user)
            .put("channel", channel.id())
            .put("channel_type", channel.kind().letter())
            .put("team", TeamMethods.TEAM_ID);
    hub.toAllIn(channel, stamped(event));
  }

  private ObjectNode stamped(ObjectNode event) {
    Instant now = loop.now();
    return event.put(
        "event_ts",
        String.format(Locale.ROOT, "%d.%06d", now.getEpochSecond(), now.getNano() / 1000));
  }

  private static void refuseIf(boolean wrong, String sentence) {
    if (wrong) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
