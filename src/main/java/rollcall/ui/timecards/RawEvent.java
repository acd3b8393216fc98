package rollcall.ui.timecards;

import java.util.ArrayList;
import java.util.List;

/// Row of `events.csv`, as the proof shows it.
///
/// @param time the local time
/// @param text the event with its state, source and note
record RawEvent(String time, String text) {
  /// The events of a preview.
  ///
  /// @param cells row by row, the header first
  static List<RawEvent> of(List<List<String>> cells) {
    List<String> header = cells.getFirst();
    return cells.subList(1, cells.size()).stream().map(row -> of(header, row)).toList();
  }

  private static RawEvent of(List<String> header, List<String> row) {
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
    return new RawEvent(local.substring(local.indexOf(' ') + 1), String.join(" · ", parts));
  }

  private static String cell(List<String> header, List<String> row, String column) {
    int index = header.indexOf(column);
    return index < 0 ? "" : row.get(index);
  }
}
