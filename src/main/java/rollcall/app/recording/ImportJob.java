package rollcall.app.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.BulkImport;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.EventCsvReader;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportMeta;

/// Import of an `events.csv` file into an empty history: all of it or nothing. Thread: database.
///
/// The `….meta.json` file beside it has the workspace's name, and states whether the time zones are
/// the people's own.
///
/// @param file the `events.csv` file
/// @param profile profile of the new history
public record ImportJob(Path file, ProfilePaths profile) {
  private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);
  private static final int AT_A_TIME = 5_000;
  private static final long LONGEST_NOTE = 1 << 20;
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  /// Imports the file.
  ///
  /// @param now current time
  /// @throws IOException with a sentence; then nothing was imported
  public Imported read(Instant now) throws IOException {
    requireFile();
    String note = note();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        DigestInputStream counted = new DigestInputStream(bytes, ExportJob.sha256());
        EventCsvReader events = new EventCsvReader(text(counted), ExportMeta.isGuarded(note))) {
      Checksum checksum = new Checksum(note, counted, events);
      List<EventCsvReader.Line> lines = events.next(AT_A_TIME);
      if (lines.isEmpty()) {
        throw new IOException("There is no event in " + file + ".");
      }
      Workspace workspace = workspace(lines.getFirst().workspace(), note);
      profile.requireHistory(workspace.id());
      Path target = profile.history(workspace);
      boolean isNew = Files.notExists(target);
      try (History history = History.open(target, now)) {
        Order order = new Order(workspace, now.plus(CLOCKS_DIFFER));
        long count = fill(history, workspace, events, lines, note, order, checksum);
        compact(history);
        return new Imported(workspace, count, ExportMeta.rows(note).isPresent());
      } catch (HistoryException.InUse e) {
        // Another program has created it in the meantime.
        throw e;
      } catch (IOException | RuntimeException e) {
        if (isNew) {
          discard(target);
        }
        throw e;
      }
    } catch (CharacterCodingException e) {
      throw new IOException(
          file + " is not in UTF-8, so it is no events.csv: save it as 'CSV UTF-8'.", e);
    } catch (FileSystemException e) {
      throw new IOException(file + " cannot be read.", e);
    }
  }

  private void requireFile() throws IOException {
    if (Files.notExists(file)) {
      throw new IOException("There is no file " + file + ".");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory: name the events.csv file in it.");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read: your account lacks the permission.");
    }
  }

  /// Frees the space that the compaction left unused. A failure (a full disk) does not affect the
  /// import, and the daily maintenance retries.
  private static void compact(History history) {
    try {
      history.maintenance().compact();
    } catch (HistoryException e) {
      LOG.warn("The imported history is not compact yet: {}", e.getMessage());
    }
  }

  /// Returns the characters of the file, in UTF-8, or in UTF-16 with a byte order mark, as
  /// spreadsheets save "Unicode text".
  private static Reader text(InputStream bytes) throws IOException {
    PushbackInputStream in = new PushbackInputStream(bytes, 2);
    byte[] start = in.readNBytes(2);
    in.unread(start);
    boolean wide =
        start.length == 2 && (start[0] & 0xFF) + (start[1] & 0xFF) == 0xFF + 0xFE && start[0] < 0;
    CharsetDecoder strict =
        (wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new InputStreamReader(in, strict);
  }

  private long fill(
      History history,
      Workspace workspace,
      EventCsvReader events,
      List<EventCsvReader.Line> first,
      String note,
      Order order,
      Checksum checksum)
      throws IOException {
    long count = 0;
    People people = new People(ExportMeta.ownZones(note));
    try (BulkImport filling = history.bulkImport(workspace)) {
      for (List<EventCsvReader.Line> lines = first;
          !lines.isEmpty();
          lines = events.next(AT_A_TIME)) {
        for (EventCsvReader.Line line : lines) {
          order.check(line);
        }
        filling.remember(people.changed(lines));
        importRows(lines, filling);
        count += lines.size();
      }
      boolean unchanged = checksum.matches();
      OptionalLong unfinished = events.lineWithoutEnd();
      if (unfinished.isPresent() && (!unchanged || ExportMeta.sha256(note).isEmpty())) {
        throw new IOException(
            "Line %s has no end, as in a copy that was cut off: copy the file again, or add a line break if it is complete."
                .formatted(unfinished.getAsLong()));
      }
      OptionalLong written = ExportMeta.rows(note);
      if (written.isPresent() && written.getAsLong() != count) {
        throw new IOException(
            "The file holds %s events, and its .meta.json says %s: import it as it was exported."
                .formatted(count, written.getAsLong()));
      }
      if (!unchanged) {
        throw new IOException(
            "%s has other cells than the export had, by the sha256 in its .meta.json: import it as it was exported, or move the .meta.json away to import the changed file."
                .formatted(file));
      }
      filling.done();
    }
    return count;
  }

  private static void importRows(List<EventCsvReader.Line> lines, BulkImport filling)
      throws IOException {
    List<Sighting> seen = new ArrayList<>();
    for (EventCsvReader.Line line : lines) {
      if (line.sighting() != null) {
        seen.add(line.sighting());
      } else if (line.event() != null) {
        filling.add(seen);
        seen.clear();
        filling.note(line.event());
      }
    }
    filling.add(seen);
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

  /// Returns the content of the meta file; empty when there is none.
  private String note() throws IOException {
    Path note = file.resolveSibling(ExportMeta.fileNameFor(String.valueOf(file.getFileName())));
    if (!Files.isRegularFile(note)) {
      return "";
    }
    try {
      String text = Files.size(note) > LONGEST_NOTE ? "" : Files.readString(note);
      Optional<String> trouble = ExportMeta.trouble(text);
      if (trouble.isEmpty()) {
        requireEvents(ExportMeta.kind(text), note);
        return text;
      }
      throw new IOException("%s %s: correct it, or move it away.".formatted(note, trouble.get()));
    } catch (CharacterCodingException | FileSystemException e) {
      throw new IOException(note + " cannot be read: correct it, or move it away.", e);
    }
  }

  private void requireEvents(String kind, Path note) throws IOException {
    if (!kind.equals(ExportKind.EVENTS.word())) {
      throw new IOException(
          "%s is an export of '%s', by its %s: only an export of 'events' can be imported."
              .formatted(file, kind, note.getFileName()));
    }
  }

  /// Deletes a new history into which nothing was imported.
  private static void discard(Path history) throws IOException {
    for (String rest : List.of("", "-wal", "-shm", ".lock")) {
      Files.deleteIfExists(history.resolveSibling(history.getFileName() + rest));
    }
    Path directory = history.getParent();
    if (directory != null) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException e) {
        // It has backups of an earlier history, for example.
      }
    }
  }

  /// Checksum of the export, compared with the file as it is, and with its normal form, because a
  /// spreadsheet may have changed delimiters and quotes.
  private static final class Checksum {
    private final @Nullable String expected;
    private final DigestInputStream bytes;
    private final EventCsvReader events;
    private final MessageDigest cells = ExportJob.sha256();

    Checksum(String note, DigestInputStream bytes, EventCsvReader events) throws IOException {
      this.bytes = bytes;
      this.events = events;
      expected = ExportMeta.sha256(note).orElse(null);
      if (expected != null) {
        OutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), cells);
        events.copyTo(new OutputStreamWriter(digest, StandardCharsets.UTF_8), note);
      }
    }

    /// Returns whether the file is unchanged. For one call, after the last line.
    boolean matches() throws IOException {
      if (expected == null) {
        return true;
      }
      bytes.transferTo(OutputStream.nullOutputStream());
      events.flushCopy();
      return Stream.of(bytes.getMessageDigest(), cells)
          .map(digest -> HexFormat.of().formatHex(digest.digest()))
          .anyMatch(expected::equals);
    }
  }

  /// People as the last line about each describes them.
  private static final class People {
    private final boolean ownZones;
    private final Map<UserId, EventCsvReader.Line> last = new HashMap<>();

    /// @param ownZones whether the zone of a line is that of its person
    People(boolean ownZones) {
      this.ownZones = ownZones;
    }

    /// The people of these lines who are new or described in another way than before.
    List<Person> changed(List<EventCsvReader.Line> lines) {
      Set<UserId> changed = new LinkedHashSet<>();
      for (EventCsvReader.Line line : lines) {
        UserId user = line.user();
        if (user != null && !line.name().isBlank() && !isSame(last.put(user, line), line)) {
          changed.add(user);
        }
      }
      return changed.stream().map(last::get).map(this::person).toList();
    }

    private static boolean isSame(EventCsvReader.@Nullable Line before, EventCsvReader.Line line) {
      return before != null
          && before.name().equals(line.name())
          && before.zone().equals(line.zone());
    }

    private Person person(EventCsvReader.Line line) {
      return new Person(
          Objects.requireNonNull(line.user()),
          line.name(),
          "",
          "",
          ownZones ? line.zone() : null,
          false,
          false);
    }
  }

  /// Check of the order of the lines: it must be that of the export, because it affects their
  /// meaning.
  private static final class Order {
    private final Workspace workspace;
    private final Instant latest;
    private EventCsvReader.@Nullable Line before;

    Order(Workspace workspace, Instant latest) {
      this.workspace = workspace;
      this.latest = latest;
    }

    /// @throws IOException with a sentence when this line cannot follow the previous one
    void check(EventCsvReader.Line line) throws IOException {
      if (!line.workspace().equals(workspace.id())) {
        throw new IOException(
            "The file holds events of two workspaces, %s and %s."
                .formatted(workspace.id(), line.workspace()));
      }
      if (line.at().isAfter(latest)) {
        throw refused(
            line,
            "lies in the future (%s): correct this computer's clock, or the file.",
            line.at());
      }
      Long id = line.eventId();
      Long last = before == null ? Long.valueOf(0) : before.eventId();
      if (before == null && id != null && id != 1) {
        throw refused(
            line,
            "has the event_id %s and not 1: the file is sorted differently, or lines are missing."
                + " Import the file as it was exported.",
            id);
      }
      if (id != null && last != null && id != last + 1) {
        throw id.equals(last)
            ? refused(line, "repeats the event_id %s: remove one of the two lines.", id)
            : id > last
                ? refused(
                    line,
                    "has the event_id %s, and the one before it has %s: lines are missing. Import"
                        + " the file as it was exported.",
                    id,
                    last)
                : refused(
                    line,
                    "has the event_id %s, and the one before it has %s: sort the file by event_id,"
                        + " smallest first, and import it again.",
                    id,
                    last);
      }
      if (before != null && line.at().isBefore(before.at())) {
        throw refused(
            line,
            "is earlier than the one before it (%s): sort the file by event_id, smallest first, and"
                + " import it again.",
            line.at());
      }
      before = line;
    }

    private static IOException refused(EventCsvReader.Line line, String why, Object... words) {
      return new IOException(
          String.format(Locale.ROOT, "Line " + line.number() + " " + why, words));
    }
  }

  /// Result of an import.
  ///
  /// @param lines number of events
  /// @param counted whether the `.meta.json` has the same number
  public record Imported(Workspace workspace, long lines, boolean counted) {}
}
