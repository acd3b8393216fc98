package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.commands.HeadlessSession;
import rollcall.app.commands.TerminalListener;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.InMemorySecrets;
import rollcall.settings.RecordingSettingsByPerson;
import rollcall.settings.Settings;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.WorkspaceChange;
import rollcall.slack.web.SlackWebClient;

/// `rollcall record --channel` and `--group`, in this process, against the demo workspace.
@Timeout(300)
class FollowCommandTest {
  private static final String CREW = "C0CREW00000";

  @TempDir Path data;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private SlackSimulator workspace;
  private String grace;
  private String kai;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0).id();
    kai = workspace.people().get(1).id();
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            CREW, "crew", false, List.of(grace, workspace.botUserId())));
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void theMembersOfAChannelAreRecordedAcrossARestart() throws Exception {
    PeopleSelection crew = new PeopleSelection(List.of(), List.of("#Crew"), List.of());
    record(
        crew,
        () -> out(grace + ": away"),
        () -> {
          workspace.apply(new WorkspaceChange.JoinChannel(kai, CREW));
          await(() -> out(kai + ": away"));
        });
    workspace.apply(new WorkspaceChange.LeaveChannel(kai, CREW));
    out.reset();
    record(crew, () -> out(grace + ": away"), () -> {});
    List<Sighting> lived = stored(kai);
    assertEquals(
        List.of(Presence.UNKNOWN, Presence.AWAY, Presence.UNKNOWN, Presence.NOT_WATCHED),
        lived.stream().map(Sighting::presence).toList());
    assertEquals(lived.get(2).at(), lived.get(3).at());
    assertEquals(Presence.UNKNOWN, stored(grace).getLast().presence());
  }

  @Test
  void theMembersOfAGroupAreWatchedWithTheNamedPeople() throws Exception {
    Set<String> expected =
        workspace.people().stream()
            .filter(person -> person.team().name().equals("SALES"))
            .map(person -> person.id())
            .collect(Collectors.toCollection(TreeSet::new));
    expected.add(grace);
    PeopleSelection wanted = new PeopleSelection(List.of(grace), List.of(), List.of("@sales"));
    record(wanted, () -> workspace.subscriptions().equals(List.of(expected)), () -> {});
  }

  @Test
  void anIdThatDoesNotExistIsNamedBeforeItStartsAndTheOthersAreWatched() throws Exception {
    PeopleSelection wanted = new PeopleSelection(List.of("U0N0B0DY0", grace), List.of(), List.of());
    record(wanted, () -> workspace.subscriptions().equals(List.of(Set.of(grace))), () -> {});
    assertEquals(
        1,
        err.toString(StandardCharsets.UTF_8)
                .split("There is no user with the id U0N0B0DY0 in this workspace\\.", -1)
                .length
            - 1);
    assertEquals(
        "There is no user with the id U0N0B0DY0 or U0N0B0DY1 in this workspace.",
        refused(new PeopleSelection(List.of("U0N0B0DY0", "U0N0B0DY1"), List.of(), List.of())));
    assertEquals(
        "There is no one called 'URSULA' in this workspace.",
        refused(new PeopleSelection(List.of("URSULA"), List.of(), List.of())));
  }

  @Test
  void aPersonWhoIsPausedInTheSettingsIsNeitherRecordedNorWatched() throws Exception {
    context()
        .profile()
        .settings()
        .save(
            Settings.DEFAULT
                .withList(new TreeSet<>(List.of(grace, kai)), FollowedChannelsAndGroups.NONE)
                .withPeople(RecordingSettingsByPerson.NONE.withPaused(kai, true)));
    record(PeopleSelection.SAVED, () -> out(grace + ": away"), () -> {});
    assertEquals(List.of(), stored(kai));
    assertTrue(
        err.toString(StandardCharsets.UTF_8)
            .contains("Paused in the settings, and not watched: " + kai + "."));
  }

  @Test
  void aHandleMeansThePersonWhoHasIt() throws Exception {
    PeopleSelection wanted = new PeopleSelection(List.of("@" + handle(kai)), List.of(), List.of());
    record(wanted, () -> workspace.subscriptions().equals(List.of(Set.of(kai))), () -> {});
  }

  @Test
  void aNameMeansTheActivePersonAlsoIfAFormerOneHadIt() throws Exception {
    String former = workspace.people().get(2).id();
    workspace.apply(new WorkspaceChange.Rename(grace, "Zoe Same", "Zoe Same"));
    workspace.apply(new WorkspaceChange.Rename(former, "Zoe Same", "Zoe Same"));
    PeopleSelection wanted = new PeopleSelection(List.of("zoe same"), List.of(), List.of());
    assertTrue(refused(wanted).endsWith("Use the id."));
    workspace.apply(new WorkspaceChange.Deactivate(former));
    record(wanted, () -> workspace.subscriptions().equals(List.of(Set.of(grace))), () -> {});
  }

  private String handle(String user) throws Exception {
    try (SlackWebClient web =
        context().access(Settings.DEFAULT, false).orElseThrow().web().build()) {
      return web.users().info(user).name();
    }
  }

  @Test
  void whatCannotBeFollowedIsOneSentence() {
    assertEquals(
        "There is no channel 'nowhere', or the token has no access to it.",
        refused(new PeopleSelection(List.of(), List.of("nowhere"), List.of())));
    NamedFaults.of(workspace).plan("conversations.list", new HttpFault.NotOk("missing_scope"), 2);
    String sentence = refused(new PeopleSelection(List.of(), List.of("crew"), List.of()));
    assertTrue(sentence.startsWith("The channels cannot be read. One permission is missing. "));
    assertTrue(sentence.contains("channels:read"), sentence);
  }

  private String refused(PeopleSelection wanted) {
    return String.valueOf(
        assertThrows(IOException.class, () -> session().run(false, wanted)).getMessage());
  }

  private void record(PeopleSelection wanted, BooleanSupplier ready, Runnable then)
      throws Exception {
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
    await(ready);
    then.run();
    session.close();
    running.join();
  }

  private void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.yield();
    }
  }

  private boolean out(String line) {
    return out.toString(StandardCharsets.UTF_8).contains(line);
  }

  private List<Sighting> stored(String user) throws IOException {
    try (History history =
        History.openReadOnly(context().profile().latestHistory().orElseThrow())) {
      return history.sightings(
          new UserId(user), workspace.started().minusSeconds(60), workspace.now());
    }
  }

  private HeadlessSession session() {
    TerminalListener terminal =
        new TerminalListener(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system());
    return new HeadlessSession(context(), terminal, true, null);
  }

  private WorkspaceContext context() {
    WorkspaceOptions options =
        new WorkspaceOptions(false, null, workspace.apiUrl(), data, null, null, false, null);
    AppPaths directories = AppPaths.of("Linux", Map.of(), data, data);
    return new WorkspaceContext(
        options,
        directories,
        Map.of("SLACK_TOKEN", workspace.token()),
        new InMemorySecrets(),
        () -> null,
        InstantSource.system(),
        Duration.ofSeconds(60));
  }
}
