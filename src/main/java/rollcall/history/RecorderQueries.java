package rollcall.history;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Queries of the recorders of a shared record, and of what they changed. Thread: that of its
/// [SharedHistory].
final class RecorderQueries {
  private final SqlConnection sql;
  private final PersonTable people;

  RecorderQueries(SqlConnection sql, PersonTable people) {
    this.sql = sql;
    this.people = people;
  }

  /// Returns whether recorders write this record; false for a copy.
  static boolean isRecorded(SqlConnection sql) throws SQLException {
    return sql.isTrue("select source = ? from origin", SharedHistory.RECORDERS);
  }

  List<RecorderState> all() throws SQLException {
    return sql.list(
        """
        select n, name, mode, running, started, known_until, renewals, coalesce(held, 0)
        from recorder left join (
          select recorder, count(*) as held from lease where until is null group by recorder)
          as holder on holder.recorder = n
        order by name\
        """,
        row ->
            new RecorderState(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                millis(row, 5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getLong(7),
                row.getInt(8)));
  }

  /// Returns the numbers of the recorders that have a connection to the server now.
  Set<Integer> connected() throws SQLException {
    return new HashSet<>(
        sql.ints(
            """
            select objid::bigint from pg_locks
            where locktype = 'advisory' and granted and classid::bigint = ? and objsubid = 2
              and database = (select oid from pg_database where datname = current_database())\
            """,
            (long) SharedRecorder.RECORDERS));
  }

  /// Returns the people that recorders are to watch.
  Set<UserId> wanted() throws SQLException {
    return new HashSet<>(sql.users("select distinct person from wanted"));
  }

  /// Returns the last recorder of each person that recorders are to watch.
  Map<UserId, LastRecorderOfPerson> holders() throws SQLException {
    return holders("select distinct person from wanted");
  }

  /// Returns the last recorder of each person of the record.
  Map<UserId, LastRecorderOfPerson> holdersEver() throws SQLException {
    return holders("select id from person");
  }

  /// Only the last generation of each person is read: there may be many.
  private Map<UserId, LastRecorderOfPerson> holders(String people) throws SQLException {
    Map<UserId, LastRecorderOfPerson> holders = new HashMap<>();
    sql.each(
        """
        select id, recorder, until from (%s) as each (id) cross join lateral (
          select recorder, until from lease where person = id order by fence desc limit 1) as last\
        """
            .formatted(people),
        row ->
            holders.put(
                new UserId(row.getString(1)),
                new LastRecorderOfPerson(row.getInt(2), millis(row, 3))));
    return holders;
  }

  private static @Nullable Instant millis(ResultSet row, int column) throws SQLException {
    Long millis = SqlConnection.longOrNull(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /// Returns the last change.
  RecordChanges.Position last() throws SQLException {
    return sql.first(
            "select last, at from feed left join change on n = last",
            row -> new RecordChanges.Position(row.getLong(1), instant(row, 2)))
        .orElse(new RecordChanges.Position(0, null));
  }

  /// Returns the changes after another one. Those of the last day are stored; when that one is
  /// older, or the server has another one of its number because it was replaced, all may have
  /// changed.
  RecordChanges after(RecordChanges.Position seen) throws SQLException {
    RecordChanges.Position last = last();
    List<Row> rows =
        last.equals(seen)
            ? List.of()
            : sql.list(
                "select people, since from change where n > ? and n <= ? order by n",
                row -> new Row(row.getArray(1), row.getLong(2)),
                seen.number(),
                last.number());
    boolean complete =
        rows.size() != last.number() - seen.number() || !stored(seen.number()).equals(seen);
    long since = Long.MAX_VALUE;
    boolean details = false;
    Set<Integer> numbers = new HashSet<>();
    for (Row row : rows) {
      if (row.since() == ChangeFeed.DETAILS) {
        details = true;
        continue;
      }
      Integer[] changed = (Integer[]) row.people().getArray();
      numbers.addAll(List.of(changed));
      if (changed.length > 0) {
        since = Math.min(since, row.since());
      }
    }
    Set<UserId> users = users(numbers);
    // Erased people have no number any more.
    complete |= users.size() < numbers.size();
    if (complete) {
      people.clearNumberCache();
    }
    Instant from = Instant.ofEpochMilli(Math.max(0, since));
    return new RecordChanges(last, complete, users, from, details);
  }

  private RecordChanges.Position stored(long number) throws SQLException {
    return sql.first(
            "select at from change where n = ?",
            row -> new RecordChanges.Position(number, instant(row, 1)),
            number)
        .orElse(new RecordChanges.Position(number, null));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private Set<UserId> users(Set<Integer> numbers) throws SQLException {
    return numbers.isEmpty()
        ? Set.of()
        : new HashSet<>(
            sql.users("select id from person where n = any (?)", sql.array("int4", numbers)));
  }

  private record Row(Array people, long since) {}
}
