package rollcall.app;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import rollcall.history.History;
import rollcall.history.ReadableHistory;
import rollcall.history.SharedHistory;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.testkit.PostgresServer;

/// Report about people whose state the record does not know from their present recorder: their
/// leases, and their last sightings on the server and in the file of each recorder.
final class UnobservedPeople {
  private static final int MOST = 8;

  /// Leases whose last sighting since its beginning is no state.
  private static final String UNOBSERVED =
      """
      from rollcall.lease left join rollcall.person on id = person
      left join lateral (
        select what from rollcall.sighting where sighting.person = n and key >= since * 16
        order by key desc limit 1) as last on true
      where until is null and coalesce(what & 7, 2) not in (0, 1)\
      """;

  private UnobservedPeople() {}

  /// Returns the people that recorders are to watch, except those whose state is known at present.
  static Set<String> all(PostgresServer server) throws SQLException {
    String all =
        server.text(
            "select coalesce(string_agg(person, ','), '') from (select distinct person from"
                + " rollcall.wanted except (select person from rollcall.lease where until is null"
                + " except select person "
                + UNOBSERVED
                + ")) as unobserved");
    return all.isEmpty() ? Set.of() : Set.of(all.split(","));
  }

  /// @param recorders all, whose files are read, also while they run
  static String describe(PostgresServer server, List<RecorderProcess> recorders, Set<String> people)
      throws SQLException, IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        server.text(
            """
            select string_agg(format(E'\n%s: %s, capacity %s, running %s, renewals %s, leases %s',
              name, mode, capacity, running, renewals,
              (select count(*) from rollcall.lease where recorder = n and until is null)), '')
            from rollcall.recorder\
            """));
    text.append("\nUnobserved: ").append(people.size());
    for (String person : people.stream().sorted().limit(MOST).toList()) {
      text.append('\n').append(person).append(leases(server, person));
      try (ReadableHistory record = SharedHistory.openReadOnly(server.address("owner"), null)) {
        text.append("\n  server: ").append(last(record, person));
      }
      for (RecorderProcess one : recorders) {
        try (History file = History.openReadOnly(one.file())) {
          text.append("\n  ").append(one.name).append(": ").append(last(file, person));
        }
      }
    }
    return text.toString();
  }

  private static String leases(PostgresServer server, String person) throws SQLException {
    return server.text(
        """
        select string_agg(format(E'\n  lease %%s of %%s from %%s to %%s', fence, name,
          to_timestamp(since / 1000.0), to_timestamp(until / 1000.0)), '' order by fence)
        from (select * from rollcall.lease where person = '%s' order by fence desc limit 4) as last
        join rollcall.recorder on n = recorder\
        """
            .formatted(person));
  }

  private static List<String> last(ReadableHistory history, String person) throws IOException {
    List<Sighting> all = history.sightings(new UserId(person), Instant.EPOCH, Instant.MAX);
    return all.subList(Math.max(0, all.size() - 6), all.size()).stream()
        .map(one -> one.at() + " " + one.presence() + " " + one.cause())
        .toList();
  }

  /// Returns the last lines of a text.
  static String tail(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }
}
