package rollcall.ui.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.settings.Triggers;
import rollcall.timecard.AccountingRules;
import rollcall.ui.text.CheckText;
import rollcall.ui.text.Language;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.ProblemText;
import rollcall.ui.text.SearchNormalizer;
import rollcall.ui.text.StatusLine;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.text.TriggerText;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Observable state of the window. Thread: FX; other threads update it through [PresenceFeed].
///
/// The current time is set by [#tick].
public final class PresenceModel {
  private final ZoneId systemZone;
  private final ObservableList<PersonRow> rows = FXCollections.observableArrayList();
  private final ObservableList<PersonRow> rowsView = FXCollections.unmodifiableObservableList(rows);
  private final Map<UserId, PersonRow> byId = new HashMap<>();
  private final Map<UserId, Person> known = new HashMap<>();
  // The user list as long as it is that of the history.
  private UserList remembered = UserList.EMPTY;
  private final TimelineStore timelines = new TimelineStore();
  private final Map<UserId, SlackStatusTimeline> slackStatuses = new HashMap<>();
  // Cached, so that the same object means that nothing has to be repainted.
  private final Map<UserId, SlackStatusTimeline> visibleSlackStatuses = new HashMap<>();
  private PresenceSnapshot snapshot = PresenceSnapshot.EMPTY;
  private @Nullable String installed;
  private @Nullable PeopleIndex peopleIndex;
  // The names that several rows have, or null when the rows have changed.
  private @Nullable Set<String> sharedNames;

  private final ObjectProperty<StateCounts> counts = new SimpleObjectProperty<>(StateCounts.NONE);
  private final IntegerProperty revision = new SimpleIntegerProperty();
  private final IntegerProperty laneRevision = new SimpleIntegerProperty();
  private final BooleanProperty historyLoaded = new SimpleBooleanProperty();
  private final ObjectProperty<WatchStatus> status =
      new SimpleObjectProperty<>(new WatchStatus.Connecting(1, null, null));
  private final ObjectProperty<Instant> now;
  private final ObjectProperty<ZoneId> zone;
  private final ObjectProperty<SignInState> signInState =
      new SimpleObjectProperty<>(SignInState.OPENING);
  private final ObjectProperty<UserList> userList = new SimpleObjectProperty<>(UserList.EMPTY);
  private final ObjectProperty<Settings> settings = new SimpleObjectProperty<>(Settings.DEFAULT);
  private final ObjectProperty<@Nullable Instant> recordedSince = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable LocalDate> totalsSince = new SimpleObjectProperty<>();
  private final ObjectProperty<WatchListState> watchListState =
      new SimpleObjectProperty<>(WatchListState.of(WatchList.of(Set.of())));
  private final ObjectProperty<Set<UserId>> blocked = new SimpleObjectProperty<>(Set.of());
  private final ObjectProperty<LocalNotice> localNotice =
      new SimpleObjectProperty<>(new LocalNotice.None());
  private final Pseudonyms hiddenNames = new Pseudonyms();
  private final BooleanProperty namesHidden = new SimpleBooleanProperty();
  private boolean settingsKnown;
  private final ObjectProperty<Triggers> triggers = new SimpleObjectProperty<>(Triggers.NONE);
  private final ObjectProperty<CloseChoice> closing = new SimpleObjectProperty<>(CloseChoice.ASK);
  private final ObjectProperty<TimeConventions> conventions =
      new SimpleObjectProperty<>(TimeConventions.USUAL);
  private final ObjectProperty<Language> language = new SimpleObjectProperty<>(Language.SYSTEM);
  private final ObjectProperty<@Nullable UserId> selection = new SimpleObjectProperty<>();

  /// @param systemZone the zone of this computer, used unless the settings name another
  public PresenceModel(Instant now, ZoneId systemZone) {
    this.systemZone = systemZone;
    this.now = new SimpleObjectProperty<>(now);
    this.zone = new SimpleObjectProperty<>(systemZone);
    namesHidden.subscribe((_, hidden) -> showNames(hidden));
  }

