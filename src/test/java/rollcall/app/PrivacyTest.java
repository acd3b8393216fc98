package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.Settings;
import rollcall.settings.Theme;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

/// Erasure and retention, chosen in the settings.
@ExtendWith(FxExtension.class)
class PrivacyTest {
  private static final int RECORDING = 3;
  private static final int GENERAL = 0;
  private static final int PRIVACY = 4;

  @TempDir Path data;
  private SlackSimulator workspace;
  private Employee grace;
  private Employee kai;
  private RunningApp app;
  private boolean closed;

  @AfterEach
  void close() {
    if (!closed) {
      app.close();
    }
    workspace.close();
  }

  @Test
  void anErasedAndBlockedPersonIsInNoFileAndIsNotRecordedAgain() throws Exception {
    start();
    settings(PRIVACY);
    Fx.run(() -> {
      ComboBox<Person> who = people();
      who.setValue(
          who.getItems().stream()
              .filter(person -> person.id().value().equals(grace.id()))
              .findFirst()
              .orElseThrow());
    });
    fire("erase-one");
    assertEquals(true, app.find("erase-yes", ButtonBase.class).isDisabled());
    String name = Fx.get(() -> people().getValue().name());
    Fx.run(() -> app.find("erase-name", TextField.class).setText(name));
    fire("erase-block", "erase-yes");
    RunningApp.await(
        () -> "it to be message, but " + message(),
        () -> message().endsWith("permanently erased."));
    assertEquals(new TreeSet<>(Set.of(kai.id())), app.saved().watched());
    Fx.run(() -> app.find("topics", ListView.class).getSelectionModel().select(GENERAL));
    fire("theme-light");
    RunningApp.await(
        () -> "the theme to be saved", () -> app.saved().appearance().theme() == Theme.LIGHT);
    assertEquals(new TreeSet<>(Set.of(kai.id())), app.saved().groups().mine().getFirst().members());
    Fx.run(() -> app.find("topics", ListView.class).getSelectionModel().select(PRIVACY));
    app.find("allow-" + grace.id(), ButtonBase.class);
    app.closeDialog();
    app.awaitRow(kai, Presence.AWAY);
    workspace.setPresence(grace.id(), ActiveOrAway.AWAY);
    workspace.setPresence(kai.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(kai, Presence.ACTIVE);
    assertEquals(List.of(), app.storedWords(grace));
    app.close();
    closed = true;
    try (Stream<Path> files = Files.walk(data)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(each, StandardCharsets.ISO_8859_1);
        assertEquals(false, text.contains(grace.id()), each.toString());
      }
    }
  }

  @Test
  void aNameIsConfirmedAsItIsSeen() throws Exception {
    start();
    settings(PRIVACY);
    Fx.run(() -> people().getSelectionModel().select(0));
    String name = Fx.get(() -> people().getValue().name());
    fire("erase-one");
    String typed = "\u200b" + Normalizer.normalize(name, Normalizer.Form.NFD) + "\u00a0";
    Fx.run(() -> app.find("erase-name", TextField.class).setText(typed));
    assertEquals(false, app.find("erase-yes", ButtonBase.class).isDisabled());
    Fx.run(() -> app.find("erase-name", TextField.class).setText(name + "x"));
    assertEquals(true, app.find("erase-yes", ButtonBase.class).isDisabled());
  }

  @Test
  void anUnblockedPersonMayBeRecordedAgain() throws Exception {
    start();
    settings(PRIVACY);
    Fx.run(() -> people().getSelectionModel().select(0));
    Person erased = Fx.get(() -> people().getValue());
    fire("erase-one");
    Fx.run(() -> app.find("erase-name", TextField.class).setText(erased.name()));
    fire("erase-block", "erase-yes");
    RunningApp.await(
        () -> "it to be message, but " + message(),
        () -> message().endsWith("permanently erased."));
    ButtonBase allow = app.find("allow-" + erased.id(), ButtonBase.class);
    Node pane = allow.getParent().getParent();
    Fx.run(allow::fire);
    RunningApp.await(() -> "nobody to be blocked", () -> !pane.isVisible());
    try (History history =
        History.openReadOnly(app.context().profile().latestHistory().orElseThrow())) {
      assertEquals(false, history.maintenance().blocked().test(erased.id()));
    }
  }

  @Test
  void allHistoryIsErasedOnceTheWorkspaceIsNamedAndRecordingGoesOn() throws Exception {
    start();
    settings(PRIVACY);
    fire("erase-all");
    Fx.run(() -> app.find("erase-name", TextField.class).setText("acme"));
    assertEquals(true, app.find("erase-yes", ButtonBase.class).isDisabled());
    Fx.run(() -> {
      TextField name = app.find("erase-name", TextField.class);
      name.fireEvent(new ActionEvent());
      name.setText("Acme (demo)");
      name.fireEvent(new ActionEvent());
    });
    RunningApp.await(
        () -> "it to be message, but " + message(),
        () -> message().endsWith("permanently erased."));
    app.closeDialog();
    app.awaitRow(grace, Presence.ACTIVE);
    assertEquals(List.of("unknown watch_started", "active snapshot"), app.storedWords(grace));
  }

  @Test
  void howLongTheRecordIsKeptIsSaved() throws Exception {
    start();
    settings(RECORDING);
    Fx.run(() -> keep().setValue(90));
    Fx.run(() -> keep().fireEvent(new javafx.event.ActionEvent()));
    RunningApp.await(() -> "90 days", () -> app.saved().books().keepDays() == 90);
    RunningApp.await(
        () -> "it to be told",
        () ->
            app.find("retention-result", Label.class)
                .getText()
                .equals("Retention updated. Nothing was old enough to delete."));
  }

  private void start() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0);
    kai = workspace.people().get(1);
    TreeSet<String> both = new TreeSet<>(Set.of(grace.id(), kai.id()));
    Settings settings =
        Settings.DEFAULT
            .withList(both, FollowedChannelsAndGroups.NONE)
            .withGroups(
                new GroupingSettings(GroupBy.NONE, List.of(new PersonGroup("Platform", both))));
    app =
        RunningApp.start(
            workspace.apiUrl(), InstantSource.system(), data, workspace.token(), settings);
    app.awaitRow(grace, Presence.AWAY);
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
    app.awaitRow(kai, Presence.AWAY);
  }

  private void settings(int page) {
    fire("open-settings");
    Fx.run(() -> app.find("topics", ListView.class).getSelectionModel().select(page));
  }

  private String message() {
    return app.find("erase-result", Label.class).getText();
  }

  @SuppressWarnings("unchecked")
  private ComboBox<Person> people() {
    return app.find("erase-who", ComboBox.class);
  }

  @SuppressWarnings("unchecked")
  private ComboBox<Integer> keep() {
    return app.find("retention", ComboBox.class);
  }

  private void fire(String... ids) {
    for (String id : ids) {
      ButtonBase button = app.find(id, ButtonBase.class);
      Fx.run(button::fire);
    }
  }
}
