package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.menuButton;
import static rollcall.ui.controls.Controls.radioItem;
import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.Rounding;
import rollcall.ui.model.Commands;
import rollcall.ui.model.DefaultRules;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.RoundingText;

/// Menu of the accounting rules. A choice changes the settings, which the export uses, too. Thread:
/// FX.
final class RulesMenu {
  private static final List<Integer> BREAK_MINUTES = List.of(1, 5, 10, 15, 30, 60);
  private static final List<Integer> BRIDGE_SECONDS = List.of(0, 30, 90, 300);
  private static final int LATEST_START = 6;

  private final PresenceModel model;
  private final Commands commands;
  private final TimecardsModel timecards;

  RulesMenu(PresenceModel model, Commands commands, TimecardsModel timecards) {
    this.model = model;
    this.commands = commands;
    this.timecards = timecards;
  }

  MenuButton button() {
    MenuButton button = menuButton("timecard-rules", "quiet-menu");
    button.setText(Messages.of("timecards.rules"));
    button.setOnShowing(_ -> button.getItems().setAll(ruleItems()));
    // A skin without items opens no menu.
    button.getItems().add(new MenuItem());
    return button;
  }

  private List<MenuItem> ruleItems() {
    AccountingRules rules = timecards.rules();
    RetentionAndAccounting books = settings().books();
    return List.of(
        menu(
            TimecardText.breakOver(rules.breakOver()),
            BREAK_MINUTES,
            books.breakMinutes(),
            minutes -> TimecardText.breakOver(Duration.ofMinutes(minutes)),
            minutes -> applyBooks(books.withBreakMinutes(minutes))),
        menu(
            TimecardText.bridge(rules.bridgeUpTo()),
            BRIDGE_SECONDS,
            books.bridgeSeconds(),
            seconds -> TimecardText.bridge(Duration.ofSeconds(seconds)),
            seconds -> applyBooks(books.withBridgeSeconds(seconds))),
        menu(
            TimecardText.dayStart(rules.dayStart()),
            IntStream.rangeClosed(0, LATEST_START).boxed().toList(),
            books.dayStart().getHour(),
            hour -> TimecardText.dayStart(LocalTime.of(hour, 0)),
            hour -> applyBooks(books.withDayStart(LocalTime.of(hour, 0)))),
        roundingMenu(rules.rounding()),
        new SeparatorMenuItem(),
        note(Messages.of("timecards.rules.round.warning")));
  }

  private Menu roundingMenu(Rounding current) {
    Menu menu = new Menu(RoundingText.of(current));
    ToggleGroup group = new ToggleGroup();
    menu.getItems()
        .add(
            radioItem(
                RoundingText.of(Rounding.OFF),
                group,
                current.minutes() == 0,
                () -> applyRounding(Rounding.OFF)));
    for (Rounding.Direction direction : Rounding.Direction.values()) {
      menu.getItems().add(new SeparatorMenuItem());
      for (int minutes : Rounding.STEPS) {
        Rounding rounding = new Rounding(minutes, direction);
        menu.getItems()
            .add(
                radioItem(
                    RoundingText.of(rounding),
                    group,
                    rounding.equals(current),
                    () -> applyRounding(rounding)));
      }
    }
    return menu;
  }

  private void applyRounding(Rounding rounding) {
    commands.apply(DefaultRules.withRounding(settings(), rounding));
  }

  private void applyBooks(RetentionAndAccounting books) {
    commands.apply(settings().withBooks(books));
  }

  private Settings settings() {
    return model.settings().get();
  }

  private static Menu menu(
      String title,
      List<Integer> values,
      int current,
      Function<Integer, String> text,
      Consumer<Integer> action) {
    Menu menu = new Menu(title);
    ToggleGroup group = new ToggleGroup();
    Set<Integer> all = new TreeSet<>(values);
    all.add(current);
    all.forEach(value ->
        menu.getItems()
            .add(
                radioItem(text.apply(value), group, value == current, () -> action.accept(value))));
    return menu;
  }

  private static MenuItem note(String text) {
    Label label = styled(new Label(text), "muted");
    label.setWrapText(true);
    label.setMaxWidth(260);
    CustomMenuItem note = new CustomMenuItem(label, false);
    note.setDisable(true);
    return note;
  }
}
