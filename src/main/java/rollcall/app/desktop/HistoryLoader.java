package rollcall.app.desktop;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.recording.HistoryWorker;
import rollcall.history.History;
import rollcall.presence.Overlays;
import rollcall.presence.Person;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.ui.model.PresenceFeed;

/// Shows on the screen what is on record. Read on the disk lane.
record HistoryLoader(HistoryWorker journal, PresenceFeed feed, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryLoader.class);

  /// How far back the timeline goes: a year, and the day before its first.
  private static final Duration BACK = Duration.ofDays(367);

  /// Shows when the record begins, whom it knows, and what it says of these people.
  void showAll(Collection<UserId> people) {
    read(
        history -> {
          history.firstSighting().ifPresent(feed::onRecordedSince);
          return history.people().stream().filter(HistoryLoader::isNamed).toList();
        },
        feed::onRememberedPeople);
    show(people);
  }

  /// Shows what the record says of these people.
  void show(Collection<UserId> people) {
    read(history -> lanes(history, people, clock.instant()), feed::onHistory);
    read(history -> overlays(history, people, clock.instant()), feed::onHistoryOverlays);
  }

  /// The lane of each of these people up to now; an empty one for somebody without a past.
  private static List<PresenceTimeline> lanes(
      History history, Collection<UserId> people, Instant now) throws IOException {
    List<Sighting> unnoted = history.pendingEvents();
    List<PresenceTimeline> lanes = new ArrayList<>();
    for (UserId user : people) {
      List<Sighting> seen =
          new ArrayList<>(history.sightings(user, now.minus(BACK), now.plus(Duration.ofDays(1))));
      unnoted.stream().filter(dark -> dark.user().equals(user)).forEach(seen::add);
      lanes.add(PresenceTimeline.ofSightings(user, seen));
    }
    return lanes;
  }

  private static Map<UserId, Overlays> overlays(
      History history, Collection<UserId> people, Instant now) throws IOException {
    Map<UserId, Overlays> all = new HashMap<>();
    for (UserId user : people) {
      all.put(
          user, Overlays.of(history.overlays(user, now.minus(BACK), now.plus(Duration.ofDays(1)))));
    }
    return all;
  }

  private static boolean isNamed(Person person) {
    return !person.equals(Person.unknown(person.id()));
  }

  /// It is handed on before anything else can be recorded: what comes later comes on top.
  private <T> void read(HistoryWorker.Work<T> work, Consumer<T> shown) {
    var _ =
        journal
            .ask(history -> {
              shown.accept(work.with(history));
              return true;
            })
            .whenComplete((_, problem) -> {
              if (problem != null) {
                LOG.warn("What is on record cannot be shown", problem);
              }
            });
  }
}
