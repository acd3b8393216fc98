package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

class HistoriesOpenForErasureTest {
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final Instant T = Instant.parse("2026-01-05T07:00:00Z");

  @TempDir Path data;
  private List<Path> files;

  @BeforeEach
  void threeHistories() throws Exception {
    files = Stream.of("a.db", "b.db", "c.db").map(data::resolve).toList();
    for (Path file : files) {
      try (History history = History.open(file, T)) {
        history.append(
            List.of(Sighting.of(GRACE, Presence.ACTIVE, T, Source.RTM, Cause.PRESENCE_CHANGE)));
      }
    }
  }

  @Test
  void whenTwoSessionsCannotBeEndedAllHistoriesAreClosedAndBothFailuresAreKept() throws Exception {
    HistoriesOpenForErasure opened = HistoriesOpenForErasure.all(files, T.plusSeconds(60));
    refuse("update on session");
    assertEquals(1, assertThrows(HistoryException.class, opened::close).getSuppressed().length);
    for (Path file : files) {
      execute(file, "drop trigger if exists refuse");
      History.open(file, T.plusSeconds(90)).close();
    }
  }

  @Test
  void whenTwoErasuresFailTheThirdIsFinishedAndBothFailuresAreKept() throws Exception {
    try (HistoriesOpenForErasure opened = HistoriesOpenForErasure.all(files, T.plusSeconds(60))) {
      for (History history : opened.histories()) {
        history.maintenance().planErasing(GRACE, false);
      }
      refuse("delete on sighting");
      HistoryException.Unerased failure =
          assertThrows(HistoryException.Unerased.class, opened::finishErasing);
      assertEquals(1, failure.getSuppressed().length);
    }
    try (History last = History.openReadOnly(files.getLast())) {
      assertEquals(List.of(), last.people());
    }
  }

  /// Makes the first two histories refuse a change.
  private void refuse(String change) throws SQLException {
    for (Path file : files.subList(0, 2)) {
      execute(
          file,
          "create trigger refuse before %s begin select raise(abort, 'not today'); end"
              .formatted(change));
    }
  }

  private static void execute(Path file, String command) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
