package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;

/// Membership sync: keeps the watch list equal to the members of the followed channels and user
/// groups. Uses events, and a request every few minutes, because Slack sends events only for
/// channels of which the token's user is a member. Thread: watcher; requests run on the executor.
final class MembershipSync {
  /// Interval of requests: one or two calls for each group, of the 20 a minute that Slack allows.
  static final Duration INTERVAL = Duration.ofMinutes(5);

  private static final Duration RETRY_DELAY = Duration.ofSeconds(10);

  /// Time for which Slack may fail to list a group, while presence is observed, until that counts
  /// as a refusal.
  static final Duration FAILING_LIMIT = Duration.ofHours(1);

  private final SlackAccess access;
  private final SightingPublisher publisher;
  private final WatchListener listener;
  private final Runnable onPeopleChanged;
  private final BooleanSupplier isObserving;
  private final MembershipClient client;
  private final Consumer<WatcherMessage> inbox;
  private final Executor executor;
  private final int most;
  private final Map<String, Problem> problems = new HashMap<>();
  private final Map<String, Failing> failing = new HashMap<>();
  private final Map<String, Set<UserId>> changedDuringCheck = new HashMap<>();

  /// New members by group, with the time, until it is known whether they are bots.
  private final Map<String, Map<UserId, Instant>> joining = new HashMap<>();

  private WatchList list;
  private int version;
  private Instant nextCheck = Instant.EPOCH;
  private Duration delay = RETRY_DELAY;
  private boolean checking;
  private int gapsAtCheck;

  /// @param client closed with this sync
  /// @param most number of people that may be on the list
  /// @param onPeopleChanged called when a response or an event changed the people on the list
  /// @param isObserving whether presence is observed now
  MembershipSync(
      SlackAccess access,
      MembershipClient client,
      WatchList list,
      int most,
      SightingPublisher publisher,
      Runnable onPeopleChanged,
      BooleanSupplier isObserving,
      Consumer<WatcherMessage> inbox,
      Executor executor) {
    this.access = access;
    this.list = list;
    this.most = most;
    this.publisher = publisher;
    this.listener = publisher.listener();
    this.onPeopleChanged = onPeopleChanged;
    this.isObserving = isObserving;
    this.client = client;
    this.inbox = inbox;
    this.executor = executor;
  }

  WatchList list() {
    return list;
  }

  /// Replaces the watch list with the one that the user wants.
  void setWatchList(WatchList wanted, Instant now) {
    version++;
    list = wanted;
    problems.keySet().removeIf(id -> group(id).isEmpty());
    failing.keySet().removeIf(id -> group(id).isEmpty());
    publisher.setWatchList(list, now);
    listener.onWatchList(new WatchListState(list, problems, version));
    nextCheck = now;
  }

  /// Time of the next request; empty if no group is followed or a response is pending.
  Optional<Instant> due() {
    boolean idle = list.followed().isEmpty() || checking || !publisher.isOpen();
    return idle ? Optional.empty() : Optional.of(nextCheck);
  }

  /// Makes the next request due: people may have left during a gap.
  void scheduleSoon(Instant now) {
    nextCheck = now;
    delay = RETRY_DELAY;
  }

  /// Sends the requests if they are due.
  void step(Instant now) {
    boolean stale = nextCheck.isAfter(now.plus(INTERVAL.multipliedBy(2)));
    if (due().filter(due -> stale || !due.isAfter(now)).isEmpty()) {
      return;
    }
    checking = true;
    changedDuringCheck.clear();
    gapsAtCheck = publisher.uncheckedMembers().gapCount();
    List<FollowedGroup> all = list.followed();
    executor.execute(() -> {
      List<Members> members = all.stream().map(this::fetch).toList();
      inbox.accept(new WatcherMessage.Command(at -> onResponse(members, at)));
    });
  }

  /// Members of one group.
  ///
  /// @param failure why they are missing, or null
  private record Members(String id, Set<UserId> people, @Nullable SlackException failure) {}

  /// Consecutive failures of Slack to list a group.
  private record Failing(Instant since, Instant last) {
    boolean isContinuedAt(Instant now) {
      return !now.isBefore(last) && !now.isAfter(last.plus(INTERVAL.multipliedBy(2)));
    }
  }

