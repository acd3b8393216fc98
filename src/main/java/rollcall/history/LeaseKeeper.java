package rollcall.history;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.history.LeasePlan.Lease;
import rollcall.presence.UserId;

/// Leases of one recorder: its renewal, the people that it takes and those that it releases. It
/// outlives a connection, because it knows which leases a replica that became the server may lack.
/// Thread: that of the connection.
public final class LeaseKeeper {
  /// Interval of the renewals.
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  private final RecorderFailureDetector detector = new RecorderFailureDetector();
  private @Nullable PostgresDatabase last;
  private @Nullable BlockedPeople blocked;
  private Map<UserId, Lease> held = Map.of();
  private int number;
  private long renewals;

  /// Intention of a recorder.
  ///
  /// @param people people that it is to watch, or another recorder
  /// @param refused test for people that it may not watch, although others want them
  /// @param leaving people that it no longer watches, and whose last sightings wait
  /// @param left people that it no longer watches, and whose last sightings are handed over
  /// @param capacity number of people that it can watch
  /// @param mode how it watches, such as 'live'
  public record Intention(
      Set<UserId> people,
      Predicate<UserId> refused,
      Set<UserId> leaving,
      Set<UserId> left,
      int capacity,
      String mode) {
    public Intention {
      people = Set.copyOf(people);
      leaving = Set.copyOf(leaving);
    }

    /// Intention of a recorder that has left no one.
    public Intention(Set<UserId> people, Predicate<UserId> refused, int capacity, String mode) {
      this(people, refused, Set.of(), Set.of(), capacity, mode);
    }
  }

  /// People of a recorder.
  ///
  /// @param since earliest time of the sightings of each person that it may record
  /// @param release people that it is to watch no longer, because others have room for them
  /// @param unwatched number of people that no recorder can watch, because there are more than all
  ///   can
  /// @param blocked people that it is to watch, but who were erased and blocked elsewhere
  public record Holding(
      Map<UserId, Instant> since, Set<UserId> release, int unwatched, Set<UserId> blocked) {
    public Holding {
      since = Map.copyOf(since);
      release = Set.copyOf(release);
      blocked = Set.copyOf(blocked);
    }
  }

  /// Stores a renewal, ends the leases that the recorder has left, and takes people.
  ///
  /// @param number number of the recorder
  /// @param nanos reading of the monotonic clock
  Holding renew(PostgresDatabase server, int number, Intention intention, Instant now, long nanos)
      throws HistoryException {
    BlockedPeople marks = blocked;
    if (marks == null || !server.equals(last)) {
      detector.reset();
      last = server;
      marks = new BlockedPeople(server.sql());
      blocked = marks;
    }
    if (number != this.number) {
      // It was removed there, and what it held belongs to others.
      this.number = number;
      held = Map.of();
      renewals = 0;
    }
    LeaseTable table = new LeaseTable(server.sql(), new PostgresSightings(server.sql()), marks);
    Renewal renewal =
        server.write(
            "renew the leases in",
            () -> {
              // An erasure comes before or after all of it.
              SharedRecorder.lockErasures(server.sql(), false);
              long count = renew(server, number, intention);
              Set<UserId> refused = table.want(number, intention.people());
              table.release(number, intention.left(), now);
              table.moveGaps(number, intention.left());
              Renewal planned = plan(table, number, count, intention, refused, now, nanos);
              table.announce();
              return planned;
            });
    held = renewal.held;
    renewals = renewal.count;
    Map<UserId, Instant> since = new HashMap<>();
    held.forEach((person, lease) -> since.put(person, Instant.ofEpochMilli(lease.since())));
    return new Holding(since, renewal.plan.release(), renewal.plan.unwatched(), renewal.blocked);
  }

  /// @param count number of the renewal
  private record Renewal(
      long count, Map<UserId, Lease> held, LeasePlan plan, Set<UserId> blocked) {}

  /// @return number of the renewal
  private static long renew(PostgresDatabase server, int number, Intention intention)
      throws SQLException, HistoryException {
    SqlConnection sql = server.sql();
    return sql.first(
            """
            update recorder set renewals = renewals + 1, running = true, capacity = ?, mode = ?
            where n = ? returning renewals\
            """,
            row -> row.getLong(1),
            intention.capacity(),
            intention.mode(),
            number)
        .orElseThrow(() -> server.problem("no longer has this recorder: it was removed there"));
  }

  private Renewal plan(
      LeaseTable table,
      int number,
      long count,
      Intention intention,
      Set<UserId> refused,
      Instant now,
      long nanos)
      throws SQLException {
    LeasePlan.State state = table.state(number);
    if (count <= renewals) {
      state = restored(state, table, number, intention.left());
    }
    RecorderFailureDetector.Silent silent = detector.check(state.recorders(), nanos);
    LeasePlan plan = LeasePlan.of(state, number, silent, intention);
    Map<UserId, Lease> mine = new HashMap<>(state.held());
    mine.values().removeIf(lease -> lease.recorder() != number);
    Set<UserId> take = new TreeSet<>(plan.take());
    take.addAll(LeaseTable.ahead(mine.values(), now));
    for (Lease lease : table.take(number, take, state.held(), now)) {
      mine.put(lease.person(), lease);
    }
    return new Renewal(count, mine, plan, refused);
  }

  /// Returns the state, with the leases that the server lacks since a replica replaced it. A server
  /// that has the last renewal lacks none: those that are missing there were ended or erased.
  private LeasePlan.State restored(
      LeasePlan.State state, LeaseTable table, int number, Set<UserId> left) throws SQLException {
    List<Lease> missing =
        held.values().stream()
            .filter(lease -> !lease.equals(state.held().get(lease.person())))
            .filter(lease -> state.wanted().contains(lease.person()))
            .filter(lease -> !left.contains(lease.person()))
            .toList();
    if (missing.isEmpty()) {
      return state;
    }
    table.restore(missing);
    return table.state(number);
  }
}
