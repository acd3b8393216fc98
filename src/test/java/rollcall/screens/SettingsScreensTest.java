package rollcall.screens;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.text.Messages;

/// Screenshots of each page of the settings: `target/screens`.
@Tag("screens")
@ExtendWith(FxExtension.class)
class SettingsScreensTest {
  private static final List<SettingsView.Topic> PAGES =
      List.of(
          SettingsView.Topic.APPEARANCE,
          SettingsView.Topic.CONNECTION,
          SettingsView.Topic.PROXY,
          SettingsView.Topic.PEOPLE,
          SettingsView.Topic.RECORDING,
          SettingsView.Topic.PRIVACY,
          SettingsView.Topic.ABOUT);

  private Stage stage;

  @Start
  void start(Stage first) {
    Fx.screen(1920, 1200);
    stage = first;
  }

  @AfterEach
  void english() {
    Fx.run(() -> {
      Messages.use(Locale.ENGLISH);
      AppTheme.apply(false);
    });
  }

  @Test
  void everyPageInBothLanguagesAndThemes() {
    take(Locale.ENGLISH, false, 860, 600);
    take(Locale.GERMAN, true, 860, 600);
    take(Locale.GERMAN, false, 860, 560);
    take(Locale.ENGLISH, true, 1280, 800);
  }

  private void take(Locale language, boolean dark, int width, int height) {
    for (SettingsView.Topic page : PAGES) {
      Fx.run(() -> open(language, dark, width, height, page));
      Fx.run(() ->
          Fx.save(
              Fx.picture(stage.getScene()),
              Path.of(
                  "target/screens/settings-%s-%s-%s-%s.png"
                      .formatted(
                          page.name().toLowerCase(Locale.ROOT),
                          language.getLanguage(),
                          dark ? "dark" : "light",
                          width))));
    }
  }

  private void open(Locale language, boolean dark, int width, int height, SettingsView.Topic page) {
    Messages.use(language);
    AppTheme.apply(dark);
    PresenceModel model =
        PresenceModels.acme(
            Settings.DEFAULT
                .withProxy(
                    new Proxy.Manual(
                        "proxy.corp.example", 8080, "grace", List.of("*.corp.example")))
                .withPrivacy(
                    PrivacyNoticeSettings.NONE
                        .withInformed(true)
                        .sending(LocalDate.of(2026, 9, 1), Set.of("U00000000", "U00000001"))));
    PresenceModels.recordedSince(model, Acme.NOW.minus(Duration.ofDays(50)));
    RecordedCommands commands = new RecordedCommands();
    commands.onApplied = model::setSettings;
    SettingsView view =
        new SettingsView(
            model,
            new Workspaces(model),
            commands,
            new FakeDesktop(),
            new AboutModel(
                "0.1.0", Path.of("/home/grace/history"), Path.of("/home/grace/settings"), null),
            _ -> {},
            () -> {},
            () -> {});
    stage.setScene(new Scene(view, width, height));
    view.follow();
    stage.show();
    view.select(page);
    model.setSettings(model.settings().get().withTheme(rollcall.settings.Theme.DARK));
  }
}
