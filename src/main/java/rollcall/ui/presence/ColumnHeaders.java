package rollcall.ui.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.layout.Region;
import rollcall.ui.controls.LazyTooltip;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.AxisView;

/// Column headers beside the time axis; each sorts the rows, and has the menu that hides columns.
/// Thread: FX.
final class ColumnHeaders extends Region {
  private static final PseudoClass SORTED = PseudoClass.getPseudoClass("sorted");

  /// The least distance between the last label of the axis and a header.
  private static final double AXIS_GAP = 6;

  private final PresenceScreenModel screen;
  private final List<Column> columns = new ArrayList<>();
  private boolean nowShown = true;

  private record Column(SortKey key, Button button) {}

  ColumnHeaders(PresenceScreenModel screen) {
    this.screen = screen;
    getStyleClass().add("row-headers");
    setPickOnBounds(false);
    ContextMenu menu = new ContextMenu();
    // The headers live as long as the screen.
    var _ = ColumnMenu.fill(menu.getItems(), screen);
    for (SortKey key : SortKey.values()) {
      var button = new Button();
      button.setId("sort-" + key.word());
      button.getStyleClass().setAll("row-header", "row-header-" + key.word());
      button.setManaged(false);
      LazyTooltip.add(button, Messages.of("presence.column." + key.word() + ".hint"));
      button.setOnAction(_ -> screen.order().set(screen.order().get().clicked(key)));
      button.setContextMenu(menu);
      columns.add(new Column(key, button));
      getChildren().add(button);
    }
    screen.order().subscribe(_ -> showOrder());
  }

  private void showOrder() {
    SortKey.Order order = screen.order().get();
    for (Column column : columns) {
      boolean sorted = column.key() == order.key();
      String name = Messages.of("presence.column." + column.key().word() + suffix(column.key()));
      column.button().setText(sorted ? name + (order.descending() ? " ▼" : " ▲") : name);
      column.button().pseudoClassStateChanged(SORTED, sorted);
      column
          .button()
          .setAccessibleText(
              sorted
                  ? Messages.of(
                      order.descending() ? "presence.sorted.descending" : "presence.sorted", name)
                  : name);
    }
  }

  /// The end of the message key: the current state is named as such beside another time.
  private String suffix(SortKey key) {
    boolean isCurrent = key == SortKey.STATE || key == SortKey.FOR;
    return isCurrent && !nowShown ? ".now" : "";
  }

  /// Places the headers above these columns.
  void show(RowColumns layout) {
    boolean shown = screen.timeline().showsNow();
    if (shown != nowShown) {
      nowShown = shown;
      showOrder();
    }
    for (Column column : columns) {
      switch (column.key()) {
        case NAME -> place(column, 0, layout.stacked() ? 100 : layout.name());
        case STATE -> place(column, layout.name(), layout.state());
        case FOR -> place(column, layout.durationRight() - layout.duration(), layout.duration());
        case FIRST -> place(column, layout.right(), layout.first());
        case ACTIVE -> place(column, layout.firstRight(), layout.active());
        case SEEN -> place(column, layout.activeRight(), layout.seen());
      }
    }
    if (layout.stacked()) {
      // The axis is above the other columns.
      columns.forEach(one -> one.button().setVisible(one.key() == SortKey.ACTIVE));
    }
  }

  /// The header beside the end of the axis, and space before its text; empty where there is none.
  ///
  /// @param right the end of the axis
  Optional<Bounds> besideAxis(double right) {
    return columns.stream()
        .map(Column::button)
        .filter(button -> button.isVisible() && button.getLayoutX() == right)
        .map(button -> {
          double text = Math.ceil(button.prefWidth(-1)) - button.snappedLeftInset();
          double left = button.getLayoutX() + button.getWidth() - text - AXIS_GAP;
          return (Bounds) new BoundingBox(left, 0, text + AXIS_GAP, AxisView.HEIGHT);
        })
        .findFirst();
  }

  private static void place(Column column, double x, double width) {
    column.button().setVisible(width > 0);
    column.button().resizeRelocate(x, 0, width, AxisView.HEIGHT);
  }
}
