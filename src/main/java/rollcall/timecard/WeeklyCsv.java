package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import rollcall.presence.Workspace;

/// Writer of `weekly.csv`, schema 1: one row a person and ISO week, 17 columns. An empty day was
/// not watched; `0.00` was watched and never active. One per export. Thread: one. Does not close
/// its writer.
final class WeeklyCsv {
  private static final List<String> COLUMNS =
      List.of(
          ("iso_week,week_start,time_zone,workspace,user_id,name,mon_h,tue_h,wed_h,"
                  + "thu_h,fri_h,sat_h,sun_h,total_h,days_active,coverage_pct,total_s")
              .split(",", -1));

  private final CsvSheetWriter sheet;
  private final Workspace workspace;
  private final Rounding rounding;

  /// Writes the header.
  WeeklyCsv(Writer out, CsvDialect style, Workspace workspace, Rounding rounding)
      throws IOException {
    this.sheet = new CsvSheetWriter(out, style, COLUMNS);
    this.workspace = workspace;
    this.rounding = rounding;
  }

  /// Writes one row.
  void write(WeekCard card) throws IOException {
    sheet.plain(card.week().toString()).plain(card.week().monday().toString());
    sheet.text(card.zone().getId()).text(workspace.name());
    sheet.text(card.person().id().value()).text(card.person().name());
    for (DayOfWeek day : DayOfWeek.values()) {
      Optional<Timecard> timecard = card.day(day);
      if (timecard.isPresent()) {
        sheet.hours(timecard.get().totals().active(), rounding);
      } else {
        sheet.noHours();
      }
    }
    sheet.hours(card.active(), rounding).number(card.daysActive());
    sheet.percent(card.observed(), card.watched()).number(card.active());
    sheet.endRow();
  }

  /// Ends the file.
  long end() throws IOException {
    return sheet.end();
  }
}
