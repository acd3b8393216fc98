package rollcall.app.environment;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.history.RetentionPolicy;
import rollcall.presence.Person;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.UserId;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.Proxy;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.slack.ProxyExceptions;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.ui.model.DefaultRules;
import rollcall.watch.FollowedGroup;
import rollcall.watch.FollowedGroup.Kind;
import rollcall.watch.WatchList;

/// Mapping between the settings and the types of other packages. Pure.
public final class SettingsMapper {
  private SettingsMapper() {}

  /// The retention of the settings: unlimited while that of all people or of one is not known, or
  /// whether totals are kept.
  public static RetentionPolicy retention(Settings settings) {
    if (!settings.retentionKnown()) {
      return RetentionPolicy.UNKNOWN;
    }
    Map<UserId, Duration> own = new HashMap<>();
    settings.people().keepDays().forEach((id, days) -> own.put(new UserId(id), duration(days)));
    RetentionAndAccounting books = settings.books();
    Duration keep = duration(books.keepDays());
    int backups = RetentionPolicy.USUAL.backups();
    return books.keepsDayTotals()
        ? new RetentionPolicy(keep, own, backups, DefaultRules.of(books, settings.reportZone()))
        : new RetentionPolicy(
            keep, own, backups, null, Boolean.FALSE.equals(books.keepDayTotals()));
  }

  private static Duration duration(int days) {
    return days == 0 ? RetentionPolicy.FOREVER : Duration.ofDays(days);
  }

  /// The people who are paused.
  public static Set<UserId> paused(Settings settings) {
    return users(settings.people().paused());
  }

  /// The recording schedule.
  ///
  /// @param people people with known time zones
  /// @param complete whether a person who is missing is not in the workspace
  public static RecordingScheduleByPerson schedule(
      Settings settings, Collection<Person> people, boolean complete) {
    return RecordingScheduleByPerson.of(settings.hours(), people, settings.reportZone(), complete)
        .withPaused(paused(settings));
  }

  /// The people on the list who are not paused.
  public static Set<UserId> recorded(Settings settings) {
    Set<UserId> recorded = watchList(settings).people();
    recorded.removeAll(paused(settings));
    return recorded;
  }

  /// The proxy of the Slack client.
  ///
  /// @param password the password of a manual proxy, or null when there is none
  /// @param environment the variables of this process
  static ProxySettings proxy(
      Proxy proxy, @Nullable String password, Map<String, String> environment) {
    return switch (proxy) {
      case Proxy.OperatingSystem _ -> new ProxySettings.SystemOrEnvironment(environment);
      case Proxy.None _ -> new ProxySettings.None();
      case Proxy.Environment _ -> new ProxySettings.Environment(environment);
      case Proxy.Manual(String host, int port, String user, List<String> except) ->
          new ProxySettings.Manual(
              user.isBlank()
                  ? new HttpProxy(host, port, null, null)
                  : new HttpProxy(host, port, user, Objects.requireNonNullElse(password, "")),
              new ProxyExceptions(except));
    };
  }

  public static WatchList watchList(Settings settings) {
    FollowedChannelsAndGroups follows = settings.follows();
    return new WatchList(
        users(settings.watched()),
        follows.all().stream().map(SettingsMapper::followed).toList(),
        follows.adding());
  }

  /// Returns the settings with this list, which the user chose.
  public static Settings withList(Settings settings, WatchList list) {
    return settings.withList(ids(list.single()), follows(list));
  }

  /// Returns the settings with this list, which the membership sync changed.
  public static Settings following(Settings settings, WatchList list) {
    return settings.following(ids(list.single()), follows(list));
  }

  private static FollowedChannelsAndGroups follows(WatchList list) {
    return new FollowedChannelsAndGroups(
        list.followed().stream().map(SettingsMapper::fromSettings).toList(), list.autoAdd());
  }

  private static FollowedGroup followed(FollowedChannelsAndGroups.ChannelOrGroup one) {
    return new FollowedGroup(
        one.group() ? Kind.USER_GROUP : Kind.CHANNEL,
        one.id(),
        one.name(),
        users(one.members()),
        users(one.leftOut()),
        Set.of());
  }

  private static FollowedChannelsAndGroups.ChannelOrGroup fromSettings(FollowedGroup one) {
    return new FollowedChannelsAndGroups.ChannelOrGroup(
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
