package rollcall.app.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.files.PrivateFiles;
import rollcall.history.History;
import rollcall.history.Maintenance;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.Workspace;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;

/// File locations of one profile. The demo has its own, so that invented and real people never
/// share a file.
///
/// @param histories the directory that holds one directory for each workspace
/// @param owns whether the history of the workspace with this id belongs to the profile
public record ProfilePaths(SettingsFile settings, Path histories, Predicate<String> owns) {
  private static final Logger LOG = LoggerFactory.getLogger(ProfilePaths.class);
  private static final String FILE = "history.db";
  private static final String NOTE = ".recorded";

  /// Profile of all workspaces in a directory.
  public ProfilePaths(SettingsFile settings, Path histories) {
    this(settings, histories, _ -> true);
  }

  /// The same with the history of one workspace only.
  public ProfilePaths only(String id) {
    return new ProfilePaths(settings, histories, id::equals);
  }

  public Path history(Workspace workspace) {
    return folder(workspace).resolve(FILE);
  }

  public Path folder(Workspace workspace) {
    return histories.resolve(workspace.id());
  }

  /// Path of the history of one workspace, to record what its token sees.
  ///
  /// @param expected workspace of the settings, or null for any
  /// @throws IOException with a sentence when the token is that of another workspace
  public Path history(Workspace workspace, @Nullable KnownWorkspace expected) throws IOException {
    boolean other =
        expected != null && !expected.removed() && !expected.id().equals(workspace.id());
    if (other || !owns.test(workspace.id())) {
      throw new SentenceException(
          "The token is that of another workspace, %s (%s), than the people of the list: nothing is"
              + " recorded. Add it as a workspace of its own.",
          workspace.name(), workspace.id());
    }
    requireHistory(workspace.id());
    noteHistory(workspace);
    return history(workspace);
  }

  /// Notes in the settings directory that there is a history. Before, an empty file is created, in
  /// which a recording begins a new one.
  private void noteHistory(Workspace workspace) {
    try {
      PrivateFiles.directory(folder(workspace));
      PrivateFiles.createFile(history(workspace));
    } catch (IOException e) {
      // It cannot be created, and opening it says why.
      return;
    }
    Path note = note(workspace.id());
    try {
      PrivateFiles.directory(settings.directory());
      PrivateFiles.createFile(note);
    } catch (IOException e) {
      LOG.warn("It could not be noted in {} that there is a history: {}", note, e.toString());
    }
  }

  private Path note(String id) {
    return settings.directory().resolve(id + NOTE);
  }

  /// Requires the history of a workspace to be at its path if there was one: otherwise, its disk
  /// may not be mounted, and a new one would take its place. What a history leaves beside it when
  /// the user moved it away suffices.
  ///
  /// @throws IOException with a sentence when it is missing
  public void requireHistory(String id) throws IOException {
    Path folder = histories.resolve(id);
    if (Files.exists(note(id)) && !hasHistoryFiles(folder)) {
      throw new SentenceException(
          "The history %s is missing: mount its disk, or delete %s to begin a new one.",
          folder.resolve(FILE), note(id));
    }
  }

  /// Requires the histories of all workspaces, as [#requireHistory].
  ///
  /// @throws IOException with a sentence when one is missing
  public void requireHistories() throws IOException {
    if (Files.notExists(settings.directory())) {
      return;
    }
    List<String> noted;
    try (Stream<Path> files = Files.list(settings.directory())) {
      noted =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(NOTE))
              .map(name -> name.substring(0, name.length() - NOTE.length()))
              .filter(owns)
              .toList();
    }
    for (String id : noted) {
      requireHistory(id);
    }
  }

  private static boolean hasHistoryFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(FILE));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // It is there, and opening the history says what is wrong.
      return true;
    }
  }

  /// Path of the history that was written last; empty when there is none.
  ///
  /// @throws IOException with a sentence for a person
  public Optional<Path> latestHistory() throws IOException {
    return allHistories().stream().max(Comparator.comparing(ProfilePaths::written));
  }

  /// Path of the history to which the people of these settings belong: that of their workspace, or
  /// the latest while they name none. Empty when there is none, and was none.
  ///
  /// @throws IOException with a sentence for a person
  public Optional<Path> history(Settings of) throws IOException {
    KnownWorkspace workspace = of.workspace();
    if (workspace != null && workspace.removed()) {
      return Optional.empty();
    }
    ProfilePaths its = workspace == null ? this : only(workspace.id());
    Optional<Path> found = its.latestHistory();
    if (found.isEmpty()) {
      its.requireHistories();
    }
    return found;
  }

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
      return workspaces.filter(folder -> owns.test(String.valueOf(folder.getFileName()))).toList();
    } catch (IOException e) {
      throw new SentenceException(
          e,
          Sentence.of(
              "Rollcall cannot look into %s: make it a directory that you can read, or choose"
                  + " another data directory.",
              histories));
    }
  }

  private static boolean isHistory(Path file) {
    return Files.isRegularFile(file) && History.containsHistory(file);
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
