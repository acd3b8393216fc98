package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.presence.Person;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.SortKey;
import rollcall.ui.text.Messages;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;

@ExtendWith(FxExtension.class)
class MainMenuTest {
  private static final List<Row> ROWS =
      List.of(
          new Row("file.export", "Ctrl+E", "EXPORT"),
          new Row("file.backup", "", "BACK_UP"),
          new Row("file.settings", "Ctrl+,", "SETTINGS"),
          new Row("file.close", "Ctrl+W", "CLOSE"),
          new Row("file.quit", "Ctrl+Q", "QUIT"),
          new Row("edit.copy", "Ctrl+C", "COPY"),
          new Row("edit.copy_csv", "Ctrl+Shift+C", "COPY_CSV"),
          new Row("edit.find", "Ctrl+F", "FIND"),
          new Row("view.presence", "Ctrl+1", "PRESENCE"),
          new Row("view.timecards", "Ctrl+2", "TIMECARDS"),
          new Row("view.date", "Ctrl+G", "GO_TO_DATE"),
          new Row("view.zone", "", "CHOOSE_ZONE"),
          new Row("view.by_hour", "Ctrl+Shift+A", "ACTIVE_BY_HOUR"),
          new Row("help.meaning", "", "MEANING"),
          new Row("view.wallboard", "F11", "WALLBOARD"),
          new Row("people.choose", "Ctrl+P", "CHOOSE_PEOPLE"),
          new Row("people.groups", "", "EDIT_GROUPS"),
          new Row("people.triggers", "", "SHOW_TRIGGERS"),
          new Row("people.erase", "", "PRIVACY"),
          new Row("recording.pause", "Ctrl+Shift+P", "pause true"),
          new Row("recording.reconnect", "F5", "reconnect"),
          new Row("recording.check", "", "CHECK_CONNECTION"),
          new Row("help.shortcuts", "Ctrl+/", "SHORTCUTS"),
          new Row("help.log", "Ctrl+Shift+L", "LOG"),
          new Row("help.diagnostics", "", "DIAGNOSTICS"),
          new Row("help.privacy", "", "PRIVACY"),
          new Row("help.about", "", "ABOUT"));

  /// Menu item, its shortcut on Linux, and the action that it calls.
  private record Row(String id, String keys, String action) {}

  private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  private final RecordedCommands commands = new RecordedCommands();
  private final List<String> actions = new ArrayList<>();
  private MainMenu menu;
  private PresenceScreenModel screen;

  @BeforeEach
  void build() {
    Fx.run(() -> {
      model.setWatchListState(
          WatchListState.of(
              WatchList.of(Set.copyOf(Acme.people().stream().map(Person::id).toList()))));
      screen = new PresenceScreenModel(model);
      screen.follow();
      menu =
          new MainMenu(
              model, commands, screen, new Workspaces(model), action -> actions.add(action.name()));
    });
  }

  @Test
  void everyActionIsInItsMenuWithItsShortcut() {
    for (Row row : ROWS) {
      actions.clear();
      commands.log.clear();
      MenuItem item = item(row.id()).orElseThrow();
      KeyCombination accelerator = item.getAccelerator();
      assertEquals(row.keys(), accelerator == null ? "" : accelerator.getDisplayText(), row.id());
      String title = Messages.of("menu." + row.id().substring(0, row.id().indexOf('.')));
      assertEquals(title, item.getParentMenu().getText());
      Fx.run(item::fire);
      List<String> all = new ArrayList<>(actions);
      all.addAll(commands.log);
      assertEquals(List.of(row.action()), all, row.id());
    }
  }

  @Test
  void theViewZoomsAndHasHeightsOfRows() {
    var before = screen.timeline().window().get();
    Fx.run(() -> item("view.zoom_in").orElseThrow().fire());
    assertTrue(screen.timeline().window().get().length().compareTo(before.length()) < 0);
    assertEquals("Ctrl+=", item("view.zoom_in").orElseThrow().getAccelerator().getDisplayText());
    assertEquals("Ctrl+-", item("view.zoom_out").orElseThrow().getAccelerator().getDisplayText());
    assertEquals("Ctrl+0", item("view.fit").orElseThrow().getAccelerator().getDisplayText());
  }

  @Test
  void columnsAreHiddenAndShownAgain() {
    CheckMenuItem seen = column("seen");
    assertTrue(seen.isSelected());
    choose(seen, false);
    choose(column("state"), false);
    assertEquals(Set.of(SortKey.SEEN, SortKey.STATE), screen.hiddenColumns().get());
    choose(seen, true);
    assertEquals(Set.of(SortKey.STATE), screen.hiddenColumns().get());
    Fx.run(() -> screen.hiddenColumns().set(Set.of()));
    assertTrue(column("state").isSelected());
  }

  @Test
  void theMenuSortsTheRowsAlsoWhereTheHeaderHasNoRoom() {
    Menu sort = (Menu) item("view.sort").orElseThrow();
    Fx.run(() -> sort.getItems().get(SortKey.ACTIVE.ordinal()).fire());
    assertEquals(new SortKey.Order(SortKey.ACTIVE, false), screen.order().get());
    Fx.run(() -> sort.getItems().get(SortKey.ACTIVE.ordinal()).fire());
    assertEquals(new SortKey.Order(SortKey.ACTIVE, true), screen.order().get());
    Fx.run(() -> sort.getItems().getFirst().fire());
    assertEquals(SortKey.Order.BY_NAME, screen.order().get());
    assertTrue(((RadioMenuItem) sort.getItems().getFirst()).isSelected());
  }

  private CheckMenuItem column(String word) {
    Menu columns = (Menu) item("view.columns").orElseThrow();
    return (CheckMenuItem)
        columns.getItems().stream()
            .filter(one -> ("column-" + word).equals(one.getId()))
            .findFirst()
            .orElseThrow();
  }

  private static void choose(CheckMenuItem item, boolean selected) {
    Fx.run(() -> {
      item.setSelected(selected);
      item.fire();
    });
  }

  @Test
  void theEditMenuSelectsAll() {
    assertEquals("Ctrl+A", item("edit.select_all").orElseThrow().getAccelerator().getDisplayText());
  }

  @Test
  void aBackupNeedsAHistory() {
    assertTrue(item("file.backup").orElseThrow().isDisable());
    Fx.run(() -> model.setRecordedSince(Acme.NOW));
    assertFalse(item("file.backup").orElseThrow().isDisable());
  }

  @Test
  void noShortcutIsUsedTwice() {
    Set<KeyCombination> keys = new HashSet<>();
    items()
        .map(MenuItem::getAccelerator)
        .filter(Objects::nonNull)
        .forEach(one -> assertTrue(keys.add(one), one.getName()));
  }

  private Optional<MenuItem> item(String id) {
    return items().filter(one -> id.equals(one.getId())).findFirst();
  }

  private Stream<MenuItem> items() {
    return menu.getMenus().stream().flatMap(one -> one.getItems().stream());
  }
}
