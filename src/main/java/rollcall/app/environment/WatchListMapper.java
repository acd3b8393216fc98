package rollcall.app.environment;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.presence.UserId;
import rollcall.settings.FollowedGroups;
import rollcall.settings.Settings;
import rollcall.watch.FollowedGroup;
import rollcall.watch.FollowedGroup.Kind;
import rollcall.watch.WatchList;

/// Mapping between the watch list and the settings. Pure.
public final class WatchListMapper {
  private WatchListMapper() {}

  public static WatchList of(Settings settings) {
    FollowedGroups follows = settings.follows();
    return new WatchList(
        users(settings.watched()),
        follows.all().stream().map(WatchListMapper::followed).toList(),
        follows.adding());
  }

  /// Returns the settings with this list, which the user chose.
  public static Settings toSettings(Settings settings, WatchList list) {
    return settings.withList(ids(list.single()), follows(list));
  }

  /// Returns the settings with this list, which the membership sync changed.
  public static Settings following(Settings settings, WatchList list) {
    return settings.following(ids(list.single()), follows(list));
  }

  private static FollowedGroups follows(WatchList list) {
    return new FollowedGroups(
        list.followed().stream().map(WatchListMapper::fromSettings).toList(), list.autoAdd());
  }

  private static FollowedGroup followed(FollowedGroups.FollowedGroup one) {
    return new FollowedGroup(
        one.group() ? Kind.USER_GROUP : Kind.CHANNEL,
        one.id(),
        one.name(),
        users(one.members()),
        users(one.leftOut()),
        Set.of());
  }

  private static FollowedGroups.FollowedGroup fromSettings(FollowedGroup one) {
    return new FollowedGroups.FollowedGroup(
        one.kind() == Kind.USER_GROUP,
        one.id(),
        one.name(),
        ids(one.members()),
        ids(one.leftOut()));
  }

  private static Set<UserId> users(Collection<String> ids) {
    return ids.stream().map(UserId::new).collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> ids(Collection<UserId> users) {
    return users.stream().map(UserId::value).collect(Collectors.toCollection(TreeSet::new));
  }
}
