package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.menuItem;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.util.Subscription;
import rollcall.presence.UserId;
import rollcall.settings.PersonGroup;
import rollcall.ui.text.Messages;
import rollcall.watch.FollowedGroup;

/// Menu of the filter of the list of people: one of the user's own groups, or a channel or user
/// group of Slack. Thread: FX.
final class GroupFilterMenu extends MenuButton {
  private final PickerModel picker;
  private final Consumer<FollowedGroup.Kind> choose;

  /// @param choose opens the choice of a channel or user group
  GroupFilterMenu(PickerModel picker, Consumer<FollowedGroup.Kind> choose) {
    this.picker = picker;
    this.choose = choose;
    setId("team");
    setMinWidth(USE_PREF_SIZE);
    setMnemonicParsing(false);
    setMaxWidth(220);
    setOnShowing(_ -> fill());
    fill();
  }

  Subscription follow() {
    return picker
        .team()
        .subscribe(team ->
            setText(
                Messages.of(
                    "people.team", team == null ? Messages.of("people.team.any") : team.title())));
  }

  private void fill() {
    getItems().setAll(menuItem("people.team.any", "team-any", () -> picker.team().set(null)));
    getItems().add(new SeparatorMenuItem());
    for (PersonGroup group : picker.groups().getValue().mine()) {
      MenuItem item = new MenuItem(group.name());
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> picker.team().set(team(group)));
      getItems().add(item);
    }
    getItems()
        .addAll(
            menuItem(
                "follow.group", "team-group", () -> choose.accept(FollowedGroup.Kind.USER_GROUP)),
            menuItem(
                "follow.channel", "team-channel", () -> choose.accept(FollowedGroup.Kind.CHANNEL)));
  }

  private static PickerModel.TeamFilter team(PersonGroup group) {
    return new PickerModel.TeamFilter(
        group.name(), group.members().stream().map(UserId::new).collect(Collectors.toSet()));
  }
}
