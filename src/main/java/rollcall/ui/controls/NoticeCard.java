package rollcall.ui.controls;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.StateIcon;

/// Notice control: icon, title, body and buttons. Not in the layout while it is empty. Thread: FX.
public final class NoticeCard extends HBox {
  private final Consumer<NoticeAction> onAction;
  private final SVGPath icon = StateIcon.WARNING.node();
  private final Label title = text("notice-title");
  private final Label body = text("notice-body");
  private final FlowPane buttons = new FlowPane();
  private List<Notice.Button> shownButtons = List.of();

  /// @param onAction called when a button is pressed
  public NoticeCard(Consumer<NoticeAction> onAction) {
    this.onAction = onAction;
    setAccessibleRole(AccessibleRole.TEXT);
    buttons.getStyleClass().add("notice-buttons");
    HBox box = new HBox(icon);
    box.getStyleClass().add("notice-icon");
    VBox texts = new VBox(title, body, buttons);
    texts.getStyleClass().add("notice-texts");
    HBox.setHgrow(texts, Priority.ALWAYS);
    getChildren().setAll(box, texts);
    show(null);
  }

  /// A card across the width of a window, with its buttons on the right to reduce its height.
  public static NoticeCard banner(Consumer<NoticeAction> onAction) {
    NoticeCard card = new NoticeCard(onAction);
    card.buttons.setAlignment(Pos.CENTER_RIGHT);
    card.buttons.setPrefWrapLength(300);
    card.buttons.setMinWidth(USE_PREF_SIZE);
    card.getChildren().add(card.buttons);
    card.setAlignment(Pos.CENTER_LEFT);
    return card;
  }

  /// Shows this notice, or hides the card.
  public void show(@Nullable Notice notice) {
    setVisible(notice != null);
    setManaged(notice != null);
    if (notice == null) {
      return;
    }
    icon(notice.kind()).show(icon);
    title.setText(notice.title());
    body.setText(notice.body());
    setAccessibleText(notice.title() + ". " + notice.body());
    getStyleClass().setAll("notice", "notice-" + notice.kind().name().toLowerCase(Locale.ROOT));
    if (!notice.buttons().equals(shownButtons)) {
      // Replaced only on change, so that a focused button keeps the focus while the text counts
      // down.
      shownButtons = notice.buttons();
      buttons.getChildren().setAll(shownButtons.stream().map(this::button).toList());
    }
    buttons.setManaged(!shownButtons.isEmpty());
  }

  /// The title of the last notice.
  public String title() {
    return title.getText();
  }

  private Button button(Notice.Button spec) {
    Button button = new Button(spec.label());
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(_ -> onAction.accept(spec.action()));
    return button;
  }

  private static Label text(String style) {
    Label label = new Label();
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  private static StateIcon icon(Notice.Kind kind) {
    return switch (kind) {
      case GOOD -> StateIcon.DONE;
      case WARNING -> StateIcon.WARNING;
      case ERROR -> StateIcon.STOPPED;
    };
  }
}
