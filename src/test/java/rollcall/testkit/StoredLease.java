package rollcall.testkit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.history.ReadableHistory;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Lease in a record on a server, in milliseconds since 1970.
///
/// @param recorder name of the recorder
public record StoredLease(UserId person, String recorder, long since, long until) {
  /// Returns all leases in the order of their fences.
  public static Map<UserId, List<StoredLease>> all(PostgresServer server) throws SQLException {
    String all =
        server.text(
            """
            select string_agg(person || ' ' || name || ' ' || since || ' '
              || coalesce(until, 9000000000000), ',' order by person, fence)
            from rollcall.lease join rollcall.recorder on n = recorder\
            """);
    return Stream.of(all.split(","))
        .map(one -> one.split(" "))
        .map(one ->
            new StoredLease(
                new UserId(one[0]), one[1], Long.parseLong(one[2]), Long.parseLong(one[3])))
        .collect(Collectors.groupingBy(StoredLease::person));
  }

  public boolean has(Sighting seen) {
    long at = seen.at().toEpochMilli();
    return seen.user().equals(person) && since <= at && at < until;
  }

  /// Requires that all that a recorder saw while it had a lease is in the record, and that no
  /// person is held by two.
  ///
  /// @param own leases of one person
  /// @param files the recorders' files by name
  public static void compare(
      List<StoredLease> own,
      Map<String, ? extends ReadableHistory> files,
      ReadableHistory record,
      Consumer<String> problems)
      throws IOException {
    long until = 0;
    for (StoredLease lease : own) {
      if (lease.since < until) {
        problems.accept("held twice: " + lease);
      }
      until = lease.until;
      List<String> seen = lease.observed(Objects.requireNonNull(files.get(lease.recorder)));
      List<String> stored = lease.observed(record);
      if (!seen.equals(stored)) {
        problems.accept(lease + ": seen " + seen + ", stored " + stored);
      }
    }
  }

  private List<String> observed(ReadableHistory history) throws IOException {
    return history
        .sightings(person, Instant.ofEpochMilli(since), Instant.ofEpochMilli(until))
        .stream()
        .filter(seen -> has(seen) && seen.presence().isObserved())
        .map(seen -> seen.at() + " " + seen.presence())
        .toList();
  }
}
