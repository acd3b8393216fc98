package rollcall.ui.controls;

import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Modality;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;

/// Modal window over the main window. Thread: FX.
public final class Dialog {
  /// Approximate height of the title bar drawn by the window system.
  private static final double TITLE_BAR = 36;

  private final Stage stage = new Stage();
  private final double width;
  private final double height;

  /// @param width the width with the usual text size; larger text needs more
  /// @param height the height with the usual text size
  public Dialog(Window owner, String title, double width, double height) {
    this.width = width * AppTheme.textScale().get();
    this.height = height * AppTheme.textScale().get();
    stage.initOwner(owner);
    stage.initModality(Modality.WINDOW_MODAL);
    stage.setTitle(title);
  }

  /// A size of a dialog that fits into these pixels, between two bounds.
  ///
  /// @param least the least size with the usual text size
  /// @param most the greatest size with the usual text size
  public static double fitting(double pixels, double least, double most) {
    return Math.clamp(pixels / AppTheme.textScale().get(), least, most);
  }

  /// Shows this content until the dialog is closed.
  ///
  /// @param follow subscribes the content to the model; unsubscribed on closing
  public <T extends Parent> void show(T content, Function<T, Subscription> follow) {
    show(content, height, follow);
  }

  /// Shows this message until the dialog is closed, as high as its text needs.
  public void show(DialogContent message) {
    show(message, () -> {});
  }

  /// Shows this message as [#show(DialogContent)] does.
  public void show(DialogContent message, Runnable onClosed) {
    show(
        message,
        Math.max(height, message.fittingHeight(width)),
        pane -> pane.follow().and(onClosed::run));
  }

  /// Closes the dialog when this becomes true, until unsubscribed.
  public Subscription closeWhen(ObservableValue<Boolean> condition) {
    return condition.subscribe((_, now) -> {
      if (now) {
        close();
      }
    });
  }

  /// Enlarges the dialog whenever its content needs more room, as with a larger text size.
  private Subscription growWith(Parent content) {
    return content
        .needsLayoutProperty()
        .subscribe((_, needed) -> {
          if (!needed && stage.isShowing()) {
            Scene scene = content.getScene();
            double wider = content.minWidth(-1) - scene.getWidth();
            if (wider > 0) {
              stage.setWidth(stage.getWidth() + wider);
            }
            double higher = content.minHeight(scene.getWidth()) - scene.getHeight();
            if (higher > 0) {
              stage.setHeight(stage.getHeight() + higher);
            }
            // Otherwise the user may have moved the dialog to the edge or to another screen.
            if (wider > 0 || higher > 0) {
              keepOnScreen();
            }
          }
        });
  }

  /// Makes the dialog as small as its screen, and moves it into it.
  private void keepOnScreen() {
    Rectangle2D screen = screen(stage);
    if (stage.getWidth() > screen.getWidth()) {
      stage.setWidth(screen.getWidth());
    }
    if (stage.getHeight() > screen.getHeight()) {
      stage.setHeight(screen.getHeight());
    }
    if (stage.getX() + stage.getWidth() > screen.getMaxX()) {
      stage.setX(screen.getMaxX() - stage.getWidth());
    }
    if (stage.getY() + stage.getHeight() > screen.getMaxY()) {
      stage.setY(screen.getMaxY() - stage.getHeight());
    }
  }

  /// The start of this length nearest to `start` that lies between two bounds.
  private static double within(double start, double length, double first, double last) {
    return Math.max(first, Math.min(start, last - length));
  }

  private static Rectangle2D screen(Window window) {
    return Screen.getScreensForRectangle(
            window.getX(),
            window.getY(),
            Math.max(1, window.getWidth()),
            Math.max(1, window.getHeight()))
        .stream()
        .findFirst()
        .orElseGet(Screen::getPrimary)
        .getVisualBounds();
  }

  private <T extends Parent> void show(
      T content, double contentHeight, Function<T, Subscription> follow) {
    Rectangle2D screen = screen(stage.getOwner());
    Scene scene =
        new Scene(
            content,
            Math.min(width, screen.getWidth()),
            Math.min(contentHeight, screen.getHeight() - TITLE_BAR));
    // A filter, because a focused list would consume the key. An open pop-up receives it first, and
    // a filter of the content, to go back by one step.
    content.addEventFilter(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.ESCAPE && !key.isConsumed()) {
            stage.close();
          }
        });
    followKeyboard(content);
    stage.setScene(scene);
    center(stage.getOwner(), scene);
    stage.setMinWidth(Math.min(width, 560));
    stage.setMinHeight(Math.min(height, 420));
    Subscription following = follow.apply(content).and(growWith(content));
    stage.setOnHidden(_ -> {
      following.unsubscribe();
      // Not every window manager gives the keyboard back.
      stage.getOwner().requestFocus();
    });
    stage.show();
    keepOnScreen();
    if (scene.getFocusOwner() == null) {
      // Without a focus owner, keys go to the scene and not to the content.
      content.setFocusTraversable(true);
      content.requestFocus();
    }
  }

  /// Shows the focus while the keyboard is used, at first as the owner does.
  private void followKeyboard(Parent content) {
    Scene owner = stage.getOwner().getScene();
    boolean used =
        owner != null && owner.getRoot().getPseudoClassStates().contains(Controls.KEYBOARD);
    content.pseudoClassStateChanged(Controls.KEYBOARD, used);
    content.addEventFilter(
        KeyEvent.KEY_PRESSED, _ -> content.pseudoClassStateChanged(Controls.KEYBOARD, true));
    content.addEventFilter(
        MouseEvent.MOUSE_PRESSED, _ -> content.pseudoClassStateChanged(Controls.KEYBOARD, false));
  }

  /// Centers the dialog over its owner, with its upper edge below the owner's title bar.
  private void center(Window owner, Scene scene) {
    Rectangle2D screen = screen(owner);
    double x = owner.getX() + (owner.getWidth() - scene.getWidth()) / 2;
    double y = owner.getY() + Math.max(TITLE_BAR, (owner.getHeight() - scene.getHeight()) / 2);
    double outer = scene.getHeight() + TITLE_BAR;
    stage.setX(within(x, scene.getWidth(), screen.getMinX(), screen.getMaxX()));
    stage.setY(within(y, outer, screen.getMinY(), screen.getMaxY()));
  }

  public void close() {
    stage.close();
  }
}
