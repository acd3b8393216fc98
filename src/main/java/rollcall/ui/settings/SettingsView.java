package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.searchField;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Settings;
import rollcall.ui.controls.PersonExportPane;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.CloseChoice;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.Language;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.TimeConventions;

/// Settings dialog: pages, a search for one setting, and a bar that undoes the last change. A
/// change takes effect at once. Thread: FX.
public final class SettingsView extends BorderPane {
  private static final PseudoClass FOUND = PseudoClass.getPseudoClass("found");

  /// Space above a setting that is scrolled to.
  private static final double ABOVE = 24;

  private final PresenceModel model;
  private final Commands commands;
  private final Map<Topic, SettingsPage> sections = new EnumMap<>(Topic.class);
  private final Map<Page, VBox> pages = new EnumMap<>(Page.class);
  private final TextField search = searchField("settings.search", "settings-search");
  private final ListView<Entry> entries = styled(new ListView<>(), "topics");
  private final ScrollPane scroll = new ScrollPane();
  private final Label changed = new Label();
  private final Button undo = new Button(Messages.of("settings.undo"));
  private final HBox undoBar = styled(new HBox(changed, undo), "undo-bar");
  private final ConnectionPage connection;
  private @Nullable Node found;
  private boolean undoing;

  /// @param workspaces the open workspaces, which share some settings
  /// @param onAction called for the buttons of problems
  /// @param choose opens the picker
  /// @param close closes the settings
  public SettingsView(
      PresenceModel model,
      Workspaces workspaces,
      Commands commands,
      HostDesktop desktop,
      AboutModel about,
      Consumer<NoticeAction> onAction,
      Runnable choose,
      Runnable close) {
    this.model = model;
    this.commands = commands;
    setId("settings");
    getStyleClass().addAll("dialog", "settings");
    connection = new ConnectionPage(model, commands, about.address(), onAction, close);
    sections.put(Topic.APPEARANCE, new AppearancePage(model, commands));
    sections.put(Topic.TIME, new TimePage(model, commands));
    sections.put(
        Topic.PROGRAM,
        new StartAndClosePage(model, commands, desktop.loginEntry(), this::offerUndo));
    sections.put(Topic.CONNECTION, connection);
    sections.put(Topic.PROXY, new ProxyPage(model, commands, desktop, onAction));
    sections.put(
        Topic.PEOPLE,
        new PeoplePage(
            model,
            commands,
            choose,
            person ->
                PersonExportPane.open(getScene().getWindow(), person, model, commands, desktop)));
    sections.put(Topic.RECORDING, new RecordingPage(model, workspaces, commands));
    sections.put(
        Topic.PRIVACY, new PrivacyPage(model, commands, desktop, () -> select(Topic.RECORDING)));
    sections.put(Topic.SHARED_RECORD, new SharedRecordAddressPane(model, commands, close));
    sections.put(Topic.ABOUT, new AboutPage(model, commands, about, desktop));
    sections.forEach((topic, section) ->
        pages.computeIfAbsent(topic.page, _ -> new VBox()).getChildren().add(section));
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    setLeft(navigation());
    setCenter(scroll);
    setBottom(undoBar);
    undoBar.setId("undo-bar");
    changed.setId("undo-text");
    changed.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(changed, Priority.ALWAYS);
    undo.setId("undo");
    undo.setMinWidth(USE_PREF_SIZE);
    setShown(undoBar, false);
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
  }

  private void onKey(KeyEvent key) {
    if (key.getCode() == KeyCode.F && key.isShortcutDown()) {
      search.requestFocus();
      search.selectAll();
      key.consume();
    }
  }

