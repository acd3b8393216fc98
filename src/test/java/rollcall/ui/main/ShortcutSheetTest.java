package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.text.Messages;

@ExtendWith(FxExtension.class)
class ShortcutSheetTest {
  private Stage stage;
  private ShortcutSheet sheet;

  @Start
  void start(Stage first) {
    Fx.screen(1920, 1200);
    AppTheme.apply(false);
    stage = first;
  }

  @AfterEach
  void close() {
    Messages.use(Locale.US);
    Fx.run(stage::hide);
  }

  @Test
  void asManyColumnsAsFitAndThreeNeedNoScrolling() {
    show(1130, 570);
    assertEquals(3, columns());
    assertTrue(
        Fx.get(() -> sheet.getViewportBounds().getHeight()) >= Fx.get(() -> content().getHeight()),
        Fx.get(() -> content().getHeight()) + "");
    Fx.run(() -> stage.setWidth(800));
    Fx.await(() -> columns() == 2);
    Fx.run(() -> stage.setWidth(500));
    Fx.await(() -> columns() == 1);
  }

  @Test
  void germanFitsIntoThreeColumnsToo() {
    Messages.use(Locale.GERMAN);
    show(1130, 570);
    assertEquals(3, columns());
    assertTrue(Fx.get(() -> content().getWidth()) <= 1130);
  }

  @Test
  void longTextsAreWrappedAndNotCut() {
    show(1130, 570);
    List<Label> texts =
        Fx.get(() ->
            content().lookupAll(".label").stream()
                .map(Label.class::cast)
                .filter(Label::isWrapText)
                .toList());
    double line = Fx.get(() -> texts.stream().mapToDouble(Label::getHeight).min().orElseThrow());
    assertTrue(Fx.get(() -> texts.stream().anyMatch(text -> text.getHeight() > line + 5)));
    for (Label text : texts) {
      assertTrue(
          Fx.get(() -> text.getHeight() >= text.prefHeight(text.getWidth()) - 1), text.getText());
    }
  }

  private void show(double width, double height) {
    Fx.run(() -> {
      sheet = new ShortcutSheet();
      sheet.follow();
      stage.setScene(new Scene(sheet, width, height));
      stage.sizeToScene();
      stage.show();
    });
  }

  private HBox content() {
    return (HBox) sheet.getContent();
  }

  private int columns() {
    return Fx.get(() -> content().getChildren().size());
  }
}
