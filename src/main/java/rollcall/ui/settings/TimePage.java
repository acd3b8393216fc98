package rollcall.ui.settings;

import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.layout.GridPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Settings;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;

/// Time page: the report zone, whose midnights separate the days. Thread: FX.
final class TimePage extends SettingsPage {
  private final PresenceModel model;
  private final Commands commands;
  private final ZoneBox zone;

  TimePage(PresenceModel model, Commands commands) {
    super("settings.time");
    this.model = model;
    this.commands = commands;
    zone = new ZoneBox(model.now().get(), model.systemZone());
    zone.setId("zone");
    GridPane form = form();
    addRow(form, "settings.time.zone", zone);
    getChildren().add(form);
  }

  @Override
  Subscription follow() {
    Subscription shown =
        model
            .settings()
            .map(settings -> Optional.ofNullable(settings.zone()).map(ZoneId::of))
            .subscribe(saved -> zone.choose(saved.orElse(null)));
    return shown.and(zone.valueProperty().subscribe(this::use));
  }

  private void use(ZoneBox.@Nullable Choice choice) {
    Settings settings = model.settings().get();
    if (choice != null) {
      ZoneId chosen = choice.zone();
      String saved = chosen == null ? null : chosen.getId();
      if (!Objects.equals(saved, settings.zone())) {
        commands.apply(settings.withZone(saved), null);
      }
    }
  }
}
