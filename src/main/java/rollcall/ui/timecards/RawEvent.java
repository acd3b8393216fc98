package rollcall.ui.timecards;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.presence.SlackStatus;
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
    parts.add(note(cell(header, row, "note"), cell(header, row, "time_zone")));
    parts.removeIf(String::isEmpty);
    String local = cell(header, row, "received_local");
    return new RawEvent(time(local, day), String.join(" · ", parts));
  }

  /// A note in words, with times of the zone of its row.
  private static String note(String note, String zone) {
    String cause = "timeline.cause." + note;
    if (Messages.has(cause)) {
      return Messages.of(cause);
    }
    return switch (note) {
      case SlackStatus.IN_A_HUDDLE -> Messages.of("timecards.event.huddle.in");
      case SlackStatus.NO_HUDDLE -> Messages.of("timecards.event.huddle.out");
      case SlackStatus.QUIET + SlackStatus.NONE -> Messages.of("timecards.event.quiet.none");
      default -> note.startsWith(SlackStatus.QUIET) ? quiet(note, ZoneId.of(zone)) : note;
    };
  }

  private static String quiet(String note, ZoneId zone) {
    return Stream.of(note.substring(SlackStatus.QUIET.length()).split("/"))
        .map(at -> TimeFormat.format("EEE HH:mm", Instant.parse(at).atZone(zone)))
        .collect(Collectors.joining(" – "));
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
