package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.HistoryWorker;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.InMemorySecrets;
import rollcall.settings.PersonGroup;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.ui.model.Diagnostics.Part;
import rollcall.ui.model.UserList;

/// Names of the record, the settings and the workspace in the texts for a support request.
class DiagnosticsCollectorTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-09-17T15:00:00Z"));

  @TempDir Path data;

  @Test
  void namesOfTheRecordTheSettingsAndTheWorkspaceAreReplaced() throws Exception {
    AppPaths places = AppPaths.of("Linux", Map.of(), data, data);
    Files.createDirectories(places.logs());
    Files.writeString(
        places.logs().resolve("rollcall.0.log"),
        "Grace of Night shift and #oslo-handover in Globex; kjersti signs in; Ada (@ada_l)\n");
    WorkspaceContext context =
        new WorkspaceContext(
            WorkspaceOptions.NONE, places, Map.of(), new InMemorySecrets(), () -> null, CLOCK);
    Settings settings =
        Settings.DEFAULT
            .withProxy(new Proxy.Manual("proxy.example", 3128, "kjersti", List.of()))
            .withGroups(
                new GroupingSettings(
                    GroupBy.MINE, List.of(new PersonGroup("Night shift", new TreeSet<>()))))
            .withList(
                new TreeSet<>(),
                new FollowedChannelsAndGroups(
                    List.of(
                        new FollowedChannelsAndGroups.ChannelOrGroup(
                            false, "C1", "oslo-handover", new TreeSet<>(), new TreeSet<>())),
                    false));
    UserList loaded =
        new UserList(
            List.of(person("U1", "Ada")),
            0,
            UserList.State.COMPLETE,
            null,
            Map.of(new UserId("U1"), "ada_l"),
            Map.of());
    try (HistoryWorker worker = new HistoryWorker(CLOCK, _ -> {}, _ -> {})) {
      DiagnosticsCollector collector = new DiagnosticsCollector(context);
      collector.hide(
          loaded, List.of(person("U2", "Grace")), settings, new Workspace("T1", "Globex"));
      assertEquals(
          "person-2 of group-1 and #group-2 in workspace; proxy-user signs in; person-1"
              + " (@person-1)\n",
          collector.collect(settings, null, worker).parts().stream()
              .filter(part -> part.name().equals("log.txt"))
              .map(Part::text)
              .findFirst()
              .orElseThrow());
    }
  }

  private static Person person(String id, String name) {
    return new Person(new UserId(id), name, "", "", null, false, false);
  }
}
