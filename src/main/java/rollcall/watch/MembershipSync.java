package rollcall.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;

/// Keeps the list equal to who is in the channels and user groups that are followed: by what Slack
/// tells of them, and by asking now and then, since it tells only of channels that the token's user
/// is in. Lane: link; the asking itself happens beside it.
final class MembershipSync {
  /// How often it is asked who is in what is followed: a call or two each, of the 20 a minute that
  /// Slack allows.
  static final Duration EVERY = Duration.ofMinutes(5);

  private static final Duration SOON = Duration.ofSeconds(10);

  private final SlackAccess access;
  private final SightingPublisher scribe;
  private final WatchListener audience;
  private final MembershipClient membership;
  private final Consumer<WatcherMessage> inbox;
  private final Executor beside;
  private final Map<String, Problem> problems = new HashMap<>();
  private final Map<String, Set<UserId>> movedMeanwhile = new HashMap<>();

  /// Who came into what and when, and may be a bot.
  private final Map<String, Map<UserId, Instant>> coming = new HashMap<>();

  private WatchList list;
  private int wish;
  private Instant nextCheck = Instant.EPOCH;
  private Duration pause = SOON;
  private boolean checking;
  private int darkeningsBefore;

  MembershipSync(
      SlackAccess access,
      WatchList list,
      SightingPublisher scribe,
      WatchListener audience,
      Consumer<WatcherMessage> inbox,
      Executor beside) {
    this.access = access;
    this.list = list;
    this.scribe = scribe;
    this.audience = audience;
    this.membership = new MembershipClient(access);
    this.inbox = inbox;
    this.beside = beside;
  }

  /// From now on this list is wished for.
  void list(WatchList wanted, Instant now) {
    wish++;
    list = wanted;
    problems.keySet().removeIf(id -> followed(id).isEmpty());
    scribe.list(list, now);
    audience.onWatchList(new WatchListState(list, problems, wish));
    nextCheck = now;
  }

  /// When Slack should be asked; empty while there is nothing to ask, or an answer is on its way.
  Optional<Instant> due() {
    boolean idle = list.followed().isEmpty() || checking || !scribe.isOpen();
    return idle ? Optional.empty() : Optional.of(nextCheck);
  }

  /// A connection has come about, or turned out to have told of nobody: who left while nobody
  /// looked?
  void connected(Instant now) {
    nextCheck = now;
    pause = SOON;
  }

  /// Asks Slack if it is time.
  void step(Instant now) {
    boolean stale = nextCheck.isAfter(now.plus(EVERY.multipliedBy(2)));
    if (due().filter(due -> stale || !due.isAfter(now)).isEmpty()) {
      return;
    }
    checking = true;
    movedMeanwhile.clear();
    darkeningsBefore = scribe.markUnknownEach();
    List<FollowedGroup> all = list.followed();
    beside.execute(() ->
        inbox.accept(new WatcherMessage.MembershipResult(all.stream().map(this::count).toList())));
  }

