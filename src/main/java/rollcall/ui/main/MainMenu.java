package rollcall.ui.main;

import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCombination;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Theme;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Menu bar with all commands. Thread: FX.
final class MainMenu extends MenuBar {
  private final PresenceModel model;
  private final Commands commands;
  private Subscription subscription = Subscription.EMPTY;

  MainMenu(PresenceModel model, Commands commands, Actions actions) {
    this.model = model;
    this.commands = commands;
    setUseSystemMenuBar(true);
    MenuItem export = item("file.export", "Shortcut+E", actions::export);
    MenuItem choose = item("people.choose", "Shortcut+P", actions::choosePeople);
    MenuItem find = item("edit.find", "Shortcut+F", actions::find);
    MenuItem reconnect = item("recording.reconnect", "F5", commands::reconnectNow);
    MenuItem pause = item("recording.pause", "Shortcut+Shift+P", this::togglePause);
    MenuItem demo = item("recording.demo", null, () -> commands.demo(true));
    MenuItem leave = item("recording.leave_demo", null, () -> commands.demo(false));
    getMenus()
        .setAll(
            menu(
                "file",
                export,
                item("file.settings", "Shortcut+Comma", actions::settings),
                new SeparatorMenuItem(),
                item("file.close", "Shortcut+W", actions::close)),
            menu("edit", find),
            viewMenu(),
            menu("people", choose),
            menu("recording", pause, reconnect, new SeparatorMenuItem(), demo, leave),
            menu("help", item("help.about", "F1", actions::about)));
    follow(
        model
            .signInState()
            .subscribe(account -> {
              boolean signedOut = account.signedOut();
              find.setDisable(signedOut);
              reconnect.setDisable(signedOut);
              demo.setVisible(!account.demo());
              leave.setVisible(account.demo());
            }));
    Runnable update =
        () -> {
          boolean paused = model.settings().get().paused();
          boolean signedOut = model.signInState().get().signedOut();
          boolean readOnly = model.isReadOnly().getValue();
          choose.setDisable(signedOut || readOnly);
          // A pause can be ended before there is any history, too.
          pause.setDisable((signedOut && !paused) || readOnly);
          pause.setText(Messages.of(paused ? "menu.recording.resume" : "menu.recording.pause"));
        };
    follow(model.settings().subscribe(_ -> update.run()));
    follow(model.signInState().subscribe(_ -> update.run()));
    follow(model.isReadOnly().subscribe(_ -> update.run()));
    follow(model.counts().subscribe(counts -> export.setDisable(counts.all() == 0)));
  }

  /// Unsubscribes from the model.
  void dispose() {
    subscription.unsubscribe();
  }

  private void togglePause() {
    commands.pause(!model.settings().get().paused());
  }

  private Menu viewMenu() {
    Menu menu = menu("view");
    ToggleGroup group = new ToggleGroup();
    for (Theme theme : Theme.values()) {
      String key =
          switch (theme) {
            case AUTOMATIC -> "menu.view.automatic";
            case LIGHT -> "menu.view.light";
            case DARK -> "menu.view.dark";
          };
      RadioMenuItem item = new RadioMenuItem(Messages.of(key));
      item.setToggleGroup(group);
      item.setOnAction(_ -> commands.apply(model.settings().get().withTheme(theme), null));
      follow(
          model
              .settings()
              .subscribe(settings -> item.setSelected(settings.appearance().theme() == theme)));
      menu.getItems().add(item);
    }
    return menu;
  }

  private void follow(Subscription more) {
    subscription = subscription.and(more);
  }

  private static Menu menu(String key, MenuItem... items) {
    return new Menu(Messages.of("menu." + key), null, items);
  }

  private static MenuItem item(String key, @Nullable String shortcut, Runnable action) {
    MenuItem item = new MenuItem(Messages.of("menu." + key));
    item.setId(key);
    item.setOnAction(_ -> action.run());
    if (shortcut != null) {
      item.setAccelerator(KeyCombination.valueOf(shortcut));
    }
    return item;
  }

  /// Commands of the window itself.
  interface Actions {
    void export();

    void choosePeople();

    void find();

    void settings();

    void about();

    void close();
  }
}
