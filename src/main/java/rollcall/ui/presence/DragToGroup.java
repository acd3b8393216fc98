package rollcall.ui.presence;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import javafx.animation.PauseTransition;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.AxisView;

/// Drag of a person by the name onto one of the user's own groups, while the rows are grouped by
/// them. A chosen person takes all chosen people along. Esc cancels; near an edge the rows scroll.
/// Thread: FX.
final class DragToGroup {
  private static final double MIN_DISTANCE = 6;
  private static final double EDGE = 12;

  /// The pixels that the rows scroll at a time.
  private static final double SCROLL = 4;

  private final PresenceScreenModel screen;
  private final RowsPane pane;
  private final BiConsumer<List<UserId>, @Nullable String> move;
  private final BooleanSupplier pans;
  private final Label flag = new Label();
  private final PauseTransition scrolling = new PauseTransition(Duration.millis(16));
  private @Nullable PersonRow pressed;
  private List<PersonRow> dragged = List.of();
  private boolean isCancelled;
  private @Nullable String shownTarget;
  private double startX;
  private double startY;
  private double x;
  private double y;

  /// @param move moves people into the group with this name, or out of all groups if it is null
  /// @param pans whether dragging moves the view now
  DragToGroup(
      PresenceScreenModel screen,
      RowsPane pane,
      BiConsumer<List<UserId>, @Nullable String> move,
      BooleanSupplier pans) {
    this.screen = screen;
    this.pane = pane;
    this.move = move;
    this.pans = pans;
    flag.setId("drag-to-group");
    pane.addFlag(flag);
    scrolling.setOnFinished(_ -> scroll());
  }

  /// Attaches the handlers to the pane.
  void attach() {
    pane.addEventFilter(MouseEvent.MOUSE_PRESSED, this::press);
    pane.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::drag);
    pane.addEventFilter(MouseEvent.MOUSE_RELEASED, this::release);
    pane.addEventHandler(ScrollEvent.SCROLL, _ -> show());
    pane.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    screen.items().subscribe(this::show);
  }

  private void press(MouseEvent event) {
    end();
    isCancelled = false;
    boolean plain =
        event.getButton() == MouseButton.PRIMARY
            && !event.isShiftDown()
            && !event.isShortcutDown()
            && !pans.getAsBoolean()
            && screen.grouping().get().by() == GroupBy.MINE;
    pressed = plain ? pane.geometry().nameAt(event.getX(), event.getY()).orElse(null) : null;
    startX = event.getX();
    startY = event.getY();
  }

  private void drag(MouseEvent event) {
    PersonRow person = pressed;
    if (person != null || isCancelled) {
      event.consume();
    }
    if (person == null) {
      return;
    }
    x = event.getX();
    y = event.getY();
    if (dragged.isEmpty() && Math.hypot(x - startX, y - startY) >= MIN_DISTANCE) {
      pane.setCursor(Cursor.CLOSED_HAND);
      pane.pointer().clear();
      dragged =
          screen.chosen().contains(person.id())
              ? screen.shown().stream().filter(row -> screen.chosen().contains(row.id())).toList()
              : List.of(person);
    }
    show();
    scrollNearEdge();
  }

  private void release(MouseEvent event) {
    List<UserId> people =
        dragged.stream().filter(screen.shown()::contains).map(PersonRow::id).toList();
    // Not a group that has come under the pointer since.
    Optional<String> target = target().filter(group -> group.equals(shownTarget));
    if (!dragged.isEmpty()) {
      event.consume();
    }
    end();
    isCancelled = false;
    if (!people.isEmpty()) {
      target.ifPresent(group -> move.accept(people, isOwn(group) ? group : null));
    }
  }

  private void onKey(KeyEvent key) {
    if (key.getCode() == KeyCode.ESCAPE && !dragged.isEmpty()) {
      end();
      isCancelled = true;
      key.consume();
    }
  }

  private void end() {
    if (!dragged.isEmpty()) {
      pane.setCursor(null);
    }
    scrolling.stop();
    pressed = null;
    dragged = List.of();
    shownTarget = null;
    flag.setVisible(false);
    pane.setDropTarget(null);
  }

  private void scrollNearEdge() {
    if (!dragged.isEmpty() && edge() != 0) {
      scrolling.play();
    }
  }

  private void scroll() {
    pane.scrollRows(SCROLL * edge());
    show();
    scrollNearEdge();
  }

  /// -1 near the upper edge of the rows, 1 near the lower one, else 0.
  private int edge() {
    return y < AxisView.HEIGHT + EDGE ? -1 : y > pane.getHeight() - EDGE ? 1 : 0;
  }

  private void show() {
    if (dragged.isEmpty()) {
      return;
    }
    String target = target().orElse(null);
    shownTarget = target;
    String people =
        dragged.size() == 1
            ? dragged.getFirst().state().person().name()
            : Messages.of("presence.group.drag.people", dragged.size());
    flag.setText(target == null ? people : Messages.of("presence.group.drag", people, target));
    flag.applyCss();
    flag.autosize();
    double left = Math.clamp(x + 12, 0, Math.max(0, pane.getWidth() - flag.getWidth()));
    double top = Math.clamp(y + 12, 0, Math.max(0, pane.getHeight() - flag.getHeight()));
    flag.relocate(Math.rint(left), Math.rint(top));
    flag.setVisible(true);
    pane.setDropTarget(target);
  }

  /// The name of the group at the pointer; empty beside the rows, and if all dragged people are in
  /// it.
  private Optional<String> target() {
    return pane.geometry()
        .itemAt(y)
        .filter(_ -> pane.geometry().onRows(x, y) && x >= 0 && y < pane.getHeight())
        .map(this::group)
        .filter(group -> dragged.stream().anyMatch(row -> !Objects.equals(group, group(row))));
  }

  private @Nullable String group(RowItem item) {
    return switch (item) {
      case RowItem.Group group -> group.name();
      case RowItem.Member(PersonRow row) -> group(row);
    };
  }

  private @Nullable String group(PersonRow row) {
    return screen.grouping().get().group(row);
  }

  /// Whether this is a group of the user, and not the heading of the people in none.
  private boolean isOwn(String group) {
    return screen.presence().settings().get().groups().has(group);
  }
}
