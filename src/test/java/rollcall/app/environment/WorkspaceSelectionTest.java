package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.history.History;
import rollcall.presence.Workspace;
import rollcall.settings.InMemorySecrets;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;

class WorkspaceSelectionTest {
  private static final KnownWorkspace ACME = new KnownWorkspace("T1", "Acme");
  private static final KnownWorkspace BETA = new KnownWorkspace("T2", "Beta");

  @TempDir Path data;
  private final InMemorySecrets secrets = new InMemorySecrets();
  private WorkspaceContext first;

  @BeforeEach
  void aNewComputer() {
    AppPaths places = AppPaths.of("Linux", Map.of(), data, data);
    first =
        new WorkspaceContext(
            WorkspaceOptions.NONE,
            places,
            Map.of("SLACK_TOKEN", "xoxb-given-for-this-run"),
            secrets,
            () -> null,
            InstantSource.fixed(Instant.EPOCH));
  }

  @Test
  void theOnlyWorkspaceNeedsNoName() throws IOException {
    assertEquals(first, one(null));
    assertEquals("No workspace is known here yet: leave out --workspace.", failure("acme"));
    save(first, ACME);
    assertEquals(first, one(null));
    assertEquals(List.of("T1"), recorded(null));
  }

  @Test
  void severalWorkspacesAreAllRecordedAndEachOtherCommandNeedsAName() throws IOException {
    save(first, ACME);
    save(first.workspace("T2"), BETA);
    assertEquals(List.of("T1", "T2"), recorded(null));
    assertEquals(List.of("T2"), recorded("beta"));
    assertEquals(first, one("Acme"));
    assertEquals("T2", selection().one("t2").id());
    assertEquals(
        "There are several workspaces: Acme (T1), Beta (T2). Name one with --workspace.",
        failure(null));
    assertEquals("There is no workspace 'gamma'. There is Acme (T1), Beta (T2).", failure("gamma"));
  }

  @Test
  void aWorkspaceIsNamedByItsDomain() throws IOException {
    save(first, ACME.at(URI.create("https://acme-corp.slack.com/")));
    save(first.workspace("T2"), BETA);
    assertEquals(first, one("acme-corp"));
    assertEquals(first, one("Acme-Corp.slack.com"));
    assertEquals(List.of("T1"), recorded("acme-corp"));
    assertEquals("", ACME.at(URI.create("http://127.0.0.1:8080/")).domain());
    assertEquals("There is no workspace ''. There is Acme (T1), Beta (T2).", failure(""));
  }

  @Test
  void twoWorkspacesOfOneNameNeedTheId() throws IOException {
    save(first, ACME);
    save(first.workspace("T2"), new KnownWorkspace("T2", "acme"));
    assertEquals("'Acme' could be Acme (T1), acme (T2). Use the id.", failure("Acme"));
    assertEquals("T2", selection().one("T2").id());
    save(first.workspace("T3"), new KnownWorkspace("T3", "T2"));
    assertEquals("T2", selection().one("t2").id(), "an id, in any case, comes before a name");
  }

  @Test
  void aRemovedWorkspaceIsNotRecordedAndItsHistoryCanStillBeNamed() throws IOException {
    save(first, ACME);
    save(first.workspace("T2"), new KnownWorkspace("T2", "Beta").asRemoved());
    assertEquals(List.of("T1"), recorded(null));
    assertEquals(first, one(null));
    assertEquals("T2", selection().one("Beta").id());
    assertThrows(IOException.class, () -> recorded("Beta"));
  }

  @Test
  void theHistoryOfATokenThatWasReplacedCanBeNamed() throws IOException {
    save(first, ACME);
    Path old = first.realProfile().history(new Workspace("T0", "Old"));
    try (History history = History.open(old, Instant.EPOCH)) {
      history.setWorkspace(new Workspace("T0", "Old"));
    }
    assertEquals(List.of("T1"), recorded(null));
    WorkspaceContext named = one("old");
    assertEquals(List.of(old), named.realProfile().allHistories());
    assertEquals(List.of(), one("T1").workspace("T2").realProfile().allHistories());
  }

  @Test
  void brokenSettingsOfOneWorkspaceLeaveTheOthers() throws IOException {
    save(first, ACME);
    save(first.workspace("T2"), BETA);
    Files.writeString(data.resolve("workspaces/T2/settings.json"), "{");
    assertEquals(List.of("T1", "T2"), recorded(null));
  }

  @Test
  void aTokenGivenForTheRunIsThatOfTheFirstWorkspaceOnly() throws IOException {
    secrets.put(SecretName.slackToken(Settings.SLACK, "T2"), new Secret("xoxb-of-beta"));
    assertEquals("xoxb-given-for-this-run", token(first));
    assertEquals("xoxb-of-beta", token(first.workspace("T2")));
    assertTrue(first.workspace("T3").access(Settings.DEFAULT, true).isEmpty());
  }

  @Test
  void aTokenOfAnotherWorkspaceIsNotRecorded() throws IOException {
    ProfilePaths profile = first.realProfile();
    Workspace acme = new Workspace("T1", "Acme");
    Workspace beta = new Workspace("T2", "Beta");
    assertEquals(profile.history(beta), profile.history(beta, null), "the token is the first one");
    assertEquals(profile.history(acme), profile.history(acme, ACME));
    assertThrows(IOException.class, () -> profile.history(beta, ACME));
    save(first.workspace("T2"), BETA);
    assertThrows(IOException.class, () -> profile.history(beta, null), "it has its own session");
  }

  private static String token(WorkspaceContext context) throws IOException {
    return context.access(Settings.DEFAULT, false).orElseThrow().token().value();
  }

  private static void save(WorkspaceContext context, KnownWorkspace workspace) throws IOException {
    SettingsFile file = context.realProfile().settings();
    file.save(file.load().settings().withWorkspace(workspace));
  }

  private WorkspaceSelection selection() throws IOException {
    return WorkspaceSelection.of(first);
  }

  private WorkspaceContext one(@Nullable String word) throws IOException {
    return selection().one(word).context();
  }

  private List<String> recorded(@Nullable String word) throws IOException {
    return selection().all(word).stream().map(WorkspaceSelection.Choice::id).toList();
  }

  private String failure(@Nullable String word) {
    return String.valueOf(assertThrows(IOException.class, () -> one(word)).getMessage());
  }
}
