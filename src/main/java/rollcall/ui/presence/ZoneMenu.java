package rollcall.ui.presence;

import java.util.Objects;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Menu of the time zone whose midnights separate the days. Thread: FX.
final class ZoneMenu extends MenuButton {
  private static final String UTC = "UTC";

  private final PresenceModel model;
  private final TimelineModel timeline;
  private final PresenceView.Actions actions;

  ZoneMenu(PresenceModel model, TimelineModel timeline, PresenceView.Actions actions) {
    this.model = model;
    this.timeline = timeline;
    this.actions = actions;
    setId("zone");
    getStyleClass().add("quiet-menu");
    setMinWidth(USE_PREF_SIZE);
  }

  /// Subscribes to the model.
  Subscription follow() {
    return Subscription.combine(
        model.zone().subscribe(_ -> update()),
        model.settings().subscribe(_ -> update()),
        timeline.alignClocks().subscribe(_ -> update()),
        timeline.window().subscribe(_ -> showText()));
  }

  private void update() {
    String chosen = model.settings().get().zone();
    String text = ZoneBox.name(model.zone().get(), model.now().get());
    showText();
    ToggleGroup group = new ToggleGroup();
    getItems()
        .setAll(
            item(
                Messages.of(
                    "settings.time.computer", ZoneBox.name(model.systemZone(), model.now().get())),
                null,
                chosen,
                group),
            item(UTC, UTC, chosen, group));
    boolean other = chosen != null && !UTC.equals(chosen);
    if (other) {
      getItems().add(item(text, chosen, chosen, group));
    }
    MenuItem choose = new MenuItem(Messages.of("presence.zone.choose"));
    choose.setId("zone-choose");
    choose.setOnAction(_ -> actions.chooseZone());
    CheckMenuItem align = new CheckMenuItem(Messages.of("presence.zone.align"));
    align.setId("zone-align");
    align.setSelected(timeline.alignClocks().get());
    align.setOnAction(_ -> timeline.alignClocks().set(align.isSelected()));
    getItems().addAll(new SeparatorMenuItem(), align, new SeparatorMenuItem(), choose);
  }

  private void showText() {
    String zone = ZoneBox.name(model.zone().get(), model.now().get());
    setText(timeline.isAligned() ? Messages.of("presence.zone.aligned") : zone);
    setAccessibleText(Messages.of("presence.zone", getText()));
  }

  private RadioMenuItem item(
      String text, @Nullable String zone, @Nullable String chosen, ToggleGroup group) {
    RadioMenuItem item = new RadioMenuItem(text);
    item.setToggleGroup(group);
    item.setSelected(Objects.equals(zone, chosen));
    item.setOnAction(_ -> actions.zone(zone));
    return item;
  }
}
