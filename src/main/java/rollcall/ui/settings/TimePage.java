package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.label;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.GridPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Settings;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.text.TimeConventions.Clock;
import rollcall.ui.text.TimeConventions.Hours;
import rollcall.ui.text.TimeConventions.Week;

/// Time page: the report zone, whose midnights separate the days. Thread: FX.
final class TimePage extends SettingsPage {
  private final ZoneBox zone;

  TimePage(PresenceModel model, Commands commands) {
    super("settings.time", model, commands);
    zone = new ZoneBox(model.now().get(), model.systemZone());
    zone.setId("zone");
    GridPane form = form();
    addWideRow(form, "settings.time.zone", zone);
    choice(form, "week", Week.values(), TimeConventions::week, TimeConventions::withWeek);
    choice(form, "clock", Clock.values(), TimeConventions::clock, TimeConventions::withClock);
    choice(form, "hours", Hours.values(), TimeConventions::hours, TimeConventions::withHours);
    getChildren().addAll(form, label("settings.time.note", "muted"));
  }

  private <E extends Enum<E>> void choice(
      GridPane form,
      String key,
      E[] values,
      Function<TimeConventions, E> get,
      BiFunction<TimeConventions, E, TimeConventions> set) {
    ComboBox<E> box = comboBox(key, List.of(values), value -> text(key, value));
    box.setValue(get.apply(model.conventions().get()));
    box.setOnAction(
        _ -> model.conventions().set(set.apply(model.conventions().get(), box.getValue())));
    addRow(form, "settings.time." + key, box);
  }

  private static String text(String key, Enum<?> value) {
    return Messages.of("settings.time." + key + "." + Messages.word(value));
  }

  /// The convention that changed, and its new value.
  static String change(TimeConventions before, TimeConventions after) {
    if (before.week() != after.week()) {
      return UndoableSettingsChange.sentence("settings.time.week", text("week", after.week()));
    }
    return before.clock() != after.clock()
        ? UndoableSettingsChange.sentence("settings.time.clock", text("clock", after.clock()))
        : UndoableSettingsChange.sentence("settings.time.hours", text("hours", after.hours()));
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
        commands.apply(settings.withZone(saved));
      }
    }
  }
}
