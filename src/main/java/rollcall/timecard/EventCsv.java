package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Source;
import rollcall.presence.Workspace;

/// Writer of `events.csv`, schema 1: 16 columns, rows numbered from 1 in the order of the file. One
/// per export. Thread: one. Does not close its writer.
///
/// Instants have all digits that are known (`…:02.123Z`), so that the file can be read back without
/// loss; local times have whole seconds, as spreadsheets expect.
final class EventCsv {
  static final List<String> COLUMNS =
      List.of(
          ("event_id,received_utc,received_local,time_zone,offset_min,workspace_id,"
                  + "user_id,name,type,presence,previous,source,connection_id,batch_id,"
                  + "batch_size,note")
              .split(",", -1));

  private final CsvSheetWriter sheet;
  private final Workspace workspace;

  /// Writes the header.
  EventCsv(Writer out, CsvDialect style, Workspace workspace) throws IOException {
    this.sheet = new CsvSheetWriter(out, style, COLUMNS);
    this.workspace = workspace;
  }

  /// Writes one row.
  ///
  /// @param connection the number of the connection it was received on; 0 for none
  /// @param batch the number of the Slack message it was received in; 0 for none
  /// @param size the number of people in that message
  void write(Row row, int connection, long batch, int size) throws IOException {
    ZoneId zone = row.zone();
    sheet.number(sheet.rows() + 1).utc(row.at()).local(row.at(), zone).text(zone.getId());
    sheet.offsetMinutes(row.at(), zone);
    sheet.text(workspace.id());
    Person person = row.person();
    sheet.text(person == null ? "" : person.id().value());
    sheet.text(person == null ? "" : person.name());
    sheet.plain(row.type().word()).plain(word(row.presence())).plain(word(row.previous()));
    sheet.plain(row.source().word());
    sheet.plain(connection == 0 ? "" : "c" + connection);
    sheet.plain(batch == 0 ? "" : "b" + batch);
    sheet.plain(batch == 0 ? "" : Integer.toString(size));
    sheet.text(row.note());
    sheet.endRow();
  }

  /// Ends the file.
  long end() throws IOException {
    return sheet.end();
  }

  private static String word(@Nullable Presence presence) {
    return presence == null ? "" : presence.word();
  }

  /// Row to be written.
  ///
  /// @param zone the time zone of the local time
  /// @param person the person it concerns, as named in the file; null when it concerns everyone
  /// @param presence the new state of the person; null when it is not a sighting
  /// @param previous the previous state of the person; null when unknown
  record Row(
      Instant at,
      ZoneId zone,
      @Nullable Person person,
      EventType type,
      @Nullable Presence presence,
      @Nullable Presence previous,
      Source source,
      String note) {}
}
