package rollcall.simulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rollcall.simulator.people.Employee;

/// Current members, channels and user groups of the workspace. Thread: event loop.
final class WorkspaceState {
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();

  WorkspaceState(long seed, List<Employee> people) {
    Member.all(seed, people).forEach(this::put);
    Channel.all(people).forEach(this::put);
    Group.all(people).forEach(group -> groups.put(group.id(), group));
  }

  Optional<Member> member(String id) {
    return Optional.ofNullable(members.get(id));
  }

  Member memberOrFail(String id) {
    return orFail(members.get(id), "user", id);
  }

  /// Returns the handle of a member.
  String handle(String id) {
    return memberOrFail(id).handle();
  }

  List<Member> members() {
    return List.copyOf(members.values());
  }

  void put(Member member) {
    members.put(member.id(), member);
  }

  /// Changes a member; returns the new entry.
  ///
  /// @throws IllegalArgumentException when the id is unknown
  Member change(String id, UnaryOperator<Member> edit) {
    Member changed = edit.apply(memberOrFail(id));
    put(changed);
    return changed;
  }

  Optional<Channel> channel(String id) {
    return Optional.ofNullable(channels.get(id));
  }

  Channel channelOrFail(String id) {
    return orFail(channels.get(id), "channel", id);
  }

  Collection<Channel> channels() {
    return List.copyOf(channels.values());
  }

  void put(Channel channel) {
    channels.put(channel.id(), channel);
  }

  /// Returns the channel with this name, without `#`.
  Optional<Channel> channelNamed(String name) {
    return channels.values().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /// Returns the direct message between exactly these members, if it exists.
  Optional<Channel> direct(Set<String> members) {
    return channels.values().stream()
        .filter(each -> each.isDirect() && each.members().equals(members))
        .findFirst();
  }

  /// Creates a direct message.
  ///
  /// @param members the caller first
  Channel createDirect(Set<String> members) {
    boolean two = members.size() <= 2;
    String letter = two ? "D" : "G";
    String id = letter + String.format(Locale.ROOT, "0%09d", channels.size());
    List<String> handles = members.stream().map(this::handle).toList();
    String name = two ? "" : "mpdm-" + String.join("--", handles) + "-1";
    Channel.Kind kind = two ? Channel.Kind.DIRECT_MESSAGE : Channel.Kind.GROUP_DIRECT_MESSAGE;
    Channel channel = Channel.of(id, name, "", kind, members);
    put(channel);
    return channel;
  }

  Optional<Group> group(String id) {
    return Optional.ofNullable(groups.get(id));
  }

  Group groupOrFail(String id) {
    return orFail(groups.get(id), "user group", id);
  }

  List<Group> groups() {
    return List.copyOf(groups.values());
  }

  /// @throws IllegalArgumentException when the entry is missing
  private static <T> T orFail(@Nullable T entry, String kind, String id) {
    if (entry == null) {
      throw new IllegalArgumentException("Unknown " + kind + " id " + id + ".");
    }
    return entry;
  }
}
