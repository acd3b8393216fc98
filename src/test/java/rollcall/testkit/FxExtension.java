package rollcall.testkit;

import java.lang.reflect.Method;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Extension for tests with windows: starts JavaFX, calls the method marked with [Start] with a new
/// stage on the FX thread, passes the robot, and hides all windows afterwards. No test gets the
/// size, the place or the handlers that another one gave its stage. In contrast to TestFX's
/// extension it waits for layout, not for a fixed time: see [Fx#get].
public final class FxExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private final FxRobot robot = new LayoutAwareRobot();

  /// Forgets errors of threads that tests without windows left, which TestFX keeps for the next
  /// test with a window.
  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    WaitForAsyncUtils.clearExceptions();
    FxToolkit.registerPrimaryStage();
    Stage stage = FxToolkit.registerStage(Stage::new);
    for (Method method : context.getRequiredTestClass().getDeclaredMethods()) {
      if (method.isAnnotationPresent(Start.class)) {
        method.setAccessible(true);
        Fx.get(() -> method.invoke(context.getRequiredTestInstance(), stage));
      }
    }
  }

  /// Fails when something threw on the FX thread: the next task is then refused.
  @Override
  public void afterEach(ExtensionContext context) {
    try {
      Fx.settle();
    } finally {
      Fx.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
      robot.release(new MouseButton[0]);
      robot.release(new KeyCode[0]);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == FxRobot.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return robot;
  }
}