  private WatcherMessage.MembershipResult.One count(FollowedGroup one) {
    try {
      Set<UserId> found = membership.in(one.kind(), one.id(), one.known());
      return new WatcherMessage.MembershipResult.One(one.id(), found, null);
    } catch (SlackException e) {
      return new WatcherMessage.MembershipResult.One(one.id(), Set.of(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new WatcherMessage.MembershipResult.One(
          one.id(),
          Set.of(),
          new SlackException.Request(SlackException.Request.Failure.UNREACHABLE, "stopped", null));
    }
  }

  /// What Slack answered.
  ///
  /// @return whether other people are on the list now
  boolean on(WatcherMessage.MembershipResult counted, Instant now) {
    checking = false;
    WatchList next = list;
    Set<String> unreachable = new TreeSet<>();
    Map<String, Problem> before = Map.copyOf(problems);
    for (WatcherMessage.MembershipResult.One one : counted.all()) {
      SlackException failure = one.failure();
      Optional<FollowedGroup> about = followed(one.id());
      if (failure == null) {
        problems.remove(one.id());
        next =
            next.withMembers(
                one.id(), one.people(), movedMeanwhile.getOrDefault(one.id(), Set.of()));
      } else if (about.isPresent()) {
        problems.put(one.id(), ProblemMapper.of(failure, about.get().kind(), access, now));
        if (failure instanceof SlackException.Request) {
          unreachable.add(one.id());
        }
      }
    }
    boolean changed = change(next, now, !problems.equals(before));
    boolean darkAgain = darkeningsBefore != scribe.markUnknownEach();
    if (!darkAgain) {
      Set<UserId> sure = new TreeSet<>(scribe.isUncertain());
      list.followed().stream()
          .filter(one -> unreachable.contains(one.id()))
          .forEach(one -> sure.removeAll(one.members()));
      scribe.isCertain(sure, now);
    }
    boolean again = darkAgain || !unreachable.isEmpty();
    nextCheck = now.plus(again ? pause : EVERY);
    pause = again && pause.compareTo(EVERY) < 0 ? pause.multipliedBy(2) : SOON;
    return changed;
  }

  /// Slack told that people came or left.
  ///
  /// @return whether other people are on the list now
  boolean on(WatcherMessage.MembershipChange moved) {
    Optional<FollowedGroup> about = followed(moved.id());
    if (about.isEmpty()) {
      return false;
    }
    Set<UserId> meanwhile = movedMeanwhile.computeIfAbsent(moved.id(), _ -> new TreeSet<>());
    meanwhile.addAll(moved.came());
    meanwhile.addAll(moved.left());
    List<UserId> news =
        moved.came().stream()
            .filter(user -> !about.get().known().contains(user) && !audience.isBlocked(user))
            .toList();
    if (!news.isEmpty()) {
      news.forEach(user -> pendingMembers(moved.id()).put(user, moved.at()));
      beside.execute(() -> inbox.accept(onBotCheck(moved, news)));
    }
    WatchList next = list;
    for (UserId user : moved.left()) {
      pendingMembers(moved.id()).remove(user);
      next = next.withLeft(moved.id(), user);
    }
    return change(next, moved.at(), false);
  }

  /// Bots come into channels too.
  private WatcherMessage onBotCheck(WatcherMessage.MembershipChange moved, List<UserId> came) {
    List<UserId> people = new ArrayList<>();
    for (UserId user : came) {
      try {
        if (membership.isPerson(user)) {
          people.add(user);
        }
      } catch (SlackException e) {
        // The next count finds them.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new WatcherMessage.BotCheckResult(moved.id(), people, moved.at());
  }

  private Map<UserId, Instant> pendingMembers(String id) {
    return coming.computeIfAbsent(id, _ -> new HashMap<>());
  }

  /// These people, who came then, are people. Whoever has left meanwhile is not watched.
  ///
  /// @return whether other people are on the list now
  boolean on(WatcherMessage.BotCheckResult vetted) {
    WatchList next = list;
    for (UserId user : vetted.came()) {
      if (pendingMembers(vetted.id()).remove(user, vetted.at())) {
        next = next.withJoined(vetted.id(), user);
      }
    }
    return change(next, vetted.at(), false);
  }

  void close() {
    membership.close();
  }

  private boolean change(WatchList found, Instant at, boolean otherProblems) {
    WatchList next = found.without(audience::isBlocked);
    boolean changed = !next.equals(list);
    Set<UserId> before = list.people();
    list = next;
    if (changed) {
      scribe.list(list, at);
    }
    if (changed || otherProblems) {
      audience.onWatchList(new WatchListState(list, problems, wish));
    }
    return !before.equals(list.people());
  }

  private Optional<FollowedGroup> followed(String id) {
    return list.followed().stream().filter(one -> one.id().equals(id)).findFirst();
  }
}
