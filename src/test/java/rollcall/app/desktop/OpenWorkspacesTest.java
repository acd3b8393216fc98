package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.settings.InMemorySecrets;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.model.Commands.TokenAnswer;

/// Answers of the sessions of all workspaces.
@ExtendWith(FxExtension.class)
class OpenWorkspacesTest {
  @TempDir Path directory;

  /// Opens the workspaces of an empty or a prepared directory, in which no token is stored.
  static OpenWorkspaces open(Path directory, InstantSource clock, boolean inDemo) {
    WorkspaceContext context =
        new WorkspaceContext(
            WorkspaceOptions.NONE,
            AppPaths.of("Linux", Map.of(), directory, directory.resolve("data")),
            Map.of(),
            new InMemorySecrets(),
            () -> null,
            clock);
    OpenWorkspaces workspaces = Fx.get(() -> new OpenWorkspaces(context, inDemo));
    Fx.run(workspaces.gate()::open);
    return workspaces;
  }

  @Test
  void aBugWhileASessionIsOpenedRefusesTheToken() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (broken.get() && Platform.isFxApplicationThread()) {
            throw new IllegalStateException("a bug");
          }
          return Instant.now();
        };
    OpenWorkspaces workspaces = open(directory, clock, true);
    try {
      broken.set(true);
      CompletableFuture<TokenAnswer> answer = new CompletableFuture<>();
      workspaces.connect("xoxb-1", answer);
      assertInstanceOf(TokenAnswer.Refused.class, answer.get(10, TimeUnit.SECONDS));
    } finally {
      // The bug is thrown on the FX thread, too.
      CompletableFuture.runAsync(() -> {}, Platform::runLater).get(10, TimeUnit.SECONDS);
      WaitForAsyncUtils.clearExceptions();
      broken.set(false);
      workspaces.close();
    }
  }
}
