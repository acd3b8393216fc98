package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.TokenInput;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.presence.Workspace;
import rollcall.settings.InMemorySecrets;

class HeadlessSessionTest {
  @TempDir Path directory;

  @Test
  @Timeout(60)
  void stoppingDoesNotWaitForTheTokenInput() throws Exception {
    var asked = new CountDownLatch(1);
    var given = new CountDownLatch(1);
    TokenInput input =
        () -> {
          asked.countDown();
          try {
            given.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return null;
        };
    HeadlessSession session = new HeadlessSession(context(input), terminal(), false, null);
    var ended = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            session.run(false, PeopleSelection.SAVED);
          } catch (IOException e) {
            ended.complete(e.getMessage());
          }
        });
    asked.await();
    session.close();
    given.countDown();
    assertEquals(
        "There is no token. Put one into SLACK_TOKEN, or give it on standard input.", ended.get());
  }

  @Test
  void intoAHistoryOfANewerRollcallNothingIsRecorded() throws Exception {
    WorkspaceContext demo = context(() -> null);
    Path file = demo.demoProfile().history(new Workspace("T0ACMEDEMO", "Acme (demo)"));
    History.open(file, Instant.EPOCH).close(Instant.EPOCH);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma user_version = 99");
    }
    byte[] before = Files.readAllBytes(file);
    var said = new ByteArrayOutputStream();
    var err = new PrintStream(said, true, StandardCharsets.UTF_8);
    var terminal = new TerminalListener(err, err, InstantSource.system());
    WorkspaceContext here =
        context(() -> null, new WorkspaceOptions(true, null, null, null, null, null, false, null));
    assertEquals(
        1, new HeadlessSession(here, terminal, true, null).run(true, PeopleSelection.SAVED));
    assertTrue(
        said.toString(StandardCharsets.UTF_8)
            .contains(
                "so this one only reads it: update Rollcall to record or to change anything."),
        said.toString(StandardCharsets.UTF_8));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void unreadableRecordingHoursStopWatching() throws IOException {
    Files.createDirectories(directory.resolve("data"));
    for (String settings : List.of("{\"hours\": \"nine to five\"}", "{\"hours\": {\"from\"")) {
      Path file = context(() -> null).directories().settings().resolve("settings.json");
      Files.writeString(file, settings);
      HeadlessSession session = new HeadlessSession(context(() -> null), terminal(), true, null);
      String said =
          String.valueOf(
              assertThrows(IOException.class, () -> session.run(false, PeopleSelection.SAVED))
                  .getMessage());
      assertTrue(
          said.endsWith(
              " Recording hours protect people, so no one is watched until they are set again:"
                  + " correct the file, or open the window."),
          said);
    }
  }

  @Test
  void unreadablePausesOfPeopleStopWatching() throws IOException {
    Files.createDirectories(directory.resolve("data"));
    Files.writeString(
        context(() -> null).directories().settings().resolve("settings.json"),
        "{\"people\":{\"paused\":7}}");
    HeadlessSession session = new HeadlessSession(context(() -> null), terminal(), true, null);
    String said =
        String.valueOf(
            assertThrows(IOException.class, () -> session.run(false, PeopleSelection.SAVED))
                .getMessage());
    assertTrue(said.contains("no one is watched until it is known who is paused"), said);
  }

  private WorkspaceContext context(TokenInput input) {
    return context(input, WorkspaceOptions.NONE);
  }

  private WorkspaceContext context(TokenInput input, WorkspaceOptions options) {
    AppPaths directories = AppPaths.of("Linux", Map.of(), directory, directory.resolve("data"));
    // A busy machine must not count as a stall of this process.
    return new WorkspaceContext(
        options,
        directories,
        Map.of(),
        new InMemorySecrets(),
        input,
        InstantSource.system(),
        Duration.ofHours(1));
  }

  private static TerminalListener terminal() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new TerminalListener(nowhere, nowhere, InstantSource.system());
  }
}
