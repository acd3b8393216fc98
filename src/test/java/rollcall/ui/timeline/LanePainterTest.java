package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

class LanePainterTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final Instant T = Instant.parse("2026-09-01T00:00:00Z");
  private static final Duration BRIDGE = Duration.ofSeconds(90);
  private static final int HEIGHT = 27;
  private static final int MARGIN = 6;
  private static final int BAR = 15;
  private static final int BACKGROUND = 0xfff6f8fa;
  private static final LaneColors LIGHT =
      new LaneColors(
          BACKGROUND,
          0xffeef6ff,
          0xff1f2328,
          0xff1a7f5a,
          0xff818b98,
          0xff6e7781,
          0xff818b99,
          0xff7b2d8b);

  @Test
  void activeIsAFullBarAndAwayAThinLineAtItsLowerThird() {
    int[] pixels = paint(lane(Presence.ACTIVE, 0, Presence.AWAY, 50), 100, 100);
    assertEquals(column(LIGHT.active(), MARGIN, BAR), columnOf(pixels, 100, 10));
    assertEquals(column(LIGHT.away(), MARGIN + 10, 3), columnOf(pixels, 100, 70));
  }

  @Test
  void activeBarHasRoundedCorners() {
    int[] pixels = paint(lane(Presence.AWAY, 0, Presence.ACTIVE, 20, Presence.AWAY, 60), 100, 100);
    int corner = pixels[MARGIN * 100 + 20];
    assertTrue(corner != BACKGROUND && corner != LIGHT.active(), Integer.toHexString(corner));
    assertEquals(corner, pixels[MARGIN * 100 + 59]);
    assertEquals(corner, pixels[(MARGIN + BAR - 1) * 100 + 20]);
    assertEquals(LIGHT.active(), pixels[MARGIN * 100 + 23]);
  }

  @Test
  void narrowUnknownTimeIsHatchedAndNotSolid() {
    int[] pixels = paint(lane(Presence.AWAY, 0, Presence.UNKNOWN, 50, Presence.AWAY, 56), 100, 100);
    long hatched = count(pixels, 100, LIGHT.unknown());
    assertTrue(hatched > 6 && hatched < 6 * BAR / 2, "pixels: " + hatched);
  }

  @Test
  void unknownIsHatchedWithADashedEdge() {
    int[] pixels = paint(lane(Presence.UNKNOWN, 0, Presence.AWAY, 99), 100, 100);
    Set<Integer> inside = new HashSet<>(columnOf(pixels, 100, 40));
    assertEquals(Set.of(BACKGROUND, LIGHT.unknown()), inside);
    long hatched = count(pixels, 100, LIGHT.unknown());
    assertTrue(hatched > 250 && hatched < 600, "hatched pixels: " + hatched);
  }

  @Test
  void notWatchedIsEmptyWithADottedMarkAtItsStartAndEnd() {
    PresenceTimeline lane = lane(Presence.ACTIVE, 0);
    lane.add(Sighting.notWatched(GRACE, T.plusSeconds(30), Cause.WATCH_PAUSED));
    lane.add(seen(Presence.ACTIVE, 60));
    int[] pixels = paint(lane, 100, 100);
    assertEquals(2 * BAR / 3, count(pixels, 100, LIGHT.notWatched()));
    assertEquals(LIGHT.notWatched(), pixels[MARGIN * 100 + 30]);
    assertEquals(LIGHT.notWatched(), pixels[MARGIN * 100 + 59]);
    assertEquals(Set.of(BACKGROUND), new HashSet<>(columnOf(pixels, 100, 45)));
  }

  @Test
  void timeOutsideTheRecordingHoursIsTintedOverTheWholeLane() {
    PresenceTimeline lane = lane(Presence.ACTIVE, 0);
    lane.add(Sighting.notWatched(GRACE, T.plusSeconds(30), Cause.HOURS_CLOSED));
    lane.add(seen(Presence.ACTIVE, 60));
    int[] pixels = paint(lane, 100, 100);
    int tint = pixels[45];
    assertNotEquals(BACKGROUND, tint);
    assertTrue(gray(BACKGROUND) - gray(tint) < 16, Integer.toHexString(tint));
    assertEquals(Set.of(tint), new HashSet<>(columnOf(pixels, 100, 45)));
    assertEquals(BACKGROUND, pixels[10]);
    assertEquals(BACKGROUND, pixels[70]);
  }

  @Test
  void polledEdgesAreSlopesAsWideAsTheirUncertainty() {
    PresenceTimeline lane = lane(Presence.AWAY, 0);
    lane.add(polled(Presence.ACTIVE, 20, 30));
    lane.add(polled(Presence.AWAY, 60, 70));
    int[] pixels = paint(lane, 100, 100);
    int bottom = (MARGIN + BAR - 1) * 100;
    int top = MARGIN * 100;
    assertEquals(BACKGROUND, pixels[top + 20]);
    assertEquals(LIGHT.active(), pixels[bottom + 22]);
    assertEquals(LIGHT.active(), pixels[top + 30]);
    assertEquals(LIGHT.active(), pixels[top + 59]);
    assertEquals(BACKGROUND, pixels[top + 65]);
    assertEquals(LIGHT.active(), pixels[bottom + 65]);
    assertEquals(BACKGROUND, pixels[bottom + 71]);
  }

  @Test
  void edgesOfBarsAreWholePixels() {
    // 7 seconds a pixel, so that most edges lie within a pixel.
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    for (int i = 0; i < 20; i++) {
      lane.add(seen(i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY, 31 * i + i * i));
    }
    int[] pixels = paint(lane, 700, 100, 700);
    int middle = (MARGIN + 4) * 100;
    Set<Integer> colors =
        Arrays.stream(pixels, middle, middle + 100).boxed().collect(Collectors.toSet());
    assertEquals(Set.of(BACKGROUND, LIGHT.active()), colors);
  }

  @Test
  void uncertaintyOfLessThanThreePixelsIsNotDrawn() {
    PresenceTimeline lane = lane(Presence.AWAY, 0);
    lane.add(polled(Presence.ACTIVE, 28, 30));
    int[] pixels = paint(lane, 100, 100);
    assertEquals(BACKGROUND, pixels[(MARGIN + BAR - 1) * 100 + 29]);
  }

  private static Sighting polled(Presence presence, int earliest, int at) {
    return new Sighting(
        GRACE,
        presence,
        T.plusSeconds(earliest),
        T.plusSeconds(at),
        Source.POLL,
        Cause.PRESENCE_CHANGE);
  }

  @Test
  void theFutureIsEmpty() {
    int[] pixels = paint(lane(Presence.ACTIVE, 0), 100, 60);
    for (int y = 0; y < HEIGHT; y++) {
      int[] future = Arrays.copyOfRange(pixels, y * 100 + 60, y * 100 + 100);
      assertTrue(Arrays.stream(future).allMatch(color -> color == BACKGROUND));
    }
  }

  @Test
  void statesDifferInHeightAndWeightWithoutColor() {
    Contrast active = Contrast.of(paint(lane(Presence.ACTIVE, 0), 100, 100));
    Contrast away = Contrast.of(paint(lane(Presence.AWAY, 0), 100, 100));
    Contrast unknown = Contrast.of(paint(lane(Presence.UNKNOWN, 0), 100, 100));
    Contrast notWatched = Contrast.of(paint(lane(Presence.NOT_WATCHED, 0), 100, 100));
    assertEquals(0, away.upper());
    assertTrue(notWatched.upper() < 1000, notWatched.toString());
    assertTrue(active.upper() > 3 * unknown.upper(), active + " " + unknown);
    assertTrue(unknown.upper() > 10_000, unknown.toString());
    assertTrue(active.lower() > 2 * away.lower(), active + " " + away);
    assertTrue(away.lower() > 10 * notWatched.lower(), away + " " + notWatched);
  }

  /// Total grayscale contrast to the lane background, in the upper 40 % of the bar and below.
  private record Contrast(int upper, int lower) {
    static Contrast of(int[] pixels) {
      int border = (MARGIN + 7) * 100;
      return new Contrast(sum(pixels, 0, border), sum(pixels, border, pixels.length));
    }

    private static int sum(int[] pixels, int from, int to) {
      return Arrays.stream(pixels, from, to)
          .map(pixel -> Math.max(0, gray(BACKGROUND) - gray(pixel)))
          .sum();
    }
  }

  @Test
  void oneActiveSecondIsVisibleInThirtyDays() {
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    lane.add(seen(Presence.AWAY, 0));
    lane.add(seen(Presence.ACTIVE, 1_000_003));
    lane.add(seen(Presence.AWAY, 1_000_004));
    int[] pixels = paint(lane, 30 * 86_400, 1000, 30 * 86_400);
    assertEquals(BAR, count(pixels, 1000, LIGHT.active()));
  }

  @Test
  void oneActiveSecondIsVisibleInADenseLane() {
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    for (int i = 0; i < 3000; i++) {
      lane.add(seen(i % 2 == 0 ? Presence.AWAY : Presence.UNKNOWN, i * 600));
    }
    lane.add(seen(Presence.AWAY, 2_000_000));
    lane.add(seen(Presence.ACTIVE, 2_100_000));
    lane.add(seen(Presence.AWAY, 2_100_001));
    int[] pixels = paint(lane, 30 * 86_400, 1000, 30 * 86_400);
    assertEquals(1, count(pixels, 1000, LIGHT.active()));
  }

  @Test
  void outageIsAtLeastTwoPixelsWide() {
    PresenceTimeline lane =
        lane(Presence.ACTIVE, 0, Presence.UNKNOWN, 500_000, Presence.ACTIVE, 500_091);
    int[] pixels = paint(lane, 7 * 86_400, 1000, 7 * 86_400);
    assertEquals(2 * BAR, count(pixels, 1000, LIGHT.unknown()));
  }

  @Test
  void aGapThatTotalsBridgeIsNotWidened() {
    PresenceTimeline whole = lane(Presence.AWAY, 0, Presence.ACTIVE, 100_000);
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    lane.add(seen(Presence.AWAY, 0));
    lane.add(seen(Presence.UNKNOWN, 50_000));
    lane.add(seen(Presence.AWAY, 50_090));
    lane.add(seen(Presence.ACTIVE, 100_000));
    lane.add(seen(Presence.UNKNOWN, 150_000));
    lane.add(seen(Presence.ACTIVE, 150_003));
    assertArrayEquals(paint(whole, 200_000, 1000, 200_000), paint(lane, 200_000, 1000, 200_000));
    int[] wide = paint(lane, 200_000, 10_000, 200_000);
    assertTrue(count(wide, 10_000, LIGHT.unknown()) > 0, "90 s are 4.5 pixels wide");
  }

  @Test
  void aDenseColumnIsDividedAsTotalsCount() {
    PresenceTimeline whole = new PresenceTimeline(GRACE);
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    for (int hour = 0; hour < 720; hour++) {
      for (PresenceTimeline each : List.of(whole, lane)) {
        each.add(seen(Presence.ACTIVE, hour * 3600));
        each.add(seen(Presence.AWAY, hour * 3600 + 1800));
      }
      lane.add(seen(Presence.UNKNOWN, hour * 3600 + 2700));
      lane.add(seen(Presence.AWAY, hour * 3600 + 2780));
    }
    int seconds = 720 * 3600;
    assertArrayEquals(paint(whole, seconds, 360, seconds), paint(lane, seconds, 360, seconds));
  }

  @Test
  void denseColumnsAreDividedByTheShareOfTheStates() {
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    for (int hour = 0; hour < 720; hour++) {
      lane.add(seen(Presence.ACTIVE, hour * 3600));
      lane.add(seen(Presence.AWAY, hour * 3600 + 1800));
    }
    int[] pixels = paint(lane, 720 * 3600, 720, 720 * 3600);
    List<Integer> any = columnOf(pixels, 720, 300);
    assertEquals(column(LIGHT.active(), MARGIN + 7, 8), any);
  }

  @Test
  void denseColumnHasTheLineOfAwayAndUnknownAboveActive() {
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    for (int hour = 0; hour < 720; hour++) {
      lane.add(seen(Presence.ACTIVE, hour * 3600));
      lane.add(seen(Presence.UNKNOWN, hour * 3600 + 720));
      lane.add(seen(Presence.AWAY, hour * 3600 + 1440));
    }
    List<Integer> any = columnOf(paint(lane, 720 * 3600, 720, 720 * 3600), 720, 300);
    assertEquals(LIGHT.active(), any.get(MARGIN + BAR - 1));
    assertEquals(LIGHT.active(), any.get(MARGIN + BAR - 3));
    assertEquals(LIGHT.unknown(), any.get(MARGIN + BAR - 4));
    assertEquals(BACKGROUND, any.get(MARGIN));
    PresenceTimeline night = new PresenceTimeline(GRACE);
    for (int hour = 0; hour < 720; hour++) {
      night.add(seen(Presence.AWAY, hour * 3600));
      night.add(seen(Presence.NOT_WATCHED, hour * 3600 + 1800));
    }
    assertEquals(
        column(LIGHT.away(), MARGIN + 10, 3),
        columnOf(paint(night, 720 * 3600, 720, 720 * 3600), 720, 300));
  }

  @Test
  void groupShowsTheShareOfItsActiveMembers() {
    List<PresenceTimeline> group =
        List.of(lane(Presence.ACTIVE, 0), lane(Presence.AWAY, 0), lane(Presence.AWAY, 0));
    int[] pixels = new int[100 * HEIGHT];
    painter(scale(100, 100), T.getEpochSecond() + 100).paintShares(group, pixels, 0, 0, 100);
    assertEquals(5, columnOf(pixels, 100, 50).stream().filter(c -> c == LIGHT.active()).count());
  }

  @Test
  void dayWith25HoursIs25HoursWide() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    LocalDate day = LocalDate.of(2026, 10, 25);
    Instant midnight = day.atStartOfDay(berlin).toInstant();
    Instant next = day.plusDays(1).atStartOfDay(berlin).toInstant();
    assertEquals(Duration.ofHours(25), Duration.between(midnight, next));
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    for (int hour = 0; hour < 25; hour++) {
      Presence presence = hour % 2 == 0 ? Presence.ACTIVE : Presence.AWAY;
      lane.add(
          Sighting.of(
              GRACE,
              presence,
              midnight.plusSeconds(hour * 3600L),
              Source.RTM,
              Cause.PRESENCE_CHANGE));
    }
    var scale = new TimeScale(new TimeWindow(midnight, next), 1000);
    int[] pixels = paint(lane, scale, next.getEpochSecond());
    int bottom = (HEIGHT - MARGIN - 4) * 1000;
    long active =
        IntStream.range(0, 1000).filter(x -> pixels[bottom + x] == LIGHT.active()).count();
    assertEquals(13 * 40, active);
  }

  @Test
  void partialRepaintsEqualACompletePaint() {
    var random = new Random(7);
    for (int secondsShown : new int[] {4_000, 80_000, 900_000}) {
      PresenceTimeline lane = new PresenceTimeline(GRACE);
      for (int second = 0; second < 900_000; second += 1 + random.nextInt(3_000)) {
        lane.add(seen(Presence.values()[random.nextInt(4)], second));
      }
      checkParts(lane, secondsShown);
    }
  }

  @Test
  void partialRepaintsOfBridgedGapsEqualACompletePaint() {
    var random = new Random(11);
    for (int secondsShown : new int[] {4_000, 20_000, 80_000}) {
      PresenceTimeline lane = lane(Presence.AWAY, 0);
      for (int second = 100; second < 90_000; second += 1 + random.nextInt(3_000)) {
        Presence before = lane.presence(lane.size() - 1);
        lane.add(seen(Presence.UNKNOWN, second));
        second += 1 + random.nextInt(100);
        boolean same = random.nextInt(4) > 0;
        lane.add(seen(same == (before == Presence.AWAY) ? Presence.AWAY : Presence.ACTIVE, second));
      }
      checkParts(lane, secondsShown);
    }
  }

  @Test
  void partialRepaintsOfPolledEdgesEqualACompletePaint() {
    var random = new Random(13);
    PresenceTimeline lane = lane(Presence.AWAY, 0);
    for (int second = 0; second < 3_900; ) {
      int before = second + 1 + random.nextInt(300);
      second = before + random.nextInt(300);
      boolean away = lane.presence(lane.size() - 1) == Presence.AWAY;
      lane.add(polled(away ? Presence.ACTIVE : Presence.AWAY, before, second));
    }
    checkParts(lane, 4_000);
  }

  private static void checkParts(PresenceTimeline lane, int secondsShown) {
    int[] whole = paint(lane, secondsShown, 300, secondsShown);
    int[] parts = new int[300 * HEIGHT];
    TimeScale scale = scale(secondsShown, 300);
    LanePainter painter = painter(scale, T.getEpochSecond() + secondsShown);
    for (int left = 0; left < 300; left += 50) {
      painter.paint(lane, isDense(lane, scale), parts, 0, left, left + 50);
    }
    assertArrayEquals(whole, parts);
  }

  private static PresenceTimeline lane(Object... statesAndSeconds) {
    PresenceTimeline lane = new PresenceTimeline(GRACE);
    for (int i = 0; i + 1 < statesAndSeconds.length; i += 2) {
      lane.add(seen((Presence) statesAndSeconds[i], (Integer) statesAndSeconds[i + 1]));
    }
    return lane;
  }

  private static Sighting seen(Presence presence, int second) {
    return Sighting.of(GRACE, presence, T.plusSeconds(second), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static int[] paint(PresenceTimeline lane, int seconds, int now) {
    return paint(lane, seconds, 100, now);
  }

  private static int[] paint(PresenceTimeline lane, int seconds, int pixels, int now) {
    return paint(lane, scale(seconds, pixels), T.getEpochSecond() + now);
  }

  private static int[] paint(PresenceTimeline lane, TimeScale scale, long now) {
    int[] pixels = new int[scale.pixels() * HEIGHT];
    painter(scale, now).paint(lane, isDense(lane, scale), pixels, 0, 0, scale.pixels());
    return pixels;
  }

  private static boolean isDense(PresenceTimeline lane, TimeScale scale) {
    return LanePainter.isDense(lane, scale.window(), scale.secondsPerPixel());
  }

  private static TimeScale scale(int seconds, int pixels) {
    return new TimeScale(new TimeWindow(T, T.plusSeconds(seconds)), pixels);
  }

  private static LanePainter painter(TimeScale scale, long now) {
    int[] ground = new int[scale.pixels()];
    Arrays.fill(ground, BACKGROUND);
    return new LanePainter(scale, now, BRIDGE, LIGHT, ground, HEIGHT, MARGIN);
  }

  private static List<Integer> columnOf(int[] pixels, int width, int x) {
    return IntStream.range(0, HEIGHT).mapToObj(y -> pixels[y * width + x]).toList();
  }

  private static List<Integer> column(int color, int top, int height) {
    return IntStream.range(0, HEIGHT)
        .mapToObj(y -> y >= top && y < top + height ? color : BACKGROUND)
        .toList();
  }

  private static long count(int[] pixels, int width, int color) {
    assertEquals(width * HEIGHT, pixels.length);
    return Arrays.stream(pixels).filter(pixel -> pixel == color).count();
  }

  private static int gray(int color) {
    return ((color >> 16 & 0xff) * 54 + (color >> 8 & 0xff) * 183 + (color & 0xff) * 19) / 256;
  }
}
