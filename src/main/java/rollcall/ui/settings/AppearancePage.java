package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.checkBox;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.radioButton;
import static rollcall.ui.controls.Controls.styled;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.settings.Appearance;
import rollcall.settings.Settings;
import rollcall.settings.Theme;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Language;
import rollcall.ui.text.Messages;

/// Appearance page: theme, contrast, text size and language. Thread: FX.
final class AppearancePage extends SettingsPage {
  private final Map<Theme, RadioButton> choices = new EnumMap<>(Theme.class);
  private final CheckBox contrast = checkBox("settings.appearance.contrast", "high-contrast");
  private final ComboBox<Integer> textSize =
      comboBox(
          "text-size",
          Appearance.TEXT_SIZES,
          percent -> Messages.of("settings.appearance.percent", percent));
  private final ComboBox<Language> language =
      comboBox("language", List.of(Language.values()), AppearancePage::text);
  private final NotificationsPane notifications;

  AppearancePage(PresenceModel model, Commands commands) {
    super("settings.appearance", model, commands);
    ToggleGroup group = new ToggleGroup();
    VBox box = styled(new VBox(label("settings.appearance.theme", "heading")), "choices");
    for (Theme theme : Theme.values()) {
      RadioButton choice = radioButton(text(theme), "theme-" + Messages.word(theme), group);
      onSelect(choice, () -> apply(theme));
      choices.put(theme, choice);
      box.getChildren().add(choice);
    }
    contrast.setOnAction(_ -> apply(current().withHighContrast(contrast.isSelected())));
    GridPane form = form();
    textSize.setOnAction(_ -> apply(current().withTextPercent(textSize.getValue())));
    addRow(form, "settings.appearance.text_size", textSize);
    language.setOnAction(_ -> model.language().set(language.getValue()));
    addRow(form, "settings.appearance.language", language);
    notifications = new NotificationsPane(model, commands);
    getChildren().addAll(box, contrast, form, notifications);
  }

  @Override
  Subscription follow() {
    return Subscription.combine(
        model.settings().map(Settings::appearance).subscribe(this::show),
        model.language().subscribe(language::setValue),
        notifications.follow());
  }

  private void show(Appearance appearance) {
    choices.forEach((choice, button) -> button.setSelected(choice == appearance.theme()));
    contrast.setSelected(appearance.highContrast());
    textSize.setValue(appearance.textPercent());
  }

  private Appearance current() {
    return model.settings().get().appearance();
  }

  private void apply(Theme theme) {
    if (current().theme() != theme) {
      commands.apply(model.settings().get().withTheme(theme));
    }
  }

  private void apply(Appearance appearance) {
    if (!appearance.equals(current())) {
      commands.apply(model.settings().get().withAppearance(appearance));
    }
  }

  static String text(Language language) {
    return Messages.of("settings.appearance.language." + Messages.word(language));
  }

  static String text(Theme theme) {
    return Messages.of("settings.appearance." + Messages.word(theme));
  }
}
