package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.checkBox;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import rollcall.ui.controls.Dialog;
import rollcall.ui.controls.DialogContent;
import rollcall.ui.model.CloseChoice;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.Tray;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Messages;
import rollcall.watch.WatchStatus;

/// Closing of the window: ends the program, or lets it record in the tray area or minimized, as the
/// user has chosen. Thread: FX.
final class WindowClosing {
  private final Stage stage;
  private final Workspaces workspaces;
  private final Tray tray;
  private final Executor fxExecutor;
  private final Supplier<CompletionStage<LocalNotice>> storeToken;
  private final Runnable quit;

  /// @param storeToken stores the tokens in a file
  /// @param quit ends the program
  WindowClosing(
      Stage stage,
      Workspaces workspaces,
      Tray tray,
      Executor fxExecutor,
      Supplier<CompletionStage<LocalNotice>> storeToken,
      Runnable quit) {
    this.stage = stage;
    this.workspaces = workspaces;
    this.tray = tray;
    this.fxExecutor = fxExecutor;
    this.storeToken = storeToken;
    this.quit = quit;
  }

  /// Ends the program, after a question if the token would be lost with it.
  void quit() {
    if (workspaces.all().stream().anyMatch(WindowClosing::isTokenUndecided)) {
      askForToken();
    } else {
      quit.run();
    }
  }

  private static boolean isTokenUndecided(PresenceModel model) {
    return model.localNotice().get() instanceof LocalNotice.NoPasswordStore;
  }

  private void askForToken() {
    show();
    Dialog dialog = new Dialog(stage, Messages.of("app.name"), 520, 200);
    Button store = button("close.store", "close-store", () -> storeToken(quit));
    Button ask = button("close.ask", "close-ask", quit);
    Button cancel = button("close.cancel", "close-cancel", dialog::close);
    dialog.show(
        new DialogContent(
            Messages.of("close.token.title"),
            Messages.of("close.token.body"),
            new Region(),
            store,
            cancel,
            ask));
  }

  /// Stores the tokens in a file, and shows the result.
  ///
  /// @param then runs when they are stored
  void storeToken(Runnable then) {
    storeToken
        .get()
        .thenAcceptAsync(
            result -> {
              workspaces.all().stream()
                  .filter(WindowClosing::isTokenUndecided)
                  .forEach(model -> model.setLocalNotice(new LocalNotice.None()));
              workspaces.shown().get().setLocalNotice(result);
              if (result instanceof LocalNotice.TokenStored) {
                then.run();
              }
            },
            fxExecutor);
  }

  /// Handles the request of the user to close the window.
  void onCloseRequest(WindowEvent request) {
    request.consume();
    switch (isRecording() ? workspaces.shown().get().closing().get() : CloseChoice.QUIT) {
      case ASK -> ask();
      case KEEP -> keepRunning(false);
      case QUIT -> quit();
    }
  }

  /// Shows the window again.
  void show() {
    tray.hide();
    stage.setIconified(false);
    stage.show();
    stage.toFront();
    stage.requestFocus();
  }

  /// Whether people of a real workspace, shown or not, are recorded, or will be as soon as the
  /// connection or the recording hours allow it.
  boolean isRecording() {
    return workspaces.all().stream().anyMatch(WindowClosing::isRecording);
  }

  private static boolean isRecording(PresenceModel model) {
    boolean recorded = model.signInState().get().kind() == SignInState.Kind.SLACK;
    return recorded
        && model.counts().get().all() > 0
        && switch (model.status().get()) {
          case WatchStatus.Idle _,
              WatchStatus.Paused _,
              WatchStatus.Following _,
              WatchStatus.Stopped _ ->
              false;
          case WatchStatus.OutsideHours _,
              WatchStatus.Behind _,
              WatchStatus.Connecting _,
              WatchStatus.Live _,
              WatchStatus.Polling _,
              WatchStatus.Reconnecting _ ->
              true;
        };
  }

  private void ask() {
    Dialog dialog = new Dialog(stage, Messages.of("app.name"), 480, 200);
    CheckBox remember = checkBox("close.remember", "close-remember");
    Button keep =
        button("close.keep", "close-keep", () -> choose(CloseChoice.KEEP, remember, dialog));
    Button end =
        button("close.quit", "close-quit", () -> choose(CloseChoice.QUIT, remember, dialog));
    Button cancel = button("close.cancel", "close-cancel", dialog::close);
    dialog.show(
        new DialogContent(
            Messages.of("close.title"), Messages.of("close.body"), remember, keep, cancel, end));
  }

  private void choose(CloseChoice choice, CheckBox remember, Dialog dialog) {
    if (remember.isSelected()) {
      workspaces.shown().get().closing().set(choice);
    }
    dialog.close();
    if (choice == CloseChoice.QUIT) {
      quit();
    } else {
      keepRunning(true);
    }
  }

  /// @param explain whether to say where the window is on a desktop without a tray area
  private void keepRunning(boolean explain) {
    List<Tray.Item> items =
        List.of(
            new Tray.Item(Messages.of("tray.open"), () -> fxExecutor.execute(this::show)),
            new Tray.Item(Messages.of("tray.quit"), () -> fxExecutor.execute(this::quit)));
    tray.show(Messages.of("tray.tooltip"), items)
        .thenAcceptAsync(
            shown -> {
              if (shown) {
                stage.hide();
              } else if (explain) {
                explainMinimizing();
              } else {
                stage.setIconified(true);
              }
            },
            fxExecutor);
  }

  private void explainMinimizing() {
    Dialog dialog = new Dialog(stage, Messages.of("app.name"), 480, 180);
    Button ok =
        button(
            "close.ok",
            "close-ok",
            () -> {
              dialog.close();
              stage.setIconified(true);
            });
    dialog.show(
        new DialogContent(
            Messages.of("close.no_tray.title"),
            Messages.of("close.no_tray.body"),
            new Region(),
            ok));
  }
}
