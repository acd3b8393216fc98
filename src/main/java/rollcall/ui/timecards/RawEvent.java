package rollcall.ui.timecards;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rollcall.ui.text.TimeFormat;

/// Row of `events.csv`, as the proof shows it.
///
/// @param time the local time, after its date if that is not the date of the proof
/// @param text the event with its state, source and note
record RawEvent(String time, String text) {
  /// The events of a preview.
  ///
  /// @param cells row by row, the header first
  /// @param day the day of the proof
  static List<RawEvent> of(List<List<String>> cells, LocalDate day) {
    List<String> header = cells.getFirst();
    return cells.subList(1, cells.size()).stream().map(row -> of(header, row, day)).toList();
  }

  private static RawEvent of(List<String> header, List<String> row, LocalDate day) {
    List<String> parts = new ArrayList<>();
    parts.add(cell(header, row, "type").replace('_', ' '));
    String presence = cell(header, row, "presence").replace('_', ' ');
    String previous = cell(header, row, "previous").replace('_', ' ');
    if (!presence.isEmpty()) {
      parts.add(previous.isEmpty() ? presence : previous + " → " + presence);
    }
    for (String column : List.of("source", "note")) {
      String text = cell(header, row, column);
      if (!text.isEmpty()) {
        parts.add(text);
      }
    }
    String local = cell(header, row, "received_local");
    return new RawEvent(time(local, day), String.join(" · ", parts));
  }

  private static String time(String local, LocalDate day) {
    int space = local.indexOf(' ');
    String time = local.substring(space + 1);
    return space < 0 || local.startsWith(day + " ")
        ? time
        : TimeFormat.format("EEE d MMM", LocalDate.parse(local.substring(0, space))) + "\n" + time;
  }

  private static String cell(List<String> header, List<String> row, String column) {
    int index = header.indexOf(column);
    return index < 0 ? "" : row.get(index);
  }
}
