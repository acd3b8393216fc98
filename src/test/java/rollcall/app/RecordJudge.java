package rollcall.app;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rollcall.app.desktop.FollowingModel;
import rollcall.app.desktop.FollowingModel.State;
import rollcall.history.History;
import rollcall.history.SharedHistory;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.PresenceTransition;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.StoredLease;

/// Comparison of a record with the truth, with the files of its recorders and with its viewers. The
/// clock of each recorder is corrected by what it is wrong.
final class RecordJudge implements AutoCloseable {
  /// Longest time between a change and its sighting.
  private static final long LAG = 2000;

  private final Map<String, RecorderProcess> recorders;
  private final FaultLog log;
  private final SharedHistory record;
  private final Map<UserId, List<StoredLease>> leases;
  private final Map<UserId, List<Sighting>> rows = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Long> changes = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final List<Long> beginnings = new ArrayList<>();
  private final List<Long> gaps = new ArrayList<>();
  private long inventedMillis;
  private long latest;
  private int compared;
  private int excluded;
  private int neverShown;

  RecordJudge(PostgresServer server, Map<String, RecorderProcess> recorders, FaultLog log)
      throws IOException, SQLException {
    this.recorders = recorders;
    this.log = log;
    record = SharedHistory.openReadOnly(server.address("owner"), null);
    leases = StoredLease.all(server);
    record.prefetch(leases.keySet(), Instant.EPOCH, Instant.MAX);
    for (UserId person : leases.keySet()) {
      rows.put(person, record.sightings(person, Instant.EPOCH, Instant.MAX));
    }
  }

  private long skew(String recorder) {
    return recorders.get(recorder).skew;
  }

  private @Nullable StoredLease lease(Sighting seen) {
    return leases.get(seen.user()).stream().filter(one -> one.has(seen)).findFirst().orElse(null);
  }

  /// Requires that each state was true until the next row, except for what a message needs.
  void compareWithTruth(Map<String, List<PresenceTransition>> truth) {
    rows.forEach((person, all) -> {
      List<PresenceTransition> changes = truth.getOrDefault(person.value(), List.of());
      for (int i = 0; i < all.size(); i++) {
        Sighting one = all.get(i);
        if (one.presence().isObserved()) {
          StoredLease lease = lease(one);
          if (lease == null) {
            problems.add("recorded without a lease: " + one);
          } else {
            long skew = skew(lease.recorder());
            long to = i + 1 < all.size() ? millis(all.get(i + 1)) - skew : log.ending();
            judge(one, millis(one) - skew, to, changes);
          }
        }
      }
    });
  }

  private void judge(Sighting one, long from, long to, List<PresenceTransition> changes) {
    compared++;
    for (int i = 0; i < changes.size(); i++) {
      long begin = Math.max(from, changes.get(i).at().toEpochMilli());
      long end = Math.min(to, i + 1 < changes.size() ? changes.get(i + 1).at().toEpochMilli() : to);
      boolean active = changes.get(i).presence() == ActiveOrAway.ACTIVE;
      if (begin < end && active != (one.presence() == Presence.ACTIVE)) {
        latest = Math.max(latest, end - begin);
        if (end - begin > LAG) {
          inventedMillis += end - begin - LAG;
          problems.add("invented for " + (end - begin) + " ms: " + one);
        }
      }
    }
  }

  /// Requires that all that a recorder saw while it had a lease is in the record, and that no one
  /// is held by two.
  void compareWithFiles() throws IOException {
    Map<String, History> files = new HashMap<>();
    try {
      for (RecorderProcess one : recorders.values()) {
        files.put(one.name, History.openReadOnly(one.file()));
      }
      for (List<StoredLease> own : leases.values()) {
        StoredLease.compare(own, files, record, problems::add);
      }
    } finally {
      for (History file : files.values()) {
        file.close();
      }
    }
  }

  /// Measures for each person of a killed recorder how long no one observed the person.
  void measureTakeovers() {
    for (FaultLog.Fault fault : log.faults()) {
      String victim = fault.recorder();
      if (fault.kind() == FaultLog.Kind.KILLED && victim != null) {
        leases.forEach((person, own) -> {
          // By the clock of the recorder of each lease: the end is a time of the next recorder.
          boolean held =
              own.stream()
                  .filter(one -> one.since() - skew(one.recorder()) <= fault.from())
                  .reduce((_, later) -> later)
                  .filter(last -> last.recorder().equals(victim))
                  .isPresent();
          if (held) {
            gaps.add(observedAfter(person, fault.from()) - fault.from());
          }
        });
      }
    }
    Collections.sort(gaps);
  }

