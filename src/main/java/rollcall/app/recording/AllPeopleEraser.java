package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.History;
import rollcall.settings.TriggersFile;

/// Erasure of all people from the histories of a profile and their backups. The watch list and the
/// list of blocked people are kept. Thread: database.
public record AllPeopleEraser(ProfilePaths profile) {
  /// Returns a sentence about the data to be erased.
  ///
  /// @throws IOException with a sentence when there is nothing, or when a newer Rollcall made it
  public String summary() throws IOException {
    int people = 0;
    int histories = 0;
    for (Path file : profile.allHistories()) {
      try (History history = History.openReadOnly(file)) {
        history.requireKnown();
        people += history.snapshot().all().size();
        histories++;
      }
    }
    if (histories == 0) {
      throw new IOException("Nothing has been recorded here yet.");
    }
    return ("What is on record of %s in %s: repeat the command with --yes to erase all of it"
            + " permanently, with all backups.")
        .formatted(
            PersonEraser.counted(people, "person", "people"),
            PersonEraser.counted(histories, "workspace", "workspaces"));
  }

  /// Erases everything. After a failure, it can be called again.
  ///
  /// @return number of erased sightings
  public long erase(Instant now) throws IOException {
    summary();
    try (HistoriesToErase opened = HistoriesToErase.all(profile.allHistories(), now)) {
      for (History history : opened.histories()) {
        history.maintenance().planErasingAll(now);
      }
      for (Path folder : profile.workspaces()) {
        new TriggersFile(folder).delete();
      }
      return opened.finishErasing().sightings();
    }
  }
}
