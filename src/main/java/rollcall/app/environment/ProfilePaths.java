package rollcall.app.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import rollcall.history.History;
import rollcall.history.Maintenance;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.Workspace;
import rollcall.settings.SettingsFile;

/// File locations of one profile. The demo has its own, so that invented and real people never
/// share a file.
///
/// @param histories the directory that holds one directory for each workspace
public record ProfilePaths(SettingsFile settings, Path histories) {
  private static final String FILE = "history.db";

  /// Path of the history of one workspace.
  public Path history(Workspace workspace) {
    return folder(workspace).resolve(FILE);
  }

  /// Folder of one workspace.
  public Path folder(Workspace workspace) {
    return histories.resolve(workspace.id());
  }

  /// Path of the history that was written last; empty when there is none.
  ///
  /// @throws IOException with a sentence for a person
  public Optional<Path> latestHistory() throws IOException {
    return allHistories().stream().max(Comparator.comparing(ProfilePaths::written));
  }

  /// Paths of all histories.
  public List<Path> allHistories() throws IOException {
    return places(ProfilePaths::isHistory);
  }

  /// Every history there is, and every place where only an unfinished erasure is left of one: its
  /// backups may still hold people who are to be erased.
  public List<Path> allErasable() throws IOException {
    return places(file -> isHistory(file) || Maintenance.isErasing(file));
  }

  private List<Path> places(Predicate<Path> wanted) throws IOException {
    return workspaces().stream().map(dir -> dir.resolve(FILE)).filter(wanted).toList();
  }

  /// Folders of all workspaces.
  ///
  /// @throws IOException with a sentence for a person
  public List<Path> workspaces() throws IOException {
    if (Files.notExists(histories)) {
      return List.of();
    }
    try (Stream<Path> workspaces = Files.list(histories)) {
      return workspaces.toList();
    } catch (IOException e) {
      throw new SentenceException(
          e,
          Sentence.of(
              "Rollcall cannot look into %s: make it a directory that you can read, or choose another data directory.",
              histories));
    }
  }

  private static boolean isHistory(Path file) {
    return Files.isRegularFile(file) && History.isBegun(file);
  }

  private static FileTime written(Path file) {
    try {
      Path log = file.resolveSibling(FILE + "-wal");
      FileTime own = Files.getLastModifiedTime(file);
      return Files.exists(log) && Files.getLastModifiedTime(log).compareTo(own) > 0
          ? Files.getLastModifiedTime(log)
          : own;
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
