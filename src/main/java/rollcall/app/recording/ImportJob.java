package rollcall.app.recording;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.BulkImport;
import rollcall.history.History;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.EventCsvReader;
import rollcall.timecard.ExportMeta;

/// An `events.csv` on its way into an empty history: all of it or nothing. Lane: disk.
///
/// What stands beside it as `….meta.json` says what the workspace is called, and whether the zones
/// in it are the people's own.
///
/// @param file the `events.csv`
/// @param site where the history goes
public record ImportJob(Path file, ProfilePaths site) {
  private static final int AT_A_TIME = 5_000;

  /// Imports the file.
  ///
  /// @param now when it is done
  /// @throws IOException with a sentence for a person; then nothing was imported
  public Imported read(Instant now) throws IOException {
    try (EventCsvReader events =
        new EventCsvReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      List<EventCsvReader.Line> lines = events.next(AT_A_TIME);
      if (lines.isEmpty()) {
        throw new IOException("There is no event in " + file + ".");
      }
      String note = note();
      Workspace workspace = workspace(lines.getFirst().workspace(), note);
      Path target = site.history(workspace);
      boolean isNew = Files.notExists(target);
      try (History history = History.open(target, now)) {
        long count = fill(history, workspace, events, lines, ExportMeta.ownZones(note));
        return new Imported(workspace, count);
      } catch (IOException | RuntimeException e) {
        if (isNew) {
          discard(target);
        }
        throw e;
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not in UTF-8, so it is no events.csv.", e);
    } catch (FileSystemException e) {
      throw new IOException(file + " cannot be read.", e);
    }
  }

  private long fill(
      History history,
      Workspace workspace,
      EventCsvReader events,
      List<EventCsvReader.Line> first,
      boolean ownZones)
      throws IOException {
    long count = 0;
    try (BulkImport filling = history.bulkImport(workspace)) {
      for (List<EventCsvReader.Line> lines = first;
          !lines.isEmpty();
          lines = events.next(AT_A_TIME)) {
        filling.remember(people(lines, ownZones));
        count += importRows(lines, workspace, filling);
      }
      filling.done();
    }
    return count;
  }

  private static long importRows(
      List<EventCsvReader.Line> lines, Workspace workspace, BulkImport filling) throws IOException {
    List<Sighting> seen = new ArrayList<>();
    for (EventCsvReader.Line line : lines) {
      if (!line.workspace().equals(workspace.id())) {
        throw new IOException(
            "The file holds events of two workspaces, %s and %s."
                .formatted(workspace.id(), line.workspace()));
      }
      if (line.sighting() != null) {
        seen.add(line.sighting());
      } else if (line.event() != null) {
        filling.add(seen);
        seen.clear();
        filling.note(line.event());
      }
    }
    filling.add(seen);
    return lines.size();
  }

  private static List<Person> people(List<EventCsvReader.Line> lines, boolean ownZones) {
    Map<UserId, Person> people = new LinkedHashMap<>();
    for (EventCsvReader.Line line : lines) {
      if (line.user() != null && !line.name().isBlank()) {
        people.put(
            line.user(),
            new Person(
                line.user(), line.name(), "", "", ownZones ? line.zone() : null, false, false));
      }
    }
    return List.copyOf(people.values());
  }

  private static Workspace workspace(String id, String note) throws IOException {
    try {
      return ExportMeta.workspace(note)
          .filter(workspace -> workspace.id().equals(id))
          .orElse(new Workspace(id, id));
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + id + "' is not the id of a workspace.", e);
    }
  }

  private String note() throws IOException {
    Path note = file.resolveSibling(ExportMeta.fileNameFor(String.valueOf(file.getFileName())));
    return Files.isRegularFile(note) ? Files.readString(note) : "";
  }

  /// A history that was made for this and got nothing.
  private static void discard(Path history) throws IOException {
    for (String rest : List.of("", "-wal", "-shm", ".lock")) {
      Files.deleteIfExists(history.resolveSibling(history.getFileName() + rest));
    }
    Path directory = history.getParent();
    if (directory != null) {
      Files.deleteIfExists(directory);
    }
  }

  /// What was imported.
  ///
  /// @param lines how many events
  public record Imported(Workspace workspace, long lines) {}
}
