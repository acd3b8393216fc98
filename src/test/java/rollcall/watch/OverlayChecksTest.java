package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.AuditEvent;
import rollcall.presence.HoursByPerson;
import rollcall.presence.Overlay;
import rollcall.presence.OverlayKind;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoWorkspace;
import rollcall.simulator.UserStatus;
import rollcall.simulator.WorkspaceChange;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.RecordingWatchListener;

/// Asking Slack for what lies over presence, while it also tells by itself.
class OverlayChecksTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Set<OverlayKind> STATUS = Set.of(OverlayKind.STATUS);

  private final RecordingWatchListener witness = new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private final List<WatcherMessage> answers = new ArrayList<>();
  private DemoWorkspace workspace;
  private UserId grace;
  private OverlayWatch overlays;

  @BeforeEach
  void open() throws Exception {
    workspace =
        DemoWorkspace.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = new UserId(workspace.people().get(0).id());
    SlackAccess access =
        new SlackAccess(
            new SlackToken(workspace.token()), workspace.apiUrl(), new ProxySettings.None(), false);
    WatchOptions terms = new WatchOptions(HoursByPerson.ALWAYS, false, STATUS);
    SightingPublisher scribe =
        new SightingPublisher(witness, WatchList.of(Set.of(grace)), terms, NOON);
    scribe.opened(new Workspace("T1", "acme"), InstantSource.fixed(NOON));
    overlays =
        new OverlayWatch(
            access,
            STATUS,
            scribe,
            witness,
            InstantSource.fixed(NOON),
            answers::add,
            Runnable::run);
  }

  @AfterEach
  void close() {
    overlays.close();
    workspace.close();
  }

  @Test
  void anAnswerThatIsOlderThanWhatWasToldMeanwhileIsPassedOver() {
    overlays.step(NOON);
    overlays.on(told("In a meeting", NOON.plusSeconds(1)));
    overlays.on(answer(), NOON.plusSeconds(2));
    assertEquals(List.of("In a meeting"), said());
  }

  @Test
  void theNextAnswerCountsAgain() {
    overlays.step(NOON);
    overlays.on(told("In a meeting", NOON.plusSeconds(1)));
    overlays.on(answer(), NOON.plusSeconds(2));
    workspace.apply(
        new WorkspaceChange.SetStatus(
            grace.value(), new UserStatus("Lunch", ":pizza:", Instant.EPOCH)));
    overlays.step(NOON.plus(Duration.ofMinutes(10)));
    overlays.on(answer(), NOON.plus(Duration.ofMinutes(11)));
    assertEquals(List.of("In a meeting", ":pizza: Lunch"), said());
  }

  @Test
  void whatIsWantedWhileAnAnswerIsOnItsWayIsAskedForNext() {
    overlays.step(NOON);
    overlays.scheduleSoon(NOON.plusSeconds(1));
    assertEquals(Optional.empty(), overlays.due());
    overlays.on(answer(), NOON.plusSeconds(2));
    assertEquals(Optional.of(NOON.plusSeconds(1)), overlays.due());
  }

  private WatcherMessage.OverlayEvent told(String text, Instant at) {
    return new WatcherMessage.OverlayEvent(
        List.of(new Overlay.StatusText(grace, text, at, Source.RTM)));
  }

  private WatcherMessage.OverlaySnapshot answer() {
    return (WatcherMessage.OverlaySnapshot) answers.removeFirst();
  }

  private List<String> said() {
    witness.onConfirmed(NOON);
    witness.await(Instant.class, NOON::equals);
    return witness.all(AuditEvent.class, it -> it).stream()
        .flatMap(it -> Overlay.of(it).stream())
        .map(it -> ((Overlay.StatusText) it).text())
        .toList();
  }
}
