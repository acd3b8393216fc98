package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanQuality;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

class SpanDescriptionTest {
  private static final Person GRACE =
      new Person(
          new UserId("U0A1B2C3D"),
          "Grace Hopper",
          "Grace Hopper",
          "",
          ZoneId.of("America/New_York"),
          false,
          false);
  private final SpanDescription text = new SpanDescription(ZoneId.of("Europe/Berlin"));

  @Test
  void intervalShowsPersonTimeDurationAndEndCause() {
    assertEquals(
        List.of(
            "Grace Hopper   ● Active",
            "Thu 17 Sep 2026  12:58:02 – 14:20:00   1 h 21 min 58 s",
            "Ended: connection lost · Live (instant) · Europe/Berlin",
            "Their local time: 06:58 – 08:20 New York"),
        text.lines(
            GRACE, span(Presence.ACTIVE, "10:58:02", "12:20:00", Cause.DISCONNECTED, Source.RTM)));
  }

  @Test
  void aLongIntervalHasItsLengthInDays() {
    Instant start = Instant.parse("2026-09-17T10:00:00Z");
    Span away =
        new Span(
            GRACE.id(),
            Presence.AWAY,
            start,
            start,
            start.plusSeconds(76 * 3600 + 25),
            Cause.PRESENCE_CHANGE,
            Cause.PRESENCE_CHANGE,
            SpanQuality.OBSERVED,
            Source.RTM);
    assertTrue(text.lines(GRACE, away).get(1).endsWith("   3 d 4 h"), text.lines(GRACE, away) + "");
    assertEquals("76 h 0 min 25 s", text.length(away));
  }

  @Test
  void unknownTimeShowsItsCause() {
    assertEquals(
        "No data: computer asleep or stalled · Europe/Berlin",
        text.reason(
            span(Presence.UNKNOWN, "10:00:00", "11:00:00", Cause.RECONNECTED, Source.NONE)));
  }

  @Test
  void openIntervalHasNoEnd() {
    Span open = span(Presence.AWAY, "10:00:00", "10:12:25", Cause.NOW, Source.POLL);
    assertEquals("Thu 17 Sep 2026  12:00:00 – now", text.range(open));
    assertEquals("12 min 25 s so far", text.length(open));
    assertEquals("Polling · Europe/Berlin", text.reason(open));
  }

  @Test
  void polledIntervalNamesTheTimesBetweenWhichItBeganAndEnded() {
    PresenceTimeline lane = new PresenceTimeline(GRACE.id());
    lane.add(polled(Presence.AWAY, "10:00:00", "10:00:00"));
    lane.add(polled(Presence.ACTIVE, "10:56:00", "10:58:00"));
    lane.add(polled(Presence.AWAY, "11:30:10", "11:30:40"));
    Instant now = Instant.parse("2026-09-17T12:00:00Z");
    Span active = lane.spanAt(Instant.parse("2026-09-17T11:00:00Z"), now).orElseThrow();
    assertEquals(
        List.of("Began between 12:56 and 12:58", "Ended between 13:30:10 and 13:30:40"),
        text.uncertainty(lane, active));
    List<String> lines =
        text.lines(new TimelineRow(GRACE, lane, SlackStatusTimeline.NONE), active, active.start());
    assertEquals("Began between 12:56 and 12:58", lines.get(lines.size() - 2));
  }

  private static Sighting polled(Presence presence, String earliest, String at) {
    return new Sighting(
        GRACE.id(),
        presence,
        Instant.parse("2026-09-17T" + earliest + "Z"),
        Instant.parse("2026-09-17T" + at + "Z"),
        Source.POLL,
        Cause.PRESENCE_CHANGE);
  }

  @Test
  void denseColumnShowsTotals() {
    Instant from = Instant.parse("2026-09-17T11:40:00Z");
    assertEquals(
        List.of(
            "Grace Hopper",
            "Thu 17 Sep 2026  13:40 – 13:52",
            "Zoomed out: 9 min 0 s active, 3 min 0 s away, 0 s unknown, 4 changes"),
        text.summary(
            new TimelineRow(GRACE, new PresenceTimeline(GRACE.id()), SlackStatusTimeline.NONE),
            from,
            from.plusSeconds(720),
            new TimelineTotals(540, 180, 0),
            4));
  }

  @Test
  void aColumnOverMidnightHasTheDateOfItsEnd() {
    assertEquals("Thu 17 Sep 2026  22:00 – Fri 18 Sep 2026  01:24", column("20:00:00", 204));
    assertEquals("Thu 17 Sep 2026  22:00 – Sat 19 Sep 2026  14:00", column("20:00:00", 2400));
  }

  private String column(String from, int minutes) {
    Instant start = Instant.parse("2026-09-17T" + from + "Z");
    return text.summary(
            new TimelineRow(GRACE, new PresenceTimeline(GRACE.id()), SlackStatusTimeline.NONE),
            start,
            start.plus(Duration.ofMinutes(minutes)),
            new TimelineTotals(60, 0, 0),
            2)
        .get(1);
  }

  @Test
  void slackStatusesAreInSummaryAndSpokenText() {
    Instant from = Instant.parse("2026-09-17T11:40:00Z");
    TimelineRow row = new TimelineRow(GRACE, new PresenceTimeline(GRACE.id()), slackStatuses(from));
    List<String> over =
        List.of("Do not disturb until 14:00", "In a huddle", "Status: :calendar: In a meeting");
    List<String> summary =
        text.summary(row, from, from.plusSeconds(720), new TimelineTotals(540, 180, 0), 4);
    assertEquals(over, summary.subList(3, summary.size()));
    Span active = span(Presence.ACTIVE, "11:00:00", "12:00:00", Cause.DISCONNECTED, Source.RTM);
    assertTrue(text.spoken(row, active).endsWith(String.join(". ", over)));
  }

