package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.InMemorySecrets;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Proxy;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.people.Employee;
import rollcall.testkit.SlackFront;
import rollcall.watch.WatchList;

/// Recording of several workspaces without a window. Their people have the same IDs.
class HeadlessSessionRunnerTest {
  @TempDir Path data;
  private final InMemorySecrets secrets = new InMemorySecrets();
  private final ByteArrayOutputStream printed =
      new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
          super.write(bytes, from, length);
          notifyAll();
        }
      };
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final TerminalListener terminal = new TerminalListener(out, out, InstantSource.system());
  private SlackFront slack;
  private SlackSimulator acme;
  private SlackSimulator beta;
  private Employee grace;
  private WorkspaceContext first;

  @BeforeEach
  void open() throws IOException {
    DemoOptions options =
        DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople();
    acme = SlackSimulator.start(options);
    beta = SlackSimulator.start(options);
    // Not the first: the token of Beta acts for that one.
    grace = acme.people().get(1);
    acme.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    slack = new SlackFront();
    slack.add(acme, acme.token(), "T1", "Acme");
    String betaToken = beta.token(TokenKind.CLASSIC_USER);
    slack.add(beta, betaToken, "T2", "Beta");
    first =
        new WorkspaceContext(
            new WorkspaceOptions(false, null, slack.apiUrl(), null, null, null, false, null),
            AppPaths.of("Linux", Map.of(), data, data),
            Map.of(),
            secrets,
            () -> null,
            InstantSource.system(),
            Duration.ofHours(1));
    secrets.put(SecretName.slackToken(slack.apiUrl()), new Secret(acme.token()));
    secrets.put(SecretName.slackToken(slack.apiUrl(), "T2"), new Secret(betaToken));
    save(first, "T1", "Acme");
    save(first.workspace("T2"), "T2", "Beta");
    // Before Beta in the order of the workspaces.
    save(first.workspace("T19"), "T19", "Gamma");
  }

  private void save(WorkspaceContext context, String id, String name) throws IOException {
    SettingsFile file = context.realProfile().settings();
    var before = file.load().settings();
    file.save(
        before,
        before
            .withProxy(new Proxy.None())
            .withWorkspace(new KnownWorkspace(id, name))
            .withList(new TreeSet<>(List.of(grace.id())), FollowedChannelsAndGroups.NONE));
  }

  @AfterEach
  void close() throws IOException {
    slack.close();
    acme.close();
    beta.close();
    Logger.getLogger("rollcall").setLevel(null);
  }

  @Test
  @Timeout(120)
  void eachWorkspaceIsRecordedInItsHistoryAndOneWithoutATokenFailsAlone() throws Exception {
    HeadlessSessionRunner sessions = sessions(null, PeopleSelection.SAVED);
    CompletableFuture<Integer> ended = start(sessions);
    await("Acme: " + grace.id() + ": active");
    await("Beta: " + grace.id() + ": away");
    await("rollcall: Gamma: There is no token.");
    beta.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    await("Beta: " + grace.id() + ": active");
    sessions.close();
    assertEquals(1, ended.get());
    assertEquals(List.of(Presence.ACTIVE), observed("T1"));
    assertEquals(List.of(Presence.AWAY, Presence.ACTIVE), observed("T2"));
    assertEquals(List.of(), first.workspace("T19").realProfile().allHistories());
  }

  @Test
  @Timeout(120)
  void changesOfTheSettingsAreInEffectWithoutARestart() throws Exception {
    Path history = data.resolve("workspaces/T1/history.db");
    Instant old = Instant.now().minus(Duration.ofDays(100));
    try (History before = History.open(history, old)) {
      before.setWorkspace(new Workspace("T1", "Acme"));
      before.append(
          List.of(
              Sighting.of(user(), Presence.AWAY, old, Source.RTM, Cause.PRESENCE_CHANGE),
              Sighting.notWatched(user(), old.plusSeconds(1), Cause.WATCH_STOPPED)));
      before.close(old.plusSeconds(1));
    }
    SettingsFile file = first.realProfile().settings();
    HeadlessSession session = new HeadlessSession(first, terminal, true, null);
    Thread thread = start(session);
    awaitLatest(history, Presence.ACTIVE);
    change(file, now -> now.withPeople(now.people().withPaused(grace.id(), true)));
    session.applyChangedSettings();
    assertEquals(Cause.WATCH_PAUSED, awaitLatest(history, Presence.NOT_WATCHED));
    await("Paused in the settings, and not watched: " + grace.id() + ".");
    Files.move(data.resolve("settings.json"), data.resolve("away.json"));
    session.applyChangedSettings();
    Files.writeString(data.resolve("settings.json"), "{\"people\":{\"paused\":7}}");
    session.applyChangedSettings();
    await("goes on with the settings that it read before.");
    assertEquals(Cause.WATCH_PAUSED, awaitLatest(history, Presence.NOT_WATCHED));
    Files.delete(data.resolve("settings.json"));
    Files.move(data.resolve("away.json"), data.resolve("settings.json"));
    change(file, now -> now.withPeople(now.people().withPaused(grace.id(), false)));
    session.applyChangedSettings();
    awaitLatest(history, Presence.ACTIVE);
    change(file, now -> now.withKeepDays(30).withLogLevel(System.Logger.Level.DEBUG));
    session.applyChangedSettings();
    assertTrue(LoggerFactory.getLogger("rollcall.app").isDebugEnabled());
    String other = acme.people().get(2).id();
    TreeSet<String> tooMany =
        IntStream.rangeClosed(0, WatchList.LIMIT)
            .mapToObj(n -> "U0X" + n)
            .collect(Collectors.toCollection(TreeSet::new));
    change(file, now -> now.withList(tooMany, FollowedChannelsAndGroups.NONE));
    session.applyChangedSettings();
    await("751 selected.");
    assertEquals(Cause.WATCH_STOPPED, awaitLatest(history, Presence.NOT_WATCHED));
    change(
        file, now -> now.withList(new TreeSet<>(List.of(other)), FollowedChannelsAndGroups.NONE));
    session.applyChangedSettings();
    assertEquals(Cause.WATCH_STOPPED, awaitLatest(history, Presence.NOT_WATCHED));
    await("The list was changed in the settings: 1 people.");
    await(other + ": ");
    session.close();
    thread.join();
    assertTrue(sightings(history).getFirst().at().isAfter(old.plusSeconds(1)));
    assertEquals(Set.of(other), file.load().settings().watched());
  }

  @Test
  @Timeout(120)
  void changesOfTheSettingsAreInEffectWhileNothingIsRecordedAndTheyStayAsTheyAre()
      throws Exception {
    SettingsFile file = first.realProfile().settings();
    HeadlessSession session = new HeadlessSession(first, terminal, false, null);
    Thread thread = start(session);
    await(grace.id() + ": active");
    change(file, now -> now.withPeople(now.people().withPaused(grace.id(), true)));
    session.applyChangedSettings();
    await("Paused in the settings, and not watched: " + grace.id() + ".");
    String other = acme.people().get(2).id();
    change(
        file, now -> now.withList(new TreeSet<>(List.of(other)), FollowedChannelsAndGroups.NONE));
    session.applyChangedSettings();
    await("The list was changed in the settings: 1 people.");
    await(other + ": ");
    Settings saved = file.load().settings();
    DayOfWeek later = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek();
    RecordingSchedule hours =
        new RecordingSchedule(
            LocalTime.of(9, 0), LocalTime.of(17, 0), new TreeSet<>(Set.of(later)));
    change(file, now -> now.withHours(hours));
    session.applyChangedSettings();
    await("Outside recording hours");
    session.close();
    thread.join();
    assertEquals(saved.withHours(hours), file.load().settings());
    assertEquals(List.of(), first.realProfile().allHistories());
  }

  private Thread start(HeadlessSession session) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            session.run(false, PeopleSelection.SAVED);
          } catch (IOException e) {
            terminal.print(String.valueOf(e.getMessage()));
          }
        });
  }

  private static void change(SettingsFile file, UnaryOperator<Settings> edit) throws IOException {
    file.save(edit.apply(file.load().settings()));
  }

  /// Waits for this presence.
  ///
  /// @return its cause
  private Cause awaitLatest(Path history, Presence presence) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    synchronized (printed) {
      while (Files.notExists(history) || sightings(history).getLast().presence() != presence) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        assertTrue(left > 0, () -> presence + " in\n" + printed.toString(StandardCharsets.UTF_8));
        // Not all that is stored is also printed.
        printed.wait(Math.min(left, 200));
      }
    }
    return sightings(history).getLast().cause();
  }

  private List<Sighting> sightings(Path history) throws IOException {
    try (History record = History.openReadOnly(history)) {
      return record.sightings(user(), Instant.EPOCH, Instant.now().plusSeconds(9));
    }
  }

  private UserId user() {
    return new UserId(grace.id());
  }

  @Test
  void namedPeopleAreOfOneWorkspace() {
    PeopleSelection people = new PeopleSelection(List.of(grace.id()), List.of(), List.of());
    assertEquals(
        "There are several workspaces: Acme (T1), Gamma (T19), Beta (T2). Name one with"
            + " --workspace.",
        assertThrows(IOException.class, () -> sessions(null, people)).getMessage());
  }

  private HeadlessSessionRunner sessions(@Nullable String workspace, PeopleSelection people)
      throws IOException {
    WorkspaceOptions options =
        new WorkspaceOptions(false, workspace, null, null, null, null, false, null);
    return HeadlessSessionRunner.of(first, options, terminal, true, null, people);
  }

  private static CompletableFuture<Integer> start(HeadlessSessionRunner sessions) {
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            ended.complete(sessions.run());
          } catch (IOException e) {
            ended.completeExceptionally(e);
          }
        });
    return ended;
  }

  /// Waits until this line is printed; each print wakes the test.
  private void await(String line) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    synchronized (printed) {
      while (!printed.toString(StandardCharsets.UTF_8).contains(line)) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        assertTrue(left > 0, () -> line + " in\n" + printed.toString(StandardCharsets.UTF_8));
        printed.wait(left);
      }
    }
  }

  private List<Presence> observed(String workspace) throws IOException {
    Path file = data.resolve("workspaces").resolve(workspace).resolve("history.db");
    try (History history = History.openReadOnly(file)) {
      return history
          .sightings(
              new UserId(grace.id()),
              Instant.parse("2020-01-01T00:00:00Z"),
              Instant.parse("2040-01-01T00:00:00Z"))
          .stream()
          .map(Sighting::presence)
          .filter(Presence::isObserved)
          .toList();
    }
  }
}
