package rollcall.ui.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.util.Subscription;
import rollcall.ui.model.PersonRow;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.RowItem;
import rollcall.ui.timecards.PeopleGroup;

/// People of the Presence screen with its search, order and groups, for the Timecards screen.
/// Thread: FX.
final class ShownPeople {
  private final PresenceScreenModel screen;
  private final ReadOnlyObjectWrapper<List<PeopleGroup>> groups =
      new ReadOnlyObjectWrapper<>(List.of());

  ShownPeople(PresenceScreenModel screen) {
    this.screen = screen;
  }

  /// Subscribes to the Presence screen.
  Subscription follow() {
    ListChangeListener<PersonRow> rows = _ -> update();
    screen.shown().addListener(rows);
    update();
    return screen
        .grouping()
        .subscribe(_ -> update())
        .and(() -> screen.shown().removeListener(rows));
  }

  /// The people, group by group.
  ReadOnlyObjectProperty<List<PeopleGroup>> groups() {
    return groups.getReadOnlyProperty();
  }

  private void update() {
    List<PersonRow> ungrouped = new ArrayList<>();
    List<PeopleGroup> next = new ArrayList<>();
    for (RowItem item : RowItem.list(screen.shown(), screen.grouping().get(), Set.of())) {
      switch (item) {
        case RowItem.Group group -> next.add(new PeopleGroup(group.name(), group.members()));
        case RowItem.Member member when next.isEmpty() -> ungrouped.add(member.person());
        case RowItem.Member _ -> {}
      }
    }
    if (!ungrouped.isEmpty()) {
      next.addFirst(new PeopleGroup("", ungrouped));
    }
    if (!next.equals(groups.get())) {
      groups.set(List.copyOf(next));
    }
  }
}
