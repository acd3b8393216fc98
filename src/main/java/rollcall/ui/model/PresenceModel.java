package rollcall.ui.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Overlay;
import rollcall.presence.Overlays;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.ui.text.LocalProblem;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// All that the window shows, observable. FX lane; other lanes write through [PresenceFeed].
///
/// The clock is handed in: [#tick] says what time it is.
public final class PresenceModel {
  private final ZoneId computersZone;
  private final ObservableList<PersonRow> rows = FXCollections.observableArrayList();
  private final ObservableList<PersonRow> rowsView = FXCollections.unmodifiableObservableList(rows);
  private final Map<UserId, PersonRow> byId = new HashMap<>();
  private final Map<UserId, Person> known = new HashMap<>();
  private final TimelineStore lanes = new TimelineStore();
  private final Map<UserId, Overlays> overlays = new HashMap<>();
  // The same object as long as nothing changes: whoever painted it need not paint again.
  private final Map<UserId, Overlays> wished = new HashMap<>();
  private PresenceSnapshot board = PresenceSnapshot.EMPTY;

  private final ReadOnlyObjectWrapper<StateCounts> counts =
      new ReadOnlyObjectWrapper<>(StateCounts.NONE);
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
  private final ReadOnlyObjectWrapper<WatchStatus> status =
      new ReadOnlyObjectWrapper<>(new WatchStatus.Idle());
  private final ReadOnlyObjectWrapper<Instant> now;
  private final ReadOnlyObjectWrapper<ZoneId> zone;
  private final ReadOnlyObjectWrapper<SignInState> account =
      new ReadOnlyObjectWrapper<>(SignInState.OPENING);
  private final ReadOnlyObjectWrapper<UserList> directory =
      new ReadOnlyObjectWrapper<>(UserList.EMPTY);
  private final ReadOnlyObjectWrapper<Settings> settings =
      new ReadOnlyObjectWrapper<>(Settings.DEFAULT);
  private final ReadOnlyObjectWrapper<@Nullable Instant> recordedSince =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<WatchListState> following =
      new ReadOnlyObjectWrapper<>(WatchListState.of(WatchList.of(Set.of())));
  private final ReadOnlyObjectWrapper<Set<UserId>> blocked = new ReadOnlyObjectWrapper<>(Set.of());
  private final ReadOnlyObjectWrapper<LocalProblem> trouble =
      new ReadOnlyObjectWrapper<>(new LocalProblem.None());
  private final ObjectProperty<@Nullable UserId> selection = new SimpleObjectProperty<>();

  /// @param computersZone the zone of this computer, used unless the settings name another
  public PresenceModel(Instant now, ZoneId computersZone) {
    this.computersZone = computersZone;
    this.now = new ReadOnlyObjectWrapper<>(now);
    this.zone = new ReadOnlyObjectWrapper<>(computersZone);
  }

  /// The watched people, one row each, in no order. A row lives as long as its person is watched.
  public ObservableList<PersonRow> rows() {
    return rowsView;
  }

  /// How many are active, away, unknown.
  public ReadOnlyObjectProperty<StateCounts> counts() {
    return counts.getReadOnlyProperty();
  }

  /// Grows whenever any row changed, once for each batch.
  public ReadOnlyIntegerProperty revision() {
    return revision.getReadOnlyProperty();
  }

  /// The truth about our looking.
  public ReadOnlyObjectProperty<WatchStatus> status() {
    return status.getReadOnlyProperty();
  }

  /// Whether a newer Rollcall made the history, so that nothing can be recorded or changed.
  public ObservableValue<Boolean> isReadOnly() {
    return status.map(one -> one instanceof WatchStatus.Stopped(Problem.NewerHistory _, _));
  }

  /// What time it is; moves about once a second.
  public ReadOnlyObjectProperty<Instant> now() {
    return now.getReadOnlyProperty();
  }

  /// The report zone: whose midnights begin a day.
  public ReadOnlyObjectProperty<ZoneId> zone() {
    return zone.getReadOnlyProperty();
  }

  /// The zone of this computer.
  public ZoneId systemZone() {
    return computersZone;
  }

  public ReadOnlyObjectProperty<SignInState> account() {
    return account.getReadOnlyProperty();
  }

