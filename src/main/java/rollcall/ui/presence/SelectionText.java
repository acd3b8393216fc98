package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import rollcall.presence.Person;
import rollcall.presence.Span;
import rollcall.presence.TimelineTotals;
import rollcall.timecard.CsvDialect;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimelineRow;
import rollcall.ui.timeline.TotalsRange;

/// Text and CSV of what is selected: the totals of the chosen range, else the selected interval,
/// else the state of the chosen or selected people.
final class SelectionText {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final PresenceScreenModel screen;
  private final TimelineModel timeline;

  SelectionText(PresenceScreenModel screen) {
    this.screen = screen;
    this.timeline = screen.timeline();
  }

  /// The text; empty when nothing is selected.
  String text() {
    Optional<TotalsRange> range = screen.range().totals();
    if (range.isPresent()) {
      return totals(range.get());
    }
    return selected()
        .map(this::text)
        .orElseGet(() ->
            screen.chosenRows().stream().map(this::sentence).collect(Collectors.joining("\n")));
  }

  /// The same as CSV with a header; empty when nothing is selected.
  String csv() {
    Optional<TotalsRange> range = screen.range().totals();
    if (range.isPresent()) {
      return totalsCsv(_ -> range.get(), screen.shown());
    }
    Optional<Chosen> interval = selected();
    if (interval.isPresent()) {
      return intervalCsv(interval.get());
    }
    List<PersonRow> people = screen.chosenRows();
    return people.isEmpty() ? "" : totalsCsv(row -> timeline.range(row.state().person()), people);
  }

  String text(TimelineRow row, Span span) {
    return text(new Chosen(row, span));
  }

  /// An interval as CSV with a header.
  String csv(TimelineRow row, Span span) {
    return intervalCsv(new Chosen(row, span));
  }

  /// Copies the text to the clipboard, unless nothing is selected.
  void copyText() {
    copy(text());
  }

  /// Copies the CSV to the clipboard, unless nothing is selected.
  void copyCsv() {
    copy(csv());
  }

  /// Copies a text to the clipboard, unless it is empty.
  static void copy(String text) {
    if (!text.isEmpty()) {
      Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }
  }

  private record Chosen(TimelineRow row, Span span) {}

  private Optional<Chosen> selected() {
    return timeline
        .selection()
        .row()
        .flatMap(row -> timeline.selection().span().map(span -> new Chosen(row, span)));
  }

  private String text(Chosen interval) {
    var description = new SpanDescription(timeline.zoneOf(interval.row().person()));
    Span span = interval.span();
    return String.join("\n", description.lines(interval.row(), span, span.start()));
  }

  private ZoneId zone() {
    return timeline.zone().get();
  }

  private String sentence(PersonRow row) {
    Instant now = timeline.now().get();
    return row.state().person().name()
        + ", "
        + row.state().sentence(now, timeline.zoneOf(row.state().person()));
  }

  private String totals(TotalsRange range) {
    var text = new SpanDescription(zone());
    Stream<String> heading =
        Stream.of(
            Messages.of(
                "presence.range.heading",
                local(range.from(), zone()),
                local(range.to(), zone()),
                text.zoneName(range.from())));
    Stream<String> lines =
        screen.shown().stream()
            .map(row -> {
              TimelineTotals totals = range.totals(row.timeline());
              return Messages.of(
                  "presence.range.totals",
                  row.state().person().name(),
                  exact(totals.active()),
                  exact(totals.away()),
                  exact(totals.unknown()));
            });
    return Stream.concat(heading, lines).collect(Collectors.joining("\n"));
  }

  private static String exact(long seconds) {
    return TimeFormat.exact(Duration.ofSeconds(seconds));
  }

  private String totalsCsv(Function<PersonRow, TotalsRange> ranges, List<PersonRow> people) {
    Stream<String> rows =
        people.stream()
            .map(row -> {
              TotalsRange range = ranges.apply(row);
              TimelineTotals totals = range.totals(row.timeline());
              ZoneId zone = timeline.zoneOf(row.state().person());
              return row(
                  row.state().person(),
                  local(range.from(), zone),
                  local(range.to(), zone),
                  zone.getId(),
                  Long.toString(totals.active()),
                  Long.toString(totals.away()),
                  Long.toString(totals.unknown()));
            });
    return lines("name,user_id,start,end,zone,active_s,away_s,unknown_s", rows);
  }

  private String intervalCsv(Chosen chosen) {
    Span span = chosen.span();
    ZoneId zone = timeline.zoneOf(chosen.row().person());
    return lines(
        "name,user_id,start,end,zone,presence,duration_s,start_cause,end_cause,source",
        Stream.of(
            row(
                chosen.row().person(),
                local(span.start(), zone),
                local(span.end(), zone),
                zone.getId(),
                span.presence().word(),
                Long.toString(span.length().toSeconds()),
                span.startCause().word(),
                span.endCause().word(),
                span.source().word())));
  }

  private static String lines(String header, Stream<String> rows) {
    return Stream.concat(Stream.of(header), rows).collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  /// A row; while names are hidden, without the ID, which tells who it is.
  private String row(Person person, String... cells) {
    String id = screen.presence().namesHidden().get() ? "" : person.id().value();
    return Stream.concat(Stream.of(person.name(), id), Stream.of(cells))
        .map(SelectionText::cell)
        .collect(Collectors.joining(","));
  }

  /// A cell: protected against formulas, and in quotes where needed.
  static String cell(String text) {
    String safe = CsvDialect.DATA.guard(text);
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static String local(Instant at, ZoneId zone) {
    return LOCAL.format(at.atZone(zone));
  }
}
