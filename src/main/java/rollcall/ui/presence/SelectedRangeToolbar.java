package rollcall.ui.presence;

import java.time.Duration;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Floating bar of the chosen range: length, zoom, copy totals, export, close. Thread: FX.
final class SelectedRangeToolbar extends HBox {
  private final PresenceScreenModel screen;
  private final Label length = new Label();

  /// @param export opens the export of a range
  SelectedRangeToolbar(PresenceScreenModel screen, Consumer<TimeRangeSelection.Range> export) {
    this.screen = screen;
    setId("range-actions");
    getStyleClass().add("range-actions");
    setManaged(false);
    getChildren()
        .setAll(
            length,
            button("zoom", screen.range()::zoom),
            button("copy", new SelectionText(screen)::copyText),
            button("export", () -> export(export)),
            button("close", screen.range()::clear));
    addEventHandler(MouseEvent.ANY, MouseEvent::consume);
    screen.range().range().subscribe(this::show);
  }

  private static Button button(String key, Runnable action) {
    var button = new Button(Messages.of("presence.range." + key));
    button.setId("range-" + key);
    button.setAccessibleText(Messages.of("presence.range." + key + ".accessible"));
    button.setOnAction(_ -> action.run());
    return button;
  }

  private void show(TimeRangeSelection.@Nullable Range range) {
    setVisible(range != null);
    if (range != null) {
      length.setText(TimeFormat.exact(Duration.between(range.from(), range.to())));
    }
  }

  private void export(Consumer<TimeRangeSelection.Range> export) {
    TimeRangeSelection.Range range = screen.range().range().get();
    if (range != null) {
      export.accept(range);
    }
  }
}