  private VBox navigation() {
    search.textProperty().subscribe(_ -> showEntries());
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::onSearchKey);
    entries.setId("topics");
    entries.setAccessibleText(Messages.of("settings.pages"));
    entries.setCellFactory(_ -> new EntryCell());
    entries.setPlaceholder(label("settings.search.none", "muted"));
    VBox.setVgrow(entries, Priority.ALWAYS);
    VBox.setMargin(search, new Insets(12, 12, 0, 12));
    return styled(new VBox(search, entries), "settings-navigation");
  }

  /// Subscribes to the model.
  public Subscription follow() {
    Subscription chosen =
        entries.getSelectionModel().selectedItemProperty().subscribe(this::onEntry);
    select(Topic.APPEARANCE);
    Subscription shown =
        sections.values().stream().map(SettingsPage::follow).reduce(chosen, Subscription::and);
    return Subscription.combine(
        shown,
        model.settings().subscribe(this::onChange),
        model.closing().subscribe(this::onClosing));
  }

  private void onChange(Settings before, Settings after) {
    if (undoing) {
      undoing = false;
      return;
    }
    if (deletes(before, after)) {
      // Its offer may be that of an earlier retention.
      setShown(undoBar, false);
      return;
    }
    UndoableSettingsChange.of(before, after)
        .ifPresent(change ->
            offerUndo(
                change.sentence(),
                () -> {
                  undoing = true;
                  commands.apply(change.undo().apply(model.settings().get()));
                }));
  }

  /// Whether the new retention deletes history, which no undo restores.
  private boolean deletes(Settings before, Settings after) {
    int days = after.books().keepDays();
    var first = model.recordedSince().get();
    return days != before.books().keepDays()
        && days != 0
        && first != null
        && first.isBefore(model.now().get().minus(Duration.ofDays(days)));
  }

  private void onClosing(CloseChoice before, CloseChoice after) {
    offerUndo(
        UndoableSettingsChange.sentence("settings.closing", StartAndClosePage.text(after)),
        () -> model.closing().set(before));
  }

  /// Offers to go back to the language in which the window was until now.
  public void offerLanguage(Language before) {
    offerUndo(
        UndoableSettingsChange.sentence(
            "settings.appearance.language", AppearancePage.text(model.language().get())),
        () -> model.language().set(before));
  }

  /// Offers to go back to the conventions that the window had until now.
  public void offerConventions(TimeConventions before) {
    offerUndo(
        TimePage.change(before, model.conventions().get()), () -> model.conventions().set(before));
  }

  private void offerUndo(String sentence, Runnable action) {
    changed.setText(sentence);
    undo.setOnAction(_ -> {
      action.run();
      setShown(undoBar, false);
    });
    setShown(undoBar, true);
  }

  /// Shows this section.
  public void select(Topic topic) {
    search.clear();
    show(topic.page);
    SettingsPage section = sections.get(topic);
    if (section != null
        && section.getParent() instanceof VBox page
        && !section.equals(page.getChildren().getFirst())) {
      scrollTo(section);
    }
    entries.requestFocus();
  }

  /// Shows the token field.
  public void pasteToken() {
    select(Topic.CONNECTION);
    connection.pasteToken();
  }

  private void showEntries() {
    String query = search.getText();
    if (query.isBlank()) {
      entries.getItems().setAll(List.of(Page.values()));
    } else {
      List<Entry> hits = new ArrayList<>();
      sections.forEach((topic, section) -> hits.addAll(SettingHit.find(section, topic, query)));
      entries.getItems().setAll(hits);
    }
  }

  private void onSearchKey(KeyEvent key) {
    if (key.getCode() == KeyCode.DOWN || key.getCode() == KeyCode.ENTER) {
      if (!entries.getItems().isEmpty()) {
        entries.getSelectionModel().select(0);
        if (key.getCode() == KeyCode.DOWN) {
          entries.requestFocus();
        }
      }
      key.consume();
    } else if (key.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
      search.clear();
      key.consume();
    }
  }

  private void onEntry(@Nullable Entry entry) {
    switch (entry) {
      case null -> {}
      case Page page -> show(page);
      case SettingHit hit -> jump(hit);
    }
  }

  private void show(Page page) {
    highlight(null);
    if (search.getText().isBlank() && !page.equals(entries.getSelectionModel().getSelectedItem())) {
      entries.getSelectionModel().select(page);
    }
    scroll.setContent(pages.get(page));
    scroll.setVvalue(0);
  }

  private void jump(SettingHit hit) {
    scroll.setContent(pages.get(hit.topic().page));
    Node target = visible(hit.node());
    highlight(target);
    scrollTo(target);
    if (!entries.isFocused()) {
      hit.control().requestFocus();
    }
  }

  /// The node, or the nearest one around it that is visible.
  private static Node visible(Node node) {
    Node shown = node;
    for (Node at = node; at != null && !(at instanceof SettingsPage); at = at.getParent()) {
      Parent parent = at.getParent();
      if (!at.isVisible() && parent != null) {
        shown = parent;
      }
    }
    return shown;
  }

  private void highlight(@Nullable Node node) {
    if (found != null) {
      found.pseudoClassStateChanged(FOUND, false);
    }
    found = node;
    if (node != null) {
      node.pseudoClassStateChanged(FOUND, true);
    }
  }

  private void scrollTo(Node node) {
    if (scroll.getContent() instanceof Region content && getScene() != null) {
      applyCss();
      layout();
      Bounds at = content.sceneToLocal(node.localToScene(node.getBoundsInLocal()));
      double room = content.getHeight() - scroll.getViewportBounds().getHeight();
      scroll.setVvalue(room <= 0 ? 0 : Math.clamp((at.getMinY() - ABOVE) / room, 0, 1));
    }
  }

  /// Entry of the list on the left: a page, or a setting that the search found.
  sealed interface Entry permits Page, SettingHit {
    /// The text of the entry.
    String text();
  }

  /// Page of the settings.
  enum Page implements Entry {
    GENERAL("settings.general"),
    CONNECTION("settings.connection"),
    PEOPLE("settings.people"),
    RECORDING("settings.recording"),
    PRIVACY("settings.privacy"),
    ADVANCED("settings.advanced");

    private final String key;

    Page(String key) {
      this.key = key;
    }

    @Override
    public String text() {
      return Messages.of(key);
    }
  }

  /// Section of a page.
  public enum Topic {
    APPEARANCE(Page.GENERAL),
    TIME(Page.GENERAL),
    PROGRAM(Page.GENERAL),
    CONNECTION(Page.CONNECTION),
    PROXY(Page.CONNECTION),
    PEOPLE(Page.PEOPLE),
    RECORDING(Page.RECORDING),
    PRIVACY(Page.PRIVACY),
    SHARED_RECORD(Page.ADVANCED),
    ABOUT(Page.ADVANCED);

    private final Page page;

    Topic(Page page) {
      this.page = page;
    }

    Page page() {
      return page;
    }
  }

  private static final class EntryCell extends ListCell<Entry> {
    @Override
    protected void updateItem(Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(empty || entry == null ? null : entry.text());
      setWrapText(entry instanceof SettingHit);
      setPrefWidth(0);
    }
  }
}
