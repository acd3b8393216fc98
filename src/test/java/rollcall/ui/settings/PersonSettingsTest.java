package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.settings.RecordingSettingsByPerson;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.RecordingPolicyText;

/// Pause, retention and hand-over of one person on the People page of the settings.
@ExtendWith(FxExtension.class)
class PersonSettingsTest {
  private final PresenceModel model = PresenceModels.acme();
  private final RecordedCommands commands = new RecordedCommands();
  private final List<Person> exported = new ArrayList<>();
  @TempDir Path directory;
  private PeoplePage page;

  @Start
  void start(Stage stage) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    commands.onApplied = model::setSettings;
    page = new PeoplePage(model, commands, () -> {}, exported::add);
    page.follow();
    stage.setScene(new Scene(page, 860, 560));
    stage.show();
  }

  @Test
  void aPersonIsPausedAndResumedAtOnce() {
    PersonRow first = select(0);
    press("person-pause");
    assertEquals(Set.of(first.id().value()), model.settings().get().people().paused());
    assertEquals("Paused", RecordingPolicyText.own(model.settings().get(), first.id().value()));
    assertEquals(
        "Resume recording", Fx.get(() -> find("person-pause", ButtonBase.class).getText()));
    press("person-pause");
    assertEquals(RecordingSettingsByPerson.NONE, model.settings().get().people());
    press("person-data-open");
    assertEquals(List.of(first.state().person()), exported);
  }

  @Test
  void aRetentionThatDeletesIsConfirmedAndALongerOneIsNot() {
    PersonRow first = select(0);
    choose(0);
    assertEquals(List.of("keep 0 of " + first.id()), commands.log);
    PersonRow second = select(1);
    Sighting old =
        Sighting.of(
            second.id(),
            Presence.AWAY,
            Acme.NOW.minus(Duration.ofDays(40)),
            Source.RTM,
            Cause.SNAPSHOT);
    Fx.run(() -> model.onHistory(List.of(PresenceTimeline.ofSightings(second.id(), List.of(old)))));
    choose(7);
    assertTrue(Fx.get(() -> find("person-no", ButtonBase.class).isVisible()));
    assertEquals(1, commands.log.size(), "nothing is deleted before the answer");
    press("person-yes");
    assertEquals("keep 7 of " + second.id(), commands.log.getLast());
  }

  @Test
  void theDayOnWhichTheOldestEntryIsDeletedIsShown() {
    PersonRow first = select(0);
    Fx.run(() ->
        model.setSettings(
            Settings.DEFAULT.withPeople(
                RecordingSettingsByPerson.NONE.withKeepDays(first.id().value(), 30))));
    assertTrue(
        Fx.get(() -> find("person-next", Label.class).getText())
            .matches("Kept 30 days: the oldest entry, of .* 2026, is deleted on .* 2026\\."),
        Fx.get(() -> find("person-next", Label.class).getText()));
  }

  @Test
  void settingsOfPeopleThatCannotBeReadHaveAWayOut() throws IOException {
    Path file = directory.resolve("settings.json");
    assertFalse(Fx.get(() -> find("person-unread-use", ButtonBase.class).getParent().isVisible()));
    Settings unread =
        new SettingsFile(Files.writeString(file, "{\"people\": 7}")).load().settings();
    Fx.run(() -> model.setSettings(unread));
    press("person-unread-use");
    assertTrue(commands.applied.getLast().pausesKnown());
    assertEquals(RecordingSettingsByPerson.NONE, commands.applied.getLast().people());
  }

  private PersonRow select(int index) {
    return Fx.get(() -> {
      ListView<?> list = find("settings-people", ListView.class);
      list.getSelectionModel().select(index);
      return (PersonRow) list.getItems().get(index);
    });
  }

  @SuppressWarnings("unchecked")
  private void choose(int days) {
    Fx.run(() -> ((ComboBox<Integer>) find("person-keep", ComboBox.class)).setValue(days));
  }

  private void press(String id) {
    Fx.run(() -> find(id, ButtonBase.class).fire());
  }

  private <T extends Node> T find(String id, Class<T> type) {
    return Fx.find(page, id, type);
  }
}
