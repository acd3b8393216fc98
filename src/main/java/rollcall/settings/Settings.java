package rollcall.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.OverlayKind;
import rollcall.presence.RecordingHours;

/// User settings. Immutable; a change makes a new one, and saving is all or nothing. Secrets are
/// not in it.
///
/// @param apiUrl where the Web API is, ending in a slash
/// @param proxy how to get out
/// @param caFile a file with certificates of authorities that are trusted beside those of this
///   computer and of Java, or null for none
/// @param watched the ids of the people who were chosen one by one
/// @param follows the channels and user groups whose people are watched too
/// @param overlays what is kept of people beside their presence
/// @param appearance how the windows look
/// @param zone the IANA id of the report zone, or null for this computer's own
/// @param paused whether recording pauses until it is resumed
/// @param hours when people may be recorded, each by their own clock
/// @param books how long the record is kept, and how it is counted
/// @param export what was chosen for the last export
/// @param groups the grouping on the screen, and the user's own groups
/// @param unread the fields of the file that could not be read, such as `books.keepDays`: in their
///   place stand values that delete, record and publish nothing; choosing a value ends that
public record Settings(
    URI apiUrl,
    Proxy proxy,
    @Nullable Path caFile,
    SortedSet<String> watched,
    FollowedGroups follows,
    Set<OverlayKind> overlays,
    Appearance appearance,
    @Nullable String zone,
    boolean paused,
    RecordingHours hours,
    RetentionAndAccounting books,
    ExportChoices export,
    GroupSettings groups,
    SortedSet<String> unread) {
  /// Slack's own address.
  public static final URI SLACK = URI.create("https://slack.com/api/");

  /// What a new user starts with: no one is watched until chosen.
  public static final Settings DEFAULT =
      new Settings(
          SLACK,
          new Proxy.OperatingSystem(),
          null,
          new TreeSet<>(),
          FollowedGroups.NONE,
          Set.of(),
          Appearance.USUAL,
          null,
          false,
          RecordingHours.ALWAYS,
          RetentionAndAccounting.USUAL,
          ExportChoices.USUAL,
          GroupSettings.NONE,
          new TreeSet<>());

  public Settings {
    overlays = Set.copyOf(overlays);
    watched = Collections.unmodifiableSortedSet(new TreeSet<>(watched));
    unread = Collections.unmodifiableSortedSet(new TreeSet<>(unread));
  }

  /// The time zone whose midnights begin a day: the one that was named, or that of this computer.
  public ZoneId reportZone() {
    return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
  }

  /// Whether it is known when people may be recorded. Hours count by the report zone, too.
  public boolean hoursKnown() {
    return knows("hours") && (hours.isAlways() || knows("zone"));
  }

  /// Whether all of the list of the watched could be read.
  public boolean listKnown() {
    return knows("watched") && knows("followed.all");
  }

  /// Whether it is known how long the record is kept.
  public boolean keepKnown() {
    return knows("books.keepDays");
  }

  /// Whether it is known through which proxy Slack is reached.
  public boolean proxyKnown() {
    return knows("proxy");
  }

  /// Whether it is known where the Web API is.
  public boolean apiUrlKnown() {
    return knows("apiUrl");
  }

  private boolean knows(String field) {
    return !unread.contains(field);
  }

  public Settings withProxy(Proxy newProxy) {
    return edit(draft -> draft.proxy = newProxy, "proxy");
  }

  public Settings withCaFile(@Nullable Path newFile) {
    return edit(draft -> draft.caFile = newFile, "caFile");
  }

  /// The people and the channels and user groups that the user chose.
  public Settings withList(SortedSet<String> people, FollowedGroups newFollows) {
    return following(people, newFollows)
        .edit(_ -> {}, "watched", "followed", "followed.all", "followed.adding");
  }

  public Settings withWatched(SortedSet<String> newWatched) {
    return edit(draft -> draft.watched = newWatched, "watched");
  }

  /// The same list as it has become by itself: what could not be read of it stays so.
  public Settings following(SortedSet<String> people, FollowedGroups newFollows) {
    return edit(draft -> {
      draft.watched = people;
      draft.follows = newFollows;
    });
  }

  public Settings withOverlays(Set<OverlayKind> newOverlays) {
    return edit(draft -> draft.overlays = newOverlays, "overlays");
  }

  /// The theme is a field of its own in the file.
  public Settings withTheme(Theme newTheme) {
    return edit(draft -> draft.appearance = appearance.withTheme(newTheme), "theme");
  }

  public Settings withAppearance(Appearance newAppearance) {
    return edit(
        draft -> draft.appearance = newAppearance,
        unread.stream()
            .filter(field -> field.equals("theme") || field.startsWith("appearance"))
            .toArray(String[]::new));
  }

  public Settings withZone(@Nullable String newZone) {
    return edit(draft -> draft.zone = newZone, "zone");
  }

  public Settings withPaused(boolean nowPaused) {
    return edit(draft -> draft.paused = nowPaused, "paused");
  }

  public Settings withHours(RecordingHours newHours) {
    return edit(draft -> draft.hours = newHours, "hours", "hours.from", "hours.to", "hours.days");
  }

  public Settings withKeepDays(int days) {
    return edit(draft -> draft.books = books.withKeepDays(days), "books", "books.keepDays");
  }

  /// Time counted so; how long it is kept is only known by this when it is another time.
  public Settings withBooks(RetentionAndAccounting newBooks) {
    Settings kept =
        newBooks.keepDays() == books.keepDays() ? this : withKeepDays(newBooks.keepDays());
    return kept.edit(
        draft -> draft.books = newBooks,
        "books",
        "books.breakMinutes",
        "books.bridgeSeconds",
        "books.dayStart");
  }

  public Settings withExport(ExportChoices newExport) {
    return edit(
        draft -> draft.export = newExport,
        unread.stream().filter(field -> field.startsWith("export")).toArray(String[]::new));
  }

  /// The chosen grouping and the user's own groups.
  public Settings withGroups(GroupSettings newGroups) {
    return edit(
        draft -> draft.groups = newGroups,
        newGroups.mine().equals(groups.mine())
            ? new String[] {"groups.by"}
            : new String[] {"groups", "groups.by", "groups.mine"});
  }

  /// Recording paused by Rollcall itself, until the recording hours are known.
  Settings held() {
    return edit(draft -> draft.paused = true);
  }

  /// @param known the fields that are known by this
  private Settings edit(Consumer<Draft> change, String... known) {
    Draft draft = new Draft(this);
    change.accept(draft);
    draft.unread.removeAll(List.of(known));
    return draft.settings();
  }

  /// Settings while they change. Lives within one method.
  private static final class Draft {
    final URI apiUrl;
    Proxy proxy;
    @Nullable Path caFile;
    SortedSet<String> watched;
    FollowedGroups follows;
    Set<OverlayKind> overlays;
    Appearance appearance;
    @Nullable String zone;
    boolean paused;
    RecordingHours hours;
    RetentionAndAccounting books;
    ExportChoices export;
    GroupSettings groups;
    final TreeSet<String> unread;

    Draft(Settings from) {
      apiUrl = from.apiUrl;
      proxy = from.proxy;
      caFile = from.caFile;
      watched = from.watched;
      follows = from.follows;
      overlays = from.overlays;
      appearance = from.appearance;
      zone = from.zone;
      paused = from.paused;
      hours = from.hours;
      books = from.books;
      export = from.export;
      groups = from.groups;
      unread = new TreeSet<>(from.unread);
    }

    Settings settings() {
      return new Settings(
          apiUrl,
          proxy,
          caFile,
          watched,
          follows,
          overlays,
          appearance,
          zone,
          paused,
          hours,
          books,
          export,
          groups,
          unread);
    }
  }
}
