package rollcall.ui.controls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

@ExtendWith(FxExtension.class)
class LazyTooltipTest {
  private final Button plain = new Button("Plain");
  private final Button changing = new Button("Changing");
  private final StringProperty text = new SimpleStringProperty("before");

  @Start
  void start(Stage stage) {
    LazyTooltip.add(plain, "help");
    LazyTooltip.add(changing, text);
    stage.setScene(new Scene(new HBox(200, new Region(), plain, changing), 600, 100));
    stage.show();
  }

  @Test
  void theTooltipExistsOnceThePointerIsOverItsControl(FxRobot robot) {
    assertNull(plain.getTooltip());
    assertEquals("help", Fx.get(() -> plain.queryAccessibleAttribute(AccessibleAttribute.HELP)));
    robot.moveTo(plain);
    Fx.await(() -> plain.getTooltip() != null && plain.getTooltip().isShowing());
    assertEquals("help", plain.getTooltip().getText());
  }

  @Test
  void theTextFollowsItsProperty(FxRobot robot) {
    robot.moveTo(changing);
    Fx.await(() -> changing.getTooltip() != null);
    Fx.run(() -> text.set("after"));
    assertEquals("after", Fx.get(() -> changing.getTooltip().getText()));
    assertEquals("after", changing.getAccessibleHelp());
  }
}
