package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.app.commands.CommandLineParser;
import rollcall.app.commands.OfflineCommand;
import rollcall.app.commands.ParsedCommandLine;
import rollcall.app.commands.TerminalListener;
import rollcall.app.environment.WorkspaceContext;
import rollcall.presence.Presence;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.VirtualClock;

/// Exports from the window, byte for byte equal to those of the command line with the same options.
@ExtendWith(FxExtension.class)
class ExportDialogTest {
  private static final String MONTH = " --from 2026-09-01 --to 2026-09-17 ";

  @TempDir Path data;
  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-09-17T07:00:00Z"));
  private SlackSimulator workspace;
  private Employee grace;
  private Employee kai;
  private RunningApp app;
  private String people = "--my-group Team";

  @AfterEach
  void close() {
    app.close();
    workspace.close();
  }

  @Test
  void everyKindIsByteForByteThatOfTheCommandLine(FxRobot robot) throws Exception {
    startAndSeeAMorning();
    robot.push(KeyCode.CONTROL, KeyCode.E);
    app.desktop.folder = Optional.of(folder);
    fire("export-change", "who-group");
    for (String kind : List.of("timecards", "weekly", "intervals", "events")) {
      fire("kind-" + kind);
      same("--kind " + kind + " --preset spreadsheet", kind, "Europe-Berlin");
    }
    people = grace.id() + " " + kai.id();
    fire(
        "who-chosen", "who-every", "kind-timecards", "column-dnd_h", "column-source_share_rtm_pct");
    fire("for-data", "guard", "hms", "hide-names", "own-zones");
    Fx.run(() -> box("round").setValue(15));
    Fx.run(() -> box("round-to").getSelectionModel().select(1));
    String wishes = "--preset data --no-guard --hms --hide-names --zone own";
    String columns = " --columns dnd_h,source_share_rtm_pct";
    same(wishes + columns + " --round 15 --round-to up", "timecards", "own-zones_r15u");
    fire("kind-weekly");
    same("--kind weekly " + wishes + " --round 15 --round-to up", "weekly", "own-zones_r15u");
    fire("kind-intervals", "split", "meta");
    same("--kind intervals --whole-intervals --no-meta " + wishes, "intervals", "own-zones");
  }

  @Test
  void theNextExportBeginsAsTheLastOneDid(FxRobot robot) throws Exception {
    startAndSeeAMorning();
    app.desktop.folder = Optional.of(folder);
    robot.push(KeyCode.CONTROL, KeyCode.E);
    fire("export-change", "column-dnd_h", "kind-events", "for-data", "hide-names", "export-go");
    awaitSaved();
    RunningApp.await(() -> "its choices", () -> app.saved().export().kind().equals("events"));
    app.closeDialog();
    robot.push(KeyCode.CONTROL, KeyCode.E);
    for (String chosen : List.of("kind-events", "for-data")) {
      assertEquals(true, app.find(chosen, RadioButton.class).isSelected(), chosen);
    }
    assertEquals(true, app.find("hide-names", CheckBox.class).isSelected());
    assertEquals(true, app.find("column-dnd_h", CheckBox.class).isSelected());
    assertEquals(folder.toString(), app.find("export-folder", Label.class).getText());
    assertEquals("events", app.saved().export().kind());
  }

  @Test
  void whatIsThereAlreadyIsAskedAboutAndThePreviewIsTheFile(FxRobot robot) throws Exception {
    startAndSeeAMorning();
    app.desktop.folder = Optional.of(folder);
    robot.push(KeyCode.CONTROL, KeyCode.E);
    Path csv = folder.resolve("mine.csv");
    Files.writeString(csv, "yesterday");
    fire("for-data", "export-change");
    Fx.run(() -> app.find("file-name", TextField.class).setText("mine"));
    RunningApp.await(() -> "two rows", () -> preview().size() == 2);
    fire("export-clip");
    RunningApp.await(() -> "it to be copied", () -> !app.desktop.done.isEmpty());
    assertEquals(
        preview(),
        app.desktop
            .done
            .getLast()
            .lines()
            .skip(1)
            .map(line -> List.of(line.split("\t", -1)))
            .toList());
    fire("export-go");
    app.awaitNotice(
        "export-result",
        "mine.csv already exists",
        "Replace it, or keep both: the new file will be named mine (2).csv.");
    fire("export-both");
    Path other = folder.resolve("mine (2).csv");
    awaitSaved();
    assertEquals("yesterday", Files.readString(csv));
    List<String> lines = Files.readAllLines(other);
    assertEquals(
        lines.subList(1, lines.size()),
        preview().stream().map(row -> String.join(",", row)).toList());
    fire("export-go");
    app.awaitNotice(
        "export-result",
        "mine.csv already exists",
        "Replace it, or keep both: the new file will be named mine (3).csv.");
    fire("export-replace");
    awaitSaved();
    assertEquals(lines, Files.readAllLines(csv));
    assertEquals(
        List.of("mine (2).csv", "mine (2).meta.json", "mine.csv", "mine.meta.json"), names(folder));
  }