  private long observedAfter(UserId person, long at) {
    return rows.get(person).stream()
        .filter(one -> one.presence().isObserved())
        .mapToLong(this::trueMillis)
        .filter(time -> time > at)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private long trueMillis(Sighting seen) {
    StoredLease lease = lease(seen);
    return lease == null ? Long.MIN_VALUE : millis(seen) - skew(lease.recorder());
  }

  /// Measures the time from each sighting to the model of a viewer, except while the recorder could
  /// not reach the server. At the end, the model has to be equal to the record.
  void compareWithViewer(FollowingModel viewer) {
    Map<State, Long> shown = viewer.firstShown();
    Map<UserId, List<State>> timelines = viewer.timelines();
    rows.forEach((person, all) -> {
      List<State> expected = FollowingModel.states(PresenceTimeline.ofSightings(person, all));
      if (!expected.equals(timelines.get(person))) {
        problems.add("a viewer shows " + timelines.get(person) + ", recorded " + expected);
      }
      Map<State, Sighting> begun = new HashMap<>();
      for (Sighting one : all) {
        begun.putIfAbsent(new State(person, one.at().getEpochSecond(), one.presence()), one);
      }
      begun.keySet().retainAll(expected);
      begun.forEach((state, one) -> measure(shown.get(state), one));
    });
    Collections.sort(changes);
    Collections.sort(beginnings);
  }

  private void measure(@Nullable Long shown, Sighting one) {
    StoredLease lease = lease(one);
    if (lease == null || !one.presence().isObserved()) {
      return;
    }
    long at = trueMillis(one);
    if (at < log.beginning() || log.isCut(lease.recorder(), at)) {
      excluded++;
    } else if (shown == null) {
      neverShown++;
    } else {
      (one.cause() == Cause.PRESENCE_CHANGE ? changes : beginnings).add(shown - at);
      if (shown - at > LAG) {
        late.add(
            "%d ms: %s at %d of %s, after %s"
                .formatted(shown - at, one, at, lease.recorder(), log.lastFault(at)));
      }
    }
  }

  List<String> problems() {
    return problems.subList(0, Math.min(20, problems.size()));
  }

  long longestTakeover() {
    return gaps.isEmpty() ? 0 : gaps.getLast();
  }

  /// Returns a quantile of the times from a recorder to the model of a viewer, in milliseconds.
  long viewerDelay(double part) {
    return quantile(changes, part);
  }

  private static long quantile(List<Long> sorted, double part) {
    return sorted.isEmpty()
        ? 0
        : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
  }

  private static String quantiles(List<Long> sorted) {
    return "median %d, p99 %d, longest %d ms (%d)"
        .formatted(
            quantile(sorted, 0.5), quantile(sorted, 0.99), quantile(sorted, 1), sorted.size());
  }

  String summary() {
    return """
    People: %d; states compared with the truth: %d; leases: %d
    Faults: %s
    Invented: %d ms beyond %d ms; latest message: %d ms
    Others held all people of a missing recorder after (ms): %s
    People of killed recorders observed again after: %s
    From a change at the recorder to the model of a viewer: %s
    From the first state after a takeover, some hundred people at once: %s
    Later than %d ms: %s
    Excluded, because their recorder could not reach the server: %d; replaced before they were shown: %d
    Problems: %d %s\
    """
        .formatted(
            rows.size(),
            compared,
            leases.values().stream().mapToInt(List::size).sum(),
            log.counts(),
            inventedMillis,
            LAG,
            latest,
            log.takeovers(),
            quantiles(gaps),
            quantiles(changes),
            quantiles(beginnings),
            LAG,
            late.stream().limit(20).toList(),
            excluded,
            neverShown,
            problems.size(),
            problems());
  }

  private static long millis(Sighting one) {
    return one.at().toEpochMilli();
  }

  @Override
  public void close() throws IOException {
    record.close();
  }
}
