package rollcall.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.presence.Cause;
import rollcall.presence.Overlay;
import rollcall.presence.OverlayKind;
import rollcall.presence.Overlays;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

/// Order of updates within a pulse.
@ExtendWith(FxExtension.class)
class PresenceFeedTest {
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final Instant END = at(60);

  private final PresenceModel model = new PresenceModel(END, ZoneOffset.UTC);
  private PresenceFeed feed;

  @BeforeEach
  void graceIsWatched() {
    feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), model));
    Fx.run(() -> {
      model.setSettings(Settings.DEFAULT.withOverlays(Set.of(OverlayKind.STATUS)));
      model.setWatched(Set.of(GRACE));
      model.onHistory(List.of(new PresenceTimeline(GRACE)));
    });
  }

  @Test
  void sightingsAfterLoadedHistoryAreAppended() {
    Sighting before = seen(Presence.AWAY, 1);
    Sighting since = seen(Presence.ACTIVE, 2);
    Fx.run(() -> {
      feed.onPresence(PresenceSnapshot.EMPTY.with(List.of(before)), List.of(before));
      feed.onHistory(List.of(PresenceTimeline.ofSightings(GRACE, List.of(before))));
      feed.onPresence(PresenceSnapshot.EMPTY.with(List.of(before, since)), List.of(since));
    });
    Fx.await(() -> row().timeline().presenceAt(END) == Presence.ACTIVE);
    assertEquals(2, Fx.get(() -> row().timeline().size()));
  }

  @Test
  void workAfterTheFirstHistoryRunsAfterAllThatIsDueWithIt() {
    List<String> order = new CopyOnWriteArrayList<>();
    Fx.run(() -> {
      feed.onFirstHistory(
          List.of(PresenceTimeline.ofSightings(GRACE, List.of(seen(Presence.AWAY, 1)))),
          () -> order.add("rest, after " + row().timeline().size()));
      feed.onOverlay(List.of(status("At work", 10)));
      model.revision().subscribe((_, _) -> order.add("model"));
    });
    Fx.await(() -> order.contains("rest, after 1"));
    assertEquals(List.of("model", "model", "rest, after 1"), order);
  }

  @Test
  void reloadedHistoryReplacesOverlaysAndKeepsNewerOnes() {
    Overlay ahead = status("Out for lunch", 50);
    Overlay since = status("Back", 20);
    Fx.run(() -> feed.onOverlay(List.of(ahead)));
    Fx.await(() -> row().overlays().statusAt(END, row().timeline()).equals("Out for lunch"));
    Fx.run(() -> {
      feed.onOverlay(List.of(ahead));
      feed.onHistoryOverlays(Map.of(GRACE, Overlays.of(List.of(status("At work", 10)))));
      feed.onOverlay(List.of(since));
    });
    Fx.await(() -> row().overlays().statusAt(END, row().timeline()).equals("Back"));
    assertEquals("At work", Fx.get(() -> row().overlays().statusAt(at(15), row().timeline())));
  }

  @Test
  void aKnownOverlayAndNoOverlayPaintNoLaneAgain() {
    Fx.run(() -> {
      model.onOverlay(List.of(status("At work", 10)));
      int painted = model.laneRevision().get();
      model.onOverlay(List.of(status("At work", 10)));
      model.onOverlay(List.of());
      assertEquals(painted, model.laneRevision().get());
      model.onOverlay(List.of(status("Out for lunch", 11)));
      assertEquals(painted + 1, model.laneRevision().get());
    });
  }

  @Test
  void whileNamesAreHiddenThereIsNoStatusText() {
    Overlay huddle = new Overlay.Huddle(GRACE, true, at(10), Source.RTM);
    Fx.run(() -> {
      model.setSettings(
          Settings.DEFAULT.withOverlays(Set.of(OverlayKind.STATUS, OverlayKind.HUDDLE)));
      model.onOverlay(List.of(status("Covering for Ada", 10), huddle));
      model.namesHidden().set(true);
    });
    assertEquals("", Fx.get(() -> row().overlays().statusAt(END, row().timeline())));
    assertTrue(Fx.get(() -> row().overlays().isInHuddleAt(END, row().timeline())));
    Fx.run(() -> model.namesHidden().set(false));
    assertEquals(
        "Covering for Ada", Fx.get(() -> row().overlays().statusAt(END, row().timeline())));
  }

  private PersonRow row() {
    return model.rows().getFirst();
  }

  private static Overlay status(String text, int minute) {
    return new Overlay.StatusText(GRACE, text, at(minute), Source.RTM);
  }

  private static Sighting seen(Presence presence, int minute) {
    return Sighting.of(GRACE, presence, at(minute), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Instant at(int minute) {
    return T.plus(Duration.ofMinutes(minute));
  }
}
