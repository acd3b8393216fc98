package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.wrappedLabel;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Section of the record that others keep on a server. Thread: FX.
final class SharedRecordAddressPane extends SettingsPage {
  private final Runnable close;
  private final TextField address = new TextField();
  private final Button show = button("settings.record.show", "record-show", this::show);
  private final Label error = wrappedLabel("", "error");

  /// @param close closes the settings
  SharedRecordAddressPane(PresenceModel model, Commands commands, Runnable close) {
    super("settings.record", model, commands);
    this.close = close;
    address.setId("record-address");
    address.setPromptText("postgresql://user@host:5432/db");
    address.setAccessibleText(Messages.of("settings.record.address"));
    address.setOnAction(_ -> show());
    HBox.setHgrow(address, Priority.ALWAYS);
    show.setMinWidth(USE_PREF_SIZE);
    show.disableProperty().bind(address.textProperty().map(String::isBlank));
    error.setId("record-error");
    setShown(error, false);
    getChildren().addAll(new HBox(8, address, show), error);
  }

  private void show() {
    if (!address.getText().isBlank()) {
      commands
          .showRecord(address.getText().strip())
          .thenAcceptAsync(
              problem -> {
                error.setText(problem.orElse(""));
                setShown(error, problem.isPresent());
                if (problem.isEmpty()) {
                  close.run();
                }
              },
              commands.fxExecutor());
    }
  }
}