  @Test
  void unobservedTimeHasNoSlackStatuses() {
    Instant from = Instant.parse("2026-09-17T11:40:00Z");
    TimelineRow row = new TimelineRow(GRACE, new PresenceTimeline(GRACE.id()), slackStatuses(from));
    assertEquals(
        3, text.summary(row, from, from.plusSeconds(720), new TimelineTotals(0, 0, 720), 0).size());
    Span unknown = span(Presence.UNKNOWN, "11:00:00", "12:00:00", Cause.RECONNECTED, Source.NONE);
    assertFalse(text.spoken(row, unknown).contains("huddle"));
  }

  @Test
  void slackStatusesFromBeforeAGapAreNotInTheTextOfTheTimeAfterIt() {
    UserId user = GRACE.id();
    Instant friday = Instant.parse("2026-09-16T15:00:00Z");
    Instant start = Instant.parse("2026-09-17T11:00:00Z");
    PresenceTimeline lane =
        PresenceTimeline.ofSightings(
            user,
            List.of(
                Sighting.of(user, Presence.ACTIVE, friday, Source.RTM, Cause.PRESENCE_CHANGE),
                Sighting.unknown(user, friday.plusSeconds(600), Cause.APP_STOPPED),
                Sighting.of(user, Presence.ACTIVE, start, Source.RTM, Cause.SNAPSHOT)));
    SlackStatusTimeline before =
        SlackStatusTimeline.of(
            List.of(
                new SlackStatus.Huddle(user, true, friday, Source.RTM),
                new SlackStatus.StatusText(user, "Lunch", friday, Source.RTM),
                new SlackStatus.Dnd(user, friday, start.plusSeconds(3600), friday, Source.RTM)));
    Span active = span(Presence.ACTIVE, "11:00:00", "12:00:00", Cause.DISCONNECTED, Source.RTM);
    String nothing = text.spoken(new TimelineRow(GRACE, lane, SlackStatusTimeline.NONE), active);
    assertEquals(nothing, text.spoken(new TimelineRow(GRACE, lane, before), active));
    Instant answer = start.plusSeconds(8);
    SlackStatusTimeline again =
        before.with(List.of(new SlackStatus.Huddle(user, true, answer, Source.POLL)));
    TimelineRow row = new TimelineRow(GRACE, lane, again);
    assertEquals(nothing + ". In a huddle", text.spoken(row, active));
    assertFalse(text.lines(row, active, start.plusSeconds(6)).contains("In a huddle"));
    assertTrue(text.lines(row, active, answer).contains("In a huddle"));
  }

  private static SlackStatusTimeline slackStatuses(Instant from) {
    UserId user = GRACE.id();
    Instant morning = from.minusSeconds(9000);
    Instant during = from.plusSeconds(60);
    return SlackStatusTimeline.of(
        List.of(
            new SlackStatus.Dnd(user, from, from.plusSeconds(1200), morning, Source.RTM),
            new SlackStatus.Huddle(user, false, morning, Source.RTM),
            new SlackStatus.Huddle(user, true, during, Source.RTM),
            new SlackStatus.Huddle(user, false, during.plusSeconds(60), Source.RTM),
            new SlackStatus.StatusText(user, "", morning, Source.RTM),
            new SlackStatus.StatusText(user, ":calendar: In a meeting", during, Source.RTM)));
  }

  @Test
  void durationsAreInRelevantUnits() {
    assertEquals("38 s", TimeFormat.duration(Duration.ofSeconds(38)));
    assertEquals("12 min 25 s", TimeFormat.duration(Duration.ofSeconds(745)));
    assertEquals("1 h 22 min", TimeFormat.duration(Duration.ofSeconds(4925)));
    assertEquals("3 d 4 h", TimeFormat.duration(Duration.ofHours(76)));
    assertEquals("76 h 0 min", TimeFormat.total(76 * 3600));
    assertEquals("12,529 h", TimeFormat.total(12_529L * 3600 + 840));
  }

  @Test
  void zoneNameHasTheOffsetAtThatTime() {
    assertEquals("Europe/Berlin (UTC+2)", text.zoneName(Instant.parse("2026-09-17T10:00:00Z")));
    assertEquals("Europe/Berlin (UTC+1)", text.zoneName(Instant.parse("2026-12-17T10:00:00Z")));
    assertEquals(
        "Asia/Kolkata (UTC+5:30)",
        new SpanDescription(ZoneId.of("Asia/Kolkata"))
            .zoneName(Instant.parse("2026-12-17T10:00:00Z")));
  }

  @Test
  void everyCauseStateAndSourceHasAText() {
    for (Cause cause : Cause.values()) {
      assertFalse(Messages.of("timeline.cause." + cause.word()).isBlank());
    }
    for (Presence presence : Presence.values()) {
      assertFalse(Messages.of("presence." + presence.word()).isBlank());
    }
    for (Source source : List.of(Source.RTM, Source.POLL, Source.DEMO)) {
      assertFalse(Messages.of("timeline.source." + source.word()).isBlank());
    }
  }

  private static Span span(
      Presence presence, String from, String to, Cause endCause, Source source) {
    Instant start = Instant.parse("2026-09-17T" + from + "Z");
    return new Span(
        GRACE.id(),
        presence,
        start,
        start,
        Instant.parse("2026-09-17T" + to + "Z"),
        presence == Presence.UNKNOWN ? Cause.COMPUTER_SLEPT : Cause.PRESENCE_CHANGE,
        endCause,
        presence.isObserved() ? SpanQuality.OBSERVED : SpanQuality.NONE,
        source);
  }
}
