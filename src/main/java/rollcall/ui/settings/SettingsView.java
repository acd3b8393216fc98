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
import rollcall.ui.About;
import rollcall.ui.Commands;
import rollcall.ui.Desktop;
import rollcall.ui.PresenceModel;
import rollcall.ui.Remedy;
import rollcall.ui.Words;

/// The wishes of the user, page by page. Every change is used at once. FX lane.
public final class SettingsView extends BorderPane {
  private final Map<Topic, Page> pages = new EnumMap<>(Topic.class);
  private final ListView<Topic> topics = new ListView<>();
  private final ScrollPane scroll = new ScrollPane();
  private final ConnectionPage connection;

  /// @param home brings answers to the FX lane
  /// @param remedies what to do about problems
  /// @param choose opens the picker
  /// @param close closes the settings
  public SettingsView(
      PresenceModel model,
      Commands commands,
      Desktop desktop,
      About about,
      Executor home,
      Consumer<Remedy> remedies,
      Runnable choose,
      Runnable close) {
    setId("settings");
    getStyleClass().addAll("dialog", "settings");
    connection = new ConnectionPage(model, commands, about.address(), home, remedies, close);
    pages.put(Topic.CONNECTION, connection);
    pages.put(Topic.PROXY, new ProxyPage(model, commands, desktop, home));
    pages.put(Topic.PEOPLE, new PeoplePage(model, commands, choose));
    pages.put(Topic.RECORDING, new RecordingPage(model, commands, home));
    pages.put(Topic.APPEARANCE, new AppearancePage(model, commands));
    pages.put(Topic.TIME, new TimePage(model, commands));
    pages.put(Topic.PRIVACY, new PrivacyPage(model, commands, home));
    pages.put(Topic.ABOUT, new AboutPage(about, desktop));
    topics.setId("topics");
    topics.getStyleClass().add("topics");
    topics.setAccessibleText(Words.of("settings.pages"));
    topics.getItems().setAll(Topic.values());
    topics.setCellFactory(_ -> new TopicCell());
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    setLeft(topics);
    setCenter(scroll);
  }

  /// Follows the model from now on.
  public Subscription follow() {
    Subscription chosen =
        topics
            .getSelectionModel()
            .selectedItemProperty()
            .subscribe(topic -> scroll.setContent(topic == null ? null : pages.get(topic)));
    topics.getSelectionModel().select(Topic.CONNECTION);
    return pages.values().stream().map(Page::follow).reduce(chosen, Subscription::and);
  }

  /// Turns to this page.
  public void turnTo(Topic topic) {
    topics.getSelectionModel().select(topic);
    topics.requestFocus();
  }

  /// Turns to the place where a new token is pasted.
  public void pasteToken() {
    turnTo(Topic.CONNECTION);
    connection.pasteToken();
  }

  /// A page.
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
      setText(empty || topic == null ? null : Words.of(topic.key));
    }
  }
}
