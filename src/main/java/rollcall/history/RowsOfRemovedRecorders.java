package rollcall.history;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rollcall.presence.UserId;

/// Rows on a server of recorders that exist no more, and leases of all: their retention is that of
/// the recorder that tidies. The caller owns the transaction. Thread: that of the connection.
final class RowsOfRemovedRecorders {
  private final SqlConnection sql;
  private final PostgresSightings sightings;

  RowsOfRemovedRecorders(SqlConnection sql) {
    this.sql = sql;
    sightings = new PostgresSightings(sql);
  }

  /// Deletes expired sightings, events and sessions.
  ///
  /// @return number of people with deleted sightings or events
  int deleteExpired(RetentionPolicy retention, Instant now) throws SQLException {
    List<Integer> recorders =
        sql.ints(
            """
            select n from forgotten where not exists (select from recorder where n = forgotten.n)\
            """);
    if (recorders.isEmpty()) {
      return 0;
    }
    Array gone = sql.array("int4", recorders);
    Set<Integer> people = new TreeSet<>();
    for (Expired one : expired(leases(gone), retention, now)) {
      delete(one);
      people.add(one.lease().person());
    }
    for (PersonTable.Numbered one : peopleWithEvents(gone)) {
      Optional<Instant> cut = cutoff(retention, one.user(), now);
      if (cut.isPresent()
          && sql.update(
                  "delete from happening where person = ? and at < ? and recorder = any (?)",
                  one.number(),
                  cut.get().toEpochMilli(),
                  gone)
              > 0) {
        people.add(one.number());
      }
    }
    Optional<Instant> oldest =
        retention.oldestKept(now).map(cut -> cut.truncatedTo(ChronoUnit.DAYS));
    if (oldest.isPresent()) {
      long millis = oldest.get().toEpochMilli();
      sql.update(
          "delete from happening where person is null and at < ? and recorder = any (?)",
          millis,
          gone);
      sql.update("delete from session where known_until < ? and recorder = any (?)", millis, gone);
    }
    if (!people.isEmpty()) {
      ChangeFeed.announce(sql, people, 0);
    }
    return people.size();
  }

  /// Ends the unknown time after a lease of people that no recorder has or wants: the later rows,
  /// and with them *not watched*, expired by the shorter retention of another recorder.
  ///
  /// @return number of these people
  int endGaps() throws SQLException {
    Map<Integer, Long> ended = new TreeMap<>();
    sql.each(
        "select n, at from end_gaps(?, ?)",
        row -> ended.put(row.getInt(1), row.getLong(2)),
        LeaseEndCalculation.GAP,
        LeaseEndCalculation.RELEASED);
    if (!ended.isEmpty()) {
      ChangeFeed.announce(sql, ended.keySet(), Collections.min(ended.values()));
    }
    return ended.size();
  }

  /// Deletes the leases that ended before the cut-off, and of which nothing is stored.
  void deleteLeases(RetentionPolicy retention, Instant now) throws SQLException {
    Optional<Instant> newest = retention.newestExpired(now);
    if (newest.isEmpty()) {
      return;
    }
    Map<String, Long> expired = new TreeMap<>();
    sql.users("select distinct person from lease where until < ?", newest.get().toEpochMilli())
        .forEach(user ->
            cutoff(retention, user, now)
                .ifPresent(cut -> expired.put(user.value(), cut.toEpochMilli())));
    sql.call(
        "select delete_ended_leases(?, ?)",
        sql.array("text", expired.keySet()),
        sql.array("int8", expired.values()));
  }

  /// Returns the people without rows that no existing recorder watches or watched: only their names
  /// are left.
  List<UserId> unseen() throws SQLException {
    // Subqueries that use the indexes: joins would read all rows.
    return sql.users(
        """
        select id from person
        where not exists (select from wanted where wanted.person = person.id)
          and not exists (
            select from lease join recorder on recorder.n = lease.recorder
            where lease.person = person.id)
          and (select 1 from sighting where sighting.person = person.n limit 1) is null
          and (select 1 from happening where happening.person = person.n limit 1) is null\
        """);
  }

  /// Deletes these people, if they have no rows. The caller has locked erasures for itself.
  void deleteUnseen(List<UserId> unseen) throws SQLException {
    List<Integer> deleted =
        sql.ints(
            "select delete_unseen(id) from unnest(?) as unseen (id)",
            sql.array("text", unseen, UserId::value));
    if (!deleted.isEmpty()) {
      ChangeFeed.announce(sql, deleted, 0);
    }
  }

  /// Beginning of the UTC day of the cut-off: within a day, nothing expires twice.
  private static Optional<Instant> cutoff(RetentionPolicy retention, UserId user, Instant now) {
    return retention.cutoff(user, now).map(cut -> cut.truncatedTo(ChronoUnit.DAYS));
  }

  private List<PersonTable.Numbered> peopleWithEvents(Array recorders) throws SQLException {
    return sql.list(
        """
        select distinct person.n, person.id from happening join person on person.n = happening.person
        where recorder = any (?) and local is not null\
        """,
        row -> new PersonTable.Numbered(row.getInt(1), new UserId(row.getString(2))),
        recorders);
  }

  private List<Lease> leases(Array recorders) throws SQLException {
    return sql.list(
        """
        select recorder, person.n, person.id, since, until from lease join person on person.id = lease.person
        where until is not null and recorder = any (?)\
        """,
        row ->
            new Lease(
                row.getInt(1),
                row.getInt(2),
                new UserId(row.getString(3)),
                row.getLong(4),
                row.getLong(5)),
        recorders);
  }

  /// Returns the leases with sightings before the cut-off, found by one query.
  private List<Expired> expired(List<Lease> leases, RetentionPolicy retention, Instant now)
      throws SQLException {
    List<Expired> candidates = new ArrayList<>();
    for (Lease lease : leases) {
      cutoff(retention, lease.user(), now)
          .map(Instant::toEpochMilli)
          .filter(cut -> lease.since() < cut)
          .ifPresent(cut -> candidates.add(new Expired(lease, Math.min(cut, lease.until()))));
    }
    return sql.list(
        """
        select place from unnest(?, ?, ?) with ordinality as expired (who, first, until, place)
        where exists (
          select from sighting where person = who and key >= first * 16 and key < until * 16)\
        """,
        row -> candidates.get(row.getInt(1) - 1),
        sql.array("int4", candidates, one -> one.lease().person()),
        sql.array("int8", candidates, one -> one.lease().since()),
        sql.array("int8", candidates, Expired::until));
  }

  /// Deletes the expired sightings of a lease. The state at the cut-off is kept, from then on.
  private void delete(Expired expired) throws SQLException {
    Lease lease = expired.lease();
    long since = lease.since() * SightingIntegerCodec.PLACES;
    long until = expired.until() * SightingIntegerCodec.PLACES;
    if (expired.until() < lease.until()) {
      sightings.addMonth(until);
      sql.update(
          """
          insert into sighting (person, key, what)
          select person, ?, what from sighting where person = ? and key >= ? and key < ?
          order by key desc limit 1 on conflict do nothing\
          """,
          until,
          lease.person(),
          since,
          until);
    }
    sql.call("select delete_abandoned(?, ?, ?, ?)", lease.recorder(), lease.person(), since, until);
  }

  /// Lease with sightings before `until`, in milliseconds since 1970.
  private record Expired(Lease lease, long until) {}

  /// Ended lease in milliseconds since 1970.
  private record Lease(int recorder, int person, UserId user, long since, long until) {}
}
