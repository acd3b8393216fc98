package rollcall.ui.main;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.StateCounts;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;

/// Chips with the number of people in each state, which filter the table. Thread: FX.
public final class StateChips extends HBox {
  private final ToggleGroup group = new ToggleGroup();
  private final ObjectProperty<Optional<Presence>> filter;
  private Subscription subscription = Subscription.EMPTY;

  /// @param filter the state shown in the table, or empty for all
  public StateChips(PresenceModel model, ObjectProperty<Optional<Presence>> filter) {
    this.filter = filter;
    getStyleClass().add("chips");
    Label show = new Label(Messages.of("chips.show"));
    show.getStyleClass().add("muted");
    getChildren().add(show);
    chip(model, "all", null, StateCounts::all);
    chip(model, "active", Presence.ACTIVE, StateCounts::active);
    chip(model, "away", Presence.AWAY, StateCounts::away);
    chip(model, "unknown", Presence.UNKNOWN, StateCounts::unknown);
  }

  /// Unsubscribes from the model.
  void dispose() {
    subscription.unsubscribe();
  }

  private void chip(
      PresenceModel model,
      String key,
      @Nullable Presence state,
      Function<StateCounts, Integer> count) {
    ToggleButton chip = new ToggleButton();
    chip.setId("chip-" + key);
    chip.getStyleClass().add("chip");
    chip.setMinWidth(USE_PREF_SIZE);
    chip.setToggleGroup(group);
    chip.setTooltip(new Tooltip(Messages.of("chips." + key + ".help")));
    chip.setAccessibleHelp(Messages.of("chips." + key + ".help"));
    if (state != null) {
      chip.setGraphic(StateIcon.of(state).node());
    }
    // Pressing the selected chip selects it again: one is always selected.
    chip.setOnAction(_ -> {
      chip.setSelected(true);
      filter.set(Optional.ofNullable(state));
    });
    subscription =
        Subscription.combine(
            subscription,
            filter.subscribe(chosen -> chip.setSelected(chosen.equals(Optional.ofNullable(state)))),
            model
                .counts()
                .subscribe(
                    counts -> chip.setText(Messages.of("chips." + key, count.apply(counts)))));
    getChildren().add(chip);
  }
}
