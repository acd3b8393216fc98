package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import rollcall.presence.Presence;
import rollcall.presence.Span;
import rollcall.presence.Workspace;

/// Writer of `intervals.csv`, schema 1: one row a state, person and day, 21 columns, rows numbered
/// from 1 in the order of the file. One per export. Thread: one. Does not close its writer.
final class IntervalCsv {
  private static final List<String> COLUMNS =
      List.of(
          ("interval_id,workspace_id,workspace,user_id,name,state,date,start_local,"
                  + "end_local,time_zone,start_offset_min,end_offset_min,start_utc,end_utc,"
                  + "duration_s,duration_h,start_cause,end_cause,quality,source,open")
              .split(",", -1));

  private final CsvSheetWriter sheet;
  private final Workspace workspace;

  /// Writes the header.
  IntervalCsv(Writer out, CsvDialect style, Workspace workspace) throws IOException {
    this.sheet = new CsvSheetWriter(out, style, COLUMNS);
    this.workspace = workspace;
  }

  void write(IntervalRow interval) throws IOException {
    Span span = interval.span();
    sheet.number(sheet.rows() + 1).text(workspace.id()).text(workspace.name());
    sheet.text(interval.person().id().value()).text(interval.person().name());
    sheet.plain(span.presence().word()).plain(interval.date().toString());
    times(interval.zone(), span.start(), span.end());
    long length = span.length().toSeconds();
    sheet.number(length).hours(length, Rounding.OFF);
    sheet.plain(interval.startCause().word()).plain(span.endCause().word());
    sheet.plain(span.quality().word());
    sheet.plain(span.presence() == Presence.UNKNOWN ? "" : span.source().word());
    sheet.plain(Boolean.toString(span.isOpen()));
    sheet.endRow();
  }

  /// Ends the file.
  long end() throws IOException {
    return sheet.end();
  }

  private void times(ZoneId zone, Instant start, Instant end) {
    sheet.local(start, zone).local(end, zone).text(zone.getId());
    sheet.offsetMinutes(start, zone).offsetMinutes(end, zone).utc(start).utc(end);
  }
}
