package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.PresenceModels;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.SampleModels;
import rollcall.ui.text.Messages;
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
  void theTotalsOfTheLegendComeAndGoOnlyWithTheWidthOfTheWindow() {
    PresenceModel people = SampleModels.presence(3);
    Instant start = Fx.get(() -> people.now().get());
    PresenceScreenModel screen = Fx.get(() -> new PresenceScreenModel(people));
    Legend legend = Fx.get(() -> new Legend(screen));
    StatusBar bar = Fx.get(() -> new StatusBar(people));
    Fx.run(() -> {
      screen.follow();
      legend.follow();
      bar.show(legend, bar.recorded());
      bar.follow();
      new Scene(bar, 3_000, 30);
    });
    String plain = Messages.of("legend.active");
    Labeled active = (Labeled) legend.lookup("#legend-active");
    Fx.await(() -> !active.getText().equals(plain));
    Fx.run(() -> {
      Set<Boolean> forms = new HashSet<>();
      for (int width = 500; width < 1_500; width += 5) {
        Set<Boolean> shown = new HashSet<>();
        for (int second : new int[] {3_599, 0, 71, 9}) {
          people.setStatus(new WatchStatus.Live(24, start, start));
          people.tick(start.plusSeconds(second));
          bar.resize(width, 30);
          bar.applyCss();
          bar.layout();
          shown.add(legend.isVisible() && !active.getText().equals(plain));
        }
        assertEquals(1, shown.size(), "at a width of " + width);
        forms.addAll(shown);
      }
      assertEquals(2, forms.size(), "with and without totals");
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
