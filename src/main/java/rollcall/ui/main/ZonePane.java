package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.dialogButtons;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.model.PresenceModel;

/// Dialog content: all time zones, with a search. Thread: FX.
final class ZonePane extends VBox {
  private final ZoneBox zones;

  /// @param use receives the chosen zone, or null for that of the computer
  ZonePane(PresenceModel model, Consumer<@Nullable String> use, Runnable close) {
    zones = new ZoneBox(model.now().get(), model.systemZone());
    zones.setId("zone-box");
    String named = model.settings().get().zone();
    zones.choose(named == null ? null : ZoneId.of(named));
    Button ok =
        button(
            "zone.use",
            "zone-use",
            () -> {
              use.accept(zones.chosen().map(ZoneId::getId).orElse(null));
              close.run();
            });
    ok.setDefaultButton(true);
    Button cancel = button("button.cancel", close);
    getStyleClass().addAll("dialog", "message");
    VBox page = styled(new VBox(zones), "page");
    VBox.setVgrow(page, Priority.ALWAYS);
    getChildren().setAll(page, dialogButtons(spacer(), cancel, ok));
  }

  /// Focuses the zones. Subscribes to nothing.
  Subscription follow() {
    zones.requestFocus();
    return Subscription.EMPTY;
  }
}
