package rollcall.ui.table;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.SearchText;

/// Which of the watched people the table shows, and in which order. FX lane.
///
/// What a person types or presses counts at once. What time and Slack change counts with the next
/// tick, so that rows do not jump about while many people change.
public final class PersonTableModel {
  private final PresenceModel model;
  private final ObservableList<PersonRow> shown = FXCollections.observableArrayList();
  private final StringProperty query = new SimpleStringProperty("");
  private final ObjectProperty<Optional<Presence>> filterState =
      new SimpleObjectProperty<>(Optional.empty());
  private Comparator<PersonRow> comparator = SortKey.byName();
  private int sortedRevision = -1;

  public PersonTableModel(PresenceModel model) {
    this.model = model;
  }

  /// Follows the model from now on.
  public Subscription follow() {
    ListChangeListener<PersonRow> rows = _ -> sortRows();
    model.rows().addListener(rows);
    sortRows();
    return Subscription.combine(
        query.subscribe(this::sortRows),
        filterState.subscribe(this::sortRows),
        model.userList().subscribe(this::sortRows),
        model.now().subscribe(this::sortIfChanged),
        () -> model.rows().removeListener(rows));
  }

  /// Whom the table shows, in order.
  public ObservableList<PersonRow> shown() {
    return shown;
  }

  /// What is searched for; blank for nothing.
  public StringProperty query() {
    return query;
  }

  /// The state that is shown alone, or empty for all.
  public ObjectProperty<Optional<Presence>> filterState() {
    return filterState;
  }

  /// Shows everybody.
  public void clearFilter() {
    query.set("");
    filterState.set(Optional.empty());
  }

  /// Orders by this; ties by name, then by id.
  public void sort(Comparator<PersonRow> newOrder) {
    comparator = newOrder.thenComparing(SortKey.byName());
    sortRows();
  }

  /// The present moment, for cells that show how long.
  PresenceModel presenceModel() {
    return model;
  }

  private void sortIfChanged() {
    if (sortedRevision != model.revision().get()) {
      sortRows();
    }
  }

  private void sortRows() {
    sortedRevision = model.revision().get();
    Predicate<PersonRow> matches = matchesQuery();
    Optional<Presence> state = filterState.get();
    List<PersonRow> next =
        model.rows().stream()
            .filter(row -> state.isEmpty() || row.state().presence() == state.get())
            .filter(matches)
            .sorted(comparator)
            .toList();
    if (!next.equals(shown)) {
      shown.setAll(next);
    }
  }

  private Predicate<PersonRow> matchesQuery() {
    String foldedQuery = SearchText.fold(query.get());
    return foldedQuery.isEmpty()
        ? _ -> true
        : row -> {
          Person person = row.state().person();
          return SearchText.of(person).contains(foldedQuery);
        };
  }
}
