package rollcall.ui.main;

import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
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
              "recording",
              List.of(new Shortcut("Ctrl+Shift+P", "pause"), new Shortcut("F5", "reconnect"))),
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

  /// The index after the last section of each column, with one, two and three columns: they are of
  /// nearly one height.
  private static final List<List<Integer>> ENDS =
      List.of(List.of(4), List.of(2, 4), List.of(1, 3, 4));

  private static final Pattern KEY_NAME =
      Pattern.compile("Ctrl|Shift|Esc|End|Enter|Space|PgUp|PgDn|wheel|drag|click");

  /// Part of the sheet.
  private record Section(String word, List<Shortcut> shortcuts) {}

  /// Keys and the last part of the message key of their effect.
  private record Shortcut(String keys, String word) {}

  private final List<GridPane> sections = SECTIONS.stream().map(ShortcutSheet::grid).toList();
  private final HBox columns = styled(new HBox(), "shortcuts");

  ShortcutSheet() {
    setContent(columns);
    setFitToWidth(true);
    setId("shortcuts");
    getStyleClass().add("dialog");
  }

  /// Takes the focus, so that keys scroll and close the sheet.
  Subscription follow() {
    setFocusTraversable(true);
    requestFocus();
    return viewportBoundsProperty().subscribe(bounds -> arrange(bounds.getWidth()));
  }

  /// Arranges the sections in three, two or one columns, as many as fit.
  private void arrange(double width) {
    double column = sections.stream().mapToDouble(one -> one.prefWidth(-1)).max().orElse(0);
    double room = width - columns.snappedLeftInset() - columns.snappedRightInset();
    int count =
        (int) Math.clamp((room + columns.getSpacing()) / (column + columns.getSpacing()), 1, 3);
    if (count != columns.getChildren().size()) {
      List<Integer> ends = ENDS.get(count - 1);
      columns.getChildren().clear();
      for (int i = 0; i < count; i++) {
        VBox box = new VBox(16);
        box.getChildren().setAll(sections.subList(i == 0 ? 0 : ends.get(i - 1), ends.get(i)));
        box.setMinWidth(0);
        HBox.setHgrow(box, Priority.ALWAYS);
        columns.getChildren().add(box);
      }
    }
  }

  private static GridPane grid(Section section) {
    GridPane grid = styled(new GridPane(), "shortcut-section");
    Label title = styled(new Label(Messages.of("shortcuts." + section.word())), "heading");
    grid.add(title, 0, 0, 2, 1);
    for (Shortcut shortcut : section.shortcuts()) {
      Label keys = styled(new Label(platformKeys(shortcut.keys())), "shortcut-keys");
      keys.setMinWidth(USE_PREF_SIZE);
      GridPane.setHalignment(keys, HPos.RIGHT);
      // A row of wrapped texts has no baseline: the style sheet lowers the smaller text.
      GridPane.setValignment(keys, VPos.TOP);
      Label effect = new Label(Messages.of("shortcuts." + section.word() + "." + shortcut.word()));
      effect.setWrapText(true);
      effect.setMaxWidth(Double.MAX_VALUE);
      GridPane.setHgrow(effect, Priority.ALWAYS);
      keys.setLabelFor(effect);
      grid.addRow(grid.getRowCount(), effect, keys);
    }
    return grid;
  }

  /// The keys with the names that they have on this platform and in this language.
  private static String platformKeys(String keys) {
    return KEY_NAME
        .matcher(MenuKeys.ofThisComputer().text(keys))
        .replaceAll(name -> Messages.of("key." + name.group().toLowerCase(Locale.ROOT)));
  }
}
