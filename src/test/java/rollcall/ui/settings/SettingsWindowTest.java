package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.ConnectionMode;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.settings.Theme;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.timecard.Rounding;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.CloseChoice;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.settings.SettingsView.Topic;
import rollcall.ui.text.PrivacyNotice;
import rollcall.ui.text.RecordingPolicyText;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.text.TimeFormat;
import rollcall.watch.WatchStatus;

/// The settings in a window whose commands are saved at once.
@ExtendWith(FxExtension.class)
class SettingsWindowTest {
  private final PresenceModel model = PresenceModels.acme();
  private final Workspaces workspaces = new Workspaces(model);
  private final RecordedCommands commands = new RecordedCommands();
  private final FakeDesktop desktop = new FakeDesktop();
  private SettingsView view;

  @Start
  void start(Stage stage) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    commands.onApplied = model::setSettings;
    view =
        new SettingsView(
            model,
            workspaces,
            commands,
            desktop,
            new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
            _ -> {},
            () -> {},
            () -> {});
    stage.setScene(new Scene(view, 860, 560));
    view.follow();
    stage.show();
  }

  @Test
  void theStatementsOfThePrivacyCardAreKeptAndBlockNothing() {
    select(Topic.PRIVACY);
    press("privacy-informed");
    press("privacy-reason");
    press("privacy-informed");
    assertEquals(
        List.of(
            PrivacyNoticeSettings.NONE.withInformed(true),
            PrivacyNoticeSettings.NONE.withInformed(true).withReason(true),
            PrivacyNoticeSettings.NONE.withReason(true)),
        commands.applied.stream().map(Settings::privacy).toList());
    assertEquals(
        "Recorded always, kept 400 days. Kept only on this computer.", text("privacy-rules"));
    Fx.run(() -> model.setStatus(new WatchStatus.Following("db", List.of(), 2, null, null)));
    assertEquals(
        "Recording hours and retention are those of the recorders.", text("privacy-rules"));
    press("privacy-copy");
    assertEquals(List.of("copy " + PrivacyNotice.of(Settings.DEFAULT)), desktop.done);
  }

  @Test
  void withoutATokenTheSettingsOfferToConnectAndNotToRemove() {
    select(Topic.CONNECTION);
    assertFalse(Fx.get(() -> Fx.find(view, "token-remove", ButtonBase.class).isDisabled()));
    Fx.run(() -> model.setStatus(new WatchStatus.Idle()));
    assertTrue(Fx.get(() -> Fx.find(view, "token-remove", ButtonBase.class).isDisabled()));
    assertEquals("Connect Slack", text("token-heading"));
  }

  @Test
  void controlFLeadsToTheSearch(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.F);
    assertTrue(Fx.get(() -> Fx.find(view, "settings-search", TextField.class).isFocused()));
  }

  @Test
  void theRecordOfOthersIsShownFromItsAddressOrTheMistakeIsNamed() {
    select(Topic.SHARED_RECORD);
    assertTrue(Fx.get(() -> Fx.find(view, "record-show", ButtonBase.class).isDisabled()));
    Fx.run(() -> Fx.find(view, "record-address", TextField.class).setText("db.example.com"));
    press("record-show");
    assertEquals("No address.", text("record-error"));
    Fx.run(() ->
        Fx.find(view, "record-address", TextField.class)
            .setText(" postgresql://ada@db.example.com/rollcall "));
    press("record-show");
    assertEquals(
        List.of("showRecord db.example.com", "showRecord postgresql://ada@db.example.com/rollcall"),
        commands.log);
    assertFalse(Fx.get(() -> Fx.find(view, "record-error", Labeled.class).isVisible()));
  }

  @Test
  void theNoticeIsEditedCopiedAndNotedAsSent() {
    select(Topic.PRIVACY);
    assertTrue(text("notice-missing").startsWith("No notice is noted for 24 people: "));
    Fx.run(() -> {
      TextArea text = Fx.find(view, "notice-text", TextArea.class);
      text.setText("Hi, I record you.");
    });
    press("notice-copy");
    assertEquals("copy Hi, I record you.", desktop.done.getLast());
    assertEquals("Hi, I record you.", model.settings().get().privacy().notice());
    press("notice-sent");
    PrivacyNoticeSettings.SentNotice sent = model.settings().get().privacy().sent().getFirst();
    assertEquals(LocalDate.ofInstant(model.now().get(), model.zone().get()), sent.day());
    assertEquals(24, sent.people().size());
    assertEquals("A notice to everyone who is watched is noted here.", text("notice-missing"));
    assertTrue(Fx.get(() -> Fx.find(view, "notice-sent", ButtonBase.class).isDisabled()));
    assertEquals(Set.of(), model.settings().get().privacy().notNoticed(sent.people()));
    Fx.run(() ->
        ((ButtonBase)
                Fx.find(view, "notice-log", javafx.scene.layout.GridPane.class)
                    .getChildren()
                    .getLast())
            .fire());
    assertEquals(List.of(), model.settings().get().privacy().sent());
    assertFalse(Fx.get(() -> Fx.find(view, "notice-sent", ButtonBase.class).isDisabled()));
  }

  @Test
  void eachChangeTakesEffectAtOnceAndCanBeUndone() {
    select(Topic.APPEARANCE);
    assertFalse(Fx.get(() -> view.lookup("#undo-bar").isVisible()));
    press("theme-dark");
    assertEquals("Theme: Dark", text("undo-text"));
    press("high-contrast");
    assertEquals("High contrast: on", text("undo-text"));
    press("undo");
    assertEquals(Settings.DEFAULT.withTheme(Theme.DARK), model.settings().get());
    assertFalse(Fx.get(() -> view.lookup("#undo-bar").isVisible()));
    Fx.run(() -> model.closing().set(CloseChoice.QUIT));
    assertEquals("Closing the window: Quit", text("undo-text"));
    press("undo");
    assertEquals(CloseChoice.ASK, model.closing().get());
  }

  @Test
  void modeRoundingAndLogLevelAreChosenAndUndone() {
    select(Topic.CONNECTION);
    choose("connection-mode", ConnectionMode.LIVE);
    assertEquals(Settings.DEFAULT.withMode(ConnectionMode.LIVE), model.settings().get());
    assertEquals("Mode: Live only", text("undo-text"));
    press("undo");
    select(Topic.RECORDING);
    choose("counting-rounding", new Rounding(15, Rounding.Direction.NEAREST));
    assertEquals(15, model.settings().get().export().roundMinutes());
    assertEquals("Rounding: Rounded to 15 min", text("undo-text"));
    press("undo");
    select(Topic.ABOUT);
    choose("settings-log-level", System.Logger.Level.DEBUG);
    assertEquals(Settings.DEFAULT.withLogLevel(System.Logger.Level.DEBUG), model.settings().get());
    assertEquals("Log from level: Debug", text("undo-text"));
    press("undo");
    assertEquals(Settings.DEFAULT, model.settings().get());
  }

  @Test
  void theProxyInUseIsNamedWithItsReason() {
    select(Topic.PROXY);
    assertEquals("In use: no proxy: chosen so", text("proxy-route"));
  }

  @SuppressWarnings("unchecked")
  private <T> void choose(String id, T value) {
    Fx.run(() -> ((ComboBox<T>) Fx.find(view, id, ComboBox.class)).setValue(value));
  }

  @Test
  void retentionIsUndoneUnlessItDeletedHistory() {
    Fx.run(() -> view.select(Topic.RECORDING));
    Fx.run(() -> PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofDays(50))));
    assertEquals("Next deletion of old history: Fri 3 Sep 2027.", text("next-purge"));
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withKeepDays(30)));
    assertFalse(Fx.get(() -> view.lookup("#undo-bar").isVisible()));
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withKeepDays(0)));
    assertEquals("Keep history for: Forever", text("undo-text"));
    press("undo");
    assertEquals(30, model.settings().get().books().keepDays());
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withKeepDays(90)));
    assertTrue(Fx.get(() -> view.lookup("#undo-bar").isVisible()));
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withKeepDays(7)));
    assertFalse(Fx.get(() -> view.lookup("#undo-bar").isVisible()), "offers 30 days");
  }

  @Test
  void withTotalsOnlyWholeDaysAreDeletedAfterAConfirmation() {
    Fx.run(() -> view.select(Topic.RECORDING));
    Settings before = Settings.DEFAULT.withKeepDays(90);
    Fx.run(() -> model.setSettings(before.withKeepDayTotals(true)));
    Fx.run(() -> PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofSeconds(2592060))));
    choose("retention", 30);
    assertEquals(List.of("keep 30"), commands.log, "the day of the cutoff stays");
    Fx.run(() -> model.setSettings(before.withKeepDayTotals(false)));
    choose("retention", 90);
    choose("retention", 30);
    assertTrue(text("retention-warning").contains(": everything before "));
    press("retention-no");
    Fx.run(() -> model.setSettings(before.withKeepDayTotals(true)));
    choose("retention", 7);
    assertTrue(text("retention-warning").contains(": all days that ended before "));
    assertEquals(List.of("keep 30"), commands.log);
  }

  @Test
  void theRecordOfOthersHasNoRetentionOfThisComputer() {
    Fx.run(() -> {
      model.setSettings(Settings.DEFAULT.withKeepDays(90).withKeepDayTotals(true));
      model.setStatus(new WatchStatus.Following("db", List.of(), 2, null, null));
      view.select(Topic.RECORDING);
    });
    assertTrue(text("read-only").startsWith("This is the record of others: "), text("read-only"));
    assertFalse(Fx.get(() -> Fx.find(view, "retention", ComboBox.class).getParent().isVisible()));
  }

  @Test
  void theConfirmationNamesTheDateOfTheCutoff() {
    Fx.run(() -> view.select(Topic.RECORDING));
    Fx.run(() -> PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofDays(50))));
    choose("retention", 7);
    String cutoff = TimeFormat.dateTime(Acme.NOW.minus(Duration.ofDays(7)), model.zone().get());
    assertTrue(text("retention-warning").contains("before " + cutoff), text("retention-warning"));
    assertTrue(cutoff.contains(" 2026 "), cutoff);
  }

  @Test
  void aRetentionThatDeletesOnlyInAnotherWorkspaceIsConfirmed() {
    PresenceModel other = PresenceModels.acme();
    Fx.run(() -> {
      view.select(Topic.RECORDING);
      PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofDays(2)));
      PresenceModels.recordedSince(other, Acme.NOW.minus(Duration.ofDays(50)));
      workspaces.all().add(other);
    });
    choose("retention", 90);
    assertEquals(List.of("keep 90"), commands.log);
    choose("retention", 30);
    assertEquals(List.of("keep 90"), commands.log);
    assertTrue(text("retention-warning").endsWith(" This applies to all open workspaces."));
    press("retention-no");
    Fx.run(() -> workspaces.all().remove(other));
    choose("retention", 7);
    assertEquals(List.of("keep 90", "keep 7"), commands.log);
  }

  @Test
  void theFocusStaysAtTheSettingAfterItsConfirmation() {
    Fx.run(() -> view.select(Topic.RECORDING));
    Fx.run(() -> PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofDays(50))));
    for (String answer : List.of("retention-yes", "retention-no")) {
      choose("retention", 7);
      Fx.run(() -> Fx.find(view, answer, ButtonBase.class).requestFocus());
      press(answer);
      assertTrue(Fx.get(() -> Fx.find(view, "retention", ComboBox.class).isFocused()), answer);
      Fx.run(() -> model.setSettings(Settings.DEFAULT.withKeepDayTotals(true)));
    }
    press("keep-day-totals");
    Fx.run(() -> Fx.find(view, "retention-yes", ButtonBase.class).requestFocus());
    press("retention-yes");
    assertTrue(Fx.get(() -> Fx.find(view, "keep-day-totals", CheckBox.class).isFocused()));
    assertEquals(
        "The totals of deleted days are no longer kept. Old data of 2 people was deleted.",
        text("retention-result"));
  }

  @Test
  void keptTotalsAreDeletedAfterAConfirmation() {
    Fx.run(() -> view.select(Topic.RECORDING));
    press("keep-day-totals");
    assertEquals("keep day totals true", commands.log.getLast());
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withKeepDayTotals(true)));
    press("keep-day-totals");
    assertEquals("keep day totals true", commands.log.getLast(), "not before the confirmation");
    press("retention-no");
    assertTrue(Fx.get(() -> Fx.find(view, "keep-day-totals", CheckBox.class).isSelected()));
    press("keep-day-totals");
    assertTrue(text("retention-warning").startsWith("The totals of all days"));
    press("retention-yes");
    assertEquals("keep day totals false", commands.log.getLast());
    assertEquals(
        "Recorded always, kept 400 days, then the totals of each day.",
        RecordingPolicyText.of(model.settings().get()));
  }

  @Test
  void aRetentionThatWaitsForItsConfirmationIsGivenUpForTheTotals() {
    Fx.run(() -> view.select(Topic.RECORDING));
    Fx.run(() -> PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofDays(50))));
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withKeepDays(90).withKeepDayTotals(true)));
    choose("retention", 7);
    press("keep-day-totals");
    assertEquals(90, chosenRetention());
    assertTrue(text("retention-warning").startsWith("The totals of all days"));
    press("retention-yes");
    assertEquals(List.of("keep day totals false"), commands.log);
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withKeepDays(90).withKeepDayTotals(false)));
    choose("retention", 7);
    press("keep-day-totals");
    assertEquals("keep day totals true", commands.log.getLast());
    assertEquals(90, chosenRetention());
    choose("retention", 7);
    choose("retention", -1);
    assertFalse(
        Fx.get(() -> Fx.find(view, "retention-warning", Labeled.class).getParent().isVisible()));
    choose("retention", 7);
    press("retention-yes");
    assertEquals("keep 7", commands.log.getLast());
  }

  @Test
  void afterAFailureTheSavedRetentionAndChoiceOfTotalsAreShown() {
    Fx.run(() -> view.select(Topic.RECORDING));
    commands.retained = new CommandResult.Failed<>("The disk is full.");
    press("keep-day-totals");
    assertFalse(Fx.get(() -> Fx.find(view, "keep-day-totals", CheckBox.class).isSelected()));
    choose("retention", 0);
    assertEquals(400, chosenRetention());
    assertEquals("The disk is full.", text("retention-result"));
    assertTrue(Fx.get(() -> Fx.find(view, "retention-result", Labeled.class).isVisible()));
  }

  private Object chosenRetention() {
    return Fx.get(() -> Fx.find(view, "retention", ComboBox.class).getValue());
  }

  @Test
  void whileTheChoiceOfTotalsCannotBeReadItIsOpenAndNothingIsDeleted(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("settings.json");
    Files.writeString(file, "{\"books\":{\"keepDays\":90,\"keepDayTotals\":\"no\"}}");
    Settings unread = new SettingsFile(file).load().settings();
    Fx.run(() -> view.select(Topic.RECORDING));
    Fx.run(() -> PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofDays(50))));
    Fx.run(() -> model.setSettings(unread));
    CheckBox totals = Fx.find(view, "keep-day-totals", CheckBox.class);
    assertTrue(Fx.get(totals::isIndeterminate));
    assertEquals("Nothing is deleted for its age.", text("next-purge"));
    choose("retention", 30);
    assertEquals("keep 30", commands.log.getLast());
    Fx.run(() -> model.setSettings(unread.withKeepDays(30)));
    press("keep-day-totals");
    assertEquals("keep 30", commands.log.getLast(), "not before the confirmation");
    assertTrue(text("retention-warning").contains("Their totals are kept."));
    press("retention-no");
    assertTrue(Fx.get(totals::isIndeterminate));
    press("keep-day-totals");
    press("retention-yes");
    assertEquals("keep day totals true", commands.log.getLast());
    Fx.run(() -> model.setSettings(unread.withKeepDayTotals(true)));
    assertTrue(Fx.get(() -> totals.isSelected() && !totals.isIndeterminate()));
  }

  @Test
  void theSearchFindsASettingByItsWordsAndShowsIt(FxRobot robot) {
    robot.clickOn("#settings-search").write("gaps bridge");
    ListView<?> found = Fx.find(view, "topics", ListView.class);
    assertEquals(1, Fx.get(() -> found.getItems().size()));
    robot.type(KeyCode.ENTER);
    TextField bridge = Fx.find(view, "counting-bridge", TextField.class);
    assertTrue(Fx.get(bridge::isFocused));
    double top = Fx.get(() -> bridge.localToScene(0, 0).getY());
    assertTrue(top > 0 && top < 540, "at " + top);
    robot.clickOn("#settings-search").push(KeyCode.CONTROL, KeyCode.A).write("kerberos");
    assertEquals(0, Fx.get(() -> found.getItems().size()));
    robot.type(KeyCode.ESCAPE);
    assertEquals(6, Fx.get(() -> found.getItems().size()));
  }

  @Test
  void aResetChangesNothingThatIsRecordedAndCanBeUndone() {
    Settings chosen =
        Settings.DEFAULT
            .withTheme(Theme.DARK)
            .withProxy(new Proxy.None())
            .withKeepDays(30)
            .withPrivacy(PrivacyNoticeSettings.NONE.withReason(true));
    Fx.run(() -> model.setSettings(chosen));
    select(Topic.ABOUT);
    press("settings-reset");
    assertEquals(
        Settings.DEFAULT.withKeepDays(30).withPrivacy(PrivacyNoticeSettings.NONE.withReason(true)),
        model.settings().get());
    assertEquals("2 settings were changed.", text("undo-text"));
    press("undo");
    assertEquals(chosen, model.settings().get());
  }

  @Test
  void theLoginEntryAndTheConventionsAreChosenAndUndone() {
    select(Topic.PROGRAM);
    press("start-at-login");
    assertTrue(desktop.startsAtLogin);
    press("undo");
    assertFalse(desktop.startsAtLogin);
    Fx.run(() -> Fx.find(view, "week", ComboBox.class).getSelectionModel().select(2));
    assertEquals(
        TimeConventions.USUAL.withWeek(TimeConventions.Week.SUNDAY), model.conventions().get());
    Fx.run(() -> view.offerConventions(TimeConventions.USUAL));
    assertEquals("Week starts on: Sunday", text("undo-text"));
    press("undo");
    assertEquals(TimeConventions.USUAL, model.conventions().get());
  }

  @Test
  void thePageAboutPresenceIsLinked(FxRobot robot) {
    select(Topic.PRIVACY);
    press("meaning-link");
    Stage page =
        Fx.get(() ->
            Window.getWindows().stream()
                .filter(one -> one instanceof Stage opened && opened.getOwner() != null)
                .map(Stage.class::cast)
                .findFirst()
                .orElseThrow());
    assertEquals("What presence can and cannot tell", page.getTitle());
    Fx.run(page::hide);
  }

  private void select(Topic topic) {
    Fx.run(() -> view.select(topic));
  }

  private void press(String id) {
    Fx.run(() -> Fx.find(view, id, ButtonBase.class).fire());
  }

  private String text(String id) {
    return Fx.get(() -> Fx.find(view, id, Labeled.class).getText());
  }
}
