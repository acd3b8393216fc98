package rollcall.ui.timecards;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import rollcall.ui.text.Messages;
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
    parts.add(text("timecards.event.", header, row, "type"));
    String presence = text("presence.", header, row, "presence");
    String previous = text("presence.", header, row, "previous");
    if (!presence.isEmpty()) {
      parts.add(previous.isEmpty() ? presence : previous + " → " + presence);
    }
    parts.add(text("timeline.source.", header, row, "source"));
    String note = cell(header, row, "note");
    String cause = "timeline.cause." + note;
    parts.add(Messages.has(cause) ? Messages.of(cause) : note);
    parts.removeIf(String::isEmpty);
    String local = cell(header, row, "received_local");
    return new RawEvent(time(local, day), String.join(" · ", parts));
  }

  /// The text of a word of the file.
  private static String text(String prefix, List<String> header, List<String> row, String column) {
    String word = cell(header, row, column);
    return word.isEmpty() ? "" : Messages.of(prefix + word);
  }

  private static String time(String local, LocalDate day) {
    int space = local.indexOf(' ');
    String time = local.substring(space + 1);
    if (space >= 0) {
      time = TimeFormat.format("HH:mm:ss", LocalTime.parse(time));
    }
    return space < 0 || local.startsWith(day + " ")
        ? time
        : TimeFormat.format("EEE d MMM", LocalDate.parse(local.substring(0, space))) + "\n" + time;
  }

  private static String cell(List<String> header, List<String> row, String column) {
    int index = header.indexOf(column);
    return index < 0 ? "" : row.get(index);
  }
}
