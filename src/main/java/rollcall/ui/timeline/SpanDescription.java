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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.TimelineTotals;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Text for an interval, used by the tooltip, the screen reader and the clipboard.
///
/// @param zone the zone of all times
public record SpanDescription(ZoneId zone) {
  /// The person and state, the time and duration, the cause and source, and the person's local time
  /// if it differs.
  public List<String> lines(Person person, Span span) {
    List<String> lines = new ArrayList<>();
    lines.add(
        person.name()
            + "   "
            + shape(span.presence())
            + " "
            + Messages.of("presence." + span.presence().word()));
    lines.add(range(span) + "   " + roughLength(span.length(), span.isOpen()));
    lines.add(reason(span));
    person
        .clock()
        .filter(clock -> !sameClock(clock, span.start()))
        .ifPresent(clock ->
            lines.add(Messages.of("timeline.own-clock", clockRange(span, clock), city(clock))));
    return List.copyOf(lines);
  }

  /// The person, the not-recorded time and the reason.
  public List<String> lines(PausedOrOffHoursInterval notRecorded) {
    Presence presence = Presence.NOT_WATCHED;
    Duration length = Duration.between(notRecorded.start(), notRecorded.end());
    return List.of(
        notRecorded.person().name()
            + "   "
            + shape(presence)
            + " "
            + Messages.of("presence." + presence.word()),
        range("HH:mm:ss", notRecorded.start(), notRecorded.end(), notRecorded.open())
            + "   "
            + roughLength(length, notRecorded.open()),
        notRecorded.reason());
  }

  /// The same lines, and the Slack statuses at that instant if presence was observed.
  public List<String> lines(TimelineRow row, Span span, Instant at) {
    List<String> lines = new ArrayList<>(lines(row.person(), span));
    lines.addAll(uncertainty(row.timeline(), span));
    if (span.presence().isObserved()) {
      lines.addAll(slackStatuses(row, at, at.plusSeconds(1)));
    }
    return List.copyOf(lines);
  }

  /// The times between which a polled interval began and ended; empty when both are exact.
  public List<String> uncertainty(PresenceTimeline lane, Span span) {
    List<String> lines = new ArrayList<>();
    int index = lane.indexAt(span.start().getEpochSecond());
    if (index >= 0 && lane.uncertainSeconds(index) > 0) {
      lines.add(between("timeline.began-between", lane, index));
    }
    int next = lane.indexAt(span.end().getEpochSecond());
    if (!span.isOpen() && next > index && lane.uncertainSeconds(next) > 0) {
      lines.add(between("timeline.ended-between", lane, next));
    }
    return lines;
  }

  private String between(String key, PresenceTimeline lane, int index) {
    int seconds = lane.uncertainSeconds(index);
    String pattern = seconds < 60 ? "HH:mm:ss" : "HH:mm";
    Instant latest = Instant.ofEpochSecond(lane.startSecond(index));
    return Messages.of(key, time(pattern, latest.minusSeconds(seconds)), time(pattern, latest));
  }

  /// The Slack statuses in `[from, to)`: Do Not Disturb, huddle, and the last status text.
  public List<String> slackStatuses(TimelineRow row, Instant from, Instant to) {
    List<String> lines = new ArrayList<>();
    row.slackStatuses().bands(from, to, row.timeline()).stream()
        .findFirst()
        .ifPresent(band -> lines.add(Messages.of("timeline.dnd", time("HH:mm", band.until()))));
    if (row.slackStatuses().isInHuddle(from, to, row.timeline())) {
      lines.add(Messages.of("timeline.huddle"));
    }
    String status = row.slackStatuses().statusAt(to.minusMillis(1), row.timeline());
    if (!status.isEmpty()) {
      lines.add(Messages.of("timeline.status", status));
    }
    return List.copyOf(lines);
  }

  /// All lines in one, for screen readers.
  public String spoken(TimelineRow row, Span span) {
    List<String> lines = new ArrayList<>(lines(row.person(), span));
    lines.addAll(uncertainty(row.timeline(), span));
    if (span.presence().isObserved()) {
      lines.addAll(slackStatuses(row, span.start(), span.end()));
    }
    return String.join(". ", lines);
  }

