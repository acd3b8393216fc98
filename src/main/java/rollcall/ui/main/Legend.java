package rollcall.ui.main;

import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;

/// Legend of the lanes: each state as it is drawn. A click highlights the state. Thread: FX.
final class Legend extends HBox {
  /// @param emphasis the highlighted state, or null
  Legend(ObjectProperty<@Nullable Presence> emphasis) {
    setId("legend");
    getStyleClass().add("legend");
    for (Presence state : new Presence[] {Presence.ACTIVE, Presence.AWAY, Presence.UNKNOWN}) {
      getChildren().add(item(state, emphasis));
    }
    SVGPath moon = StateIcon.OUTSIDE_HOURS.node();
    moon.getStyleClass().setAll("legend-dnd");
    Label dnd = new Label(Messages.of("legend.dnd"), moon);
    dnd.getStyleClass().add("legend-item");
    getChildren().add(dnd);
    getChildren().forEach(item -> ((Region) item).setMinWidth(USE_PREF_SIZE));
  }

  private static Node item(Presence state, ObjectProperty<@Nullable Presence> emphasis) {
    Region swatch = new Region();
    swatch.getStyleClass().add("legend-" + state.word());
    ToggleButton button = new ToggleButton(Messages.of("legend." + state.word()), swatch);
    button.setId("legend-" + state.word());
    button.getStyleClass().setAll("legend-item");
    button.setTooltip(new Tooltip(Messages.of("legend.help")));
    button.setOnAction(_ -> emphasis.set(button.isSelected() ? state : null));
    emphasis.subscribe(chosen -> button.setSelected(chosen == state));
    return button;
  }
}