  private Members fetch(FollowedGroup one) {
    try {
      Set<UserId> found = client.members(one.kind(), one.id(), one.known());
      return new Members(one.id(), found, null);
    } catch (SlackException e) {
      return new Members(one.id(), Set.of(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Members(
          one.id(),
          Set.of(),
          new SlackException.Request(SlackException.Request.Failure.UNREACHABLE, "stopped", null));
    }
  }

  /// Updates the list from the responses.
  private void onResponse(List<Members> responses, Instant now) {
    checking = false;
    WatchList next = list;
    Set<String> unanswered = new TreeSet<>();
    Map<String, Problem> before = Map.copyOf(problems);
    for (Members one : responses) {
      SlackException failure = one.failure();
      Optional<FollowedGroup> group = group(one.id());
      if (failure == null) {
        problems.remove(one.id());
        failing.remove(one.id());
        next =
            next.withMembers(
                one.id(), one.people(), changedDuringCheck.getOrDefault(one.id(), Set.of()), most);
      } else if (group.isPresent()) {
        problems.put(one.id(), ProblemMapper.of(failure, group.get().kind(), access, now));
        if (PollingFallback.isTemporary(failure) && !isLongFailing(one.id(), failure, now)) {
          unanswered.add(one.id());
        }
      }
    }
    boolean peopleChanged = update(next, now, !problems.equals(before));
    boolean gapDuringCheck = gapsAtCheck != publisher.uncheckedMembers().gapCount();
    if (!gapDuringCheck) {
      Set<UserId> undecided = members(unanswered::contains);
      undecided.removeAll(members(id -> !unanswered.contains(id)));
      Set<UserId> confirmed = publisher.uncheckedMembers().all();
      confirmed.removeAll(undecided);
      publisher.confirm(confirmed, now);
    }
    boolean retry = gapDuringCheck || !unanswered.isEmpty();
    nextCheck = now.plus(retry ? delay : INTERVAL);
    delay = retry ? Collections.min(List.of(delay.multipliedBy(2), INTERVAL)) : RETRY_DELAY;
    if (peopleChanged) {
      onPeopleChanged.run();
    }
  }

  /// Returns whether Slack itself has failed to list a group at each request of the last hour,
  /// while presence was observed.
  private boolean isLongFailing(String id, SlackException failure, Instant now) {
    if (!failure.answered() || !isObserving.getAsBoolean()) {
      failing.remove(id);
      return false;
    }
    Failing before = failing.get(id);
    Instant since = before == null || !before.isContinuedAt(now) ? now : before.since;
    failing.put(id, new Failing(since, now));
    return !now.isBefore(since.plus(FAILING_LIMIT));
  }

  /// Returns the members of some groups.
  private Set<UserId> members(Predicate<String> ids) {
    return list.followed().stream()
        .filter(one -> ids.test(one.id()))
        .flatMap(one -> one.members().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Updates the list from an event.
  void on(WatcherMessage.MembershipChange change) {
    Optional<FollowedGroup> group = group(change.id());
    if (group.isEmpty()) {
      return;
    }
    Set<UserId> changed = changedDuringCheck.computeIfAbsent(change.id(), _ -> new TreeSet<>());
    changed.addAll(change.joined());
    changed.addAll(change.left());
    List<UserId> joined =
        change.joined().stream()
            .filter(user -> !group.get().known().contains(user) && !listener.isBlocked(user))
            .toList();
    if (!joined.isEmpty()) {
      joined.forEach(user -> joining(change.id()).put(user, change.at()));
      executor.execute(() -> checkBots(change, joined));
    }
    WatchList next = list;
    for (UserId user : change.left()) {
      joining(change.id()).remove(user);
      next = next.withLeft(change.id(), user);
    }
    updateAndNotify(next, change.at());
  }

  /// Finds the people among the new members.
  private void checkBots(WatcherMessage.MembershipChange change, List<UserId> joined) {
    List<UserId> people = new ArrayList<>();
    for (UserId user : joined) {
      try {
        if (client.isPerson(user)) {
          people.add(user);
        }
      } catch (SlackException e) {
        // The next request finds them.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    inbox.accept(new WatcherMessage.Command(_ -> add(change.id(), people, change.at())));
  }

  private Map<UserId, Instant> joining(String id) {
    return joining.computeIfAbsent(id, _ -> new HashMap<>());
  }

  /// Adds new members who are people and have not left since.
  private void add(String id, List<UserId> people, Instant at) {
    WatchList next = list;
    for (UserId user : people) {
      if (joining(id).remove(user, at)) {
        next = next.withJoined(id, user, most);
      }
    }
    updateAndNotify(next, at);
  }

  void close() {
    client.close();
  }

  private void updateAndNotify(WatchList result, Instant at) {
    if (update(result, at, false)) {
      onPeopleChanged.run();
    }
  }

  /// @return whether other people are on the list now
  private boolean update(WatchList result, Instant at, boolean problemsChanged) {
    WatchList next = result.without(listener::isBlocked);
    boolean changed = !next.equals(list);
    Set<UserId> before = list.people();
    list = next;
    if (changed) {
      publisher.setWatchList(list, at);
    }
    if (changed || problemsChanged) {
      listener.onWatchList(new WatchListState(list, problems, version));
    }
    return !before.equals(list.people());
  }

  private Optional<FollowedGroup> group(String id) {
    return list.followed().stream().filter(one -> one.id().equals(id)).findFirst();
  }
}
