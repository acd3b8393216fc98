package rollcall.history;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import rollcall.presence.UserId;

/// Rows on a server of recorders that exist no more: their retention is that of the recorder that
/// tidies. The caller owns the transaction. Thread: that of the connection.
final class AbandonedRows {
  private final Connection connection;
  private final PostgresSightings sightings;

  AbandonedRows(Connection connection) {
    this.connection = connection;
    sightings = new PostgresSightings(connection);
  }

  /// Deletes expired sightings, events and sessions.
  ///
  /// @return number of people with deleted sightings or events
  int deleteExpired(RetentionPolicy retention, Instant now) throws SQLException {
    List<Integer> recorders =
        Sql.list(
            connection,
            """
            select distinct recorder from session where recorder is not null
              and not exists (select from recorder where n = session.recorder)\
            """,
            row -> row.getInt(1));
    if (recorders.isEmpty()) {
      return 0;
    }
    Array gone = connection.createArrayOf("int4", recorders.toArray());
    Set<Integer> people = new TreeSet<>();
    for (Lease lease : leases(gone)) {
      Optional<Instant> cut = retention.cutoff(lease.user(), now);
      if (cut.isPresent() && deleteBefore(cut.get().toEpochMilli() * SightingCodec.PLACES, lease)) {
        people.add(lease.person());
      }
    }
    for (PersonTable.Numbered one : peopleWithEvents(gone)) {
      Optional<Instant> cut = retention.cutoff(one.user(), now);
      if (cut.isPresent()
          && Sql.update(
                  connection,
                  "delete from happening where person = ? and at < ? and recorder = any (?)",
                  one.number(),
                  cut.get().toEpochMilli(),
                  gone)
              > 0) {
        people.add(one.number());
      }
    }
    Optional<Instant> oldest = retention.oldestKept(now);
    if (oldest.isPresent()) {
      long millis = oldest.get().toEpochMilli();
      Sql.update(
          connection,
          "delete from happening where person is null and at < ? and recorder = any (?)",
          millis,
          gone);
      Sql.update(
          connection,
          "delete from session where known_until < ? and recorder = any (?)",
          millis,
          gone);
    }
    if (!people.isEmpty()) {
      ChangeFeed.announce(connection, people, 0);
    }
    return people.size();
  }

  private List<PersonTable.Numbered> peopleWithEvents(Array recorders) throws SQLException {
    return Sql.list(
        connection,
        """
        select distinct person.n, person.id from happening join person on person.n = happening.person
        where recorder = any (?) and local is not null\
        """,
        row -> new PersonTable.Numbered(row.getInt(1), new UserId(row.getString(2))),
        recorders);
  }

  private List<Lease> leases(Array recorders) throws SQLException {
    return Sql.list(
        connection,
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

  /// Deletes the sightings of a lease before a key. The state at that time is kept, from then on.
  private boolean deleteBefore(long key, Lease lease) throws SQLException {
    long since = lease.since() * SightingCodec.PLACES;
    long until = lease.until() * SightingCodec.PLACES;
    if (since < key && key < until) {
      List<Long> state =
          Sql.list(
              connection,
              """
              select what from sighting where person = ? and key >= ? and key < ?
              order by key desc limit 1\
              """,
              row -> row.getLong(1),
              lease.person(),
              since,
              key);
      for (long what : state) {
        sightings.addMonth(key);
        Sql.update(
            connection,
            "insert into sighting (person, key, what) values (?, ?, ?) on conflict do nothing",
            lease.person(),
            key,
            what);
      }
    }
    return Sql.first(
                connection,
                "select delete_abandoned(?, ?, ?, ?)",
                row -> row.getLong(1),
                lease.recorder(),
                lease.person(),
                since,
                Math.min(key, until))
            .orElse(0L)
        > 0;
  }

  /// Ended lease in milliseconds since 1970.
  private record Lease(int recorder, int person, UserId user, long since, long until) {}
}
