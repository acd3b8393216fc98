package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.History;
import rollcall.history.Maintenance;

/// What was recorded by a clock that was ahead and is right now, to be set aside in all histories
/// of a site. Lane: disk.
///
/// @param now what the clock says
/// @param until until when the one reaches that reaches furthest
/// @param histories those that reach beyond now
public record FutureRecordsCleanup(Instant now, Instant until, List<Path> histories) {
  /// Finds it.
  ///
  /// @throws IOException with a sentence when there is nothing, or when a newer Rollcall made it
  public static FutureRecordsCleanup of(ProfilePaths site, Instant now) throws IOException {
    List<Path> histories = new ArrayList<>();
    Instant until = now;
    for (Path file : site.allHistories()) {
      try (History history = History.openReadOnly(file)) {
        Optional<Instant> end = history.maintenance().futureRecords(now);
        if (end.isPresent()) {
          history.requireKnown();
          histories.add(file);
          until = end.get().isAfter(until) ? end.get() : until;
        }
      }
    }
    if (histories.isEmpty()) {
      throw new IOException(
          "Nothing was recorded under a later time than "
              + now
              + ": there is nothing to set aside.");
    }
    return new FutureRecordsCleanup(now, until, List.copyOf(histories));
  }

  /// What would be set aside.
  public String summary() {
    return ("This computer's clock says %s, and the record reaches to %s. If the clock is right, say"
            + " it again with --yes to set aside what it recorded ahead: that becomes unknown, and a"
            + " copy stays among the backups. If the clock is wrong, put it right instead.")
        .formatted(now, until);
  }

  /// Sets it aside. It may be tried again when it failed.
  public List<Maintenance.Aside> run() throws IOException {
    List<Maintenance.Aside> done = new ArrayList<>();
    for (Path file : histories) {
      try (History history = History.open(file, now)) {
        history.maintenance().setAside(now).ifPresent(done::add);
        history.close(now);
      }
    }
    return done;
  }
}