  /// The content of a column of a dense lane.
  public List<String> summary(
      TimelineRow row, Instant from, Instant to, TimelineTotals totals, int changes) {
    List<String> lines = new ArrayList<>();
    lines.add(row.person().name());
    lines.add(range("HH:mm", from, to, false));
    lines.add(
        Messages.of(
            "timeline.zoomed-out",
            TimeFormat.duration(Duration.ofSeconds(totals.active())),
            TimeFormat.duration(Duration.ofSeconds(totals.away())),
            TimeFormat.duration(Duration.ofSeconds(totals.unknown())),
            changes));
    if (totals.active() + totals.away() > 0) {
      lines.addAll(slackStatuses(row, from, to));
    }
    return List.copyOf(lines);
  }

  /// The times with their date: "12:58:02 – 14:20:00".
  public String range(Span span) {
    return range("HH:mm:ss", span.start(), span.end(), span.isOpen());
  }

  private String range(String pattern, Instant from, Instant to, boolean open) {
    LocalDate first = from.atZone(zone).toLocalDate();
    LocalDate last = to.atZone(zone).toLocalDate();
    String start = date(first) + "  " + time(pattern, from);
    if (open) {
      return start + " – " + Messages.of("timeline.now");
    }
    String end = time(pattern, to);
    return start + " – " + (first.equals(last) ? end : date(last) + "  " + end);
  }

  /// The duration to the second, with "so far" while it continues.
  public String length(Span span) {
    return soFar(TimeFormat.exact(span.length()), span.isOpen());
  }

  /// The duration in days and hours from 48 hours on, else to the second.
  private static String roughLength(Duration length, boolean open) {
    boolean days = length.toHours() >= 48;
    return soFar(days ? TimeFormat.duration(length) : TimeFormat.exact(length), open);
  }

  private static String soFar(String length, boolean open) {
    return open ? Messages.of("timeline.so-far", length) : length;
  }

  /// The cause of unknown time; for observed time, the cause of its end and the source.
  public String reason(Span span) {
    return joined(Stream.of(causeAndSource(span), TimeFormat.zone(zone)));
  }

  /// The cause as in [#reason], and the source of observed time, without the zone.
  public String causeAndSource(Span span) {
    String source =
        span.source() == Source.NONE ? "" : Messages.of("timeline.source." + span.source().word());
    return joined(Stream.of(cause(span), source));
  }

  private static String joined(Stream<String> parts) {
    return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
  }

  /// The cause of unknown time, or of the end of observed time; blank while that continues.
  public String cause(Span span) {
    if (span.presence() == Presence.UNKNOWN) {
      return Messages.of(
          "timeline.unknown-because", Messages.of("timeline.cause." + span.startCause().word()));
    }
    return span.isOpen()
        ? ""
        : Messages.of("timeline.ended", Messages.of("timeline.cause." + span.endCause().word()));
  }

  /// A local date with its weekday.
  public String date(LocalDate day) {
    return TimeFormat.date(day);
  }

  /// A local time.
  public String time(String pattern, Instant at) {
    return TimeFormat.format(pattern, at.atZone(zone));
  }

  /// The zone with its offset at an instant: "Europe/Berlin (UTC+2)".
  public String zoneName(Instant at) {
    return TimeFormat.zoneAndOffset(zone, at);
  }

  /// The symbol of a state, as a character.
  public static String shape(Presence presence) {
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
    ZonedDateTime start = span.start().atZone(clock);
    ZonedDateTime end = span.end().atZone(clock);
    boolean oneDay = start.toLocalDate().equals(end.toLocalDate());
    DateTimeFormatter time = TimeFormat.formatter(oneDay ? "HH:mm" : "EEE d MMM HH:mm");
    return time.format(start)
        + " – "
        + (span.isOpen() ? Messages.of("timeline.now") : time.format(end));
  }

  private String city(ZoneId clock) {
    String id = clock.getId();
    return id.contains("/")
        ? id.substring(id.lastIndexOf('/') + 1).replace('_', ' ')
        : clock.getDisplayName(TextStyle.SHORT, Messages.locale());
  }
}
