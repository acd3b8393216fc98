package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;

/// Hours of a day that are shown: from 6 to 20 o'clock, extended to whole hours by the active time
/// of the people and by the current time. On the day on which the recording began, the hours since
/// its start.
public final class VisibleHours {
  /// The hour at which a day begins to be shown when no one was active earlier.
  public static final int FIRST_HOUR = 6;

  private static final int LAST_HOUR = 20;

  /// The time after now that stays visible.
  private static final Duration AHEAD = Duration.ofMinutes(30);

  private static final Duration LEAST = Duration.ofHours(4);

  private final Instant midnight;
  private final Instant end;
  private final ZoneId zone;
  private Instant from;
  private Instant to;

  private VisibleHours(LocalDate day, ZoneId zone) {
    TimeWindow whole = RangeUnit.DAY.window(day, zone);
    this.zone = zone;
    midnight = whole.from();
    end = whole.to();
    from = limit(day.atTime(FIRST_HOUR, 0).atZone(zone).toInstant());
    to = limit(day.atTime(LAST_HOUR, 0).atZone(zone).toInstant());
  }

  /// The visible hours of this day.
  ///
  /// @param recordedSince the start of the record, or null when it is empty
  public static TimeWindow of(
      LocalDate day,
      ZoneId zone,
      Instant now,
      @Nullable Instant recordedSince,
      Collection<PresenceTimeline> people) {
    VisibleHours hours = new VisibleHours(day, zone);
    boolean today = !now.isBefore(hours.midnight) && now.isBefore(hours.end);
    if (today && (recordedSince == null || !recordedSince.isBefore(hours.midnight))) {
      hours.showSince(recordedSince == null ? now : recordedSince, now);
    } else {
      people.forEach(timeline -> hours.extend(timeline, now));
      if (today) {
        hours.extendTo(now, now.plus(AHEAD));
      }
    }
    return new TimeWindow(hours.from, hours.to);
  }

  private void showSince(Instant since, Instant now) {
    from = floor(since);
    Instant least = from.plus(LEAST);
    Instant ahead = ceiling(now.plus(AHEAD));
    to = limit(ahead.isAfter(least) ? ahead : least);
    if (Duration.between(from, to).compareTo(LEAST) < 0) {
      from = limit(to.minus(LEAST));
    }
  }

  private void extend(PresenceTimeline timeline, Instant now) {
    long begin = midnight.getEpochSecond();
    long last = Math.min(end.getEpochSecond(), now.getEpochSecond()) - 1;
    int first = Math.max(0, timeline.indexAt(begin));
    int until = timeline.indexAt(last);
    while (first <= until && timeline.presence(first) != Presence.ACTIVE) {
      first++;
    }
    while (until >= first && timeline.presence(until) != Presence.ACTIVE) {
      until--;
    }
    if (first <= until) {
      long stop =
          until + 1 < timeline.size() ? timeline.startSecond(until + 1) : now.getEpochSecond();
      extendTo(
          Instant.ofEpochSecond(Math.max(begin, timeline.startSecond(first))),
          Instant.ofEpochSecond(Math.min(stop, last + 1)));
    }
  }

  private void extendTo(Instant first, Instant last) {
    Instant start = floor(first);
    Instant stop = ceiling(last);
    from = start.isBefore(from) ? start : from;
    to = stop.isAfter(to) ? stop : to;
  }

  /// The start of the local hour, within the day.
  private Instant floor(Instant at) {
    return limit(at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant());
  }

  private Instant ceiling(Instant at) {
    Instant start = floor(at);
    return start.isBefore(at) ? limit(start.plus(Duration.ofHours(1))) : limit(at);
  }

  private Instant limit(Instant at) {
    return at.isBefore(midnight) ? midnight : at.isAfter(end) ? end : at;
  }
}
