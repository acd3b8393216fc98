package rollcall.ui.settings;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.util.Subscription;
import rollcall.ui.controls.PersonDataPane;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;

/// Settings dialog. Changes apply immediately. Thread: FX.
public final class SettingsView extends BorderPane {
  private final Map<Topic, SettingsPage> pages = new EnumMap<>(Topic.class);
  private final ListView<Topic> topics = new ListView<>();
  private final ScrollPane scroll = new ScrollPane();
  private final ConnectionPage connection;

  /// @param fxExecutor runs results of commands on the FX thread
  /// @param onAction called for the buttons of problems
  /// @param choose opens the picker
  /// @param close closes the settings
  public SettingsView(
      PresenceModel model,
      Commands commands,
      HostDesktop desktop,
      AboutModel about,
      Executor fxExecutor,
      Consumer<NoticeAction> onAction,
      Runnable choose,
      Runnable close) {
    setId("settings");
    getStyleClass().addAll("dialog", "settings");
    connection = new ConnectionPage(model, commands, about.address(), fxExecutor, onAction, close);
    pages.put(Topic.CONNECTION, connection);
    pages.put(Topic.PROXY, new ProxyPage(model, commands, desktop, fxExecutor));
    pages.put(
        Topic.PEOPLE,
        new PeoplePage(
            model,
            commands,
            choose,
            person ->
                PersonDataPane.open(
                    getScene().getWindow(), person, model, commands, desktop, fxExecutor),
            fxExecutor));
    pages.put(Topic.RECORDING, new RecordingPage(model, commands, fxExecutor));
    pages.put(Topic.APPEARANCE, new AppearancePage(model, commands));
    pages.put(Topic.TIME, new TimePage(model, commands));
    pages.put(
        Topic.PRIVACY,
        new PrivacyPage(model, commands, desktop, fxExecutor, () -> select(Topic.RECORDING)));
    pages.put(Topic.ABOUT, new AboutPage(about, desktop));
    topics.setId("topics");
    topics.getStyleClass().add("topics");
    topics.setAccessibleText(Messages.of("settings.pages"));
    topics.getItems().setAll(Topic.values());
    topics.setCellFactory(_ -> new TopicCell());
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    setLeft(topics);
    setCenter(scroll);
  }

  /// Subscribes to the model.
  public Subscription follow() {
    Subscription chosen =
        topics
            .getSelectionModel()
            .selectedItemProperty()
            .subscribe(topic -> scroll.setContent(topic == null ? null : pages.get(topic)));
    topics.getSelectionModel().select(Topic.CONNECTION);
    return pages.values().stream().map(SettingsPage::follow).reduce(chosen, Subscription::and);
  }

  /// Shows this page.
  public void select(Topic topic) {
    topics.getSelectionModel().select(topic);
    topics.requestFocus();
  }

  /// Shows the token field.
  public void pasteToken() {
    select(Topic.CONNECTION);
    connection.pasteToken();
  }

  /// Settings page.
  public enum Topic {
    CONNECTION("settings.connection"),
    PROXY("settings.proxy"),
    PEOPLE("settings.people"),
    RECORDING("settings.recording"),
    APPEARANCE("settings.appearance"),
    TIME("settings.time"),
    PRIVACY("settings.privacy"),
    ABOUT("settings.about");

    private final String key;

    Topic(String key) {
      this.key = key;
    }
  }

  private static final class TopicCell extends ListCell<Topic> {
    @Override
    protected void updateItem(Topic topic, boolean empty) {
      super.updateItem(topic, empty);
      setText(empty || topic == null ? null : Messages.of(topic.key));
    }
  }
}
