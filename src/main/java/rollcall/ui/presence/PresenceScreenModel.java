package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.Span;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.timecard.AccountingRules;
import rollcall.ui.model.Grouping;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.SearchNormalizer;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;
import rollcall.ui.timeline.TotalsRange;

/// Rows of the Presence screen: filter, order, groups and selection. Thread: FX.
///
/// User input applies at once. Changes of presence and time apply at most every three seconds and
/// not while the pointer is over the rows, so that rows do not move under it.
public final class PresenceScreenModel {
  private static final Duration RESORT = Duration.ofSeconds(3);

  private final PresenceModel model;
  private final TimelineModel timeline;
  private final ObservableList<PersonRow> shown = FXCollections.observableArrayList();
  // A field, because a view of a list that is not referenced no longer notifies its listeners.
  private final ObservableList<PersonRow> shownView =
      FXCollections.unmodifiableObservableList(shown);
  private final ObservableList<RowItem> items = FXCollections.observableArrayList();
  private final StringProperty query = new SimpleStringProperty("");
  private final ObjectProperty<Optional<Presence>> filterState =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<SortKey.Order> order =
      new SimpleObjectProperty<>(SortKey.Order.BY_NAME);
  private final ObjectProperty<Grouping> grouping = new SimpleObjectProperty<>(Grouping.NONE);
  private final ObjectProperty<@Nullable String> selectedGroup = new SimpleObjectProperty<>();
  private final BooleanProperty pointerOverRows = new SimpleBooleanProperty();
  private final BooleanProperty orderWaits = new SimpleBooleanProperty();
  private final Set<String> collapsed = new HashSet<>();
  private final ObservableSet<UserId> chosen = FXCollections.observableSet(new LinkedHashSet<>());
  private final ObservableSet<UserId> hidden = FXCollections.observableSet(new LinkedHashSet<>());
  private final BooleanProperty comparing = new SimpleBooleanProperty();
  private final BooleanProperty asTable = new SimpleBooleanProperty();
  private final DoubleProperty nameWidth = new SimpleDoubleProperty();
  private final ObjectProperty<Set<SortKey>> hiddenColumns = new SimpleObjectProperty<>(Set.of());
  private final TimeRangeSelection range;
  private Instant sortedAt;
  private int sortedRevision = -1;

  /// A screen that shows today.
  public PresenceScreenModel(PresenceModel model) {
    this.model = model;
    sortedAt = model.now().get();
    timeline = new TimelineModel(model.now().get(), model.zone().get());
    range = new TimeRangeSelection(timeline);
  }

  /// Subscribes to the model.
  public Subscription follow() {
    ListChangeListener<PersonRow> rows = _ -> onPeople();
    model.rows().addListener(rows);
    sort();
    timeline.selection().person().bindBidirectional(model.selection());
    return Subscription.combine(
        query.subscribe(this::sort),
        filterState.subscribe(this::sort),
        order.subscribe(this::sort),
        grouping.subscribe(this::sort),
        comparing.subscribe(this::sort),
        timeline.alignClocks().subscribe(this::sort),
        model.userList().subscribe(this::sort),
        model.namesHidden().subscribe(_ -> sort()),
        model.now().subscribe(this::tick),
        model.zone().subscribe(timeline.zone()::set),
        model
            .settings()
            .subscribe(settings -> {
              timeline.hours().set(settings.hours());
              timeline.ownClocks().set(settings.export().ownZones());
              timeline.bridging().set(model.rules().bridgeUpTo());
            }),
        // Only a changed size: a wallboard has a larger one of its own.
        model
            .settings()
            .map(settings -> settings.appearance().textScale())
            .subscribe(timeline.textScale()::set),
        model.laneRevision().subscribe(this::replaceChangedLanes),
        model.revision().subscribe(timeline::lanesChanged),
        timeline.selection().person().subscribe(this::clearGroupIfPerson),
        () -> timeline.selection().person().unbindBidirectional(model.selection()),
        () -> model.rows().removeListener(rows));
  }

  /// The current presence of the people.
  public PresenceModel presence() {
    return model;
  }

  /// The visible time range, and the lanes of the people whose rows are visible.
  public TimelineModel timeline() {
    return timeline;
  }