  /// The watched people, one row each, unordered. A row exists as long as its person is watched.
  public ObservableList<PersonRow> rows() {
    return rowsView;
  }

  /// The number of people in each state.
  public ReadOnlyObjectProperty<StateCounts> counts() {
    return counts;
  }

  /// Increases once for each batch of changes to the rows.
  public ReadOnlyIntegerProperty revision() {
    return revision;
  }

  /// Increases, before [#revision], when a person or the object of a timeline or of Slack statuses
  /// has been replaced; timelines also grow without it.
  public ReadOnlyIntegerProperty laneRevision() {
    return laneRevision;
  }

  /// Whether the timelines are those of the history, not only of the time since the start.
  public ReadOnlyBooleanProperty historyLoaded() {
    return historyLoaded;
  }

  /// The connection and recording status; [WatchStatus.Idle] means that no token is stored.
  public ReadOnlyObjectProperty<WatchStatus> status() {
    return status;
  }

  /// Whether nothing can be recorded or changed: a newer Rollcall wrote the history, or others
  /// record.
  public ObservableValue<Boolean> readOnly() {
    return status.map(current ->
        current instanceof WatchStatus.Following
            || current instanceof WatchStatus.Stopped(Problem.NewerHistory _, _));
  }

  /// Whether the stored token of the open workspace is missing, so that nothing is recorded.
  public boolean isWithoutToken() {
    return status.get() instanceof WatchStatus.Idle
        && signInState.get().kind() == SignInState.Kind.SLACK;
  }

  /// The current time; updated about once a second.
  public ReadOnlyObjectProperty<Instant> now() {
    return now;
  }

  /// The report zone, whose midnights separate the days.
  public ReadOnlyObjectProperty<ZoneId> zone() {
    return zone;
  }

  /// The zone of this computer.
  public ZoneId systemZone() {
    return systemZone;
  }

  /// The language that the user has chosen for the window.
  public ObjectProperty<Language> language() {
    return language;
  }

  /// The conventions that the user has chosen for the window.
  public ObjectProperty<TimeConventions> conventions() {
    return conventions;
  }

  /// The effect of closing the window that the user has chosen.
  public ObjectProperty<CloseChoice> closing() {
    return closing;
  }

  public ReadOnlyObjectProperty<SignInState> signInState() {
    return signInState;
  }

  /// The users of the workspace.
  public ReadOnlyObjectProperty<UserList> userList() {
    return userList;
  }

  public ReadOnlyObjectProperty<Settings> settings() {
    return settings;
  }

  /// The start of the history, or null when it is empty.
  public ReadOnlyObjectProperty<@Nullable Instant> recordedSince() {
    return recordedSince;
  }

  /// The first day of which only the totals are kept, or null when there is none.
  public ReadOnlyObjectProperty<@Nullable LocalDate> totalsSince() {
    return totalsSince;
  }

  /// The watch list and the followed channels and user groups.
  public ReadOnlyObjectProperty<WatchListState> watchListState() {
    return watchListState;
  }

  /// Whether numbers are shown in place of the names of people.
  public BooleanProperty namesHidden() {
    return namesHidden;
  }

  /// The known profile of a person, at least the id; while names are hidden, without the name.
  public Person person(UserId id) {
    return namesHidden.get() ? hidden(id) : known.getOrDefault(id, Person.unknown(id));
  }

  /// The profile of a person as it is shown while names are hidden.
  public Person hidden(UserId id) {
    return hiddenNames.hide(known.getOrDefault(id, Person.unknown(id)));
  }

