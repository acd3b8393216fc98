package rollcall.app;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javafx.stage.Window;
import rollcall.testkit.Fx;
import rollcall.ui.model.Diagnostics;

/// Rollcall with its window in a process of its own, operated as by a person: once it is live, it
/// writes the diagnostics and the report of a bug into files, and starts a program by native code,
/// as JavaFX starts the browser.
///
/// Arguments: the directory of these files, then those of Rollcall. Prints `done` at the end.
final class OperatedWindow {
  private OperatedWindow() {}

  public static void main(String[] args) {
    Path directory = Path.of(args[0]);
    Thread.ofPlatform().daemon().start(() -> operate(directory));
    Main.main(Arrays.copyOfRange(args, 1, args.length));
  }

  private static void operate(Path directory) {
    try {
      await(() -> find("status-text") instanceof Labeled text && text.getText().startsWith("Live"));
      Files.writeString(directory.resolve("diagnostics.out"), diagnostics());
      Files.writeString(directory.resolve("crash.out"), crashReport());
      start("env > '%s'".formatted(directory.resolve("child.out")));
      System.out.println("done");
    } catch (Throwable e) {
      System.out.println(e);
    }
  }

  private static String diagnostics() throws Exception {
    Fx.chooseMenuItem(roots().getFirst(), "help.diagnostics");
    await(
        () -> find("diagnostics-parts") instanceof ListView<?> list && !list.getItems().isEmpty());
    return Fx.get(() ->
        ((ListView<?>) find("diagnostics-parts"))
            .getItems().stream()
                .map(part -> ((Diagnostics.Part) part).text())
                .collect(Collectors.joining("\n")));
  }

  private static String crashReport() throws Exception {
    String token = System.getenv("SLACK_TOKEN");
    Platform.runLater(() -> {
      throw new IllegalStateException("a bug with " + token);
    });
    await(() -> find("crash-show") instanceof Button);
    Fx.run(((Button) find("crash-show"))::fire);
    return Fx.get(() -> ((TextInputControl) find("crash-report")).getText());
  }

  @SuppressWarnings("restricted")
  private static void start(String command) throws Throwable {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      int code =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("system"),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(arena.allocateFrom(command));
      System.out.println("code " + code);
    }
  }

  /// Waits, also until JavaFX has been started.
  private static void await(Callable<Boolean> condition) throws Exception {
    while (true) {
      try {
        Platform.runLater(() -> {});
        Fx.await(90, condition);
        return;
      } catch (IllegalStateException notStarted) {
        Thread.sleep(50);
      }
    }
  }

  private static Node find(String id) {
    return roots().stream()
        .map(root -> root.lookup("#" + id))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<Parent> roots() {
    return Window.getWindows().stream()
        .filter(Stage.class::isInstance)
        .map(window -> window.getScene().getRoot())
        .toList();
  }
}