  /// The people that match the filter, in display order, including members of collapsed groups.
  public ObservableList<PersonRow> shown() {
    return shownView;
  }

  /// The time in each state in the visible range until now, over the people that match the filter.
  public TimelineTotals totals() {
    long active = 0;
    long away = 0;
    long unknown = 0;
    for (PersonRow row : shown) {
      TimelineTotals totals = range(row).totals(row.timeline());
      active += totals.active();
      away += totals.away();
      unknown += totals.unknown();
    }
    return new TimelineTotals(active, away, unknown);
  }

  /// Whether a shown person was not watched in a part of the visible range until now.
  public boolean hasTimeNotWatched() {
    return shown.stream()
        .anyMatch(row -> {
          TotalsRange range = range(row);
          long seconds = Duration.between(range.from(), range.to()).toSeconds();
          return range.totals(row.timeline()).watched() < seconds;
        });
  }

  /// Whether a status text or a huddle of a shown person changed in the visible range.
  public boolean hasSlackStatusChanges() {
    return shown.stream()
        .anyMatch(row -> {
          TotalsRange range = range(row);
          return !row.slackStatuses().changes(range.from(), range.to()).isEmpty();
        });
  }

  /// The shown people by name, in an order that does not change with their presence.
  public List<PersonRow> shownByName() {
    SortKey.Order current = order.get();
    SortKey.Order byName = current.key() == SortKey.NAME ? current : SortKey.Order.BY_NAME;
    return shown.stream().sorted(byName.comparator(this::range)).toList();
  }

  /// The groups of the rows, unless they are the current states: those say nothing about the past.
  public Grouping lastingGroups() {
    return grouping.get().by() == GroupBy.STATE ? Grouping.NONE : grouping.get();
  }

  /// The rows in display order, people and groups.
  ObservableList<RowItem> items() {
    return items;
  }

  /// The search text; blank for none.
  public StringProperty query() {
    return query;
  }

  /// The state that the rows show, or empty for all.
  public ObjectProperty<Optional<Presence>> filterState() {
    return filterState;
  }

  /// The order of the rows.
  public ObjectProperty<SortKey.Order> order() {
    return order;
  }

  /// The groups of the rows.
  public ObjectProperty<Grouping> grouping() {
    return grouping;
  }

  /// The name of the selected group, or null.
  ReadOnlyObjectProperty<@Nullable String> selectedGroup() {
    return selectedGroup;
  }

  /// The time range chosen across all lanes.
  public TimeRangeSelection range() {
    return range;
  }

  /// The people chosen in addition to the selected one, to compare or copy them.
  ObservableSet<UserId> chosen() {
    return chosen;
  }

  /// The people whose rows are hidden until they are shown again.
  ObservableSet<UserId> hidden() {
    return hidden;
  }

  /// Hides the row of a person.
  void hide(UserId user) {
    if (user.equals(timeline.selection().person().get())) {
      move(1);
    }
    if (user.equals(timeline.selection().person().get())) {
      timeline.selection().person().set(null);
    }
    hidden.add(user);
    sort();
  }

  /// Shows all hidden rows again, and ends the comparison.
  void showHidden() {
    comparing.set(false);
    hidden.clear();
    sort();
  }

  /// Whether only the chosen people are shown.
  BooleanProperty comparing() {
    return comparing;
  }

  /// Whether the intervals are shown as a table instead of lanes.
  public BooleanProperty asTable() {
    return asTable;
  }

  /// The width of mark and name that the user chose, or 0 for the default.
  public DoubleProperty nameWidth() {
    return nameWidth;
  }

  /// The columns that the user has hidden.
  public ObjectProperty<Set<SortKey>> hiddenColumns() {
    return hiddenColumns;
  }

  /// Chooses a person, or removes them from the chosen ones.
  void toggleChosen(UserId user) {
    if (!chosen.remove(user)) {
      chosen.add(user);
    }
  }

  /// Chooses everyone who is shown.
  public void chooseAll() {
    shown().forEach(row -> chosen.add(row.id()));
  }

  /// Forgets the chosen people and shows everyone again.
  ///
  /// @return whether anyone was chosen
  boolean clearChosen() {
    boolean any = !chosen.isEmpty() || comparing.get();
    comparing.set(false);
    chosen.clear();
    return any;
  }

