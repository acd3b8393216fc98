package rollcall.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Decision of one recorder about the people it watches: those to take, and those to release. Pure.
///
/// @param take people without a living recorder, in the order of taking
/// @param release people that others have room for, and those that no recorder wants any more
/// @param unwatched number of wanted people beyond the capacity of all living recorders
record LeasePlan(List<UserId> take, Set<UserId> release, int unwatched) {
  /// Number of people released at a time, so that others take them before the next are released; a
  /// recorder that can watch no one releases all.
  static final int AT_ONCE = 20;

  /// Recorder as all recorders see it.
  ///
  /// @param renewals number of its renewals
  /// @param running whether it has not ended in order
  record Recorder(int number, String name, int capacity, long renewals, boolean running) {}

  /// Right of a recorder to record a person.
  ///
  /// @param fence number of the generation
  /// @param since first millisecond
  record Lease(UserId person, long fence, int recorder, long since) {}

  /// State of the record that all recorders see.
  ///
  /// @param wanted people that at least one recorder is to watch
  /// @param own those of them that only the recorder wants which decides
  /// @param held current lease of each person
  record State(
      List<Recorder> recorders, Set<UserId> wanted, Set<UserId> own, Map<UserId, Lease> held) {
    Optional<Recorder> recorder(int number) {
      return recorders.stream().filter(one -> one.number() == number).findFirst();
    }

    /// Returns the people of one recorder.
    Set<UserId> heldBy(int recorder) {
      Set<UserId> people = new TreeSet<>();
      held.values().stream()
          .filter(lease -> lease.recorder() == recorder)
          .forEach(lease -> people.add(lease.person()));
      return people;
    }
  }

  LeasePlan {
    take = List.copyOf(take);
    release = Set.copyOf(release);
  }

  /// Decides for the recorder with this number.
  ///
  /// @param silent recorders without a renewal
  static LeasePlan of(
      State state, int me, RecorderFailureDetector.Silent silent, LeaseKeeper.Intention intention) {
    Shares shares = Shares.of(state, me, silent);
    Set<UserId> mine = state.heldBy(me);
    mine.removeAll(intention.leaving());
    Set<UserId> release = new TreeSet<>(mine);
    release.removeIf(
        person -> state.wanted().contains(person) && !intention.refused().test(person));
    mine.removeAll(release);
    List<UserId> free =
        state.wanted().stream().filter(person -> !shares.isHeld(state.held().get(person))).toList();
    String name = state.recorder(me).map(Recorder::name).orElse("");
    int share = shares.of(me) - mine.size();
    // People that the others may not watch do not wait until its share has room.
    int capacity = state.recorder(me).map(Recorder::capacity).orElse(0);
    int most = capacity - mine.size();
    List<UserId> possible =
        free.stream()
            .filter(person -> !intention.refused().test(person))
            .filter(person -> !intention.leaving().contains(person))
            .filter(person -> !intention.left().contains(person))
            .sorted(
                Comparator.comparing((UserId person) -> !state.own().contains(person))
                    .thenComparingInt(person -> rank(person, name)))
            .toList();
    List<UserId> take = new ArrayList<>();
    for (UserId person : possible) {
      if (take.size() < (state.own().contains(person) ? most : share)) {
        take.add(person);
      }
    }
    // Those of a recorder without Slack are not observed anyway.
    int atOnce = capacity == 0 ? mine.size() : AT_ONCE - intention.leaving().size();
    int surplus = Math.min(atOnce, mine.size() - shares.of(me));
    int room = shares.roomOfOthers(me) - free.size() - intention.leaving().size();
    mine.stream()
        .filter(person -> !state.own().contains(person))
        .sorted(Comparator.comparingInt(person -> -rank(person, name)))
        .limit(Math.max(0, Math.min(surplus, room)))
        .forEach(release::add);
    return new LeasePlan(
        take, release, Math.max(0, state.wanted().size() - shares.totalCapacity()));
  }

  /// Order of people that differs for each recorder, so that recorders seldom want the same ones.
  private static int rank(UserId person, String recorder) {
    int mixed = (person.value() + '\n' + recorder).hashCode() * 0x9E3779B9;
    return mixed >>> 1;
  }

  /// Shares of the living recorders: in proportion to their capacities, and at most these. One that
  /// is late keeps what it holds, and the others share the rest.
  private record Shares(
      Map<Integer, Integer> shares, Map<Integer, Integer> held, int totalCapacity) {
    static Shares of(State state, int me, RecorderFailureDetector.Silent silent) {
      List<Recorder> living = new ArrayList<>();
      Map<Integer, Integer> held = new HashMap<>();
      for (Recorder one : state.recorders()) {
        if (one.number() == me || (one.running() && !silent.dead().contains(one.number()))) {
          living.add(one);
          held.put(one.number(), 0);
        }
      }
      for (Lease lease : state.held().values()) {
        held.computeIfPresent(lease.recorder(), (_, count) -> count + 1);
      }
      Map<Integer, Integer> shares = new HashMap<>();
      int wanted = state.wanted().size();
      for (int late : silent.late()) {
        shares.put(late, held.getOrDefault(late, 0));
        wanted -= held.getOrDefault(late, 0);
      }
      List<Recorder> taking =
          living.stream().filter(one -> !silent.late().contains(one.number())).toList();
      int total = capacity(taking);
      for (Recorder one : taking) {
        long all = (long) Math.max(0, wanted) * one.capacity();
        shares.put(
            one.number(),
            total == 0 ? 0 : (int) Math.min(one.capacity(), Math.ceilDiv(all, total)));
      }
      return new Shares(shares, held, capacity(living));
    }

    private static int capacity(List<Recorder> some) {
      return some.stream().mapToInt(Recorder::capacity).sum();
    }

    int of(int recorder) {
      return shares.getOrDefault(recorder, 0);
    }

    boolean isHeld(@Nullable Lease lease) {
      return lease != null && shares.containsKey(lease.recorder());
    }

    /// Returns the number of people that the other recorders may still take.
    int roomOfOthers(int me) {
      return shares.entrySet().stream()
          .filter(one -> one.getKey() != me)
          .mapToInt(one -> Math.max(0, one.getValue() - held.getOrDefault(one.getKey(), 0)))
          .sum();
    }
  }
}
