package rollcall.ui.main;

import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.util.Subscription;
import rollcall.ui.text.Messages;

/// Sheet of all keyboard shortcuts. Thread: FX.
final class ShortcutSheet extends ScrollPane {
  private static final List<Section> SECTIONS =
      List.of(
          new Section(
              "window",
              List.of(
                  new Shortcut("Ctrl+1  Ctrl+2", "screens"),
                  new Shortcut("Ctrl+Shift+1 … 9", "workspaces"),
                  new Shortcut("/  Ctrl+F", "find"),
                  new Shortcut("Esc", "escape"),
                  new Shortcut("F6  Shift+F6", "parts"),
                  new Shortcut("Ctrl+P", "people"),
                  new Shortcut("Ctrl+E", "export"),
                  new Shortcut("Ctrl+,", "settings"),
                  new Shortcut("F11", "wallboard"),
                  new Shortcut("Ctrl+Shift+B", "compact"),
                  new Shortcut("F1  Ctrl+/", "sheet"),
                  new Shortcut("Ctrl+Shift+L", "log"),
                  new Shortcut("Ctrl+W  Ctrl+Q", "quit"))),
          new Section(
              "recording",
              List.of(new Shortcut("Ctrl+Shift+P", "pause"), new Shortcut("F5", "reconnect"))),
          new Section(
              "time",
              List.of(
                  new Shortcut("G  Ctrl+G", "date"),
                  new Shortcut("T", "today"),
                  new Shortcut("End", "now"),
                  new Shortcut("D  W  M", "unit"),
                  new Shortcut("P  N", "step"),
                  new Shortcut("Ctrl+← →", "pan"),
                  new Shortcut("Ctrl+Shift+← →", "pan_day"),
                  new Shortcut("+  −  Ctrl+wheel", "zoom"),
                  new Shortcut("0", "fit"),
                  new Shortcut("Z", "zone"),
                  new Shortcut("Alt+← →", "back"))),
          new Section(
              "rows",
              List.of(
                  new Shortcut("↑ ↓  PgUp PgDn", "row"),
                  new Shortcut("← →", "interval"),
                  new Shortcut("[  ]", "change"),
                  new Shortcut("U  Shift+U", "gap"),
                  new Shortcut("Enter", "zoom_to"),
                  new Shortcut("E", "explain"),
                  new Shortcut("Shift+← →  Shift+drag", "range"),
                  new Shortcut("Space  Ctrl+click", "choose"),
                  new Shortcut("Ctrl+C  Ctrl+Shift+C", "copy"),
                  new Shortcut("Ctrl+A", "choose_all"),
                  new Shortcut("Shift+F10", "menu"),
                  new Shortcut("Alt+Shift+← →", "divider"),
                  new Shortcut("Ctrl+T", "table"),
                  new Shortcut("Ctrl+Shift+A", "by_hour"),
                  new Shortcut("Ctrl+Shift+H", "hide_names"))));

  private static final Pattern KEY_NAME =
      Pattern.compile("Ctrl|Shift|Esc|End|Enter|Space|PgUp|PgDn|wheel|drag|click");

  /// Part of the sheet.
  private record Section(String word, List<Shortcut> shortcuts) {}

  /// Keys and the last part of the message key of their effect.
  private record Shortcut(String keys, String word) {}

  ShortcutSheet() {
    GridPane grid = styled(new GridPane(), "shortcuts");
    SECTIONS.forEach(section -> add(grid, section));
    setContent(grid);
    setFitToWidth(true);
    setId("shortcuts");
  }

  /// Takes the focus, so that keys scroll and close the sheet. Subscribes to nothing: the sheet
  /// does not change.
  Subscription follow() {
    setFocusTraversable(true);
    requestFocus();
    return Subscription.EMPTY;
  }

  /// Adds a section below the others, so that the effects of all begin at one place.
  private static void add(GridPane grid, Section section) {
    Label title = styled(new Label(Messages.of("shortcuts." + section.word())), "heading");
    grid.add(title, 0, grid.getRowCount(), 2, 1);
    if (grid.getRowCount() > 1) {
      GridPane.setMargin(title, new Insets(14, 0, 0, 0));
    }
    for (Shortcut shortcut : section.shortcuts()) {
      Label keys = styled(new Label(platformKeys(shortcut.keys())), "shortcut-keys");
      keys.setMinWidth(USE_PREF_SIZE);
      Label effect = new Label(Messages.of("shortcuts." + section.word() + "." + shortcut.word()));
      effect.setWrapText(true);
      keys.setLabelFor(effect);
      grid.addRow(grid.getRowCount(), keys, effect);
    }
  }

  /// The keys with the names that they have on this platform and in this language.
  private static String platformKeys(String keys) {
    return KEY_NAME
        .matcher(MenuKeys.ofThisComputer().text(keys))
        .replaceAll(name -> Messages.of("key." + name.group().toLowerCase(Locale.ROOT)));
  }
}
