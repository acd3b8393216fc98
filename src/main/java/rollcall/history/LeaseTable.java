package rollcall.history;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import rollcall.history.LeasePlan.Lease;
import rollcall.presence.UserId;

/// Table of leases: the right to record a person belongs to one recorder at a time. Each generation
/// has a number, its *fence*, and a time; only sightings of its recorder within its time are
/// stored, so a recorder that was cut off never writes over its successor.
///
/// The caller owns the transaction, and announces the changes before its commit. Locks are taken in
/// this order: that of erasures, the own row in `recorder`, leases by person, `feed`. Thread: that
/// of the connection.
final class LeaseTable {
  /// Longest time by which the end of a lease may be ahead of the clock of its successor: twice the
  /// longest difference between the clock of a recorder and that of the server.
  private static final long LONGEST_AHEAD = 2 * SharedRecorder.MAX_CLOCK_DIFFERENCE.toMillis();

  private static final String IS_LAST_GENERATION =
      """
      where lease.person = any (?) and fence =
        (select max(fence) from lease as later where later.person = lease.person)
      """;

  /// Condition on a person in `wanted`: a recorder has not to erase them in its file.
  private static final String NOT_TO_ERASE =
      """
      not exists (select from erasure where erasure.person = wanted.person and not exists (
        select from erasure_done where erasure = erasure.n and recorder = ?))\
      """;

  private static final long MAX_MILLIS = Long.MAX_VALUE / SightingIntegerCodec.PLACES;

  private final SqlConnection sql;
  private final PostgresSightings sightings;
  private final BlockedPeople blocked;
  private final Set<Integer> changed = new TreeSet<>();
  private long changedSince = Long.MAX_VALUE;

  LeaseTable(SqlConnection sql, PostgresSightings sightings) {
    this(sql, sightings, new BlockedPeople(sql));
  }

  /// @param blocked of the same connection
  LeaseTable(SqlConnection sql, PostgresSightings sightings, BlockedPeople blocked) {
    this.sql = sql;
    this.sightings = sightings;
    this.blocked = blocked;
  }

