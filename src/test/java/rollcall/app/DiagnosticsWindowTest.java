package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.Logging;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.model.Diagnostics;

/// The diagnostics of a running workspace, with names and a token in its log.
@ExtendWith(FxExtension.class)
class DiagnosticsWindowTest {
  private static final Logger ROOT = Logger.getLogger("");

  @TempDir Path data;
  @TempDir Path folder;
  private final List<Handler> handlers = List.of(ROOT.getHandlers());
  private SlackSimulator workspace;
  private RunningApp app;

  @BeforeEach
  void open() throws IOException {
    Logging.into(data.resolve("logs"), System.Logger.Level.INFO);
    InstantSource clock = InstantSource.system();
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withoutLimits().withFrozenPeople());
    TreeSet<String> watched =
        new TreeSet<>(workspace.people().stream().map(Employee::id).limit(5).toList());
    Settings settings =
        Settings.DEFAULT
            .withList(watched, FollowedChannelsAndGroups.NONE)
            .withGroups(
                new GroupingSettings(
                    GroupBy.MINE, List.of(new PersonGroup("Night shift of Oslo", watched))));
    app = RunningApp.start(workspace.apiUrl(), clock, data, workspace.token(), settings);
    app.awaitStatus("Live · 5 people · .*");
  }

  @AfterEach
  void close() {
    app.close();
    workspace.close();
    Stream.of(ROOT.getHandlers())
        .filter(handler -> !handlers.contains(handler))
        .forEach(handler -> {
          ROOT.removeHandler(handler);
          handler.close();
        });
  }

  @Test
  void theSavedFileNamesNoOneAndHasNoToken() throws Exception {
    org.slf4j.Logger log = LoggerFactory.getLogger("rollcall.app.Planted");
    for (Employee person : workspace.people()) {
      log.info("{} ({}, @{}) is away", person.realName(), person.id(), person.handle());
      log.info("{} <{}@acme.example>", person.displayName(), person.handle());
    }
    log.warn("{} for Night shift of Oslo at {}", workspace.token(), data);
    show();
    RunningApp.await(
        () -> "all names to be replaced", () -> shownLog().contains("(person-1, @person-1)"));
    app.desktop.folder = Optional.of(folder);
    Fx.run(() -> app.find("diagnostics-save", Button.class).fire());
    RunningApp.await(() -> "the file", () -> saved().isPresent());
    Path file = saved().orElseThrow();
    RunningApp.await(
        () -> "the result",
        () ->
            app.find("diagnostics-result", Label.class)
                .getText()
                .equals("Saved " + file.getFileName()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Map<String, String> texts = unzipped(file);
    assertEquals(
        List.of("connection.txt", "database.txt", "environment.txt", "log.txt", "settings.txt"),
        List.copyOf(texts.keySet()));
    assertTrue(
        texts.get("log.txt").contains("person-1 (person-1, @person-1) is away"),
        texts.get("log.txt"));
    assertTrue(texts.get("database.txt").contains(" rows"), texts.get("database.txt"));
    assertTrue(texts.get("settings.txt").contains("people watched: 5"), texts.get("settings.txt"));
    texts.forEach(this::assertNoName);
    app.closeDialog();
  }

  @Test
  void allIsShownBeforeItIsSaved() throws Exception {
    show();
    assertEquals(5, app.find("diagnostics-parts", ListView.class).getItems().size());
    app.desktop.folder = Optional.empty();
    Fx.run(() -> app.find("diagnostics-save", Button.class).fire());
    assertTrue(saved().isEmpty());
    app.closeDialog();
  }

  private void show() {
    Fx.run(() -> {
      MenuBar menus = (MenuBar) app.root().lookup(".menu-bar");
      menus.getMenus().stream()
          .flatMap(menu -> menu.getItems().stream())
          .filter(item -> "help.diagnostics".equals(item.getId()))
          .forEach(MenuItem::fire);
    });
    RunningApp.await(
        () -> "the texts",
        () -> !app.find("diagnostics-parts", ListView.class).getItems().isEmpty());
  }

  private String shownLog() {
    for (Object item : app.find("diagnostics-parts", ListView.class).getItems()) {
      if (item instanceof Diagnostics.Part(String name, String text) && name.equals("log.txt")) {
        return text;
      }
    }
    return "";
  }

  private void assertNoName(String name, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    assertFalse(text.contains(workspace.token()), name);
    assertFalse(lower.contains("night shift of oslo"), name);
    assertFalse(lower.contains("acme"), name);
    for (Employee person : workspace.people()) {
      assertFalse(text.contains(person.id()), name + " has " + person.id());
      assertFalse(lower.contains("@" + person.handle()), name + " has " + person.handle());
      for (String one : List.of(person.realName(), person.displayName())) {
        assertFalse(
            !one.isEmpty() && lower.contains(one.toLowerCase(Locale.ROOT)), name + " has " + one);
      }
    }
  }

  private Optional<Path> saved() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file ->
              file.getFileName().toString().matches("rollcall-diagnostics-[0-9-]{10}-\\d{6}\\.zip"))
          .findFirst();
    }
  }

  private static Map<String, String> unzipped(Path file) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
