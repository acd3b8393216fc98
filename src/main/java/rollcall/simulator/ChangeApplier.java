package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Where what people do becomes true, and is told to whom Slack tells it (slack-protocol 4.5, 4.6,
/// 5.1). Lane: the workspace's.
final class ChangeApplier {
  private final EventLoop lane;
  private final WorkspaceState directory;
  private final PresenceRules presences;
  private final Dnd dnd;
  private final SocketHub floor;

  ChangeApplier(
      EventLoop lane, WorkspaceState directory, PresenceRules presences, Dnd dnd, SocketHub floor) {
    this.lane = lane;
    this.directory = directory;
    this.presences = presences;
    this.dnd = dnd;
    this.floor = floor;
  }

  /// @throws IllegalArgumentException when it is about somebody or something that is not there, or
  ///   would be there twice
  void apply(WorkspaceChange change) {
    switch (change) {
      case WorkspaceChange.Show(String user, var presence) ->
          presences.take(user, presence, lane.now());
      case WorkspaceChange.Release(String user) -> presences.release(user, lane.now());
      case WorkspaceChange.Join join -> join(join);
      case WorkspaceChange.Leave(String user) -> left(user, true);
      case WorkspaceChange.Return(String user) -> left(user, false);
      case WorkspaceChange.Rename(String user, String real, String display) ->
          changed(directory.change(user, member -> member.named(real, display)));
      case WorkspaceChange.Say(String user, UserStatus status) -> postStatus(user, status);
      case WorkspaceChange.Huddle(String user, boolean in) -> huddle(user, in);
      case WorkspaceChange.Snooze(String user, Duration length) -> snooze(user, length);
      case WorkspaceChange.Create create -> create(create);
      case WorkspaceChange.Enter(String user, String channel) -> enter(user, channel);
      case WorkspaceChange.Exit(String user, String channel) -> exit(user, channel);
      case WorkspaceChange.EnterGroup(String user, String group) -> group(user, group, true);
      case WorkspaceChange.ExitGroup(String user, String group) -> group(user, group, false);
    }
  }

  private void join(WorkspaceChange.Join join) {
    refuseIf(directory.member(join.user()).isPresent(), "There is already a " + join.user() + ".");
    Member member = Member.newcomer(join);
    directory.put(member);
    presences.add(member);
    presences.begin(member.id(), false, lane.now());
    floor.toAll(about("team_join", member));
    enter(member.id(), Channel.GENERAL);
  }

  private void left(String user, boolean left) {
    Member member = directory.change(user, m -> m.as(left ? Member.Kind.LEFT : Member.Kind.PERSON));
    presences.onLeft(user, left, lane.now());
    changed(member);
    if (left) {
      floor.sessions().stream()
          .filter(session -> session.user().equals(user))
          .forEach(session -> session.line().close(1000, ""));
    }
  }

  private void postStatus(String user, UserStatus status) {
    Member member = directory.change(user, m -> m.saying(status));
    changed(member);
    floor.toAll(about("user_status_changed", member));
    floor.toAll(about("user_profile_changed", member));
  }

  private void huddle(String user, boolean in) {
    Member member = directory.change(user, m -> m.huddling(in));
    changed(member);
    floor.toAll(about("user_huddle_changed", member));
  }

  private void changed(Member member) {
    floor.toAll(about("user_change", member));
  }

  private ObjectNode about(String type, Member member) {
    ObjectNode event = Json.event(type);
    event.set("user", UserJson.of(member, lane.now()));
    return stamped(event.put("cache_ts", lane.now().getEpochSecond()));
  }

  private void snooze(String user, Duration length) {
    Member member = directory.memberOrFail(user);
    Instant now = lane.now();
    dnd.snooze(user, now, length);
    floor.toOwn(user, dnd("dnd_updated", user, dnd.ownStatus(member, now)));
    floor.toOthers(user, dnd("dnd_updated_user", user, dnd.status(member, now)));
  }

  private ObjectNode dnd(String type, String user, ObjectNode status) {
    ObjectNode event = Json.event(type).put("user", user);
    event.set("dnd_status", status);
    return stamped(event);
  }

  private void create(WorkspaceChange.Create create) {
    String id = create.id();
    refuseIf(directory.channel(id).isPresent(), "There is already a channel " + id + ".");
    create.members().forEach(directory::memberOrFail);
    Channel.Kind kind = create.hidden() ? Channel.Kind.PRIVATE : Channel.Kind.PUBLIC;
    Channel channel = Channel.of(id, create.name(), "", kind, create.members());
    directory.put(channel);
    create.members().forEach(user -> membership("member_joined_channel", channel, user));
  }

  private void enter(String user, String id) {
    directory.memberOrFail(user);
    Channel channel = directory.channelOrFail(id);
    refuseIf(!channel.members().add(user), user + " is already in " + id + ".");
    membership("member_joined_channel", channel, user);
  }

  private void exit(String user, String id) {
    directory.memberOrFail(user);
    Channel channel = directory.channelOrFail(id);
    refuseIf(!channel.members().contains(user), user + " is not in " + id + ".");
    // Whoever leaves hears of it too.
    membership("member_left_channel", channel, user);
    channel.members().remove(user);
  }

  private void group(String user, String id, boolean enters) {
    directory.memberOrFail(user);
    Group group = directory.groupOrFail(id);
    boolean changed = enters ? group.members().add(user) : group.members().remove(user);
    refuseIf(!changed, user + (enters ? " is already in " : " is not in ") + id + ".");
    long now = lane.now().getEpochSecond();
    ObjectNode event = Json.event("subteam_members_changed");
    event.put("subteam_id", id).put("team_id", TeamMethods.TEAM_ID);
    event.put("date_previous_update", 1_600_000_000).put("date_update", now);
    notifyUser(event, "added_users", enters ? List.of(user) : List.of());
    notifyUser(event, "removed_users", enters ? List.of() : List.of(user));
    floor.toAll(stamped(event));
    ObjectNode whole = Json.event("subteam_updated");
    whole.set("subteam", GroupMethods.group(group, true, true));
    floor.toAll(stamped(whole));
  }

  private static void notifyUser(ObjectNode event, String field, List<String> users) {
    event.set(field, Json.array(users));
    event.put(field + "_count", users.size());
  }

  private void membership(String type, Channel channel, String user) {
    ObjectNode event =
        Json.event(type)
            .put("user", user)
            .put("channel", channel.id())
            .put("channel_type", channel.kind().letter())
            .put("team", TeamMethods.TEAM_ID);
    floor.toAllIn(channel, stamped(event));
  }

  private ObjectNode stamped(ObjectNode event) {
    Instant now = lane.now();
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
