package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.DndStatus;
import rollcall.slack.SlackException;
import rollcall.slack.User;
import rollcall.slack.UserStatus;
import rollcall.slack.web.PageIterator;
import rollcall.slack.web.SlackWebClient;

/// Tracker of Slack statuses: Do Not Disturb, status and huddles of the people who are watched at
/// that moment, each change once, and the first report after a gap. Changes of people whose
/// membership of a followed group is unchecked are withheld, as their presence is. Uses events, and
/// requests at the start, after each reconnection and every ten minutes. Thread: watcher; requests
/// run on the executor.
final class SlackStatusTracker {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  /// Duration of a snooze without an end.
  private static final Duration ENDLESS = Duration.ofDays(365);

  private static final String DND_SCOPE = "dnd:read";
  private static final Logger LOG = LoggerFactory.getLogger(SlackStatusTracker.class);

  private final SlackAccess access;
  private final SightingPublisher publisher;
  private final InstantSource clock;
  private final Consumer<WatcherMessage> inbox;
  private final Executor executor;
  private final SlackWebClient web;
  private final Map<UserId, Map<SlackStatusKind, SlackStatus>> known = new HashMap<>();

  /// Changes of people with an unchecked membership, in order.
  private final List<SlackStatus> withheld = new ArrayList<>();

  /// Slack statuses changed by an event during a request: its response may be older.
  private final Map<UserId, Set<SlackStatusKind>> changedDuringCheck = new HashMap<>();

  /// People of the pending request who were watched since.
  private final Set<UserId> requested = new HashSet<>();

  private Set<SlackStatusKind> kinds;
  private Instant nextCheck = Instant.EPOCH;
  private boolean checking;
  private boolean dndUnavailable;

  SlackStatusTracker(
      SlackAccess access,
      Set<SlackStatusKind> kinds,
      SightingPublisher publisher,
      InstantSource clock,
      Consumer<WatcherMessage> inbox,
      Executor executor) {
    this.access = access;
    this.kinds = kinds;
    this.publisher = publisher;
    this.clock = clock;
    this.inbox = inbox;
    this.executor = executor;
    this.web = access.web().build();
    publisher.onGap(this::onGap);
  }

  /// Replaces the kinds to record.
  void setKinds(Set<SlackStatusKind> wanted, Instant now) {
    kinds = wanted;
    known.values().forEach(one -> one.keySet().retainAll(wanted));
    withheld.removeIf(one -> !wanted.contains(one.kind()));
    dndUnavailable &= wanted.contains(SlackStatusKind.DND);
    scheduleSoon(now);
  }

  /// Forgets people who are no longer watched, and makes the next request due. When they are
  /// watched again, nothing from before counts.
  void onPeopleChanged(Instant now) {
    Set<UserId> people = publisher.people();
    known.keySet().retainAll(people);
    requested.retainAll(people);
    scheduleSoon(now);
  }

  /// Forgets the Slack statuses of people whose observation has a gap: the first report after it
  /// counts, also when nothing has changed.
  private void onGap(Set<UserId> people) {
    known.keySet().removeAll(people);
    requested.removeAll(people);
  }

  /// Makes the next request due.
  void scheduleSoon(Instant now) {
    nextCheck = now;
  }

  /// Time of the next request; empty if there is nothing to request or a response is pending.
  Optional<Instant> due() {
    boolean idle =
        kinds.isEmpty() || checking || !publisher.isOpen() || publisher.people().isEmpty();
    return idle ? Optional.empty() : Optional.of(nextCheck);
  }

  /// Sends the requests if they are due.
  void step(Instant now) {
    release();
    boolean setBack = nextCheck.isAfter(now.plus(INTERVAL));
    if (due().filter(due -> setBack || !due.isAfter(now)).isPresent()) {
      checking = true;
      nextCheck = now.plus(INTERVAL);
      Set<UserId> people = Set.copyOf(publisher.people());
      requested.clear();
      requested.addAll(people);
      Set<SlackStatusKind> wanted = kinds;
      executor.execute(() -> fetch(people, wanted));
    }
  }

  /// Publishes the response.
  ///
  /// @param refusal why Do Not Disturb is missing, or null
  private void onResponse(List<SlackStatus> found, @Nullable SlackException refusal, Instant now) {
    checking = false;
    release();
    found.stream()
        .filter(one -> requested.contains(one.user()) && !hasChangedDuringCheck(one))
        .forEach(this::publish);
    changedDuringCheck.clear();
    boolean before = dndUnavailable;
    Problem problem = refusal == null ? null : ProblemMapper.of(refusal, access, true, now);
    dndUnavailable = problem instanceof Problem.MissingScope;
    if (!before && problem instanceof Problem.MissingScope(String needed, String provided)) {
      publisher
          .listener()
          .onDndUnavailable(
              new Problem.MissingScope(needed.equals("?") ? DND_SCOPE : needed, provided));
    }
  }

  /// Publishes an event.
  void on(WatcherMessage.SlackStatusEvent event) {
    if (checking) {
      for (SlackStatus one : event.slackStatuses()) {
        changedDuringCheck
            .computeIfAbsent(one.user(), _ -> EnumSet.noneOf(SlackStatusKind.class))
            .add(one.kind());
      }
    }
    release();
    event.slackStatuses().forEach(this::publish);
  }

