package rollcall.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import rollcall.presence.UserId;
import rollcall.slack.Conversation;
import rollcall.slack.SlackException;
import rollcall.slack.Usergroup;
import rollcall.slack.web.SlackWebClient;

/// Client for the members of channels and user groups, without bots and deactivated accounts. Each
/// method blocks; all threads may call it.
public final class MembershipClient implements AutoCloseable {
  private static final Comparator<FollowedGroup> BY_NAME =
      Comparator.comparing(FollowedGroup::name, String.CASE_INSENSITIVE_ORDER);
  private static final Set<String> INVISIBLE = Set.of("user_not_found", "user_not_visible");

  private final SlackWebClient web;
  private final Map<UserId, Boolean> people = new ConcurrentHashMap<>();

  public MembershipClient(SlackAccess access) {
    this(access.web().build());
  }

  MembershipClient(SlackWebClient web) {
    this.web = web;
  }

  /// Lists the channels or user groups by name, without members. Archived channels and disabled
  /// groups are left out.
  ///
  /// @throws SlackException `missing_scope` when the token may not read them
  public List<FollowedGroup> all(FollowedGroup.Kind kind)
      throws SlackException, InterruptedException {
    Stream<FollowedGroup> all =
        switch (kind) {
          case CHANNEL -> channels().stream().map(one -> emptyGroup(kind, one.id(), one.name()));
          case USER_GROUP ->
              userGroups().stream().map(one -> emptyGroup(kind, one.id(), one.handle()));
        };
    return all.sorted(BY_NAME).toList();
  }

  /// Lists the user groups that are not disabled.
  private List<Usergroup> userGroups() throws SlackException, InterruptedException {
    return web.usergroups().list().stream().filter(one -> one.disabledAt() == null).toList();
  }

  /// Lists public and private channels; only public ones without the scope for private channels.
  private List<Conversation> channels() throws SlackException, InterruptedException {
    Map<String, String> args = Map.of("exclude_archived", "1");
    Map<String, String> both = new HashMap<>(args);
    both.put("types", "public_channel,private_channel");
    try {
      return web.conversations().list(both).all();
    } catch (SlackException.Platform refused) {
      if (!refused.code().equals("missing_scope")) {
        throw refused;
      }
      return web.conversations().list(args).all();
    }
  }

  /// Lists the members of a group.
  ///
  /// @param known people who need no check whether they are bots
  public Set<UserId> members(FollowedGroup.Kind kind, String id, Set<UserId> known)
      throws SlackException, InterruptedException {
    List<String> ids =
        switch (kind) {
          case CHANNEL -> web.conversations().members(id).all();
          case USER_GROUP -> web.usergroups().usersList(id);
        };
    Set<UserId> found = new TreeSet<>();
    for (String one : ids) {
      if (!one.isBlank()) {
        UserId user = new UserId(one);
        if (known.contains(user) || isPerson(user)) {
          found.add(user);
        }
      }
    }
    return found;
  }

  /// Lists the channels or user groups of these people by name, each with its members among them.
  /// Channels take one request for each person.
  ///
  /// @throws SlackException `missing_scope` when the token may not read them
  public List<FollowedGroup> of(FollowedGroup.Kind kind, Set<UserId> people)
      throws SlackException, InterruptedException {
    Map<String, FollowedGroup> found = new HashMap<>();
    switch (kind) {
      case CHANNEL -> {
        List<Conversation.Kind> kinds =
            new ArrayList<>(
                List.of(Conversation.Kind.PUBLIC_CHANNEL, Conversation.Kind.PRIVATE_CHANNEL));
        for (UserId user : people) {
          for (Conversation one : channelsOf(user, kinds)) {
            found.merge(
                one.id(),
                emptyGroup(kind, one.id(), one.name()).withMember(user),
                (before, _) -> before.withMember(user));
          }
        }
      }
      case USER_GROUP -> {
        for (Usergroup one : userGroups()) {
          Set<UserId> members = new TreeSet<>(people);
          members.removeIf(user -> !one.users().contains(user.value()));
          found.put(one.id(), emptyGroup(kind, one.id(), one.handle()).with(members));
        }
      }
    }
    return found.values().stream().filter(one -> !one.members().isEmpty()).sorted(BY_NAME).toList();
  }

  /// @param kinds kinds to list; private channels are removed when Slack refuses them
  private List<Conversation> channelsOf(UserId user, List<Conversation.Kind> kinds)
      throws SlackException, InterruptedException {
    try {
      return web.users()
          .conversationsOf(user.value(), kinds.toArray(Conversation.Kind[]::new))
          .all();
    } catch (SlackException.Platform refused) {
      if (refused.code().equals("missing_scope")
          && kinds.remove(Conversation.Kind.PRIVATE_CHANNEL)) {
        return channelsOf(user, kinds);
      }
      if (INVISIBLE.contains(refused.code())) {
        return List.of();
      }
      throw refused;
    }
  }

  /// Returns whether a user is a person with an active account. Requested once for each user.
  public boolean isPerson(UserId user) throws SlackException, InterruptedException {
    Boolean before = people.get(user);
    if (before != null) {
      return before;
    }
    boolean person = fetchIsPerson(user);
    people.put(user, person);
    return person;
  }

  private boolean fetchIsPerson(UserId user) throws SlackException, InterruptedException {
    try {
      return UserPages.person(web.users().info(user.value())).canBeWatched();
    } catch (SlackException.Platform refused) {
      if (INVISIBLE.contains(refused.code())) {
        return false;
      }
      throw refused;
    }
  }

  @Override
  public void close() {
    web.close();
  }

  private static FollowedGroup emptyGroup(FollowedGroup.Kind kind, String id, String name) {
    return new FollowedGroup(kind, id, name, Set.of(), Set.of(), Set.of());
  }
}
