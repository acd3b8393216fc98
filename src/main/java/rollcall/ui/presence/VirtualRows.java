package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.outputScale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import rollcall.settings.GroupBy;
import rollcall.ui.model.PersonRow;
import rollcall.ui.timeline.LanesPane;
import rollcall.ui.timeline.RenderContext;

/// Table columns of the rows. Only as many rows as fit on the screen exist; scrolling changes their
/// content. Thread: FX.
final class VirtualRows extends Pane {
  private final PresenceScreenModel screen;
  private final RowGeometry geometry;
  // By the index of the row, modulo the number of rows that fit, so that a row that is scrolled
  // stays the same node.
  private final Map<Integer, MemberRow> memberRows = new HashMap<>();
  private final Map<Integer, GroupRow> groupRows = new HashMap<>();
  // Those of the last frame, or of several while only the rows are scrolled.
  private final Map<Context, RenderContext> contexts = new HashMap<>();

  /// Parameters of lanes: of plain or selected rows, moved by a distance when clocks are aligned.
  private record Context(RenderContext.View view, Instant now, Duration shift) {}

  VirtualRows(PresenceScreenModel screen, RowGeometry geometry) {
    this.screen = screen;
    this.geometry = geometry;
    var clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
  }

  /// Shows the visible rows.
  ///
  /// @param plain the parameters of lanes
  /// @param chosen those of lanes of selected rows
  /// @param dropTarget the group onto which people are dragged, or null
  /// @param moving whether the time range changes with each frame
  /// @return their lanes
  List<LanesPane.Lane> show(
      RenderContext.View plain,
      RenderContext.View chosen,
      @Nullable String dropTarget,
      boolean moving) {
    Instant now = screen.timeline().now().get();
    contexts
        .keySet()
        .removeIf(one ->
            !one.now().equals(now) || !(one.view().equals(plain) || one.view().equals(chosen)));
    RowColumns columns = geometry.columns().get();
    int selected = screen.selectedIndex();
    int slots = geometry.mostRows();
    Set<Node> used = new HashSet<>();
    List<LanesPane.Lane> lanes = new ArrayList<>();
    int end = geometry.endRow();
    for (int i = geometry.firstRow(); i < end; i++) {
      RowItem item = screen.items().get(i);
      boolean isSelected =
          i == selected
              || item.member().filter(one -> screen.chosen().contains(one.id())).isPresent();
      int laneTop = (int) Math.round(geometry.laneTop(i) * outputScale(this));
      switch (item) {
        case RowItem.Member(PersonRow person) -> {
          MemberRow row = row(memberRows, i, slots, () -> new MemberRow(screen));
          row.show(person, columns, isSelected, moving);
          Duration shift = screen.timeline().shift(person.state().person());
          if (person.timeline().size() > 0) {
            lanes.add(row.lane(person, laneTop, context(isSelected ? chosen : plain, now, shift)));
          }
          used.add(row);
        }
        case RowItem.Group group -> {
          GroupRow row = row(groupRows, i, slots, GroupRow::new);
          boolean isTarget = group.name().equals(dropTarget);
          row.show(group, groupKey(), columns, isSelected, isTarget);
          if (group.collapsed() || !columns.stacked()) {
            RenderContext frame =
                context(isSelected || isTarget ? chosen : plain, now, Duration.ZERO);
            lanes.add(GroupRow.lane(group, laneTop, frame, screen.timeline().isAligned()));
          }
          used.add(row);
        }
      }
    }
    getChildren().forEach(row -> row.setVisible(used.contains(row)));
    return lanes;
  }

  private RenderContext context(RenderContext.View view, Instant now, Duration shift) {
    return contexts.computeIfAbsent(
        new Context(view, now, shift), _ -> new RenderContext(view, now, shift));
  }

  /// The node of a row, at its place.
  private <R extends Region> R row(Map<Integer, R> rows, int index, int slots, Supplier<R> newRow) {
    R row =
        rows.computeIfAbsent(
            index % slots,
            _ -> {
              R added = newRow.get();
              added.setManaged(false);
              getChildren().add(added);
              added.applyCss();
              return added;
            });
    row.resizeRelocate(0, geometry.top(index), getWidth(), geometry.height(index));
    return row;
  }

  /// The message key of the number of members of a group. A group of one state has only a number.
  String groupKey() {
    return "presence.group."
        + (screen.grouping().get().by() == GroupBy.STATE ? "people" : "active")
        + (screen.timeline().showsNow() ? "" : ".now");
  }
}
