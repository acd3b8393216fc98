package rollcall.ui;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import rollcall.presence.Presence;

/// How many people are in each state, and at the same time the choice of whom the table shows. FX
/// lane.
final class StateChips extends HBox {
  private final ToggleGroup group = new ToggleGroup();
  private final ObjectProperty<Optional<Presence>> only;
  private Subscription subscriptions = Subscription.EMPTY;

  /// @param only the state that the table shows alone, or empty for all
  StateChips(PresenceModel model, ObjectProperty<Optional<Presence>> only) {
    this.only = only;
    getStyleClass().add("chips");
    Label show = new Label(Words.of("chips.show"));
    show.getStyleClass().add("muted");
    getChildren().add(show);
    chip(model, "all", Optional.empty(), Counts::all);
    chip(model, "active", Optional.of(Presence.ACTIVE), Counts::active);
    chip(model, "away", Optional.of(Presence.AWAY), Counts::away);
    chip(model, "unknown", Optional.of(Presence.UNKNOWN), Counts::unknown);
  }

  /// Follows nobody any more.
  void dispose() {
    subscriptions.unsubscribe();
  }

  private void chip(
      PresenceModel model, String key, Optional<Presence> state, Function<Counts, Integer> count) {
    ToggleButton chip = new ToggleButton();
    chip.setId("chip-" + key);
    chip.getStyleClass().add("chip");
    chip.setMinWidth(USE_PREF_SIZE);
    chip.setToggleGroup(group);
    chip.setTooltip(new Tooltip(Words.of("chips." + key + ".help")));
    chip.setAccessibleHelp(Words.of("chips." + key + ".help"));
    state.ifPresent(presence -> chip.setGraphic(Mark.of(presence).node()));
    // Pressing the chosen chip again chooses it again: one is always chosen.
    chip.setOnAction(_ -> {
      chip.setSelected(true);
      only.set(state);
    });
    subscriptions =
        Subscription.combine(
            subscriptions,
            only.subscribe(chosen -> chip.setSelected(chosen.equals(state))),
            model
                .counts()
                .subscribe(counts -> chip.setText(Words.of("chips." + key, count.apply(counts)))));
    getChildren().add(chip);
  }
}
