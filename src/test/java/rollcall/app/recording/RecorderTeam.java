package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.history.ErasureOrder;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.LeaseKeeper;
import rollcall.history.ServerAddress;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedRecorder;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.watch.PresenceTracker;

/// Several recorders in virtual time, each with a file of its own and a clock that is wrong, beside
/// the truth. A kill closes nothing in order: what was not in the file is lost.
final class RecorderTeam implements AutoCloseable {
  static final Instant START = Instant.parse("2026-09-14T08:00:00Z");
  static final Duration STEP = Duration.ofSeconds(1);

  private static final Workspace ACME = new Workspace("T1", "acme");

  final List<UserId> people = new ArrayList<>();
  final List<Member> members = new ArrayList<>();
  final Map<UserId, TreeMap<Long, Presence>> truth = new HashMap<>();

  /// Longest time without a recorder that can reach the server, by person.
  final Map<UserId, Long> longestAlone = new HashMap<>();

  final Map<String, Integer> faults = new TreeMap<>();

  private final Map<UserId, Long> aloneSince = new HashMap<>();
  private final Random random;
  private final Path folder;
  long now = START.toEpochMilli();
  boolean serverAway;

  /// Whether recorders ask the server for erasures also when they have nothing to hand over.
  boolean erases;

  /// Whether people change their presence.
  boolean changes = true;

  long refused;

  RecorderTeam(Path folder, int size, Random random) {
    this.folder = folder;
    this.random = random;
    for (int i = 0; i < size; i++) {
      UserId person = new UserId(String.format(Locale.ROOT, "U%04d", i));
      people.add(person);
      truth.put(person, new TreeMap<>(Map.of(0L, Presence.AWAY)));
    }
  }

  /// Adds a recorder and starts it.
  ///
  /// @param skew by which its clock is wrong
  Member add(String name, ServerAddress server, int capacity, Duration skew) throws IOException {
    Member member = new Member(name, server, capacity, skew.toMillis());
    members.add(member);
    member.start();
    return member;
  }

  /// Lets time pass.
  void live(Duration duration) throws IOException {
    for (long end = now + duration.toMillis(); now < end; ) {
      now += STEP.toMillis();
      if (changes) {
        change();
      }
      for (Member one : members) {
        one.step();
      }
      for (UserId person : people) {
        boolean alone = members.stream().noneMatch(one -> one.isConnected() && one.watches(person));
        if (serverAway || !alone) {
          aloneSince.remove(person);
        } else {
          long since = aloneSince.computeIfAbsent(person, _ -> now);
          longestAlone.merge(person, now - since, Math::max);
        }
      }
    }
  }

