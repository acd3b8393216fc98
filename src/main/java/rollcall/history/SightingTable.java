package rollcall.history;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;

/// Sightings by person and time, in the form of one kind of database. Thread: that of its
/// [ReadableHistory].
abstract sealed class SightingTable permits SqliteSightings, PostgresSightings {
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final SightingArrays around = new SightingArrays();

  /// Reads one person's sightings from key `from` to before key `to`, with the last before `from`
  /// and the first from `to` on; more of them on both sides are allowed.
  abstract void readAround(int person, long from, long to, SightingArrays into) throws SQLException;

  /// Reads these people's sightings for the next queries from key `from` to before key `to`, in one
  /// query where each query costs a way to a server and back.
  void prefetch(Collection<Integer> people, long from, long to) throws SQLException {}

  /// Returns all sightings of a person.
  abstract SightingArrays all(int person) throws SQLException;

  /// Returns the sighting with which the person's current state began.
  abstract Optional<Sighting> presentSince(int person, UserId user) throws SQLException;

  /// Returns the sightings with which the current states of these people began.
  List<Sighting> presentSince(List<PersonTable.Numbered> people) throws SQLException {
    List<Sighting> beginnings = new ArrayList<>();
    for (PersonTable.Numbered person : people) {
      presentSince(person.number(), person.user()).ifPresent(beginnings::add);
    }
    return beginnings;
  }

  /// Returns the time of the oldest sighting in milliseconds since 1970.
  abstract OptionalLong first() throws SQLException;

  /// Returns the time of the key that a query has, in milliseconds since 1970; empty for null.
  static OptionalLong time(SqlConnection sql, String query) throws SQLException {
    return sql.first(
            query,
            row -> {
              Long key = SqlConnection.longOrNull(row, 1);
              return key == null
                  ? OptionalLong.empty()
                  : OptionalLong.of(SightingIntegerCodec.millis(key));
            })
        .orElseThrow();
  }

  /// Makes these all sightings of these people: stores those that are missing, and deletes others.
  ///
  /// @param wanted sightings by number of the person
  abstract void mirror(Map<Integer, SightingArrays> wanted) throws SQLException;

  /// Returns the number of all sightings.
  abstract long count() throws SQLException;

  /// Deletes all sightings of a person.
  abstract void delete(int person) throws SQLException;

  /// Returns one person's sightings in `[from, to)` in order, with the last before `from` and the
  /// first from `to` on.
  final List<Sighting> around(int person, UserId user, Instant from, Instant to)
      throws SQLException {
    long first = bound(from);
    long end = bound(to);
    SightingArrays run = around(person, first, end);
    return run.sightings(user, indexBefore(run, first), indexAfter(run, end));
  }

  /// Returns the spans of these sightings, cut to `[from, to)`.
  final SpanArray spans(int person, Instant from, Instant to, Instant knownUntil, Instant now)
      throws SQLException {
    long first = bound(from);
    long end = bound(to);
    SightingArrays run = around(person, first, end);
    SpanArray spans =
        run.spans(
            indexBefore(run, first),
            indexAfter(run, end),
            SightingIntegerCodec.millis(bound(knownUntil)),
            SightingIntegerCodec.millis(bound(now)));
    spans.clip(SightingIntegerCodec.millis(first), SightingIntegerCodec.millis(end));
    return spans;
  }

  /// Returns the number of a person's sightings.
  final long count(int person) throws SQLException {
    return all(person).size();
  }

  /// Converts to a key, limited to the range of keys: [Instant#MIN] and [Instant#MAX] mean "ever".
  static long bound(Instant at) {
    if (at.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return at.isAfter(END) ? Long.MAX_VALUE : SightingIntegerCodec.key(at);
  }

  private SightingArrays around(int person, long first, long end) throws SQLException {
    around.clear();
    readAround(person, first, end, around);
    return around;
  }

  private static int indexBefore(SightingArrays run, long first) {
    return Math.max(0, run.indexOf(first) - 1);
  }

  private static int indexAfter(SightingArrays run, long end) {
    return Math.min(run.size(), run.indexOf(end) + 1);
  }

  /// Search back in time for the start of the current state, as [CurrentPresence] defines it.
  static final class Beginning {
    private @Nullable SightingArrays run;
    private int index;

    /// Searches older sightings; returns whether the previous state was found in them.
    boolean foundAt(SightingArrays older) {
      for (int i = older.size() - 1; i >= 0; i--) {
        if (run != null
            && (run.presence(index) != older.presence(i)
                || run.presence(index) == Presence.NOT_WATCHED)) {
          return true;
        }
        run = older;
        index = i;
      }
      return false;
    }

    Optional<Sighting> sighting(UserId user) {
      return run == null
          ? Optional.empty()
          : Optional.of(run.sightings(user, index, index + 1).getFirst());
    }
  }
}
