package rollcall.ui.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.ui.text.Messages;
import rollcall.ui.text.SearchNormalizer;
import rollcall.ui.text.TimeFormat;
import rollcall.watch.FollowedGroup;

/// Grouping of rows: the group of each person, and the order of the groups. Immutable.
public final class Grouping {
  /// No grouping.
  public static final Grouping NONE = new Grouping(GroupBy.NONE, _ -> null, List.of());

  private final GroupBy by;
  private final Function<PersonRow, @Nullable String> group;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final List<String> empty;

  /// @param first the names of the groups that come first, in order
  private Grouping(
      GroupBy by, Function<PersonRow, @Nullable String> group, Collection<String> first) {
    this(by, group, first, List.of());
  }

  private Grouping(
      GroupBy by,
      Function<PersonRow, @Nullable String> group,
      Collection<String> first,
      List<String> empty) {
    this.by = by;
    this.group = group;
    this.empty = empty;
    first.forEach(name -> ranks.putIfAbsent(name, ranks.size()));
  }

  public GroupBy by() {
    return by;
  }

  /// The name of the group of this person now; null without grouping.
  public @Nullable String group(PersonRow row) {
    return group.apply(row);
  }

  /// The people of each group, in the order of the groups, and within a group in the given order;
  /// without grouping, all people under a blank name.
  public Map<String, List<PersonRow>> split(List<PersonRow> people) {
    Map<String, List<PersonRow>> groups = new TreeMap<>(order());
    for (PersonRow row : people) {
      String name = Objects.requireNonNullElse(group(row), "");
      groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  /// The names of the groups to which people have yet to be added.
  public List<String> empty() {
    return empty;
  }

  /// The order of the groups; the group of people without one comes last.
  public Comparator<String> order() {
    return Comparator.comparing((String name) -> name.equals(rest(by)))
        .thenComparing(name -> ranks.getOrDefault(name, ranks.size()))
        .thenComparing(SearchNormalizer::fold)
        .thenComparing(Comparator.naturalOrder());
  }

  /// The name of a grouping in the menu.
  public static String label(GroupBy by) {
    return Messages.of("group.by." + by.word());
  }

  /// Groups by presence.
  public static Grouping byState() {
    return new Grouping(
        GroupBy.STATE,
        row -> state(row.state().presence()),
        List.of(state(Presence.ACTIVE), state(Presence.AWAY), state(Presence.UNKNOWN)));
  }

  /// Groups by the time zone of each person, from west to east.
  ///
  /// @param now the instant that the offsets are of
  static Grouping byZone(Collection<ZoneId> zones, Instant now) {
    List<String> ordered =
        zones.stream()
            .sorted(
                Comparator.comparingInt(
                    (ZoneId zone) -> zone.getRules().getOffset(now).getTotalSeconds()))
            .map(zone -> zone(zone, now))
            .toList();
    return new Grouping(
        GroupBy.ZONE,
        row -> row.state().person().clock().map(zone -> zone(zone, now)).orElse(rest(GroupBy.ZONE)),
        ordered);
  }

  /// Groups by the user's own groups; a person in several is in the first.
  public static Grouping byOwnGroups(GroupingSettings settings) {
    return new Grouping(
        GroupBy.MINE,
        row -> settings.groupOf(row.id().value()).orElse(rest(GroupBy.MINE)),
        settings.mine().stream().map(PersonGroup::name).toList(),
        settings.mine().stream()
            .filter(group -> group.members().isEmpty())
            .map(PersonGroup::name)
            .toList());
  }

  /// Groups by Slack user group or channel. A person in several is in the first of the followed
  /// ones, else in the smallest with at least two people; groups with everyone do not count.
  ///
  /// @param groups with their members among the people on the list
  /// @param followed the ids of the followed channels and user groups, in order
  static Grouping bySlackGroups(
      GroupBy by, Collection<FollowedGroup> groups, List<String> followed) {
    Set<UserId> all = new TreeSet<>();
    groups.forEach(one -> all.addAll(one.members()));
    Map<UserId, String> names = new LinkedHashMap<>();
    groups.stream()
        .filter(one -> one.members().size() > 1 && one.members().size() < all.size())
        .sorted(
            Comparator.comparingInt((FollowedGroup one) -> rank(followed, one))
                .thenComparingInt(one -> one.members().size())
                .thenComparing(FollowedGroup::name))
        .forEach(one -> one.members().forEach(user -> names.putIfAbsent(user, one.title())));
    return new Grouping(by, row -> names.getOrDefault(row.id(), rest(by)), List.of());
  }

  private static int rank(List<String> followed, FollowedGroup group) {
    int index = followed.indexOf(group.id());
    return index < 0 ? followed.size() : index;
  }

  private static String rest(GroupBy by) {
    return Messages.of(by == GroupBy.ZONE ? "group.no_zone" : "group.none");
  }

  private static String state(Presence presence) {
    return Messages.of("presence." + presence.word());
  }

  private static String zone(ZoneId zone, Instant now) {
    return TimeFormat.zoneAndOffset(zone, now);
  }
}