  /// Grace and Kai come and go.
  private void startAndSeeAMorning() throws IOException {
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0);
    kai = workspace.people().get(1);
    TreeSet<String> both = new TreeSet<>(List.of(grace.id(), kai.id()));
    Settings settings =
        Settings.DEFAULT
            .withList(both, FollowedChannelsAndGroups.NONE)
            .withGroups(new GroupingSettings(GroupBy.NONE, List.of(new PersonGroup("Team", both))));
    app = RunningApp.start(workspace.apiUrl(), clock, data, workspace.token(), settings);
    app.awaitRow(grace, Presence.AWAY);
    app.awaitRow(kai, Presence.AWAY);
    change(37, grace, ActiveOrAway.ACTIVE, Presence.ACTIVE);
    change(45, kai, ActiveOrAway.ACTIVE, Presence.ACTIVE);
    change(50, grace, ActiveOrAway.AWAY, Presence.AWAY);
  }

  private void change(int later, Employee person, ActiveOrAway becomes, Presence seen) {
    clock.advance(Duration.ofSeconds(later));
    workspace.setPresence(person.id(), becomes);
    app.awaitRow(person, seen);
  }

  /// Exports, and holds the file and what is beside it against what these words write.
  private void same(String words, String kind, String place) throws Exception {
    String name = "presence-%s_acme-demo_2026-09-01_2026-09-17_%s".formatted(kind, place);
    Path csv = folder.resolve(name + ".csv");
    RunningApp.await(
        () -> name, () -> app.find("file-name", TextField.class).getText().equals(name + ".csv"));
    fire("export-go");
    RunningApp.await(() -> "the file " + csv + " in " + names(folder), () -> Files.exists(csv));
    awaitSaved();
    Path there = Files.createDirectories(folder.resolve("command-line"));
    run("export " + words + MONTH + "--out " + there + " " + people);
    assertArrayEquals(
        Files.readAllBytes(there.resolve(name + ".csv")), Files.readAllBytes(csv), name);
    Path note = folder.resolve(name + ".meta.json");
    assertEquals(Files.exists(there.resolve(name + ".meta.json")), Files.exists(note), name);
    if (Files.exists(note)) {
      assertEquals(Files.readString(there.resolve(name + ".meta.json")), Files.readString(note));
    }
  }

  /// Waits until it is written and said to be; only then another export can begin.
  private void awaitSaved() {
    RunningApp.await(
        () -> "Saved",
        () ->
            !app.find("export-go", Node.class).isDisabled()
                && app.find("export-result", Node.class).getAccessibleText() != null
                && app.find("export-result", Node.class).getAccessibleText().startsWith("Saved "));
  }

  private void run(String words) throws IOException {
    WorkspaceContext context = app.context();
    PrintStream ignored = new PrintStream(OutputStream.nullOutputStream());
    ParsedCommandLine parsed = CommandLineParser.read(words.split(" +"));
    assertInstanceOf(
            OfflineCommand.class,
            assertInstanceOf(ParsedCommandLine.Run.class, parsed, parsed.toString()).command())
        .run(context, new TerminalListener(ignored, ignored, context.clock()));
  }

  private void fire(String... ids) {
    for (String id : ids) {
      Node node = app.find(id, Node.class);
      Fx.run(() -> {
        switch (node) {
          case ButtonBase button -> button.fire();
          default -> throw new AssertionError(id);
        }
      });
    }
  }

  @SuppressWarnings("unchecked")
  private List<List<String>> preview() {
    return new ArrayList<>(
        ((TableView<List<String>>) app.find("preview", TableView.class)).getItems());
  }

  @SuppressWarnings("unchecked")
  private ComboBox<Object> box(String id) {
    return app.find(id, ComboBox.class);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
