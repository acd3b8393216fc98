package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.menuItem;
import static rollcall.ui.controls.Controls.radioItem;

import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Settings;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Menu of the time zone whose midnights separate the days: that of the computer, each person's
/// own, UTC, those of the people, and any other. Thread: FX.
public final class ZoneMenu extends MenuButton {
  private static final String UTC = "UTC";

  private final PresenceModel model;
  private final Actions actions;
  private final MenuItem[] more;

  /// @param more further items before the last one
  public ZoneMenu(PresenceModel model, Actions actions, MenuItem... more) {
    this.model = model;
    this.actions = actions;
    this.more = more;
    getStyleClass().add("quiet-menu");
    setMinWidth(USE_PREF_SIZE);
    setMnemonicParsing(false);
    fill();
    setOnShowing(_ -> fill());
  }

  /// Whether each person's own zone is chosen.
  public static boolean isOwn(Settings settings) {
    return settings.export().ownZones();
  }

  /// Shows this text of the chosen zone.
  public void show(String text) {
    show(text, text);
  }

  /// Shows this text of the chosen zone.
  ///
  /// @param full the whole text, which is spoken, and is in a tooltip if it is not shown
  public void show(String text, String full) {
    setText(text);
    setAccessibleText(Messages.of("zone.accessible", full));
    String help = text.equals(full) ? "" : full;
    Tooltip known = getTooltip();
    if (!help.equals(known == null ? "" : known.getText())) {
      setTooltip(help.isEmpty() ? null : new Tooltip(help));
    }
  }

  private void fill() {
    Settings settings = model.settings().get();
    ToggleGroup group = new ToggleGroup();
    String computer = ZoneBox.name(model.systemZone(), model.now().get());
    getItems()
        .setAll(
            item(Messages.of("zone.computer", computer), null, group),
            own(isOwn(settings), group),
            item(UTC, UTC, group),
            new SeparatorMenuItem());
    for (String id : others(settings.zone())) {
      getItems().add(item(ZoneBox.name(ZoneId.of(id), model.now().get()), id, group));
    }
    getItems().addAll(more);
    getItems().add(menuItem("zone.choose", "zone-choose", actions::chooseZone));
  }

  /// The zones of the people, and the chosen one.
  private Set<String> others(@Nullable String chosen) {
    Set<String> others = new TreeSet<>();
    model
        .rows()
        .forEach(row -> row.state().person().clock().map(ZoneId::getId).ifPresent(others::add));
    if (chosen != null) {
      others.add(chosen);
    }
    others.remove(UTC);
    return others;
  }

  private MenuItem own(boolean selected, ToggleGroup group) {
    RadioMenuItem item = radioItem(Messages.of("zone.own"), group, selected, actions::ownZones);
    item.setId("zone-own");
    return item;
  }

  private RadioMenuItem item(String text, @Nullable String zone, ToggleGroup group) {
    Settings settings = model.settings().get();
    boolean selected = !isOwn(settings) && Objects.equals(zone, settings.zone());
    return radioItem(text, group, selected, () -> actions.zone(zone));
  }

  /// Choices of the zone, which are saved.
  public interface Actions {
    /// Separates the days at the midnights of this zone, or of that of the computer if null.
    void zone(@Nullable String id);

    /// Separates the days of each person at their own midnight.
    void ownZones();

    /// Opens the dialog with all time zones.
    void chooseZone();
  }
}
