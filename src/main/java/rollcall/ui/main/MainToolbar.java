package rollcall.ui.main;

import atlantafx.base.controls.CustomTextField;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Toolbar: workspace, search, and the most frequent commands. Thread: FX.
final class MainToolbar extends HBox {
  private final CustomTextField search = new CustomTextField();
  private final Subscription subscription;

  MainToolbar(PresenceModel model, StringProperty query, MainMenu.Actions actions) {
    getStyleClass().add("toolbar");
    Label workspace = new Label();
    workspace.setId("workspace");
    workspace.getStyleClass().add("workspace");
    Label demo = new Label(Messages.of("toolbar.demo"));
    demo.setId("demo-badge");
    demo.getStyleClass().add("demo-badge");
    demo.setMinWidth(USE_PREF_SIZE);
    demo.setTooltip(new Tooltip(Messages.of("toolbar.demo.help")));
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    search(query);
    Button people = button("people", Feather.USER_PLUS, actions::choosePeople);
    Button export = button("export", Feather.DOWNLOAD, actions::export);
    Button settings = button("settings", Feather.SETTINGS, actions::settings);
    settings.setAccessibleText(settings.getText());
    settings.setText(null);
    getChildren().setAll(workspace, demo, space, search, people, export, settings);
    subscription =
        Subscription.combine(
            model
                .signInState()
                .subscribe(account -> {
                  workspace.setText(
                      account.name().isEmpty()
                          ? Messages.of("toolbar.connecting")
                          : account.name());
                  demo.setVisible(account.demo());
                  demo.setManaged(account.demo());
                }),
            model.isReadOnly().subscribe(people::setDisable),
            model.counts().subscribe(counts -> export.setDisable(counts.all() == 0)));
  }

  /// The search field.
  TextField search() {
    return search;
  }

  /// Unsubscribes from the model.
  void dispose() {
    subscription.unsubscribe();
  }

  private void search(StringProperty query) {
    search.setId("search");
    search.setLeft(new FontIcon(Feather.SEARCH));
    search.setPromptText(Messages.of("toolbar.search"));
    search.setAccessibleText(Messages.of("toolbar.search"));
    search.setAccessibleHelp(Messages.of("toolbar.search.help"));
    search.setPrefWidth(240);
    search.textProperty().bindBidirectional(query);
    search.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ESCAPE) {
        search.clear();
      }
    });
  }

  private static Button button(String key, Ikon icon, Runnable action) {
    Button button = new Button(Messages.of("toolbar." + key), new FontIcon(icon));
    button.setId("open-" + key);
    button.setMinWidth(USE_PREF_SIZE);
    button.setTooltip(new Tooltip(Messages.of("toolbar." + key + ".help")));
    button.setOnAction(_ -> action.run());
    return button;
  }
}
