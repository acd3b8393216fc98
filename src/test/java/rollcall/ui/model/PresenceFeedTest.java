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
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.SlackStatusTimeline;
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
      model.setSettings(Settings.DEFAULT.withSlackStatuses(Set.of(SlackStatusKind.STATUS)));
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
      feed.onSlackStatus(List.of(status("At work", 10)));
      model.revision().subscribe((_, _) -> order.add("model"));
    });
    Fx.await(() -> order.contains("rest, after 1"));
    assertEquals(List.of("model", "model", "rest, after 1"), order);
  }

  @Test
  void reloadedHistoryReplacesSlackStatusesAndKeepsNewerOnes() {
    SlackStatus ahead = status("Out for lunch", 50);
    SlackStatus since = status("Back", 20);
    Fx.run(() -> feed.onSlackStatus(List.of(ahead)));
    Fx.await(() -> row().slackStatuses().statusAt(END, row().timeline()).equals("Out for lunch"));
    Fx.run(() -> {
      feed.onSlackStatus(List.of(ahead));
      feed.onHistorySlackStatuses(
          Map.of(GRACE, SlackStatusTimeline.of(List.of(status("At work", 10)))));
      feed.onSlackStatus(List.of(since));
    });
    Fx.await(() -> row().slackStatuses().statusAt(END, row().timeline()).equals("Back"));
    assertEquals("At work", Fx.get(() -> row().slackStatuses().statusAt(at(15), row().timeline())));
  }

  @Test
  void aKnownSlackStatusAndNoSlackStatusPaintNoLaneAgain() {
    Fx.run(() -> {
      model.onSlackStatus(List.of(status("At work", 10)));
      int painted = model.laneRevision().get();
      model.onSlackStatus(List.of(status("At work", 10)));
      model.onSlackStatus(List.of());
      assertEquals(painted, model.laneRevision().get());
      model.onSlackStatus(List.of(status("Out for lunch", 11)));
      assertEquals(painted + 1, model.laneRevision().get());
    });
  }

  @Test
  void whileNamesAreHiddenThereIsNoStatusText() {
    SlackStatus huddle = new SlackStatus.Huddle(GRACE, true, at(10), Source.RTM);
    Fx.run(() -> {
      model.setSettings(
          Settings.DEFAULT.withSlackStatuses(
              Set.of(SlackStatusKind.STATUS, SlackStatusKind.HUDDLE)));
      model.onSlackStatus(List.of(status("Covering for Ada", 10), huddle));
      model.namesHidden().set(true);
    });
    assertEquals("", Fx.get(() -> row().slackStatuses().statusAt(END, row().timeline())));
    assertTrue(Fx.get(() -> row().slackStatuses().isInHuddleAt(END, row().timeline())));
    Fx.run(() -> model.namesHidden().set(false));
    assertEquals(
        "Covering for Ada", Fx.get(() -> row().slackStatuses().statusAt(END, row().timeline())));
  }

  private PersonRow row() {
    return model.rows().getFirst();
  }

  private static SlackStatus status(String text, int minute) {
    return new SlackStatus.StatusText(GRACE, text, at(minute), Source.RTM);
  }

  private static Sighting seen(Presence presence, int minute) {
    return Sighting.of(GRACE, presence, at(minute), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Instant at(int minute) {
    return T.plus(Duration.ofMinutes(minute));
  }
}
