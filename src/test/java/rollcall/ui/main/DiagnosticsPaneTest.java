package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.model.Diagnostics;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;

@ExtendWith(FxExtension.class)
class DiagnosticsPaneTest {
  private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  private final RecordedCommands commands = new RecordedCommands();

  @Test
  void namesOfAListThatLoadsWhileTheTextsAreShownAreReplacedToo() {
    commands.diagnostics =
        known -> {
          String text = known.people().size() + " names replaced";
          return new Diagnostics(
              List.of(
                  new Diagnostics.Part("environment.txt", text),
                  new Diagnostics.Part("log.txt", "log, " + text)));
        };
    Fx.run(() -> {
      DiagnosticsPane pane = new DiagnosticsPane(model, commands, new FakeDesktop(), () -> {});
      new Scene(pane);
      pane.follow();
      ListView<?> parts = Fx.find(pane, "diagnostics-parts", ListView.class);
      TextArea text = Fx.find(pane, "diagnostics-text", TextArea.class);
      parts.getSelectionModel().select(1);
      assertEquals("log, 0 names replaced", text.getText());
      model.setUserList(new UserList(Acme.people().subList(0, 1), 2, UserList.State.LOADING));
      assertEquals("log, 0 names replaced", text.getText());
      model.setUserList(new UserList(Acme.people(), 2, UserList.State.COMPLETE));
      assertEquals("log, %s names replaced".formatted(Acme.people().size()), text.getText());
    });
  }
}
