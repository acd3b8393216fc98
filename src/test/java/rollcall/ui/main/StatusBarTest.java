package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.ui.model.PresenceModel;
import rollcall.watch.WatchStatus;

@ExtendWith(ApplicationExtension.class)
class StatusBarTest {
  private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  private final List<String> announced = new ArrayList<>();

  @Test
  void statusIsAnnouncedAtMostOnceInFiveSeconds() {
    Fx.run(() -> {
      StatusBar bar = new StatusBar(model);
      bar.follow();
      bar.accessibleTextProperty().subscribe((_, text) -> announced.add(text));
      for (int second = 1; second <= 12; second++) {
        model.status(
            second % 2 == 0
                ? new WatchStatus.Paused()
                : new WatchStatus.Live(second, Acme.NOW, Acme.NOW));
        model.tick(Acme.NOW.plusSeconds(second));
      }
    });
    assertEquals(2, announced.size(), announced.toString());
  }
}
