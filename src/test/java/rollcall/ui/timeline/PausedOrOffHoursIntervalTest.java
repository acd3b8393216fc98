package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;

/// Text for time that is not recorded on purpose.
class PausedOrOffHoursIntervalTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant EVENING = Instant.parse("2026-09-17T16:00:00Z");
  private static final Instant MORNING = Instant.parse("2026-09-18T06:00:00Z");
  private static final Instant PAUSE = Instant.parse("2026-09-18T09:00:00Z");
  private static final Instant NOW = Instant.parse("2026-09-18T09:30:00Z");
  private static final RecordingSchedule OFFICE_HOURS =
      new RecordingSchedule(
          LocalTime.of(8, 0),
          LocalTime.of(18, 0),
          new TreeSet<>(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
  private final SpanDescription text = new SpanDescription(ZoneId.of("Europe/Berlin"));
  private final TimelineRow row =
      new TimelineRow(
          new Person(GRACE, "Grace Hopper", "", "", null, false, false),
          PresenceTimeline.ofSightings(
              GRACE,
              List.of(
                  Sighting.of(
                      GRACE,
                      Presence.ACTIVE,
                      EVENING.minusSeconds(3600),
                      Source.RTM,
                      Cause.SNAPSHOT),
                  Sighting.notWatched(GRACE, EVENING, Cause.HOURS_CLOSED),
                  Sighting.unknown(GRACE, MORNING, Cause.HOURS_OPENED),
                  Sighting.notWatched(GRACE, PAUSE, Cause.WATCH_PAUSED))),
          SlackStatusTimeline.NONE);

  @Test
  void pastIntervalDoesNotShowTheCurrentHours() {
    assertEquals(
        Optional.of(
            List.of(
                "Grace Hopper   ┈ Not watched",
                "Thu 17 Sep 2026  18:00:00 – Fri 18 Sep 2026  08:00:00   14 h 0 min 0 s",
                "Not recorded (outside recording hours)")),
        at(EVENING, OFFICE_HOURS));
  }

  @AfterEach
  void english() {
    Messages.use(Locale.ENGLISH);
  }

  @Test
  void currentIntervalShowsTheHours() {
    TimelineRow tonight =
        new TimelineRow(
            row.person(),
            PresenceTimeline.ofSightings(
                GRACE,
                List.of(
                    Sighting.of(
                        GRACE,
                        Presence.AWAY,
                        EVENING.minusSeconds(3600),
                        Source.RTM,
                        Cause.SNAPSHOT),
                    Sighting.notWatched(GRACE, EVENING, Cause.HOURS_CLOSED))),
            SlackStatusTimeline.NONE);
    Instant night = EVENING.plusSeconds(3600);
    assertEquals(
        List.of("Not recorded (outside 08:00–18:00)", "Not recorded (outside recording hours)"),
        Stream.of(OFFICE_HOURS, RecordingSchedule.ALWAYS)
            .map(hours ->
                PausedOrOffHoursInterval.at(tonight, EVENING, night, hours).orElseThrow().reason())
            .toList());
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    assertEquals(
        "Not recorded (outside 8:00 AM–6:00 PM)",
        PausedOrOffHoursInterval.at(tonight, EVENING, night, OFFICE_HOURS).orElseThrow().reason());
  }

  @Test
  void openPauseShowsSoFar() {
    assertEquals(
        Optional.of(
            List.of(
                "Grace Hopper   ┈ Not watched",
                "Fri 18 Sep 2026  11:00:00 – now   30 min 0 s so far",
                "Not recorded (recording was paused)")),
        at(PAUSE.plusSeconds(5), OFFICE_HOURS));
  }

  @Test
  void watchedAndFutureTimeAreNotNotRecorded() {
    assertEquals(Optional.empty(), at(MORNING, OFFICE_HOURS));
    assertEquals(Optional.empty(), at(EVENING.minusSeconds(1), OFFICE_HOURS));
    assertEquals(Optional.empty(), at(EVENING.minusSeconds(9000), OFFICE_HOURS));
    assertEquals(Optional.empty(), at(NOW, OFFICE_HOURS));
  }

  private Optional<List<String>> at(Instant at, RecordingSchedule hours) {
    return PausedOrOffHoursInterval.at(row, at, NOW, hours).map(text::lines);
  }
}
