package rollcall.ui.settings;

import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.GridPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Settings;
import rollcall.ui.controls.DisplayConverter;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Conventions;
import rollcall.ui.text.Conventions.Clock;
import rollcall.ui.text.Conventions.Hours;
import rollcall.ui.text.Conventions.Week;
import rollcall.ui.text.Messages;

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
    addWideRow(form, "settings.time.zone", zone);
    choice(form, "week", Week.values(), Conventions::week, Conventions::withWeek);
    choice(form, "clock", Clock.values(), Conventions::clock, Conventions::withClock);
    choice(form, "hours", Hours.values(), Conventions::hours, Conventions::withHours);
    getChildren().addAll(form, text("settings.time.note", "muted"));
  }

  private <E extends Enum<E>> void choice(
      GridPane form,
      String key,
      E[] values,
      Function<Conventions, E> get,
      BiFunction<Conventions, E, Conventions> set) {
    ComboBox<E> box = new ComboBox<>();
    box.setId(key);
    box.getItems().setAll(values);
    box.setConverter(new DisplayConverter<>(value -> text(key, value)));
    box.setValue(get.apply(model.conventions().get()));
    box.setOnAction(
        _ -> model.conventions().set(set.apply(model.conventions().get(), box.getValue())));
    addRow(form, "settings.time." + key, box);
  }

  private static String text(String key, Enum<?> value) {
    return Messages.of("settings.time." + key + "." + Conventions.code(value));
  }

  /// The convention that changed, and its new value.
  static String change(Conventions before, Conventions after) {
    if (before.week() != after.week()) {
      return SettingsChange.sentence("settings.time.week", text("week", after.week()));
    }
    return before.clock() != after.clock()
        ? SettingsChange.sentence("settings.time.clock", text("clock", after.clock()))
        : SettingsChange.sentence("settings.time.hours", text("hours", after.hours()));
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
