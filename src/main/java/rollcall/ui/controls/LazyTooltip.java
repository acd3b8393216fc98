package rollcall.ui.controls;

import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.event.EventHandler;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/// Tooltip that is made when the pointer is over its control for the first time: each one is a
/// window with a scene of its own, and most are never seen. Its text is the accessible help from
/// the start. Thread: FX.
public final class LazyTooltip {
  private LazyTooltip() {}

  public static void add(Control control, String text) {
    if (control.getAccessibleHelp() == null) {
      control.setAccessibleHelp(text);
    }
    onFirstHover(control, tooltip -> tooltip.setText(text));
  }

  /// Adds a tooltip whose text changes to a control.
  public static void add(Control control, ObservableValue<String> text) {
    control.accessibleHelpProperty().bind(text);
    onFirstHover(control, tooltip -> tooltip.textProperty().bind(text));
  }

  private static void onFirstHover(Control control, Consumer<Tooltip> fill) {
    control.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        new EventHandler<>() {
          @Override
          public void handle(MouseEvent entered) {
            control.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
            Tooltip tooltip = new Tooltip();
            fill.accept(tooltip);
            control.setTooltip(tooltip);
          }
        });
  }
}