  /// The text that tells the people of several rows with one name apart, such as "@kai.b"; empty
  /// for other people. Names are equal as in [PeopleIndex#hasNamesake]: without case and accents.
  public String distinction(Person shown) {
    Set<String> shared = sharedNames;
    if (shared == null) {
      Set<String> seen = new HashSet<>();
      shared =
          rows.stream()
              .map(row -> SearchNormalizer.fold(row.state().person().name()))
              .filter(name -> !seen.add(name))
              .collect(Collectors.toSet());
      sharedNames = shared;
    }
    if (!shared.contains(SearchNormalizer.fold(shown.name()))) {
      return "";
    }
    String handle = userList.get().handle(shown.id());
    return handle.isBlank() ? shown.id().value() : "@" + handle;
  }

  /// The latest current day of the people by these rules.
  public LocalDate lastDay(AccountingRules rules) {
    LocalDate here = rules.day(now.get());
    return !rules.ownZones()
        ? here
        : rows.stream()
            .map(row -> rules.of(row.state().person()).day(now.get()))
            .reduce(here, (one, other) -> one.isAfter(other) ? one : other);
  }

  /// The searchable text of a person as shown; while names are hidden, nothing else of the profile.
  public String searchText(Person shown) {
    UserList users = userList.get();
    UserId id = shown.id();
    return namesHidden.get()
        ? SearchNormalizer.fold(shown.name())
        : SearchNormalizer.of(shown, users.handle(id), users.email(id));
  }

  /// The numbers of these people while names are hidden.
  public Map<UserId, Integer> hiddenNumbers(Set<UserId> people) {
    numberNames();
    hiddenNames.number(people);
    return hiddenNames.numbers(people);
  }

  private void numberNames() {
    hiddenNames.number(byId.keySet());
    hiddenNames.number(snapshot.all().stream().map(CurrentPresence::user).toList());
  }

  private void showNames(boolean hidden) {
    if (hidden) {
      numberNames();
    }
    visibleSlackStatuses.clear();
    updateAll();
  }

  /// The notice about this computer.
  public ReadOnlyObjectProperty<LocalNotice> localNotice() {
    return localNotice;
  }

  /// The person selected in the table and in the timeline, or null.
  public ObjectProperty<@Nullable UserId> selection() {
    return selection;
  }

  /// Everyone with recorded history, watched or not; unordered.
  public List<Person> recordedPeople() {
    return snapshot.all().stream().map(current -> person(current.user())).toList();
  }

  /// The known users on the block list.
  public ReadOnlyObjectProperty<Set<UserId>> blocked() {
    return blocked;
  }

  /// The alerts and messages that wait until a person is active.
  public ReadOnlyObjectProperty<Triggers> triggers() {
    return triggers;
  }

  /// The totals of today until now, as in today's timecard.
  public TimelineTotals today(PersonRow row) {
    AccountingRules rules = rules().of(row.state().person());
    Instant start = rules.start(rules.day(now.get()));
    return row.timeline().totals(start, now.get(), rules.bridgeUpTo());
  }

  /// The accounting rules of the screens, without rounding.
  public AccountingRules rules() {
    AccountingRules rules = DefaultRules.of(settings.get().books(), zone.get());
    return settings.get().export().ownZones() ? rules.withOwnZones() : rules;
  }

  /// The texts of problems at the current time.
  public ProblemText problemText() {
    return new ProblemText(now.get(), zone.get());
  }

  /// The texts of a connection check at the current time.
  public CheckText checkText() {
    return new CheckText(now.get(), zone.get());
  }

  /// The texts of triggers at the current time.
  public TriggerText triggerText() {
    return new TriggerText(now.get(), zone.get());
  }

  /// The status at the current time.
  public StatusLine statusLine() {
    return StatusLine.of(status.get(), now.get(), zone.get());
  }

  public void tick(Instant instant) {
    now.set(instant);
  }

  public void setStatus(WatchStatus next) {
    status.set(next);
  }

  public void setSignInState(SignInState next) {
    signInState.set(next);
  }

  public void setLocalNotice(LocalNotice next) {
    localNotice.set(next);
  }

