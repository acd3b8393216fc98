package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.files.IoFunctions;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.language.SentenceException;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.timeline.RangeUnit;
import rollcall.watch.WatchList;

/// History that the window has open: writable or, when a newer Rollcall made it, read-only.
///
/// Thread: ui-commands; timelines are read on the database thread.
final class HistorySession {
  private static final Logger LOG = LoggerFactory.getLogger(HistorySession.class);

  /// Length of the timeline: one year, and the day before its first day.
  private static final Duration BACK = Duration.ofDays(367);

  /// Length of what is shown first in a window that opens with today, in every time zone.
  private static final Duration TODAY = Duration.ofDays(3);

  /// Length of what is shown first in another window: the longest range is a month.
  private static final Duration MONTH = Duration.ofDays(33);

  private final HistoryWorker worker;
  private final PresenceFeed feed;
  private final InstantSource clock;
  // Set while only the last days of the open history were read.
  private boolean isPartlyRead;
  // Set while a history is open that only a newer Rollcall, or others, may change.
  private @Nullable SentenceException readOnly;

  HistorySession(HistoryWorker worker, PresenceFeed feed, InstantSource clock) {
    this.worker = worker;
    this.feed = feed;
    this.clock = clock;
  }

  /// Opens the history of these settings, and shows its last days. The rest is left to [#showRest]:
  /// to read a year of many people takes a second of a processor, which the first frame needs.
  ///
  /// @param range of the window, as in [rollcall.settings.ViewState]
  /// @param onShown runs on the FX thread after the first frame with the last days
  /// @return its workspace; empty when there is no history yet
  /// @throws IOException when it can be neither written nor read; its message is a sentence
  Optional<Workspace> open(ProfilePaths profile, Settings settings, String range, Runnable onShown)
      throws IOException {
    Collection<UserId> people = SettingsMapper.watchList(settings).people();
    Optional<Path> latest = profile.history(settings);
    Optional<Workspace> workspace = latest.isEmpty() ? Optional.empty() : workspace(latest.get());
    if (workspace.isPresent()) {
      try {
        PresenceSnapshot snapshot = worker.openOnly(latest.get(), workspace.get(), List::of);
        feed.onPresence(snapshot, List.of());
        isPartlyRead = true;
        showPeople();
        query(
            history -> timelines(history, people, shownFirst(range), clock.instant()),
            loaded -> feed.onFirstHistory(loaded, onShown));
      } catch (HistoryException.Newer e) {
        openReadOnly(latest.get(), people, e);
      }
    }
    return workspace;
  }

  /// Length of what is shown first.
  static Duration shownFirst(String range) {
    return range.isEmpty() || range.equals(RangeUnit.DAY.word()) ? TODAY : MONTH;
  }

  /// Reads and shows the rest of a history of which only the last days were read, and then runs its
  /// maintenance, which may take long.
  void showRest(Collection<UserId> people) {
    if (isPartlyRead) {
      isPartlyRead = false;
      show(people);
      worker.maintain();
    }
  }

  /// Runs the maintenance if it is due, also while nothing is recorded.
  void maintain() {
    if (!isPartlyRead) {
      worker.maintain();
    }
  }

  /// Returns whether [#showRest] is still to be called.
  boolean isPartlyRead() {
    return isPartlyRead;
  }

  /// Opens a history read-only, and shows it.
  ///
  /// @param why it is read-only
  void openReadOnly(Path history, Collection<UserId> people, HistoryException.Newer why)
      throws IOException {
    feed.onPresence(worker.openReadOnly(history), List.of());
    showAll(people);
    readOnly = why;
  }

  /// Returns whether nothing may be recorded or changed.
  boolean isReadOnly() {
    return readOnly != null;
  }

  /// @throws SentenceException when nothing may be recorded or changed
  void requireWritable() throws SentenceException {
    if (readOnly != null) {
      throw readOnly;
    }
  }

  /// Begins to show the record of others.
  void follow() {
    readOnly =
        new SentenceException(
            "This is the record of others, which is only shown here: have it changed where it is"
                + " recorded.");
  }

  /// Closes the history in order.
  void close() {
    readOnly = null;
    isPartlyRead = false;
    worker.detach();
  }

  /// The list without blocked people.
  WatchList withoutBlocked(WatchList list) {
    return list.without(worker.blocked());
  }

  /// Shows what is left after an erasure.
  void refresh(Collection<UserId> people) throws IOException {
    feed.onPresence(HistoryWorker.waitFor(worker.ask(History::snapshot)), List.of());
    showAll(people);
  }

  /// Shows which of these people are blocked.
  void showBlocked(Collection<Person> directory) {
    feed.onBlocked(
        directory.stream().map(Person::id).filter(worker.blocked()).collect(Collectors.toSet()));
  }

  /// Shows the start of the record, the people in it, and the timelines of these people.
  void showAll(Collection<UserId> people) {
    showPeople();
    show(people);
  }

  private void showPeople() {
    query(
        history -> {
          feed.onRecordedSince(history.firstSighting().orElse(null));
          feed.onTotalsSince(history.firstKeptDay().orElse(null));
          return history.people().stream().filter(HistorySession::isNamed).toList();
        },
        feed::onRememberedPeople);
  }

  /// Shows the timelines and Slack statuses of these people.
  void show(Collection<UserId> people) {
    query(history -> timelines(history, people, BACK, clock.instant()), feed::onHistory);
    query(history -> slackStatuses(history, people, clock.instant()), feed::onHistorySlackStatuses);
  }

  /// Timeline of each person up to now, with this length; empty without sightings.
  private static List<PresenceTimeline> timelines(
      History history, Collection<UserId> people, Duration back, Instant now) throws IOException {
    List<Sighting> pending = history.pendingSightings();
    List<PresenceTimeline> timelines = new ArrayList<>();
    for (UserId user : people) {
      List<Sighting> seen =
          new ArrayList<>(history.sightings(user, now.minus(back), now.plus(Duration.ofDays(1))));
      pending.stream().filter(one -> one.user().equals(user)).forEach(seen::add);
      timelines.add(PresenceTimeline.ofSightings(user, seen));
    }
    return timelines;
  }

  private static Map<UserId, SlackStatusTimeline> slackStatuses(
      History history, Collection<UserId> people, Instant now) throws IOException {
    Map<UserId, SlackStatusTimeline> all = new HashMap<>();
    for (UserId user : people) {
      all.put(
          user,
          SlackStatusTimeline.of(
              history.slackStatuses(user, now.minus(BACK), now.plus(Duration.ofDays(1)))));
    }
    return all;
  }

  private static boolean isNamed(Person person) {
    return !person.equals(Person.unknown(person.id()));
  }

  /// Reads on the database thread, and shows the result before anything else is recorded.
  private <T> void query(IoFunctions.Function<History, T> work, Consumer<T> shown) {
    var _ =
        worker
            .ask(history -> {
              shown.accept(work.apply(history));
              return true;
            })
            .whenComplete((_, problem) -> {
              if (problem != null) {
                LOG.warn("The history cannot be shown", problem);
                // Ends the loading of the rows.
                feed.onHistory(List.of());
              }
            });
  }

  private static Optional<Workspace> workspace(Path file) throws IOException {
    try (History history = History.openReadOnly(file)) {
      return history.workspace();
    }
  }
}
