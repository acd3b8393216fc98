package rollcall.timecard;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Reader of `events.csv`, in either style, for an import. Never holds more than one batch in
/// memory. One per import. Thread: one. Closes its reader.
public final class EventCsvReader implements AutoCloseable {
  private static final int LONGEST_HEADER = 4096;

  private static final Map<String, EventType> TYPES = byName(EventType.values(), EventType::word);
  private static final Map<String, Presence> PRESENCES = byName(Presence.values(), Presence::word);
  private static final Map<String, Source> SOURCES = byName(Source.values(), Source::word);

  private final CsvReader<NamedCsvRecord> csv;
  private final Iterator<NamedCsvRecord> rows;

  /// @throws IOException with a sentence when the file is not an `events.csv`
  public EventCsvReader(Reader in) throws IOException {
    BufferedReader text = new BufferedReader(in);
    char delimiter = delimiter(text);
    csv = CsvReader.builder().fieldSeparator(delimiter).ofNamedCsvRecord(text);
    rows = csv.iterator();
  }

  /// The next lines, at most `most`; none at the end.
  ///
  /// @throws IOException with a sentence that names the first line that cannot be parsed
  public List<Line> next(int most) throws IOException {
    List<Line> lines = new ArrayList<>();
    try {
      while (lines.size() < most && rows.hasNext()) {
        lines.add(line(rows.next()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw new IOException("This is not a valid events.csv: " + e.getMessage() + ".", e);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private static Line line(NamedCsvRecord row) throws IOException {
    try {
      EventType type = parse(TYPES, row.getField("type"), "type");
      Instant at = Instant.parse(row.getField("received_utc"));
      Source source = parse(SOURCES, row.getField("source"), "source");
      String id = row.getField("user_id");
      String note = unguarded(row.getField("note"));
      UserId user = id.isEmpty() ? null : new UserId(id);
      String presence = row.getField("presence");
      Sighting sighting =
          user == null || presence.isEmpty()
              ? null
              : new Sighting(
                  user,
                  parse(PRESENCES, presence, "presence"),
                  EventNotes.earliest(note, at),
                  at,
                  source,
                  EventNotes.cause(type, note));
      return new Line(
          row.getField("workspace_id"),
          ZoneId.of(row.getField("time_zone")),
          user,
          unguarded(row.getField("name")),
          sighting,
          sighting == null ? new AuditEvent(at, type, user, source, note) : null);
    } catch (IllegalArgumentException | DateTimeException | java.util.NoSuchElementException e) {
      throw new IOException(
          "Line %d is not a valid event (%s)."
              .formatted(row.getStartingLineNumber(), e.getMessage()),
          e);
    }
  }

  /// The separator of cells, detected from the header, which must match.
  private static char delimiter(BufferedReader text) throws IOException {
    text.mark(LONGEST_HEADER);
    int first = text.read();
    if (first != '\uFEFF') {
      text.reset();
    }
    text.mark(LONGEST_HEADER);
    char[] header = new char[LONGEST_HEADER / 2];
    int read = text.read(header);
    text.reset();
    String start = read < 0 ? "" : new String(header, 0, read);
    for (char delimiter : new char[] {',', ';'}) {
      if (start.startsWith(String.join(Character.toString(delimiter), EventCsv.COLUMNS))) {
        return delimiter;
      }
    }
    throw new IOException("This is not an events.csv: the first line must be its header.");
  }

  /// Removes the protection against formulas.
  private static String unguarded(String text) {
    return CsvSheetWriter.isGuarded(text) ? text.substring(1) : text;
  }

  private static <E> E parse(Map<String, E> words, String word, String what) {
    return Optional.ofNullable(words.get(word))
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a known " + what));
  }

  private static <E> Map<String, E> byName(E[] all, Function<E, String> word) {
    return Arrays.stream(all).collect(Collectors.toMap(word, Function.identity()));
  }

  /// Parsed line: a sighting or another event.
  ///
  /// @param workspace the id of the workspace
  /// @param zone the time zone of its local time
  /// @param user the person it concerns, or null when it concerns everyone
  /// @param name the name of the person, or empty
  public record Line(
      String workspace,
      ZoneId zone,
      @Nullable UserId user,
      String name,
      @Nullable Sighting sighting,
      @Nullable AuditEvent event) {}
}
