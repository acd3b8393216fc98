package rollcall.history;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rollcall.presence.UserId;

/// Erasures on a server, and the table of those that not all recorders have run in their files. For
/// recorders that were removed there, it has salted hashes of the IDs only.
///
/// The caller owns the transaction, in which it has locked erasures. Thread: that of the
/// connection.
final class ServerErasureTable {
  private final SqlConnection sql;

  ServerErasureTable(SqlConnection sql) {
    this.sql = sql;
  }

  /// Returns the people that a recorder has to erase in its file.
  Map<UserId, ErasureOrder> of(int recorder) throws SQLException {
    Map<UserId, ErasureOrder> all = new HashMap<>();
    sql.each(
        """
        select person, n, blocks from erasure where not exists (
          select from erasure_done where erasure = n and recorder = ?)\
        """,
        row ->
            all.merge(
                new UserId(row.getString(1)),
                new ErasureOrder(row.getLong(2), row.getBoolean(3)),
                ErasureOrder::and),
        recorder);
    return all;
  }

  /// Erases everything about a person on the server, and orders all recorders to erase them in
  /// their files.
  ///
  /// @param lost number of an order that is given again; 0 for a new one
  /// @return number of erased sightings
  long erase(ReadableTables tables, UserId person, boolean blocks, long lost) throws SQLException {
    List<Integer> numbers = tables.people().rowsOf(person);
    long count =
        sql.number(
            "select erase_person(?, ?, ?, ?)",
            person.value(),
            blocks,
            BlockedPeople.mark(person),
            lost);
    tables.people().clearNumberCache();
    if (blocks) {
      tables.blocked().add(person);
    }
    if (!numbers.isEmpty()) {
      ChangeFeed.announce(sql, numbers, 0);
    }
    return count;
  }

  /// Notes that a recorder has erased the person, and deletes what all have run.
  ///
  /// @param order number of the last order that it had; 0 for the last erasure, which is its own
  void done(UserId person, long order, int recorder) throws SQLException {
    sql.update(
        """
        insert into erasure_done (erasure, recorder)
        select n, ? from erasure where person = ? and n <= ?
          or n = (select max(n) from erasure where person = ? and ? = 0) on conflict do nothing\
        """,
        recorder,
        person.value(),
        order,
        person.value(),
        order);
    deleteFinished();
  }

  /// Keeps as hashes what a recorder has not run, when it is removed.
  void forget(UUID id, int recorder) throws SQLException {
    for (Map.Entry<UserId, ErasureOrder> one : of(recorder).entrySet()) {
      sql.update(
          "insert into forgotten_erasure (recorder, mark, blocks) values (?, ?, ?)",
          id,
          BlockedPeople.mark(one.getKey()),
          one.getValue().block());
    }
  }

  /// Adds the erasures that a recorder, which has returned, has not heard of.
  ///
  /// @param people people of its file
  void recall(UUID id, int recorder, Collection<UserId> people) throws SQLException {
    List<Missed> missed =
        sql.list(
            "select mark, blocks from forgotten_erasure where recorder = ?",
            row -> new Missed(row.getBytes(1), row.getBoolean(2)),
            id);
    for (Missed one : missed) {
      for (UserId person : BlockedPeople.matching(one.mark(), people)) {
        sql.update(
            """
            with added as (insert into erasure (person, blocks) values (?, ?) returning n)
            insert into erasure_done (erasure, recorder)
            select added.n, recorder.n from added, recorder where recorder.n <> ?\
            """,
            person.value(),
            one.blocks(),
            recorder);
      }
    }
  }

  /// Deletes the erasures that all recorders have run.
  void deleteFinished() throws SQLException {
    sql.call("select finish_erasures()");
  }

  @SuppressWarnings("ArrayRecordComponent") // lives within this class only
  private record Missed(byte[] mark, boolean blocks) {}
}
