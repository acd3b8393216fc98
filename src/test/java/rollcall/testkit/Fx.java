package rollcall.testkit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Screen;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/// Utilities for UI tests with windows on JavaFX's headless platform.
public final class Fx {
  /// Tasks on the FX thread that lead to one another, at most.
  private static final int ROUNDS = 5;

  private Fx() {}

  /// Runs a task on the FX thread and waits for it.
  public static void run(Runnable work) {
    get(() -> {
      work.run();
      return "done";
    });
  }

  /// Computes a value on the FX thread and waits for the layout of its effects.
  public static <T> T get(Callable<T> work) {
    try {
      T result = WaitForAsyncUtils.asyncFx(work).get(60, TimeUnit.SECONDS);
      settle();
      return result;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Waits until the tasks that are queued on the FX thread have run, those that they queue, and a
  /// pulse after each of them. Does not wait for other threads: that is for [#await].
  static void settle() {
    try {
      for (int i = 0; i < ROUNDS; i++) {
        WaitForAsyncUtils.asyncFx(Fx::pulse).get(60, TimeUnit.SECONDS);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Lays all windows out at once, as the next pulse would. Thread: FX.
  private static void pulse() {
    try {
      Class<?> toolkit = Class.forName("com.sun.javafx.tk.Toolkit");
      toolkit.getMethod("firePulse").invoke(toolkit.getMethod("getToolkit").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /// Waits until a condition holds, evaluated on the FX thread; fails after a minute.
  public static void await(Callable<Boolean> condition) {
    await(60, condition);
  }

  /// Waits until a condition holds, evaluated on the FX thread; fails after this number of seconds.
  public static void await(int seconds, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(
          seconds, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Enlarges the headless screen beyond 1000×1000 (JDK-8364201); no effect on other platforms.
  /// Thread: FX, before the first window.
  public static void screen(int width, int height) {
    if (Screen.getPrimary().getBounds().getWidth() >= width) {
      return;
    }
    try {
      Object glass =
          Class.forName("com.sun.glass.ui.Application").getMethod("GetApplication").invoke(null);
      if (!glass.getClass().getSimpleName().equals("HeadlessApplication")) {
        return;
      }
      Class<?> type = Class.forName("com.sun.glass.ui.Screen");
      Object large =
          type.getConstructors()[0].newInstance(
              0L, 32, 0, 0, width, height, 0, 0, width, height, 0, 0, width, height, 96, 96, 1f, 1f,
              1f, 1f);
      Object screens = Array.newInstance(type, 1);
      Array.set(screens, 0, large);
      set(glass, "screens", screens);
      set(glass, "frameBuffer", ByteBuffer.allocate(width * height * 4));
      type.getMethod("notifySettingsChanged").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static void set(Object target, String field, Object value)
      throws ReflectiveOperationException {
    var found = target.getClass().getDeclaredField(field);
    found.setAccessible(true);
    found.set(target, value);
  }

  /// Clicks the center of a node by firing mouse events at it: the headless robot's click on a
  /// column header does not sort. Thread: FX.
  public static void click(Node node) {
    double x = node.getBoundsInLocal().getCenterX();
    double y = node.getBoundsInLocal().getCenterY();
    Point2D onScreen = node.localToScreen(x, y);
    PickResult pick = new PickResult(node, x, y);
    for (EventType<MouseEvent> type :
        List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
      boolean down = type == MouseEvent.MOUSE_PRESSED;
      Event.fireEvent(
          node,
          new MouseEvent(
              null,
              node,
              type,
              x,
              y,
              onScreen.getX(),
              onScreen.getY(),
              MouseButton.PRIMARY,
              1,
              false,
              false,
              false,
              false,
              down,
              false,
              false,
              false,
              false,
              true,
              pick));
    }
  }

  /// Returns an image of the rendered scene. Thread: FX.
  public static BufferedImage picture(Scene scene) {
    WritableImage shot = scene.snapshot(null);
    int width = (int) shot.getWidth();
    int height = (int) shot.getHeight();
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[width * height];
    shot.getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    picture.setRGB(0, 0, width, height, pixels, 0, width);
    return picture;
  }

  /// Saves an image as PNG.
  public static void save(BufferedImage picture, Path file) {
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(picture, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the node with this id below a root; fails when there is none. From any thread.
  public static <T extends Node> T find(Node root, String id, Class<T> type) {
    return onFx(() -> findHere(root, id, type));
  }

  /// Computes a value on the FX thread, without a wait for the layout.
  private static <T> T onFx(Callable<T> work) {
    try {
      return Platform.isFxApplicationThread()
          ? work.call()
          : WaitForAsyncUtils.asyncFx(work).get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static <T extends Node> T findHere(Node root, String id, Class<T> type) {
    // The content of a scroll pane is found only after its skin is created.
    root.applyCss();
    Node found = root.lookup("#" + id);
    if (found == null) {
      throw new AssertionError("There is no #" + id);
    }
    return type.cast(found);
  }

  /// Chooses the item with this id in the menu bar below a root.
  public static void chooseMenuItem(Node root, String id) {
    MenuBar bar = onFx(() -> (MenuBar) root.lookup(".menu-bar"));
    MenuItem found =
        bar.getMenus().stream()
            .flatMap(Fx::items)
            .filter(item -> id.equals(item.getId()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("There is no menu item " + id));
    run(found::fire);
  }

  private static Stream<MenuItem> items(MenuItem item) {
    return item instanceof Menu menu
        ? Stream.concat(Stream.of(item), menu.getItems().stream().flatMap(Fx::items))
        : Stream.of(item);
  }
}
