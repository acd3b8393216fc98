package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.commands.HeadlessSession;
import rollcall.app.commands.TerminalListener;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.InMemorySecrets;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.WorkspaceChange;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Histories;

/// `record` and `watch` where the settings, the list or the history cannot be read: no more people
/// are recorded, and nothing is deleted, than the user chose.
@Timeout(300)
class UnreadListTest {
  @TempDir Path data;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private SlackSimulator workspace;
  private String grace;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = workspace.people().getFirst().id();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'watched': ['%s', 7]} | watched[1] must be a user id, was 7",
        "{'watched': '%s'} | watched must be a list, was \"%s\"",
        "{'watched': null} | watched must be a list, was null",
        "{'followed': 1, 'watched': ['%s']} | followed must be an object in braces, was 1",
        "{'followed': {'all': [{'kind': 'room'}]}} | followed.all[0] must be {\"kind\":"
            + " \"channel\"",
        "{'followed': {'all': {}}, 'watched': ['%s']} | followed.all must be a list, was {}"
      })
  void aListThatCannotBeReadIsRefusedAndNamedAndNotTakenForEveryone(String json, String entry)
      throws Exception {
    given(json.replace('\'', '"').replace("%s", grace));
    assertEquals(
        "Not all of the saved list can be read, so no one is watched: correct the file, choose"
            + " people in the window, or name them on the command line.",
        refused(PeopleSelection.SAVED));
    assertTrue(err().contains(entry.replace("%s", grace)), err());
    assertFalse(err().contains("are recorded"), err());
    assertEquals(Set.of(), recorded());
  }

  @Test
  void withoutAListNoOneIsWatched() throws Exception {
    for (String settings : List.of("{}", "{\"watched\": []}")) {
      given(settings);
      assertEquals(
          "No list is saved, so no one is watched: name people on the command line, choose them in"
              + " the window, or give --everyone.",
          refused(PeopleSelection.SAVED));
    }
    Files.delete(data.resolve("settings.json"));
    assertTrue(refused(PeopleSelection.SAVED).startsWith("No list is saved"));
    assertEquals(Set.of(), recorded());
    assertEquals(
        List.of(),
        workspace.calls().stream().filter(c -> c.method().equals("users.list")).toList());
  }

  @Test
  void everyoneIsWatchedWhereThatIsSaid() throws Exception {
    Set<String> all =
        workspace.people().stream()
            .map(Employee::id)
            .collect(Collectors.toCollection(TreeSet::new));
    record(PeopleSelection.EVERYONE, () -> workspace.subscriptions().equals(List.of(all)));
    assertTrue(err().contains("Everyone is watched: " + all.size() + " people"), err());
  }

  @Test
  void peopleWhoAreNamedAreRecordedThoughTheListCannotBeRead() throws Exception {
    given("{\"watched\": [7]}");
    record(new PeopleSelection(List.of(grace), List.of(), List.of()), () -> out(grace + ": away"));
    assertEquals(Set.of(grace), recorded());
    assertTrue(err().contains("watched[0] must be a user id, was 7"), err());
    assertTrue(Files.readString(data.resolve("settings.json")).contains("[7]"));
  }

  @Test
  void aChannelWithoutAnyPersonInItIsWatchedAndNotEveryone() throws Exception {
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            "C0EMPTY0000", "empty", false, List.of(workspace.botUserId())));
    PeopleSelection empty = new PeopleSelection(List.of(), List.of("empty"), List.of());
    record(
        empty,
        () ->
            err().contains("There is no person to watch yet: people who join #empty are watched."));
    assertEquals(Set.of(), recorded());
  }

  @Test
  void whereItCannotBeReadWhoIsInAChannelNoOneIsWatched() throws Exception {
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            "C0CREW00000", "crew", false, List.of(grace, workspace.botUserId())));
    NamedFaults.of(workspace).plan("conversations.members", new HttpFault.NotOk("fatal_error"), 10);
    String sentence = refused(new PeopleSelection(List.of(), List.of("crew"), List.of()));
    assertTrue(sentence.startsWith("Who is in #crew cannot be read."), sentence);
    assertEquals(Set.of(), recorded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'books': {'keepDays': 'for ever'}}",
        "{'books': {'keepDays': -1}}",
        "{'books': {'keepDays': 0, 'dayStart': '4:00'}}",
        "{'books': []}"
      })
  void whileItCannotBeReadHowLongTheRecordIsKeptNoneOfItAndOfItsBackupsIsDeleted(String json)
      throws Exception {
    Path file = history();
    Instant then = Instant.parse("2024-03-01T09:00:00Z");
    Sighting old =
        Sighting.of(new UserId(grace), Presence.ACTIVE, then, Source.RTM, Cause.PRESENCE_CHANGE);
    try (History history = History.open(file, then)) {
      history.setWorkspace(new Workspace("T0ACMEDEMO", "Acme (demo)"));
      history.append(List.of(old));
      history.maintenance().run(Histories.UNLIMITED, then.plusSeconds(60));
      history.close(then.plusSeconds(60));
    }
    // Rollcall has been used since, also within the last days: so age counts.
    Instant used = Instant.now().minus(Duration.ofDays(2));
    for (int day = 10; day >= 0; day--) {
      History.open(file, used.minus(Duration.ofDays(day)))
          .close(used.minus(Duration.ofDays(day)).plusSeconds(3600));
    }
    given(json.replace('\'', '"'));
    record(new PeopleSelection(List.of(grace), List.of(), List.of()), () -> out(grace + ": away"));
    try (Stream<Path> backups = Files.list(file.resolveSibling("backups"))) {
      List<Path> all = Stream.concat(backups, Stream.of(file)).toList();
      assertTrue(all.size() > 2, "a backup of 2024, and one of today: " + all);
      for (Path each : all) {
        try (History history = History.openReadOnly(each)) {
          assertEquals(Optional.of(then), history.firstSighting(), each.toString());
        }
      }
    }
  }

  @Test
  void aHistoryThatAFullDiskLeftEmptyBeginsAnew() throws Exception {
    Files.createDirectories(history().getParent());
    Files.createFile(history());
    record(new PeopleSelection(List.of(grace), List.of(), List.of()), () -> out(grace + ": away"));
    assertEquals(Set.of(grace), recorded());
  }

  @Test
  void aLogWithoutItsHistoryIsKeptAsideAndSaidAndRecordingBegins() throws Exception {
    Files.createDirectories(history().getParent());
    Files.createFile(history());
    Files.writeString(history().resolveSibling("history.db-wal"), "what was seen");
    record(new PeopleSelection(List.of(grace), List.of(), List.of()), () -> out(grace + ": away"));
    assertEquals(Set.of(grace), recorded());
    Path kept = history().resolveSibling("history.db.damaged-wal");
    assertEquals("what was seen", Files.readString(kept));
    assertTrue(err().contains("the log is kept as " + kept + ", and a new history begins."), err());
  }

  private void given(String settings) throws IOException {
    Files.writeString(data.resolve("settings.json"), settings);
  }

  private Path history() {
    return data.resolve("workspaces").resolve("T0ACMEDEMO").resolve("history.db");
  }

  /// The ids of everyone who is in the record.
  private Set<String> recorded() throws IOException {
    if (!History.containsHistory(history())) {
      return Set.of();
    }
    try (History history = History.openReadOnly(history())) {
      return Histories.sightings(history, Instant.EPOCH, Instant.now().plusSeconds(60)).stream()
          .map(seen -> seen.user().value())
          .collect(Collectors.toSet());
    }
  }

  private String refused(PeopleSelection wanted) {
    return String.valueOf(
        assertThrows(IOException.class, () -> session().run(false, wanted)).getMessage());
  }

  private void record(PeopleSelection wanted, BooleanSupplier ready) throws Exception {
    HeadlessSession session = session();
    Thread running =
        Thread.ofVirtual()
            .start(() -> {
              try {
                session.run(false, wanted);
              } catch (IOException e) {
                e.printStackTrace(new PrintStream(err, true, StandardCharsets.UTF_8));
              }
            });
    while (!ready.getAsBoolean()) {
      if (!running.isAlive()) {
        throw new AssertionError(err());
      }
      Thread.yield();
    }
    session.close();
    running.join();
  }

  private boolean out(String line) {
    return out.toString(StandardCharsets.UTF_8).contains(line);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private HeadlessSession session() {
    TerminalListener terminal =
        new TerminalListener(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system());
    WorkspaceOptions options =
        new WorkspaceOptions(false, null, workspace.apiUrl(), data, null, null, false, null);
    WorkspaceContext context =
        new WorkspaceContext(
            options,
            AppPaths.of("Linux", Map.of(), data, data),
            Map.of("SLACK_TOKEN", workspace.token()),
            new InMemorySecrets(),
            () -> null,
            InstantSource.system(),
            Duration.ofSeconds(60));
    return new HeadlessSession(context, terminal, true, null);
  }
}
