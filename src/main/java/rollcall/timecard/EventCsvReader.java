package rollcall.timecard;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Reader of `events.csv` for an import: as it was exported, in either style, or as a spreadsheet
/// saved it (other delimiters, quotes around every cell, empty cells at the ends). Never holds more
/// than one batch in memory. One per import. Thread: one. Closes its reader.
public final class EventCsvReader implements AutoCloseable {
  private static final int LONGEST_HEADER = 4096;

  /// The longest row in characters: those of Rollcall have a few hundred.
  private static final int LONGEST_ROW = 256 * 1024;

  private static final int MAX_CELLS = 1024;

  /// The number of characters after which [#next] returns the lines read so far.
  private static final int BATCH_CHARACTERS = 4 * 1024 * 1024;

  /// Number of the line in a message of the parser.
  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final char[] DELIMITERS = {',', ';', '\t'};
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private static final Map<String, EventType> TYPES = byName(EventType.values(), EventType::word);
  private static final Map<String, Presence> PRESENCES = byName(Presence.values(), Presence::word);
  private static final Map<String, Source> SOURCES = byName(Source.values(), Source::word);

  private final LastCharacterReader characters;
  private final CsvReader<CsvRecord> csv;
  private final Iterator<CsvRecord> rows;
  private final Map<String, Integer> columns;
  private final int width;
  private final int linesBefore;
  private final boolean guarded;
  private @Nullable CsvEncoder copy;
  private ZoneId zone = ZoneOffset.UTC;
  private String lastZone = "Z";
  private long lastLine;

  /// @param guarded whether cells that a spreadsheet could run begin with an apostrophe
  /// @throws IOException with a sentence when the file is not an `events.csv`
  public EventCsvReader(Reader in, boolean guarded) throws IOException {
    this.guarded = guarded;
    characters = new LastCharacterReader(in);
    BufferedReader text = new BufferedReader(characters);
    skip(text, "\uFEFF");
    String said = firstLine(text);
    linesBefore = said.matches("\"?sep=.\"?") ? 1 : 0;
    if (linesBefore == 1) {
      // Excel's own way to say what parts the cells; the header says it, too.
      text.readLine();
    }
    String header = firstLine(text);
    char delimiter = delimiter(header);
    csv =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .maxBufferSize(LONGEST_ROW)
            .build(
                CsvRecordHandler.of(limits ->
                    limits
                        .maxFields(MAX_CELLS)
                        .maxFieldSize(LONGEST_ROW)
                        .maxRecordSize(LONGEST_ROW)),
                text);
    rows = csv.iterator();
    List<String> names = cells(rows.next().getFields());
    columns = columns(names);
    width = names.size();
  }

  /// Writes each row that is read to `out` as its export wrote it, whatever a spreadsheet changed
  /// around the cells: delimiters, quotes, the order of the columns, blank rows. To be called
  /// before [#next]; the caller flushes with [#flushCopy].
  ///
  /// @param meta the text of the `.meta.json` of the export
  public void copyTo(Writer out, String meta) throws IOException {
    CsvDialect style = ExportMeta.style(meta).orElse(CsvDialect.DATA);
    CsvEncoder encoder = new CsvEncoder(out, style.delimiter());
    if (style.bom()) {
      encoder.put('\uFEFF');
    }
    EventCsv.COLUMNS.forEach(name -> encoder.cell().put(name));
    encoder.endRow();
    copy = encoder;
  }

  /// Flushes the rows copied so far.
  public void flushCopy() throws IOException {
    if (copy != null) {
      copy.flush();
    }
  }

