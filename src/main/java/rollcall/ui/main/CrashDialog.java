package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.util.HashSet;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import rollcall.ui.controls.Dialog;
import rollcall.ui.controls.DialogContent;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.text.ExceptionFingerprint;
import rollcall.ui.text.Messages;

/// Dialog about a bug in the window: shown once for each error code, and one at a time. Thread: FX.
public final class CrashDialog {
  private static final double HEIGHT = 230;
  private static final double REPORT_HEIGHT = 260;

  private final Stage owner;
  private final HostDesktop desktop;
  private final String program;
  private final Set<String> shown = new HashSet<>();
  private boolean isOpen;

  /// @param program version and environment of Rollcall, for the report
  public CrashDialog(Stage owner, HostDesktop desktop, String program) {
    this.owner = owner;
    this.desktop = desktop;
    this.program = program;
  }

  /// Shows the dialog, unless one is open or this bug was shown before.
  ///
  /// @param recording whether recording continues
  /// @param restart fills the window again
  public void show(Throwable bug, boolean recording, Runnable restart) {
    String code = ExceptionFingerprint.of(bug);
    if (!isOpen && shown.add(code)) {
      isOpen = true;
      open(code, report(code, bug), recording, restart);
    }
  }

  private String report(String code, Throwable bug) {
    return program + "\nError code " + code + "\n\n" + ExceptionFingerprint.trace(bug);
  }

  private void open(String code, String report, boolean recording, Runnable restart) {
    Dialog dialog = new Dialog(owner, Messages.of("app.name"), 560, HEIGHT);
    TextArea text = styled(new TextArea(report), "report");
    text.setId("crash-report");
    text.setEditable(false);
    text.setMinHeight(REPORT_HEIGHT);
    setShown(text, false);
    Button show = button("crash.show", "crash-show", () -> {});
    show.setOnAction(_ -> {
      setShown(text, true);
      show.setDisable(true);
      text.requestFocus();
    });
    Button copy = button("crash.copy", "crash-copy", () -> desktop.copy(report));
    Button again =
        button(
            "crash.restart",
            "crash-restart",
            () -> {
              dialog.close();
              restart.run();
            });
    String sentence =
        Messages.of(recording ? "crash.body.recording" : "crash.body.not_recording", code);
    dialog.show(
        new DialogContent(Messages.of("crash.title"), sentence, text, again, copy, show),
        () -> isOpen = false);
  }
}