  /// Publishes the withheld changes of people who are confirmed now.
  void release() {
    for (SlackStatus one : List.copyOf(withheld)) {
      UserId user = one.user();
      RecordingHoursTracker recordingHours = publisher.recordingHours();
      if (!recordingHours.people().contains(user) || recordingHours.isPaused(user)) {
        withheld.remove(one);
        known.remove(user);
      } else if (!publisher.uncheckedMembers().contains(user)) {
        withheld.remove(one);
        publisher.auditEvents().onSlackStatus(one);
      }
    }
  }

  /// Publishes what can be published now, and discards the rest, as at a pause the withheld
  /// presence.
  void discardWithheld() {
    release();
    withheld.clear();
  }

  private boolean hasChangedDuringCheck(SlackStatus one) {
    return changedDuringCheck.getOrDefault(one.user(), Set.of()).contains(one.kind());
  }

  void close() {
    web.close();
  }

  private void publish(SlackStatus one) {
    if (!kinds.contains(one.kind()) || !publisher.people().contains(one.user())) {
      return;
    }
    Map<SlackStatusKind, SlackStatus> before =
        known.computeIfAbsent(one.user(), _ -> new EnumMap<>(SlackStatusKind.class));
    SlackStatus last = before.get(one.kind());
    if (last == null || !isSame(one, last)) {
      before.put(one.kind(), one);
      if (publisher.uncheckedMembers().contains(one.user())) {
        withheld.add(one);
      } else {
        publisher.auditEvents().onSlackStatus(one);
      }
    }
  }

  /// Returns whether nothing has changed. A snooze has no start in Slack's answers: it begins with
  /// each report, and one without an end has another end in each. So of two Do Not Disturb times
  /// that have begun, only the ends count.
  private static boolean isSame(SlackStatus one, SlackStatus last) {
    return one.isSameAs(last)
        || (one instanceof SlackStatus.Dnd now
            && last instanceof SlackStatus.Dnd before
            && now.holdsAt(now.at())
            && before.holdsAt(now.at())
            && (Objects.equals(now.until(), before.until())
                || (isEndless(now) && isEndless(before))));
  }

  private static boolean isEndless(SlackStatus.Dnd snooze) {
    Instant from = snooze.from();
    return from != null && from.plus(ENDLESS).equals(snooze.until());
  }

  private void fetch(Set<UserId> people, Set<SlackStatusKind> wanted) {
    List<SlackStatus> found = new ArrayList<>();
    @Nullable SlackException refusal = null;
    try {
      if (wanted.contains(SlackStatusKind.DND)) {
        refusal = fetchDnd(people, found);
      }
      if (wanted.contains(SlackStatusKind.STATUS) || wanted.contains(SlackStatusKind.HUDDLE)) {
        fetchStatus(people, found);
      }
    } catch (SlackException e) {
      LOG.warn("Do Not Disturb, status and huddles are unknown: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    SlackException missing = refusal;
    inbox.accept(new WatcherMessage.Command(now -> onResponse(found, missing, now)));
  }

  /// @return why Slack refused, or null
  private @Nullable SlackException fetchDnd(Set<UserId> people, List<SlackStatus> found)
      throws SlackException, InterruptedException {
    try {
      Map<String, DndStatus> all =
          web.dnd().teamInfo(people.stream().map(UserId::value).sorted().toList());
      Instant at = clock.instant();
      all.forEach((user, dnd) -> found.add(of(new UserId(user), dnd, at, access.polled())));
      return null;
    } catch (SlackException.Platform refused) {
      LOG.warn("Do Not Disturb is unknown: {}", refused.getMessage());
      return refused;
    }
  }

  private void fetchStatus(Set<UserId> people, List<SlackStatus> found)
      throws SlackException, InterruptedException {
    PageIterator<User> users = web.users().list();
    while (users.hasNext()) {
      List<User> page = users.next();
      Instant at = clock.instant();
      for (User user : page) {
        if (!user.id().isBlank() && people.contains(new UserId(user.id()))) {
          found.addAll(of(new UserId(user.id()), user.status(), at, access.polled()));
        }
      }
    }
  }

  /// Converts a Do Not Disturb schedule. A snooze is a quiet time that has begun.
  static SlackStatus of(UserId user, DndStatus dnd, Instant at, Source source) {
    if (dnd.snoozing()) {
      Instant end = dnd.snoozeEnd();
      return new SlackStatus.Dnd(user, at, end == null ? at.plus(ENDLESS) : end, at, source);
    }
    return dnd.scheduled()
        ? new SlackStatus.Dnd(user, dnd.nextStart(), dnd.nextEnd(), at, source)
        : new SlackStatus.Dnd(user, null, null, at, source);
  }

  /// Converts the status of a profile. An expired huddle is none.
  static List<SlackStatus> of(UserId user, UserStatus status, Instant at, Source source) {
    String text = (status.emoji() + " " + status.text()).strip();
    return List.of(
        new SlackStatus.StatusText(user, text, at, source),
        new SlackStatus.Huddle(user, status.inHuddle(), at, source));
  }
}
