package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import java.util.concurrent.Executor;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import rollcall.ui.controls.Dialog;
import rollcall.ui.controls.DialogContent;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.Messages;

/// Question whether to remove the shown workspace, and whether to keep its history. Thread: FX.
final class RemoveWorkspaceDialog {
  private final Workspaces workspaces;
  private final PresenceModel removed;
  private final Executor fxExecutor;
  private final Dialog dialog;
  private final Label failure = wrappedLabel("", "error");
  private final Button cancel = button("button.cancel", "workspace-remove-cancel", this::cancel);
  private final Button keep =
      button("workspace.remove.keep", "workspace-remove-keep", () -> remove(false));
  private final Button erase =
      button("workspace.remove.erase", "workspace-remove-erase", () -> remove(true));

  /// @param fxExecutor runs results of commands on the FX thread
  RemoveWorkspaceDialog(Stage owner, Workspaces workspaces, Executor fxExecutor) {
    this.workspaces = workspaces;
    this.removed = workspaces.shown().get();
    this.fxExecutor = fxExecutor;
    dialog = new Dialog(owner, Messages.of("app.name"), 620, 220);
    failure.setId("workspace-remove-failure");
    erase.getStyleClass().add("danger");
    cancel.setCancelButton(true);
  }

  void show() {
    String name = Workspaces.name(removed);
    dialog.show(
        new DialogContent(
            Messages.of("workspace.remove.title", name),
            Messages.of("workspace.remove.body", name),
            failure,
            cancel,
            erase,
            keep));
  }

  private void cancel() {
    dialog.close();
  }

  private void remove(boolean withHistory) {
    setDisable(true);
    workspaces
        .remove(removed, withHistory)
        .whenCompleteAsync(
            (reason, bug) -> {
              setDisable(false);
              if (bug == null && reason.isEmpty()) {
                dialog.close();
              } else {
                failure.setText(bug == null ? reason.orElse("") : bug.toString());
              }
            },
            fxExecutor);
  }

  private void setDisable(boolean on) {
    List.of(cancel, keep, erase).forEach(button -> button.setDisable(on));
  }
}
