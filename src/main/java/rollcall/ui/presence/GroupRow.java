package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import rollcall.presence.PresenceTimeline;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.LanesPane;
import rollcall.ui.timeline.RenderContext;

/// Heading of a group: name and number of active members; when collapsed, also the share of active
/// members over time. Thread: FX.
final class GroupRow extends Region {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  private static final PseudoClass DROP_TARGET = PseudoClass.getPseudoClass("drop-target");

  private final Label arrow = styled(new Label(), "group-arrow");
  private final Label name = styled(new Label(), "group-name");
  private final Label count = styled(new Label(), "group-count");

  GroupRow() {
    getStyleClass().add("group-row");
    setAccessibleRole(AccessibleRole.TREE_TABLE_ROW);
    getChildren().setAll(arrow, name, count);
    getChildren().forEach(node -> node.setManaged(false));
  }

  /// The lane of a group: when collapsed, the shares of the states of its members.
  ///
  /// @param top its upper edge in device pixels
  /// @param aligned whether clocks are aligned, so that a share of one moment cannot be shown
  static LanesPane.Lane lane(RowItem.Group group, int top, RenderContext frame, boolean aligned) {
    List<PresenceTimeline> lanes =
        group.collapsed() && !aligned
            ? group.members().stream().map(PersonRow::timeline).toList()
            : List.of();
    return LanesPane.Lane.of(top, lanes, frame);
  }

  /// Shows this group.
  ///
  /// @param key the message key of the number of members
  /// @param target whether people are dragged onto the group
  void show(RowItem.Group group, String key, RowColumns layout, boolean selected, boolean target) {
    MemberRow.restyle(this, SELECTED, selected);
    MemberRow.restyle(this, DROP_TARGET, target);
    arrow.setText(group.collapsed() ? "▸" : "▾");
    name.setText(group.name());
    count.setText(count(group, key));
    setAccessibleText(text(group, key));
    place(layout);
  }

  /// The accessible text of a group.
  static String text(RowItem.Group group, String key) {
    return Messages.of(
        group.collapsed() ? "presence.group.collapsed" : "presence.group.expanded",
        group.name(),
        count(group, key));
  }

  private static String count(RowItem.Group group, String key) {
    return group.members().isEmpty()
        ? Messages.of("presence.group.empty")
        : Messages.of(key, group.active(), group.members().size());
  }

  private void place(RowColumns layout) {
    double height = layout.stacked() ? Math.min(layout.nameHeight(), getHeight()) : getHeight();
    double room = layout.stacked() ? layout.width() : layout.left() - 6;
    arrow.resizeRelocate(14, 0, 14, height);
    double width = Math.min(Math.ceil(name.prefWidth(-1)), room - 30);
    name.resizeRelocate(30, 0, width, height);
    double left = 30 + width + 12;
    count.resizeRelocate(left, 0, Math.max(0, room - left), height);
  }
}
