package rollcall.slack.rtm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.testkit.FakeSlack;

/// Limits of one message: at most 64 Ki parts and 16 Mi characters.
@Timeout(300)
class FrameLimitsTest {
  private static final int MOST_PARTS = 64 * 1024;
  private static final int LARGEST = 16 * 1024 * 1024;

  private RtmTestRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new RtmTestRig();
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void emptyPartsWithoutEndEndTheConnection() throws Exception {
    send(1, MOST_PARTS + 1, new byte[0]);
    assertEndedBecause("Slack sent a message without end: more than 65536 parts.");
  }

  @Test
  void emptyBinaryPartsWithoutEndEndTheConnection() throws Exception {
    send(2, MOST_PARTS + 1, new byte[0]);
    assertEndedBecause("Slack sent a message without end: more than 65536 parts.");
  }

  @Test
  void aMessageOfMoreThan16MiCharactersEndsTheConnection() throws Exception {
    send(1, LARGEST / (1 << 18) + 1, letters(1 << 18));
    assertEndedBecause("Slack sent a message without end: more than 16777216 characters.");
  }

  @Test
  void aBinaryMessageOfMoreThan16MiBytesEndsTheConnection() throws Exception {
    send(2, LARGEST / (1 << 18) + 1, letters(1 << 18));
    assertEndedBecause("Slack sent a message without end: more than 16777216 bytes.");
  }

  @Test
  void aFrameOfMoreThan16MiBytesEndsTheConnection() throws Exception {
    send(1, 1, letters(LARGEST + (1 << 20)));
    assertEndedBecause("Slack sent a message without end: more than 16777216 bytes.");
  }

  @Test
  void aMessageOfExactly64KiPartsArrives() throws Exception {
    FakeSlack.Connection line = rig.start();
    line.sendParts(1, MOST_PARTS - 1, new byte[0]);
    byte[] end = "{\"type\":\"user_typing\",\"channel\":\"C1\",\"user\":\"U1\"}".getBytes(UTF_8);
    line.sendTogether(List.of(), 0, end);
    rig.event(RtmEvent.UserTyping.class);
  }

  /// Sends parts; the client may have closed before the last one.
  private void send(int opcode, int count, byte[] part) throws Exception {
    FakeSlack.Connection line = rig.start();
    try {
      line.sendParts(opcode, count, part);
    } catch (IOException e) {
      // The connection was ended, which is checked next.
    }
  }

  private void assertEndedBecause(String reason) throws Exception {
    LifecycleEvent.Reconnecting lost = rig.retry();
    assertEquals(reason, Objects.requireNonNull(lost.problem()).getMessage());
    rig.ready();
  }

  private static byte[] letters(int length) {
    byte[] letters = new byte[length];
    Arrays.fill(letters, (byte) 'x');
    return letters;
  }
}
