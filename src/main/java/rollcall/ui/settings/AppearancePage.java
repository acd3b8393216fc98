package rollcall.ui.settings;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.settings.Settings;
import rollcall.settings.Theme;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Appearance page: theme. Thread: FX.
final class AppearancePage extends SettingsPage {
  private final PresenceModel model;
  private final Commands commands;
  private final Map<Theme, RadioButton> choices = new EnumMap<>(Theme.class);

  AppearancePage(PresenceModel model, Commands commands) {
    super("settings.appearance");
    this.model = model;
    this.commands = commands;
    ToggleGroup group = new ToggleGroup();
    VBox box = new VBox(text("settings.appearance.theme", "heading"));
    box.getStyleClass().add("choices");
    for (Theme theme : Theme.values()) {
      RadioButton choice = new RadioButton(Messages.of("settings.appearance." + key(theme)));
      choice.setId("theme-" + key(theme));
      choice.setToggleGroup(group);
      onSelect(choice, () -> apply(theme));
      choices.put(theme, choice);
      box.getChildren().add(choice);
    }
    getChildren().add(box);
  }

  @Override
  Subscription follow() {
    return model
        .settings()
        .map(Settings::theme)
        .subscribe(
            theme -> choices.forEach((choice, button) -> button.setSelected(choice == theme)));
  }

  private void apply(Theme theme) {
    Settings now = model.settings().get();
    if (now.theme() != theme) {
      commands.apply(now.withTheme(theme), null);
    }
  }

  private static String key(Theme theme) {
    return switch (theme) {
      case AUTOMATIC -> "automatic";
      case LIGHT -> "light";
      case DARK -> "dark";
    };
  }
}
