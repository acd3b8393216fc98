package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.checkBox;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import rollcall.ui.text.Messages;
import rollcall.watch.FollowedGroup;

/// Followed channels and user groups, with the option to add new members automatically. Not in the
/// layout while there are none. Thread: FX.
final class FollowedGroupsPane extends VBox {
  private final PickerModel picker;
  private final FlowPane chips = styled(new FlowPane(), "followed-chips");

  FollowedGroupsPane(PickerModel picker) {
    this.picker = picker;
    getStyleClass().add("followed");
    chips.setId("followed");
    CheckBox autoAdd = checkBox("follow.auto_add", "auto-add");
    autoAdd.selectedProperty().bindBidirectional(picker.autoAdd());
    autoAdd.setWrapText(true);
    autoAdd.setAccessibleHelp(Messages.of("follow.auto_add.help"));
    getChildren().setAll(chips, autoAdd);
  }

  Subscription follow() {
    return picker.list().subscribe(_ -> show());
  }

  private void show() {
    List<Node> nodes = picker.followed().stream().<Node>map(this::chip).toList();
    chips.getChildren().setAll(nodes);
    setShown(this, !nodes.isEmpty());
  }

  private HBox chip(FollowedGroup group) {
    Label name = new Label(group.title());
    Button remove = styled(new Button(null, new FontIcon(Feather.X)), "flat", "small-icon");
    remove.setAccessibleText(Messages.of("follow.remove", group.title()));
    remove.setOnAction(_ -> picker.unfollow(group));
    return styled(new HBox(name, remove), "followed-chip");
  }
}
