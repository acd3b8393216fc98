package rollcall.ui.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.collections.ObservableList;
import javafx.scene.Group;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.util.Subscription;
import rollcall.ui.controls.Controls;
import rollcall.ui.main.MainMenu.Action;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.StateCounts;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.ui.text.StatusLine;
import rollcall.watch.WatchStatus;

/// Menu items of the workspaces: one for each, with its state, and those to add and remove one.
/// Thread: FX.
final class WorkspaceMenu {
  private static final int DIGITS = 9;

  private final Workspaces workspaces;
  private final Consumer<Action> actions;

  WorkspaceMenu(Workspaces workspaces, Consumer<Action> actions) {
    this.workspaces = workspaces;
    this.actions = actions;
  }

  /// Fills a menu, and keeps it current.
  ///
  /// @param withKeys whether the items have shortcuts, which only one menu may have
  /// @param more items at the end
  Subscription fill(ObservableList<MenuItem> menu, boolean withKeys, MenuItem... more) {
    return followAll(following -> {
      List<MenuItem> items = new ArrayList<>();
      ToggleGroup group = new ToggleGroup();
      for (PresenceModel one : workspaces.all()) {
        RadioMenuItem item =
            Controls.radioItem("", group, isShown(one), () -> workspaces.shown().set(one));
        if (withKeys && items.size() < DIGITS) {
          item.setAccelerator(KeyCombination.valueOf("Shortcut+Shift+" + (items.size() + 1)));
        }
        items.add(item);
        following.add(one.signInState().subscribe(_ -> show(one, item)));
        following.add(one.status().subscribe(_ -> show(one, item)));
        following.add(one.counts().map(StateCounts::all).subscribe(_ -> show(one, item)));
      }
      items.add(new SeparatorMenuItem());
      items.add(item("add", () -> actions.accept(Action.CONNECT)));
      items.add(removeItem(following));
      items.addAll(List.of(more));
      menu.setAll(items);
    });
  }

  /// Follows the workspaces, and again whenever there are others.
  ///
  /// @param follow adds its subscriptions to the list
  private Subscription followAll(Consumer<List<Subscription>> follow) {
    List<Subscription> following = new ArrayList<>();
    Runnable stop =
        () -> {
          following.forEach(Subscription::unsubscribe);
          following.clear();
        };
    InvalidationListener refollow =
        _ -> {
          stop.run();
          follow.accept(following);
        };
    workspaces.all().addListener(refollow);
    refollow.invalidated(workspaces.all());
    return () -> {
      workspaces.all().removeListener(refollow);
      stop.run();
    };
  }

  private boolean isShown(PresenceModel one) {
    return one.equals(workspaces.shown().get());
  }

  private MenuItem removeItem(List<Subscription> following) {
    MenuItem remove = item("remove", () -> actions.accept(Action.REMOVE_WORKSPACE));
    following.add(
        workspaces
            .shown()
            .get()
            .signInState()
            .subscribe(account -> remove.setDisable(account.signedOut() || account.demo())));
    return remove;
  }

  private static MenuItem item(String word, Runnable action) {
    return Controls.menuItem("workspace." + word, "workspace-" + word, action);
  }

  private static void show(PresenceModel one, RadioMenuItem item) {
    WatchStatus status = one.status().get();
    String name = Workspaces.name(one);
    item.setText(
        Messages.of(
            "workspace.item",
            name.isEmpty() ? Messages.of("workspace.none") : name,
            mode(status),
            Messages.of("status.people", one.counts().get().all())));
    item.setGraphic(graphic(StatusLine.of(status, one.now().get(), one.zone().get()).icon()));
  }

  /// An icon in a group, which is as large as the icon is with larger text.
  private static Group graphic(StateIcon icon) {
    return new Group(icon.node());
  }

  /// The state in one or two words.
  private static String mode(WatchStatus status) {
    return Messages.of(
        "workspace.mode."
            + switch (status) {
              case WatchStatus.Live _ -> "live";
              case WatchStatus.Polling _ -> "polling";
              case WatchStatus.Connecting _ -> "connecting";
              case WatchStatus.Reconnecting _ -> "reconnecting";
              case WatchStatus.Paused _ -> "paused";
              case WatchStatus.Following _ -> "following";
              case WatchStatus.OutsideHours _ -> "outside";
              case WatchStatus.Behind _, WatchStatus.Stopped _ -> "stopped";
              case WatchStatus.Idle _ -> "idle";
            });
  }

  /// Marks the button of the menu while a workspace that is not shown is not recorded because of a
  /// problem.
  Subscription mark(MenuButton button) {
    Runnable update = () -> mark(button, troubled());
    return followAll(following -> {
      workspaces.all().forEach(one -> following.add(one.status().subscribe(_ -> update.run())));
      update.run();
    });
  }

  private List<PresenceModel> troubled() {
    return workspaces.all().stream()
        .filter(one -> !isShown(one) && isTrouble(one.status().get()))
        .toList();
  }

  private static boolean isTrouble(WatchStatus status) {
    return switch (status) {
      case WatchStatus.Live _,
          WatchStatus.Polling _,
          WatchStatus.Paused _,
          WatchStatus.OutsideHours _ ->
          false;
      case WatchStatus.Connecting connecting -> connecting.problem() != null;
      case WatchStatus.Following following -> following.problem() != null;
      case WatchStatus.Idle _,
          WatchStatus.Behind _,
          WatchStatus.Reconnecting _,
          WatchStatus.Stopped _ ->
          true;
    };
  }

  private static void mark(MenuButton button, List<PresenceModel> troubled) {
    String text =
        troubled.stream()
            .map(one ->
                Messages.of("workspace.trouble", Workspaces.name(one), one.statusLine().text()))
            .reduce((first, second) -> first + "\n" + second)
            .orElse("");
    button.setGraphic(text.isEmpty() ? null : graphic(StateIcon.WARNING));
    button.setTooltip(text.isEmpty() ? null : new Tooltip(text));
    String help = Messages.of("toolbar.workspace.help");
    String all = text.isEmpty() ? help : help + ". " + text;
    if (!Objects.equals(all, button.getAccessibleHelp())) {
      button.setAccessibleHelp(all);
    }
  }
}
