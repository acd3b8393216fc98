package rollcall.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import rollcall.presence.UserId;
import rollcall.slack.Conversation;
import rollcall.slack.SlackException;
import rollcall.slack.Usergroup;
import rollcall.slack.web.SlackWebClient;

/// Asks Slack who is in channels and user groups. Bots and closed accounts are never among them.
/// Each method blocks; safe for all threads.
public final class MembershipClient implements AutoCloseable {
  private static final Set<String> INVISIBLE = Set.of("user_not_found", "user_not_visible");

  private final SlackWebClient web;
  private final Map<UserId, Boolean> people = new ConcurrentHashMap<>();

  public MembershipClient(SlackAccess access) {
    this.web = access.web().build();
  }

  /// What can be followed, by name; nobody is in it yet. Archived channels and groups that are
  /// switched off are left out.
  ///
  /// @throws SlackException `missing_scope` when the token must not see them
  public List<FollowedGroup> all(FollowedGroup.Kind kind)
      throws SlackException, InterruptedException {
    List<FollowedGroup> all = new ArrayList<>();
    switch (kind) {
      case CHANNEL -> {
        for (Conversation one : channels()) {
          all.add(isEmpty(kind, one.id(), one.name()));
        }
      }
      case USER_GROUP -> {
        for (Usergroup one : web.usergroups().list()) {
          if (one.disabledAt() == null) {
            all.add(isEmpty(kind, one.id(), one.handle()));
          }
        }
      }
    }
    all.sort((a, b) -> a.name().compareToIgnoreCase(b.name()));
    return List.copyOf(all);
  }

  /// Private channels take a scope of their own: without it, there are the public ones.
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

  /// The people who are in it.
  ///
  /// @param known of whom it need not be asked whether they are people
  public Set<UserId> in(FollowedGroup.Kind kind, String id, Set<UserId> known)
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

  /// The channels or user groups of these people, by name, each with its members among them.
  /// Channels take one request a person.
  ///
  /// @throws SlackException `missing_scope` when the token must not see them
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
                isEmpty(kind, one.id(), one.name()).taking(user),
                (before, _) -> before.taking(user));
          }
        }
      }
      case USER_GROUP -> {
        for (Usergroup one : web.usergroups().list()) {
          if (one.disabledAt() == null) {
            Set<UserId> members = new TreeSet<>(people);
            members.removeIf(user -> !one.users().contains(user.value()));
            found.put(one.id(), isEmpty(kind, one.id(), one.handle()).with(members));
          }
        }
      }
    }
    return found.values().stream()
        .filter(one -> !one.members().isEmpty())
        .sorted((a, b) -> a.name().compareToIgnoreCase(b.name()))
        .toList();
  }

  /// @param kinds without the private channels from the first request on that Slack refused
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

  /// Whether that is somebody to watch: no bot, and no closed account. Asked once of each.
  public boolean isPerson(UserId user) throws SlackException, InterruptedException {
    Boolean before = people.get(user);
    if (before != null) {
      return before;
    }
    boolean person = askAbout(user);
    people.put(user, person);
    return person;
  }

  private boolean askAbout(UserId user) throws SlackException, InterruptedException {
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

  private static FollowedGroup isEmpty(FollowedGroup.Kind kind, String id, String name) {
    return new FollowedGroup(kind, id, name, Set.of(), Set.of(), Set.of());
  }
}