  /// Returns the recorders, the people that a recorder may take or keep, and the current leases.
  /// Without blocked people, and people that the recorder has to erase in its file, although others
  /// want them.
  LeasePlan.State state(int recorder) throws SQLException {
    // Before the recorders: one that takes people for the first time is running since then.
    Map<UserId, Lease> held =
        byPerson(
            sql.list(
                "select person, fence, recorder, since from lease where until is null",
                LeaseTable::lease),
            Lease::person);
    Set<UserId> own = new TreeSet<>();
    Set<UserId> wanted = new TreeSet<>();
    sql.each(
        "select person, bool_and(recorder = ?) from wanted where "
            + NOT_TO_ERASE
            + " group by person",
        row -> {
          UserId person = new UserId(row.getString(1));
          wanted.add(person);
          if (row.getBoolean(2)) {
            own.add(person);
          }
        },
        recorder,
        recorder);
    wanted.removeIf(blocked.all());
    return new LeasePlan.State(
        sql.list(
            "select n, name, capacity, renewals, running from recorder order by n",
            row ->
                new LeasePlan.Recorder(
                    row.getInt(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getLong(4),
                    row.getBoolean(5))),
        wanted,
        own,
        held);
  }

  /// Makes these the people that a recorder is to watch, except blocked people and those that it
  /// has to erase in its file.
  ///
  /// @return the blocked people among them
  Set<UserId> want(int recorder, Set<UserId> people) throws SQLException {
    Set<UserId> refused = new TreeSet<>(people);
    refused.removeIf(Predicate.not(blocked.all()));
    Set<UserId> allowed = new TreeSet<>(people);
    allowed.removeAll(refused);
    Array wanted = ids(allowed);
    // Joined: with '<> all', the plan of a prepared statement compares each with each.
    sql.update(
        """
        delete from wanted where recorder = ? and not exists (
          select from unnest(?) as kept (person) where kept.person = wanted.person)\
        """,
        recorder,
        wanted);
    sql.update(
        """
        insert into wanted select ?, person from unnest(?) as wanted (person)
        where not exists (select from wanted as present
          where present.recorder = ? and present.person = wanted.person)
          and
        """
            + NOT_TO_ERASE
            + " on conflict do nothing",
        recorder,
        wanted,
        recorder,
        recorder);
    return refused;
  }

  /// Removes people who were blocked elsewhere from the lists of all recorders, and ends their
  /// leases where their recorders last confirmed them: nothing of them is stored from now on.
  ///
  /// @param saltAndHash mark of the blocked people
  void block(byte[] saltAndHash) throws SQLException {
    List<UserId> known =
        sql.users("select person from lease where until is null union select person from wanted");
    List<UserId> people = BlockedPeople.matching(saltAndHash, known);
    if (!people.isEmpty()) {
      sql.call("select delete_wanted(?)", ids(people));
      store(
          lockLast(people).values().stream()
              .filter(last -> !last.isOver())
              .map(last -> last.notBefore(0))
              .toList());
    }
  }

  /// Takes people who have no living recorder. A person whose lease another transaction uses is
  /// left for the next time.
  ///
  /// @param held the leases by which it was decided which people to take: one that changed since
  ///   stays
  /// @param now earliest time of the new leases, except the first of a person, which also admits
  ///   the past of a file. What a predecessor stored with a clock that was minutes ahead of it is
  ///   deleted
  /// @return the new leases
  List<Lease> take(int recorder, Collection<UserId> people, Map<UserId, Lease> held, Instant now)
      throws SQLException {
    long bound = now.toEpochMilli() + LONGEST_AHEAD;
    Map<UserId, LeaseEndCalculation> last = lockLast(people, bound);
    Set<UserId> leased =
        new HashSet<>(
            sql.users("select distinct person from lease where person = any (?)", ids(people)));
    List<LeaseEndCalculation.Stored> ended = new ArrayList<>();
    List<Lease> wanted = new ArrayList<>();
    for (UserId person : new TreeSet<>(people)) {
      LeaseEndCalculation before = last.get(person);
      if (before == null) {
        if (!leased.contains(person)) {
          wanted.add(new Lease(person, 1, recorder, 0));
        }
      } else if (before.isOver() || before.lease().equals(held.get(person))) {
        LeaseEndCalculation.Stored end = before.between(now.toEpochMilli(), bound);
        if (!Objects.equals(before.until(), end.until())) {
          ended.add(end);
        }
        long since = Math.max(now.toEpochMilli(), end.until());
        wanted.add(new Lease(person, before.lease().fence() + 1, recorder, since));
      }
    }
    store(ended);
    List<Lease> taken = insert(wanted);
    deleteFrom(recorder, bound, ended);
    return taken;
  }

  /// Deletes what was stored for later than a bound by others than the new recorder.
  private void deleteFrom(int recorder, long bound, List<LeaseEndCalculation.Stored> ended)
      throws SQLException {
    List<Integer> people =
        ended.stream().map(end -> end.end().person()).filter(Objects::nonNull).toList();
    if (!people.isEmpty()) {
      Set<Integer> shortened =
          new TreeSet<>(
              sql.ints(
                  """
                  select n from unnest(?) as person (n)
                  where delete_sightings(?, n, ?, 9223372036854775807) > 0\
                  """,
                  sql.array("int4", people),
                  recorder,
                  bound * SightingIntegerCodec.PLACES));
      shortened.forEach(person -> changed(person, bound));
    }
  }

  /// Returns the leases that a recorder took with a clock that was ahead: it would have to wait for
  /// them.
  static Set<UserId> ahead(Collection<Lease> own, Instant now) {
    long bound = now.toEpochMilli() + LONGEST_AHEAD;
    Set<UserId> people = new TreeSet<>();
    own.stream()
        .filter(lease -> lease.since() > bound)
        .forEach(lease -> people.add(lease.person()));
    return people;
  }

  /// Ends the leases of people that their recorder no longer watches. All that it saw of them has
  /// to be stored before.
  void release(int recorder, Collection<UserId> people, Instant now) throws SQLException {
    store(
        lockLast(people).values().stream()
            .filter(last -> last.lease().recorder() == recorder && !last.isOver())
            .map(last -> last.notBefore(now.toEpochMilli()))
            .toList());
  }

  /// Ends all leases of a recorder that runs no more.
  void releaseAll(int recorder, Instant now) throws SQLException {
    release(
        recorder,
        sql.users("select person from lease where recorder = ? and until is null", recorder),
        now);
  }

  /// Stores leases again that are missing since a replica that lagged became the server; what older
  /// generations stored since then within their time is deleted. Leases of which there is a later
  /// generation stay lost.
  void restore(Collection<Lease> leases) throws SQLException {
    Map<UserId, Lease> missing = byPerson(leases, Lease::person);
    Map<UserId, LeaseEndCalculation> last = lockLast(missing.keySet());
    missing
        .values()
        .removeIf(lease -> {
          LeaseEndCalculation before = last.get(lease.person());
          return before != null && before.lease().fence() >= lease.fence();
        });
    List<LeaseEndCalculation.Stored> ended = new ArrayList<>();
    for (Lease lease : missing.values()) {
      lockLast(Set.of(lease.person()), lease.since()).values().stream()
          .filter(before -> !before.isOver())
          .forEach(before -> ended.add(before.at(lease.since())));
    }
    store(ended);
    for (Lease lease : insert(List.copyOf(missing.values()))) {
      sql.ints(
              """
              select n from person
              where id = ? and delete_sightings(?, n, ?, 9223372036854775807) > 0\
              """,
              lease.person().value(),
              lease.recorder(),
              lease.since() * SightingIntegerCodec.PLACES)
          .forEach(person -> changed(person, lease.since()));
    }
  }

  /// Moves the beginning of the unknown time behind what a recorder handed over late, in the
  /// transaction that stores it.
  ///
  /// @param people people whose leases the recorder has lost
  void moveGaps(int recorder, Collection<UserId> people) throws SQLException {
    if (people.isEmpty()) {
      return;
    }
    store(
        ends(
                MAX_MILLIS,
                """
                where lease.person = any (?) and lease.recorder = ? and unknown_from < until
                order by lease.person, fence\
                """,
                ids(people),
                recorder)
            .stream()
            .map(end -> end.notBefore(0))
            .toList());
  }

  /// Announces the changed rows: the last step before the commit, because it locks the feed for all
  /// recorders until then.
  void announce() throws SQLException {
    if (!changed.isEmpty()) {
      ChangeFeed.announce(sql, changed, changedSince);
      changed.clear();
      changedSince = Long.MAX_VALUE;
    }
  }

  private Map<UserId, LeaseEndCalculation> lockLast(Collection<UserId> people) throws SQLException {
    return lockLast(people, MAX_MILLIS);
  }

  /// Locks the last generation of each of these people, unless another transaction uses it.
  ///
  /// @param bound time from which on their sightings do not count
  private Map<UserId, LeaseEndCalculation> lockLast(Collection<UserId> people, long bound)
      throws SQLException {
    List<UserId> locked =
        sql.users(
            "select person from lease "
                + IS_LAST_GENERATION
                + " order by person for update skip locked",
            ids(people));
    // Read after the lock: from now on, no other transaction adds anything.
    return byPerson(ends(bound, IS_LAST_GENERATION, ids(locked)), end -> end.lease().person());
  }

  private List<LeaseEndCalculation> ends(long bound, String condition, Object... values)
      throws SQLException {
    return sql.list(
        """
        select lease.person, fence, lease.recorder, since, until,
          coalesce(recorder.known_until, 0), person.n, last.key, last.what, gap.key,
          exists (select from wanted where wanted.person = lease.person)
        from lease
        left join recorder on recorder.n = lease.recorder
        left join person on person.id = lease.person
        left join lateral (
          select key, what from sighting
          where sighting.person = person.n and key >= since * 16
            and key < least(until, %1$d) * 16 and what <> %2$d
          order by key desc limit 1) as last on true
        left join lateral (
          select key from sighting
          where sighting.person = person.n and key >= unknown_from * 16
            and key < (unknown_from + 1) * 16 and what = %2$d
          limit 1) as gap on true
        %3$s\
        """
            .formatted(bound, LeaseEndCalculation.GAP, condition),
        row ->
            new LeaseEndCalculation(
                lease(row),
                row.getObject(5, Long.class),
                row.getLong(6),
                row.getObject(7, Integer.class),
                row.getObject(8, Long.class),
                row.getLong(9),
                row.getObject(10, Long.class),
                row.getBoolean(11)),
        values);
  }

  private static Lease lease(ResultSet row) throws SQLException {
    return new Lease(new UserId(row.getString(1)), row.getLong(2), row.getInt(3), row.getLong(4));
  }

  private void store(List<LeaseEndCalculation.Stored> ended) throws SQLException {
    sql.update(
        """
        update lease set until = stored.until, unknown_from = stored.unknown_from
        from unnest(?, ?, ?, ?) as stored (person, fence, until, unknown_from)
        where lease.person = stored.person and lease.fence = stored.fence\
        """,
        sql.array("text", ended, end -> end.end().lease().person().value()),
        sql.array("int8", ended, end -> end.end().lease().fence()),
        sql.array("int8", ended, LeaseEndCalculation.Stored::until),
        sql.array("int8", ended, LeaseEndCalculation.Stored::unknownFrom));
    moveRows(ended.stream().filter(LeaseEndCalculation.Stored::movesGap).toList());
  }

  private void moveRows(List<LeaseEndCalculation.Stored> moved) throws SQLException {
    if (moved.isEmpty()) {
      return;
    }
    for (LeaseEndCalculation.Stored one : moved) {
      Integer person = Objects.requireNonNull(one.end().person());
      Long before = one.end().gapKey();
      Long after = one.newGap();
      if (after != null) {
        sightings.addMonth(after);
        changed(person, SightingIntegerCodec.millis(after));
      }
      if (before != null) {
        changed(person, SightingIntegerCodec.millis(before));
      }
    }
    sql.call(
        """
        select move_gap(who, before_key, after_key, ?)
        from unnest(?, ?, ?) as moved (who, before_key, after_key)\
        """,
        LeaseEndCalculation.GAP,
        sql.array("int4", moved, one -> one.end().person()),
        sql.array("int8", moved, one -> one.end().gapKey()),
        sql.array("int8", moved, LeaseEndCalculation.Stored::newGap));
  }

  private void changed(Integer person, long since) {
    changed.add(person);
    changedSince = Math.min(changedSince, since);
  }

  /// @return those that no other transaction stored before
  private List<Lease> insert(List<Lease> leases) throws SQLException {
    Set<UserId> inserted =
        new HashSet<>(
            sql.users(
                """
                insert into lease (person, fence, recorder, since)
                select * from unnest(?, ?, ?, ?) order by 1
                on conflict do nothing returning person\
                """,
                sql.array("text", leases, lease -> lease.person().value()),
                sql.array("int8", leases, Lease::fence),
                sql.array("int4", leases, Lease::recorder),
                sql.array("int8", leases, Lease::since)));
    return leases.stream().filter(lease -> inserted.contains(lease.person())).toList();
  }

  private Array ids(Collection<UserId> people) throws SQLException {
    return sql.array("text", people, UserId::value);
  }

  private static <T> Map<UserId, T> byPerson(Collection<T> all, Function<T, UserId> person) {
    Map<UserId, T> map = new TreeMap<>();
    all.forEach(one -> map.put(person.apply(one), one));
    return map;
  }
}
