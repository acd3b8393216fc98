package rollcall.app.recording;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.History;
import rollcall.history.Maintenance;

/// Entries dated in the future, to be discarded from all histories of a profile. Thread: database.
///
/// @param now current time
/// @param until latest time of an entry
/// @param histories histories with entries after `now`
public record FutureRecordsCleanup(Instant now, Instant until, List<Path> histories) {
  /// Finds the entries.
  ///
  /// @throws IOException with a sentence when there is nothing, or when a newer Rollcall made it
  public static FutureRecordsCleanup of(ProfilePaths profile, Instant now) throws IOException {
    List<Path> histories = new ArrayList<>();
    Instant until = now;
    for (Path file : profile.allHistories()) {
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
          "No entry is dated after " + text(now) + ": there is nothing to discard.");
    }
    return new FutureRecordsCleanup(now, until, List.copyOf(histories));
  }

  /// Returns a sentence about the entries to be discarded.
  public String summary() {
    return ("This computer's clock says %s, and the record reaches to %s. If the clock is"
            + " correct, repeat the command with --yes to discard the later entries: that time becomes"
            + " unknown, and a copy stays among the backups. If the clock is wrong, correct it instead.")
        .formatted(text(now), text(until));
  }

  /// Returns a time in whole seconds, with the offset of this computer's clock.
  public static String text(Instant at) {
    return ISO_OFFSET_DATE_TIME.format(
        at.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }

  /// Discards the entries. After a failure, it can be called again.
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
