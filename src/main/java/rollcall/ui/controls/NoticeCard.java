package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.StateIcon;

/// Notice control: icon, title, body and buttons. Not in the layout while it is empty. Thread: FX.
public final class NoticeCard extends HBox {
  private final Consumer<NoticeAction> onAction;
  private final SVGPath icon = StateIcon.WARNING.node();
  private final Label title = wrappedLabel("", "notice-title");
  private final Label body = wrappedLabel("", "notice-body");
  private final FlowPane buttons = styled(new FlowPane(), "notice-buttons");
  private List<Notice.Button> shownButtons = List.of();
  private final boolean isBanner;

  /// @param onAction called when a button is pressed
  public NoticeCard(Consumer<NoticeAction> onAction) {
    this(onAction, false);
  }

  private NoticeCard(Consumer<NoticeAction> onAction, boolean isBanner) {
    this.onAction = onAction;
    this.isBanner = isBanner;
    setAccessibleRole(AccessibleRole.TEXT);
    show(null);
  }

  /// Adds the content, with the first notice: most cards never have one.
  private void fill() {
    HBox box = styled(new HBox(icon), "notice-icon");
    Region texts = isBanner ? new SideBySide(title, body) : new VBox(title, body, buttons);
    HBox.setHgrow(texts, Priority.ALWAYS);
    getChildren().setAll(box, texts);
    if (isBanner) {
      buttons.setAlignment(Pos.CENTER_RIGHT);
      buttons.setMinWidth(USE_PREF_SIZE);
      getChildren().add(buttons);
      setAlignment(Pos.CENTER_LEFT);
    } else {
      texts.getStyleClass().add("notice-texts");
    }
  }

  /// A card across the width of a window, as low as possible: its buttons are on the right, and a
  /// short body is beside the title.
  public static NoticeCard banner(Consumer<NoticeAction> onAction) {
    return new NoticeCard(onAction, true);
  }

  /// Shows this notice, or hides the card.
  public void show(@Nullable Notice notice) {
    setShown(this, notice != null);
    if (notice == null) {
      return;
    }
    if (getChildren().isEmpty()) {
      fill();
    }
    icon(notice.kind()).show(icon);
    title.setText(notice.title());
    body.setText(notice.body());
    setAccessibleText(notice.title() + ". " + notice.body());
    getStyleClass().setAll("notice", "notice-" + Messages.word(notice.kind()));
    if (isBanner) {
      getStyleClass().add("notice-banner");
    }
    if (!notice.buttons().equals(shownButtons)) {
      // Replaced only on change, so that a focused button keeps the focus while the text counts
      // down.
      shownButtons = notice.buttons();
      buttons.getChildren().setAll(shownButtons.stream().map(this::button).toList());
      if (isBanner) {
        // One button takes only its own width from the text.
        buttons.setPrefWrapLength(shownButtons.size() > 1 ? 300 : 0);
      }
    }
    buttons.setManaged(!shownButtons.isEmpty());
  }

  private Button button(Notice.Button spec) {
    Button button = new Button(spec.label());
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(_ -> onAction.accept(spec.action()));
    return button;
  }

  /// Two labels in one line; where that is too short, one above the other.
  private static final class SideBySide extends Region {
    private static final double GAP = 10;

    private final Label first;
    private final Label second;

    private SideBySide(Label first, Label second) {
      this.first = first;
      this.second = second;
      getChildren().setAll(first, second);
      setMinWidth(0);
    }

    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }

    private boolean fits(double width) {
      return Math.ceil(first.prefWidth(-1)) + GAP + Math.ceil(second.prefWidth(-1)) <= width;
    }

    @Override
    protected double computePrefWidth(double height) {
      return first.prefWidth(-1) + GAP + second.prefWidth(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
      double wide = width < 0 ? getWidth() : width;
      return fits(wide)
          ? Math.max(first.prefHeight(-1), second.prefHeight(-1))
          : first.prefHeight(wide) + second.prefHeight(wide);
    }

    @Override
    protected double computeMinHeight(double width) {
      return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
      double width = getWidth();
      if (fits(width)) {
        double left = Math.ceil(first.prefWidth(-1));
        first.resizeRelocate(0, 0, left, getHeight());
        second.resizeRelocate(left + GAP, 0, width - left - GAP, getHeight());
      } else {
        double top = first.prefHeight(width);
        first.resizeRelocate(0, 0, width, top);
        second.resizeRelocate(0, top, width, getHeight() - top);
      }
    }
  }

  private static StateIcon icon(Notice.Kind kind) {
    return switch (kind) {
      case GOOD -> StateIcon.DONE;
      case WARNING -> StateIcon.WARNING;
      case ERROR -> StateIcon.STOPPED;
    };
  }
}
