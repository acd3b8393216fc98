package rollcall.ui.timecards;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayTotals;

/// Hours of the day that all strips show, so that they can be compared: from the first to the last
/// full hour in which anyone was active, but at least twelve. Pure.
///
/// @param from the first hour, counted from the local midnight of the day
/// @param to the hour at which the strips end, at most 24 after the start of the day
record DayWindow(int from, int to) {
  private static final int LEAST = 12;
  private static final DayWindow OFFICE = new DayWindow(7, 19);

  /// The window that contains all active time of these people.
  static DayWindow of(List<TimecardGridRow.Member> members, AccountingRules rules) {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (TimecardGridRow.Member member : members) {
      for (Map.Entry<LocalDate, DayTotals> day : member.days().entrySet()) {
        DayTotals totals = day.getValue();
        if (totals.sessions() > 0) {
          first =
              Math.min(first, hour(totals.firstActive(), day.getKey(), member.zone(day.getKey())));
          last =
              Math.max(
                  last, hour(totals.lastActive() - 1, day.getKey(), member.zone(day.getKey())) + 1);
        }
      }
    }
    return first > last ? within(OFFICE, rules) : within(new DayWindow(first, last), rules);
  }

  /// The window of one day: all of it if no one was active, so that its other states are visible.
  static DayWindow of(DayTotals day, LocalDate date, ZoneId zone, AccountingRules rules) {
    int dayStart = rules.dayStart().getHour();
    return day.sessions() == 0
        ? new DayWindow(dayStart, dayStart + 24)
        : within(
            new DayWindow(
                hour(day.firstActive(), date, zone), hour(day.lastActive() - 1, date, zone) + 1),
            rules);
  }

  /// The same window, as wide as the least width within the day.
  private static DayWindow within(DayWindow window, AccountingRules rules) {
    int dayStart = rules.dayStart().getHour();
    int missing = Math.max(0, LEAST - (window.to - window.from));
    int begin = Math.max(dayStart, window.from - missing / 2);
    int end = Math.min(dayStart + 24, Math.max(window.to, begin + LEAST));
    return new DayWindow(Math.max(dayStart, Math.min(begin, end - LEAST)), end);
  }

  private static int hour(long second, LocalDate date, ZoneId zone) {
    ZonedDateTime at = Instant.ofEpochSecond(second).atZone(zone);
    return (int) (at.toLocalDate().toEpochDay() - date.toEpochDay()) * 24 + at.getHour();
  }

  /// The instant at which the strip of a day begins.
  Instant start(LocalDate date, ZoneId zone) {
    return at(date, zone, from);
  }

  /// The instant at which the strip of a day ends.
  Instant end(LocalDate date, ZoneId zone) {
    return at(date, zone, to);
  }

  private static Instant at(LocalDate date, ZoneId zone, int hour) {
    return date.atTime(LocalTime.MIDNIGHT).plusHours(hour).atZone(zone).toInstant();
  }

  /// The hours at which an axis has labels, such as 8, 10, 12.
  List<Integer> labels() {
    int step = to - from > 14 ? 3 : 2;
    List<Integer> labels = new ArrayList<>();
    for (int hour = Math.ceilDiv(from + 1, step) * step; hour < to; hour += step) {
      labels.add(hour);
    }
    return labels;
  }

  /// The states of a timeline within the strip of a day, in order; bridged gaps have the state that
  /// they count as.
  ///
  /// @param bridge the maximum length of a bridged gap
  List<Piece> pieces(
      PresenceTimeline timeline, LocalDate date, ZoneId zone, Instant now, Duration bridge) {
    long begin = start(date, zone).getEpochSecond();
    long end = Math.min(end(date, zone).getEpochSecond(), now.getEpochSecond());
    double length = end(date, zone).getEpochSecond() - begin;
    List<Piece> pieces = new ArrayList<>();
    for (int i = Math.max(0, timeline.indexAt(begin));
        i < timeline.size() && timeline.startSecond(i) < end;
        i++) {
      long start = Math.max(begin, timeline.startSecond(i));
      long stop = i + 1 < timeline.size() ? Math.min(end, timeline.startSecond(i + 1)) : end;
      Presence presence = timeline.presence(timeline.isBridged(i, bridge) ? i - 1 : i);
      if (start < stop && presence != Presence.NOT_WATCHED) {
        pieces.add(new Piece(presence, (start - begin) / length, (stop - begin) / length));
      }
    }
    return pieces;
  }

  /// The states of these spans within the strip of a day, in order.
  List<Piece> pieces(List<Span> spans, LocalDate date, ZoneId zone) {
    Instant begin = start(date, zone);
    Instant end = end(date, zone);
    double length = Duration.between(begin, end).toMillis();
    return spans.stream()
        .flatMap(span -> span.clip(begin, end).stream())
        .map(span ->
            new Piece(
                span.presence(),
                Duration.between(begin, span.start()).toMillis() / length,
                Duration.between(begin, span.end()).toMillis() / length))
        .toList();
  }

  /// Part of a strip.
  ///
  /// @param from the left edge, as a fraction of the width
  /// @param to the right edge, as a fraction of the width
  record Piece(Presence presence, double from, double to) {}
}
