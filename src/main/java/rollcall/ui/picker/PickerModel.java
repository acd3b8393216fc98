package rollcall.ui.picker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
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
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.text.SearchText;
import rollcall.watch.FollowedGroup;
import rollcall.watch.WatchList;

/// A choice of people to watch, made but not yet saved. FX lane.
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
  private final Map<UserId, Person> byId = new HashMap<>();
  private List<Entry> index = List.of();

  public PickerModel(PresenceModel model) {
    this.model = model;
    list = new SimpleObjectProperty<>(model.watchListState().get().list());
    autoAdd.set(list.get().autoAdd());
    model.rows().stream().map(PersonRow::id).forEach(initial::add);
    model.rows().forEach(row -> byId.put(row.id(), row.state().person()));
    chosen.addAll(initial);
    chosen.addListener((SetChangeListener<UserId>) _ -> updateWatching());
    updateWatching();
  }

  /// Follows the directory from now on.
  public Subscription follow() {
    return Subscription.combine(
        model.userList().subscribe(this::index),
        query.subscribe(this::search),
        hideUnavailable.subscribe(this::search));
  }

  /// Who matches the search, by name.
  public ObservableList<Person> matches() {
    return matches;
  }

  /// Who is chosen, by name.
  public ObservableList<Person> watching() {
    return watching;
  }

  /// Who is chosen, to be changed by the screen.
  public ObservableSet<UserId> chosen() {
    return chosen;
  }

  public StringProperty query() {
    return query;
  }

  /// Whether bots and closed accounts are left out.
  public BooleanProperty hideUnavailable() {
    return hideUnavailable;
  }

  /// The channels and user groups that are followed, in order.
  public List<FollowedGroup> followed() {
    return list.get().followed();
  }

  /// Changes when other channels or user groups are followed.
  ObservableValue<WatchList> list() {
    return list;
  }

  /// Whether those who come into them are watched by themselves.
  public BooleanProperty autoAdd() {
    return autoAdd;
  }

  /// Follows this, and chooses everybody who is in it.
  public void follow(FollowedGroup group) {
    list.set(list.get().following(group));
    group.members().stream()
        .filter(user -> !model.blocked().get().contains(user))
        .forEach(chosen::add);
  }

  /// Follows this no more: who was chosen only because of it is no longer.
  public void unfollow(FollowedGroup group) {
    WatchList remaining = watchList().withoutGroup(group.id());
    list.set(remaining);
    chosen.retainAll(remaining.people());
  }

  /// What is to be watched from now on.
  public WatchList watchList() {
    return list.get().withSelection(Set.copyOf(chosen)).withAutoAdd(autoAdd.get());
  }

  /// Everybody of whom it is known that they are no bots.
  public Set<UserId> watchablePeople() {
    return index.stream()
        .map(Entry::person)
        .filter(Person::canBeWatched)
        .map(Person::id)
        .collect(Collectors.toSet());
  }

  /// Whether the person was erased and is not to be recorded again: then nobody can choose them.
  public boolean isBlocked(Person person) {
    return model.blocked().get().contains(person.id());
  }

  /// Adds or removes a person.
  public void toggle(Person person) {
    if (!chosen.remove(person.id()) && !isBlocked(person)) {
      chosen.add(person.id());
    }
  }

  /// Adds those who match the search, in order, until the limit.
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

  /// How many are chosen who are not watched yet.
  public int addedCount() {
    return (int) chosen.stream().filter(id -> !initial.contains(id)).count();
  }

  /// How many are watched who are not chosen any more.
  public int removedCount() {
    return (int) initial.stream().filter(id -> !chosen.contains(id)).count();
  }

  /// Whether so many can be watched.
  public boolean fitsLimit() {
    return chosen.size() <= WatchList.LIMIT;
  }

  private void index(UserList directory) {
    index =
        directory.people().stream()
            .map(person -> new Entry(person, SearchText.fold(person.name()), SearchText.of(person)))
            .sorted(Comparator.comparing(Entry::name).thenComparing(entry -> entry.person().id()))
            .toList();
    directory.people().forEach(person -> byId.put(person.id(), person));
    search();
    updateWatching();
  }

  private void search() {
    String foldedQuery = SearchText.fold(query.get());
    boolean hide = hideUnavailable.get();
    List<Person> found = new ArrayList<>();
    for (Entry entry : index) {
      boolean shown = !hide || entry.person().canBeWatched();
      if (shown && entry.text().contains(foldedQuery)) {
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

  /// A person with the texts by which they are ordered and found.
  private record Entry(Person person, String name, String text) {}
}
