package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import rollcall.settings.PrivacySettings;
import rollcall.settings.Settings;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.settings.SettingsView.Topic;
import rollcall.ui.text.NoticeText;

/// The settings in a window whose commands are saved at once.
@ExtendWith(ApplicationExtension.class)
class SettingsWindowTest {
  private final PresenceModel model = PresenceModels.acme();
  private final RecordedCommands commands = new RecordedCommands();
  private final FakeDesktop desktop = new FakeDesktop();
  private SettingsView view;

  @Start
  void start(Stage stage) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    commands.onApplied = model::settings;
    view =
        new SettingsView(
            model,
            commands,
            desktop,
            new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
            Runnable::run,
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
            PrivacySettings.NONE.withInformed(true),
            PrivacySettings.NONE.withInformed(true).withReason(true),
            PrivacySettings.NONE.withReason(true)),
        commands.applied.stream().map(Settings::privacy).toList());
    assertEquals(
        "Recorded always, kept 400 days. Kept only on this computer.", text("privacy-rules"));
    press("privacy-copy");
    assertEquals(List.of("copy " + NoticeText.of(Settings.DEFAULT)), desktop.done);
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
    PrivacySettings.SentNotice sent = model.settings().get().privacy().sent().getFirst();
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
