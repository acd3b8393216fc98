package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UploadedOperationRetentionTest {
  private static final long HOUR = UploadedOperationRetention.KEPT.toNanos();

  private final UploadedOperationRetention kept = new UploadedOperationRetention();

  @Test
  void whatTheServerHadAnHourAgoIsDeletedAndNothingElse() {
    assertEquals(OptionalLong.empty(), kept.onHandedOver(7, 0));
    assertEquals(OptionalLong.empty(), kept.onHandedOver(9, HOUR / 2));
    assertEquals(OptionalLong.empty(), kept.onHandedOver(12, HOUR));
    assertEquals(OptionalLong.of(7), kept.onHandedOver(15, HOUR + 1));
    assertEquals(OptionalLong.of(12), kept.onHandedOver(15, 2 * HOUR + 1));
  }

  @Test
  void aServerThatLacksOperationsBeginsTheirHourAgain() {
    kept.onHandedOver(7, 0);
    kept.onConnected(3);
    assertEquals(OptionalLong.empty(), kept.onHandedOver(3, HOUR + 1));
    assertEquals(OptionalLong.of(3), kept.onHandedOver(4, 2 * HOUR + 2));
  }

  @Test
  void connectionsOfLessThanAnHourDeleteToo() {
    for (int half = 0; half < 3; half++) {
      kept.onConnected(10 + half);
      kept.onHandedOver(11 + half, half * HOUR / 2);
    }
    assertEquals(OptionalLong.of(11), kept.onHandedOver(14, HOUR + 1));
  }

  @Test
  void nothingIsDeletedEarlyAndNothingIsKeptForMuchLonger() {
    Random random = new Random(1);
    long[] had = new long[5_000];
    long step = Duration.ofSeconds(3).toNanos();
    long deleted = 0;
    for (int i = 0; i < had.length; i++) {
      had[i] = i == 0 ? 1 : had[i - 1] + random.nextInt(5);
      OptionalLong until = kept.onHandedOver(had[i], i * step);
      int anHourAgo = i - (int) (HOUR / step) - 1;
      deleted = until.orElse(deleted);
      if (anHourAgo < 0) {
        assertEquals(0, deleted);
      } else {
        assertTrue(deleted <= had[anHourAgo]);
        // A minute and some seconds.
        assertTrue(deleted >= had[Math.max(0, anHourAgo - 25)]);
      }
    }
  }
}
