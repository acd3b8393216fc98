package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.History;

/// Everybody, to be erased from everything of a site: histories, with their backups. The list of
/// the watched stays, and who is blocked. Lane: disk.
public record EverythingEraser(ProfilePaths site) {
  /// What would be erased, as a sentence.
  ///
  /// @throws IOException with a sentence when there is nothing, or when a newer Rollcall made it
  public String summary() throws IOException {
    int people = 0;
    int histories = 0;
    for (Path file : site.allHistories()) {
      try (History history = History.openReadOnly(file)) {
        history.requireKnown();
        people += history.snapshot().all().size();
        histories++;
      }
    }
    if (histories == 0) {
      throw new IOException("Nothing has been recorded here yet.");
    }
    return String.format(
        Locale.ROOT,
        "What is on record of %d people in %d %s: say it again with --yes to erase all of it for ever, with all backups.",
        people,
        histories,
        histories == 1 ? "workspace" : "workspaces");
  }

  /// Erases all of it. It may be tried again when it failed.
  ///
  /// @return how many sightings there were
  public long erase(Instant now) throws IOException {
    summary();
    try (HistoriesToErase opened = HistoriesToErase.all(site.allHistories(), now)) {
      for (History history : opened.histories()) {
        history.maintenance().planErasingAll(now);
      }
      return opened.finishErasing().sightings();
    }
  }
}
