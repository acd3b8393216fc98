package rollcall.ui.picker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.text.SearchText;
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
  private final ObjectProperty<WatchList> list;
  private final ObjectProperty<GroupSettings> groups;
  private final Map<String, Integer> nameCounts = new HashMap<>();
  private final Map<UserId, Person> byId = new HashMap<>();
  private List<Entry> index = List.of();

  public PickerModel(PresenceModel model) {
    this.model = model;
    list = new SimpleObjectProperty<>(model.watchListState().get().list());
    groups = new SimpleObjectProperty<>(model.settings().get().groups());
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
    return index.stream()
        .map(Entry::person)
        .filter(Person::canBeWatched)
        .map(Person::id)
        .collect(Collectors.toSet());
  }

  /// The user's own groups; saved with the watch list.
  ReadOnlyProperty<GroupSettings> groups() {
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
    GroupSettings next = groups.get();
    for (Person person : people) {
      next = next.moving(person.id().value(), wanted);
    }
    // Who makes the first group wants to see it.
    boolean first = model.settings().get().groups().equals(GroupSettings.NONE);
    groups.set(first && !next.mine().isEmpty() ? next.withBy(GroupBy.MINE) : next);
  }

  /// The settings to save if the user's own groups have changed.
  public Optional<Settings> changedSettings() {
    Settings saved = model.settings().get();
    return groups.get().mine().equals(saved.groups().mine())
        ? Optional.empty()
        : Optional.of(saved.withGroups(groups.get()));
  }

  /// Texts that tell a person from others with the same name: the handle, then a different real
  /// name.
  List<String> distinction(Person person) {
    List<String> texts = new ArrayList<>();
    String handle = model.userList().get().handle(person.id());
    boolean hasNamesake = nameCounts.getOrDefault(SearchText.fold(person.name()), 0) > 1;
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
    if (!chosen.remove(person.id()) && !isBlocked(person)) {
      chosen.add(person.id());
    }
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
            0, Math.min(matching.size(), Math.max(0, WatchList.LIMIT - chosen.size()))));
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
    return chosen.size() <= WatchList.LIMIT;
  }

  private void index(UserList directory) {
    index =
        directory.people().stream()
            .map(person ->
                new Entry(
                    person,
                    SearchText.fold(person.name()),
                    SearchText.of(person, directory.handle(person.id()))))
            .sorted(Comparator.comparing(Entry::name).thenComparing(entry -> entry.person().id()))
            .toList();
    directory.people().forEach(person -> byId.put(person.id(), person));
    nameCounts.clear();
    index.forEach(entry -> nameCounts.merge(entry.name(), 1, Integer::sum));
    search();
    updateWatching();
  }

  private void search() {
    Predicate<String> matching = SearchText.matching(query.get());
    boolean hide = hideUnavailable.get();
    List<Person> found = new ArrayList<>();
    for (Entry entry : index) {
      boolean shown = !hide || entry.person().canBeWatched();
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
            .sorted(
                Comparator.comparing((Person person) -> SearchText.fold(person.name()))
                    .thenComparing(Person::id))
            .toList());
  }

  /// Person with the texts for sorting and searching.
  private record Entry(Person person, String name, String text) {}
}
