package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.menuItem;
import static rollcall.ui.controls.Controls.radioItem;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.util.Subscription;
import rollcall.settings.GroupBy;
import rollcall.ui.model.Grouping;
import rollcall.ui.model.GroupingModel;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Menu of the groups of the rows. Thread: FX.
final class GroupByMenu extends MenuButton {
  private final PresenceModel model;

  GroupByMenu(PresenceModel model, GroupingModel grouping, PresenceView.Actions actions) {
    this.model = model;
    setId("group");
    getStyleClass().add("quiet-menu");
    setMinWidth(USE_PREF_SIZE);
    setMnemonicParsing(false);
    ToggleGroup group = new ToggleGroup();
    for (GroupBy by : GroupBy.values()) {
      RadioMenuItem item = radioItem(Grouping.label(by), group, false, () -> grouping.choose(by));
      item.setId("group-" + by.word());
      item.setUserData(by);
      getItems().add(item);
    }
    getItems()
        .addAll(
            new SeparatorMenuItem(),
            menuItem("presence.group.edit", "group-edit", actions::editGroups));
  }

  Subscription follow() {
    return model.settings().map(settings -> settings.groups().by()).subscribe(this::select);
  }

  private void select(GroupBy by) {
    setText(Messages.of("presence.group.by", Grouping.label(by)));
    for (MenuItem item : getItems()) {
      if (item instanceof RadioMenuItem choice) {
        choice.setSelected(by.equals(choice.getUserData()));
      }
    }
  }
}
