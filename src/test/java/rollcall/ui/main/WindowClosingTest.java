package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.Workspace;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.model.CloseChoice;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.Tray;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Messages;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

@ExtendWith(FxExtension.class)
class WindowClosingTest {
  private final FakeDesktop desktop = new FakeDesktop();
  private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  private Stage stage;
  private WindowClosing closing;
  private LocalNotice stored = new LocalNotice.TokenStored();
  private int quits;

  @Start
  void open(Stage stage) {
    this.stage = stage;
    stage.setScene(new Scene(new Region(), 600, 400));
    model.setWatchListState(
        WatchListState.of(
            WatchList.of(Set.copyOf(Acme.people().stream().map(Person::id).toList()))));
    model.setSignInState(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T1", "Acme"), "rollcall"));
    model.setStatus(new WatchStatus.Live(3, Acme.NOW, Acme.NOW));
    closing =
        new WindowClosing(
            stage,
            new Workspaces(model),
            desktop.tray(),
            Runnable::run,
            () -> CompletableFuture.completedStage(stored),
            () -> quits++);
    stage.setOnCloseRequest(closing::onCloseRequest);
    stage.show();
  }

  @AfterEach
  void close() {
    Messages.use(Locale.US);
    Fx.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
  }

  @Test
  void whileRecordingTheFirstCloseAsks() {
    requestClose();
    assertEquals(
        List.of(
            "Keep recording in the background?",
            "If you quit, nothing is recorded until the next start. That time is then unknown."),
        List.of(text(".title-3"), text(".message-body")));
    assertTrue(Fx.get(() -> button("keep").isFocused() && button("keep").isDefaultButton()));
    assertEquals(List.of("Keep running", "Quit"), labels());
    assertEquals("Remember my choice", Fx.get(() -> remember().getText()));
    assertTrue(stage.isShowing());
    press("cancel");
    assertTrue(stage.isShowing() && dialog().isEmpty());
    for (WatchStatus other :
        List.of(
            new WatchStatus.OutsideHours(null),
            new WatchStatus.Behind(Acme.NOW),
            new WatchStatus.Connecting(1, null, null),
            new WatchStatus.Polling(3, Duration.ofMinutes(1), null, null),
            new WatchStatus.Reconnecting(
                1, Acme.NOW, null, new Problem.ConnectionLost("closed")))) {
      Fx.run(() -> model.setStatus(other));
      requestClose();
      press("cancel");
    }
    assertEquals(0, quits);
  }

  @Test
  void quittingAsksWhetherToKeepATokenThatIsNotStored() {
    Fx.run(() -> {
      model.setLocalNotice(new LocalNotice.NoPasswordStore());
      closing.quit();
    });
    assertEquals("Keep the token for the next start?", text(".title-3"));
    press("cancel");
    assertEquals(0, quits);
    requestClose();
    press("quit");
    assertEquals("Keep the token for the next start?", text(".title-3"));
    stored = new LocalNotice.CommandFailed("No space left on the disk.");
    press("store");
    assertEquals(0, quits, "the token is not stored");
    assertEquals(stored, model.localNotice().get());
    Fx.run(() -> {
      model.setLocalNotice(new LocalNotice.NoPasswordStore());
      closing.quit();
    });
    stored = new LocalNotice.TokenStored();
    press("store");
    assertEquals(1, quits);
    assertEquals(stored, model.localNotice().get());
  }

  @Test
  void theTokenCanBeLeftOutOrIsNotAskedForWhenThatIsDecided() {
    Messages.use(Locale.GERMANY);
    Fx.run(() -> {
      model.setLocalNotice(new LocalNotice.NoPasswordStore());
      closing.quit();
    });
    assertEquals("Das Token für den nächsten Start behalten?", text(".title-3"));
    press("ask");
    assertEquals(1, quits);
    Fx.run(() -> {
      model.setLocalNotice(new LocalNotice.None());
      closing.quit();
    });
    assertEquals(2, quits);
  }

  @Test
  void theQuestionAndTheMissingTrayAreaAreSaidInGerman() {
    Messages.use(Locale.GERMANY);
    requestClose();
    assertEquals(
        List.of(
            "Im Hintergrund weiter aufzeichnen?",
            "Wenn Sie Rollcall beenden, wird bis zum nächsten Start nichts aufgezeichnet. Diese"
                + " Zeit ist dann unbekannt."),
        List.of(text(".title-3"), text(".message-body")));
    assertEquals(List.of("Weiter aufzeichnen", "Beenden"), labels());
    assertEquals("Meine Auswahl merken", Fx.get(() -> remember().getText()));
    press("keep");
    assertEquals(
        List.of(
            "Ihr Desktop hat keinen Infobereich",
            "Das Fenster wird stattdessen minimiert, damit Sie es wiederfinden."),
        List.of(text(".title-3"), text(".message-body")));
    assertEquals("OK", Fx.get(() -> button("ok").getText()));
  }

  @Test
  void theWindowIsInTheTrayAreaUntilItIsOpenedThere() {
    desktop.hasTray = true;
    requestClose();
    press("keep");
    assertFalse(stage.isShowing());
    assertEquals(
        List.of("Open Rollcall", "Quit"),
        desktop.trayItems.stream().map(Tray.Item::label).toList());
    Fx.run(desktop.trayItems.getFirst().action());
    assertTrue(stage.isShowing());
    assertEquals(List.of(), desktop.trayItems);
    assertEquals(0, quits);
  }

  @Test
  void theTrayAreaCanQuit() {
    desktop.hasTray = true;
    requestClose();
    press("keep");
    Fx.run(desktop.trayItems.getLast().action());
    assertEquals(1, quits);
  }

  @Test
  void withoutATrayAreaTheWindowIsMinimizedAndThatIsSaid() {
    requestClose();
    press("keep");
    assertEquals(
        List.of(
            "Your desktop has no tray area",
            "The window will be minimized instead so you can find it again."),
        List.of(text(".title-3"), text(".message-body")));
    assertEquals("OK", Fx.get(() -> button("ok").getText()));
    assertFalse(stage.isIconified());
    press("ok");
    assertTrue(stage.isIconified());
    Fx.run(closing::show);
    assertFalse(stage.isIconified());
  }

  @Test
  void aRememberedChoiceIsNotAskedAgain() {
    requestClose();
    Fx.run(() -> remember().fire());
    press("keep");
    press("ok");
    assertEquals(CloseChoice.KEEP, model.closing().get());
    Fx.run(closing::show);
    requestClose();
    assertTrue(Fx.get(() -> dialog().isEmpty()));
    assertTrue(stage.isIconified());
    Fx.run(() -> model.closing().set(CloseChoice.ASK));
    requestClose();
    Fx.run(() -> remember().fire());
    press("quit");
    assertEquals(CloseChoice.QUIT, model.closing().get());
    requestClose();
    assertTrue(Fx.get(() -> dialog().isEmpty()));
    assertEquals(2, quits);
  }

  @Test
  void aChoiceThatIsNotRememberedIsAskedAgain() {
    requestClose();
    press("quit");
    assertEquals(1, quits);
    assertEquals(CloseChoice.ASK, model.closing().get());
  }

  @Test
  void whenNothingIsRecordedClosingQuits() {
    Fx.run(() -> model.setStatus(new WatchStatus.Paused()));
    requestClose();
    assertEquals(1, quits);
    Fx.run(() -> {
      model.setStatus(new WatchStatus.Live(3, Acme.NOW, Acme.NOW));
      model.setSignInState(
          new SignInState(SignInState.Kind.DEMO, new Workspace("T1", "Acme"), "rollcall"));
    });
    requestClose();
    assertEquals(2, quits);
    assertTrue(Fx.get(() -> dialog().isEmpty()));
  }

  private void requestClose() {
    Fx.run(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
  }

  private void press(String word) {
    Fx.run(() -> button(word).fire());
  }

  private Button button(String word) {
    return Fx.find(dialog().orElseThrow(), "close-" + word, Button.class);
  }

  private CheckBox remember() {
    return Fx.find(dialog().orElseThrow(), "close-remember", CheckBox.class);
  }

  private List<String> labels() {
    return Fx.get(() -> List.of(button("keep").getText(), button("quit").getText()));
  }

  private String text(String selector) {
    return Fx.get(() -> ((Label) dialog().orElseThrow().lookup(selector)).getText());
  }

  private Optional<Parent> dialog() {
    return Window.getWindows().stream()
        .filter(one -> one != stage && one.isShowing())
        .map(one -> one.getScene().getRoot())
        .findFirst();
  }
}
