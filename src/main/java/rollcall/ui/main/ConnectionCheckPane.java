package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.dialogButtons;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.controls.CheckStepList;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.watch.CheckReport;

/// Dialog content: the connection check and its conclusion. Thread: FX.
final class ConnectionCheckPane extends BorderPane {
  private final PresenceModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final String version;
  private final CheckStepList steps;
  private final Label conclusion = wrappedLabel("", "heading");
  private final Button copy = button("check.copy", "check-copy", this::copy);
  private final Label copied = styled(new Label(Messages.of("check.copied")), "muted");
  private final Button again = new Button();
  private @Nullable CheckReport report;

  /// @param version of Rollcall, for the text for IT
  ConnectionCheckPane(
      PresenceModel model, Commands commands, HostDesktop desktop, String version, Runnable close) {
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    this.version = version;
    steps = new CheckStepList(model::checkText, commands.fxExecutor());
    setId("connection-check");
    getStyleClass().add("dialog");
    ScrollPane scroll = new ScrollPane(new VBox(16, steps, conclusion));
    scroll.getContent().getStyleClass().add("page");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    conclusion.setId("check-conclusion");
    setCenter(scroll);
    setBottom(buttons(close));
  }

  /// Starts the check; it is canceled with the subscription.
  Subscription follow() {
    start();
    return this::cancel;
  }

  private HBox buttons(Runnable close) {
    again.setId("check-again");
    again.setOnAction(_ -> {
      if (steps.isRunning()) {
        cancel();
      } else {
        start();
      }
    });
    Button closing = button("button.close", close);
    return dialogButtons(copy, copied, spacer(), again, closing);
  }

  private void start() {
    report = null;
    conclusion.setText(Messages.of("check.running"));
    steps.start(onResult -> commands.checkConnection(null, onResult), this::end);
    showButtons();
  }

  private void end(CommandResult<CheckReport> result) {
    switch (result) {
      case CommandResult.Done(CheckReport complete) -> {
        report = complete;
        conclusion.setText(model.checkText().conclusion(complete));
      }
      case CommandResult.Failed(String reason) -> stop(reason);
    }
    showButtons();
  }

  private void cancel() {
    if (steps.isRunning()) {
      steps.stop();
      commands.cancelCheck();
      stop(Messages.of("check.canceled"));
      showButtons();
    }
  }

  private void stop(String sentence) {
    steps.clearUnfinished();
    conclusion.setText(sentence);
  }

  private void showButtons() {
    again.setText(Messages.of(steps.isRunning() ? "check.cancel" : "check.again"));
    copy.setDisable(report == null);
    copied.setVisible(false);
  }

  private void copy() {
    if (report != null) {
      desktop.copy(model.checkText().text(model.checkText().header(version), report));
      copied.setVisible(true);
    }
  }
}
