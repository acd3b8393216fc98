package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

class VisibleHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aDayWithoutActivityShowsTheUsualHours() {
    assertEquals(range("06:00", "20:00"), hours("16:43", LONG_AGO));
  }

  @Test
  void activeTimeExtendsTheDayToWholeHours() {
    assertEquals(
        range("05:00", "23:00"),
        hours("22:20", LONG_AGO, active("05:17", "06:00"), active("09:00", "21:01")));
    assertEquals(range("05:00", "21:00"), hours("20:20", LONG_AGO, active("05:17", "06:00")));
  }

  @Test
  void theCurrentTimeIsVisible() {
    assertEquals(range("02:00", "20:00"), hours("02:10", LONG_AGO));
    assertEquals(range("06:00", "21:00"), hours("19:45", LONG_AGO));
    assertEquals(
        new TimeWindow(at("06:00").toInstant(), DAY.plusDays(1).atStartOfDay(BERLIN).toInstant()),
        hours("23:50", LONG_AGO));
  }

  @Test
  void activityBeforeMidnightAndAfterNowDoesNotCount() {
    PresenceTimeline overnight = new PresenceTimeline(new UserId("U1"));
    overnight.add(seen(Presence.ACTIVE, at("00:00").minusHours(2)));
    overnight.add(seen(Presence.AWAY, at("00:00").minusHours(1)));
    overnight.add(seen(Presence.ACTIVE, at("22:00")));
    assertEquals(range("06:00", "20:00"), hours("12:00", LONG_AGO, overnight));
  }

  @Test
  void theFirstDayShowsTheHoursSinceTheStartOfTheRecord() {
    assertEquals(range("14:00", "18:00"), hours("14:10", at("14:02").toInstant()));
    assertEquals(range("09:00", "17:00"), hours("16:10", at("09:30").toInstant()));
    assertEquals(range("14:00", "18:00"), hours("14:10", null));
  }

  @Test
  void aFirstHourBeforeMidnightStillShowsSomeHours() {
    assertEquals(
        new TimeWindow(at("20:00").toInstant(), DAY.plusDays(1).atStartOfDay(BERLIN).toInstant()),
        hours("23:40", at("23:30").toInstant()));
  }

  private static TimeWindow hours(String now, @Nullable Instant since, PresenceTimeline... people) {
    return VisibleHours.of(DAY, BERLIN, at(now).toInstant(), since, List.of(people));
  }

  private static TimeWindow range(String from, String to) {
    return new TimeWindow(at(from).toInstant(), at(to).toInstant());
  }

  private static PresenceTimeline active(String from, String to) {
    PresenceTimeline timeline = new PresenceTimeline(new UserId("U1"));
    timeline.add(seen(Presence.ACTIVE, at(from)));
    timeline.add(seen(Presence.AWAY, at(to)));
    return timeline;
  }

  private static Sighting seen(Presence presence, ZonedDateTime at) {
    return Sighting.of(
        new UserId("U1"), presence, at.toInstant(), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static ZonedDateTime at(String time) {
    return DAY.atTime(LocalTime.parse(time)).atZone(BERLIN);
  }
}
