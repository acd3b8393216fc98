package rollcall.ui.setup;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;

/// List of the steps of the assistant, each a way to it. Thread: FX.
final class StepBar extends HBox {
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

  private final Map<SetupStep, Button> buttons = new EnumMap<>(SetupStep.class);

  /// @param onStep receives the chosen step
  StepBar(Consumer<SetupStep> onStep) {
    getStyleClass().add("step-bar");
    setAccessibleText(Messages.of("setup.steps"));
    for (SetupStep step : SetupStep.values()) {
      Button button = new Button();
      button.setId("step-" + step.key());
      button.getStyleClass().setAll("step");
      button.setMinWidth(USE_PREF_SIZE);
      button.setOnAction(_ -> onStep.accept(step));
      buttons.put(step, button);
      getChildren().add(button);
    }
  }

  /// Shows the current step, which are done, and which can be shown.
  void show(SetupStep current, Predicate<SetupStep> isDone, Predicate<SetupStep> canShow) {
    buttons.forEach((step, button) -> {
      boolean done = step.compareTo(current) < 0 && isDone.test(step);
      button.setGraphic(done ? StateIcon.DONE.node() : null);
      button.setText(done ? step.label() : Messages.of("setup.step", step.number(), step.label()));
      button.pseudoClassStateChanged(CURRENT, step == current);
      button.setDisable(!canShow.test(step));
      button.setAccessibleText(
          Messages.of("setup.step.help", step.number(), SetupStep.values().length, step.label()));
    });
  }
}
