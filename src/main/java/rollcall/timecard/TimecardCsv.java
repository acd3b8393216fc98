package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.Workspace;

/// Writer of `timecards.csv`, schema 1: one row a person and day, 30 columns, followed by the
/// optional columns of the style, and by `totals_only` if there are such days. One per export.
/// Thread: one. Does not close its writer.
final class TimecardCsv {
  static final List<String> COLUMNS =
      List.of(
          ("date,weekday,iso_week,time_zone,workspace,workspace_id,user_id,name,"
                  + "first_active,last_active,span_h,active_h,away_in_span_h,unknown_in_span_h,"
                  + "away_h,unknown_h,sessions,longest_session_h,breaks,break_h,longest_break_h,"
                  + "coverage_pct,active_s,away_s,unknown_s,watched_s,day_s,status,"
                  + "first_active_utc,last_active_utc")
              .split(",", -1));

  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);

  private final CsvSheetWriter sheet;
  private final Workspace workspace;
  private final Rounding rounding;
  private final List<ExtraColumn> extras;
  private final boolean marksKept;
  private @Nullable LocalDate lastDate;
  private String lastDay = "";

  /// Writes the header.
  ///
  /// @param marksKept whether a last column `totals_only` marks the days of which only the totals
  ///   are kept
  TimecardCsv(
      Writer out, CsvDialect style, Workspace workspace, Rounding rounding, boolean marksKept)
      throws IOException {
    this.extras = Arrays.stream(ExtraColumn.values()).filter(style.extras()::contains).toList();
    this.marksKept = marksKept;
    List<String> columns = new ArrayList<>(COLUMNS);
    extras.forEach(extra -> columns.add(extra.word()));
    if (marksKept) {
      columns.add("totals_only");
    }
    this.sheet = new CsvSheetWriter(out, style, columns);
    this.workspace = workspace;
    this.rounding = rounding;
  }

  /// The cells that identify the person, the same in all of their rows.
  ///
  /// @param person as named in the file
  /// @param zone the time zone that splits the days
  String identityCells(Person person, ZoneId zone) {
    return sheet.cells(
        zone.getId(), workspace.name(), workspace.id(), person.id().value(), person.name());
  }

  /// Writes one row.
  ///
  /// @param date the day, in `zone`
  /// @param identity the cells from [#identityCells]
  /// @param more the values of the optional columns, if there are such columns
  /// @param day the index of the day in `more`
  void write(
      LocalDate date, String identity, ZoneId zone, DayTotals totals, ExtraTotals more, int day)
      throws IOException {
    write(date, identity, zone, totals, more, day, false);
  }

  /// Writes the row of a day of which only the totals are kept.
  void write(KeptDay kept, String identity) throws IOException {
    write(kept.date(), identity, kept.zone(), kept.totals(), ExtraTotals.of(kept), 0, true);
  }

  private void write(
      LocalDate date,
      String identity,
      ZoneId zone,
      DayTotals totals,
      ExtraTotals more,
      int day,
      boolean isKept)
      throws IOException {
    day(date);
    sheet.plain(identity);
    edges(totals, zone);
    hours(totals);
    exact(totals);
    edgesUtc(totals);
    extras.forEach(extra -> extra(extra, more, day));
    if (marksKept) {
      sheet.plain(Boolean.toString(isKept));
    }
    sheet.endRow();
  }

  /// Ends the file.
  long end() throws IOException {
    return sheet.end();
  }

  private void edges(DayTotals totals, ZoneId zone) {
    if (totals.sessions() > 0) {
      sheet.time(totals.firstActive(), zone).time(totals.lastActive(), zone);
    } else {
      sheet.empty().empty();
    }
  }

  private void hours(DayTotals totals) {
    sheet.hours(totals.span(), rounding);
    sheet.hours(totals.active(), rounding);
    sheet.hours(totals.awayInSpan(), rounding);
    sheet.hours(totals.unknownInSpan(), rounding);
    sheet.hours(totals.away(), rounding);
    sheet.hours(totals.unknown(), rounding);
    sheet.number(totals.sessions());
    sheet.hours(totals.longestSession(), rounding);
    sheet.number(totals.breaks());
    sheet.hours(totals.onBreak(), rounding);
    sheet.hours(totals.longestBreak(), rounding);
  }

  private void exact(DayTotals totals) {
    sheet.percent(totals.observed(), totals.watched());
    sheet.number(totals.active());
    sheet.number(totals.away());
    sheet.number(totals.unknown());
    sheet.number(totals.watched());
    sheet.number(totals.day());
    sheet.plain(totals.status().word());
  }

  private void edgesUtc(DayTotals totals) {
    if (totals.sessions() > 0) {
      sheet.utc(totals.firstActive()).utc(totals.lastActive());
    } else {
      sheet.empty().empty();
    }
  }

  private void extra(ExtraColumn column, ExtraTotals more, int day) {
    switch (column) {
      case DND -> sheet.hours(more.dndSeconds(day), rounding);
      case LIVE_SHARE -> {
        if (more.observedSeconds(day) == 0) {
          sheet.empty();
        } else {
          sheet.percent(more.rtmSeconds(day), more.observedSeconds(day));
        }
      }
    }
  }

  /// Cached: many consecutive rows have the same day.
  private void day(LocalDate date) {
    if (!date.equals(lastDate)) {
      lastDate = date;
      lastDay = sheet.cells(date.toString(), WEEKDAY.format(date), IsoWeek.of(date).toString());
    }
    sheet.plain(lastDay);
  }
}