  /// Everybody one could watch.
  public ReadOnlyObjectProperty<UserList> directory() {
    return directory.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Settings> settings() {
    return settings.getReadOnlyProperty();
  }

  /// When the history begins, or null when there is none.
  public ReadOnlyObjectProperty<@Nullable Instant> recordedSince() {
    return recordedSince.getReadOnlyProperty();
  }

  /// The list: whom we watch, and what is followed.
  public ReadOnlyObjectProperty<WatchListState> following() {
    return following.getReadOnlyProperty();
  }

  /// What is known of a person, if only the id.
  public Person person(UserId id) {
    Person person = known.get(id);
    return person == null ? Person.unknown(id) : person;
  }

  /// What is wrong on this computer.
  public ReadOnlyObjectProperty<LocalProblem> localProblem() {
    return trouble.getReadOnlyProperty();
  }

  /// Who is selected, in the table and in the timeline alike, or null.
  public ObjectProperty<@Nullable UserId> selection() {
    return selection;
  }

  /// Everybody of whom something is on record, watched or not any more; in no order.
  public List<Person> recorded() {
    return board.all().stream().map(standing -> person(standing.user())).toList();
  }

  /// Who was erased and is not to be recorded again, of those who are known.
  public ReadOnlyObjectProperty<Set<UserId>> blocked() {
    return blocked.getReadOnlyProperty();
  }

  /// When the day began on which it is now: at midnight, or at the hour of the settings.
  public Instant startOfToday() {
    AccountingRules rules = rules();
    return rules.start(rules.day(now.get()));
  }

  /// What this person did today until now, as today's timecard counts it.
  public TimelineTotals today(PersonRow row) {
    return totals(row, startOfToday());
  }

  /// The same from then on until now.
  public TimelineTotals totals(PersonRow row, Instant from) {
    return row.lane().totals(from, now.get(), rules().bridgeUpTo());
  }

  /// How time is accounted when nobody says otherwise.
  public AccountingRules rules() {
    return DefaultRules.of(settings.get().books(), zone.get());
  }

  public void tick(Instant instant) {
    now.set(instant);
  }

  public void status(WatchStatus next) {
    status.set(next);
  }

  public void account(SignInState next) {
    account.set(next);
  }

  public void localProblem(LocalProblem next) {
    trouble.set(next);
  }

  /// What else is wrong, or was not read yet, stays.
  void onSavedAgain() {
    if (trouble.get() instanceof LocalProblem.HistoryUnsaved) {
      trouble.set(new LocalProblem.None());
    }
  }

  public void blocked(Set<UserId> people) {
    blocked.set(Set.copyOf(people));
  }

  public void recordedSince(Instant first) {
    recordedSince.set(first);
  }

  public void settings(Settings next) {
    settings.set(next);
    String named = next.zone();
    zone.set(named == null ? computersZone : ZoneId.of(named));
    wished.clear();
    rows.forEach(this::show);
    onPresence();
  }

  public void directory(UserList next) {
    for (Person person : next.people()) {
      known.put(person.id(), person);
    }
    rows.forEach(this::show);
    directory.set(next);
    onPresence();
  }

  /// What the record says comes after what Slack says, whichever is there first.
  void remembered(List<Person> people) {
    people.forEach(person -> known.putIfAbsent(person.id(), person));
    if (directory.get().equals(UserList.EMPTY)) {
      directory.set(new UserList(people, 0, UserList.State.PARTIAL));
    }
    rows.forEach(this::show);
    onPresence();
  }

  public void following(WatchListState next) {
    following.set(next);
    watched(next.list().people());
  }

  public void watched(Set<UserId> people) {
    List<PersonRow> gone = rows.stream().filter(row -> !people.contains(row.id())).toList();
    List<PersonRow> come =
        people.stream()
            .filter(id -> !byId.containsKey(id))
            .map(id ->
                new PersonRow(
                    person(id), board, lanes.of(id), overlays(id), pausedCount(person(id))))
            .toList();
    gone.forEach(row -> byId.remove(row.id()));
    come.forEach(row -> byId.put(row.id(), row));
    UserId selected = selection.get();
    if (selected != null && !byId.containsKey(selected)) {
      selection.set(null);
    }
    rows.removeAll(gone);
    rows.addAll(come);
    onPresence();
  }

  /// Facts of the present and the board they made; an empty batch only takes over the board.
  public void seen(Collection<Sighting> batch, PresenceSnapshot newest) {
    board = newest;
    lanes.add(batch);
    if (batch.isEmpty()) {
      rows.forEach(this::show);
    } else {
      batch.stream()
          .map(sighting -> byId.get(sighting.user()))
          .filter(Objects::nonNull)
          .distinct()
          .forEach(this::show);
    }
    onPresence();
  }

  /// What lies over people's presence, in any order.
  void onOverlay(Collection<Overlay> news) {
    news.stream()
        .collect(Collectors.groupingBy(Overlay::user))
        .forEach(
            (user, all) -> overlays.merge(user, Overlays.of(all), (before, _) -> before.with(all)));
    news.forEach(one -> wished.remove(one.user()));
    rows.forEach(this::show);
    onPresence();
  }

  /// All that is on record of what lies over these people's presence, in the place of what was
  /// known.
  void onHistoryOverlays(Map<UserId, Overlays> loaded) {
    overlays.putAll(loaded);
    wished.keySet().removeAll(loaded.keySet());
    rows.forEach(this::show);
    onPresence();
  }

  /// What of it is wished for.
  private Overlays overlays(UserId user) {
    return wished.computeIfAbsent(
        user, id -> overlays.getOrDefault(id, Overlays.NONE).only(settings.get().overlays()));
  }

  public void onHistory(Collection<PresenceTimeline> loaded) {
    loaded.forEach(lanes::start);
    rows.forEach(this::show);
    onPresence();
  }

  private void show(PersonRow row) {
    Person person = person(row.id());
    row.show(person, board, lanes.of(row.id()), overlays(row.id()), pausedCount(person));
  }

  /// Why somebody of whom the board says nothing is not watched at this moment, or null.
  private @Nullable Cause pausedCount(Person person) {
    Settings wishes = settings.get();
    if (wishes.paused()) {
      return Cause.WATCH_PAUSED;
    }
    boolean open = wishes.hours().isOpen(now.get(), person.clock().orElse(zone.get()));
    return open ? null : Cause.HOURS_CLOSED;
  }

  private void onPresence() {
    counts.set(StateCounts.of(rows));
    revision.set(revision.get() + 1);
  }
}
