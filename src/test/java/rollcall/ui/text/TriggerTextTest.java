package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.UserId;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.OneTimeTrigger.State;

class TriggerTextTest {
  private static final Instant NOW = Instant.parse("2026-09-17T15:00:00Z");
  private static final TriggerText TEXT = new TriggerText(NOW, ZoneId.of("Europe/Berlin"));
  private static final OneTimeTrigger ALERT = trigger(null);
  private static final OneTimeTrigger MESSAGE = trigger("Five minutes?");

  @AfterEach
  void english() {
    Messages.use(Locale.US);
  }

  @Test
  void everyStateHasItsWords() {
    assertEquals("Waits until Sat 17:00 at most", TEXT.state(MESSAGE));
    assertEquals("Is being sent…", TEXT.state(MESSAGE.in(State.SENDING, NOW)));
    assertEquals("Sent at 17:00", TEXT.state(MESSAGE.in(State.DONE, NOW)));
    assertEquals("Active at 17:00", TEXT.state(ALERT.in(State.DONE, NOW)));
    assertEquals(
        "May have been sent at 17:00. It is not sent again",
        TEXT.state(MESSAGE.in(State.UNCERTAIN, NOW)));
    assertEquals("Not seen active until Sat 17:00", TEXT.state(ALERT.in(State.EXPIRED, NOW)));
  }

  @Test
  void aFailureIsNamedAndSoIsTheNextAttempt() {
    OneTimeTrigger failed = MESSAGE.failed("channel_not_found", NOW, NOW.plusSeconds(600));
    assertEquals(
        "Not sent yet: Slack found no conversation with this person (channel_not_found). Next"
            + " attempt at 17:10, while the person is active. Waits until Sat 17:00 at most",
        TEXT.state(failed));
    assertEquals(
        "Not sent until Sat 17:00: Slack answered some_new_code",
        TEXT.state(MESSAGE.failed("some_new_code", NOW, NOW).in(State.EXPIRED, NOW)));
  }

  @Test
  void whatHasEndedIsSaidInANotice() {
    Notice done = TEXT.notice(MESSAGE.in(State.DONE, NOW), "Priya");
    assertEquals("Message sent to Priya", done.title());
    assertEquals("“Five minutes?”", done.body());
    Notice active = TEXT.notice(ALERT.in(State.DONE, NOW), "Priya");
    assertEquals("Priya is active", active.title());
    assertEquals("You asked for this alert once. It is finished.", active.body());
    Notice uncertain = TEXT.notice(MESSAGE.in(State.UNCERTAIN, NOW), "Priya");
    assertEquals("A message to Priya may have been sent", uncertain.title());
    assertEquals(Notice.Kind.WARNING, uncertain.kind());
    assertEquals(
        "Priya was not seen active in time",
        TEXT.notice(ALERT.in(State.EXPIRED, NOW), "Priya").title());
  }

  @Test
  void noticesAreInGerman() {
    Messages.use(Locale.GERMANY);
    assertEquals("Priya ist aktiv", TEXT.notice(ALERT.in(State.DONE, NOW), "Priya").title());
    assertEquals("„Five minutes?“", TEXT.notice(MESSAGE.in(State.DONE, NOW), "Priya").body());
    assertEquals(
        "Eine Nachricht an Priya wurde vielleicht gesendet",
        TEXT.notice(MESSAGE.in(State.UNCERTAIN, NOW), "Priya").title());
  }

  private static OneTimeTrigger trigger(String text) {
    return OneTimeTrigger.of("1", new UserId("U1"), text, NOW, NOW.plus(Duration.ofDays(2)));
  }
}
