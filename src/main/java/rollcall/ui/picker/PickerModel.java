package rollcall.ui.picker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.RecordingSettingsByPerson;
import rollcall.settings.Settings;
import rollcall.ui.model.PeopleIndex;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.text.SearchNormalizer;
import rollcall.watch.FollowedGroup;
import rollcall.watch.WatchList;

/// Unsaved selection of people to watch. Thread: FX.
public final class PickerModel {
  private final PresenceModel model;
  private final Set<UserId> initial = new HashSet<>();
  private final ObservableSet<UserId> chosen = FXCollections.observableSet();
  private final ObservableList<Person> matches = FXCollections.observableArrayList();
  private final ObservableList<Person> watching = FXCollections.observableArrayList();
  private final StringProperty query = new SimpleStringProperty("");
  private final BooleanProperty hideUnavailable = new SimpleBooleanProperty(true);
  private final BooleanProperty autoAdd = new SimpleBooleanProperty(true);
  private final WatchList saved;
  private final ObjectProperty<WatchList> list;
  private final ObjectProperty<GroupingSettings> groups;
  private final ObjectProperty<RecordingSettingsByPerson> people;
  private final ObjectProperty<@Nullable TeamFilter> team = new SimpleObjectProperty<>();
  private final Map<UserId, Person> byId = new HashMap<>();
  private PeopleIndex index;

  public PickerModel(PresenceModel model) {
    this.model = model;
    index = model.peopleIndex();
    saved = model.watchListState().get().list();
    list = new SimpleObjectProperty<>(saved);
    groups = new SimpleObjectProperty<>(model.settings().get().groups());
    people = new SimpleObjectProperty<>(model.settings().get().people());
    autoAdd.set(list.get().autoAdd());
    model.rows().stream().map(PersonRow::id).forEach(initial::add);
    model.rows().forEach(row -> byId.put(row.id(), row.state().person()));
    chosen.addAll(initial);
    chosen.addListener((SetChangeListener<UserId>) _ -> updateWatching());
    updateWatching();
  }

  /// Subscribes to the user list.
  public Subscription follow() {
    return Subscription.combine(
        model.userList().subscribe(this::index),
        query.subscribe(this::search),
        team.subscribe(_ -> search()),
        hideUnavailable.subscribe(this::search));
  }

  /// The people who match the search, by name.
  public ObservableList<Person> matches() {
    return matches;
  }

  /// The selected people, by name.
  public ObservableList<Person> watching() {
    return watching;
  }

  /// The selected people; modifiable.
  public ObservableSet<UserId> chosen() {
    return chosen;
  }

  public StringProperty query() {
    return query;
  }

  /// Whether a search limits the matches.
  boolean hasQuery() {
    return !query.get().isBlank();
  }

  /// The number of people in the user list, with those who are hidden.
  int listedCount() {
    return index.entries().size();
  }

  /// Whether anything differs from what is saved.
  boolean isChanged() {
    return addedCount() + removedCount() > 0
        || !list.get().equals(saved)
        || autoAdd.get() != saved.autoAdd()
        || changedSettings().isPresent();
  }

  /// Whether bots and deactivated accounts are hidden.
  public BooleanProperty hideUnavailable() {
    return hideUnavailable;
  }

  /// The followed channels and user groups, in order.
  public List<FollowedGroup> followed() {
    return list.get().followed();
  }

  /// Changes with the followed channels and user groups.
  ObservableValue<WatchList> list() {
    return list;
  }

  /// Whether new members are added automatically.
  public BooleanProperty autoAdd() {
    return autoAdd;
  }

  /// Follows this group and selects its members.
  public void follow(FollowedGroup group) {
    list.set(list.get().following(group));
    group.members().stream()
        .filter(user -> !model.blocked().get().contains(user))
        .forEach(chosen::add);
  }

  /// Unfollows this group and deselects people who were selected only because of it.
  public void unfollow(FollowedGroup group) {
    WatchList remaining = watchList().withoutGroup(group.id());
    list.set(remaining);
    chosen.retainAll(remaining.people());
  }