  /// The rows of the chosen and the selected people, in display order.
  List<PersonRow> chosenRows() {
    UserId selected = timeline.selection().person().get();
    return shown.stream()
        .filter(row -> chosen.contains(row.id()) || row.id().equals(selected))
        .toList();
  }

  /// Whether the visible range has days of which only the totals are kept, or may have.
  boolean reachesTotalsOnly() {
    LocalDate first = model.totalsSince().get();
    ZoneId zone = timeline.zone().get();
    return first != null
        && timeline.window().get().to().isAfter(first.atStartOfDay(zone).toInstant());
  }

  /// The first day with entries, if the visible range begins before it with days of which only the
  /// totals are kept: sums of the range are those of the entries.
  Optional<LocalDate> entriesAfterDeletedDays() {
    ZoneId zone = timeline.zone().get();
    TimeWindow window = timeline.window().get();
    return timeline
        .recordedSince()
        .filter(first -> window.to().isAfter(first) && reachesTotalsOnly())
        .map(first -> LocalDate.ofInstant(first, zone))
        .filter(day -> day.atStartOfDay(zone).toInstant().isAfter(window.from()))
        .filter(day -> day.isAfter(Objects.requireNonNull(model.totalsSince().get())));
  }

  /// The first visible day of the selected interval; without one, today or the last visible day. It
  /// is a day of the selected person's timecards.
  LocalDate selectedDay() {
    TimeWindow window = timeline.window().get();
    Instant now = timeline.now().get();
    AccountingRules rules = model.rules();
    AccountingRules own =
        timeline.selection().row().map(row -> rules.of(row.person())).orElse(rules);
    return timeline
        .selection()
        .span()
        .map(span -> own.day(firstVisible(span, window)))
        .orElseGet(() -> window.holds(now) ? own.day(now) : rules.day(window.to().minusMillis(1)));
  }

  private static Instant firstVisible(Span span, TimeWindow window) {
    boolean beginsBefore = span.start().isBefore(window.from());
    return beginsBefore && span.end().isAfter(window.from()) ? window.from() : span.start();
  }

  BooleanProperty pointerOverRows() {
    return pointerOverRows;
  }

  /// Whether the rows would be in another order if the pointer were not over them.
  ReadOnlyBooleanProperty orderWaits() {
    return orderWaits;
  }

  /// Shows everyone.
  public void clearFilter() {
    query.set("");
    filterState.set(Optional.empty());
    showHidden();
  }

  /// Hides the members of a group, or shows them again.
  void toggle(String group) {
    setCollapsed(group, !collapsed.contains(group));
  }

  /// Hides or shows the members of a group.
  void setCollapsed(String group, boolean hidden) {
    if (hidden ? collapsed.add(group) : collapsed.remove(group)) {
      showItems();
    }
  }

  /// The index of the selected row, or -1.
  int selectedIndex() {
    String group = selectedGroup.get();
    UserId person = timeline.selection().person().get();
    if (group == null && person == null) {
      return -1;
    }
    return IntStream.range(0, items.size())
        .filter(i ->
            switch (items.get(i)) {
              case RowItem.Group one -> one.name().equals(group);
              case RowItem.Member one -> group == null && one.person().id().equals(person);
            })
        .findFirst()
        .orElse(-1);
  }

  /// Selects the row this many rows below, or above if negative, up to the first or last row.
  void move(int rows) {
    int count = items.size();
    if (count > 0) {
      int selected = selectedIndex();
      int from = selected < 0 ? (rows > 0 ? -1 : count) : selected;
      select(items.get(Math.clamp((long) from + rows, 0, count - 1)));
    }
  }

  /// Selects the first person of the rows, unless one of them is selected.
  void selectFirst() {
    if (selectedGroup.get() != null || selectedIndex() < 0) {
      items.stream().filter(item -> item.member().isPresent()).findFirst().ifPresent(this::select);
    }
  }

  void select(RowItem item) {
    switch (item) {
      case RowItem.Member member -> {
        selectedGroup.set(null);
        timeline.selection().person().set(member.person().id());
      }
      case RowItem.Group group -> {
        timeline.selection().person().set(null);
        selectedGroup.set(group.name());
      }
    }
  }

