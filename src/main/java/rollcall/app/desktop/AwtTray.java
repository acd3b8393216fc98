package rollcall.app.desktop;

import java.awt.AWTError;
import java.awt.AWTException;
import java.awt.HeadlessException;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.Toolkit;
import java.awt.TrayIcon;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.ui.model.Tray;

/// Tray icon of AWT, because JavaFX has none. AWT is loaded when the icon is first needed.
///
/// Thread: its own (`tray`), because starting AWT takes long, and may not happen on the JavaFX
/// application thread of macOS.
final class AwtTray implements Tray {
  private static final Logger LOG = LoggerFactory.getLogger(AwtTray.class);

  /// Time for which the icon of a notification is shown.
  private static final int ICON_SECONDS = 15;

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("tray").factory());
  private @Nullable TrayIcon icon;

  @Override
  public CompletionStage<Boolean> show(String tooltip, List<Item> items) {
    return CompletableFuture.supplyAsync(() -> isShown(tooltip, items), executor);
  }

  @Override
  public void hide() {
    executor.execute(this::remove);
  }

  @Override
  public void showMessage(String title, String body) {
    executor.execute(() -> {
      boolean isHidden = icon == null;
      if (isHidden && !isShown(title, List.of())) {
        return;
      }
      TrayIcon shown = icon;
      if (shown != null) {
        shown.displayMessage(title, body, TrayIcon.MessageType.NONE);
        if (isHidden) {
          removeLater(shown);
        }
      }
    });
  }

  /// Removes an icon that was shown only for a notification.
  private void removeLater(TrayIcon shown) {
    CompletableFuture.delayedExecutor(ICON_SECONDS, TimeUnit.SECONDS, executor)
        .execute(() -> {
          if (shown.equals(icon)) {
            remove();
          }
        });
  }

  private boolean isShown(String tooltip, List<Item> items) {
    try {
      if (!SystemTray.isSupported()) {
        return false;
      }
      remove();
      URL picture =
          Objects.requireNonNull(getClass().getResource("/rollcall/ui/icons/rollcall-64.png"));
      TrayIcon next =
          new TrayIcon(Toolkit.getDefaultToolkit().createImage(picture), tooltip, menu(items));
      next.setImageAutoSize(true);
      next.addMouseListener(
          new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent click) {
              if (click.getButton() == MouseEvent.BUTTON1 && !items.isEmpty()) {
                items.getFirst().action().run();
              }
            }
          });
      SystemTray.getSystemTray().add(next);
      icon = next;
      return true;
    } catch (AWTException | HeadlessException | AWTError | LinkageError e) {
      LOG.info("There is no tray area: {}", e.toString());
      return false;
    }
  }

  private static PopupMenu menu(List<Item> items) {
    PopupMenu menu = new PopupMenu();
    for (Item item : items) {
      MenuItem entry = new MenuItem(item.label());
      entry.addActionListener(_ -> item.action().run());
      menu.add(entry);
    }
    return menu;
  }

  private void remove() {
    if (icon != null) {
      SystemTray.getSystemTray().remove(icon);
      icon = null;
    }
  }
}
