package rollcall.ui.presence;

import java.util.EnumSet;
import java.util.Set;
import javafx.collections.ObservableList;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.util.Subscription;
import rollcall.ui.text.Messages;

/// Menu items that hide and show the columns beside the names. Thread: FX.
public final class ColumnMenu {
  private ColumnMenu() {}

  /// Fills a menu, and keeps it current.
  public static Subscription fill(ObservableList<MenuItem> menu, PresenceScreenModel screen) {
    Subscription all = Subscription.EMPTY;
    for (SortKey key : EnumSet.complementOf(EnumSet.of(SortKey.NAME))) {
      CheckMenuItem item = new CheckMenuItem(Messages.of("presence.column." + key.word()));
      item.setId("column-" + key.word());
      item.setOnAction(_ -> show(screen, key, item.isSelected()));
      all =
          all.and(
              screen.hiddenColumns().subscribe(hidden -> item.setSelected(!hidden.contains(key))));
      menu.add(item);
    }
    return all;
  }

  private static void show(PresenceScreenModel screen, SortKey key, boolean shown) {
    Set<SortKey> hidden = EnumSet.noneOf(SortKey.class);
    hidden.addAll(screen.hiddenColumns().get());
    if (shown) {
      hidden.remove(key);
    } else {
      hidden.add(key);
    }
    screen.hiddenColumns().set(Set.copyOf(hidden));
  }
}