  /// Clears the selected group.
  ///
  /// @return whether a group was selected
  boolean clearGroup() {
    boolean selected = selectedGroup.get() != null;
    selectedGroup.set(null);
    return selected;
  }

  private void clearGroupIfPerson(@Nullable UserId person) {
    if (person != null) {
      selectedGroup.set(null);
    }
  }

  private void tick(Instant now) {
    timeline.now().set(now);
    boolean due = !now.isBefore(sortedAt.plus(RESORT));
    boolean byName = order.get().key() == SortKey.NAME;
    boolean depends =
        !byName || filterState.get().isPresent() || !grouping.get().equals(Grouping.NONE);
    if (due && depends && !(byName && sortedRevision == model.revision().get())) {
      if (pointerOverRows.get()) {
        wait(now);
      } else {
        sort();
      }
    }
  }

  private void wait(Instant now) {
    sortedAt = now;
    orderWaits.set(!items(next()).equals(items));
  }

  /// Sorts the rows without the people who left the list, who are neither chosen nor hidden when
  /// they are added again.
  private void onPeople() {
    Set<UserId> people = model.rows().stream().map(PersonRow::id).collect(Collectors.toSet());
    chosen.retainAll(people);
    comparing.set(comparing.get() && !chosen.isEmpty());
    hidden.retainAll(people);
    sort();
  }

  private void sort() {
    sortedAt = model.now().get();
    sortedRevision = model.revision().get();
    List<PersonRow> next = next();
    timeline.filtered().set(next.size() < model.rows().size());
    if (!next.equals(shown)) {
      shown.setAll(next);
    }
    showItems();
    orderWaits.set(false);
  }

  /// The rows by the current filter and order.
  private List<PersonRow> next() {
    Predicate<PersonRow> matches = matchesQuery();
    Optional<Presence> state = filterState.get();
    return model.rows().stream()
        .filter(row -> state.isEmpty() || row.state().presence() == state.get())
        .filter(matches)
        .filter(row -> !hidden.contains(row.id()))
        .filter(row -> !comparing.get() || chosen.contains(row.id()))
        .sorted(order.get().comparator(this::range))
        .toList();
  }

  private List<RowItem> items(List<PersonRow> people) {
    // A filter hides the groups without a match.
    boolean filtered = people.size() < model.rows().size();
    return RowItem.list(
        people, grouping.get(), filtered ? List.of() : grouping.get().empty(), collapsed);
  }

  private TotalsRange range(PersonRow row) {
    return timeline.range(row.state().person());
  }

  private void showItems() {
    List<RowItem> next = items(shown);
    if (!next.equals(items)) {
      items.setAll(next);
      timeline
          .rows()
          .setAll(
              next.stream()
                  .flatMap(item -> item.member().stream())
                  .map(PresenceScreenModel::lane)
                  .toList());
    }
  }

  private Predicate<PersonRow> matchesQuery() {
    if (query.get().isBlank()) {
      return _ -> true;
    }
    Predicate<String> matching = SearchNormalizer.matching(query.get());
    return row -> matching.test(model.searchText(row.state().person()));
  }

  /// Replaces the lanes whose timeline object (loaded history) or person changed; other timelines
  /// have only grown. New names have another order.
  private void replaceChangedLanes() {
    List<TimelineRow> lanes = new ArrayList<>(timeline.rows());
    boolean changed = false;
    boolean renamed = false;
    int i = 0;
    for (RowItem item : items) {
      if (item instanceof RowItem.Member(PersonRow person)) {
        TimelineRow lane = lanes.get(i);
        if (!lane.shows(person.state().person(), person.timeline(), person.slackStatuses())) {
          renamed |= !lane.person().name().equals(person.state().person().name());
          lanes.set(i, lane(person));
          changed = true;
        }
        i++;
      }
    }
    if (changed) {
      timeline.rows().setAll(lanes);
    }
    if (renamed) {
      sort();
    }
  }

  private static TimelineRow lane(PersonRow row) {
    return new TimelineRow(row.state().person(), row.timeline(), row.slackStatuses());
  }
}