  /// Shows once that this version is installed, as soon as no other problem is shown.
  void installed(String version) {
    if (!version.equals(installed) && localNotice.get() instanceof LocalNotice.None) {
      installed = version;
      localNotice.set(new LocalNotice.NewerVersion(version));
    }
  }

  /// Other problems, and messages that the user has not closed, stay.
  void onSavedAgain() {
    if (localNotice.get() instanceof LocalNotice.HistoryUnsaved) {
      localNotice.set(new LocalNotice.None());
    }
  }

  public void setTriggers(Triggers next) {
    triggers.set(next);
  }

  public void setBlocked(Set<UserId> people) {
    blocked.set(Set.copyOf(people));
  }

  public void setRecordedSince(@Nullable Instant first) {
    recordedSince.set(first);
  }

  public void setTotalsSince(@Nullable LocalDate first) {
    totalsSince.set(first);
  }

  public void setSettings(Settings next) {
    if (!settingsKnown) {
      settingsKnown = true;
      namesHidden.set(namesHidden.get() || next.privacy().hideNames());
    }
    settings.set(next);
    String named = next.zone();
    zone.set(named == null ? systemZone : ZoneId.of(named));
    visibleSlackStatuses.clear();
    updateAll();
  }

  /// The users in the order of their names, with their searchable texts.
  public PeopleIndex peopleIndex() {
    PeopleIndex current = peopleIndex;
    if (current == null) {
      current = PeopleIndex.of(userList.get());
      peopleIndex = current;
    }
    return current;
  }

  /// Replaces the user list.
  ///
  /// @param index its index, which takes long to make, or null to make it when it is needed
  void setUserList(UserList next, @Nullable PeopleIndex index) {
    peopleIndex = index;
    for (Person person : next.people()) {
      known.merge(person.id(), person, (before, now) -> now.withZoneOf(before));
    }
    rows.forEach(this::updateRow);
    userList.set(next);
    updateCounts();
  }

  public void setUserList(UserList next) {
    setUserList(next, null);
  }

  /// Adds people of the history, or their newer details. Slack's profiles take precedence.
  public void addRememberedPeople(List<Person> people) {
    UserList before = userList.get();
    if (before.equals(UserList.EMPTY) || before.equals(remembered)) {
      people.forEach(person -> known.put(person.id(), person));
      peopleIndex = null;
      remembered = new UserList(people, 0, UserList.State.PARTIAL);
      userList.set(remembered);
    } else {
      people.forEach(
          person -> known.merge(person.id(), person, (newer, stored) -> newer.withZoneOf(stored)));
    }
    updateAll();
  }

  public void setWatchListState(WatchListState next) {
    watchListState.set(next);
    setWatched(next.list().people());
  }

  public void setWatched(Set<UserId> people) {
    if (namesHidden.get()) {
      hiddenNames.number(people);
    }
    List<PersonRow> removed = rows.stream().filter(row -> !people.contains(row.id())).toList();
    List<PersonRow> added =
        people.stream()
            .filter(id -> !byId.containsKey(id))
            .map(id ->
                new PersonRow(
                    person(id),
                    snapshot,
                    timelines.of(id),
                    slackStatuses(id),
                    bridge(),
                    pauseCause(person(id))))
            .toList();
    removed.forEach(row -> byId.remove(row.id()));
    added.forEach(row -> byId.put(row.id(), row));
    UserId selected = selection.get();
    if (selected != null && !byId.containsKey(selected)) {
      selection.set(null);
    }
    rows.removeAll(removed);
    rows.addAll(added);
    updateCounts();
  }

  /// Adds sightings and replaces the snapshot; without sightings, only the snapshot.
  public void addSightings(Collection<Sighting> batch, PresenceSnapshot newest) {
    snapshot = newest;
    timelines.add(batch);
    if (recordedSince.get() == null) {
      batch.stream().map(Sighting::at).min(Comparator.naturalOrder()).ifPresent(recordedSince::set);
    }
    if (batch.isEmpty()) {
      updateAll();
    } else {
      updateRows(batch.stream().map(Sighting::user).collect(Collectors.toSet()));
    }
  }

