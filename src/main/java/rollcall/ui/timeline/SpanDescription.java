package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.Overlay;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.TimelineTotals;

/// Says in words what a bar means: the same for the tooltip, the screen reader and the clipboard.
///
/// @param zone in which times are given, and named
record SpanDescription(ZoneId zone) {
  /// Who and how, when and how long, why and how we know, and the person's own clock if it differs.
  List<String> lines(Person person, Span span) {
    List<String> lines = new ArrayList<>();
    lines.add(
        person.name()
            + "   "
            + shape(span.presence())
            + " "
            + TimelineMessages.state(span.presence()));
    lines.add(when(span) + "   " + length(span));
    lines.add(why(span));
    person
        .clock()
        .filter(clock -> !sameClock(clock, span.start()))
        .ifPresent(clock ->
            lines.add(TimelineMessages.of("own-clock", clockRange(span, clock), city(clock))));
    return List.copyOf(lines);
  }

  /// Who was not watched, when and why.
  List<String> lines(NotRecorded rest) {
    Presence presence = Presence.NOT_WATCHED;
    Duration length = Duration.between(rest.start(), rest.end());
    String exact = DurationFormat.exact(length);
    return List.of(
        rest.person().name() + "   " + shape(presence) + " " + TimelineMessages.state(presence),
        when(rest.start(), rest.end(), rest.open())
            + "   "
            + (rest.open() ? TimelineMessages.of("so-far", exact) : exact),
        rest.reason());
  }

  /// The same, and what lies over the interval at that instant, as far as somebody looked.
  List<String> lines(TimelineRow row, Span span, Instant at) {
    List<String> lines = new ArrayList<>(lines(row.person(), span));
    if (span.presence().isObserved()) {
      lines.addAll(over(row, at, at.plusSeconds(1)));
    }
    return List.copyOf(lines);
  }

  /// What lies over presence in `[from, to)`: a quiet time, a huddle, and what the status said
  /// last.
  List<String> over(TimelineRow row, Instant from, Instant to) {
    List<String> lines = new ArrayList<>();
    row.overlays().bands(from, to).stream()
        .findFirst()
        .ifPresent(band -> lines.add(TimelineMessages.of("quiet", time("HH:mm", band.until()))));
    boolean joined =
        row.overlays().changes(from, to).stream()
            .anyMatch(one -> one instanceof Overlay.Huddle huddle && huddle.in());
    if (joined || row.overlays().isInHuddleAt(from)) {
      lines.add(TimelineMessages.of("huddle"));
    }
    String status = row.overlays().statusAt(to.minusMillis(1));
    if (!status.isEmpty()) {
      lines.add(TimelineMessages.of("status", status));
    }
    return List.copyOf(lines);
  }

  /// All of it in one line, for those who listen.
  String spoken(TimelineRow row, Span span) {
    List<String> lines = new ArrayList<>(lines(row.person(), span));
    if (span.presence().isObserved()) {
      lines.addAll(over(row, span.start(), span.end()));
    }
    return String.join(". ", lines);
  }

  /// What a column of a crowded lane holds.
  List<String> summary(
      TimelineRow row, Instant from, Instant to, TimelineTotals totals, int changes) {
    String range = time("HH:mm", from) + " – " + time("HH:mm", to);
    List<String> lines = new ArrayList<>();
    lines.add(row.person().name());
    lines.add(date(from.atZone(zone).toLocalDate()) + "  " + range);
    lines.add(
        TimelineMessages.of(
            "zoomed-out",
            DurationFormat.brief(Duration.ofSeconds(totals.active())),
            DurationFormat.brief(Duration.ofSeconds(totals.away())),
            DurationFormat.brief(Duration.ofSeconds(totals.unknown())),
            changes));
    if (totals.active() + totals.away() > 0) {
      lines.addAll(over(row, from, to));
    }
    return List.copyOf(lines);
  }

  /// "12:58:02 – 14:20:00" with its date.
  String when(Span span) {
    return when(span.start(), span.end(), span.isOpen());
  }

  private String when(Instant from, Instant to, boolean open) {
    LocalDate first = from.atZone(zone).toLocalDate();
    LocalDate last = to.atZone(zone).toLocalDate();
    String start = date(first) + "  " + time("HH:mm:ss", from);
    if (open) {
      return start + " – " + TimelineMessages.of("now");
    }
    String end = time("HH:mm:ss", to);
    return start + " – " + (first.equals(last) ? end : date(last) + "  " + end);
  }

  /// To the second, and "so far" while it goes on.
  String length(Span span) {
    String exact = DurationFormat.exact(span.length());
    return span.isOpen() ? TimelineMessages.of("so-far", exact) : exact;
  }

  /// Unknown time says why it is unknown; observed time, why it ended and by which means it was
  /// seen.
  String why(Span span) {
    List<String> parts = new ArrayList<>();
    if (span.presence() == Presence.UNKNOWN) {
      parts.add(TimelineMessages.of("unknown-because", TimelineMessages.cause(span.startCause())));
    } else if (!span.isOpen()) {
      parts.add(TimelineMessages.of("ended", TimelineMessages.cause(span.endCause())));
    }
    if (span.source() != Source.NONE) {
      parts.add(TimelineMessages.source(span.source()));
    }
    parts.add(zone.getId());
    return String.join(" · ", parts);
  }

  /// A local date with its weekday.
  String date(LocalDate day) {
    return DateTimeFormatter.ofPattern("EEE d MMM yyyy", TimelineMessages.LOCALE).format(day);
  }

  /// A local time.
  String time(String pattern, Instant at) {
    return DateTimeFormatter.ofPattern(pattern, TimelineMessages.LOCALE).format(at.atZone(zone));
  }

  /// The zone with its distance from UTC at an instant: "Europe/Berlin (UTC+2)".
  String zoneName(Instant at) {
    String id = zone.getRules().getOffset(at).getId();
    String hours = id.equals("Z") ? "" : id.replaceFirst("^([+-])0", "$1").replace(":00", "");
    return zone.getId() + " (UTC" + hours + ")";
  }

  /// The mark of a state where only a letter fits.
  static String shape(Presence presence) {
    return switch (presence) {
      case ACTIVE -> "●";
      case AWAY -> "○";
      case UNKNOWN -> "▨";
      case NOT_WATCHED -> "┈";
    };
  }

  private boolean sameClock(ZoneId clock, Instant at) {
    return clock.getRules().getOffset(at).equals(zone.getRules().getOffset(at));
  }

  private String clockRange(Span span, ZoneId clock) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm", TimelineMessages.LOCALE);
    ZonedDateTime start = span.start().atZone(clock);
    return time.format(start)
        + " – "
        + (span.isOpen() ? TimelineMessages.of("now") : time.format(span.end().atZone(clock)));
  }

  private String city(ZoneId clock) {
    String id = clock.getId();
    return id.contains("/")
        ? id.substring(id.lastIndexOf('/') + 1).replace('_', ' ')
        : clock.getDisplayName(TextStyle.SHORT, TimelineMessages.LOCALE);
  }
}
