package rollcall.ui.main;

import static rollcall.ui.controls.Controls.menuButton;
import static rollcall.ui.controls.Controls.searchField;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import rollcall.ui.controls.Controls;
import rollcall.ui.controls.LazyTooltip;
import rollcall.ui.main.MainMenu.Action;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.Messages;

/// Top bar: workspace, search, and the most frequent commands. Thread: FX.
final class TopBar extends HBox {
  private final TextField search = searchField("toolbar.search", "search");
  private final Text prompt = new Text();
  private final MenuButton workspace = menuButton("workspace", "quiet-menu", "workspace");
  private final List<Region> dispensable;
  private final Label badge = styled(new Label(Messages.of("toolbar.demo")), "demo-badge");
  private final Subscription subscription;

  /// @param screens the switch between the screens
  /// @param onFound leads to the people found
  TopBar(
      PresenceModel model,
      Commands commands,
      StringProperty query,
      Runnable onFound,
      Node screens,
      Workspaces workspaces,
      Consumer<Action> actions) {
    getStyleClass().add("top-bar");
    MenuItem demo = item("demo", () -> commands.demo(true));
    MenuItem leave = item("leave_demo", () -> commands.demo(false));
    WorkspaceMenu others = new WorkspaceMenu(workspaces, actions);
    workspace.setMinWidth(USE_PREF_SIZE);
    workspace.setAccessibleHelp(Messages.of("toolbar.workspace.help"));
    badge.setId("demo-badge");
    badge.setMinWidth(USE_PREF_SIZE);
    LazyTooltip.add(badge, Messages.of("toolbar.demo.help"));
    fillSearch(query, onFound);
    Button people = button("people", () -> actions.accept(Action.CHOOSE_PEOPLE));
    Button export = button("export", () -> actions.accept(Action.EXPORT));
    Button settings = button("settings", () -> actions.accept(Action.SETTINGS));
    settings.setAccessibleText(settings.getText());
    settings.setText(null);
    settings.setGraphic(new FontIcon(Feather.SETTINGS));
    settings.getStyleClass().add("quiet-button");
    getChildren().setAll(workspace, badge, screens, spacer(), search, people, export, settings);
    dispensable = List.of(people, export);
    setMinWidth(0);
    subscription =
        Subscription.combine(
            others.fill(
                workspace.getItems(),
                false,
                demo,
                leave,
                item("settings", () -> actions.accept(Action.SETTINGS))),
            others.mark(workspace),
            model
                .signInState()
                .subscribe(account -> {
                  workspace.setText(
                      account.name().isEmpty()
                          ? Messages.of("toolbar.connecting")
                          : account.name());
                  setShown(badge, account.demo());
                  demo.setVisible(!account.demo());
                  leave.setVisible(account.demo());
                }),
            model.readOnly().subscribe(people::setDisable),
            model.counts().subscribe(counts -> export.setDisable(counts.all() == 0)));
  }

  /// Shortens, in a narrow window, the prompt of the search field, and then hides the controls that
  /// the menus also contain.
  @Override
  protected void layoutChildren() {
    double others = snappedLeftInset() + snappedRightInset() - getSpacing();
    for (Node child : getChildren()) {
      others += isWanted(child) ? child.minWidth(-1) + getSpacing() : 0;
    }
    others -= search.getMinWidth();
    boolean hasRoom = others + promptWidth("toolbar.search") <= getWidth();
    String key = hasRoom ? "toolbar.search" : "toolbar.search.short";
    search.setPromptText(Messages.of(key));
    for (Region child : dispensable) {
      boolean shown = others + promptWidth(key) <= getWidth();
      others -= shown ? 0 : child.minWidth(-1) + getSpacing();
      setShown(child, shown);
    }
    double rest = Math.max(3 * search.getFont().getSize(), getWidth() - others);
    search.setMinWidth(Math.min(promptWidth(key), rest));
    super.layoutChildren();
  }

  /// Width of the search field with this prompt and its icon.
  private double promptWidth(String key) {
    prompt.setFont(search.getFont());
    prompt.setText(Messages.of(key));
    return Math.ceil(prompt.getLayoutBounds().getWidth() + 4 * search.getFont().getSize());
  }

  private boolean isWanted(Node child) {
    return badge.isVisible() || !child.equals(badge);
  }

  TextField search() {
    return search;
  }

  void dispose() {
    subscription.unsubscribe();
  }

  private static MenuItem item(String word, Runnable action) {
    return Controls.menuItem("toolbar.workspace." + word, "workspace-" + word, action);
  }

  private void fillSearch(StringProperty query, Runnable onFound) {
    search.setAccessibleHelp(Messages.of("toolbar.search.help"));
    search.setPrefWidth(236);
    search.textProperty().bindBidirectional(query);
    search.setOnKeyPressed(key -> {
      if (key.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
        search.clear();
        key.consume();
      } else if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.DOWN) {
        onFound.run();
        key.consume();
      }
    });
  }

  private static Button button(String key, Runnable action) {
    Button button = Controls.button("toolbar." + key, "open-" + key, action);
    button.setMinWidth(USE_PREF_SIZE);
    LazyTooltip.add(button, Messages.of("toolbar." + key + ".help"));
    return button;
  }
}
