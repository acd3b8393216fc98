package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.Fault;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.PresenceTransition;
import rollcall.simulator.SlackSimulator;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;

/// Changes from RTM to polling and back in real time, with faults, removals and pauses at random
/// moments of the change, compared with what the simulator did.
@Tag("soak")
class SourceSwitchTest {
  private static final int PEOPLE = 5;
  private static final Duration LENGTH = Duration.ofSeconds(60);

  /// Longest delay of an event on a busy computer.
  private static final long LATE = 700;

  /// Longest time between two polls of a person, with the answer.
  private static final long ROUND = 25_000;

  private final List<Sighting> sightings = new CopyOnWriteArrayList<>();
  private final List<Span> polling = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<UserId, List<Span>> unwanted = new HashMap<>();
  private volatile WatchStatus status = new WatchStatus.Idle();
  private volatile Instant confirmed = Instant.MIN;

  private record Span(Instant from, Instant to) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noStateIsRecordedBeforeItWasSeenOrAfterItsLastConfirmation(int seed) throws Exception {
    Random random = new Random(seed);
    try (SlackSimulator workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople())) {
      List<UserId> people =
          workspace.people().subList(0, PEOPLE).stream()
              .map(person -> new UserId(person.id()))
              .toList();
      Listener listener = new Listener();
      Watcher watcher =
          new Watcher(
              new SlackAccess(
                  new SlackToken(workspace.token()),
                  workspace.apiUrl(),
                  new ProxySettings.None(),
                  false),
              WatchList.of(Set.copyOf(people)),
              WatchOptions.ALWAYS,
              listener,
              InstantSource.system(),
              Thread::startVirtualThread);
      Thread thread = Thread.ofVirtual().start(watcher);
      Set<UserId> listed = new TreeSet<>(people);
      Set<UserId> paused = new TreeSet<>();
      Map<UserId, Instant> since = new HashMap<>();
      NamedFaults faults = NamedFaults.of(workspace);
      Instant end = InstantSource.system().instant().plus(LENGTH);
      while (InstantSource.system().instant().isBefore(end)) {
        UserId user = people.get(random.nextInt(PEOPLE));
        int dice = random.nextInt(60);
        if (dice < 40) {
          boolean active = workspace.presence(user.value()) == ActiveOrAway.ACTIVE;
          workspace.setPresence(user.value(), active ? ActiveOrAway.AWAY : ActiveOrAway.ACTIVE);
        } else if (dice < 42) {
          log("remove or add " + user);
          if (listed.remove(user)) {
            watcher.remove(user).get();
            since.putIfAbsent(user, InstantSource.system().instant());
          } else {
            listed.add(user);
            end(since, user, paused.contains(user));
            watcher.changeWatchList(list -> {
              Set<UserId> all = new TreeSet<>(list.people());
              all.add(user);
              return WatchList.of(all);
            });
          }
        } else if (dice < 44) {
          log("pause or resume " + user);
          boolean pauses = paused.add(user);
          if (!pauses) {
            paused.remove(user);
            end(since, user, !listed.contains(user));
          }
          watcher.setRecordingHours(
              RecordingScheduleByPerson.ALWAYS.withPaused(Set.copyOf(paused)));
          if (pauses) {
            Thread.sleep(50);
            since.putIfAbsent(user, InstantSource.system().instant());
          }
        } else if (dice < 50 && status instanceof WatchStatus.Live) {
          log("to polling");
          if (random.nextBoolean()) {
            faults.plan("rtm.connect", HttpFault.rateLimited(200), 1);
          } else {
            faults.plan("rtm.connect", new HttpFault.NotOk("not_allowed_token_type"), 1);
          }
          switch (random.nextInt(3)) {
            case 0 -> faults.cutSockets();
            case 1 -> faults.sayGoodbye(Duration.ofMillis(200));
            default -> faults.closeSockets(1001, "");
          }
        } else if (dice < 55 && status instanceof WatchStatus.Polling) {
          log("trial");
          faults.clearPlanned();
          switch (random.nextInt(8)) {
            case 0 -> faults.refuseSockets(503, 1);
            case 1 -> faults.delayHello(Duration.ofMillis(600), 1);
            case 2 -> faults.markUrlsStale(1);
            case 3 -> faults.plan("rtm.connect", HttpFault.rateLimited(1), 1);
            case 4 -> faults.inject(new Fault.Unsubscribe());
            case 5 -> faults.plan("users.getPresence", HttpFault.rateLimited(2), 1);
            default -> {}
          }
          watcher.retryNow();
        } else if (dice < 56) {
          log("cut");
          faults.cutSockets();
        } else if (dice < 57) {
          log("batch");
          faults.inject(
              new Fault.Raw(
                  "{\"type\":\"presence_change\",\"users\":[\"U0UNKNOWN\",\"%s\"],\"presence\":\"%s\"}"
                      .formatted(user.value(), workspace.presence(user.value()).word())));
        } else if (dice < 58) {
          log("down");
          faults.inject(new Fault.Down(Duration.ofSeconds(2)));
        }
        Thread.sleep(20 + random.nextInt(250));
      }
      Instant stop = InstantSource.system().instant();
      watcher.stop(Cause.APP_STOPPED);
      thread.join();
      listener.onStatus(new WatchStatus.Idle());
      for (UserId user : people) {
        end(since, user, false);
        judge(user, workspace.groundTruth(user.value(), workspace.started(), Instant.MAX), stop);
      }
      assertTrue(!polling.isEmpty(), "switches: " + polling.size());
      System.out.println(
          "seed %d: %d sightings, %d switches, last confirmation %s"
              .formatted(seed, sightings.size(), polling.size(), confirmed));
      assertEquals(List.of(), problems, () -> String.join("\n", log));
    }
  }

  private void end(Map<UserId, Instant> since, UserId user, boolean stillUnwanted) {
    Instant from = since.get(user);
    if (from != null && !stillUnwanted) {
      since.remove(user);
      unwanted
          .computeIfAbsent(user, _ -> new ArrayList<>())
          .add(new Span(from, InstantSource.system().instant()));
    }
  }

  private void judge(UserId user, List<PresenceTransition> truth, Instant stop) {
    List<Sighting> own = sightings.stream().filter(one -> one.user().equals(user)).toList();
    for (int i = 0; i < own.size(); i++) {
      Sighting one = own.get(i);
      if (i > 0 && one.at().isBefore(own.get(i - 1).at())) {
        problems.add("out of order: " + own.get(i - 1) + " " + one);
      }
      if (!one.presence().isObserved()) {
        continue;
      }
      Instant end = i + 1 < own.size() ? own.get(i + 1).at() : stop;
      for (Span not : unwanted.getOrDefault(user, List.of())) {
        if (one.at().isBefore(not.to) && end.isAfter(not.from)) {
          problems.add("unwanted " + not + ": " + one + " until " + end);
        }
      }
      for (int k = 0; k < truth.size(); k++) {
        Instant begin = later(one.at(), truth.get(k).at());
        Instant over =
            k + 1 < truth.size() && truth.get(k + 1).at().isBefore(end)
                ? truth.get(k + 1).at()
                : end;
        boolean active = truth.get(k).presence() == ActiveOrAway.ACTIVE;
        long wrong = Duration.between(begin, over).toMillis();
        if (active != (one.presence() == Presence.ACTIVE)
            && wrong > LATE
            && (wrong > ROUND
                || polling.stream()
                    .noneMatch(span ->
                        span.from.isBefore(over)
                            && span.to.plusMillis(2 * LATE).isAfter(over)
                            && span.from.minusMillis(LATE).isBefore(begin)))) {
          problems.add(
              "wrong for "
                  + wrong
                  + " ms from "
                  + begin
                  + ": "
                  + one
                  + ", then "
                  + (i + 1 < own.size() ? own.get(i + 1) : "the end"));
        }
      }
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private void log(String text) {
    log.add(InstantSource.system().instant() + " " + text);
  }

  private final class Listener implements WatchListener {
    private Instant from = Instant.MAX;

    @Override
    public void onSightings(List<Sighting> batch) {
      sightings.addAll(batch);
      batch.forEach(one -> log("  " + one));
    }

    @Override
    public void onConfirmed(Instant until) {
      confirmed = until;
    }

    @Override
    public void onStatus(WatchStatus next) {
      Instant now = InstantSource.system().instant();
      boolean was = from != Instant.MAX;
      boolean is =
          next instanceof WatchStatus.Polling
              || (was
                  && !(next instanceof WatchStatus.Live)
                  && !(next instanceof WatchStatus.Idle));
      if (is && !was) {
        from = now;
      } else if (!is && was) {
        polling.add(new Span(from, now));
        from = Instant.MAX;
      }
      if (!next.getClass().equals(status.getClass())) {
        log(next.getClass().getSimpleName());
      }
      status = next;
    }
  }
}
