package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.PresenceModels;
import rollcall.ui.model.PresenceModel;
import rollcall.watch.WatchStatus;

@ExtendWith(FxExtension.class)
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
        model.setStatus(
            second % 2 == 0
                ? new WatchStatus.Paused()
                : new WatchStatus.Live(second, Acme.NOW, Acme.NOW));
        model.tick(Acme.NOW.plusSeconds(second));
      }
    });
    assertEquals(2, announced.size(), announced.toString());
  }

  @Test
  void theLegendStaysInItsPlaceWhileTheStatusChangesItsLength() {
    Fx.run(() -> {
      StatusBar bar = new StatusBar(model);
      Region legend = new Label("active · away · unknown");
      bar.show(legend, bar.recorded());
      bar.follow();
      new Scene(bar, 1_000, 30);
      Set<Double> places = new HashSet<>();
      Set<Double> lengths = new HashSet<>();
      for (int second : new int[] {0, 9, 10, 59, 60, 71, 3_600}) {
        model.setStatus(new WatchStatus.Live(24, Acme.NOW, Acme.NOW));
        model.tick(Acme.NOW.plusSeconds(second));
        bar.applyCss();
        bar.layout();
        places.add(legend.getLayoutX());
        lengths.add(((Region) bar.lookup("#status-text")).getWidth());
      }
      assertEquals(1, places.size(), "places: " + places);
      assertTrue(lengths.size() > 1, "lengths: " + lengths);
    });
  }

  @Test
  void theStartOfTheEntriesIsNotThatOfTheRecordIfTotalsAreKept() {
    Fx.run(() -> {
      PresenceModel model = PresenceModels.acme();
      StatusBar bar = new StatusBar(model);
      bar.follow();
      LocalDate first = LocalDate.of(2026, 9, 10);
      model.setRecordedSince(first.atStartOfDay(Acme.BERLIN).toInstant());
      assertEquals("Recorded since 10 Sep", ((Label) bar.recorded()).getText());
      model.setTotalsSince(first.minusDays(9));
      assertEquals("Entries since 10 Sep · totals since 1 Sep", ((Label) bar.recorded()).getText());
      model.setTotalsSince(first);
      assertEquals("Recorded since 10 Sep", ((Label) bar.recorded()).getText());
    });
  }
}
