package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.settings.NotificationSettings;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.model.PresenceModel;

@ExtendWith(FxExtension.class)
class NotificationsPaneTest {
  private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  private final RecordedCommands commands = new RecordedCommands();
  private NotificationsPane pane;

  @Start
  void start(Stage stage) {
    pane = new NotificationsPane(model, commands);
    pane.follow();
    stage.setScene(new Scene(pane));
    stage.show();
  }

  @Test
  void eachChangeAppliesAtOnce() {
    Fx.run(() -> box("notify-alerts").fire());
    assertEquals(NotificationSettings.DEFAULT.withAlerts(false), applied());
    Fx.run(() -> box("notify-token").fire());
    assertEquals(NotificationSettings.DEFAULT.withAlerts(false).withToken(false), applied());
    Fx.run(() -> minutes().setValue(15));
    assertEquals(15, applied().lostMinutes());
    assertTrue(times("notify-from").isDisabled());
    Fx.run(() -> box("notify-quiet").fire());
    assertEquals(LocalTime.of(20, 0), applied().quietFrom());
    Fx.run(() -> times("notify-to").setValue(LocalTime.of(9, 0)));
    assertEquals(LocalTime.of(9, 0), applied().quietTo());
    Fx.run(() -> box("notify-quiet").fire());
    assertEquals(null, applied().quietFrom());
  }

  @Test
  void theTimesOfTheQuietHoursStayInOneLine() {
    for (double width : new double[] {280, 360, 440, 900}) {
      Fx.run(() -> {
        pane.getScene().getWindow().setWidth(width);
        pane.resize(width, 800);
        pane.layout();
      });
      Fx.run(() -> assertEquals(middle(times("notify-from")), middle(times("notify-to")), 1));
    }
  }

  private static double middle(Node node) {
    Bounds bounds = node.localToScene(node.getLayoutBounds());
    return bounds.getCenterY();
  }

  private NotificationSettings applied() {
    Settings last = commands.applied.getLast();
    Fx.run(() -> model.setSettings(last));
    assertEquals(last, commands.applied.getLast(), "what is shown is no change");
    return last.notifications();
  }

  private CheckBox box(String id) {
    return Fx.find(pane, id, CheckBox.class);
  }

  @SuppressWarnings("unchecked")
  private ComboBox<Integer> minutes() {
    return Fx.find(pane, "notify-lost", ComboBox.class);
  }

  @SuppressWarnings("unchecked")
  private ComboBox<LocalTime> times(String id) {
    return Fx.find(pane, id, ComboBox.class);
  }
}
