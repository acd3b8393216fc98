package rollcall.ui.setup;

import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import rollcall.ui.text.StateIcon;

/// First page: purpose of Rollcall, and its limits. Thread: FX.
final class WelcomePage extends SetupPage {
  private static final int PROMISES = 3;

  private final Button connect = primary("welcome.connect", "connect");

  /// @param onConnect shows the next step
  WelcomePage(Runnable onConnect) {
    super(SetupStep.WELCOME);
    connect.setOnAction(_ -> onConnect.run());
    VBox promises = styled(new VBox(), "setup-promises");
    for (int i = 1; i <= PROMISES; i++) {
      Label promise = label("welcome.promise." + i, "setup-promise");
      promise.setGraphic(StateIcon.DONE.node());
      promises.getChildren().add(promise);
    }
    getChildren()
        .setAll(
            label("welcome.title", "title-1"),
            label("welcome.body", "lead"),
            promises,
            label("welcome.demo.body", "muted"));
  }

  @Override
  List<Button> buttons() {
    return List.of(connect);
  }
}
