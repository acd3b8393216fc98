package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.AuditEvent;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.EventScript;

/// Opens exported files in LibreOffice, in English and in German: numbers, days and times are
/// recognized, and no name is run as a formula.
@Tag("office")
class LibreOfficeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<String> NAMES =
      List.of(
          "=1+1",
          "+1+1",
          "-1",
          "@SUM(A1)",
          "=HYPERLINK(\"http://127.0.0.1/?\"&A1;\"x\")",
          "\t=1+1",
          "\uFF1D1+1",
          "Müller; \"Kai\", Jr.",
          "two\nlines",
          "אבג 🙂");

  @TempDir static Path scratch;

  @BeforeAll
  static void thereIsAnOffice() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "soffice"))),
        "LibreOffice is not installed here: there is no soffice to open the files with.");
  }

  static Stream<Arguments> files() {
    return Stream.of(ExportKind.values())
        .flatMap(
            kind -> Stream.of(Locale.US, Locale.GERMANY).map(locale -> Arguments.of(kind, locale)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyCellHasItsTypeAndNoneIsAFormula(ExportKind kind, Locale locale) throws Exception {
    CsvDialect style = CsvDialect.spreadsheet(locale).withClockTimes();
    Path csv = scratch.resolve(kind.word() + "-" + locale + ".csv");
    try (Writer out = Files.newBufferedWriter(csv)) {
      write(kind, style, out);
    }
    List<List<Cell>> rows = opened(csv, style, locale);
    List<Cell> header = rows.getFirst();
    assertTrue(rows.size() > NAMES.size(), rows.size() + " rows");
    int checked = 0;
    for (List<Cell> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        String column = header.get(i).text();
        assertEquals("", cell.formula(), column);
        if (!cell.text().isEmpty()) {
          assertEquals(type(column, locale), cell.type(), column + " " + cell);
          checked++;
        }
      }
      hoursAreTheirSeconds(header, row);
    }
    System.out.printf(
        Locale.ROOT,
        "LibreOffice, %s, %s: %d rows, %d cells as they should be, no formula%n",
        kind.word(),
        locale,
        rows.size() - 1,
        checked);
  }

  @Test
  void withoutProtectionLibreOfficeWouldRunThem() throws Exception {
    CsvDialect style = CsvDialect.spreadsheet(Locale.US).unguarded();
    Path csv = scratch.resolve("unguarded.csv");
    try (Writer out = Files.newBufferedWriter(csv)) {
      write(ExportKind.TIMECARDS, style, out);
    }
    assertTrue(
        opened(csv, style, Locale.US).stream()
            .flatMap(List::stream)
            .anyMatch(cell -> !cell.formula().isEmpty()),
        "this test sees formulas");
  }

  /// The expected type of a column.
  private static String type(String column, Locale locale) {
    if (column.equals("date") || column.equals("week_start")) {
      return "date";
    }
    if (column.equals("first_active") || column.equals("last_active") || column.endsWith("_hms")) {
      return "time";
    }
    if (column.equals("received_local")
        || column.equals("start_local")
        || column.equals("end_local")) {
      return "date";
    }
    if (column.equals("open")) {
      return locale.equals(Locale.US) ? "boolean" : "string"; // the word is English
    }
    boolean number =
        Stream.of("_h", "_s", "_pct", "_min").anyMatch(column::endsWith)
            || List.of("sessions", "breaks", "days_active", "interval_id", "event_id", "batch_size")
                .contains(column);
    return number ? "float" : "string";
  }

  private static void hoursAreTheirSeconds(List<Cell> header, List<Cell> row) {
    for (Map.Entry<String, String> pair :
        Map.of("active_h", "active_s", "away_h", "away_s", "unknown_h", "unknown_s").entrySet()) {
      int hours = column(header, pair.getKey());
      int seconds = column(header, pair.getValue());
      if (hours >= 0 && seconds >= 0) {
        assertEquals(row.get(seconds).value() / 3600, row.get(hours).value(), 0.005001);
      }
    }
  }

  private static int column(List<Cell> header, String name) {
    return header.stream().map(Cell::text).toList().indexOf(name);
  }

  private static void write(ExportKind kind, CsvDialect style, Writer out) throws IOException {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      people.add(
          new Person(
              new UserId(String.format(Locale.ROOT, "U%05d", i)),
              NAMES.get(i),
              "",
              "",
              null,
              false,
              false));
    }
    Day day = new Day(people);
    TimecardExport export =
        new TimecardExport(
            new Workspace("T024BE7LD", "=acme"),
            people,
            ExportSpec.of(
                ExportKind.TIMECARDS,
                Set.of(),
                new DayRange(LocalDate.parse("2026-10-24"), LocalDate.parse("2026-10-26")),
                AccountingRules.in(BERLIN),
                style));
    var now = Instant.parse("2026-11-21T12:00:00Z");
    switch (kind) {
      case TIMECARDS -> export.write(day::spans, now, out);
      case WEEKLY -> export.writeWeekly(day::spans, now, out);
      case INTERVALS -> export.writeIntervals(day::spans, out);
      case EVENTS -> export.writeEvents(day, now, out);
    }
  }

  private static List<List<Cell>> opened(Path csv, CsvDialect style, Locale locale)
      throws IOException, InterruptedException, XMLStreamException {
    String language = locale.equals(Locale.GERMANY) ? "1031" : "1033";
    Process office =
        new ProcessBuilder(
                "soffice",
                "-env:UserInstallation=" + scratch.resolve("profile").toUri(),
                "--headless",
                "--norestore",
                "--infilter=CSV:"
                    + (int) style.delimiter()
                    + ",34,76,1,,"
                    + language
                    + ",false,true",
                "--convert-to",
                "fods",
                "--outdir",
                scratch.resolve("opened").toString(),
                csv.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(office.waitFor(180, TimeUnit.SECONDS), "LibreOffice does not end");
    String name = String.valueOf(csv.getFileName()).replace(".csv", ".fods");
    return rows(scratch.resolve("opened").resolve(name));
  }

  private static List<List<Cell>> rows(Path fods) throws IOException, XMLStreamException {
    List<List<Cell>> rows = new ArrayList<>();
    try (InputStream in = Files.newInputStream(fods)) {
      XMLStreamReader xml = XMLInputFactory.newInstance().createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        if (xml.getLocalName().equals("table-row")) {
          rows.add(new ArrayList<>());
        } else if (xml.getLocalName().equals("table-cell")) {
          addCell(xml, rows.getLast());
        }
      }
    }
    rows.removeIf(row -> row.stream().allMatch(cell -> cell.text().isEmpty()));
    return rows;
  }

  private static void addCell(XMLStreamReader xml, List<Cell> row) throws XMLStreamException {
    String type = "";
    String formula = "";
    String value = "0";
    int times = 1;
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String text = xml.getAttributeValue(i);
      switch (xml.getAttributeLocalName(i)) {
        case "value-type" -> type = text;
        case "formula" -> formula = text;
        case "value" -> value = text;
        case "number-columns-repeated" -> times = Math.min(100, Integer.parseInt(text));
        default -> {
          // Attributes of appearance.
        }
      }
    }
    StringBuilder words = new StringBuilder();
    while (xml.next() != XMLStreamConstants.END_ELEMENT
        || !xml.getLocalName().equals("table-cell")) {
      if (xml.isCharacters()) {
        words.append(xml.getText().strip());
      }
    }
    for (int i = 0; i < times; i++) {
      row.add(new Cell(type, formula, Double.parseDouble(value), words.toString()));
    }
  }

  private record Cell(String type, String formula, double value, String text) {}

  /// The same three days for each person.
  private record Day(List<Person> people) implements EventSource {
    private EventScript story(UserId user) {
      return EventScript.of(user.value(), BERLIN.getId())
          .away("2026-10-24T08:00:00")
          .active("2026-10-24T23:30:00")
          .away("2026-10-25T02:30:00")
          .unknown("2026-10-25T12:00:00")
          .active("2026-10-25T14:00:00.250")
          .notWatched("2026-10-26T18:00:00");
    }

    @Override
    public List<Span> spans(UserId user, Instant from, Instant to) {
      return story(user).spansUntil("2026-11-21T12:00:00Z").stream()
          .flatMap(span -> span.clip(from, to).stream())
          .toList();
    }

    @Override
    public List<Sighting> sightings(UserId user, Instant from, Instant to) {
      return story(user).sightings().stream()
          .filter(seen -> !seen.at().isBefore(from) && seen.at().isBefore(to))
          .toList();
    }

    @Override
    public List<AuditEvent> events(Instant from, Instant to) {
      return List.of();
    }
  }
}
