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
    Region content =
        isBanner
            ? new BannerContent(title, body, buttons)
            : styled(new VBox(title, body, buttons), "notice-texts");
    HBox.setHgrow(content, Priority.ALWAYS);
    getChildren().setAll(box, content);
    if (isBanner) {
      buttons.setAlignment(Pos.CENTER_RIGHT);
      setAlignment(Pos.CENTER_LEFT);
    }
  }

  /// A card across the width of a window, as low as possible: its buttons are on the right, or
  /// below a text that they would make higher, and a short body is beside the title.
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

  /// Title and body in one line, or where that is too short, one above the other; and the buttons
  /// beside them, or below them where that is lower.
  private static final class BannerContent extends Region {
    private static final double GAP = 10;
    private static final double ROW_GAP = 4;

    private final Label title;
    private final Label body;
    private final FlowPane buttons;

    private BannerContent(Label title, Label body, FlowPane buttons) {
      this.title = title;
      this.body = body;
      this.buttons = buttons;
      getChildren().setAll(title, body, buttons);
      setMinWidth(0);
    }

    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }

    private boolean isOneLine(double width) {
      return Math.ceil(title.prefWidth(-1)) + GAP + Math.ceil(body.prefWidth(-1)) <= width;
    }

    private double textHeight(double width) {
      return isOneLine(width)
          ? Math.max(title.prefHeight(-1), body.prefHeight(-1))
          : title.prefHeight(width) + body.prefHeight(width);
    }

    /// The width of the buttons beside the text, with their distance from it.
    private double buttonsWidth() {
      return buttons.isManaged() ? GAP + Math.ceil(buttons.prefWidth(-1)) : 0;
    }

    private double heightBeside(double width) {
      double used = buttonsWidth();
      return used == 0
          ? textHeight(width)
          : Math.max(textHeight(width - used), buttons.prefHeight(used - GAP));
    }

    private double heightBelow(double width) {
      return textHeight(width) + ROW_GAP + buttons.prefHeight(width);
    }

    private boolean isBeside(double width) {
      return buttonsWidth() == 0 || heightBeside(width) <= heightBelow(width);
    }

    @Override
    protected double computePrefWidth(double height) {
      return title.prefWidth(-1) + GAP + body.prefWidth(-1) + buttonsWidth();
    }

    @Override
    protected double computePrefHeight(double width) {
      double wide = width < 0 ? getWidth() : width;
      return Math.ceil(isBeside(wide) ? heightBeside(wide) : heightBelow(wide));
    }

    @Override
    protected double computeMinHeight(double width) {
      return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
      double width = getWidth();
      double height = getHeight();
      boolean beside = isBeside(width);
      double textWidth = beside ? width - buttonsWidth() : width;
      double text = textHeight(textWidth);
      double top = beside ? Math.max(0, Math.rint((height - text) / 2)) : 0;
      if (isOneLine(textWidth)) {
        double left = Math.ceil(title.prefWidth(-1));
        title.resizeRelocate(0, top, left, text);
        body.resizeRelocate(left + GAP, top, textWidth - left - GAP, text);
      } else {
        double above = title.prefHeight(textWidth);
        title.resizeRelocate(0, top, textWidth, above);
        body.resizeRelocate(0, top + above, textWidth, text - above);
      }
      if (beside) {
        buttons.resizeRelocate(textWidth + GAP, 0, width - textWidth - GAP, height);
      } else {
        buttons.resizeRelocate(0, text + ROW_GAP, width, height - text - ROW_GAP);
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
