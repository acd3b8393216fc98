package rollcall.ui.presence;

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

/// Filter and order of the table. Thread: FX.
///
/// User input applies at once. Changes of presence and time apply with the next tick, so that rows
/// do not move while many people change.
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

  /// Subscribes to the model.
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

  /// The rows that the table shows, in order.
  public ObservableList<PersonRow> shown() {
    return shown;
  }

  /// The search text; blank for none.
  public StringProperty query() {
    return query;
  }

  /// The state that the table shows, or empty for all.
  public ObjectProperty<Optional<Presence>> filterState() {
    return filterState;
  }

  /// Shows everyone.
  public void clearFilter() {
    query.set("");
    filterState.set(Optional.empty());
  }

  /// Sorts by this comparator, then by name and id.
  public void sort(Comparator<PersonRow> newOrder) {
    comparator = newOrder.thenComparing(SortKey.byName());
    sortRows();
  }

  /// The model with the current time, for the cells.
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
