package rollcall.testkit;

import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.robot.BaseRobot;
import org.testfx.robot.ClickRobot;
import org.testfx.robot.DragRobot;
import org.testfx.robot.KeyboardRobot;
import org.testfx.robot.Motion;
import org.testfx.robot.MouseRobot;
import org.testfx.robot.MoveRobot;
import org.testfx.robot.SleepRobot;
import org.testfx.robot.TypeRobot;
import org.testfx.robot.impl.ClickRobotImpl;
import org.testfx.robot.impl.DragRobotImpl;
import org.testfx.robot.impl.KeyboardRobotImpl;
import org.testfx.robot.impl.MouseRobotImpl;
import org.testfx.robot.impl.MoveRobotImpl;
import org.testfx.robot.impl.TypeRobotImpl;
import org.testfx.service.query.PointQuery;

/// Robot of TestFX that waits for layout after each key and button (see [Fx#settle]) instead of
/// sleeping.
final class LayoutAwareRobot extends FxRobot {
  private final BaseRobot base = robotContext().getBaseRobot();
  private final KeyboardRobot keyboard = new Keyboard(base);
  private final MouseRobot mouse = new Mouse(base);
  private final TypeRobot typing = new TypeRobotImpl(keyboard, new NoSleep());
  private final MoveRobot moving = new MoveRobotImpl(base, mouse, new NoSleep());
  private final ClickRobot clicking = new ClickRobotImpl(mouse, moving, new NoSleep());
  private final DragRobot dragging = new DragRobotImpl(mouse, moving);

  @Override
  public FxRobot press(KeyCode... keys) {
    keyboard.press(keys);
    return this;
  }

  @Override
  public FxRobot release(KeyCode... keys) {
    keyboard.release(keys);
    return this;
  }

  @Override
  public FxRobot push(KeyCode... combination) {
    typing.push(combination);
    return this;
  }

  @Override
  public FxRobot type(KeyCode... keys) {
    typing.type(keys);
    return this;
  }

  @Override
  public FxRobot type(KeyCode key, int times) {
    typing.type(key, times);
    return this;
  }

  /// Types characters, not keys, in the focused window.
  @Override
  public FxRobot write(String text) {
    Window focused = robotContext().getWindowFinder().window(Window::isFocused);
    text.chars()
        .forEach(character ->
            base.typeKeyboard(
                focused.getScene(), KeyCode.UNDEFINED, Character.toString(character)));
    Fx.settle();
    return this;
  }

  @Override
  public FxRobot press(MouseButton... buttons) {
    mouse.press(buttons);
    return this;
  }

  @Override
  public FxRobot release(MouseButton... buttons) {
    mouse.release(buttons);
    return this;
  }

  @Override
  public FxRobot moveTo(PointQuery target, Motion motion) {
    moving.moveTo(target, motion);
    return this;
  }

  @Override
  public FxRobot moveBy(double x, double y, Motion motion) {
    moving.moveBy(x, y, motion);
    return this;
  }

  @Override
  public FxRobot clickOn(MouseButton... buttons) {
    clicking.clickOn(buttons);
    return this;
  }

  @Override
  public FxRobot clickOn(PointQuery target, Motion motion, MouseButton... buttons) {
    clicking.clickOn(target, motion, buttons);
    return this;
  }

  @Override
  public FxRobot drag(PointQuery from, MouseButton... buttons) {
    dragging.drag(from, buttons);
    return this;
  }

  @Override
  public FxRobot drop() {
    dragging.drop();
    return this;
  }

  @Override
  public FxRobot dropTo(PointQuery target) {
    dragging.dropTo(target);
    return this;
  }

  @Override
  public FxRobot dropBy(double x, double y) {
    dragging.dropBy(x, y);
    return this;
  }

  private static final class Keyboard extends KeyboardRobotImpl {
    Keyboard(BaseRobot base) {
      super(base);
    }

    @Override
    public void press(KeyCode... keys) {
      for (KeyCode key : keys) {
        pressNoWait(key);
        Fx.settle();
      }
    }

    @Override
    public void release(KeyCode... keys) {
      releaseNoWait(keys);
      Fx.settle();
    }
  }

  private static final class Mouse extends MouseRobotImpl {
    Mouse(BaseRobot base) {
      super(base);
    }

    @Override
    public void press(MouseButton... buttons) {
      pressNoWait(buttons);
      Fx.settle();
    }

    @Override
    public void release(MouseButton... buttons) {
      releaseNoWait(buttons);
      Fx.settle();
    }

    @Override
    public void move(Point2D to) {
      moveNoWait(to);
      Fx.settle();
    }
  }

  private static final class NoSleep implements SleepRobot {
    @Override
    public void sleep(long millis) {}

    @Override
    public void sleep(long time, TimeUnit unit) {}
  }
}
