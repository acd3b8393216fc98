package rollcall.simulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import rollcall.simulator.people.Employee;

/// Who and what there is in the workspace, as of now: members, channels and user groups. Lane: the
/// workspace's.
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

  /// @throws IllegalArgumentException when nobody has this id
  Member memberOrFail(String id) {
    return member(id)
        .orElseThrow(() -> new IllegalArgumentException("Nobody here has the id " + id + "."));
  }

  /// The short name of someone who is here.
  String handle(String id) {
    return memberOrFail(id).handle();
  }

  List<Member> members() {
    return List.copyOf(members.values());
  }

  void put(Member member) {
    members.put(member.id(), member);
  }

  /// Changes an entry; returns it as it is now.
  ///
  /// @throws IllegalArgumentException when nobody has this id
  Member change(String id, UnaryOperator<Member> edit) {
    Member changed = edit.apply(memberOrFail(id));
    put(changed);
    return changed;
  }

  Optional<Channel> channel(String id) {
    return Optional.ofNullable(channels.get(id));
  }

  /// @throws IllegalArgumentException when there is no such channel
  Channel channelOrFail(String id) {
    return channel(id)
        .orElseThrow(() -> new IllegalArgumentException("There is no channel " + id + "."));
  }

  Collection<Channel> channels() {
    return List.copyOf(channels.values());
  }

  void put(Channel channel) {
    channels.put(channel.id(), channel);
  }

  /// The channel that is called so, without `#`.
  Optional<Channel> channelNamed(String name) {
    return channels.values().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /// The direct message between exactly these members, if there is one.
  Optional<Channel> direct(Set<String> members) {
    return channels.values().stream()
        .filter(each -> each.isDirect() && each.members().equals(members))
        .findFirst();
  }

  /// Creates the direct message between these members.
  ///
  /// @param members the caller first
  Channel createDirect(Set<String> members) {
    boolean two = members.size() <= 2;
    String letter = two ? "D" : "G";
    String id = letter + "0%09d".formatted(channels.size());
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

  /// @throws IllegalArgumentException when there is no such group
  Group groupOrFail(String id) {
    return group(id)
        .orElseThrow(() -> new IllegalArgumentException("There is no user group " + id + "."));
  }

  List<Group> groups() {
    return List.copyOf(groups.values());
  }
}
