package rollcall.app;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.presence.UserId;
import rollcall.settings.Follows;
import rollcall.settings.Settings;
import rollcall.watch.Followed;
import rollcall.watch.Followed.Kind;
import rollcall.watch.WatchList;

/// Whom we watch, as the settings keep it. Pure.
final class WatchLists {
  private WatchLists() {}

  static WatchList of(Settings settings) {
    Follows follows = settings.follows();
    return new WatchList(
        users(settings.watched()),
        follows.all().stream().map(WatchLists::followed).toList(),
        follows.adding());
  }

  /// The settings with this list, which the user chose.
  static Settings into(Settings settings, WatchList list) {
    return settings.withList(ids(list.single()), follows(list));
  }

  /// The settings with this list, which has changed by itself.
  static Settings following(Settings settings, WatchList list) {
    return settings.following(ids(list.single()), follows(list));
  }

  private static Follows follows(WatchList list) {
    return new Follows(list.followed().stream().map(WatchLists::kept).toList(), list.adding());
  }

  private static Followed followed(Follows.One one) {
    return new Followed(
        one.group() ? Kind.USER_GROUP : Kind.CHANNEL,
        one.id(),
        one.name(),
        users(one.members()),
        users(one.leftOut()),
        Set.of());
  }

  private static Follows.One kept(Followed one) {
    return new Follows.One(
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
