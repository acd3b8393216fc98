package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.Workspace;

/// Writes timecards as `timecards.csv`, schema 1: one row a person and day, 30 columns. Lives for
/// one export, on one thread; leaves its writer open.
public final class TimecardCsv {
  static final List<String> COLUMNS =
      List.of(
          "date",
          "weekday",
          "iso_week",
          "time_zone",
          "workspace",
          "workspace_id",
          "user_id",
          "name",
          "first_active",
          "last_active",
          "span_h",
          "active_h",
          "away_in_span_h",
          "unknown_in_span_h",
          "away_h",
          "unknown_h",
          "sessions",
          "longest_session_h",
          "breaks",
          "break_h",
          "longest_break_h",
          "coverage_pct",
          "active_s",
          "away_s",
          "unknown_s",
          "watched_s",
          "day_s",
          "status",
          "first_active_utc",
          "last_active_utc");

  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);

  private final CsvSheet sheet;
  private final Workspace workspace;
  private final Rounding rounding;
  private @Nullable LocalDate lastDate;
  private List<String> lastDay = List.of();

  /// Writes the header.
  public TimecardCsv(Writer out, CsvStyle style, Workspace workspace, Rounding rounding)
      throws IOException {
    this.sheet = new CsvSheet(out, style, COLUMNS);
    this.workspace = workspace;
    this.rounding = rounding;
  }

  /// Writes one row.
  public void write(Timecard card) throws IOException {
    who(card);
    edge(card, card.firstActive());
    edge(card, card.lastActive());
    hours(card);
    exact(card);
    utc(card.firstActive());
    utc(card.lastActive());
    sheet.endRow();
  }

  /// How many rows it has written, the header not counted.
  public long rows() {
    return sheet.rows();
  }

  /// Hands everything on to the writer.
  public void flush() throws IOException {
    sheet.flush();
  }

  private void who(Timecard card) {
    Person person = card.person();
    day(card.date());
    sheet.text(card.zone().getId());
    sheet.text(workspace.name()).text(workspace.id());
    sheet.text(person.id().value()).text(person.name());
  }

  private void hours(Timecard card) {
    sheet.hours(card.span(), rounding);
    sheet.hours(card.active(), rounding);
    sheet.hours(card.awayInSpan(), rounding);
    sheet.hours(card.unknownInSpan(), rounding);
    sheet.hours(card.away(), rounding);
    sheet.hours(card.unknown(), rounding);
    sheet.number(card.sessions().size());
    sheet.hours(card.longestSession(), rounding);
    sheet.number(card.breaks().size());
    sheet.hours(card.onBreak(), rounding);
    sheet.hours(card.longestBreak(), rounding);
  }

  private void exact(Timecard card) {
    sheet.percent(card.observed(), card.watched());
    sheet.seconds(card.active());
    sheet.seconds(card.away());
    sheet.seconds(card.unknown());
    sheet.seconds(card.watched());
    sheet.seconds(card.day());
    sheet.plain(card.status().word());
  }

  private void edge(Timecard card, Optional<Instant> at) {
    if (at.isPresent()) {
      sheet.time(at.get(), card.zone());
    } else {
      sheet.empty();
    }
  }

  private void utc(Optional<Instant> at) {
    if (at.isPresent()) {
      sheet.utc(at.get());
    } else {
      sheet.empty();
    }
  }

  /// Many rows in a row are of one day.
  private void day(LocalDate date) {
    if (!date.equals(lastDate)) {
      lastDate = date;
      lastDay = List.of(date.toString(), WEEKDAY.format(date), Week.of(date).toString());
    }
    lastDay.forEach(sheet::plain);
  }
}
