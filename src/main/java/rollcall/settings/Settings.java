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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.ConnectionMode;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.SlackStatusKind;

/// User settings. Immutable: a change returns a new object. Contains no secrets.
///
/// @param apiUrl address of the Web API, ending in a slash
/// @param workspace workspace of the people and of the token; null until the token has named it
/// @param proxy proxy for connections to Slack
/// @param caFile file with certificates to trust in addition to those of this computer and of Java,
///   or null for none
/// @param mode mode of observation that the user allows
/// @param watched IDs of the people who were chosen one by one
/// @param follows channels and user groups whose members are watched, too
/// @param slackStatuses Slack statuses that are recorded in addition to presence
/// @param appearance appearance of the windows
/// @param zone IANA ID of the report zone, or null for that of this computer
/// @param paused whether recording pauses until it is resumed
/// @param hours recording hours, by each person's own time zone
/// @param books retention and accounting
/// @param export choices of the last export
/// @param groups grouping on the screen, and the user's own groups
/// @param privacy statements about the people who are recorded
/// @param people pauses and retentions of single people
/// @param notifications notifications on the desktop
/// @param logLevel lowest level of messages in the log
/// @param unread names of the fields of the file that could not be read, such as `books.keepDays`.
///   Their values here delete, record and publish nothing; a new value removes the name
public record Settings(
    URI apiUrl,
    @Nullable KnownWorkspace workspace,
    Proxy proxy,
    @Nullable Path caFile,
    ConnectionMode mode,
    SortedSet<String> watched,
    FollowedChannelsAndGroups follows,
    Set<SlackStatusKind> slackStatuses,
    Appearance appearance,
    @Nullable String zone,
    boolean paused,
    RecordingSchedule hours,
    RetentionAndAccounting books,
    ExportChoices export,
    GroupingSettings groups,
    PrivacyNoticeSettings privacy,
    RecordingSettingsByPerson people,
    NotificationSettings notifications,
    System.Logger.Level logLevel,
    SortedSet<String> unread) {
  /// Fields of the file that all workspaces share. The others, also those that a later version
  /// adds, belong to one workspace.
  static final Set<String> SHARED =
      Set.of(
          "proxy",
          "caFile",
          "overlays",
          "theme",
          "appearance",
          "zone",
          "hours",
          "books",
          "export",
          "notifications",
          "logLevel");

  /// Address of Slack.
  public static final URI SLACK = URI.create("https://slack.com/api/");

  /// The levels of the log that can be chosen, the lowest first.
  public static final List<System.Logger.Level> LOG_LEVELS =
      List.of(
          System.Logger.Level.DEBUG,
          System.Logger.Level.INFO,
          System.Logger.Level.WARNING,
          System.Logger.Level.ERROR);

  /// Settings of a new user: no one is watched until chosen.
  public static final Settings DEFAULT =
      new Settings(
          SLACK,
          null,
          new Proxy.OperatingSystem(),
          null,
          ConnectionMode.AUTOMATIC,
          new TreeSet<>(),
          FollowedChannelsAndGroups.NONE,
          Set.of(),
          Appearance.DEFAULT,
          null,
          false,
          RecordingSchedule.ALWAYS,
          RetentionAndAccounting.DEFAULT,
          ExportChoices.DEFAULT,
          GroupingSettings.NONE,
          PrivacyNoticeSettings.NONE,
          RecordingSettingsByPerson.NONE,
          NotificationSettings.DEFAULT,
          System.Logger.Level.INFO,
          new TreeSet<>());

  public Settings {
    slackStatuses = Set.copyOf(slackStatuses);
    watched = Collections.unmodifiableSortedSet(new TreeSet<>(watched));
    unread = Collections.unmodifiableSortedSet(new TreeSet<>(unread));
  }

  /// Returns the time zone whose midnights begin a day: the chosen one, or that of this computer.
  public ZoneId reportZone() {
    return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
  }

  /// Returns whether the recording hours are known. They also depend on the report zone.
  public boolean hoursKnown() {
    return knows("hours") && (hours.isAlways() || knows("zone"));
  }

  /// Returns whether it is known who may be recorded at present: the recording hours, and the
  /// people who are paused.
  public boolean recordingKnown() {
    return hoursKnown() && pausesKnown();
  }

  public boolean pausesKnown() {
    return knows("people.paused");
  }

  /// Returns whether the whole watch list could be read.
  public boolean listKnown() {
    return knows("watched") && knows("followed.all");
  }

  /// Returns whether the general retention is known.
  public boolean keepKnown() {
    return knows("books.keepDays");
  }

  /// Returns whether the retention of each person is known.
  public boolean ownKeepKnown() {
    return knows("people.keepDays");
  }

  /// Returns whether it is known if the totals of deleted days are kept.
  public boolean keepDayTotalsKnown() {
    return knows("books.keepDayTotals");
  }

  /// Returns whether everything about the retention is known. Otherwise, nothing is deleted for its
  /// age.
  public boolean retentionKnown() {
    return keepKnown() && ownKeepKnown() && keepDayTotalsKnown();
  }

  public boolean proxyKnown() {
    return knows("proxy");
  }

  /// Returns whether the mode of observation is known.
  public boolean modeKnown() {
    return knows("mode");
  }

  /// Returns whether the address of the Web API is known.
  public boolean apiUrlKnown() {
    return knows("apiUrl");
  }

  private boolean knows(String field) {
    return !unread.contains(field);
  }

  /// Returns these settings of a workspace with the shared fields of others. While the recording
  /// hours are not known, recording is paused.
  public Settings withShared(Settings other) {
    Settings both =
        edit(draft -> {
          draft.proxy = other.proxy;
          draft.caFile = other.caFile;
          draft.slackStatuses = other.slackStatuses;
          draft.appearance = other.appearance;
          draft.zone = other.zone;
          draft.hours = other.hours;
          draft.books = other.books;
          draft.export = other.export;
          draft.notifications = other.notifications;
          draft.logLevel = other.logLevel;
          draft.unread.removeIf(Settings::isShared);
          other.unread.stream().filter(Settings::isShared).forEach(draft.unread::add);
        });
    return both.recordingKnown() ? both : both.withRecordingHeld();
  }

  /// Returns whether the shared fields equal those of others.
  public boolean sharesWith(Settings other) {
    return equals(withShared(other));
  }

  private static boolean isShared(String field) {
    return SHARED.contains(field.split("\\.", 2)[0]);
  }

  public Settings withWorkspace(KnownWorkspace newWorkspace) {
    return edit(draft -> draft.workspace = newWorkspace, "workspace");
  }

  public Settings withApiUrl(URI newApiUrl) {
    return edit(draft -> draft.apiUrl = newApiUrl, "apiUrl");
  }

  /// Returns settings without all that belongs to the workspace, which is removed.
  public Settings removed() {
    return DEFAULT
        .edit(draft -> draft.workspace = workspace == null ? null : workspace.asRemoved())
        .withApiUrl(apiUrl)
        .withShared(this);
  }

  public Settings withProxy(Proxy newProxy) {
    return edit(draft -> draft.proxy = newProxy, "proxy");
  }

  public Settings withCaFile(@Nullable Path newFile) {
    return edit(draft -> draft.caFile = newFile, "caFile");
  }

  public Settings withMode(ConnectionMode newMode) {
    return edit(draft -> draft.mode = newMode, "mode");
  }

  public Settings withLogLevel(System.Logger.Level newLevel) {
    return edit(draft -> draft.logLevel = newLevel, "logLevel");
  }

  /// Returns settings with the list that the user chose.
  public Settings withList(SortedSet<String> people, FollowedChannelsAndGroups newFollows) {
    return following(people, newFollows)
        .edit(_ -> {}, "watched", "followed", "followed.all", "followed.adding");
  }

  /// Returns settings with the list that the membership sync changed: unread entries stay unread.
  public Settings following(SortedSet<String> people, FollowedChannelsAndGroups newFollows) {
    return edit(draft -> {
      draft.watched = people;
      draft.follows = newFollows;
    });
  }

  public Settings withSlackStatuses(Set<SlackStatusKind> newSlackStatuses) {
    return edit(draft -> draft.slackStatuses = newSlackStatuses, "overlays");
  }

  /// The theme is a field of its own in the file.
  public Settings withTheme(Theme newTheme) {
    return edit(draft -> draft.appearance = appearance.withTheme(newTheme), "theme");
  }

  public Settings withAppearance(Appearance newAppearance) {
    return edit(
        draft -> draft.appearance = newAppearance,
        Stream.concat(Stream.of("theme"), unread("appearance")).toArray(String[]::new));
  }

  public Settings withZone(@Nullable String newZone) {
    return edit(draft -> draft.zone = newZone, "zone");
  }

  public Settings withPaused(boolean nowPaused) {
    return edit(draft -> draft.paused = nowPaused, "paused");
  }

  public Settings withHours(RecordingSchedule newHours) {
    return edit(draft -> draft.hours = newHours, "hours", "hours.from", "hours.to", "hours.days");
  }

  /// Returns settings with this retention. A choice about totals that cannot be read stays so.
  public Settings withKeepDays(int days) {
    return edit(draft -> draft.books = books.withKeepDays(days), "books", "books.keepDays");
  }

  /// Returns settings with or without totals of the days whose entries are deleted.
  public Settings withKeepDayTotals(boolean keep) {
    return edit(draft -> draft.books = books.withKeepDayTotals(keep), "books.keepDayTotals");
  }

  /// Returns settings with this accounting. The retention becomes known only if it changes.
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
    return edit(draft -> draft.export = newExport, unread("export").toArray(String[]::new));
  }

  /// The chosen grouping and the user's own groups. A group that cannot be read stays in the file.
  public Settings withGroups(GroupingSettings newGroups) {
    return edit(draft -> draft.groups = newGroups, "groups", "groups.by");
  }

  /// Returns settings with these statements. A notice that cannot be read stays in the file.
  public Settings withPrivacy(PrivacyNoticeSettings newPrivacy) {
    Stream<String> known =
        unread.contains("privacy") ? unread("privacy") : newPrivacy.changed(privacy);
    return edit(draft -> draft.privacy = newPrivacy, known.toArray(String[]::new));
  }

  /// Returns settings with these settings of single people. A pause or retention that cannot be
  /// read stays in the file: this change says nothing about its person.
  public Settings withPeople(RecordingSettingsByPerson newPeople) {
    if (newPeople.equals(people)) {
      return this;
    }
    String kept = newPeople.kept().equals(people.kept()) ? "people" : "people.kept";
    return edit(draft -> draft.people = newPeople, "people", kept);
  }

  /// Returns settings without any of single people, and without those that cannot be read.
  public Settings withoutPeople() {
    return edit(
        draft -> draft.people = RecordingSettingsByPerson.NONE,
        unread("people").toArray(String[]::new));
  }

  /// Returns settings with these notifications. What cannot be read and is not changed stays in the
  /// file.
  public Settings withNotifications(NotificationSettings newNotifications) {
    Stream<String> known =
        unread.contains("notifications")
            ? unread("notifications")
            : newNotifications.changed(notifications);
    return edit(draft -> draft.notifications = newNotifications, known.toArray(String[]::new));
  }

  /// Returns settings without this person in the groups, the sent notices and the settings of
  /// single people.
  public Settings without(String id) {
    return edit(draft -> {
      draft.groups = groups.without(id);
      draft.privacy = privacy.without(id);
      draft.people = people.without(id);
    });
  }

  /// Returns settings with recording paused until it is known who may be recorded.
  Settings withRecordingHeld() {
    return edit(draft -> draft.paused = true);
  }

  private Stream<String> unread(String object) {
    return unread.stream().filter(field -> field.startsWith(object));
  }

  /// @param known fields that this change makes known
  private Settings edit(Consumer<Draft> change, String... known) {
    Draft draft = new Draft();
    change.accept(draft);
    draft.unread.removeAll(List.of(known));
    return draft.settings();
  }

  /// Mutable copy of the settings during a change, within one method.
  private final class Draft {
    URI apiUrl = Settings.this.apiUrl;
    @Nullable KnownWorkspace workspace = Settings.this.workspace;
    Proxy proxy = Settings.this.proxy;
    @Nullable Path caFile = Settings.this.caFile;
    ConnectionMode mode = Settings.this.mode;
    SortedSet<String> watched = Settings.this.watched;
    FollowedChannelsAndGroups follows = Settings.this.follows;
    Set<SlackStatusKind> slackStatuses = Settings.this.slackStatuses;
    Appearance appearance = Settings.this.appearance;
    @Nullable String zone = Settings.this.zone;
    boolean paused = Settings.this.paused;
    RecordingSchedule hours = Settings.this.hours;
    RetentionAndAccounting books = Settings.this.books;
    ExportChoices export = Settings.this.export;
    GroupingSettings groups = Settings.this.groups;
    PrivacyNoticeSettings privacy = Settings.this.privacy;
    RecordingSettingsByPerson people = Settings.this.people;
    NotificationSettings notifications = Settings.this.notifications;
    System.Logger.Level logLevel = Settings.this.logLevel;
    final TreeSet<String> unread = new TreeSet<>(Settings.this.unread);

    Settings settings() {
      return new Settings(
          apiUrl,
          workspace,
          proxy,
          caFile,
          mode,
          watched,
          follows,
          slackStatuses,
          appearance,
          zone,
          paused,
          hours,
          books,
          export,
          groups,
          privacy,
          people,
          notifications,
          logLevel,
          unread);
    }
  }
}
