package rollcall.history;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;

/// Numbered changes of a record on a server. Viewers follow the numbers, which are in the order of
/// the commits; the notification only wakes them up. Thread: that of the connection.
final class ChangeFeed {
  /// Time of a change of the details of people, such as their names: none of their rows changed.
  static final long DETAILS = Long.MAX_VALUE;

  private ChangeFeed() {}

  /// Numbers the change of this transaction: the last step before its commit, because it locks the
  /// feed until then.
  ///
  /// @param people numbers of the people whose rows changed; empty if only events of the connection
  ///   did, which belong to no person
  /// @param since earliest time of the new rows, in milliseconds since 1970, or [#DETAILS]
  static void announce(SqlConnection sql, Collection<Integer> people, long since)
      throws SQLException {
    Array numbers = sql.array("int4", people);
    sql.call(
        """
        with next as (update feed set last = last + 1 returning last),
          stored as (insert into change (n, people, since) select last, ?, ? from next)
        select pg_notify('rollcall', last::text) from next\
        """,
        numbers,
        since);
  }

  /// Numbers a change of everything: viewers read all again.
  static void announceAll(SqlConnection sql) throws SQLException {
    sql.call(
        """
        with next as (update feed set last = last + 1 returning last)
        select pg_notify('rollcall', last::text) from next\
        """);
  }
}
