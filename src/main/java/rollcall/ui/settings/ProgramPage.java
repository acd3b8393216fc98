package rollcall.ui.settings;

import javafx.util.Subscription;
import rollcall.ui.model.PresenceModel;

/// Section of the start and the end of the program. Thread: FX.
final class ProgramPage extends SettingsPage {
  private final ClosingPane closing;

  ProgramPage(PresenceModel model) {
    super("settings.program");
    closing = new ClosingPane(model);
    getChildren().add(closing);
  }

  @Override
  Subscription follow() {
    return closing.follow();
  }
}