  void count(String fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  private void change() {
    for (UserId person : people) {
      if (random.nextInt(60) == 0) {
        long at = now - random.nextInt((int) STEP.toMillis());
        TreeMap<Long, Presence> states = truth.get(person);
        if (at > states.lastKey()) {
          Presence next =
              states.lastEntry().getValue() == Presence.AWAY ? Presence.ACTIVE : Presence.AWAY;
          states.put(at, next);
        }
      }
    }
  }

  Presence presence(UserId person, long at) {
    return truth.get(person).floorEntry(at).getValue();
  }

  /// Returns by how many milliseconds the clock of a recorder is wrong.
  long skew(String name) {
    return members.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow().skew;
  }

  @Override
  public void close() throws IOException {
    for (Member one : members) {
      one.kill();
    }
  }

  /// Recorder of the team.
  final class Member {
    final String name;
    final Path file;
    final long skew;
    final Set<UserId> list = new TreeSet<>(people);
    boolean cut;

    private final ServerAddress server;
    private final int capacity;
    private @Nullable History history;
    private @Nullable SharedRecorder recorder;
    private PresenceTracker tracker = new PresenceTracker(PresenceSnapshot.EMPTY);
    private LeasedPeople share = newShare();
    private Set<UserId> unreported = new TreeSet<>();
    private long nextHeartbeat;
    private long seen;
    private Predicate<UserId> blocked = _ -> false;

    private Member(String name, ServerAddress server, int capacity, long skew) {
      this.name = name;
      this.server = server;
      this.capacity = capacity;
      this.skew = skew;
      file = folder.resolve(name + ".db");
    }

    boolean isRunning() {
      return history != null;
    }

    boolean isConnected() {
      return history != null && !cut;
    }

    boolean watches(UserId person) {
      return history != null && share.assigned().contains(person);
    }

    Set<UserId> watched() {
      return share.assigned();
    }

    /// Erases a person, also from its list.
    void erase(UserId person, boolean blocks) throws IOException {
      list.remove(person);
      share.forget(person).join();
      history().maintenance().erase(person, blocks);
      blocked = history().maintenance().blocked();
    }

    /// Allows a person to be recorded again, and puts them on its list.
    void unblock(UserId person) throws IOException {
      list.add(person);
      history().maintenance().unblock(person);
      blocked = history().maintenance().blocked();
    }

    /// Ends, after the server has everything for long.
    void endForLong() throws IOException {
      history().deleteHandedOver(history().lastOperation());
      end();
    }

    private History history() {
      return Objects.requireNonNull(history);
    }

    void start() throws IOException {
      boolean isNew = !file.toFile().exists();
      History opened = History.open(file, clock());
      history = opened;
      if (isNew) {
        opened.setWorkspace(ACME);
        opened.attach(new ServerAttachment(server, UUID.randomUUID(), name));
      }
      blocked = opened.maintenance().blocked();
      tracker = new PresenceTracker(opened.snapshot());
      share = newShare();
      seen = now;
    }

    /// `kill -9`.
    void kill() throws IOException {
      disconnect();
      if (history != null) {
        history.close();
        history = null;
      }
    }

    void end() throws IOException {
      History open = history;
      if (open != null) {
        open.append(tracker.markUnknown(clock(), Cause.APP_STOPPED));
        open.close(clock());
        history = null;
        SharedRecorder last = recorder;
        if (last != null && !cut && !serverAway) {
          while (last.handOver().more()) {
            refused++;
          }
          last.end();
        }
      }
      disconnect();
    }

    /// Loses the connection, perhaps in the middle of something.
    void disconnect() throws HistoryException {
      if (recorder != null) {
        recorder.close();
        recorder = null;
      }
    }

    private LeasedPeople newShare() {
      return new LeasedPeople(
          new LeasedPeople.Assignment() {
            @Override
            public CompletableFuture<Long> assign(Set<UserId> assigned) {
              return watch(assigned);
            }

            @Override
            public CompletableFuture<Boolean> forget(UserId erased) {
              list.remove(erased);
              return CompletableFuture.completedFuture(false);
            }
          },
          () -> new LeaseKeeper.Intention(list, blocked, capacity, "live"),
          this::clock,
          () -> Duration.ofMillis(now).toNanos(),
          _ -> {});
    }

    private Instant clock() {
      return Instant.ofEpochMilli(now + skew);
    }

    private void step() throws IOException {
      if (history == null) {
        return;
      }
      observe(history);
      if (cut || serverAway) {
        disconnect();
        return;
      }
      try {
        handOver(history);
      } catch (HistoryException e) {
        // The server was restarted.
        disconnect();
      }
    }

    private void handOver(History open) throws HistoryException {
      SharedRecorder connected = connect(open);
      share.run(connected);
      if (erases || connected.waiting() > 0) {
        SharedRecorder.Result result = connected.handOver();
        refused += result.refused();
        for (Map.Entry<UserId, ErasureOrder> one : result.unerased().entrySet()) {
          share.forget(one.getKey()).join();
          open.maintenance().eraseAsOrdered(one.getKey(), one.getValue());
          blocked = open.maintenance().blocked();
        }
      }
    }

    private SharedRecorder connect(History open) throws HistoryException {
      SharedRecorder connected = recorder;
      if (connected == null) {
        connected = SharedRecorder.open(file, open.attachment().orElseThrow(), null, ACME);
        recorder = connected;
        open.continueHandOver(connected.handedOver());
      }
      return connected;
    }

    private void observe(History open) throws HistoryException {
      List<Sighting> batch = new ArrayList<>();
      // The first reports come one step after the subscription.
      for (UserId person : unreported) {
        batch.addAll(
            tracker.onPresence(List.of(person), presence(person, seen), clock(seen), Source.RTM));
      }
      unreported = new TreeSet<>();
      for (UserId person : share.assigned()) {
        for (long at : truth.get(person).subMap(seen, false, now, true).keySet()) {
          batch.addAll(
              tracker.onPresence(List.of(person), presence(person, at), clock(at), Source.RTM));
        }
      }
      seen = now;
      if (!batch.isEmpty()) {
        open.append(batch);
      }
      if (now >= nextHeartbeat) {
        nextHeartbeat = now + 10_000;
        open.heartbeat(clock());
      }
    }

    private Instant clock(long at) {
      return Instant.ofEpochMilli(at + skew);
    }

    private CompletableFuture<Long> watch(Set<UserId> assigned) {
      Set<UserId> added = new TreeSet<>(assigned);
      added.removeAll(tracker.people());
      unreported.retainAll(assigned);
      unreported.addAll(added);
      try {
        History open = Objects.requireNonNull(history);
        open.append(
            tracker.watch(assigned, assigned, _ -> Cause.WATCH_STOPPED, _ -> false, _ -> clock()));
        return CompletableFuture.completedFuture(open.lastOperation());
      } catch (HistoryException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }
}