  /// Replaces what is known of some people from this instant on, and the snapshot.
  void replaceFrom(Instant from, Map<UserId, List<Sighting>> sightings, PresenceSnapshot newest) {
    snapshot = newest;
    sightings.forEach((user, own) -> timelines.replaceFrom(from, user, own));
    updateRows(sightings.keySet());
  }

  /// Updates the rows of these people. Its cost does not depend on the number of other people.
  private void updateRows(Set<UserId> people) {
    List<PersonRow> changed = people.stream().map(byId::get).filter(Objects::nonNull).toList();
    StateCounts next = counts.get();
    boolean replaced = false;
    for (PersonRow row : changed) {
      Presence before = row.state().presence();
      replaced |= updateRow(row);
      next = next.moved(before, row.state().presence());
    }
    counts.set(next);
    if (replaced) {
      sharedNames = null;
      laneRevision.set(laneRevision.get() + 1);
    }
    revision.set(revision.get() + 1);
  }

  /// Adds Slack status events, in any order.
  void onSlackStatus(Collection<SlackStatus> batch) {
    Set<UserId> changed = new HashSet<>();
    batch.stream()
        .collect(Collectors.groupingBy(SlackStatus::user))
        .forEach((user, all) -> {
          SlackStatusTimeline before = slackStatuses.getOrDefault(user, SlackStatusTimeline.NONE);
          SlackStatusTimeline next = before.with(all);
          if (next != before) {
            slackStatuses.put(user, next);
            visibleSlackStatuses.remove(user);
            changed.add(user);
          }
        });
    if (!changed.isEmpty()) {
      updateRows(changed);
    }
  }

  /// Replaces the Slack statuses of these people with those from the history.
  void onHistorySlackStatuses(Map<UserId, SlackStatusTimeline> loaded) {
    slackStatuses.putAll(loaded);
    visibleSlackStatuses.keySet().removeAll(loaded.keySet());
    updateAll();
  }

  /// The Slack statuses that the settings enable; while names are hidden, without status texts.
  private SlackStatusTimeline slackStatuses(UserId user) {
    return visibleSlackStatuses.computeIfAbsent(
        user, id -> slackStatuses.getOrDefault(id, SlackStatusTimeline.NONE).only(visibleKinds()));
  }

  private Set<SlackStatusKind> visibleKinds() {
    Set<SlackStatusKind> kinds = new HashSet<>(settings.get().slackStatuses());
    if (namesHidden.get()) {
      kinds.remove(SlackStatusKind.STATUS);
    }
    return kinds;
  }

  public void onHistory(Collection<PresenceTimeline> loaded) {
    loaded.forEach(timelines::setHistory);
    historyLoaded.set(true);
    updateAll();
  }

  private void updateAll() {
    rows.forEach(this::updateRow);
    updateCounts();
  }

  private boolean updateRow(PersonRow row) {
    Person person = person(row.id());
    return row.update(
        person,
        snapshot,
        timelines.of(row.id()),
        slackStatuses(row.id()),
        bridge(),
        pauseCause(person));
  }

  private Duration bridge() {
    return Duration.ofSeconds(settings.get().books().bridgeSeconds());
  }

  /// The reason why a person without presence in the snapshot is not watched now, or null.
  private @Nullable Cause pauseCause(Person person) {
    Settings current = settings.get();
    if (current.paused() || current.people().isPaused(person.id().value())) {
      return Cause.WATCH_PAUSED;
    }
    boolean open = current.hours().isOpen(now.get(), person.clock().orElse(zone.get()));
    return open ? null : Cause.HOURS_CLOSED;
  }

  private void updateCounts() {
    sharedNames = null;
    counts.set(StateCounts.of(rows));
    laneRevision.set(laneRevision.get() + 1);
    revision.set(revision.get() + 1);
  }
}