  /// The next lines, at most `most`, or fewer where they are long; none at the end.
  ///
  /// @throws IOException with a sentence that names the first line that cannot be parsed
  public List<Line> next(int most) throws IOException {
    List<Line> lines = new ArrayList<>();
    try {
      int size = 0;
      while (lines.size() < most && size < BATCH_CHARACTERS && rows.hasNext()) {
        CsvRecord row = rows.next();
        int length = 0;
        boolean blank = true;
        for (int i = 0; i < row.getFieldCount(); i++) {
          length += row.getField(i).length();
          blank = blank && row.getField(i).isBlank();
        }
        if (!blank) {
          lines.add(line(row));
          copy(row);
        }
        size += length;
        lastLine = row.getStartingLineNumber() + linesBefore;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
      throw new IOException(
          "This is not a valid events.csv: line %s has more than %s characters or %s cells, or a quote without its end."
              .formatted(
                  line.find() ? Long.parseLong(line.group(1)) + linesBefore : lastLine + 1,
                  LONGEST_ROW,
                  MAX_CELLS),
          e);
    }
    return lines;
  }

  /// Number of the last line if it has no line break, as in a copy that was cut off. To be called
  /// after the last [#next].
  public OptionalLong lineWithoutEnd() {
    return lastLine > 0 && !characters.endsWithLineBreak()
        ? OptionalLong.of(lastLine)
        : OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private Line line(CsvRecord row) throws IOException {
    long number = row.getStartingLineNumber() + linesBefore;
    try {
      requireWidth(row);
      EventType type = parse(TYPES, field(row, "type"), "type");
      Instant at = within(instant(field(row, "received_utc")));
      Source source = parse(SOURCES, field(row, "source"), "source");
      String id = field(row, "user_id");
      String note = field(row, "note");
      UserId user = id.isEmpty() ? null : user(id);
      String presence = field(row, "presence");
      Sighting sighting =
          user == null || presence.isEmpty()
              ? null
              : new Sighting(
                  user,
                  parse(PRESENCES, presence, "presence"),
                  within(EventNotes.earliest(note, at)),
                  at,
                  source,
                  EventNotes.cause(type, note));
      return new Line(
          number,
          eventId(field(row, "event_id")),
          at,
          field(row, "workspace_id"),
          zone(field(row, "time_zone")),
          user,
          field(row, "name"),
          sighting,
          sighting == null ? new AuditEvent(at, type, user, source, note) : null);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(
          "Line %s is not a valid event (%s).".formatted(number, e.getMessage()), e);
    }
  }

  private void copy(CsvRecord row) throws IOException {
    CsvEncoder out = copy;
    if (out != null) {
      EventCsv.COLUMNS.forEach(column -> out.cell().put(out.quoted(cell(row, column))));
      out.endRow();
    }
  }

  /// A cell as it was before a spreadsheet was kept from running it. A spreadsheet may leave out
  /// empty cells at the end of a line.
  private String field(CsvRecord row, String column) {
    String cell = cell(row, column);
    return guarded && CsvSheetWriter.isGuarded(cell) ? cell.substring(1) : cell;
  }

  private String cell(CsvRecord row, String column) {
    int index = Objects.requireNonNull(columns.get(column));
    return index < row.getFieldCount() ? row.getField(index) : "";
  }

  private void requireWidth(CsvRecord row) {
    if (row.getFieldCount() <= width) {
      return;
    }
    List<String> fields = row.getFields();
    if (!fields.subList(width, fields.size()).stream().allMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "it has " + fields.size() + " cells, and the first line has " + width);
    }
  }

  /// The zone with this id: nearly always the one of the line before.
  private ZoneId zone(String id) {
    if (!id.equals(lastZone)) {
      zone = ZoneId.of(id);
      lastZone = id;
    }
    return zone;
  }

  private static Instant instant(String text) {
    try {
      return InstantParser.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no UTC time such as 2026-09-17T07:02:11Z", e);
    }
  }

  private static UserId user(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("'" + id + "' is not the id of a person");
    }
    return new UserId(id);
  }

  private static Instant within(Instant at) {
    if (at.isBefore(EARLIEST) || !at.isBefore(LATEST)) {
      throw new IllegalArgumentException("the year of " + at + " is not between 2000 and 2099");
    }
    return at;
  }

  private static @Nullable Long eventId(String text) {
    if (text.isBlank()) {
      return null;
    }
    if (text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("'" + text + "' is no event_id");
    }
    return Long.valueOf(text);
  }

  private static void skip(BufferedReader text, String mark) throws IOException {
    text.mark(1);
    int first = text.read();
    if (first >= 0 && mark.indexOf(first) < 0) {
      text.reset();
    }
  }

  /// The first line, which stays to be read.
  private static String firstLine(BufferedReader text) throws IOException {
    text.mark(LONGEST_HEADER);
    char[] start = new char[LONGEST_HEADER];
    int size = 0;
    for (int read = 0; read >= 0 && size < start.length; size += Math.max(0, read)) {
      read = text.read(start, size, start.length - size);
    }
    text.reset();
    return new String(start, 0, size).split("[\r\n]", 2)[0];
  }

  /// Returns the delimiter of the header, which must be that of an events file.
  private static char delimiter(String header) throws IOException {
    for (char delimiter : DELIMITERS) {
      String[] names = header.split(Pattern.quote(Character.toString(delimiter)), -1);
      if (cells(Arrays.asList(names)).containsAll(EventCsv.COLUMNS)) {
        return delimiter;
      }
    }
    throw new IOException("This is not an events.csv: the first line must be its header.");
  }

  private static List<String> cells(List<String> header) {
    return header.stream()
        .map(String::strip)
        .map(name ->
            name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name)
        .toList();
  }

  private static Map<String, Integer> columns(List<String> names) throws IOException {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isBlank()) {
        continue;
      }
      if (!EventCsv.COLUMNS.contains(name)) {
        throw new IOException(
            "This events.csv has a column '%s', which this Rollcall does not know: remove it, or update Rollcall."
                .formatted(name));
      }
      if (columns.put(name, i) != null) {
        throw new IOException("This events.csv has two columns '" + name + "': remove one.");
      }
    }
    return columns;
  }

  private static <E> E parse(Map<String, E> words, String word, String what) {
    return Optional.ofNullable(words.get(word))
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a known " + what));
  }

  private static <E> Map<String, E> byName(E[] all, Function<E, String> word) {
    return Arrays.stream(all).collect(Collectors.toMap(word, Function.identity()));
  }

  /// Remembers the last character that was read.
  private static final class LastCharacterReader extends FilterReader {
    private char last;

    LastCharacterReader(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        last = buffer[offset + read - 1];
      }
      return read;
    }

    boolean endsWithLineBreak() {
      return last == '\n' || last == '\r';
    }
  }

  /// Parsed line: a sighting or another event.
  ///
  /// @param number where it begins in the file, from 1
  /// @param eventId its number among the events, or null when the file does not say
  /// @param at when it was received
  /// @param workspace the id of the workspace
  /// @param zone the time zone of its local time
  /// @param user the person it concerns, or null when it concerns everyone
  /// @param name the name of the person, or empty
  public record Line(
      long number,
      @Nullable Long eventId,
      Instant at,
      String workspace,
      ZoneId zone,
      @Nullable UserId user,
      String name,
      @Nullable Sighting sighting,
      @Nullable AuditEvent event) {}
}