  /// The watch list to save.
  public WatchList watchList() {
    return list.get().withSelection(Set.copyOf(chosen)).withAutoAdd(autoAdd.get());
  }

  /// All users known not to be bots.
  public Set<UserId> watchablePeople() {
    return index.entries().stream()
        .map(PeopleIndex.Entry::person)
        .filter(Person::canBeWatched)
        .map(Person::id)
        .collect(Collectors.toSet());
  }

  /// The user's own groups; saved with the watch list.
  ReadOnlyProperty<GroupingSettings> groups() {
    return groups;
  }

  /// Moves people into one of the user's own groups.
  ///
  /// @param name the name of the group, which may be a new one; blank for none
  public void group(List<Person> people, String name) {
    String stripped = name.strip();
    String wanted =
        PersonGroup.isName(stripped)
            ? stripped
            : stripped.isEmpty() ? null : stripped.substring(0, PersonGroup.LONGEST_NAME).strip();
    GroupingSettings next = groups.get();
    for (Person person : people) {
      next = next.moving(person.id().value(), wanted);
    }
    GroupingSettings saved = model.settings().get().groups();
    List<PersonGroup> before = groups.get().mine();
    // A new group, made by typing its name, goes when its people do.
    List<PersonGroup> kept =
        next.mine().stream()
            .filter(group ->
                !group.members().isEmpty() || saved.has(group.name()) || before.contains(group))
            .toList();
    next = new GroupingSettings(next.by(), kept);
    // Who makes the first group wants to see it.
    boolean first = saved.equals(GroupingSettings.NONE);
    groups.set(first && !next.mine().isEmpty() ? next.withBy(GroupBy.MINE) : next);
  }

  /// Replaces the user's own groups; saved with the watch list.
  void groups(GroupingSettings next) {
    groups.set(next);
  }

  /// The pauses; saved with the watch list.
  ReadOnlyProperty<RecordingSettingsByPerson> people() {
    return people;
  }

  /// Whether the person is selected but not recorded.
  boolean isPaused(Person person) {
    return people.get().isPaused(person.id().value());
  }

  /// Pauses or resumes people.
  void pause(Collection<Person> some, boolean on) {
    RecordingSettingsByPerson next = people.get();
    for (Person person : some) {
      next = next.withPaused(person.id().value(), on);
    }
    people.set(next);
  }

  /// The settings with the changes so far.
  Settings settings() {
    return changedSettings().orElse(model.settings().get());
  }

  /// The settings to save if the user's own groups or the settings of single people have changed.
  public Optional<Settings> changedSettings() {
    Settings saved = model.settings().get();
    Settings next =
        groups.get().mine().equals(saved.groups().mine()) ? saved : saved.withGroups(groups.get());
    next = people.get().equals(saved.people()) ? next : next.withPeople(people.get());
    return next.equals(saved) ? Optional.empty() : Optional.of(next);
  }

  /// The team to which the list is limited, or null for everyone.
  ObjectProperty<@Nullable TeamFilter> team() {
    return team;
  }

  /// The people with history who leave: deselected, no longer on the watch list, or deactivated.
  /// Without those whose history the user has decided to keep.
  LeavingPeople leaving() {
    Set<String> kept = people.get().kept();
    List<Person> recorded =
        model.recordedPeople().stream()
            .filter(person -> !kept.contains(person.id().value()) || initial.contains(person.id()))
            .sorted(SearchNormalizer.byName())
            .toList();
    return new LeavingPeople(
        recorded.stream()
            .filter(person -> !chosen.contains(person.id()) && initial.contains(person.id()))
            .toList(),
        recorded.stream()
            .filter(person -> !chosen.contains(person.id()) && !initial.contains(person.id()))
            .toList(),
        recorded.stream()
            .filter(person ->
                chosen.contains(person.id())
                    && person.deactivated()
                    && !kept.contains(person.id().value()))
            .toList());
  }

