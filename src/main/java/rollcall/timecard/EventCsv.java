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

/// Writes what arrived and happened as `events.csv`, schema 1: 16 columns, numbered from 1 in the
/// order of the file. Lives for one export, on one thread; leaves its writer open.
///
/// Instants have as many digits as they are known to (`…:02.123Z`), so that the file can be read
/// back without loss; local times have whole seconds, which spreadsheets understand.
final class EventCsv {
  static final List<String> COLUMNS =
      List.of(
          "event_id",
          "received_utc",
          "received_local",
          "time_zone",
          "offset_min",
          "workspace_id",
          "user_id",
          "name",
          "type",
          "presence",
          "previous",
          "source",
          "connection_id",
          "batch_id",
          "batch_size",
          "note");

  private final CsvSheetWriter sheet;
  private final Workspace workspace;

  /// Writes the header.
  EventCsv(Writer out, CsvStyle style, Workspace workspace) throws IOException {
    this.sheet = new CsvSheetWriter(out, style, COLUMNS);
    this.workspace = workspace;
  }

  /// Writes one row.
  ///
  /// @param connection the number of the connection it came over; 0 for none
  /// @param batch the number of the message of Slack it came in; 0 for none
  /// @param size how many people that message told of
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

  long rows() {
    return sheet.rows();
  }

  void flush() throws IOException {
    sheet.flush();
  }

  private static String word(@Nullable Presence presence) {
    return presence == null ? "" : presence.word();
  }

  /// One line to be.
  ///
  /// @param zone whose clock the local time is
  /// @param person whom it is about, as the file calls them; null when it is about everybody
  /// @param presence how the person was from then on; null when it is no sighting
  /// @param previous how the person was before; null when nothing is known of before
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