  /// Keeps the history of these people from now on without another question.
  void keep(Collection<Person> former) {
    Set<String> kept = new TreeSet<>(people.get().kept());
    former.forEach(person -> kept.add(person.id().value()));
    people.set(people.get().withKept(kept));
  }

  /// Texts that tell a person from others with the same name: the handle, then a different real
  /// name.
  List<String> distinction(Person person) {
    List<String> texts = new ArrayList<>();
    String handle = model.userList().get().handle(person.id());
    boolean hasNamesake = index.hasNamesake(person);
    if (!handle.isBlank() && hasNamesake) {
      texts.add("@" + handle);
    }
    if (!person.realName().isBlank() && !person.realName().equals(person.name())) {
      texts.add(person.realName());
    }
    if (texts.isEmpty() && hasNamesake) {
      texts.add(person.id().value());
    }
    return texts;
  }

  /// Whether the person is on the block list and cannot be selected.
  public boolean isBlocked(Person person) {
    return model.blocked().get().contains(person.id());
  }

  /// Selects or deselects a person.
  public void toggle(Person person) {
    if (!chosen.remove(person.id())) {
      choose(person);
    }
  }

  /// Selects a person, unless the person is blocked.
  ///
  /// @return whether the person is selected now
  boolean choose(Person person) {
    boolean isAllowed = !isBlocked(person);
    if (isAllowed) {
      chosen.add(person.id());
    }
    return isAllowed;
  }

  /// The number of selected people who are recorded: all but those who are paused.
  public int recordedCount() {
    return (int) chosen.stream().filter(id -> !people.get().isPaused(id.value())).count();
  }

  /// Selects the matching people, in order, up to the limit.
  public void selectAll() {
    List<UserId> matching =
        matches.stream()
            .filter(person -> !isBlocked(person))
            .map(Person::id)
            .filter(id -> !chosen.contains(id))
            .toList();
    chosen.addAll(
        matching.subList(
            0, Math.min(matching.size(), Math.max(0, WatchList.LIMIT - recordedCount()))));
  }

  /// The number of selected people who are not watched yet.
  public int addedCount() {
    return (int) chosen.stream().filter(id -> !initial.contains(id)).count();
  }

  /// The number of watched people who are not selected.
  public int removedCount() {
    return (int) initial.stream().filter(id -> !chosen.contains(id)).count();
  }

  /// Whether the selection is within the limit.
  public boolean fitsLimit() {
    return recordedCount() <= WatchList.LIMIT;
  }

  private void index(UserList directory) {
    index = model.peopleIndex();
    directory.people().forEach(person -> byId.put(person.id(), person));
    search();
    updateWatching();
  }

  private void search() {
    Predicate<String> matching = SearchNormalizer.matching(query.get());
    boolean hide = hideUnavailable.get();
    TeamFilter only = team.get();
    List<Person> found = new ArrayList<>();
    for (PeopleIndex.Entry entry : index.entries()) {
      boolean shown =
          (!hide || entry.person().canBeWatched())
              && (only == null || only.members().contains(entry.person().id()));
      if (shown && matching.test(entry.text())) {
        found.add(entry.person());
      }
    }
    if (!found.equals(matches)) {
      matches.setAll(found);
    }
  }

  private void updateWatching() {
    watching.setAll(
        chosen.stream()
            .map(id -> byId.getOrDefault(id, Person.unknown(id)))
            .sorted(SearchNormalizer.byName())
            .toList());
  }

  /// Filter of the list of people by a team.
  ///
  /// @param title the name of an own group, or `#channel` or `@group` of Slack
  record TeamFilter(String title, Set<UserId> members) {
    TeamFilter {
      members = Set.copyOf(members);
    }
  }

  /// People with history who leave.
  ///
  /// @param deselected watched until now, and deselected in the picker
  /// @param departed no longer on the watch list, such as people who left a followed channel
  /// @param deactivated still selected, with an account that is deactivated
  record LeavingPeople(List<Person> deselected, List<Person> departed, List<Person> deactivated) {
    List<Person> all() {
      return Stream.of(deselected, departed, deactivated).flatMap(List::stream).toList();
    }
  }
}
